"""Graphs with one thing wrong each, and what `check` says of it."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyshacl
import pytest
import rdflib
from graphs import everything, graphs
from hypothesis import HealthCheck, given, settings
from samples import hostile_graph
from samples import small_graph as without_the_broader_policy

from kg import resources
from kg.checks import Finding, check, counts, format_findings
from kg.errors import DataError, InputMissingError, InputUnreadableError, NotAGraphError, UnknownNameError
from kg.model import Graph, Policy, Topic
from kg.rdf import VOCABULARIES, build_turtle, to_rdf, turtle
from kg.store import save_graph

BUILD = {"stamp": "ab" * 32, "versions": {"polkg": "0.1.0", "pipeline": "en_core_web_sm 3.8.0"}, "options": {"n": 1}}


def small_graph() -> Graph:
    """The small graph, whole: with the policy that its own is a part of."""
    graph = without_the_broader_policy()
    return dataclasses.replace(graph, policies=(*graph.policies, Policy("tolling", "tolling")))


def folder(graph: Graph, path: Path) -> Path:
    save_graph(graph, path, build={}, extra={"graph.ttl": turtle(graph)})
    return path


@pytest.mark.parametrize("make", [everything, small_graph, hostile_graph, Graph])
def test_what_polkg_writes_is_in_order(make: object, tmp_path: Path) -> None:
    assert check(folder(make(), tmp_path / "graph")) == []
    (tmp_path / "built.ttl").write_text(turtle(make(), build=BUILD), encoding="utf-8")
    assert check(tmp_path / "built.ttl") == []


def test_a_graph_with_the_codebook_beside_it_is_in_order(tmp_path: Path) -> None:
    rdf = rdflib.Graph().parse(resources.ontology("policies.ttl"))
    trade = Topic("https://w3id.org/polkg/policies#foreign-trade", "foreign trade")
    tariffs = Topic("https://w3id.org/polkg/policies#tariffs", "tariffs", trade)
    policy = Policy("border-tax", "border tax", topics=(tariffs,))
    rdf += to_rdf(dataclasses.replace(small_graph(), policies=(*small_graph().policies, policy)))
    rdf.serialize(tmp_path / "both.ttl")
    assert check(tmp_path / "both.ttl") == []


def test_the_description_of_a_build_is_in_order(tmp_path: Path) -> None:
    timed = BUILD | {"started": "2020-05-06T07:08:09+00:00", "seconds": 1.5}
    (tmp_path / "build.ttl").write_text(build_turtle(timed), encoding="utf-8")
    assert check(tmp_path / "build.ttl") == []
    assert '"2020-05-06T07:08:09+00:00"' in (tmp_path / "build.ttl").read_text()


def test_n_triples_and_another_base_are_in_order_too(tmp_path: Path) -> None:
    to_rdf(everything(), "https://my.example/").serialize(tmp_path / "graph.nt", format="nt", encoding="utf-8")
    assert check(tmp_path / "graph.nt") == []


@pytest.mark.parametrize("name", ["kg.ttl", "shapes.ttl", "policies.ttl"])
def test_the_ontology_is_in_order(name: str) -> None:
    assert check(resources.ontology(name)) == []


def test_the_examples_of_the_readme_are_in_order(tmp_path: Path) -> None:
    readme = resources.ontology("README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```turtle\n(.*?)```", readme, flags=re.DOTALL)
    assert len(blocks) > 8
    (tmp_path / "readme.ttl").write_text("\n".join(blocks), encoding="utf-8")
    assert check(tmp_path / "readme.ttl") == []


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(graph=graphs())
def test_odd_strings_break_nothing_but_what_they_are_not(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text(turtle(graph), encoding="utf-8", newline="")
    # no date, no IRI, empty, not in the graph
    parts = ("datePublished", "observed", "valid", "owl:sameAs", "schema:text", "oa:exact", "skos:broader", "earlier")
    assert [f for f in check(tmp_path / "odd.ttl") if not any(part in f.message for part in parts)] == []


# One thing wrong at a time: what is replaced in the Turtle, the rule that is broken, a part of the message.
BROKEN = {
    "confidence above one": ("kg:confidence 0.93", "kg:confidence 1.93", "Statement", "from 0 to 1; it has “1.93”"),
    "confidence that is no number": ("kg:confidence 0.93", 'kg:confidence "high"', "Statement", "it has “high”"),
    "no confidence": ("kg:confidence 0.93 ;", "", "Statement", "needs one kg:confidence"),
    "no extractor": ('kg:extractor "test/1" ;', "", "Statement", "needs one kg:extractor"),
    "no evidence": (r"kg:evidence [^;]*;", "", "Statement", "needs evidence"),
    "no label": (r'(a kg:Stance, kg:Statement) ;\s+rdfs:label "[^"]*"', r"\1", "Statement", "needs a label"),
    "derived from another article": (r"prov:wasDerivedFrom article:\w+", "prov:wasDerivedFrom article:x", "Statement",
                                     "articles that the graph describes"),
    "no class of statement": ("a kg:Stance, kg:Statement", "a kg:Statement", "Statement", "needs one class of"),
    "no statement": ("a kg:Stance, kg:Statement", "a kg:Stance", "Stance", "must also be a kg:Statement"),
    "a day that is none": (r'kg:observed "2017-02-23"', 'kg:observed "2017-02-31"', "Statement", "“2017-02-31”"),
    "an unknown position": ("kg:position kg:Oppose", "kg:position kg:Support, kg:Oppose", "Stance",
                            "needs one kg:position"),
    "a stance without a policy": ("kg:policy policy:border-tax ;", "", "Stance", "needs one kg:policy"),
    "a stance without an actor": ("kg:actor [^;]*;", "", "Stance", "needs one kg:actor"),
    "a membership without a member": ("org:member actor:[^;]*;", "", "Membership", "needs one org:member"),
    "a membership without a role": ("org:role role:[^;]*;", "", "Membership", "needs one org:role"),
    "a membership without a status": ("kg:status kg:Former ;", "", "Membership", "needs one kg:status"),
    "an end that is no date": ('"2019-03"\\^\\^xsd:gYearMonth', '"later"', "Membership", "schema:validThrough"),
    "a quotation without a speaker": ("kg:speaker [^;]*;", "", "Quotation", "needs one kg:speaker"),
    "a quotation without words": ('schema:text "[^"]*"', 'schema:text ""', "Quotation", "is not empty"),
    "an interaction without a target": (r"kg:target [^;]*;", "", "Interaction", "needs one kg:target"),
    "an unknown relation": ("kg:relation kg:Coerce", "kg:relation kg:Support", "Interaction", "such as kg:Consult"),
    "an actor without a name": (r'foaf:name "Ada Example" ;', "", "Actor", "needs one foaf:name"),
    "an actor of no kind": (r"a foaf:Person, kg:Actor ;\s+rdfs:label \"Ada", 'a kg:Actor ; rdfs:label "Ada', "Actor",
                            "needs one class"),
    "a same-as that is no IRI": ("<https://people.example/17>", '"no iri"', "Actor", "only absolute IRIs"),
    "a missing actor": (r"actor:group-x a foaf:Group, kg:Actor ;", "actor:group-x", "Interaction",
                        "an actor that the graph describes; it has “https://w3id.org/polkg/actor/group-x”"),
    "a missing policy": (r"policy:border-tax a kg:Policy, skos:Concept ;", "policy:border-tax", "Stance",
                         "a policy that the graph describes; it has “https://w3id.org/polkg/policy/border-tax”"),
    "a missing role": ("a org:Role, skos:Concept ;", "", "Membership", "a role that the graph describes"),
    "a missing article": ("a schema:NewsArticle ;", "", "Evidence", "an article that the graph describes"),
    "missing evidence": ("kg:evidence evidence:", "kg:evidence evidence:x", "Evidence", "does not describe it"),
    "a missing mention": ("kg:mention mention:", "kg:mention mention:x", "Mention", "does not describe it"),
    "a policy without a name": ('skos:prefLabel "border tax"', 'skos:hiddenLabel "x"', "Policy", "skos:prefLabel"),
    "a topic without a name": (r'skos:prefLabel "tariffs"', 'skos:note "x"', "Topic", "needs skos:prefLabel"),
    "a topic with two names": (r'skos:prefLabel "tariffs"', 'skos:prefLabel "a"@en, "b"@en', "Topic", "one in each"),
    "a role without a name": ('skos:prefLabel "Prime Minister"', 'skos:note "x"', "Role", "skos:prefLabel"),
    "an article without a text": ('schema:articleBody "[^;]*" ;', "", "Article", "needs one schema:articleBody"),
    "an article without an identifier": ('schema:identifier "[^"]*" ;', "", "Article", "needs one schema:identifier"),
    "evidence without its words": ("a oa:TextQuoteSelector", "a oa:TextPositionSelector", "Evidence",
                                   "needs an oa:TextQuoteSelector"),
    "evidence without its place": (r"evidence:\w+-position, ", "", "Evidence", "needs an oa:TextPositionSelector"),
    "a third selector": (r"(oa:hasSelector evidence:)", r"\1x, evidence:", "Evidence", "two selectors"),
    "a mention without its place": (r"oa:hasSelector mention:\w+-position", "oa:hasSelector mention:x", "Mention",
                                    "needs an oa:TextPositionSelector"),
    "a quote that is empty": (r'oa:exact "Ada Example of[^"]*"', 'oa:exact ""', "TextQuoteSelector", "is not empty"),
    "a start below zero": (r'oa:start "15"', 'oa:start "-15"', "TextPositionSelector", "it has “-15”"),
    "a start after its end": (r'oa:start "15"', 'oa:start "999"', "TextPositionSelector", "start before it ends"),
    "a broader policy that is not there": (r"policy:trade a kg:Policy, skos:Concept ;", "policy:trade", "Policy",
                                           "a policy that the graph describes; it has “https://w3id.org/polkg/policy/t"),
    "no extractor's node": (r"prov:wasAttributedTo extractor:test-1 ;?", "", "Statement",
                            "needs one prov:wasAttributedTo"),
    "an extractor that is not there": ("extractor:test-1 a prov:SoftwareAgent ;", "extractor:test-1", "Statement",
                                       "an extractor that the graph describes; it has “https://w3id.org/polkg/extr"),
    "an extractor without a name": ('rdfs:label "test/1"', 'kg:option "x"', "SoftwareAgent", "needs one label"),
    "a build that is not there": ("build:abababababababab a prov:Activity ;", "build:abababababababab", "Statement",
                                  "was generated by a build that the graph does not describe"),
    "a build without an identifier": (f'schema:identifier "{"ab" * 32}" [.;]', ".", "Build",
                                      "needs one schema:identifier"),
    "a build by nobody": ("prov:wasAssociatedWith [^;]*;", "", "Build", "needs prov:wasAssociatedWith"),
    "an option that is a number": ('kg:option "n=1"', "kg:option 1", "Build", "may have only texts as kg:option"),
    "a build of an article that is not there": ("prov:used article:", "prov:used article:x", "Build",
                                                "used an article that the graph does not describe"),
    "an interval that is not there": ("a time:Interval ;", "", "Membership", "an interval that the graph describes"),
    "an interval without ends": (r"time:has(Beginning|End) ", r"time:inXSDDate ", "Interval",
                                 "needs time:hasBeginning or time:hasEnd"),
    "an instant that is not there": ("a time:Instant ;", "", "Interval", "an instant that the graph describes"),
    "an instant without a date": ("time:inXSDgYear [^ ]*", 'time:none "x"', "Instant", "needs one of time:inXSDDate"),
    "an instant of another type": (r'time:inXSDgYear "2015"\^\^xsd:gYear', 'time:inXSDgYear "2015"', "Instant",
                                   "needs an xsd:gYear as time:inXSDgYear"),
    "an interval of other dates": (r'time:inXSDgYear "2015"', 'time:inXSDgYear "2016"', "Membership",
                                   "the same beginning in its interval"),
    "an interval of another end": (r'(schema:validThrough) "2019-03"', r'\1 "2019-04"', "Membership",
                                   "the same end in its interval"),
    "a role that ends before it begins": ('"2019-03"', '"2014-03"', "ends",
                                          "begins “2015” and ends “2014-03”, which is earlier"),
    "an IRI with a blank": ("<https://people.example/17>", "<https://people.example/1 7>", "iri",
                            "uses “https://people.example/1 7”, which is no absolute IRI"),
    "an IRI without a scheme": ("<https://people.example/17>", "<17>", "iri", "uses “17”, which is no absolute IRI"),
    "an IRI that is cut short": ("<https://people.example/17>", "<https://[::1>", "iri", "“https://[::1”"),
    "a datatype that is no IRI": (r'(kg:roleName "[^"]*")', r"\1^^<no iri>", "iri", "uses “no iri”"),
    "a misspelled datatype": (r"\^\^xsd:date ", "^^xsd:dates ", "undeclared", "did you mean xsd:date?"),
    "a misspelled term of a standard": ("rdfs:label", "rdfs:lable", "undeclared", "did you mean rdfs:label?"),
    "a misspelled term of OWL-Time": ("time:hasEnd", "time:hasEnds", "undeclared", "did you mean time:hasEnd?"),
    "a misspelled property": ("kg:opposes", "kg:oposes", "undeclared", "did you mean kg:opposes?"),
    "a misspelled class": ("a kg:Stance", "a kg:Stanze", "undeclared", "did you mean kg:Stance?"),
    "a borrowed term that is not in use": ("foaf:name", "foaf:nick", "undeclared", "is not declared"),
    "evidence a character off": (r'oa:end "48"', 'oa:end "47"', "passage",
                                 "says “Ada Example of Ruritania rejected” at 15 to 47, where its article says “Ada "),
    "evidence beyond its article": (r'oa:end "48"', 'oa:end "48000"', "passage", "lies at 15 to 48000 of an article"),
    "evidence far beyond its article": (r'oa:end "48"', f'oa:end "{"9" * 3000}"', "passage", "lies at 15 to 999"),
    "a text that was changed": ("Prime Minister Ada Example of R", "Minister Ada Example of R", "passage", "says “Ada"),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_wrong_is_found(what: str, tmp_path: Path) -> None:
    before, after, rule, message = BROKEN[what]
    text = turtle(everything(), build=BUILD)
    broken, count = re.subn(before, after, text)
    assert count
    (tmp_path / "graph.ttl").write_text(broken, encoding="utf-8")
    found = check(tmp_path / "graph.ttl")
    assert [f for f in found if f.rule == rule and message in f.message], found
    assert found == sorted(found)


def test_a_finding_names_its_node_its_label_and_what_would_do(tmp_path: Path) -> None:
    text = turtle(small_graph()).replace("kg:position kg:Oppose", "kg:position kg:Against")
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    [stance] = [s for s in small_graph().statements if s.type == "stance"]
    node = f"https://w3id.org/polkg/statement/{stance.id}"
    shape, undeclared = check(tmp_path / "graph.ttl")
    assert shape == Finding(
        "Stance",
        node,
        "Ada Example opposes toll road",
        "needs one kg:position: kg:Support, kg:Oppose or kg:Mixed; it has “https://w3id.org/polkg/ontology#Against”",
    )
    assert str(shape).startswith(f"Stance: Ada Example opposes toll road <{node}> needs one kg:position")
    assert undeclared.message.startswith(f"is not declared in ontology/kg.ttl, yet <{node}> uses it")


def test_a_passage_is_named_after_its_statement(tmp_path: Path) -> None:
    text = turtle(small_graph()).replace('oa:exact "opposes the', 'oa:exact "supports the')
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    [finding] = check(tmp_path / "graph.ttl")
    assert (finding.rule, finding.label) == ("passage", "Ada Example opposes toll road")


def test_the_article_of_a_statement_must_be_that_of_its_evidence(tmp_path: Path) -> None:
    text = turtle(small_graph())
    other = re.sub(r"prov:wasDerivedFrom article:\w+ \.", "prov:wasDerivedFrom article:other .", text)
    other += 'article:other a schema:NewsArticle ; rdfs:label "x" ; schema:identifier "x" ; schema:articleBody "x" ; '
    (tmp_path / "graph.ttl").write_text(other + 'schema:inLanguage "en" .', encoding="utf-8")
    assert {f.message.split(";")[0] for f in check(tmp_path / "graph.ttl")} == {
        "must be derived from the very articles of its evidence"
    }


# A folder: JSON Lines beside graph.ttl


def change(path: Path, name: str, edit: object) -> None:
    lines = (path / name).read_text(encoding="utf-8").split("\n")[:-1]
    records = [json.loads(line) for line in lines]
    edit(records)
    (path / name).write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")


def test_statements_whose_evidence_is_not_in_the_article_are_found(tmp_path: Path) -> None:
    path = folder(small_graph(), tmp_path / "graph")
    change(path, "articles.jsonl", lambda records: records[0].update(text="x" + records[0]["text"]))
    found = check(path)
    assert {f.rule for f in found} == {"statements.jsonl"}
    assert len(found) == 4
    assert all("where its article says" in f.message for f in found)


def test_articles_that_are_gone_and_mentions_beyond_the_end_are_found(tmp_path: Path) -> None:
    path = folder(small_graph(), tmp_path / "graph")
    change(path, "statements.jsonl", lambda records: records[0]["evidence"][0].update(article="gone"))
    change(path, "actors.jsonl", lambda records: records[0]["mentions"][0].update(end=9999))
    assert {(f.rule, f.message) for f in check(path)} == {
        ("actors.jsonl", f"lies at 0 to 9999 of an article of {len(small_graph().articles[0].text)} characters"),
        ("statements.jsonl", "names the article “gone”, which articles.jsonl does not hold"),
    }


def test_a_graph_ttl_that_is_older_than_its_statements_is_found(tmp_path: Path) -> None:
    path, graph = folder(small_graph(), tmp_path / "graph"), small_graph()
    (path / "graph.ttl").write_text(turtle(dataclasses.replace(graph, statements=graph.statements[1:])))
    [finding] = check(path)
    assert finding.node == graph.statements[0].id
    assert (finding.rule, finding.message) == ("statements.jsonl", "is not in graph.ttl; build the graph again")
    change(folder(graph, path), "statements.jsonl", lambda records: records.pop())
    [finding] = check(path)
    assert (finding.rule, finding.message) == ("graph.ttl", "is not in statements.jsonl; build the graph again")
    assert finding.node.endswith(graph.statements[-1].id)


# Files that are no graphs


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.ttl", b"<a> <b> .", "x.ttl is no graph folder and no RDF file: "),
        ("x.ttl", b"\x89PNG\r\n\x1a\n\x00\x00", "x.ttl is no graph folder and no RDF file: "),
        ("x.ttl", b'<urn:a> <urn:b> "\xff\xfe" .', "x.ttl is no graph folder and no RDF file: "),
        ("x.ttl", b"<urn:a> <urn:b> <<( <urn:a> <urn:b> <urn:c> )>> .", "RDF 1.1"),
        ("x.nt", b"<urn:a> a <urn:b> .", "x.nt is no graph folder and no RDF file: "),
        ("x.rdf", b"", "its name ends in none of .ttl .nt"),
    ],
)
def test_a_malformed_file_is_refused_in_one_line(name: str, content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NotAGraphError, match=re.escape(reason)) as caught:
        check(tmp_path / name)
    assert "\n" not in str(caught.value)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError):
        check(tmp_path / "nowhere")
    with pytest.raises(InputMissingError):
        check("x" * 5000 + ".ttl")
    with pytest.raises(NotAGraphError, match=r"it holds no graph\.ttl"):
        check(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that not even root can read")
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ttl").symlink_to("/proc/self/mem")
    with pytest.raises(InputUnreadableError, match=r"x\.ttl: Input/output error"):
        check(tmp_path / "x.ttl")


def test_a_broken_line_of_a_folder_is_refused_with_its_row(tmp_path: Path) -> None:
    path = folder(small_graph(), tmp_path / "graph")
    with (path / "statements.jsonl").open("a") as stream:
        stream.write("{\n")
    with pytest.raises(DataError, match=r"statements\.jsonl, row 5"):
        check(path)


@pytest.mark.parametrize(
    ("name", "field"),
    [("articles.jsonl", "id"), ("articles.jsonl", "text"), ("actors.jsonl", "name"), ("policies.jsonl", "id")],
)
def test_a_number_where_a_text_belongs_is_refused_with_its_row(name: str, field: str, tmp_path: Path) -> None:
    path = folder(small_graph(), tmp_path / "graph")
    change(path, name, lambda records: records[0].update({field: 5}))
    with pytest.raises(DataError, match=rf"{name}, row 1: .*{field} is no text"):
        check(path)


# Standard input, and what is printed


def kg_check(*arguments: str, given: bytes = b"", cwd: Path) -> subprocess.CompletedProcess[bytes]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONUTF8": "1", "COLUMNS": "100"}
    command = [sys.executable, "-m", "kg", "check", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, env=environment, cwd=cwd, timeout=60)


def test_standard_input_is_read_as_turtle(tmp_path: Path) -> None:
    good = kg_check("-", given=turtle(small_graph()).encode(), cwd=tmp_path)
    assert (good.returncode, good.stdout, good.stderr) == (0, b"standard input: no findings\n", b"")
    bad = kg_check("-", given=b"<urn:a> <urn:b> .", cwd=tmp_path)
    assert (bad.returncode, bad.stdout) == (1, b"")
    assert bad.stderr.startswith(b"kg: standard input is no graph folder and no RDF file: Parser error at line 1")
    assert bad.stderr.count(b"\n") == 1


def test_the_table_names_each_finding_and_counts_them_by_rule(tmp_path: Path) -> None:
    text = turtle(small_graph()).replace("kg:position kg:Oppose", "kg:position kg:Opose")
    done = kg_check("-", given=text.encode(), cwd=tmp_path)
    lines = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (1, b"")
    assert lines[0].split() == ["rule", "node", "what", "is", "wrong"]
    assert any(re.match("Stance +Ada Example opposes toll road", line) for line in lines)
    assert lines[-5].split() == ["rule", "findings"]
    assert [line.split() for line in lines[-3:-1]] == [["Stance", "1"], ["undeclared", "1"]]
    assert lines[-1] == "standard input: 2 findings"


def test_json_lists_each_finding_and_counts_them_by_rule(tmp_path: Path) -> None:
    text = turtle(small_graph()).replace("kg:position kg:Oppose", "kg:position kg:Opose")
    done = kg_check("-", "--format", "json", given=text.encode(), cwd=tmp_path)
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [sorted(finding) for finding in found["findings"]] == [["label", "message", "node", "rule"]] * 2
    assert found["counts"] == {"Stance": 1, "undeclared": 1}
    assert found["findings"][1]["message"].endswith("did you mean kg:Oppose?")
    sound = kg_check("-", "--format", "json", given=turtle(small_graph()).encode(), cwd=tmp_path)
    assert (sound.returncode, json.loads(sound.stdout)) == (0, {"findings": [], "counts": {}})


def test_a_rule_that_everything_breaks_does_not_fill_the_screen() -> None:
    findings = [Finding("Stance", f"urn:{n}", "", "needs one kg:policy") for n in range(1000)]
    table = format_findings(findings, width=80)
    assert "980 more; --format json lists them all" in table
    assert table.count("<urn:") == 20
    assert len(json.loads(format_findings(findings, "json"))["findings"]) == 1000
    assert counts(findings) == {"Stance": 1000}


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match=r"no format of findings yaml\. Available: table, json"):
        format_findings([], "yaml")


# Hostile data


HOSTILE = {
    "deep nesting": "<urn:a> <urn:b> " + "[ <urn:b> " * 20_000 + "1" + "]" * 20_000 + " .",
    "deep lists": "<urn:a> <urn:b> " + "( " * 20_000 + ")" * 20_000 + " .",
    "a long literal": '<urn:a> <urn:b> "' + "x" * 5_000_000 + '" .',
    "a long number": f"<urn:a> kg:confidence {'9' * 100_000} .",
    "HTML that takes a parser hours": '<urn:a> schema:articleBody "' + "<div>" * 500_000 + '"^^rdf:HTML .',
    "deep XML": '<urn:a> schema:articleBody "' + "<a>" * 50_000 + "</a>" * 50_000 + '"^^rdf:XMLLiteral .',
    "a circle of policies": "kg:a a kg:Policy ; skos:broader kg:a .",
    "classes in a circle": "kg:Actor rdfs:subClassOf kg:Stance . kg:Stance rdfs:subClassOf kg:Actor . [] a kg:Actor .",
    "a statement that is its own evidence": "<urn:a> a kg:Statement ; kg:evidence <urn:a> ; oa:hasSelector <urn:a> .",
    "a blank node for a statement": "[] a kg:Statement ; kg:evidence [] .",
    "terms without end": "".join(f"<urn:a> kg:term{n} 1 .\n" for n in range(3000)),
    "nothing but spaces in an IRI": "< > <  > <   > .",
    "odd language tags": '<urn:a> rdfs:label "x"@abcdefghijkl-1, "y"@en--ltr .',
    "a shape of itself": "@prefix sh: <http://www.w3.org/ns/shacl#> . kg:Actor sh:property kg:Actor ; a sh:NodeShape .",
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_turtle_ends_in_findings_or_in_one_line(what: str, tmp_path: Path) -> None:
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in VOCABULARIES.items())
    done = kg_check("-", given=(head + HOSTILE[what]).encode(), cwd=tmp_path)
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"\n") <= 1
    assert len(done.stdout) < 100_000


def test_checking_fetches_nothing(tmp_path: Path) -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://127.0.0.1:{server.server_port}"
    try:
        imports = f"""
            <{home}/g> a owl:Ontology ; owl:imports <{home}/imported>, <file:///etc/passwd> ;
                <http://www.w3.org/ns/shacl#shapesGraph> <{home}/shapes> ; rdfs:seeAlso <{home}/see> ."""
        (tmp_path / "graph.ttl").write_text(turtle(small_graph()) + imports, encoding="utf-8")
        assert check(tmp_path / "graph.ttl") == []
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_shapes_that_come_with_the_data_are_not_run(tmp_path: Path) -> None:
    shape = "<urn:s> a sh:NodeShape ; sh:targetClass kg:Actor ; sh:maxLength 1 ; sh:message 'from the data' ."
    text = turtle(small_graph()) + "@prefix sh: <http://www.w3.org/ns/shacl#> .\n" + shape
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    assert check(tmp_path / "graph.ttl") == []


