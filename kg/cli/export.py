"""`kg export`: a graph in another format, or in another store."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import Folder, base_of
from kg.errors import UsageError
from kg.terminal import say


class Protocol(StrEnum):
    """How an endpoint takes a graph."""

    STORE = "store"
    UPDATE = "update"


def export(
    folder: Folder,
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; its suffix tells the format.", show_default=False)
    ] = None,
    endpoint: Annotated[str | None, typer.Option(help="Add to the store at this address instead.")] = None,
    into: Annotated[str | None, typer.Option("--graph", help="IRI of the store's graph; else the default one.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Remove what the store's graph held before.")] = False,
    protocol: Annotated[
        Protocol, typer.Option(help="Whether the address is a Graph Store or takes SPARQL updates.")
    ] = Protocol.STORE,
    rdf12: Annotated[bool, typer.Option("--rdf12", help="RDF 1.2 in .ttl .nt .nq .trig: statements reify.")] = False,
) -> None:
    """Write a graph folder into a store, or as a file: .ttl .nt .nq .trig .jsonld .rdf .csv .jsonl .graphml .gexf.

    Example: kg export graph network.graphml

    Into a store: kg export graph --endpoint https://example.org/store --graph urn:news
    """
    from kg.store import open_graph, read_build

    if (file is None) == (endpoint is None):
        raise UsageError(reason="give either a file to write or --endpoint URL")
    if endpoint is None and (into is not None or replace):
        raise UsageError(reason="--graph and --replace are for a store: give --endpoint URL as well")
    if file is not None:
        from kg.writers import export as write

        write(open_graph(folder), file, base=base_of(folder), build=read_build(folder), rdf12=rdf12)
        say(str(file))
        return
    from kg.endpoint import publish

    count = publish(
        open_graph(folder), endpoint or "", into=into, replace=replace, protocol=protocol.value, base=base_of(folder),
        build=read_build(folder),
    )  # fmt: skip
    say(f"{count:,} triples")
