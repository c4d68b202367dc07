"""A graph into somebody's store: by the SPARQL 1.1 Graph Store Protocol, or by updates in bounded batches."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from kg.endpoint.requests import Answer, Call, Server
from kg.errors import EndpointError, UsageError
from kg.model import Graph
from kg.rdf import BASE, ntriples
from kg.rdf.terms import is_iri

Protocol = Literal["store", "update"]

TIMEOUT = 600.0  # seconds for one request
TRIPLES, BYTES = 1000, 256 << 10  # of one update; Virtuoso compiles each, and refuses long ones


def publish(
    graph: Graph,
    url: str,
    *,
    into: str | None = None,
    replace: bool = False,
    protocol: Protocol = "store",
    base: str = BASE,
    build: Mapping[str, Any] | None = None,
    timeout: float = TIMEOUT,
) -> int:
    """Add a graph's triples to a store at an http(s) address, and return their number.

    They go into the named graph `into`, else into the default graph; `replace` removes what the named graph held. By
    the protocol "store" the address is that of a Graph Store, and all is done in one request; by "update" it is the one
    for updates, and `TRIPLES` go at a time. `build` is what build.json says. Raises UsageError, EndpointError.
    """
    if into is not None and not is_iri(into):
        raise UsageError(reason=f"{into} cannot name a graph: give an absolute IRI such as https://example.org/graph")
    if replace and into is None:
        raise UsageError(
            reason="to replace needs the name of a graph (--graph IRI): else the whole store would be emptied"
        )
    server, lines = Server(url, timeout), re.findall(".*\n", ntriples(graph, base, build))
    if protocol == "store":
        _put(server, "".join(lines), into, replace)
    else:
        _update(server, lines, into, replace)
    return len(lines)


def _put(server: Server, text: str, into: str | None, replace: bool) -> None:
    named = "default" if into is None else f"graph={urllib.parse.quote(into, safe='')}"
    address = f"{server.url}{'&' if '?' in server.url else '?'}{named}"
    if server.proof:  # nothing is added, but the server asks who we are before the whole graph is on its way
        server.send(Call("POST", address, b"", _NTRIPLES))
    answer = server.send(Call("PUT" if replace else "POST", address, text.encode(), _NTRIPLES))
    if answer.status in _NO_STORE:
        raise server.error(f"answered {answer.status} {answer.reason}: {_HINT}")
    if not _done(answer):
        raise server.refusal(answer)


def _update(server: Server, lines: list[str], into: str | None, replace: bool) -> None:
    first, written = f"CLEAR SILENT GRAPH <{into}> ;\n" if replace else "", 0
    if server.proof:
        server.send(Call("POST", server.url, b"INSERT DATA {}", _UPDATE))
    for batch in _batches(lines):
        triples = "".join(batch)
        inner = f"GRAPH <{into}> {{\n{triples}}}" if into is not None else f"\n{triples}"
        try:
            answer = server.send(Call("POST", server.url, f"{first}INSERT DATA {{ {inner} }}".encode(), _UPDATE))
            if not _done(answer):
                raise server.refusal(answer)
        except EndpointError as error:
            partly = f" ({written:,} of {len(lines):,} triples are there already)" if written else ""
            raise EndpointError(url=error.facts["url"], reason=f"{error.facts['reason']}{partly}") from None
        first, written = "", written + len(batch)


def _batches(lines: list[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for line in lines:
        if batch and (len(batch) == TRIPLES or size + len(line.encode()) > BYTES):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(line.encode())
    yield batch


def _done(answer: Answer) -> bool:
    return 200 <= answer.status < 300


_NTRIPLES, _UPDATE = "application/n-triples", "application/sparql-update"
_NO_STORE = (404, 405, 415, 501)
_HINT = "is it a Graph Store, such as …/store or …/data? An address for updates needs --protocol update"
