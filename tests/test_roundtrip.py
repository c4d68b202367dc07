"""Statements, written in each RDF format and read by two independent parsers, are the same statements."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from itertools import chain
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from graphs import everything, graphs, plain
from hypothesis import HealthCheck, given, settings
from oxrdflib import OxigraphStore
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from samples import hostile_graph

from kg.errors import NotXMLError
from kg.model import Actor, Article, Evidence, Graph, Mention, Policy, Stance
from kg.rdf import from_rdf, prefixes, to_rdf
from kg.writers import RDF12, WRITERS

pytestmark = [  # rdflib's own parsers
    pytest.mark.filterwarnings("ignore:.*ConjunctiveGraph is deprecated"),
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated"),
]

FORMATS = {
    ".ttl": (ox.RdfFormat.TURTLE, "turtle"),
    ".nt": (ox.RdfFormat.N_TRIPLES, "nt"),
    ".nq": (ox.RdfFormat.N_QUADS, "nquads"),
    ".trig": (ox.RdfFormat.TRIG, "trig"),
    ".jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    ".rdf": (ox.RdfFormat.RDF_XML, "xml"),
}
NAMED = (".nq", ".trig")
BASES = ["https://w3id.org/polkg/", "https://my.example/a/b#", "urn:mine:", "https://zürich.example/x"]
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
each_format = pytest.mark.parametrize("suffix", FORMATS)
each_parser = pytest.mark.parametrize("parser", ["rdflib", "oxigraph"])


def xml_able(value: Any) -> Any:
    """The same with each character that XML has not in words, such as (U+0)."""
    if isinstance(value, str):
        return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", lambda m: f"(U+{ord(m[0]):X})", value)
    if isinstance(value, tuple):
        return tuple(map(xml_able, value))
    if dataclasses.is_dataclass(value):
        return type(value)(**{f.name: xml_able(getattr(value, f.name)) for f in dataclasses.fields(value)})
    return value


def by_rdflib(text: str, suffix: str) -> rdflib.Graph | rdflib.Dataset:
    rdf = rdflib.Dataset() if suffix in NAMED else rdflib.Graph()
    return rdf.parse(data=text, format=FORMATS[suffix][1])


def by_oxigraph(text: str, suffix: str) -> rdflib.Graph:
    """All graphs as one; what is RDF 1.2 is left out, for rdflib knows no such terms."""
    quads = [q for q in ox.parse(text, FORMATS[suffix][0]) if not isinstance(q.object, ox.Triple)]
    store = ox.Store()
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    return rdflib.Graph(store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID)


PARSERS: dict[str, Callable[[str, str], rdflib.Graph]] = {"rdflib": by_rdflib, "oxigraph": by_oxigraph}


@each_format
@each_parser
@slow
@given(graph=graphs())
def test_odd_graphs_come_back_from_each_format(suffix: str, parser: str, graph: Graph) -> None:
    graph = xml_able(graph) if suffix == ".rdf" else graph
    assert plain(from_rdf(PARSERS[parser](WRITERS[suffix](graph, BASES[0]), suffix))) == plain(graph)


@each_format
@each_parser
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("sample", [everything, hostile_graph, Graph])
def test_full_and_hostile_graphs_come_back_under_each_base(
    suffix: str, parser: str, base: str, sample: Callable[[], Graph]
) -> None:
    text = WRITERS[suffix](sample(), base)
    assert plain(from_rdf(PARSERS[parser](text, suffix))) == plain(sample())


@each_format
def test_each_format_says_what_the_rdflib_graph_says(suffix: str) -> None:
    for graph in (everything(), hostile_graph()):
        assert {tuple(t[:3]) for t in by_rdflib(WRITERS[suffix](graph, BASES[0]), suffix)} == set(to_rdf(graph))


@each_format
def test_the_order_of_the_input_does_not_matter(suffix: str) -> None:
    graph = everything()
    turned = Graph(graph.articles[::-1], graph.actors[::-1], graph.policies[::-1], graph.statements[::-1])
    assert WRITERS[suffix](turned, BASES[0]) == WRITERS[suffix](graph, BASES[0])


# An article, a graph

TEXT = "Ada Example and Ben Sample oppose the toll road."
ONE, OTHER = (Article(f"a{n}", TEXT, f"Tolls {n}") for n in (1, 2))
WHERE = [Evidence(article.id, 0, len(TEXT), TEXT) for article in (ONE, OTHER)]
ADA = Actor("ada", "Ada Example", "person", mentions=(Mention("a1", 0, 11), Mention("a2", 0, 11)))
BEN = Actor("ben", "Ben Sample", "person", mentions=(Mention("a2", 16, 26),))
ROAD = Policy("toll-road", "toll road")
OF_BOTH = Stance(actor=ADA, stance="oppose", policy=ROAD, evidence=tuple(WHERE), confidence=0.9, extractor="test/1")
OF_OTHER = Stance(actor=BEN, stance="oppose", policy=ROAD, evidence=(WHERE[1],), confidence=0.9, extractor="test/1")
GRAPH = Graph((ONE, OTHER), (ADA, BEN), (ROAD,), tuple(sorted((OF_BOTH, OF_OTHER), key=lambda s: s.id)))


def named_graphs(suffix: str) -> dict[str, set[ox.Triple]]:
    """Title of the article (nothing for the default graph) -> triples."""
    found: dict[str, set[ox.Triple]] = {}
    for quad in ox.parse(WRITERS[suffix](GRAPH, BASES[0]), FORMATS[suffix][0]):
        found.setdefault(str(quad.graph_name), set()).add(quad.triple)
    titles = {n: next((t.object.value for t in ts if "headline" in str(t.predicate)), "") for n, ts in found.items()}
    return {titles[name]: triples for name, triples in found.items()}


@pytest.mark.parametrize("suffix", NAMED)
def test_each_article_has_its_graph_and_the_default_graph_what_is_of_none(suffix: str) -> None:
    found = named_graphs(suffix)
    assert sorted(found) == ["", "Tolls 1", "Tolls 2"]
    default = set(map(str, chain.from_iterable((t.subject, t.predicate) for t in found[""])))
    assert not [name for name in default if re.search("statement/|evidence/|mention|opposes", name)]
    assert {f"<{BASES[0]}{name}>" for name in ("actor/ada", "actor/ben", "policy/toll-road")} <= default


@pytest.mark.parametrize("suffix", NAMED)
def test_the_graph_of_one_article_without_the_other_still_says_all_of_it(suffix: str) -> None:
    found = named_graphs(suffix)
    rdf = rdflib.Graph().parse(data="".join(f"{t} .\n" for t in found[""] | found["Tolls 1"]), format="nt")
    [statement] = from_rdf(rdf).statements
    assert (statement.id, statement.evidence) == (OF_BOTH.id, (WHERE[0],))
    ada, ben = (rdflib.URIRef(f"{BASES[0]}actor/{name}") for name in ("ada", "ben"))
    opposes = rdflib.URIRef(prefixes()["kg"] + "opposes")
    assert [(str(s), str(o)) for s, o in rdf.subject_objects(opposes)] == [(str(ada), BASES[0] + "policy/toll-road")]
    assert (ben, rdflib.RDFS.label, rdflib.Literal("Ben Sample")) in rdf


def test_n_quads_are_sorted_lines() -> None:
    lines = WRITERS[".nq"](everything(), BASES[0]).splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines)) > 300


# RDF 1.2


@pytest.mark.parametrize("suffix", RDF12)
def test_in_rdf_12_a_statement_reifies_what_follows_from_it(suffix: str) -> None:
    quads = list(ox.parse(RDF12[suffix](GRAPH, BASES[0]), FORMATS[suffix][0]))
    reified = {
        (q.subject.value.rsplit("/", 1)[1], q.object.subject.value.rsplit("/", 1)[1], q.object.object.value)
        for q in quads
        if q.predicate.value.endswith("#reifies") and isinstance(q.object, ox.Triple)
    }
    road = BASES[0] + "policy/toll-road"
    assert reified == {(OF_BOTH.id, "ada", road), (OF_OTHER.id, "ben", road)}
    asserted = {q.triple for q in quads}
    assert {q.object for q in quads if isinstance(q.object, ox.Triple)} <= asserted


@pytest.mark.parametrize("suffix", RDF12)
@slow
@given(graph=graphs())
def test_odd_graphs_come_back_from_rdf_12(suffix: str, graph: Graph) -> None:
    text = RDF12[suffix](graph, BASES[0])
    assert ("reifies" in text) == bool(graph.statements)
    assert plain(from_rdf(by_oxigraph(text, suffix))) == plain(graph)


# What a format cannot hold, and what could be taken for something else


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\ufffe"])
def test_rdf_xml_refuses_what_xml_cannot_hold_instead_of_changing_it(character: str) -> None:
    graph = Graph(actors=(Actor("a", f"na{character}me", "person"),))
    with pytest.raises(NotXMLError, match=rf"U\+{ord(character):04X}.*actor/a: choose \.ttl, \.nt or \.jsonld"):
        WRITERS[".rdf"](graph, BASES[0])


@each_format
@each_parser
@pytest.mark.parametrize(
    "iri", ["kg:x", "time:x", "actor:ada", "label:x", "Oppose:x", "urn:x:%41", "https://e.example/?a&b='"]
)
def test_an_iri_that_begins_like_a_prefix_stays_itself(suffix: str, parser: str, iri: str) -> None:
    graph = Graph(actors=(Actor("ada", "Ada Example", "person", same_as=(iri,)),))
    assert plain(from_rdf(PARSERS[parser](WRITERS[suffix](graph, BASES[0]), suffix))) == plain(graph)


def test_json_ld_is_in_plain_words_and_needs_no_other_file() -> None:
    text = WRITERS[".jsonld"](GRAPH, BASES[0])
    assert '"position": "Oppose"' in text
    assert '"actor": "actor/ada"' in text
    assert '"@base": "https://w3id.org/polkg/"' in text
    assert not re.search(r'"@(context|import)": "', text)
