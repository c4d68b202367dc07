"""`kg export`: a graph in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import Folder, base_of
from kg.terminal import say


def export(
    folder: Folder,
    file: Annotated[Path, typer.Argument(help="The file to write; its suffix tells the format.")],
    rdf12: Annotated[bool, typer.Option("--rdf12", help="RDF 1.2 in .ttl .nt .nq .trig: statements reify.")] = False,
) -> None:
    """Write a graph folder in another format: .ttl .nt .nq .trig .jsonld .rdf .csv .jsonl .graphml .gexf.

    Example: kg export graph network.graphml
    """
    from kg.store import open_graph
    from kg.writers import export as write

    write(open_graph(folder), file, base=base_of(folder), rdf12=rdf12)
    say(str(file))
