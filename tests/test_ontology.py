"""The ontology: every term declared, explained, shown in use, and borrowed from vocabularies that have it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from graphs import everything
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, VANN

from kg import resources
from kg.rdf import VOCABULARIES, build_turtle, from_rdf, prefixes, to_rdf

ROOT = Path(__file__).parent.parent
KG = rdflib.Namespace(VOCABULARIES["kg"])
HOME = rdflib.URIRef("https://w3id.org/polkg/ontology")
# The build of the examples in ontology/README.md, as its build.json would have it.
BUILD = {
    "stamp": "2695427c30602c4cc31ce20886e27c22ba5f04d4791d0f20ae9273ede4b2b70d",
    "versions": {"polkg": "0.1.0", "spacy": "3.8.18", "pipeline": "en_core_web_sm 3.8.0"},
    "options": {"min_confidence": 0.5, "stances": "both"},
}
TIMED = BUILD | {"started": "2020-05-06T07:08:09+00:00", "seconds": 1.5}
# Vocabularies that rdflib has no list of: the terms used here, as their specifications name them.
WEB_ANNOTATION = """SpecificResource TextQuoteSelector TextPositionSelector hasSource hasSelector
    exact prefix suffix start end"""
MARL = "Opinion Polarity Positive Negative Neutral hasPolarity describesObject algorithmConfidence"
OTHERS = {
    "http://www.w3.org/ns/oa#": WEB_ANNOTATION,
    "http://www.gsi.upm.es/ontologies/marl/ns#": MARL,
    "http://www.w3.org/ns/opengov#": "onBehalfOf",
}
LISTED = ("DCTERMS", "FOAF", "ORG", "OWL", "PROV", "RDF", "RDFS", "SDO", "SKOS", "TIME", "VANN")


def read(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(resources.ontology(name))


ONTOLOGY = read("kg.ttl")
OURS = sorted({str(term).removeprefix(KG) for term in ONTOLOGY.subjects() if str(term).startswith(KG)})
each_term = pytest.mark.parametrize("name", OURS)


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl", "policies.ttl"])
def test_two_independent_parsers_read_the_same(name: str) -> None:
    strict = list(pyoxigraph.parse(path=resources.ontology(name)))
    graph = read(name)
    assert len({(str(q.subject), str(q.predicate), str(q.object)) for q in strict}) == len(graph)
    assert {q.predicate.value for q in strict} == set(map(str, graph.predicates()))


USERS = [
    "kg/rdf/*.py",
    "kg/checks/*.py",
    "kg/queries/*.rq",
    "ontology/shapes.ttl",
    "ontology/README.md",
    "docs/model.md",
    "README.md",
]


@pytest.mark.parametrize("pattern", USERS)
def test_every_term_of_ours_that_is_used_is_declared(pattern: str) -> None:
    files = sorted(ROOT.glob(pattern))
    used = {name for file in files for name in re.findall(r"\bkg:([A-Za-z]\w*)", file.read_text(encoding="utf-8"))}
    assert files
    assert used - set(OURS) == set()


@each_term
def test_a_term_of_ours_is_labelled_defined_and_shown(name: str) -> None:
    [label], [definition], [home] = (
        list(ONTOLOGY.objects(KG[name], p)) for p in (RDFS.label, SKOS.definition, RDFS.isDefinedBy)
    )
    assert (label.language, definition.language, home) == ("en", "en", HOME)
    assert len(definition.split()) >= 3
    assert definition.endswith(".")


@each_term
def test_a_property_of_ours_has_a_domain_and_a_range(name: str) -> None:
    kinds = set(ONTOLOGY.objects(KG[name], RDF.type))
    ends = [list(ONTOLOGY.objects(KG[name], p)) for p in (RDFS.domain, RDFS.range)]
    is_property = bool(kinds & {OWL.ObjectProperty, OWL.DatatypeProperty})
    assert [len(found) for found in ends] == ([1, 1] if is_property else [0, 0])
    for end in ends[0] + ends[1]:
        assert str(end).startswith(VOCABULARIES["xsd"]) or (end, RDF.type, None) in ONTOLOGY, end


@each_term
def test_the_example_of_a_term_is_turtle_that_uses_it(name: str) -> None:
    [example] = ONTOLOGY.objects(KG[name], SKOS.example)
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes().items())
    triples = rdflib.Graph().parse(data=head + example)
    terms = {str(t) for triple in triples for t in triple} | {
        str(getattr(o, "datatype", "")) for o in triples.objects()
    }
    assert str(KG[name]) in terms or name == "Date"
    known = {str(t) for t in ONTOLOGY.subjects()} | {str(RDF.type)}
    spaces = {space for prefix, space in VOCABULARIES.items() if prefix not in ("xsd", "rdfs")}
    assert {t for t in terms if t.startswith(tuple(spaces))} - known == set()


def test_every_borrowed_term_exists_in_its_vocabulary() -> None:
    terms = {t for triple in ONTOLOGY for t in triple if isinstance(t, rdflib.URIRef)}
    terms |= {o.datatype for o in ONTOLOGY.objects() if isinstance(o, rdflib.Literal) and o.datatype}
    listed = [getattr(rdflib, name) for name in LISTED]
    real = {str(term) for space in listed for term in dir(space) if ":" in str(term)}
    real |= {space + name for space, names in OTHERS.items() for name in names.split()}
    spaces = tuple({*map(str, listed), *OTHERS})
    borrowed = {str(t) for t in terms if str(t).startswith(spaces) and str(t) not in spaces}
    assert borrowed - real == set()
    assert len(borrowed) > 60


def test_every_borrowed_term_that_is_declared_says_how_it_is_used_and_where_it_is_from() -> None:
    for term in set(ONTOLOGY.subjects()):
        if isinstance(term, rdflib.URIRef) and not term.startswith("https://w3id.org/polkg/"):
            assert ONTOLOGY.value(term, RDFS.label), term
            assert ONTOLOGY.value(term, RDFS.comment), term
            assert term.startswith(ONTOLOGY.value(term, RDFS.isDefinedBy).rstrip("/#").removesuffix("-o")), term


def test_the_positions_are_mapped_to_polarities() -> None:
    marl = rdflib.Namespace("http://www.gsi.upm.es/ontologies/marl/ns#")
    assert ONTOLOGY.value(KG.Support, SKOS.closeMatch) == marl.Positive
    assert ONTOLOGY.value(KG.Oppose, SKOS.closeMatch) == marl.Negative
    assert ONTOLOGY.value(KG.Mixed, SKOS.relatedMatch) == marl.Neutral


def test_the_ontology_says_who_made_it_when_and_under_which_licence() -> None:
    version = ONTOLOGY.value(HOME, OWL.versionInfo)
    assert ONTOLOGY.value(HOME, OWL.versionIRI) == rdflib.URIRef(f"{HOME}/{version}")
    assert ONTOLOGY.value(HOME, DCTERMS.created) <= ONTOLOGY.value(HOME, DCTERMS.modified)
    assert str(ONTOLOGY.value(HOME, DCTERMS.creator)) == "The polkg developers"
    assert ONTOLOGY.value(HOME, DCTERMS.license) == rdflib.URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    assert str(ONTOLOGY.value(HOME, VANN.preferredNamespaceUri)) == str(KG)
    assert str(ONTOLOGY.value(HOME, VANN.preferredNamespacePrefix)) == "kg"


def test_one_version_is_named_everywhere() -> None:
    version = str(ONTOLOGY.value(HOME, OWL.versionInfo))
    changes = resources.ontology("CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[([^]]*)\]", changes, re.MULTILINE)[0] == version
    assert str(ONTOLOGY.value(HOME, SKOS.changeNote)).startswith(version)
    assert str(read("shapes.ttl").value(rdflib.URIRef("https://w3id.org/polkg/shapes"), OWL.versionInfo)) == version
    assert f"version {version} " in resources.ontology("README.md").read_text(encoding="utf-8")


# The page of the documentation

PAGE = ROOT / "docs" / "ontology" / "index.html"


def test_the_page_is_that_of_the_ontology_as_it_is(tmp_path: Path) -> None:
    """If it fails: make ontology-docs."""
    for seed in ("0", "1"):
        command = [sys.executable, str(ROOT / "docs" / "ontology_page.py"), str(tmp_path / "index.html")]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        assert (tmp_path / "index.html").read_bytes() == PAGE.read_bytes()


def test_the_page_shows_every_term_of_ours_and_fetches_nothing() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in OURS:
        assert f"<code>{KG}{name}</code>" in page
    without_links = re.sub(r"<a [^>]*>", "", page)
    fetched = re.findall(r"""(?:src|href|srcset|action|data)=["']?([^"'>]*)""", without_links)
    assert [address[:30] for address in fetched if not address.startswith(("data:image/png;base64,", "#"))] == []
    assert not re.search(r"url\(|@import|<script(?! id=.schema.org. type=.application/ld\+json.)", without_links)
    assert set(re.findall('href="#([^"]*)"', page)) <= set(re.findall('id="([^"]*)"', page))


# Against a graph that has everything


def full() -> rdflib.Graph:
    return to_rdf(everything(), build=BUILD) + rdflib.Graph().parse(data=build_turtle(TIMED))


def test_every_term_of_a_full_graph_is_declared() -> None:
    data, built_in = "https://w3id.org/polkg/", (RDF.type, RDFS.label, rdflib.URIRef("https://people.example/17"))
    terms = {t for triple in full() for t in triple if isinstance(t, rdflib.URIRef)}
    terms = {t for t in terms if not re.match(f"{data}(?!ontology#)|https://topics.example/", t)}
    assert terms - set(ONTOLOGY.subjects()) - set(built_in) == set()
    assert {KG.Mixed, KG.Dismiss, KG.Acting, ORG.memberOf, rdflib.TIME.inXSDgYear, PROV.used} <= terms


def test_a_full_graph_uses_every_term_that_kg_ttl_declares_but_for_those_about_terms() -> None:
    above = {"Agent", "Position", "Status", "Relation", "Entity", "Date", "spokenByCharacter", "inXSDDate"}
    about = set(ONTOLOGY.subjects(RDF.type, OWL.AnnotationProperty)) - {SKOS.prefLabel, SKOS.altLabel}
    about |= {
        SKOS.exactMatch,
        SKOS.closeMatch,
        SKOS.relatedMatch,
        HOME,
        *read("policies.ttl").predicates(),
        SKOS.ConceptScheme,
    }
    used = {t for triple in full() for t in triple}
    unused = {t for t in ONTOLOGY.subjects() if isinstance(t, rdflib.URIRef)} - used - about
    assert {re.split("[/#]", t)[-1] for t in unused} == above


def test_every_class_of_a_full_graph_has_a_shape() -> None:
    shapes = read("shapes.ttl")
    covered = {*shapes.objects(None, SH.targetClass), *shapes.objects(None, SH["class"])}
    covered |= {item for part in shapes.objects(None, SH["in"]) for item in rdflib.collection.Collection(shapes, part)}
    assert set(full().objects(None, RDF.type)) - covered == set()


def examples() -> str:
    readme = resources.ontology("README.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(r"```turtle\n(.*?)```", readme, flags=re.DOTALL))


def test_the_examples_of_the_readme_are_what_polkg_writes() -> None:
    written = rdflib.Graph().parse(data=examples())
    assert set(to_rdf(from_rdf(written), build=BUILD)) == set(written)


def test_the_readme_has_an_example_of_each_class_of_the_shapes() -> None:
    targets = set(read("shapes.ttl").objects(None, SH.targetClass))
    kinds = {KG.Government, KG.UnnamedActor, ORG.Organization}
    assert len(targets) == 16
    assert targets | kinds <= set(rdflib.Graph().parse(data=examples()).objects(None, RDF.type))
