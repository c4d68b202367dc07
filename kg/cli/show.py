"""`kg show`: the network as a page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import Folder
from kg.terminal import say


def show(
    folder: Folder,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write the page; default DIR/network.html.")
    ] = None,
) -> None:
    """Draw the network of a graph folder as one offline HTML page.

    Example: kg show graph -o network.html
    """
    from kg.files import write_text
    from kg.page import draw
    from kg.store import PAGE, open_graph

    target = out or folder / PAGE
    write_text(target, draw(open_graph(folder)))
    say(str(target))
