"""The process that answers one SPARQL query, or builds one store, and ends: this file, run by `kg.triplestore`.

A query cannot be stopped from within, and SPARQL can ask for other servers. So each query has a process of its own
that has a bounded life and memory and, once the data is read, can open neither a file nor a connection.
The task comes as JSON on standard input. The answer goes to standard output: one line with its kind, then SPARQL
results in JSON, or N-Triples. What went wrong goes to standard error as JSON, with exit status `FAILED`.
Nothing else of polkg is imported: the process starts in a third of the time.
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


class AnswerError(Exception):
    """What went wrong: its kind, a reason, and the row of the file where there is one."""

    def __init__(self, kind: str, reason: str, row: int | None = None) -> None:
        self.report = {"kind": kind, "reason": reason, "row": row}
        super().__init__(reason)


def main() -> None:
    """Do the task of standard input."""
    task: dict[str, Any] = json.load(sys.stdin)
    bound(task["seconds"], task["memory"])
    try:
        if "into" in task:
            load(task["path"], task["format"], task["base"], task["into"]).flush()
            return
        store = opened(task)
        close_doors()
        answer(store, task, Limited(sys.stdout.buffer, task["answer"]))
        sys.stdout.buffer.flush()
    except AnswerError as failure:
        fail(failure)
    except MemoryError:
        fail(AnswerError("too much", ""))


def bound(seconds: float, memory: int) -> None:
    """Limit the life (0: for ever) and the memory in bytes of this process."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)  # ends the process, also when nobody waits for it any more
    _limit("RLIMIT_AS", memory)
    _limit("RLIMIT_CORE", 0)


def close_doors() -> None:
    """Open no file and no connection any more; what is open stays open, such as the files of a store."""
    _limit("RLIMIT_NOFILE", 0)


def _limit(name: str, value: int) -> None:
    """Lower a limit for good; not every system has every limit."""
    with contextlib.suppress(ImportError, AttributeError, ValueError, OSError):
        import resource

        limit = getattr(resource, name)
        _, most = resource.getrlimit(limit)
        lowered = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(limit, (lowered, lowered))


def opened(task: dict[str, Any]) -> pyoxigraph.Store:
    """The store of a task: that on the disk where there is one, else the file in memory. Raises AnswerError."""
    import pyoxigraph as ox

    if not task["store"]:
        return load(task["path"], task["format"], task["base"])
    try:
        return ox.Store.read_only(task["store"])
    except (OSError, RuntimeError, ValueError) as error:  # gone, or damaged
        raise AnswerError("store", str(error)) from None


def load(path: str, form: str, base: str, into: str | None = None) -> pyoxigraph.Store:
    """A store of an RDF file, in memory or in a new folder `into`. Raises AnswerError."""
    import pyoxigraph as ox

    try:
        store = ox.Store(into)
        store.bulk_load(path=path, format=getattr(ox.RdfFormat, form), base_iri=base)
    except SyntaxError as error:
        raise AnswerError("data", error.msg, error.lineno) from None
    except (OSError, ValueError) as error:
        raise AnswerError("file", str(error)) from None
    except MemoryError as error:
        if "buffer" in str(error):  # else it is this process that has no more memory
            raise AnswerError("data", "one of its values is longer than 16 MiB") from None
        raise
    # triples of named graphs are seen also by those who name no graph
    named = [quad for quad in store if quad.graph_name != ox.DefaultGraph()] if form in ("N_QUADS", "TRIG") else []
    store.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named)
    return store


def answer(store: pyoxigraph.Store, task: dict[str, Any], output: Any) -> None:
    """Write what the store answers to the task's query to a `Limited` stream. Raises AnswerError."""
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
        raise AnswerError("syntax", error.msg) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise AnswerError("too large" if output.full else "query", str(error)) from None


class Limited:
    """A stream that takes a number of bytes and no more."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self.stream, self.left, self.full = stream, limit, False

    def write(self, data: bytes) -> int:
        """Write, or raise OSError once it is full."""
        self.left -= len(data)
        if self.left < 0:
            self.full = True
            raise OSError("full")
        return self.stream.write(data)

    def flush(self) -> None:
        """Flush the stream behind."""
        self.stream.flush()


def fail(failure: AnswerError) -> NoReturn:
    """Report on standard error, and end."""
    json.dump(failure.report, sys.stderr)
    sys.exit(FAILED)


if __name__ == "__main__":
    main()
