"""Codebooks: the scheme that comes along, codebooks of users, and what is said of those that cannot be used."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import RDF, SKOS

from kg.codebooks import MAX_DEPTH, Codebook, read_codebook
from kg.errors import CodebookError, InputMissingError, KGError, UnknownNameError
from kg.resources import ontology

CAP = {str(code) for code in range(1, 24)} - {"11", "22"}  # the major topics of the Comparative Agendas Project


def written(tmp_path: Path, text: str | bytes, name: str = "own.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def tree(codebook: Codebook) -> dict[str, str | None]:
    return {c.topic.name: c.topic.broader.name if c.topic.broader else None for c in codebook.concepts}


# The scheme of policies.ttl


@pytest.fixture(scope="module")
def scheme() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology("policies.ttl"))


def test_the_major_topics_bear_the_codes_of_the_comparative_agendas_project(scheme: rdflib.Graph) -> None:
    top = {topic: str(scheme.value(topic, SKOS.notation)) for topic in scheme.subjects(SKOS.topConceptOf)}
    assert set(top.values()) == CAP
    assert len(top) == len(CAP)


def test_every_topic_is_labelled_defined_numbered_and_in_its_place(scheme: rdflib.Graph) -> None:
    topics = set(scheme.subjects(RDF.type, SKOS.Concept))
    assert len(topics) > 200
    notations = [str(scheme.value(topic, SKOS.notation)) for topic in topics]
    assert len(set(notations)) == len(topics)
    for topic in topics:
        assert len(list(scheme.objects(topic, SKOS.prefLabel))) == 1
        assert str(scheme.value(topic, SKOS.definition)).endswith(".")
        assert list(scheme.objects(topic, SKOS.altLabel)), topic
        above = scheme.value(topic, SKOS.broader)
        number = str(scheme.value(topic, SKOS.notation))
        assert (above is None) == ((topic, SKOS.topConceptOf, None) in scheme)
        assert above is None or number.partition(".")[0] == str(scheme.value(above, SKOS.notation))


def test_the_readmes_count_the_topics(scheme: rdflib.Graph) -> None:
    major = len(set(scheme.subjects(SKOS.topConceptOf)))
    minor = len(set(scheme.subjects(SKOS.broader)))
    for readme in (ontology("README.md"), Path(__file__).resolve().parent.parent / "README.md"):
        assert f"{major} major topics" in readme.read_text(encoding="utf-8")
        assert f"{minor} subtopics" in readme.read_text(encoding="utf-8")


def test_no_word_stands_twice_at_one_topic(scheme: rdflib.Graph) -> None:
    for topic in scheme.subjects(RDF.type, SKOS.Concept):
        words = [str(w) for p in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel) for w in scheme.objects(topic, p)]
        assert len(words) == len(set(words)), topic


def test_labels_and_definitions_are_told_once(scheme: rdflib.Graph) -> None:
    for property_ in (SKOS.prefLabel, SKOS.definition):
        texts = list(scheme.objects(None, property_))
        assert len(texts) == len(set(texts))


def test_the_scheme_is_the_codebook_by_default() -> None:
    codebook = read_codebook()
    assert codebook.name == "policies.ttl"
    assert tree(codebook)["asylum"] == "immigration"
    assert codebook == read_codebook(ontology("policies.ttl"))


# Codebooks of users


def test_a_csv_may_name_a_parent_before_or_after_it(tmp_path: Path) -> None:
    text = "\ufeffConcept,parent,keywords\nTolls,Transport,toll road; toll\nTransport,,\n\nRails,transport,train\n"
    codebook = read_codebook(written(tmp_path, text))
    assert tree(codebook) == {"Rails": "Transport", "Tolls": "Transport", "Transport": None}
    assert {c.topic.id: c.names for c in codebook.concepts}["tolls"] == ("Tolls", "toll road", "toll")


def test_the_columns_of_a_csv_may_stand_in_any_order(tmp_path: Path) -> None:
    codebook = read_codebook(written(tmp_path, "keywords,concept,parent\ntoll,Roads,\n"))
    assert codebook.concepts[0].names == ("Roads", "toll")


def test_skos_is_read_in_english_by_broader_or_narrower(tmp_path: Path) -> None:
    text = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://topics.example/> .
        :traffic a skos:Concept ; skos:prefLabel "traffic"@en, "Verkehr"@de ; skos:narrower :roads .
        :roads a skos:Concept ; skos:prefLabel "Straßen"@de, "roads"@en ; skos:altLabel "highway", "motorway"@en-GB ;
            skos:hiddenLabel "car" .
        :rails a skos:Concept ; skos:prefLabel "Bahnen"@de ; skos:broader :traffic ."""
    codebook = read_codebook(written(tmp_path, text, "own.ttl"))
    assert tree(codebook) == {"traffic": None, "roads": "traffic", "Bahnen": "traffic"}
    roads = next(c for c in codebook.concepts if c.topic.name == "roads")
    assert (roads.topic.id, roads.names, roads.hints) == (
        "https://topics.example/roads",
        ("roads", "motorway"),
        ("car",),
    )


