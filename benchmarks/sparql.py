"""What SPARQL costs: our store, raw Oxigraph and rdflib over one graph of invented statements.

    python benchmarks/sparql.py [write] [load] [queries] [sizes] [--triples N]

`write`: the graph as Turtle by kg.rdf.turtle. `load`: Turtle to a store on disk, by kg and by pyoxigraph alone.
`queries`: six typical queries, in milliseconds, the fastest of several runs. pyoxigraph and kg are both asked warm, to
SPARQL results in JSON; kg.query is the whole call with the process that it starts each time. `sizes`: one question from
the shell, cold, of graphs of several sizes: from which on does a store on disk pay? Without a name: all four. Each
program has a process of its own; memory is the most that it had.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from corpora import debate
from corpora.parts import run_parts
from identity import peak

import kg
from kg import answer
from kg.faults import ANSWER
from kg.queries import bind, named_query
from kg.rdf import prefixes, turtle
from kg.sparql import place
from kg.triplestore import disk, source

TRIPLES, SIZES, RUNS = 1_000_000, (1_000, 10_000, 50_000, 100_000), 7
SHORT, SLOW = 100.0, 2000.0  # milliseconds
WHO, WHAT = "<https://w3id.org/polkg/actor/person-3>", "<https://w3id.org/polkg/policy/policy-20>"
QUERIES = {
    "stances of an actor, in whose words": f"""SELECT ?position ?what ?words {{
        ?s kg:actor {WHO} ; kg:position ?position ; kg:policy/rdfs:label ?what ;
        kg:evidence/oa:hasSelector/oa:exact ?words }}""",
    "contested policies, with the names": bind(named_query("contested"), {}),
    "holders of an office": """SELECT ?who ?where ?seen {
        ?m a org:Membership ; org:role ?role ; org:member/rdfs:label ?who ; org:organization/rdfs:label ?where ;
        kg:observed ?seen . ?role rdfs:label "Minister Number 7" }""",
    "pairs of one position on a policy": f"""SELECT ?one ?other ?position {{
        ?s kg:policy {WHAT} ; kg:position ?position ; kg:actor ?a .
        ?t kg:policy {WHAT} ; kg:position ?same ; kg:actor ?b .
        FILTER(?position = ?same && STR(?a) < STR(?b)) ?a rdfs:label ?one . ?b rdfs:label ?other }}""",
    "statements of an article, with evidence": """SELECT ?claim ?words {
        ?article schema:identifier "https://news.example/0" . ?s prov:wasDerivedFrom ?article ; rdfs:label ?claim ;
        kg:evidence ?e . ?e oa:hasSource ?article ; oa:hasSelector/oa:exact ?words }""",
    "nodes by class": "SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY ?class",
}
COLUMNS = ("query", "rows", "pyoxigraph", "kg", "kg / pyoxigraph", "rdflib", "rdflib / kg", "kg.rdf_graph", "kg.query")
Row = dict[str, Any]


def alone(work: Callable[..., Row], *arguments: object) -> Row:
    """What a function returns in a process of its own, with the most memory that it had."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_measured, work, *arguments).result()


def _measured(work: Callable[..., Row], *arguments: object) -> Row:
    return work(*arguments) | {"memory": peak()}


def written(folder: Path, triples: int) -> Row:
    """Write the graph folder's file; seconds, and what the statements themselves took of memory."""
    graph = debate.graph(triples)
    before, started = peak(), time.perf_counter()
    text = turtle(graph)
    seconds = time.perf_counter() - started
    folder.mkdir(parents=True)
    (folder / "graph.ttl").write_text(text, encoding="utf-8")
    return {
        "seconds": seconds,
        "before": before,
        "megabytes": len(text.encode()) / 1e6,
        "statements": len(graph.statements),
    }