def test_control_characters_of_the_data_do_not_reach_the_terminal(tmp_path: Path) -> None:
    text = turtle(small_graph()).replace('rdfs:label "Ada Example"', r'rdfs:label "\u001B[31m\nA\u202Eda"')
    text = text.replace('foaf:name "Ada Example"', r'foaf:name "x", "\u001B]0;y\u0007"')
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    findings = check(tmp_path / "graph.ttl")
    assert [f.label for f in findings] == ["[31m A da"]
    assert all(str(f).isprintable() for f in findings)


def test_values_that_are_not_of_their_type_print_nothing(tmp_path: Path) -> None:
    home = Path(__file__).parent.parent
    text = turtle(small_graph()).replace('"2020-05-06"^^xsd:date', '"2020-99-99"^^xsd:date')
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    script = "import sys; from kg.checks import check; print(*check(sys.argv[1]), sep='\\n')"
    runs = [
        subprocess.run([sys.executable, "-c", script, str(tmp_path / "graph.ttl")], check=True, capture_output=True,
                       env=os.environ | {"PYTHONPATH": str(home), "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"})
        for seed in ("0", "1")
    ]  # fmt: skip
    assert runs[0].stderr == b""
    assert runs[0].stdout.count(b"2020-99-99") == 5
    assert runs[0].stdout == runs[1].stdout


# The shapes themselves


def test_the_shapes_are_valid_shacl() -> None:
    shapes = rdflib.Graph().parse(resources.ontology("shapes.ttl"))
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_shape_says_in_words_what_is_wrong() -> None:
    shapes = rdflib.Graph().parse(resources.ontology("shapes.ttl"))
    sh = rdflib.SH
    for shape in {*shapes.subjects(sh.path), *shapes.subjects(sh["class"])} - set(shapes.objects(None, sh.node)):
        assert shapes.value(shape, sh.message), shapes.cbd(shape).serialize()