PREFIXES = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://topics.example/> . "


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("own.csv", "", r"row 1: the columns are none, not concept, parent, keywords"),
        ("own.csv", "concept,keywords\na,b\n", r"row 1: the columns are concept, keywords, not concept, parent, key"),
        ("own.csv", "concept,parent,keywords\n", "it holds no concepts"),
        ("own.csv", "concept,parent,keywords\n,,x\n", "row 2: the concept is empty"),
        ("own.csv", "concept,parent,keywords\n...,,x\n", "row 2: the concept is empty"),
        ("own.csv", "concept,parent,keywords\na,,\nb,c,\n", "row 3: the parent 'c' of 'b' is no concept of this file"),
        ("own.csv", "concept,parent,keywords\nA b,,\na-B,,\n", "row 3: the concept 'a-B' is there already, in row 2"),
        ("own.csv", "concept,parent,keywords\na,b,\nb,a,\n", "row 2: 'a' is a parent of itself, in a circle"),
        ("own.csv", "concept,parent,keywords\na,a,\n", "row 2: 'a' is a parent of itself, in a circle"),
        ("own.csv", "concept,parent,keywords\na,,x,y\n", "row 2: 4 cells under 3 columns; keywords are parted by ;"),
        ("own.csv", 'concept,parent,keywords\na,,"x\n', "row 2: unexpected end of data"),
        ("own.csv", b"concept,parent,keywords\na,,caf\xe9\n", "row 2 is not UTF-8"),
        ("own.ttl", b"# \xff\n", "row 1 is not UTF-8"),
        ("own.ttl", "", "it holds no concepts"),
        ("own.ttl", "this is no Turtle", "not Turtle: "),
        ("own.ttl", PREFIXES + ":a a skos:Concept .", "<https://topics.example/a>: the concept is empty"),
        ("own.ttl", PREFIXES + '[] a skos:Concept ; skos:prefLabel "x" .', "has no IRI: it is a blank node"),
        ("own.ttl", PREFIXES + ':a a skos:Concept ; skos:prefLabel "x" ; skos:broader :b .', "is no concept of this f"),
        ("own.ttl", PREFIXES + ':a a skos:Concept ; skos:prefLabel "x" ; skos:broader :a .', "in a circle"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_sentence(tmp_path: Path, name: str, text: str | bytes, reason: str) -> None:
    path = written(tmp_path, text, name)
    with pytest.raises(CodebookError) as caught:
        read_codebook(path)
    assert reason in str(caught.value)
    assert str(caught.value).startswith(f"Cannot use the codebook {path}: ")
    assert "\n" not in str(caught.value)


def test_a_codebook_of_bottomless_depth_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"c{n},{f'c{n - 1}' if n else ''},\n" for n in range(MAX_DEPTH + 1))
    with pytest.raises(CodebookError, match=f"lies deeper than {MAX_DEPTH} concepts"):
        read_codebook(written(tmp_path, "concept,parent,keywords\n" + rows))


def test_a_file_that_is_not_there_or_of_another_kind_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError):
        read_codebook(tmp_path / "none.csv")
    with pytest.raises(UnknownNameError, match=r"codebook format \.xlsx\. Available: \.ttl, \.csv"):
        read_codebook(tmp_path / "own.xlsx")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(CodebookError, match="Is a directory"):
        read_codebook(tmp_path / "folder.csv")


@given(text=st.binary(max_size=200), name=st.sampled_from(["own.csv", "own.ttl"]))
def test_any_bytes_give_a_codebook_or_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, text: bytes, name: str
) -> None:
    path = tmp_path_factory.mktemp("codebook") / name
    path.write_bytes(b"concept,parent,keywords\n" + text if name.endswith("csv") else text)
    with contextlib.suppress(KGError):
        assert read_codebook(path).concepts
