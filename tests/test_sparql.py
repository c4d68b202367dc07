"""A query gets its answer, or one clear line; it reaches nothing but its data, and it ends."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples import hostile_graph, small_graph

import kg.sparql
from kg.errors import DataError, InputMissingError, NotAGraphError, QueryError
from kg.rdf import turtle
from kg.sparql import query
from kg.store import save_graph
from kg.writers import export

QUOTED = "SELECT ?who ?what WHERE { ?s a kg:Stance ; kg:actor/rdfs:label ?who ; kg:policy/rdfs:label ?what }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("query") / "graph"
    save_graph(small_graph(), path, build={}, extra={"graph.ttl": turtle(small_graph())})
    return path


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file whose cross products are beyond any machine."""
    path = tmp_path_factory.mktemp("query") / "thousand.nt"
    path.write_text("".join(f'<http://e/{n}> <http://e/p> "{n}" .\n' for n in range(1000)))
    return path


def test_select_answers_with_names_and_plain_values(folder: Path) -> None:
    assert query(folder, QUOTED).records() == [{"who": "Ada Example", "what": "toll road"}]


def test_values_keep_their_python_types(folder: Path) -> None:
    result = query(
        folder, "SELECT ?c ?n ?b ?nothing WHERE { ?s a kg:Stance ; kg:confidence ?c BIND(3 AS ?n) BIND(1 < 2 AS ?b) }"
    )
    assert result.records() == [{"c": 0.875, "n": 3, "b": True, "nothing": None}]


def test_a_number_that_is_none_stays_text(folder: Path) -> None:
    result = query(folder, 'SELECT ("abc"^^xsd:integer AS ?x) {}')
    assert result.records() == [{"x": "abc"}]


def test_ask_answers_true_or_false(folder: Path) -> None:
    assert query(folder, "ASK { actor:ada-example kg:opposes policy:toll-road }").boolean is True
    assert query(folder, "ASK { actor:ada-example kg:supports policy:toll-road }").boolean is False


def test_construct_answers_with_triples_each_once(folder: Path) -> None:
    result = query(folder, "CONSTRUCT { ?s a kg:Thing } WHERE { ?s ?p ?o FILTER(?s = actor:springfield) }")
    assert [tuple(str(term) for term in row) for row in result.rows] == [
        (
            "<https://w3id.org/polkg/actor/springfield>",
            "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>",
            "<https://w3id.org/polkg/ontology#Thing>",
        )
    ]


def test_describe_tells_what_is_known_of_an_actor(folder: Path) -> None:
    said = {r["object"] for r in query(folder, "DESCRIBE actor:ada-example").records()}
    assert "https://w3id.org/polkg/policy/toll-road" in said


@pytest.mark.parametrize("prefix", ["kg", "actor", "policy", "role", "article", "statement", "evidence", "org", "foaf",
                                    "skos", "prov", "oa", "schema", "rdfs", "xsd", "owl"])  # fmt: skip
def test_the_prefixes_need_no_declaration(folder: Path, prefix: str) -> None:
    assert query(folder, f"ASK {{ ?s {prefix}:nothing ?o }}").boolean is False


def test_another_base_moves_the_prefixes(folder: Path, tmp_path: Path) -> None:
    export(small_graph(), tmp_path / "a.ttl", base="http://example.org/")
    asked = "ASK { actor:ada-example ?p ?o }"
    assert query(tmp_path / "a.ttl", asked, base="http://example.org/").boolean is True
    assert query(tmp_path / "a.ttl", asked).boolean is False


def test_a_prefix_of_the_query_wins(folder: Path) -> None:
    assert query(folder, "PREFIX kg: <http://other/> ASK { ?s kg:opposes ?o }").boolean is False


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld"])
def test_files_of_every_format_give_the_same_answer(tmp_path: Path, suffix: str) -> None:
    export(hostile_graph(), tmp_path / f"a{suffix}")
    asked = "SELECT ?name WHERE { ?a a kg:Actor ; rdfs:label ?name }"
    expected = sorted(actor.name for actor in hostile_graph().actors)
    assert sorted(str(r["name"]) for r in query(tmp_path / f"a{suffix}", asked).records()) == expected


