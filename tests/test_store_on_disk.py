"""The store of a large graph is built once, is never stale, half or in the way, and answers as the file does."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from graphs import everything
from rdflib.plugins.sparql import prepareQuery
from samples import hostile_graph, small_graph

import kg.sparql
from kg.errors import DataError, GraphReadOnlyError, NotAGraphError, QueryError, StoreBusyError
from kg.rdf import prefixes, to_rdf, turtle
from kg.sparql import query
from kg.store import save_graph
from kg.triplestore import disk, rdf_graph

ROOT = Path(__file__).resolve().parent.parent
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMES = "SELECT ?name { ?a a kg:Actor ; rdfs:label ?name } ORDER BY ?name"


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small graph is kept on the disk; the real number has a test of its own."""
    monkeypatch.setattr(disk, "LARGE", 20)
    monkeypatch.setattr(disk, "LEAST", 20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_graph(everything(), tmp_path / "graph", build={}, extra={"graph.ttl": turtle(everything())})
    return tmp_path / "graph"


def many(path: Path, count: int) -> Path:
    """A folder with so many triples."""
    path.mkdir()
    lines = "".join(f'<http://e/{n // 9}> <http://e/p{n % 9}> "{n}" .\n' for n in range(count))
    (path / "graph.ttl").write_text(lines)
    return path


def stores(folder: Path) -> list[str]:
    return sorted(os.listdir(folder / "store")) if (folder / "store").exists() else []


def contents(folder: Path) -> dict[str, str]:
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(f.relative_to(folder)): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


# When there is a store


def test_from_fifty_thousand_triples_on_there_is_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for count, expected in ((50_000, 0), (50_001, 1)):
        path = many(tmp_path / str(count), count)
        assert query(path, COUNT).records() == [{"n": count}]
        assert len(stores(path)) == expected


def test_a_file_that_is_no_folder_gets_no_store(folder: Path) -> None:
    assert query(folder / "graph.ttl", NAMES).rows
    assert stores(folder) == []


def test_a_store_that_cannot_be_written_is_done_without(folder: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    folder.chmod(0o555)
    assert query(folder, NAMES).rows
    folder.chmod(0o755)
    assert stores(folder) == []


# The same answers


@pytest.mark.parametrize("sample", [everything, hostile_graph, small_graph])
def test_the_store_holds_the_triples_of_the_file(tmp_path: Path, sample: object) -> None:
    graph = sample()
    save_graph(graph, tmp_path / "graph", build={}, extra={"graph.ttl": turtle(graph)})
    everything_there = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert (
        query(tmp_path / "graph", everything_there).data == query(tmp_path / "graph/graph.ttl", everything_there).data
    )
    assert len(stores(tmp_path / "graph")) == 1


def test_a_query_changes_nothing_in_the_store(folder: Path) -> None:
    query(folder, NAMES)
    before = contents(folder)
    query(folder, COUNT)
    with pytest.raises(QueryError, match="a query only reads"):
        query(folder, "DELETE WHERE { ?s ?p ?o }")
    assert contents(folder) == before


def test_neither_files_nor_connections_are_open_to_a_query(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import http.server
    import threading

    visits: list[str] = []

    class Remember(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            visits.append(self.path)
            self.send_error(500)

        def log_message(self, *arguments: object) -> None:
            pass

    monkeypatch.setattr(kg.sparql, "refuse", lambda sparql: None)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Remember) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        with contextlib.suppress(QueryError):
            query(folder, f"SELECT * {{ SERVICE <http://127.0.0.1:{server.server_port}/> {{ ?s ?p ?o }} }}")
        server.shutdown()
    assert visits == []
    assert len(stores(folder)) == 1


def test_a_query_without_end_is_stopped(tmp_path: Path) -> None:
    path = many(tmp_path / "graph", 9_000)
    with pytest.raises(QueryError, match=r"longer than 0\.5 seconds and was stopped"):
        query(path, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout=0.5)


# Stale stores


def test_it_is_built_once(folder: Path) -> None:
    query(folder, NAMES)
    before = contents(folder / "store")
    query(folder, COUNT)
    rdf_graph(folder)
    assert contents(folder / "store") == before


def test_a_changed_file_gets_a_new_store_and_the_old_one_goes(folder: Path) -> None:
    query(folder, NAMES)
    old = stores(folder)
    (folder / "graph.ttl").write_text(turtle(hostile_graph()))
    assert len(query(folder, NAMES)) == len(hostile_graph().actors)
    assert len(stores(folder)) == 1
    assert stores(folder) != old


def test_a_change_that_keeps_size_and_time_apart_is_told_by_its_hash(folder: Path) -> None:
    """Another time and the same bytes: the same store. Another text of the same size: another one."""
    file = folder / "graph.ttl"
    query(folder, NAMES)
    old = stores(folder)
    os.utime(file, (1, 1))
    query(folder, NAMES)
    assert stores(folder) == old
    file.write_text(file.read_text(encoding="utf-8").replace("Ada Example", "Eve Example"))
    assert "Eve Example" in {row["name"] for row in query(folder, NAMES).records()}
    assert stores(folder) != old


def test_the_record_of_a_touched_file_is_brought_up_to_date(folder: Path) -> None:
    query(folder, NAMES)
    os.utime(folder / "graph.ttl", (1, 1))
    query(folder, NAMES)
    [record] = (folder / "store").glob("*/source.json")
    assert f'"changed": {10**9},' in record.read_text(encoding="utf-8")


def test_a_store_of_another_oxigraph_is_built_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query(folder, NAMES)
    old = stores(folder)
    monkeypatch.setattr(pyoxigraph, "__version__", "99")
    query(folder, NAMES)
    assert len(stores(folder)) == 1
    assert stores(folder) != old


def test_a_new_build_does_not_take_the_old_store_along(folder: Path) -> None:
    query(folder, NAMES)
    (folder / "notes.txt").write_text("mine")
    save_graph(small_graph(), folder, build={}, extra={"graph.ttl": turtle(small_graph())})
    assert not (folder / "store").exists()
    assert (folder / "notes.txt").read_text() == "mine"
    assert len(query(folder, NAMES)) == 2


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-000005"])
def test_a_damaged_store_is_built_again(folder: Path, name: str) -> None:
    query(folder, NAMES)
    for file in (folder / "store").glob(f"*/oxigraph/{name}"):
        file.write_bytes(b"nonsense")
    assert len(query(folder, NAMES)) == len(everything().actors)
    for file in (folder / "store").glob(f"*/oxigraph/{name}"):
        file.write_bytes(b"nonsense")
    assert len(rdf_graph(folder)) == len(to_rdf(everything()))


@pytest.mark.parametrize("record", ["", "[]", "{}", "null", '{"size": 1}'])
def test_a_damaged_record_only_costs_time(folder: Path, record: str) -> None:
    query(folder, NAMES)
    [file] = (folder / "store").glob("*/source.json")
    file.write_text(record)
    assert query(folder, NAMES).rows
    assert len(stores(folder)) == 1


# What is not ours


def test_a_link_in_the_place_of_the_store_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "precious" / "0123456789abcdef").mkdir(parents=True)
    (folder / "store").symlink_to(tmp_path / "precious")
    assert query(folder, NAMES).rows
    assert os.listdir(tmp_path / "precious") == ["0123456789abcdef"]


def test_other_files_in_the_store_stay(folder: Path, tmp_path: Path) -> None:
    (folder / "store").mkdir()
    (folder / "store" / "notes").write_text("mine")
    (folder / "store" / "0123456789abcdef").symlink_to(tmp_path)
    query(folder, NAMES)
    assert {"notes", "0123456789abcdef"} < set(stores(folder))
    assert tmp_path.exists()


def test_a_damaged_graph_is_named_with_its_row_and_leaves_nothing(tmp_path: Path) -> None:
    path = many(tmp_path / "graph", 100)
    with (path / "graph.ttl").open("a") as stream:
        stream.write("nonsense\n")
    for ask in (lambda: query(path, COUNT), lambda: rdf_graph(path)):
        with pytest.raises(DataError, match=r"graph\.ttl, row 10[12]: "):
            ask()
    assert os.listdir(path) == ["graph.ttl"]


# Several at once

ASK = "import sys; from kg.triplestore import disk; disk.LARGE = disk.LEAST = 20; from kg.sparql import query\n"
ASK += f"print(query(sys.argv[1], {COUNT!r}).records()[0]['n'], flush=True)"


def asking(path: Path, program: str = ASK) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            text=True, env=environment, start_new_session=True)  # fmt: skip


def test_many_who_ask_at_once_share_one_store(tmp_path: Path) -> None:
    path = many(tmp_path / "graph", 60_000)
    people = [asking(path) for _ in range(4)]
    assert [person.communicate(timeout=60)[0].strip() for person in people] == ["60000"] * 4
    assert len(stores(path)) == 1


def started(path: Path) -> None:
    """Wait until a store is being built."""
    for _ in range(3000):
        if any(name.endswith(".partial") for name in stores(path)):
            return
        time.sleep(0.005)
    pytest.fail("no store is being built")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_build_leaves_no_store_and_the_next_one_cleans_up(tmp_path: Path, how: signal.Signals) -> None:
    path = many(tmp_path / "graph", 400_000)
    person = asking(path)
    started(path)
    os.killpg(person.pid, how)
    person.communicate()
    assert not [name for name in stores(path) if not name.startswith(".")]
    assert query(path, COUNT).records() == [{"n": 400_000}]
    assert len(stores(path)) == 1


def test_an_interrupted_build_leaves_nothing(tmp_path: Path) -> None:
    path = many(tmp_path / "graph", 400_000)
    person = asking(path)
    started(path)
    person.send_signal(signal.SIGINT)
    person.communicate()
    assert os.listdir(path) == ["graph.ttl"]


def test_who_comes_while_another_builds_waits_and_is_told_after_a_while(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "WAIT", 0.2)
    with (folder / "graph.ttl").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StoreBusyError, match=r"Another process is writing .*store: try again when it is done"):
            query(folder, NAMES)
    assert query(folder, NAMES).rows


