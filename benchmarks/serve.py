"""Queries a second and their latency, of `kg serve` and of Oxigraph's own server: python benchmarks/serve.py

Both answer the same queries over the same generated graph to the same clients, one server after the other; before them,
`kg.sparql.query`, which reads the file for each query. `--edges N` sets the number of statements.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from page import generated

from kg.queries import bind, named_query
from kg.rdf import prefixes, turtle
from kg.sparql import query

EDGES = 20_000
CLIENTS = 4
SECONDS = 10.0
PATIENCE = 30.0  # seconds that a client waits for an answer
ALONE = 3  # queries of each kind where the file is read each time
OXIGRAPH = Path(sys.executable).parent / "oxigraph"
QUERIES = {
    "ask": "ASK { ?who kg:supports ?what ; kg:opposes ?what }",
    "supporters of a policy": 'SELECT ?name { ?p rdfs:label "policy number 7" . ?a kg:supports ?p ; rdfs:label ?name }',
    "words of an actor": """SELECT ?words {
        ?a rdfs:label "Actor Number 9" . ?s kg:actor ?a ; kg:evidence/oa:hasSelector/oa:exact ?words }""",
    "describe an actor": "DESCRIBE ?a { ?a rdfs:label 'Actor Number 11' }",
    "`--named who-opposes-what`": bind(named_query("who-opposes-what"), {"actor": "number 12"}),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edges", type=int, default=EDGES)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "graph.ttl")
        file.write_text(turtle(generated(parser.parse_args().edges)), encoding="utf-8")
        with kg_serve(file) as port:
            triples = re.search(rb"void:triples (\d+)", ask(http.client.HTTPConnection("127.0.0.1", port), None))
        assert triples
        print(f"{int(triples[1]):,} triples; {CLIENTS} clients for {SECONDS:g} seconds each\n")
        print("| query | server | a second | median, ms | worst, ms |\n|---|---|---:|---:|---:|")
        for name, sparql in QUERIES.items():
            row(name, "none: `kg.sparql.query`", times_alone(file, sparql))
            for server, start in {"`kg serve`": kg_serve, "`oxigraph serve-read-only`": oxigraph}.items():
                with start(file) as port:
                    row(name, server, times(port, declared(sparql)))


def row(name: str, server: str, spent: tuple[float, list[float]]) -> None:
    whole, each = spent
    if not each:
        print(f"| {name} | {server} | no answer within {PATIENCE:g} seconds | | |", flush=True)
        return
    figures = f"{len(each) / whole:,.1f} | {statistics.median(each) * 1000:,.1f} | {max(each) * 1000:,.1f}"
    print(f"| {name} | {server} | {figures} |", flush=True)


def declared(sparql: str) -> str:
    """The query with its prefixes, for servers that know none."""
    used = {prefix: space for prefix, space in prefixes().items() if re.search(rf"\b{prefix}:", sparql)}
    return "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in used.items()) + sparql


def times_alone(file: Path, sparql: str) -> tuple[float, list[float]]:
    each = [seconds(lambda: query(file, sparql)) for _ in range(ALONE)]
    return sum(each), each


def times(port: int, sparql: str) -> tuple[float, list[float]]:
    """How long each query took that some clients asked at the same time."""
    each: list[float] = []
    began = time.perf_counter()
    end = began + SECONDS

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        with contextlib.suppress(TimeoutError):  # a server may fall silent
            while time.perf_counter() < end:
                each.append(seconds(lambda: ask(connection, sparql)))

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began, each


def ask(connection: http.client.HTTPConnection, sparql: str | None) -> bytes:
    headers = {"Content-Type": "application/sparql-query", "Accept": "application/sparql-results+json, text/turtle"}
    connection.request("POST" if sparql else "GET", "/sparql", sparql and sparql.encode(), headers if sparql else {})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, body
    return body


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


@contextlib.contextmanager
def kg_serve(file: Path) -> Iterator[int]:
    command = [sys.executable, "-m", "kg", "serve", str(file), "--port", "0", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline().rsplit(":", 1)[1].strip("/\n"))
        process.terminate()


@contextlib.contextmanager
def oxigraph(file: Path) -> Iterator[int]:
    store = file.parent / "oxigraph"
    if not store.exists():
        subprocess.run([OXIGRAPH, "load", "-l", store, "-f", file], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [OXIGRAPH, "serve-read-only", "-l", store, "-b", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in itertools.count():
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
        process.terminate()


if __name__ == "__main__":
    main()
