"""Answers to SPARQL queries, and how they are shown: one function a format."""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from kg.errors import QueryError, UnknownNameError

if TYPE_CHECKING:
    import pyoxigraph

    Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


@dataclass(frozen=True)
class Result:
    """An answer: solutions of SELECT, the boolean of ASK, or the triples of CONSTRUCT and DESCRIBE."""

    kind: Literal["solutions", "boolean", "triples"]
    data: bytes = field(repr=False)  # SPARQL results in JSON, or sorted N-Triples
    prefixes: Mapping[str, str] = field(default_factory=dict, repr=False)
    note: str = ""  # what a reader should know of it, such as that a server cut it short

    @functools.cached_property
    def variables(self) -> tuple[str, ...]:
        """The names of the columns, without question marks; triples have subject, predicate and object."""
        if self.kind == "triples":
            return "subject", "predicate", "object"
        return tuple(json.loads(self.data)["head"].get("vars", ()))

    @functools.cached_property
    def rows(self) -> tuple[tuple[Term | None, ...], ...]:
        """The terms (of pyoxigraph) under each variable; None where a variable is not bound."""
        import pyoxigraph as ox

        if self.kind == "triples":
            return tuple((q.subject, q.predicate, q.object) for q in ox.parse(self.data, ox.RdfFormat.N_TRIPLES))
        solutions: Any = ox.parse_query_results(self.data, ox.QueryResultsFormat.JSON)
        return () if self.kind == "boolean" else tuple(tuple(solution) for solution in solutions)

    @property
    def boolean(self) -> bool | None:
        """The answer of ASK; None for other queries."""
        return bool(json.loads(self.data)["boolean"]) if self.kind == "boolean" else None

    def records(self) -> list[dict[str, str | int | float | bool | None]]:
        """The rows as dictionaries of plain values, for pandas and friends; an IRI is its text."""
        return [dict(zip(self.variables, map(_plain, row), strict=True)) for row in self.rows]

    def __len__(self) -> int:
        return len(self.rows)


def _plain(term: Term | None) -> str | int | float | bool | None:
    if term is None:
        return None
    datatype = getattr(getattr(term, "datatype", None), "value", "").removeprefix(_XSD)
    try:
        return _PYTHON.get(datatype, str)(_text(term))
    except ValueError:  # "abc"^^xsd:integer is allowed in RDF
        return _text(term)


def _text(term: Term) -> str:
    return str(getattr(term, "value", term))


def format_result(result: Result, form: str = "table", *, width: int | None = None) -> str:
    """The answer as text: "table" (for people, `width` columns), "csv", "json" or "turtle".

    csv and json are SPARQL 1.1's own result formats, but for triples: three columns, and JSON-LD. No control
    character is in any of them, for a terminal would obey it. Raises UnknownNameError; QueryError where Turtle is
    asked of a query that yields no triples.
    """
    if form not in FORMATS:
        raise UnknownNameError(what="result format", name=form, available=", ".join(FORMATS))
    return _table(result, width) if form == "table" else FORMATS[form](result)


def _table(result: Result, width: int | None = None) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if result.kind == "boolean":
        return f"{str(result.boolean).lower()}\n"
    columns = width or shutil.get_terminal_size((120, 24)).columns
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in result.variables:
        table.add_column(Text(name), overflow="fold")
    for row in result.rows:
        table.add_row(*(Text(_shown(term, result.prefixes)) for term in row))
    console = Console(file=io.StringIO(), width=columns, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        if result.variables:
            console.print(table)
    lines = [line.rstrip() for line in captured.get().splitlines()]
    count = len(result.rows)
    return "\n".join([*lines, f"{count} row{'' if count == 1 else 's'}"]) + "\n"


def _shown(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """A term as a reader wants it: words without quotation marks, IRIs with their prefix."""
    import pyoxigraph as ox

    text = "" if term is None else _text(term)
    if isinstance(term, ox.NamedNode):
        for prefix, space in prefixes.items():
            if text.startswith(space) and re.fullmatch(r"[^/#:?]+", text[len(space) :]):
                text = f"{prefix}:{text[len(space) :]}"
                break
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    return " " if character.isspace() else "\ufffd"


def _csv(result: Result) -> str:
    import pyoxigraph as ox

    if result.kind == "boolean":
        return f"{str(result.boolean).lower()}\n"
    if result.kind == "triples":
        stream = io.StringIO()
        csv.writer(stream).writerows(
            [result.variables, *([_text(term) for term in row if term] for row in result.rows)]
        )
        text = stream.getvalue()
    else:
        solutions: Any = ox.parse_query_results(result.data, ox.QueryResultsFormat.JSON)
        text = solutions.serialize(format=ox.QueryResultsFormat.CSV).decode()
    return _CONTROLS.sub("\ufffd", text)


def _json(result: Result) -> str:
    import pyoxigraph as ox

    text = _triples(result, ox.RdfFormat.JSON_LD) if result.kind == "triples" else result.data.decode()
    return _CONTROLS.sub(_escaped, text).rstrip() + "\n"


def _turtle(result: Result) -> str:
    import pyoxigraph as ox

    if result.kind != "triples":
        raise QueryError(reason="Turtle shows triples, which CONSTRUCT and DESCRIBE give; choose table, csv or json")
    return _CONTROLS.sub(_escaped, _triples(result, ox.RdfFormat.TURTLE))


def _triples(result: Result, form: pyoxigraph.RdfFormat) -> str:
    import pyoxigraph as ox

    used = {prefix: space for prefix, space in result.prefixes.items() if f"<{space}".encode() in result.data}
    stream = io.BytesIO()
    ox.serialize(ox.parse(result.data, ox.RdfFormat.N_TRIPLES), stream, form, prefixes=used)
    lines = stream.getvalue().decode().split("\n")
    # Oxigraph declares prefixes in an order of its own, another one each time
    head = sorted(line for line in lines if line.startswith("@prefix"))
    return "\n".join([*head, *lines[len(head) :]])


def _escaped(control: re.Match[str]) -> str:
    return f"\\u{ord(control[0]):04X}"


_XSD = "http://www.w3.org/2001/XMLSchema#"
_PYTHON: dict[str, Callable[[str], str | int | float | bool]] = {
    "integer": int,
    "nonNegativeInteger": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": lambda text: text in ("true", "1"),
}
_JOINERS = "\u200c\u200d"  # between the parts of emoji and of Persian words
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)  # also those that turn text round

FORMATS: dict[str, Callable[[Result], str]] = {"table": _table, "csv": _csv, "json": _json, "turtle": _turtle}
