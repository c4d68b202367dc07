"""Answers as text: SPARQL's own formats, and a table that a terminal can show without harm."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError, UnknownNameError
from kg.results import FORMATS, Result, format_result
from kg.sparql import query

KG = {"kg": "https://w3id.org/polkg/ontology#", "actor": "https://w3id.org/polkg/actor/"}


def solutions(*rows: dict[str, dict[str, str]], variables: tuple[str, ...] = ("a", "b")) -> Result:
    data = {"head": {"vars": list(variables)}, "results": {"bindings": list(rows)}}
    return Result("solutions", json.dumps(data).encode(), KG)


def literal(text: str) -> dict[str, str]:
    return {"type": "literal", "value": text}


def iri(text: str) -> dict[str, str]:
    return {"type": "uri", "value": text}


TRIPLES = Result(
    "triples",
    b'<https://w3id.org/polkg/actor/ada> <https://w3id.org/polkg/ontology#said> "No\\u001B[31m \xe2\x80\xaeway" .\n',
    KG,
)
YES = Result("boolean", b'{"head":{},"boolean":true}')


def test_the_table_shows_words_without_quotes_and_iris_with_their_prefix() -> None:
    result = solutions({"a": iri(KG["kg"] + "Oppose"), "b": literal("toll road")}, {"a": iri("http://e/x/y")})
    assert format_result(result, "table", width=80).splitlines() == [
        "a              b",
        "─" * 24,
        "kg:Oppose      toll road",
        "http://e/x/y",
        "2 rows",
    ]


def test_the_table_of_nothing_says_so() -> None:
    assert format_result(solutions(), "table", width=80).splitlines()[-1] == "0 rows"


def test_long_words_wrap_and_nothing_is_cut() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    shown = format_result(solutions({"a": literal(words), "b": literal("x" * 99)}), "table", width=60)
    assert max(map(len, shown.splitlines())) <= 60
    assert all(f"word{n}" in shown for n in range(60))
    assert shown.count("x") == 99


def test_markup_of_the_table_s_library_is_plain_text() -> None:
    assert "[red]a[/red] :smile:" in format_result(solutions({"a": literal("[red]a[/red] :smile:")}), "table", width=80)


def test_boolean_and_triples_have_tables_too() -> None:
    assert format_result(YES, "table") == "true\n"
    header, _, row, count = format_result(TRIPLES, "table", width=80).splitlines()
    assert (header.split(), row.split()[:2], count) == (
        ["subject", "predicate", "object"], ["actor:ada", "kg:said"], "1 row")  # fmt: skip


def test_csv_is_sparql_csv() -> None:
    result = solutions({"a": iri("http://e/x"), "b": literal('say "no", twice')}, {"b": literal("two\nlines")})
    assert format_result(result, "csv") == 'a,b\r\nhttp://e/x,"say ""no"", twice"\r\n,"two\nlines"\r\n'


def test_csv_of_triples_has_three_columns() -> None:
    header, row = csv.reader(io.StringIO(format_result(TRIPLES, "csv"), newline=""))
    assert header == ["subject", "predicate", "object"]
    assert row[:2] == ["https://w3id.org/polkg/actor/ada", "https://w3id.org/polkg/ontology#said"]


def test_json_is_sparql_json_and_json_ld() -> None:
    typed = {
        "a": literal("1") | {"datatype": "http://www.w3.org/2001/XMLSchema#integer"},
        "b": literal("x") | {"xml:lang": "en"},
    }
    assert json.loads(format_result(solutions(typed), "json")) == {
        "head": {"vars": ["a", "b"]},
        "results": {"bindings": [typed]},
    }
    assert json.loads(format_result(YES, "json")) == {"head": {}, "boolean": True}
    quads = list(ox.parse(format_result(TRIPLES, "json"), ox.RdfFormat.JSON_LD))
    assert [quad.object.value for quad in quads] == ["No\x1b[31m \u202eway"]


def test_turtle_has_the_same_triples_in_the_same_bytes_each_time() -> None:
    text = format_result(TRIPLES, "turtle")
    assert "actor:ada kg:said" in text
    assert [quad.object.value for quad in ox.parse(text, ox.RdfFormat.TURTLE)] == ["No\x1b[31m \u202eway"]
    assert {format_result(TRIPLES, "turtle") for _ in range(20)} == {text}


def test_turtle_of_a_select_is_refused_with_what_would_do() -> None:
    with pytest.raises(QueryError, match="CONSTRUCT and DESCRIBE give; choose table, csv or json"):
        format_result(solutions(), "turtle")


def test_an_unknown_format_is_named_with_those_that_are_known() -> None:
    with pytest.raises(UnknownNameError, match=r"no result format yaml\. Available: table, csv, json, turtle"):
        format_result(YES, "yaml")


@pytest.mark.parametrize("form", FORMATS)
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_no_control_character_reaches_the_terminal(form: str, text: str) -> None:
    triple = ox.Triple(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), ox.Literal(text))
    graph = Result("triples", ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) or b"", KG)
    for result in [graph] if form == "turtle" else [graph, solutions({"a": literal(text)})]:
        shown = format_result(result, form, width=100)
        controls = {c for c in shown if unicodedata.category(c) == "Cc"} - set("\t\r\n")
        assert not controls
        assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf"])), min_size=1, max_size=4))
def test_csv_and_json_keep_every_word(words: list[str]) -> None:
    result = solutions(*({"a": literal(word), "b": literal("end")} for word in words))
    rows = list(csv.reader(io.StringIO(format_result(result, "csv"), newline="")))
    assert [row[0] for row in rows[1:]] == words
    bindings = json.loads(format_result(result, "json"))["results"]["bindings"]
    assert [binding["a"]["value"] for binding in bindings] == words


def test_a_real_answer_goes_through_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text('<http://e/s> <http://e/p> "x"@en, 5, <http://e/o>, [] .')
    result = query(tmp_path / "a.ttl", "CONSTRUCT WHERE { ?s ?p ?o }")
    assert all("http://e/s" in format_result(result, form, width=100) for form in FORMATS)
    assert len(query(tmp_path / "a.ttl", "SELECT * { ?s ?p ?o }")) == 4
