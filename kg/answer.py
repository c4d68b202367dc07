"""The process that answers one SPARQL query and ends: `python -m kg.answer`, started by `kg.sparql`.

A query cannot be stopped from within, and SPARQL can ask for other servers. So each query has a process of its own
that has a bounded life and memory and, once the data is read, can open neither a file nor a connection.
The task comes as JSON on standard input. The answer goes to standard output: one line with its kind, then SPARQL
results in JSON, or N-Triples. What went wrong goes to standard error as JSON, with exit status `FAILED`.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

if TYPE_CHECKING:
    import pyoxigraph

FAILED = 3


def main() -> None:
    """Answer the task of standard input."""
    task: dict[str, Any] = json.load(sys.stdin)
    _bound(task["seconds"], task["memory"])
    try:
        store = _load(task["path"], task["format"], task["base"])
        _close_doors()
        _answer(store, task, _Limited(sys.stdout.buffer, task["answer"]))
        sys.stdout.buffer.flush()
    except MemoryError:
        _fail("too much", "")


def _bound(seconds: float, memory: int) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)  # ends the process, also when nobody waits for it any more
    _limit("RLIMIT_AS", memory)
    _limit("RLIMIT_CORE", 0)


def _close_doors() -> None:
    _limit("RLIMIT_NOFILE", 0)  # what is open stays open


def _limit(name: str, value: int) -> None:
    """Lower a limit for good; not every system has every limit."""
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        limit = getattr(resource, name)
        _, most = resource.getrlimit(limit)
        lowered = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(limit, (lowered, lowered))


def _load(path: str, form: str, base: str) -> pyoxigraph.Store:
    import pyoxigraph as ox

    store = ox.Store()
    try:
        store.bulk_load(path=path, format=getattr(ox.RdfFormat, form), base_iri=base)
    except SyntaxError as error:
        _fail("data", error.msg, row=error.lineno)
    except (OSError, ValueError) as error:
        _fail("file", str(error))
    except MemoryError as error:
        if "buffer" in str(error):  # else it is this process that has no more memory
            _fail("data", "one of its values is longer than 16 MiB", row=None)
        raise
    # triples of named graphs are seen also by those who name no graph
    named = [quad for quad in store if quad.graph_name != ox.DefaultGraph()] if form in ("N_QUADS", "TRIG") else []
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named)
    return store


def _answer(store: pyoxigraph.Store, task: dict[str, Any], output: Any) -> None:
    import pyoxigraph as ox

    try:
        results = store.query(task["sparql"], base_iri=task["base"], prefixes=task["prefixes"])
        if isinstance(results, ox.QueryTriples):
            output.write(b"triples\n")
            results.serialize(output, ox.RdfFormat.N_TRIPLES)
        else:
            output.write(b"solutions\n" if isinstance(results, ox.QuerySolutions) else b"boolean\n")
            results.serialize(output, ox.QueryResultsFormat.JSON)
    except SyntaxError as error:
        _fail("syntax", error.msg)
    except (OSError, RuntimeError, ValueError) as error:
        _fail("too large" if output.full else "query", str(error))


class _Limited:
    """A stream that takes a number of bytes and no more."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream, self.left, self.full = stream, limit, False

    def write(self, data: bytes) -> int:
        self.left -= len(data)
        if self.left < 0:
            self.full = True
            raise OSError("full")
        return self.stream.write(data)

    def flush(self) -> None:
        self.stream.flush()


def _fail(kind: str, reason: str, **facts: object) -> NoReturn:
    json.dump({"kind": kind, "reason": reason} | facts, sys.stderr)
    sys.exit(FAILED)


if __name__ == "__main__":
    main()
