"""What several commands take, and what they end with."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

DONE, AT_FAULT, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

Sources = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="The graph folder to write.")]
Folder = Annotated[Path, typer.Argument(help="A graph folder.")]
Data = Annotated[Path, typer.Argument(help="A graph folder or an RDF file.")]


def base_of(data: Path) -> str:
    """The IRI under which the names of a graph folder were minted."""
    from kg.rdf import BASE
    from kg.store import BUILD, read_build

    options = read_build(data).get("options") if os.path.isfile(data / BUILD) else None
    return str(options.get("base", BASE)) if isinstance(options, dict) else BASE
