"""Graphs to RDF and back, through two independent parsers."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from graphs import everything, graphs, identifiers, plain
from hypothesis import HealthCheck, given, settings

from kg.errors import BaseIRIError, NotStatementsError
from kg.model import Actor, Article, Evidence, Graph, Interaction, Membership, Policy, Quotation, Stance
from kg.rdf import VOCABULARIES, from_rdf, label, prefixes, to_rdf, turtle
from kg.rdf.names import identifier, local_name

OWL, RDF, RDFS, SKOS = rdflib.OWL, rdflib.RDF, rdflib.RDFS, rdflib.SKOS
KG, ORG = rdflib.Namespace(VOCABULARIES["kg"]), rdflib.Namespace(VOCABULARIES["org"])
TOPICS = {f"<https://topics.example/{name}>" for name in ("trade", "trade#tariffs")}
OA, SCHEMA = rdflib.Namespace(VOCABULARIES["oa"]), rdflib.Namespace(VOCABULARIES["schema"])
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def quads(triples: object) -> set[tuple[str, ...]]:
    """Triples of rdflib or of pyoxigraph in one form."""
    return {tuple(_form(term) for term in triple) for triple in triples}


def _form(term: object) -> str:
    if isinstance(term, rdflib.Literal):
        datatype = pyoxigraph.NamedNode(str(term.datatype)) if term.datatype else None
        return str(pyoxigraph.Literal(str(term), datatype=datatype, language=term.language))
    return f"<{term}>" if isinstance(term, rdflib.URIRef) else str(term)


def strict(text: str | bytes, form: pyoxigraph.RdfFormat) -> set[tuple[str, ...]]:
    return quads((q.subject, q.predicate, q.object) for q in pyoxigraph.parse(text, format=form))


@slow
@given(graphs())
def test_a_graph_comes_back_from_rdf_with_every_field(graph: Graph) -> None:
    assert plain(from_rdf(to_rdf(graph))) == plain(graph)


@slow
@given(graphs())
def test_turtle_says_what_the_rdflib_graph_says(graph: Graph) -> None:
    text, rdf = turtle(graph), to_rdf(graph)
    assert strict(text, pyoxigraph.RdfFormat.TURTLE) == quads(rdf)
    read = rdflib.Graph().parse(data=text, format="turtle")
    assert quads(read) == quads(rdf)
    assert plain(from_rdf(read)) == plain(graph)


@slow
@given(graphs())
def test_n_triples_read_by_a_strict_parser_are_the_same_graph(graph: Graph) -> None:
    rdf = to_rdf(graph)
    text = rdf.serialize(format="nt", encoding="utf-8")
    assert strict(text, pyoxigraph.RdfFormat.N_TRIPLES) == quads(rdf)


def test_a_full_graph_comes_back_sorted() -> None:
    graph = everything()
    back = from_rdf(to_rdf(graph))
    assert plain(back) == plain(graph)
    assert [s.id for s in back.statements] == sorted(s.id for s in graph.statements)
    assert [a.id for a in back.actors] == sorted(a.id for a in graph.actors)


def test_order_of_the_input_does_not_matter_to_the_turtle() -> None:
    graph = everything()
    turned = Graph(graph.articles[::-1], graph.actors[::-1], graph.policies[::-1], graph.statements[::-1])
    assert turtle(turned) == turtle(graph)


def test_turtle_is_the_same_bytes_whatever_the_hash_seed() -> None:
    script = "from graphs import everything; from kg.rdf import turtle; print(turtle(everything()), end='')"
    path = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    runs = {
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True,
                       env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path, "PYTHONUTF8": "1"}).stdout
        for seed in ("0", "1", "4242")
    }  # fmt: skip
    assert runs == {turtle(everything()).encode()}


def test_importing_the_module_loads_no_rdf_library() -> None:
    script = "import sys, kg.rdf, kg.checks; print({'rdflib', 'pyoxigraph', 'pyshacl'} & set(sys.modules))"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    run = subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True)
    assert run.stdout == "set()\n"


def test_there_are_no_blank_nodes_and_names_are_short_in_turtle() -> None:
    graph, text = everything(), turtle(everything())
    assert not any(isinstance(term, rdflib.BNode) for triple in to_rdf(graph) for term in triple)
    body = text[text.index("\n\n") :]
    assert set(re.findall(r"<https?:[^>]*>", body)) - TOPICS == {"<https://people.example/17>"}


@given(identifiers, identifiers)
def test_two_identifiers_never_share_a_name(one: str, other: str) -> None:
    assert (local_name(one) == local_name(other)) == (one == other)
    assert identifier("https://w3id.org/polkg/actor/" + local_name(one)) == one


@given(identifiers)
def test_a_name_is_a_valid_last_part_of_an_iri(one: str) -> None:
    name = local_name(one)
    assert name
    assert not set(name) & set('/#?<>"{}|\\^`.~ ')
    pyoxigraph.NamedNode("https://w3id.org/polkg/actor/" + name)


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("rex-tillerson", "rex-tillerson"),
        ("jørgensen", "jørgensen"),
        ("иван-петров", "иван-петров"),
        ("2017-budget", "2017-budget"),
        ("a b", "a%20b"),
        ("a/b", "a%2Fb"),
        ("100%", "100%25"),
        ("-x", "%2Dx"),
        ("", "_"),
        ("_", "%5F"),
        ("\ud800", "%ED%A0%80"),
    ],
)
def test_names_stay_readable_where_they_can(id_: str, name: str) -> None:
    assert local_name(id_) == name
    assert identifier("https://w3id.org/polkg/actor/" + name) == id_


ADA = Actor("ada", "Ada Example", "person")
BODY = Actor("body", "Ministry of Examples", "organization")
TAX = Policy("tax", "border tax")
EVIDENCE = {"evidence": (Evidence("a", 0, 3, "Ada"),), "confidence": 0.5, "extractor": "test/1"}


def direct(statement: object) -> set[tuple[str, str]]:
    """What the derived triples say of Ada: (property, last part or text)."""
    graph = Graph((Article("a", "Ada"),), (ADA, BODY), (TAX,), (statement,))
    known = {RDF.type, RDFS.label, rdflib.URIRef(VOCABULARIES["foaf"] + "name")}
    ada = rdflib.URIRef("https://w3id.org/polkg/actor/ada")
    found = ((p, o) for p, o in to_rdf(graph).predicate_objects(ada) if p not in known)
    return {(re.split("[/#]", p)[-1], str(o).removeprefix("https://w3id.org/polkg/")) for p, o in found}


@pytest.mark.parametrize(
    ("status", "property_", "is_member"),
    [
        ("current", "holdsOffice", True),
        ("acting", "actsInOffice", True),
        ("former", "heldOffice", False),
        ("future", "willHoldOffice", False),
    ],
)
def test_an_office_is_held_as_its_status_says(status: str, property_: str, is_member: bool) -> None:
    membership = Membership(person=ADA, role="Head of Examples", organization=BODY, status=status, **EVIDENCE)
    expected = {(property_, "role/head-of-examples")} | ({("memberOf", "actor/body")} if is_member else set())
    assert direct(membership) == expected


@pytest.mark.parametrize(
    ("stance", "property_"), [("support", "supports"), ("oppose", "opposes"), ("mixed", "mixedOn")]
)
def test_a_stance_gives_one_direct_triple(stance: str, property_: str) -> None:
    assert direct(Stance(actor=ADA, stance=stance, policy=TAX, **EVIDENCE)) == {(property_, "policy/tax")}


def test_a_quotation_is_said() -> None:
    assert direct(Quotation(speaker=ADA, quote="No.", **EVIDENCE)) == {("said", "No.")}


@pytest.mark.parametrize(
    ("relation", "property_"),
    [
        ("consult", "consults"),
        ("cooperate", "cooperatesWith"),
        ("request", "requests"),
        ("criticize", "criticizes"),
        ("coerce", "coerces"),
        ("appoint", "appoints"),
        ("dismiss", "dismisses"),
    ],
)
def test_an_interaction_gives_one_direct_triple(relation: str, property_: str) -> None:
    assert direct(Interaction(source=ADA, relation=relation, target=BODY, **EVIDENCE)) == {(property_, "actor/body")}


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (Membership(person=ADA, role="chair", organization=BODY, status="former", **EVIDENCE),
         "Ada Example was chair (Ministry of Examples)"),
        (Membership(person=ADA, role="chair", **EVIDENCE), "Ada Example is chair"),
        (Stance(actor=ADA, stance="oppose", policy=TAX, **EVIDENCE), "Ada Example opposes border tax"),
        (Quotation(speaker=ADA, quote="No.", **EVIDENCE), "Ada Example: “No.”"),
        (Quotation(speaker=ADA, quote="x" * 81, **EVIDENCE), f"Ada Example: “{'x' * 79}…”"),
        (Interaction(source=ADA, relation="cooperate", target=BODY, **EVIDENCE),
         "Ada Example cooperates with Ministry of Examples"),
    ],
)  # fmt: skip
def test_a_statement_has_a_sentence_for_a_label(statement: object, sentence: str) -> None:
    assert label(statement) == sentence
    rdf = to_rdf(Graph((Article("a", "Ada"),), (ADA, BODY), (TAX,), (statement,)))
    node = rdflib.URIRef(f"https://w3id.org/polkg/statement/{statement.id}")
    assert rdf.value(node, RDFS.label) == rdflib.Literal(sentence)


@pytest.mark.parametrize(
    ("date", "datatype"),
    [
        ("2017-02-23", rdflib.XSD.date),
        ("2017-02", rdflib.XSD.gYearMonth),
        ("2017", rdflib.XSD.gYear),
        ("2017-02-30", None),
        ("2017-W08-4", None),
        ("0000", None),
        ("٢٠١٧", None),
        ("last week", None),
        ("", None),
    ],
)
def test_a_date_keeps_its_precision_and_what_is_none_stays_text(date: str, datatype: object) -> None:
    rdf = to_rdf(Graph((Article("a", "Ada", published=date),)))
    [literal] = rdf.objects(None, SCHEMA.datePublished)
    assert (str(literal), literal.datatype) == (date, datatype)
    assert from_rdf(rdf).articles[0].published == date


def test_evidence_has_its_place_and_its_surroundings() -> None:
    text = "x" * 40 + "Ada said no" + "y" * 40
    evidence = Evidence("a", 40, 51, "Ada said no")
    rdf = to_rdf(Graph((Article("a", text),), (ADA,), (TAX,), (Stance(
        actor=ADA, stance="oppose", policy=TAX, evidence=(evidence,), confidence=1, extractor="test/1"),)))  # fmt: skip
    found = {p: str(o) for _, p, o in rdf if p.startswith(str(OA))}
    assert found[OA.exact] == text[int(found[OA.start]) : int(found[OA.end])] == "Ada said no"
    assert (found[OA.prefix], found[OA.suffix]) == ("x" * 32, "y" * 32)


def test_spellings_of_a_role_are_one_role_named_as_most_spell_it() -> None:
    spellings = [("Prime Minister", "a"), ("prime minister", "b"), ("prime minister", "c")]
    people = [Actor(person, person, "person") for _, person in spellings]
    held = tuple(Membership(person=p, role=r, **EVIDENCE) for (r, _), p in zip(spellings, people, strict=True))
    rdf = to_rdf(Graph((Article("a", "Ada"),), tuple(people), (), held))
    role = rdflib.URIRef("https://w3id.org/polkg/role/prime-minister")
    assert set(rdf.subjects(RDF.type, ORG.Role)) == {role}
    assert [str(o) for o in rdf.objects(role, SKOS.prefLabel)] == ["prime minister"]
    assert [str(o) for o in rdf.objects(role, SKOS.altLabel)] == ["Prime Minister"]
    assert {s.role for s in from_rdf(rdf).of_type(Membership)} == {"Prime Minister", "prime minister"}


def test_what_is_no_iri_is_kept_as_text_for_check_to_find() -> None:
    actor = dataclasses.replace(ADA, same_as=("https://ok.example/1", "not an iri <x>"))
    same = set(to_rdf(Graph(actors=(actor,))).objects(None, OWL.sameAs))
    assert same == {rdflib.URIRef("https://ok.example/1"), rdflib.Literal("not an iri <x>")}


def test_confidence_has_three_decimals_as_in_the_json() -> None:
    statement = Stance(actor=ADA, stance="oppose", policy=TAX, **(EVIDENCE | {"confidence": 0.123456}))
    graph = Graph((Article("a", "Ada"),), (ADA,), (TAX,), (statement,))
    assert "kg:confidence 0.123 ;" in turtle(graph)
    assert from_rdf(to_rdf(graph)).statements[0].confidence == 0.123


@pytest.mark.parametrize(
    ("base", "actor"),
    [
        ("https://my.example/graph/", "https://my.example/graph/actor/ada"),
        ("https://my.example/graph", "https://my.example/graph/actor/ada"),
        ("https://my.example/graph#", "https://my.example/graph#actor/ada"),
        ("urn:mine:", "urn:mine:actor/ada"),
        ("https://zürich.example/", "https://zürich.example/actor/ada"),
    ],
)
def test_names_begin_with_the_base_and_the_vocabulary_does_not(base: str, actor: str) -> None:
    graph = everything()
    rdf = to_rdf(dataclasses.replace(graph, actors=(*graph.actors, ADA)), base)
    assert (rdflib.URIRef(actor), RDF.type, KG.Actor) in rdf
    assert plain(from_rdf(rdflib.Graph().parse(data=turtle(graph, base)))) == plain(graph)


@pytest.mark.parametrize(
    "base", ["", "x", "/graph/", "https://a b/", "https://x/<", 'https://x/"', "https://x/\n", "%"]
)
def test_a_base_that_is_no_absolute_iri_is_refused(base: str) -> None:
    for use in (prefixes, lambda b: to_rdf(Graph(), b), lambda b: turtle(Graph(), b)):
        with pytest.raises(BaseIRIError, match=r"give an absolute IRI such as https://"):
            use(base)


def test_triples_that_are_not_ours_are_passed_over() -> None:
    rdf = to_rdf(everything())
    rdf.parse(
        data="<urn:x> a <urn:Thing> ; <urn:p> [ <urn:q> 1 ] . <https://w3id.org/polkg/actor/ada-example> <urn:p> 2 ."
    )
    assert plain(from_rdf(rdf)) == plain(everything())


@pytest.mark.parametrize(
    ("gone", "reason"),
    [
        ((None, KG.confidence, None), "has no kg:confidence"),
        ((None, KG.status, None), "kg:status of .* is none of kg:Current"),
        ((None, rdflib.URIRef(VOCABULARIES["foaf"] + "name"), None), "has no foaf:name"),
        ((None, RDF.type, SCHEMA.NewsArticle), "oa:hasSource of .* which the graph does not describe"),
        ((None, RDF.type, KG.Policy), "kg:policy of .* which the graph does not describe"),
        ((None, OA.start, None), "no selector of .* has oa:start"),
    ],
)
def test_rdf_that_lacks_something_is_refused_in_a_sentence(gone: tuple[object, ...], reason: str) -> None:
    rdf = to_rdf(everything())
    rdf.remove(gone)
    with pytest.raises(NotStatementsError, match=reason):
        from_rdf(rdf)


def test_a_confidence_that_is_no_number_is_refused_in_a_sentence() -> None:
    rdf = to_rdf(everything())
    for node in list(rdf.subjects(KG.confidence)):
        rdf.set((node, KG.confidence, rdflib.Literal("high")))
    with pytest.raises(NotStatementsError, match="'high'"):
        from_rdf(rdf)


# When a role is held


def held(**when: str) -> rdflib.Graph:
    """A graph with one membership, of which so much is known."""
    membership = Membership(person=ADA, role="chair", **when, **EVIDENCE)
    return to_rdf(Graph((Article("a", "Ada"),), (ADA,), (), (membership,)))


@pytest.mark.parametrize(
    ("date", "property_"),
    [("2017-02-23", rdflib.TIME.inXSDDate), ("2017-02", rdflib.TIME.inXSDgYearMonth), ("2017", rdflib.TIME.inXSDgYear)],
)
def test_a_role_has_an_interval_with_the_ends_that_are_known(date: str, property_: rdflib.URIRef) -> None:
    for name, end in (("start", rdflib.TIME.hasBeginning), ("end", rdflib.TIME.hasEnd)):
        rdf = held(**{name: date})
        [interval] = rdf.objects(None, ORG.memberDuring)
        [(found, instant)] = ((p, o) for p, o in rdf.predicate_objects(interval) if p != RDF.type)
        assert (found, str(rdf.value(instant, property_))) == (end, date)
        assert {type(interval), type(instant)} == {rdflib.URIRef}


@pytest.mark.parametrize("when", [{}, {"start": "last year"}, {"end": "2017-02-30"}])
def test_a_role_without_a_known_date_has_no_interval(when: dict[str, str]) -> None:
    rdf = held(**when)
    assert not set(rdf.objects(None, ORG.memberDuring))
    assert not [triple for triple in rdf if any(str(term).startswith(str(rdflib.TIME)) for term in triple)]


def test_the_interval_of_a_role_is_its_own() -> None:
    """That two roles began in one year does not make them begin at once."""
    people = [Actor(name, name, "person") for name in ("ada", "ben")]
    both = tuple(Membership(person=person, role="chair", start="2017", **EVIDENCE) for person in people)
    rdf = to_rdf(Graph((Article("a", "Ada"),), tuple(people), (), both))
    assert len(set(rdf.objects(None, ORG.memberDuring))) == len(set(rdf.objects(None, rdflib.TIME.hasBeginning))) == 2
    assert [m.start for m in from_rdf(rdf).of_type(Membership)] == ["2017", "2017"]
