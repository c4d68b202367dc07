"""A process that answers SPARQL queries one after another: `python -m kg.serve.worker`, started by `kg.serve.process`.

It lives by the rules of `kg.answer`: bounded memory, and once the data is read neither files nor connections. The data
is read once; then each line of standard input is a query as JSON, and each reply a line of JSON and `size` bytes.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import TYPE_CHECKING, Any

from kg.answer import AnswerError, bound, close_doors, opened
from kg.results import Result, format_result

if TYPE_CHECKING:
    import pyoxigraph

SOLUTIONS = {"json": "JSON", "xml": "XML", "csv": "CSV", "tsv": "TSV"}
TRIPLES = ("turtle", "ntriples", "jsonld", "rdfxml")
READING = 600.0  # seconds in which the data has to be read
GRACE = 5.0  # seconds after which a query ends by itself, should nobody be there to end it


def main() -> None:
    """Read the data that the first line names, then answer until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    task: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    bound(READING, task["memory"])
    try:
        store = opened(task)
    except AnswerError as failure:
        _reply(failure.report)
        return
    close_doors()
    _alarm(0)
    _reply({"kind": "ready", "triples": len(store)})
    for line in sys.stdin.buffer:
        asked: dict[str, Any] = json.loads(line)
        _alarm(asked["seconds"] + GRACE)
        try:
            _reply(*_answer(store, task | asked))
        except MemoryError:
            _reply({"kind": "too much", "reason": ""})
        _alarm(0)


def _alarm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _reply(head: dict[str, Any], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head | {"size": len(body)}).encode() + b"\n" + body)
    sys.stdout.buffer.flush()


def _answer(store: pyoxigraph.Store, task: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    import pyoxigraph as ox

    lines = _Lines(task["rows"], task["answer"])
    try:
        results = store.query(task["sparql"], base_iri=task["base"], prefixes=task["prefixes"])
        kind = "triples" if isinstance(results, ox.QueryTriples) else "solutions"
        if task[kind] is None:
            return {"kind": "unacceptable", "reason": kind}, b""
        if isinstance(results, ox.QueryBoolean):
            return {"kind": kind, "cut": False}, results.serialize(format=_results_format(task[kind])) or b""
        return _limited(results, task, kind, lines)
    except SyntaxError as error:
        return {"kind": "syntax", "reason": error.msg}, b""
    except (OSError, RuntimeError, ValueError) as error:
        return {"kind": "too large" if lines.full else "query", "reason": str(error)}, b""


def _limited(results: Any, task: dict[str, Any], kind: str, lines: _Lines) -> tuple[dict[str, Any], bytes]:
    """The answer in its format; first it is written with one line a row or triple, so that it can be cut."""
    import pyoxigraph as ox

    form = ox.RdfFormat.N_TRIPLES if kind == "triples" else ox.QueryResultsFormat.TSV
    lines.more = int(kind == "solutions")  # the heading
    try:
        results.serialize(lines, form)
    except OSError:
        if not lines.cut:
            raise
    data = lines.data()
    wanted = task[kind]
    body = _triples(data, wanted, task["prefixes"]) if kind == "triples" else _solutions(data, wanted)
    if len(body) > task["answer"]:
        lines.full = True
        raise OSError("full")
    return {"kind": kind, "cut": lines.cut}, body


def _solutions(tsv: bytes, form: str) -> bytes:
    import pyoxigraph as ox

    if form == "tsv":
        return tsv
    solutions: Any = ox.parse_query_results(tsv, ox.QueryResultsFormat.TSV)
    return bytes(solutions.serialize(format=_results_format(form)))


def _triples(lines: bytes, form: str, prefixes: dict[str, str]) -> bytes:
    import pyoxigraph as ox

    data = b"".join(sorted(set(lines.splitlines(keepends=True))))
    match form:
        case "ntriples":
            return data
        case "rdfxml":
            return ox.serialize(ox.parse(data, ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.RDF_XML) or b""
    return format_result(Result("triples", data, prefixes), {"jsonld": "json"}.get(form, form)).encode()


def _results_format(name: str) -> Any:
    import pyoxigraph as ox

    return getattr(ox.QueryResultsFormat, SOLUTIONS[name])


class _Lines:
    """A stream that takes a number of lines (and `more`) and of bytes, and tells whether it was `cut` or `full`."""

    def __init__(self, most: int, size: int) -> None:
        self.most, self.size, self.more = most, size, 0
        self.parts: list[bytes] = []
        self.count, self.length = 0, 0
        self.cut = self.full = False

    def write(self, data: bytes) -> int:
        """Keep what still fits; raises OSError when there is no place left, which ends the query."""
        part = bytes(data)
        self.length += len(part)
        if self.length > self.size:
            self.full = True
            raise OSError("full")
        self.parts.append(part)
        self.count += part.count(b"\n")
        if self.count > self.most + self.more:
            self.cut = True
            raise OSError("cut")
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def data(self) -> bytes:
        """The lines, without those beyond the limit."""
        whole = b"".join(self.parts)
        if not self.cut:
            return whole
        return b"".join(whole.splitlines(keepends=True)[: self.most + self.more])


if __name__ == "__main__":
    main()