def test_rdf_xml_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.rdf").write_text(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
        '<rdf:Description rdf:about="http://e/s"><e:p>x</e:p></rdf:Description></rdf:RDF>'
    )
    assert query(tmp_path / "a.rdf", "SELECT ?o { ?s <http://e/p> ?o }").records() == [{"o": "x"}]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("{ ?s ?p ?o }", ["default", "one", "two"]),
        ("FROM <http://e/1> { ?s ?p ?o }", ["one"]),
        ("{ GRAPH <http://e/2> { ?s ?p ?o } }", ["two"]),
        ("FROM NAMED <http://e/2> { GRAPH ?g { ?s ?p ?o } }", ["two"]),
    ],
)
@pytest.mark.parametrize("suffix", [".nq", ".trig"])
def test_named_graphs_are_seen_together_and_each_alone(
    tmp_path: Path, suffix: str, where: str, expected: list[str]
) -> None:
    quads = {
        ".nq": '<http://e/s> <http://e/p> "default" .\n<http://e/s> <http://e/p> "one" <http://e/1> .\n'
        '<http://e/s> <http://e/p> "two" <http://e/2> .\n',
        ".trig": '<http://e/s> <http://e/p> "default" . <http://e/1> { <http://e/s> <http://e/p> "one" }'
        ' <http://e/2> { <http://e/s> <http://e/p> "two" }',
    }
    (tmp_path / f"a{suffix}").write_text(quads[suffix])
    found = query(tmp_path / f"a{suffix}", f"SELECT ?o {where} ORDER BY ?o").records()
    assert [r["o"] for r in found] == expected


def test_rows_come_in_the_same_order_each_time(folder: Path) -> None:
    asked = "SELECT * { ?s ?p ?o }"
    assert query(folder, asked).data == query(folder, asked).data


# What a query may not do


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ?o . service silent <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'SERVICE' . SERVICE<URL> {} }",
    "SELECT * { BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICEe: { ?s ?p ?o } }",
    "SELECT * { # '\n SERVICE # '\n <URL> {} }",
    "SELECT * { FILTER(?a<?b) SERVICE SILENT <URL> {} FILTER(?c>?d) }",
]