def test_the_lock_of_a_killed_process_goes_with_it(folder: Path) -> None:
    program = "import fcntl, sys, time; f = open(sys.argv[1] + '/graph.ttl', 'rb'); fcntl.flock(f, fcntl.LOCK_EX)\n"
    holder = asking(folder, program + "print('held', flush=True); time.sleep(600)")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    assert query(folder, NAMES).rows


def test_who_reads_an_older_store_keeps_it_to_the_end(folder: Path) -> None:
    old = rdf_graph(folder)
    before = said(old)
    (folder / "graph.ttl").write_text(turtle(small_graph()))
    new = rdf_graph(folder)
    assert said(new) == said(to_rdf(small_graph()))
    assert said(old) == before == said(to_rdf(everything()))


def test_two_processes_read_one_store_at_the_same_time(folder: Path) -> None:
    """A store that is open for writing would refuse the second: OSError, LOCK."""
    mine = rdf_graph(folder)
    program = "import sys; from kg.triplestore import disk; disk.LARGE = disk.LEAST = 20; import kg\n"
    out, err = asking(folder, program + "print(len(kg.rdf_graph(sys.argv[1])))").communicate(timeout=60)
    assert (int(out), err) == (len(mine), "")


# The graph for rdflib: as rdflib has it, be it in memory or on the disk

