"""Statements as a network: actors and policies are nodes; memberships, stances and interactions are edges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Actor, Graph, Interaction, Membership, Policy, Stance, Statement

if TYPE_CHECKING:
    import networkx as nx

Edge = tuple[str, str, dict[str, Any]]


def network(graph: Graph) -> nx.MultiDiGraph[str]:
    """A directed network with one edge a statement, in the graph's order.

    Nodes are "actor:ID" and "policy:ID", with `label`, `type` (actor or policy) and `kind`. Edges are keyed by their
    statement's id, with `kind` (the statement's type; GEXF and Gephi mean directedness by an edge's "type"), `label`
    (role, position or relation), `weight` (number of pieces of evidence), `confidence` (0..1), `statement` (its id)
    and, where known, `status` and `observed`. A membership of no organization and a quotation join nobody to
    anything: they are no edges.
    """
    import networkx as nx

    net: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for actor in graph.actors:
        net.add_node(node(actor), label=actor.name, type="actor", kind=actor.kind)
    for policy in graph.policies:
        net.add_node(node(policy), label=policy.name, type="policy", kind="policy")
    for statement in graph.statements:
        if edge := _edge(statement):
            source, target, own = edge
            net.add_edge(source, target, key=statement.id, **own, **_shared(statement))
    return net


def node(item: Actor | Policy) -> str:
    """The name of an actor's or a policy's node: the two kinds never share one, even where their ids are equal."""
    return f"{'actor' if isinstance(item, Actor) else 'policy'}:{item.id}"


def _edge(statement: Statement) -> Edge | None:
    if isinstance(statement, Membership) and statement.organization:
        return (
            node(statement.person),
            node(statement.organization),
            {"label": statement.role, "status": statement.status},
        )
    if isinstance(statement, Stance):
        return node(statement.actor), node(statement.policy), {"label": statement.stance}
    if isinstance(statement, Interaction):
        return node(statement.source), node(statement.target), {"label": statement.relation}
    return None


def _shared(statement: Statement) -> dict[str, Any]:
    attributes: dict[str, Any] = {
        "kind": statement.type,
        "weight": len(statement.evidence),
        "confidence": round(statement.confidence, 3),
        "statement": statement.id,
    }
    return attributes | ({"observed": statement.observed} if statement.observed else {})
