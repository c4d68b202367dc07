"""SPARQL over a graph folder or an RDF file: answered by Oxigraph, in a process that can be stopped."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.rdf import BASE, prefixes
from kg.results import Result
from kg.triplestore import MEMORY, MEMORY_PER_BYTE, Source, data_error, discard, report, run, source

TIMEOUT = 60.0  # seconds that a query may take; reading a small graph's file is included
ANSWER = 128 << 20  # bytes of an answer


def query(path: str | Path, sparql: str, *, base: str = BASE, timeout: float = TIMEOUT) -> Result:
    """The answer of a graph folder or an RDF file (.ttl .nt .nq .trig .rdf .jsonld) to a SPARQL 1.1 query.

    The prefixes of the Turtle files, such as kg: and actor:, need no declaration. Updates and SERVICE are refused,
    and the query can reach neither other files nor the network; it ends after `timeout` seconds. The first query of a
    folder of more than 50,000 triples builds its store on disk, in some 8 seconds a million.
    Raises InputMissingError, InputUnreadableError, NotAGraphError, DataError, QueryError, StoreBusyError.
    """
    _refuse(sparql)
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
        raise _told(told, found.file, sparql, known)
    if done.returncode != 0:
        raise QueryError(reason=_ending(done.returncode, seconds))
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
        raise QueryError(reason=_too_long(timeout)) from None


def _refuse(sparql: str) -> None:
    """Say at once what cannot be answered. SERVICE: the process that answers could not connect anyway."""
    bare = _QUOTED.sub(" ", sparql)
    if not bare.strip():
        raise QueryError(reason="the query is empty")
    if not sparql.isascii() and re.search("[\ud800-\udfff]", sparql):
        raise QueryError(reason="it holds half a character (a lone surrogate)")
    if re.search(r"(?<![\w?$:])SERVICE", bare, re.IGNORECASE):
        raise QueryError(reason=_SERVICE)


_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.DOTALL,
)  # strings, IRIs, comments


def _told(told: dict[str, Any], file: Path, sparql: str, known: Mapping[str, str]) -> Exception:
    reason = str(told["reason"])
    match told["kind"]:
        case "syntax":
            return QueryError(reason=_syntax(reason, sparql, known))
        case "too large":
            return QueryError(reason=f"the answer is larger than {ANSWER >> 20} MB; narrow it or add LIMIT")
        case "too much":
            return QueryError(reason=_TOO_MUCH)
        case "data" | "file":
            return data_error(told, file)
    return QueryError(reason=reason)


def _syntax(reason: str, sparql: str, known: Mapping[str, str]) -> str:
    """Oxigraph's message in one short line: where it stopped, and what it expected there."""
    place = re.match(r"error at (\d+):(\d+): expected (?:one of )?", reason)
    if not place:
        return reason
    row, column = int(place[1]), int(place[2])
    before = "".join(sparql.split("\n")[row - 1 : row])[: column - 1]
    expected = list(dict.fromkeys(map(_named, _ITEM.findall(reason[place.end() :]))))
    if "CONSTRUCT" in expected and re.search(rf"(?i)\b({_UPDATES})\b", _QUOTED.sub(" ", sparql)):
        return "a query only reads; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if "Prefix not found" in expected and (name := re.search(r"([\w.-]*):[^\s:]*$", before)):
        return f"there is no prefix {name[1]}: (line {row}); declare it with PREFIX, or use one of {', '.join(known)}"
    where = f"line {row}, column {column}" + (f", after “{before.strip()[-_SHOWN:]}”" if before.strip() else "")
    if sentences := [item for item in expected if item.count(" ") > 2]:  # no symbol, but a rule that is broken
        return f"{where}: {sentences[0][:1].lower()}{sentences[0][1:]}"
    return f"{where}: expected {' or '.join(expected[:_OPTIONS])}"


def _named(item: str) -> str:
    return "a name" if item.startswith("[") else item.strip()


def _ending(status: int, timeout: float) -> str:
    match status:
        case -14:  # SIGALRM
            return _too_long(timeout)
        case -6:  # SIGABRT: no memory was left
            return _TOO_MUCH
        case -11:  # SIGSEGV: the parser's stack was full
            return "it is nested too deeply"
    return f"the process that answers it ended with status {status}"


def _too_long(timeout: float) -> str:
    return f"it took longer than {timeout:g} seconds and was stopped; narrow it or add LIMIT"


_SERVICE = "SERVICE is refused: a query stays on this machine; load the other data into a file first"
_TOO_MUCH = "it needs too much memory and was stopped; narrow it or add LIMIT"
_UPDATES = "INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH"
# what could have come: a symbol "(", characters ['a' ..= 'z'], or a rule in words
_ITEM = re.compile(r'"(?:[^"\\]|\\.)*"|\[(?:\'[^\']*\'|[^\]])*\]|\w[^,]*')
_OPTIONS = 8
_SHOWN = 30  # characters of the query before the place that was not understood
