"""Each export, read again by another program, says what the graph says."""

from __future__ import annotations

import csv
import inspect
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from graphs import everything
from hypothesis import given, settings
from samples import HOSTILE, graphs, hostile_graph, small_graph

from kg import resources
from kg.errors import OutputUnwritableError, UnknownNameError
from kg.model import Actor, Article, Evidence, Graph, Policy, Stance
from kg.network import network
from kg.rdf import VOCABULARIES, to_rdf
from kg.statements import to_record
from kg.writers import COLUMNS, RDF12, WRITERS, export

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own JSON-LD parser

RDF = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
XML = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}
SAMPLES = {"small": small_graph, "hostile": hostile_graph, "empty": Graph}


def written(graph: Graph, tmp_path: Path, suffix: str) -> Path:
    export(graph, tmp_path / f"out{suffix}")
    return tmp_path / f"out{suffix}"


def test_every_promised_suffix_has_a_writer() -> None:
    assert {".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf", ".csv", ".jsonl", ".graphml", ".gexf"} <= set(WRITERS)


def test_the_help_of_export_lists_exactly_the_formats_there_are() -> None:
    from kg.cli.export import export as command

    said = str(command.__doc__).split("Example")[0]
    assert re.findall(r"\.[a-z]+\b", said) == list(WRITERS)
    option = str(inspect.signature(command, eval_str=True).parameters["rdf12"].annotation.__metadata__[0].help)
    assert re.findall(r"\.[a-z]+\b", option) == list(RDF12)


@pytest.mark.parametrize("suffix", [s for s in WRITERS if s not in RDF12])
def test_rdf_12_is_refused_where_a_format_has_none(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(UnknownNameError, match=rf"no RDF 1\.2 format \{suffix}\. Available: \.ttl, \.nt, \.nq, \.trig"):
        export(small_graph(), tmp_path / f"a{suffix}", rdf12=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".nq", ".trig", ".jsonld", ".rdf"])
def test_half_a_character_is_refused_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    graph = Graph(actors=(Actor("a", "\ud800", "person"),))
    with pytest.raises(OutputUnwritableError, match=r"lone surrogate"):
        export(graph, tmp_path / f"a{suffix}")
    assert list(tmp_path.iterdir()) == []


CONTEXT = json.loads(resources.ontology("context.jsonld").read_text(encoding="utf-8"))["@context"]


def test_the_shipped_context_has_a_word_for_each_term_of_a_full_graph() -> None:
    iris = {value["@id"] if isinstance(value, dict) else value for value in CONTEXT.values()}
    of_vocabularies = tuple(VOCABULARIES.values())
    terms = {str(t) for triple in to_rdf(everything()) for t in triple if str(t).startswith(of_vocabularies)}
    assert {t for t in terms if " " not in t} - iris == {str(rdflib.RDF.type)}


def test_a_word_of_the_context_is_the_last_part_of_its_iri_and_none_is_a_prefix() -> None:
    for word, value in CONTEXT.items():
        iri = value["@id"] if isinstance(value, dict) else value
        assert iri in ("@id", "@type") or re.split("[/#]", iri)[-1] == word


def test_json_ld_with_a_link_to_the_context_in_its_place_says_the_same(tmp_path: Path) -> None:
    """The context is a file of its own for those who publish it: rdflib reads it from the disk."""
    document = json.loads(WRITERS[".jsonld"](everything(), "https://w3id.org/polkg/"))
    base = document["@context"].pop("@base")
    assert document["@context"] == CONTEXT
    document["@context"] = [resources.ontology("context.jsonld").as_uri(), {"@base": base}]
    assert set(rdflib.Graph().parse(data=json.dumps(document), format="json-ld")) == set(to_rdf(everything()))


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("suffix", RDF)
def test_two_parsers_read_the_triples_of_the_graph(tmp_path: Path, suffix: str, sample: str) -> None:
    path = written(SAMPLES[sample](), tmp_path, suffix)
    expected = set(to_rdf(SAMPLES[sample]()))
    assert (
        set(rdflib.Graph().parse(path, format={".jsonld": "json-ld", ".rdf": "xml"}.get(suffix, suffix[1:])))
        == expected
    )
    assert {q.triple for q in ox.parse(path=path, format=RDF[suffix])} == {
        q.triple for q in ox.parse(to_rdf(SAMPLES[sample]()).serialize(format="nt"), ox.RdfFormat.N_TRIPLES)
    }


