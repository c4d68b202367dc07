"""SPARQL over a graph folder or an RDF file: answered by Oxigraph, in a process that can be stopped."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.answer import FAILED
from kg.errors import DataError, InputMissingError, InputUnreadableError, NotAGraphError, QueryError
from kg.rdf import BASE, prefixes
from kg.results import Result
from kg.store import TURTLE

TIMEOUT = 60.0  # seconds that a query may take, loading included
MEMORY = 4 << 30  # bytes of address space for a query, and for each byte of the file:
MEMORY_PER_BYTE = 16
ANSWER = 128 << 20  # bytes of an answer

SUFFIXES = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".jsonld": "JSON_LD",
}


def query(path: str | Path, sparql: str, *, base: str = BASE, timeout: float = TIMEOUT) -> Result:
    """The answer of a graph folder or an RDF file (.ttl .nt .nq .trig .rdf .jsonld) to a SPARQL 1.1 query.

    The prefixes of the Turtle files, such as kg: and actor:, need no declaration. Updates and SERVICE are refused,
    and the query can reach neither other files nor the network; it ends after `timeout` seconds.
    Raises InputMissingError, InputUnreadableError, NotAGraphError, DataError, QueryError.
    """
    _refuse(sparql)
    file = _file(Path(path))
    known, seconds = prefixes(base), min(max(timeout, 0.01), 1e6)
    task = {
        "path": str(file.absolute()), "format": SUFFIXES[file.suffix.lower()], "base": base, "sparql": sparql,
        "prefixes": known, "seconds": seconds, "answer": ANSWER,
        "memory": MEMORY + MEMORY_PER_BYTE * file.stat().st_size,
    }  # fmt: skip
    done = _run(task, seconds)
    if done.returncode == FAILED:
        raise _told(json.loads(done.stderr.splitlines()[-1]), file, sparql, known)
    if done.returncode != 0:
        raise QueryError(reason=_ending(done.returncode, seconds))
    kind, _, data = done.stdout.partition(b"\n")
    if kind == b"triples":
        return Result("triples", b"".join(sorted(set(data.splitlines(keepends=True)))), known)
    return Result("boolean" if kind == b"boolean" else "solutions", data, known)


def _file(path: Path) -> Path:
    if not os.path.exists(path):  # Path.exists would raise where a name is too long
        raise InputMissingError(path=str(path))
    if path.is_dir() and not (path / TURTLE).is_file():
        raise NotAGraphError(path=str(path), reason=f"it holds no {TURTLE}; name the folder that kg build wrote")
    file = path / TURTLE if path.is_dir() else path
    if file.suffix.lower() not in SUFFIXES:
        raise NotAGraphError(path=str(path), reason=f"its name ends in none of {' '.join(SUFFIXES)}")
    if not os.access(file, os.R_OK):
        raise InputUnreadableError(path=str(file), reason="permission denied")
    return file


def _run(task: dict[str, Any], timeout: float) -> subprocess.CompletedProcess[bytes]:
    # -P: nothing is imported from the current folder unless it is on this process's own path
    command = [sys.executable, "-P", "-m", "kg.answer"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        return subprocess.run(command, input=json.dumps(task).encode(), capture_output=True, timeout=timeout + 1,
                              env=environment, check=False)  # fmt: skip
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


def _told(report: dict[str, Any], file: Path, sparql: str, known: Mapping[str, str]) -> Exception:
    reason = str(report["reason"])
    match report["kind"]:
        case "syntax":
            return QueryError(reason=_syntax(reason, sparql, known))
        case "too large":
            return QueryError(reason=f"the answer is larger than {ANSWER >> 20} MB; narrow it or add LIMIT")
        case "too much":
            return QueryError(reason=_TOO_MUCH)
        case "data" if report["row"]:
            short = re.sub(r"^Parser error at line \d+ ", "", reason)
            return DataError(path=str(file), row=report["row"], reason=short)
        case "data":
            return NotAGraphError(path=str(file), reason=reason)
        case "file":
            return InputUnreadableError(path=str(file), reason=reason)
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
