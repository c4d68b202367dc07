"""SPARQL over a graph folder or an RDF file: answered by Oxigraph, in a process that can be stopped."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.faults import ANSWER, ending, failure, refuse, too_long
from kg.rdf import BASE, prefixes
from kg.results import Result
from kg.triplestore import MEMORY, MEMORY_PER_BYTE, Source, discard, report, run, source

TIMEOUT = 60.0  # seconds that a query may take; reading a small graph's file is included


def query(path: str | Path, sparql: str, *, base: str = BASE, timeout: float = TIMEOUT) -> Result:
    """The answer of a graph folder or an RDF file (.ttl .nt .nq .trig .rdf .jsonld) to a SPARQL 1.1 query.

    The prefixes of the Turtle files, such as kg: and actor:, need no declaration. Updates and SERVICE are refused,
    and the query can reach neither other files nor the network; it ends after `timeout` seconds. The first query of a
    folder of more than 50,000 triples builds its store on disk, in some 8 seconds a million.
    Raises InputMissingError, InputUnreadableError, NotAGraphError, DataError, QueryError, StoreBusyError.
    """
    refuse(sparql)
    known, seconds = prefixes(base), min(max(timeout, 0.01), 1e6)
    asked = {"sparql": sparql, "base": base, "prefixes": known, "seconds": seconds, "answer": ANSWER}
    found = source(path)
    done = _run(asked | place(found), seconds)
    told = report(done)
    if told and told["kind"] == "store" and found.store:  # gone or damaged in the meantime: built anew, once
        discard(found.store)
        found = source(path)
        told = report(done := _run(asked | place(found), seconds))
    if told:
        raise failure(told, found.file, sparql, known)
    if done.returncode != 0:
        raise QueryError(reason=ending(done.returncode, seconds))
    kind, _, data = done.stdout.partition(b"\n")
    if kind == b"triples":
        return Result("triples", b"".join(sorted(set(data.splitlines(keepends=True)))), known)
    return Result("boolean" if kind == b"boolean" else "solutions", data, known)


def place(found: Source) -> dict[str, Any]:
    """Where a process finds the triples, and the memory that it may take: a part of its task."""
    memory = MEMORY + MEMORY_PER_BYTE * found.file.stat().st_size
    store = str(found.store.absolute()) if found.store else None
    return {"path": str(found.file.absolute()), "format": found.form, "store": store, "memory": memory}


def _run(task: dict[str, Any], timeout: float) -> subprocess.CompletedProcess[bytes]:
    try:
        return run(task, timeout + 1)
    except subprocess.TimeoutExpired:
        raise QueryError(reason=too_long(timeout)) from None
