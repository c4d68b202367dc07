"""`kg query`: SPARQL over a graph."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.shared import DONE, Data, base_of
from kg.errors import UsageError
from kg.terminal import say


class Form(StrEnum):
    """How a query's answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


def _list_queries(wanted: bool) -> None:
    """Needs no graph, so it comes before the arguments are looked at."""
    from kg.queries import named_queries

    if not wanted:
        return
    for name, found in sorted(named_queries().items()):
        say(f"{name}: {found.title}")
        for parameter in found.parameters:
            say(f"    --set {parameter.name}=…  {parameter.description}")
    raise typer.Exit(DONE)


def query(
    data: Data,
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query; - reads it from standard input.")] = None,
    named: Annotated[str | None, typer.Option(help="A named query instead; --list shows them.")] = None,
    values: Annotated[list[str] | None, typer.Option("--set", help="A named query's parameter, as name=value.")] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print the answer.")] = Form.TABLE,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which the query is ended.")] = 60.0,
    names: Annotated[
        bool, typer.Option("--list", is_eager=True, callback=_list_queries, help="List the named queries and stop.")
    ] = False,
) -> None:
    """Ask a graph folder or an RDF file with SPARQL.

    Example: kg query graph --named who-opposes-what
    """
    from kg.queries import bind, named_query
    from kg.results import format_result
    from kg.sparql import query as ask

    if (sparql is None) == (named is None):
        raise UsageError(reason="give either a SPARQL query or --named NAME; --list shows the names")
    text = bind(named_query(named), _pairs(values)) if named else _stdin() if sparql == "-" else sparql or ""
    say(format_result(ask(data, text, base=base_of(data), timeout=timeout), form.value))


def _stdin() -> str:
    """All of standard input; bytes that are no UTF-8 become lone surrogates, as they do in an argument."""
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape")


def _pairs(values: list[str] | None) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for value in values or []:
        name, equals, content = value.partition("=")
        if not equals:
            raise UsageError(reason=f"--set takes name=value, not {value!r}")
        pairs[name.strip()] = content
    return pairs
