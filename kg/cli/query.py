"""`kg query`: SPARQL over a graph, or over somebody's endpoint."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import base_of
from kg.errors import UsageError
from kg.terminal import complain, say


class Form(StrEnum):
    """How a query's answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


def _names(incomplete: str) -> list[tuple[str, str]]:
    """For the shell: the named queries that begin so, with their titles."""
    from kg.queries import named_queries

    return [(name, found.title) for name, found in named_queries().items() if name.startswith(incomplete)]


def _settings(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """For the shell: the parameters of the named query before, and the values of those that have a choice."""
    from kg.queries import named_queries

    found = named_queries().get(context.params.get("named") or "")
    return [] if found is None else [pair for pair in found.settings() if pair[0].startswith(incomplete)]


def query(
    data: Annotated[
        str | None, typer.Argument(help="A graph folder or an RDF file; none with --endpoint.", show_default=False)
    ] = None,
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query; - reads it from standard input.")] = None,
    named: Annotated[
        str | None, typer.Option(help="A named query instead; --list shows them.", autocompletion=_names)
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", help="A named query's parameter, as name=value.", autocompletion=_settings),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print the answer.")] = Form.TABLE,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which the query is ended.")] = 60.0,
    names: Annotated[bool, typer.Option("--list", help="List the named queries and stop.")] = False,
    shown: Annotated[bool, typer.Option("--print", help="Print the SPARQL of the named query and stop.")] = False,
    endpoint: Annotated[str | None, typer.Option(help="Ask the SPARQL endpoint at this address instead.")] = None,
) -> None:
    """Ask a graph folder, an RDF file or an endpoint with SPARQL.

    Example: kg query graph --named who-opposes-what

    A store: kg query --endpoint https://example.org/sparql "ASK { ?s ?p ?o }"
    """
    from kg.queries import bind, named_query
    from kg.results import format_result

    if names:
        _list_queries(form)
        return
    if endpoint is not None or shown:
        data, sparql = None, _only(data, sparql)
    elif data is None:
        raise UsageError(reason="name a graph folder or an RDF file, or --endpoint URL; --list shows the named queries")
    if (sparql is None) == (named is None):
        raise UsageError(reason="give either a SPARQL query or --named NAME; --list shows the names")
    text = bind(named_query(named), _pairs(values)) if named else _stdin() if sparql == "-" else sparql or ""
    if shown:
        say(text)
        return
    if data is not None:
        from kg.sparql import query as ask

        result = ask(data, text, base=base_of(Path(data)), timeout=timeout)
    else:
        from kg.endpoint import query as ask_endpoint

        result = ask_endpoint(endpoint or "", text, timeout=timeout)
    say(format_result(result, form.value))
    if result.note:
        complain(f"note: {result.note}")


def _only(data: str | None, sparql: str | None) -> str | None:
    """The query, where there is nothing before it that could be asked."""
    if sparql is not None:
        raise UsageError(reason=f'with --endpoint or --print there is no graph folder to name: leave out "{data}"')
    return data


def _list_queries(form: Form) -> None:
    from kg.queries import listing, named_queries

    if form is Form.JSON:
        say(listing())
        return
    for name, found in named_queries().items():
        say(f"{name}: {found.title}")
        for parameter in found.parameters:
            say(f"    --set {parameter.name}=…  {parameter.description}")


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
