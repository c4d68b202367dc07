"""Statements become nodes and edges that lose nothing of what a reader needs to find the words again."""

from __future__ import annotations

from kg.model import Actor, Evidence, Graph, Interaction, Membership, Policy, Quotation, Stance
from kg.network import network

ADA = Actor("ada-example", "Ada Example", "person")
BODY = Actor("nato", "NATO", "organization")
PACT = Policy("nato", "NATO")
ONE = (Evidence("a", 0, 3, "Ada"),)
SHARED = {"evidence": ONE, "confidence": 0.5, "extractor": "x"}


def of(*statements: object) -> Graph:
    return Graph((), (ADA, BODY), (PACT,), statements)  # type: ignore[arg-type]


def edges(graph: Graph) -> list[tuple[str, str, str]]:
    return [(source, data["label"], target) for source, target, data in network(graph).edges(data=True)]


def test_an_actor_and_a_policy_of_one_id_are_two_nodes() -> None:
    net = network(of(Stance(actor=BODY, stance="support", policy=PACT, **SHARED)))
    assert dict(net.nodes(data=True)) == {
        "actor:ada-example": {"label": "Ada Example", "type": "actor", "kind": "person"},
        "actor:nato": {"label": "NATO", "type": "actor", "kind": "organization"},
        "policy:nato": {"label": "NATO", "type": "policy", "kind": "policy"},
    }
    assert list(net.edges()) == [("actor:nato", "policy:nato")]


def test_each_statement_that_joins_two_is_an_edge() -> None:
    member = Membership(person=ADA, role="envoy", organization=BODY, status="former", **SHARED)
    stance = Stance(actor=ADA, stance="mixed", policy=PACT, **SHARED)
    act = Interaction(source=BODY, relation="dismiss", target=ADA, **SHARED)
    assert edges(of(member, stance, act)) == [
        ("actor:ada-example", "envoy", "actor:nato"),
        ("actor:ada-example", "mixed", "policy:nato"),
        ("actor:nato", "dismiss", "actor:ada-example"),
    ]


def test_a_quotation_and_a_role_nowhere_are_no_edges_but_their_actors_are_nodes() -> None:
    graph = of(Quotation(speaker=ADA, quote="No.", **SHARED), Membership(person=ADA, role="lawyer", **SHARED))
    assert edges(graph) == []
    assert list(network(graph)) == ["actor:ada-example", "actor:nato", "policy:nato"]


def test_an_edge_leads_back_to_its_statement_and_counts_its_evidence() -> None:
    twice = (*ONE, Evidence("b", 5, 8, "Ada"))
    stance = Stance(actor=ADA, stance="oppose", policy=PACT, evidence=twice, confidence=0.12345, extractor="x",
                    observed="2020-01-02")  # fmt: skip
    ((_, _, key, data),) = network(of(stance)).edges(keys=True, data=True)
    assert key == stance.id
    assert data == {"kind": "stance", "label": "oppose", "weight": 2, "confidence": 0.123, "statement": stance.id,
                    "observed": "2020-01-02"}  # fmt: skip


def test_two_offices_of_one_person_in_one_body_are_two_edges() -> None:
    roles = [Membership(person=ADA, role=role, organization=BODY, **SHARED) for role in ("envoy", "chair")]
    assert edges(of(*roles)) == [("actor:ada-example", "envoy", "actor:nato"),
                                 ("actor:ada-example", "chair", "actor:nato")]  # fmt: skip