@settings(max_examples=25, deadline=None)
@given(graph=graphs())
def test_any_text_survives_ntriples_and_jsonld(graph: Graph) -> None:
    expected = set(to_rdf(graph))
    assert set(rdflib.Graph().parse(data=WRITERS[".nt"](graph, "http://example.org/"), format="nt")) == set(
        to_rdf(graph, "http://example.org/")
    )
    assert (
        set(rdflib.Graph().parse(data=WRITERS[".jsonld"](graph, "https://w3id.org/polkg/"), format="json-ld"))
        == expected
    )


def test_another_base_reaches_the_file(tmp_path: Path) -> None:
    export(small_graph(), tmp_path / "a.nt", base="http://example.org/kg/")
    assert "<http://example.org/kg/actor/ada-example>" in (tmp_path / "a.nt").read_text(encoding="utf-8")


def test_jsonl_has_the_statements(tmp_path: Path) -> None:
    lines = written(hostile_graph(), tmp_path, ".jsonl").read_text(encoding="utf-8").split("\n")
    assert [json.loads(line) for line in lines if line] == [to_record(s) for s in hostile_graph().statements]


def table(graph: Graph) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(WRITERS[".csv"](graph, ""), newline="")))


def test_a_row_of_the_table_reads_as_a_sentence_with_its_evidence() -> None:
    row = next(r for r in table(small_graph()) if r["type"] == "stance")
    assert (row["subject"], row["relation"], row["object"]) == ("Ada Example", "oppose", "toll road")
    assert row["quote"] == "opposes the “toll road”"
    assert (row["article_title"], row["article_url"], row["article_date"]) == (
        "Tolls",
        "https://example.org/a1",
        "2020-05-06",
    )
    assert (int(row["start"]), int(row["end"]), float(row["confidence"])) == (35, 58, 0.875)


def test_the_table_names_role_organization_and_status_of_a_membership() -> None:
    row = next(r for r in table(small_graph()) if r["type"] == "membership")
    cells = row["subject"], row["relation"], row["object"], row["status"]
    assert cells == ("Ada Example", "mayor", "Springfield", "current")


def test_two_pieces_of_evidence_are_two_rows() -> None:
    evidence = (Evidence("a", 0, 1, "x"), Evidence("elsewhere", 3, 4, "y"))
    stance = Stance(actor=Actor("a", "A", "person"), stance="mixed", policy=Policy("p", "P"), evidence=evidence,
                    confidence=1.0, extractor="x")  # fmt: skip
    rows = table(Graph((Article("a", "x", "T"),), (stance.actor,), (stance.policy,), (stance,)))
    assert [(r["id"], r["quote"], r["article_title"]) for r in rows] == [(stance.id, "x", "T"), (stance.id, "y", "")]


def test_every_cell_of_the_table_is_the_word_of_the_graph_or_a_marked_formula() -> None:
    quotations = [r for r in table(hostile_graph()) if r["type"] == "quotation"]
    assert sorted(r["object"].removeprefix("'") for r in quotations) == sorted(HOSTILE)
    assert list(quotations[0]) == list(COLUMNS)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_no_cell_is_a_formula_in_a_spreadsheet(words: str) -> None:
    stance = Stance(actor=Actor("a", words, "person"), stance="oppose", policy=Policy("p", words),
                    evidence=(Evidence("a", 0, 1, words),), confidence=0.0, extractor="x")  # fmt: skip
    (row,) = table(Graph((Article("a", words, words, words),), (stance.actor,), (stance.policy,), (stance,)))
    for name in ("subject", "object", "quote", "article_title", "article_url"):
        assert row[name] == "'" + words


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("suffix", XML)
def test_networkx_reads_the_nodes_edges_and_attributes_again(tmp_path: Path, suffix: str, sample: str) -> None:
    net = network(SAMPLES[sample]())
    again = XML[suffix](written(SAMPLES[sample](), tmp_path, suffix))
    assert {n: plain(d) for n, d in again.nodes(data=True)} == dict(net.nodes(data=True))
    assert edges(again) == edges(net)