ADA, KG = rdflib.URIRef("https://w3id.org/polkg/actor/ada-example"), rdflib.Namespace(prefixes()["kg"])
ASKED = [
    ("SELECT ?name { ?a rdfs:label ?name }", {}),
    ("SELECT ?name { ?a rdfs:label ?name }", {"a": ADA}),  # a variable that is not selected
    ("SELECT ?a ?name { ?a rdfs:label ?name }", {"a": ADA}),
    ("SELECT ?name { ?a rdfs:label ?name }", {"elsewhere": ADA}),
    ("SELECT ?a ?end { ?a a kg:Statement OPTIONAL { ?a schema:validThrough ?end } }", {}),
    ("SELECT (COUNT(*) AS ?n) (MAX(?c) AS ?most) { ?s kg:confidence ?c }", {}),
    ("SELECT ?p (COUNT(?a) AS ?n) { ?a kg:opposes ?p } GROUP BY ?p", {}),
    ("ASK { ?a kg:criticizes ?p }", {"a": ADA}),
    ("CONSTRUCT { ?p rdfs:label ?name } WHERE { ?p a kg:Policy ; rdfs:label ?name }", {}),
]  # fmt: skip


@pytest.fixture(params=["in memory", "on the disk"])
def opened(request: pytest.FixtureRequest, folder: Path, monkeypatch: pytest.MonkeyPatch) -> rdflib.Graph:
    if request.param == "in memory":
        monkeypatch.setattr(disk, "LARGE", 10**9)
    graph = rdf_graph(folder)
    assert len(stores(folder)) == (request.param == "on the disk")
    return graph