def loaded_by_kg(folder: Path) -> Row:
    """Our store, built anew: a process of its own, hash and renaming included."""
    shutil.rmtree(folder / "store", ignore_errors=True)
    started = time.perf_counter()
    disk.stored(folder / "graph.ttl")
    seconds = time.perf_counter() - started
    import resource

    # the memory is that of the process that loads
    return {"seconds": seconds, "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3}


def loaded_by_oxigraph(folder: Path) -> Row:
    import pyoxigraph as ox

    shutil.rmtree(folder / "raw", ignore_errors=True)
    started = time.perf_counter()
    store = ox.Store(str(folder / "raw"))
    store.bulk_load(path=str(folder / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    store.flush()
    return {"seconds": time.perf_counter() - started}


def asked_of_stores(folder: Path) -> Row:
    """Both stores in turn, so that neither has the quieter minute: to SPARQL results in JSON, in milliseconds."""
    import pyoxigraph as ox

    raw = ox.Store.read_only(str(folder / "raw"))
    task = {"base": kg.rdf.BASE, "prefixes": prefixes(), "format": "TURTLE"} | place(source(folder))
    ours, times = answer.opened(task), {}

    def by_oxigraph(sparql: str) -> bytes:
        return bytes(raw.query(sparql, prefixes=prefixes()).serialize(format=ox.QueryResultsFormat.JSON))

    def by_kg(sparql: str) -> bytes:
        stream = io.BytesIO()
        answer.answer(ours, task | {"sparql": sparql}, answer.Limited(stream, ANSWER))
        return stream.getvalue().partition(b"\n")[2]

    for name, sparql in QUERIES.items():
        rows = len(json.loads(by_kg(sparql))["results"]["bindings"])
        assert rows == len(json.loads(by_oxigraph(sparql))["results"]["bindings"]) > 0, name
        more = RUNS if clocked(by_oxigraph, sparql) > SHORT else 5 * RUNS  # a short one is easily disturbed
        runs = [(clocked(by_oxigraph, sparql), clocked(by_kg, sparql)) for _ in range(more)]
        times[name] = {"rows": rows, "oxigraph": min(r for r, _ in runs), "kg": min(o for _, o in runs)}
    return {"times": times}


def asked_of_kg(folder: Path) -> Row:
    """kg.query with the process that it starts each time, and kg.rdf_graph."""
    graph = kg.rdf_graph(folder)
    whole = {name: best(lambda q=q: kg.query(folder, q)) for name, q in QUERIES.items()}
    api = {name: best(lambda q=q: list(graph.query(q))) for name, q in QUERIES.items()}
    return {"whole": whole, "api": api, "empty": best(lambda: kg.query(folder, "ASK {}"))}


def asked_of_rdflib(folder: Path) -> Row:
    """The same of rdflib alone, in memory; a query that takes more than `SLOW` milliseconds is asked no second time."""
    import rdflib

    started = time.perf_counter()
    graph = rdflib.Graph().parse(folder / "graph.ttl")
    loading, times = time.perf_counter() - started, {}
    for name, sparql in QUERIES.items():
        first = clocked(lambda q: list(graph.query(q)), sparql)
        more = RUNS - 1 if first < SLOW else 0
        times[name] = min([first, *(clocked(lambda q: list(graph.query(q)), sparql) for _ in range(more))])
    return {"loading": loading, "times": times, "triples": len(graph)}


def clocked(work: Callable[[str], object], sparql: str) -> float:
    started = time.perf_counter()
    work(sparql)
    return (time.perf_counter() - started) * 1e3


def best(work: Callable[[], object]) -> float:
    return min(clocked(lambda _: work(), "") for _ in range(RUNS))


def by_size(folder: Path) -> Row:
    """One question from the shell, in seconds: from memory, from a store that is there, by rdflib."""
    sparql = QUERIES["nodes by class"]
    disk.LARGE = disk.LEAST = 0
    building = clocked(lambda _: disk.stored(folder / "graph.ttl"), "")
    stored = best(lambda: kg.query(folder, sparql))
    memory = best(lambda: kg.query(folder / "graph.ttl", sparql))
    return {"building": building, "stored": stored, "in memory": memory}


def rdflib_by_size(folder: Path) -> Row:
    import rdflib

    sparql = QUERIES["nodes by class"]
    started = time.perf_counter()
    list(rdflib.Graph().parse(folder / "graph.ttl").query(sparql))
    return {"seconds": time.perf_counter() - started}


def write(home: Path, options: argparse.Namespace) -> Iterator[str]:
    row = graph_of(home, options.triples)
    yield f"{row['statements']:,} statements, {row['megabytes']:.0f} MB of Turtle, written in {row['seconds']:.1f} s."
    yield f"Peak memory {row['memory']:,.0f} MB, of which {row['before']:,.0f} MB are the statements."


def load(home: Path, options: argparse.Namespace) -> Iterator[str]:
    graph_of(home, options.triples)
    pairs = [(alone(loaded_by_oxigraph, home / "graph"), alone(loaded_by_kg, home / "graph")) for _ in range(3)]
    raw, ours = (min((pair[n] for pair in pairs), key=lambda row: row["seconds"]) for n in (0, 1))
    yield "| bulk load | seconds | peak memory, MB |\n|---|---:|---:|"
    yield f"| pyoxigraph | {raw['seconds']:.2f} | {raw['memory']:,.0f} |"
    yield f"| kg: process, hash, sync and renaming included | {ours['seconds']:.2f} | {ours['child']:,.0f} |"
    yield f"\nkg / pyoxigraph: {ours['seconds'] / raw['seconds']:.2f}"


def queries(home: Path, options: argparse.Namespace) -> Iterator[str]:
    folder = home / "graph"
    graph_of(home, options.triples)
    if not (folder / "raw").is_dir():
        alone(loaded_by_oxigraph, folder)
    alone(loaded_by_kg, folder)
    stores, ours, plain = (alone(work, folder) for work in (asked_of_stores, asked_of_kg, asked_of_rdflib))
    yield f"{plain['triples']:,} triples; milliseconds.\n"
    yield f"| {' | '.join(COLUMNS)} |\n|---|{'---:|' * (len(COLUMNS) - 1)}"
    for name, row in stores["times"].items():
        raw, warm, slow = row["oxigraph"], row["kg"], plain["times"][name]
        cells = f"{row['rows']:,} | {raw:.2f} | {warm:.2f} | {warm / raw:.2f} | {slow:,.1f} | {slow / warm:,.0f}"
        yield f"| {name} | {cells} | {ours['api'][name]:,.1f} | {ours['whole'][name]:,.0f} |"
    yield f"\nA process for an empty query: {ours['empty']:.0f} ms."
    yield f"rdflib reads the file first, in {plain['loading']:.0f} s."
    yield f"Peak memory: both stores together {stores['memory']:,.0f} MB, rdflib {plain['memory']:,.0f} MB."


def sizes(home: Path, _: argparse.Namespace) -> Iterator[str]:
    yield "| triples, about | in memory, ms | store on disk, ms | building it once, ms | rdflib, ms |"
    yield "|---:|---:|---:|---:|---:|"
    for number in SIZES:
        folder = home / str(number)
        alone(written, folder, number)
        ours, plain = alone(by_size, folder), alone(rdflib_by_size, folder)
        yield (f"| {number:,} | {ours['in memory']:,.0f} | {ours['stored']:,.0f} | {ours['building']:,.0f} "
               f"| {plain['seconds'] * 1e3:,.0f} |")  # fmt: skip


def graph_of(home: Path, triples: int) -> Row:
    """Write the large graph, once for all parts."""
    told = home / "written.json"
    if not told.is_file():
        told.write_text(json.dumps(alone(written, home / "graph", triples)), encoding="utf-8")
    row: Row = json.loads(told.read_text(encoding="utf-8"))
    return row


PARTS: dict[str, Callable[[Path, argparse.Namespace], Iterator[str]]] = {
    "write": write,
    "load": load,
    "queries": queries,
    "sizes": sizes,
}


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        run_parts(__doc__, {name: partial(part, Path(home)) for name, part in PARTS.items()}, triples=TRIPLES)


if __name__ == "__main__":
    main()
