"""Where statements come from: extractors, builds, and what must not be told of either."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import PROV, RDF, RDFS
from samples import small_graph

from kg.corpus import Options, build
from kg.model import digest
from kg.rdf import VOCABULARIES, build_turtle, from_rdf, to_rdf, turtle
from kg.rdf.names import build_name, extractor_name, software_name
from kg.store import read_build

KG = rdflib.Namespace(VOCABULARIES["kg"])
BUILD = {
    "stamp": "0123456789abcdef" * 4,
    "versions": {"polkg": "1.2.3", "pipeline": "en_core_web_sm 3.8.0"},
    "options": {"stances": "both", "min_confidence": 0.5},
}
HOME = "https://w3id.org/polkg/"


def parsed(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text)


def options(given: dict[str, object]) -> list[str]:
    """The options that the graph tells of."""
    return sorted(map(str, parsed(build_turtle(BUILD | {"options": given})).objects(None, KG.option)))


def test_each_statement_tells_its_extractor_and_its_build() -> None:
    rdf = to_rdf(small_graph(), build=BUILD)
    extractor = rdflib.URIRef(f"{HOME}extractor/test-1")
    activity = rdflib.URIRef(f"{HOME}build/0123456789abcdef")
    statements = set(rdf.subjects(RDF.type, KG.Statement))
    assert len(statements) == 4
    assert set(rdf.subjects(PROV.wasAttributedTo, extractor)) == statements
    assert set(rdf.subjects(PROV.wasGeneratedBy, activity)) == statements
    assert {str(rdf.value(node, KG.extractor)) for node in statements} == {str(rdf.value(extractor, RDFS.label))}
    assert set(rdf.objects(activity, PROV.used)) == set(rdf.subjects(RDF.type, rdflib.SDO.NewsArticle))
    assert rdf.value(extractor, PROV.actedOnBehalfOf) == rdflib.URIRef(f"{HOME}software/polkg-1.2.3")


def test_a_graph_that_no_build_is_told_of_still_has_its_extractors() -> None:
    rdf = to_rdf(small_graph())
    assert set(rdf.subjects(RDF.type, PROV.SoftwareAgent)) == {rdflib.URIRef(f"{HOME}extractor/test-1")}
    assert not set(rdf.subjects(RDF.type, PROV.Activity))


def test_statements_are_read_back_whatever_tells_of_their_build() -> None:
    assert from_rdf(to_rdf(small_graph(), build=BUILD)) == from_rdf(to_rdf(small_graph()))


def test_the_time_of_a_build_is_beside_the_graph_and_not_in_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Prime Minister Ada Example of Ruritania rejected the border tax on Monday.")
    for name in ("one", "two"):
        build([tmp_path / "a.txt"], tmp_path / name)
    one, two = ((tmp_path / name / "graph.ttl").read_bytes() for name in ("one", "two"))
    assert one == two
    assert b"AtTime" not in one
    record, rdf = read_build(tmp_path / "one"), rdflib.Graph().parse(tmp_path / "one" / "build.ttl")
    [activity] = rdf.subjects(RDF.type, PROV.Activity)
    start, end = (rdf.value(activity, p).value for p in (PROV.startedAtTime, PROV.endedAtTime))
    assert start.isoformat() == record["started"]
    assert abs((end - start).total_seconds() - record["seconds"]) <= 0.5
    assert activity.endswith(f"/build/{digest(record['stamp'], record['identity']['sha256'], size=64)[:16]}")
    assert (activity, RDF.type, PROV.Activity) in rdflib.Graph().parse(tmp_path / "one" / "graph.ttl")


def test_other_options_are_another_build(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada Example rejected the border tax on Monday.")
    for name, chosen in (("one", Options()), ("two", Options(min_confidence=0.9))):
        build([tmp_path / "a.txt"], tmp_path / name, options=chosen)
    [one], [two] = (
        rdflib.Graph().parse(tmp_path / name / "graph.ttl").subjects(RDF.type, PROV.Activity) for name in ("one", "two")
    )
    assert one != two


def test_what_persons_decide_is_another_build_and_undone_it_is_the_old_one() -> None:
    plain, none, some = (
        turtle(small_graph(), build=BUILD | given)
        for given in ({}, {"identity": {"sha256": "a" * 64}}, {"identity": {"sha256": "b" * 64}})
    )
    assert len({plain, none, some}) == 3
    assert turtle(small_graph(), build=BUILD | {"identity": {"sha256": "a" * 64}}) == none


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"min_confidence": 0.5, "stances": "both"}, ["min_confidence=0.5", "stances=both"]),
        ({"codebook": "/home/someone/secret/own.csv"}, ["codebook=own.csv"]),
        ({"authority": ["../a/one.csv", "two.csv"]}, ["authority=one.csv", "authority=two.csv"]),
        ({"codebook": None, "strict": False, "base": "https://my.example/"}, []),
        ({"strict": True}, ["strict=True"]),
        ({"fields": {"text": "body"}}, []),
    ],
)
def test_options_are_told_without_the_folders_of_the_user(given: dict[str, object], told: list[str]) -> None:
    assert options(given) == told


@pytest.mark.parametrize(
    "odd",
    [
        {"versions": None, "options": []},
        {"versions": {"polkg": 5, "pipeline": "two words more"}, "options": {"n": {"deep": []}}},
        {"versions": {"../x": '" <y> .\n'}, "options": {"a\nb": 'c" .'}},
        {"started": "yesterday", "seconds": "long"},
        {"started": "9999-12-31T23:59:59", "seconds": 1e300},
        {"stamp": "../..?#"},
        {"stamp": 5, "identity": "none"},
    ],
)
def test_an_odd_build_json_still_gives_valid_turtle(odd: dict[str, object]) -> None:
    assert set(parsed(build_turtle(BUILD | odd)).subjects(RDF.type, PROV.Activity))
    assert set(parsed(turtle(small_graph(), build=BUILD | odd)).subjects(PROV.wasGeneratedBy, None))


@pytest.mark.parametrize(
    ("extractor", "name"),
    [("memberships/1", "extractor:memberships-1"), ("memberships-1", "extractor:memberships%2D1"), ("", "extractor:_")],
)
def test_an_extractor_has_a_readable_name(extractor: str, name: str) -> None:
    assert extractor_name(extractor) == name


@given(st.text(max_size=8), st.text(max_size=8))
def test_two_extractors_never_share_a_name(one: str, other: str) -> None:
    assert (extractor_name(one) == extractor_name(other)) == (one == other)


@given(st.text(max_size=8), st.text(max_size=8))
def test_names_of_software_and_builds_are_valid_turtle(name: str, version: str) -> None:
    head = "".join(f"@prefix {kind}: <{HOME}{kind}/> .\n" for kind in ("software", "build", "extractor"))
    names = software_name(name, version), build_name(name), extractor_name(name)
    assert len(parsed(head + "".join(f"{n} a {n} .\n" for n in names))) == 3