def said(triples: Iterable[tuple[object, ...]]) -> set[tuple[object, ...]]:
    """Triples, each whole number as its value: Oxigraph keeps no type of whole numbers but xsd:integer."""
    return {tuple(int(t) if isinstance(getattr(t, "value", None), int) else t for t in triple) for triple in triples}


def plainly(result: rdflib.query.Result) -> object:
    if result.type == "ASK":
        return result.askAnswer
    return sorted(map(repr, (tuple(row) for row in result)))


@pytest.mark.parametrize(("sparql", "bindings"), ASKED)
@pytest.mark.parametrize("prepared", [False, True])
def test_queries_are_answered_as_rdflib_answers_them(
    opened: rdflib.Graph, sparql: str, bindings: dict[str, rdflib.URIRef], prepared: bool
) -> None:
    plain, spaces = to_rdf(everything()), prefixes()
    asked = prepareQuery(sparql, initNs=spaces) if prepared else sparql
    expected = plainly(plain.query(asked, initBindings=bindings))
    assert expected
    assert plainly(opened.query(asked, initBindings=bindings)) == expected


def test_its_triples_are_those_of_rdflib_term_by_term(opened: rdflib.Graph) -> None:
    plain = to_rdf(everything())
    assert said(opened) == said(plain)
    assert len(opened) == len(plain)
    assert set(opened.predicate_objects(ADA)) == set(plain.predicate_objects(ADA))
    assert opened.value(ADA, rdflib.RDFS.label) == rdflib.Literal("Ada Example")
    assert (ADA, rdflib.RDFS.label, rdflib.Literal("Ada Example")) in opened
    assert (ADA, rdflib.RDFS.label, rdflib.Literal("Ada")) not in opened


def test_rows_have_no_variable_that_is_not_bound(opened: rdflib.Graph) -> None:
    rows = opened.query("SELECT ?a ?no { ?a a kg:Actor OPTIONAL { ?a kg:no ?no } }").bindings
    assert {tuple(map(str, row)) for row in rows} == {("a",)}


def test_from_counts_and_no_other_graph_is_fetched(opened: rdflib.Graph) -> None:
    assert list(opened.query("SELECT ?s FROM <http://127.0.0.1:9/> { ?s ?p ?o }")) == []


def test_it_is_only_read(opened: rdflib.Graph) -> None:
    triple = (ADA, KG.supports, ADA)
    for change in (
        lambda: opened.add(triple),
        lambda: opened.addN([(*triple, opened)]),
        lambda: opened.remove((None, None, None)),
        lambda: opened.update("CLEAR ALL"),
        lambda: opened.parse(data="<urn:x> <urn:x> <urn:x> ."),
    ):
        with pytest.raises(GraphReadOnlyError, match="copy it with"):
            change()
    copy = rdflib.Graph() + opened
    copy.add(triple)
    assert len(copy) == len(opened) + 1 == len(to_rdf(everything())) + 1


def test_a_query_that_is_none_is_an_error_of_ours(opened: rdflib.Graph) -> None:
    with pytest.raises(QueryError, match="expected"):
        opened.query("SELECT nonsense")


def test_the_graph_of_nothing_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotAGraphError, match=r"it holds no graph\.ttl"):
        rdf_graph(tmp_path)


def test_a_file_with_named_graphs_is_read_as_one_and_by_graph(tmp_path: Path) -> None:
    (tmp_path / "a.trig").write_text('<http://e/s> <http://e/p> "0" . <http://e/1> { <http://e/s> <http://e/p> "1" }')
    graph = rdf_graph(tmp_path / "a.trig")
    assert sorted(map(str, graph.objects())) == ["0", "1"]
    assert [str(o) for (o,) in graph.query("SELECT ?o FROM <http://e/1> { ?s ?p ?o }")] == ["1"]
    assert [str(o) for (o,) in graph.query("SELECT ?o { GRAPH <http://e/1> { ?s ?p ?o } }")] == ["1"]


def test_a_folder_whose_store_was_copied_still_answers(folder: Path, tmp_path: Path) -> None:
    query(folder, NAMES)
    shutil.copytree(folder, tmp_path / "copy")
    assert query(tmp_path / "copy", NAMES).data == query(folder, NAMES).data
