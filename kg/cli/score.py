"""`kg score`: a graph beside gold annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import Folder
from kg.errors import NothingInCommonError
from kg.terminal import complain, say


def score(
    gold: Annotated[Path, typer.Argument(help="Folder of gold annotations, one ARTICLE.json each.")],
    folder: Folder,
    errors: Annotated[bool, typer.Option("--errors", help="List every missed and every extra item.")] = False,
) -> None:
    """Compare a graph folder with gold annotations: precision, recall and F1 of each task.

    Example: kg score gold/dev graph
    """
    from kg import scoring
    from kg.store import open_graph

    graph = open_graph(folder)
    common = scoring.overlap(gold, graph)
    if not common.shared:
        raise NothingInCommonError(gold=str(gold), graph=str(folder), annotated=common.annotated)
    if common.shared < common.annotated:
        complain(f"warning: {folder} holds only {common.shared} of the {common.annotated} articles annotated in {gold}")
    if errors:
        for line in scoring.errors(gold, graph):
            say(str(line))
    say(scoring.table(scoring.score(gold, graph)))
