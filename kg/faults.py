"""Why a SPARQL query is refused or failed, in a sentence that shows what would do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.triplestore import data_error

ANSWER = 128 << 20  # bytes of an answer
SERVICE = "SERVICE is refused: a query stays on this machine; load the other data into a file first"
TOO_MUCH = "it needs too much memory and was stopped; narrow it or add LIMIT"
UPDATES = "INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH"
# what could have come: a symbol "(", characters ['a' ..= 'z'], or a rule in words
ITEM = re.compile(r'"(?:[^"\\]|\\.)*"|\[(?:\'[^\']*\'|[^\]])*\]|\w[^,]*')
OPTIONS = 8  # symbols that a message names
SHOWN = 30  # characters of the query before the place that was not understood
QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
    r'|<[^<>"{}|^`\\\s]*>|#[^\n]*',
    re.DOTALL,
)  # strings, IRIs, comments


def refuse(sparql: str) -> None:
    """Say at once what cannot be answered. SERVICE: the process that answers could not connect anyway."""
    bare = QUOTED.sub(" ", sparql)
    if not bare.strip():
        raise QueryError(reason="the query is empty")
    if not sparql.isascii() and re.search("[\ud800-\udfff]", sparql):
        raise QueryError(reason="it holds half a character (a lone surrogate)")
    if re.search(r"(?<![\w?$:])SERVICE", bare, re.IGNORECASE):
        raise QueryError(reason=SERVICE)


def failure(told: dict[str, Any], file: Path, sparql: str, known: Mapping[str, str]) -> Exception:
    """The error that a process tells of a query; `known` are the prefixes that need no declaration."""
    reason = str(told["reason"])
    match told["kind"]:
        case "syntax":
            return QueryError(reason=_syntax(reason, sparql, known))
        case "too large":
            return QueryError(reason=f"the answer is larger than {ANSWER >> 20} MB; narrow it or add LIMIT")
        case "too much":
            return QueryError(reason=TOO_MUCH)
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
    expected = list(dict.fromkeys(map(_named, ITEM.findall(reason[place.end() :]))))
    if "CONSTRUCT" in expected and re.search(rf"(?i)\b({UPDATES})\b", QUOTED.sub(" ", sparql)):
        return "a query only reads; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if "Prefix not found" in expected and (name := re.search(r"([\w.-]*):[^\s:]*$", before)):
        return f"there is no prefix {name[1]}: (line {row}); declare it with PREFIX, or use one of {', '.join(known)}"
    where = f"line {row}, column {column}" + (f", after “{before.strip()[-SHOWN:]}”" if before.strip() else "")
    if sentences := [item for item in expected if item.count(" ") > 2]:  # no symbol, but a rule that is broken
        return f"{where}: {sentences[0][:1].lower()}{sentences[0][1:]}"
    return f"{where}: expected {' or '.join(expected[:OPTIONS])}"


def _named(item: str) -> str:
    return "a name" if item.startswith("[") else item.strip()


def ending(status: int, timeout: float) -> str:
    """Why a process ended without an answer, by its exit status."""
    match status:
        case -14:  # SIGALRM
            return too_long(timeout)
        case -6:  # SIGABRT: no memory was left
            return TOO_MUCH
        case -11:  # SIGSEGV: the parser's stack was full
            return "it is nested too deeply"
    return f"the process that answers it ended with status {status}"


def too_long(timeout: float) -> str:
    """That a query took more than its seconds."""
    return f"it took longer than {timeout:g} seconds and was stopped; narrow it or add LIMIT"