def edges(net: nx.MultiDiGraph) -> list[tuple[object, ...]]:
    return sorted((u, v, sorted(plain(d).items())) for u, v, d in net.edges(data=True))


def plain(data: dict[str, object]) -> dict[str, object]:
    known = ("label", "kind", "type", "status", "weight", "confidence", "statement", "observed")
    return {name: value for name, value in data.items() if name in known}


@pytest.mark.parametrize("suffix", XML)
def test_what_xml_cannot_carry_is_replaced_and_two_nodes_stay_two(tmp_path: Path, suffix: str) -> None:
    evidence = (Evidence("a", 0, 1, "x"),)
    shared = {"policy": Policy("p", "\ufffe\x00"), "evidence": evidence, "confidence": 1.0, "extractor": "x"}
    one, two = Actor("a\x01", "na\x1bme", "person"), Actor("a\x02", "", "person")
    stances = tuple(Stance(actor=actor, stance="support", **shared) for actor in (one, two))
    path = written(Graph((), (one, two), (shared["policy"],), stances), tmp_path, suffix)
    again = XML[suffix](path)
    assert sorted(str(d.get("label", "")) for _, d in again.nodes(data=True))[-2:] == ["na\ufffdme", "\ufffd\ufffd"]
    assert len(again) == 3
    assert again.number_of_edges() == 2
    ElementTree.parse(path)


@pytest.mark.parametrize("suffix", XML)
def test_an_attribute_has_one_type(tmp_path: Path, suffix: str) -> None:
    root = ElementTree.parse(written(hostile_graph(), tmp_path, suffix)).getroot()
    names = [(e.get("for"), e.get("attr.name")) for e in root.iter() if e.tag.endswith("}key")] + [
        (e.get("class"), child.get("title")) for e in root.iter() if e.tag.endswith("}attributes") for child in e
    ]
    assert len(names) == len(set(names)) > 5


@settings(max_examples=25, deadline=None)
@given(graph=graphs())
def test_any_text_gives_xml_that_can_be_read(graph: Graph) -> None:
    for suffix, read in XML.items():
        again = read(io.BytesIO(WRITERS[suffix](graph, "").encode()))
        assert len(again) == len(graph.actors) + len(graph.policies)


def test_gexf_does_not_tell_the_day_it_was_written() -> None:
    assert "lastmodified" not in WRITERS[".gexf"](small_graph(), "")


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[2])\n"
        "from samples import *; from kg.writers import *\n"
        "for suffix in WRITERS: export(hostile_graph(), pathlib.Path(sys.argv[1]) / f'out{suffix}')"
    )
    for seed in ("0", "1", "77"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script, str(tmp_path / seed), str(Path(__file__).parent)]
        subprocess.run(command, check=True, env=environment)
    one, *others = ({p.name: p.read_bytes() for p in (tmp_path / seed).iterdir()} for seed in ("0", "1", "77"))
    assert len(one) == len(WRITERS)
    assert others == [one, one]


@pytest.mark.parametrize(("name", "shown"), [("graph.docx", r"\.docx"), ("graph", 'for "graph"')])
def test_an_unknown_suffix_is_named_with_those_that_are_known(tmp_path: Path, name: str, shown: str) -> None:
    with pytest.raises(UnknownNameError, match=rf"no export format {shown}\. Available: \.ttl, \.nt, "):
        export(small_graph(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    (tmp_path / "a.CSV").write_text("old")
    (tmp_path / "a.CSV").chmod(0o600)
    export(small_graph(), tmp_path / "a.CSV")
    assert (tmp_path / "a.CSV").read_text(encoding="utf-8").startswith('"type"')
    assert (tmp_path / "a.CSV").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["a.CSV"]


def test_a_link_stays_a_link_to_the_new_file(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to("real.csv")
    export(small_graph(), tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith('"type"')


def test_where_nothing_can_be_written_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder.nt").mkdir()
    for target in (tmp_path / "file" / "a.nt", tmp_path / "folder.nt"):
        with pytest.raises(OutputUnwritableError, match=r"^Cannot write .*\.nt: .*\.$"):
            export(small_graph(), target)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder.nt"]
    assert os.listdir(tmp_path / "folder.nt") == []