@pytest.mark.parametrize("sparql", SERVICES)
def test_service_is_refused_in_words(folder: Path, listener: tuple[str, list[str]], sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused: a query stays on this machine"):
        query(folder, sparql.replace("URL", listener[0]))
    assert listener[1] == []


@pytest.mark.parametrize("sparql", SERVICES)
def test_no_connection_can_be_made_even_if_the_words_are_missed(
    folder: Path, listener: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch, sparql: str
) -> None:
    monkeypatch.setattr(kg.sparql, "refuse", lambda sparql: None)
    with contextlib.suppress(QueryError):
        query(folder, sparql.replace("URL", listener[0]))
    assert listener[1] == []


def test_the_server_would_have_noticed(listener: tuple[str, list[str]]) -> None:
    import pyoxigraph

    with pytest.raises(OSError, match="500"):
        list(pyoxigraph.Store().query(SERVICES[0].replace("URL", listener[0])))
    assert listener[1] == ["/"]


@pytest.mark.parametrize(
    "words", ["'SERVICE'", '"""a " SERVICE <x>"""', "<http://e/SERVICE>", "?service", "kg:service"]
)
def test_the_word_service_itself_is_harmless(folder: Path, words: str) -> None:
    assert query(folder, f"ASK {{ ?s ?p {words} }} # SERVICE <http://e/>").boolean is (words == "?service")


@pytest.mark.parametrize("clause", ["FROM <file:///etc/passwd>", "FROM NAMED <file:///etc/passwd>", "FROM <URL>"])
def test_from_loads_nothing(folder: Path, listener: tuple[str, list[str]], clause: str) -> None:
    assert query(folder, f"SELECT * {clause.replace('URL', listener[0])} {{ ?s ?p ?o }}").rows == ()
    assert listener[1] == []


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "CLEAR ALL",
        "PREFIX e: <http://e/> INSERT { ?s e:p 1 } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(folder: Path, update: str) -> None:
    before = (folder / "graph.ttl").read_bytes()
    with pytest.raises(QueryError, match="a query only reads; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"):
        query(folder, update)
    assert (folder / "graph.ttl").read_bytes() == before


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_query_without_end_is_stopped(thousand: Path) -> None:
    with pytest.raises(QueryError, match=r"longer than 0\.5 seconds and was stopped; narrow it or add LIMIT"):
        query(thousand, ENDLESS, timeout=0.5)


def test_a_query_whose_caller_is_gone_ends_by_itself(thousand: Path) -> None:
    script = "import sys; from kg.sparql import query; query(sys.argv[1], sys.argv[2], timeout=1.5)"
    caller = subprocess.Popen([sys.executable, "-c", script, str(thousand), ENDLESS])
    children = Path(f"/proc/{caller.pid}/task/{caller.pid}/children")
    while not (child := children.read_text().split()):
        time.sleep(0.01)
    caller.kill()
    caller.wait()
    for _ in range(1000):
        if not running(int(child[0])):
            return
        time.sleep(0.02)
    pytest.fail("the orphan still runs after 20 seconds")


def running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_query_that_takes_too_much_memory_is_stopped(thousand: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.sparql, "MEMORY", 500 << 20)
    with pytest.raises(QueryError, match="needs too much memory and was stopped; narrow it or add LIMIT"):
        query(thousand, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c")


def test_an_answer_that_is_too_large_is_stopped(thousand: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (kg.sparql, kg.faults):
        monkeypatch.setattr(module, "ANSWER", 2 << 20)
    with pytest.raises(QueryError, match="the answer is larger than 2 MB; narrow it or add LIMIT"):
        query(thousand, "SELECT * { ?a ?b ?c . ?d ?e ?f }")


def test_a_query_nested_beyond_reason_ends_with_a_sentence(folder: Path) -> None:
    with pytest.raises(QueryError, match="nested too deeply"):
        query(folder, "SELECT * {" + "{" * 100_000 + "}" * 100_000 + "}")


def test_nothing_is_imported_from_the_current_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyoxigraph.py").write_text("raise SystemExit('hijacked')")
    monkeypatch.chdir(tmp_path)
    assert query(folder, "ASK {}").boolean is True


def test_a_relative_path_is_relative_to_the_caller(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.parent)
    assert query("graph", "ASK { ?s kg:opposes ?o }").boolean is True


# What is said when something is amiss


@pytest.mark.parametrize(
    ("sparql", "said"),
    [
        ("", "the query is empty"),
        ("# nothing\n", "the query is empty"),
        ("SELECT * {\n ?s kg:opposes\n FILTER(1) }", "line 3, column 8, after “FILTER”: expected"),
        ("SELECT * { ?s 'a' ?o }", "line 1, column 20, after “.*'a' [?]”: expected"),
        (
            "SELECT ?x { ?s foo:bar ?x }",
            r"there is no prefix foo: \(line 1\); declare it with PREFIX, or use one of actor,",
        ),
        ("SELECT ?a { ?a ?b ?c } GROUP BY ?b", "the SELECT contains a variable that is unbound"),
        ("SELECT * { ?s ?p ", "expected"),
        ("PREFIX x: nope SELECT * {}", 'after “PREFIX x:”: expected "<"'),
        ("SELECT * { ?s ?p \ud800 }", "half a character"),
    ],
)
def test_a_malformed_query_gets_one_line_that_helps(folder: Path, sparql: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        query(folder, sparql)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 340


def test_what_is_no_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError, match=r"nothing\.ttl: no such file or folder"):
        query(tmp_path / "nothing.ttl", "ASK {}")
    with pytest.raises(NotAGraphError, match=r"it holds no graph\.ttl"):
        query(tmp_path, "ASK {}")
    (tmp_path / "a.docx").write_text("")
    with pytest.raises(NotAGraphError, match=r"its name ends in none of \.ttl \.nt"):
        query(tmp_path / "a.docx", "ASK {}")


def test_a_damaged_file_is_named_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<http://e/a> <http://e/b> 1 .\n<http://e/a> nonsense .\n")
    with pytest.raises(DataError, match=r"a\.ttl, row 2: ") as caught:
        query(tmp_path / "a.ttl", "ASK {}")
    assert str(caught.value).isprintable()


def test_a_picture_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe" * 9)
    with pytest.raises(DataError, match=r"a\.ttl, row 1: ") as caught:
        query(tmp_path / "a.ttl", "ASK {}")
    assert str(caught.value).isprintable()


def test_a_remote_context_is_not_fetched(tmp_path: Path, listener: tuple[str, list[str]]) -> None:
    (tmp_path / "a.jsonld").write_text(json.dumps({"@context": listener[0], "a": "b"}))
    with pytest.raises(NotAGraphError):
        query(tmp_path / "a.jsonld", "ASK {}")
    assert listener[1] == []


def test_importing_the_module_loads_no_heavy_library() -> None:
    script = (
        "import sys, kg.sparql, kg.results, kg.queries, kg.store, kg.network, kg.writers; print(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ)
    loaded = set(json.loads(done.stdout.replace("'", '"')))
    assert not loaded & {"pyoxigraph", "rdflib", "networkx", "numpy", "spacy", "rich"}
