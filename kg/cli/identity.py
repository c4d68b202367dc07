"""`kg identity`: who is one in a graph folder, and what persons decide about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import decided
from kg.cli.shared import Folder
from kg.errors import UsageError
from kg.terminal import complain, say

if TYPE_CHECKING:
    from kg.curation import Change

Pair = tuple[str, str]


def identity(
    folder: Folder,
    unsure: Annotated[bool, typer.Option("--unsure", help="List the pairs that wait for a person.")] = False,
    actor: Annotated[
        str | None, typer.Option(metavar="A", help="Show the entries of an actor or policy and the decisions.")
    ] = None,
    same: Annotated[Pair | None, typer.Option(metavar="A B", help="Decide that two are one.")] = None,
    different: Annotated[Pair | None, typer.Option(metavar="A B", help="Decide that two are not one.")] = None,
    undo: Annotated[int | None, typer.Option(metavar="N", help="Take decision N of identity.jsonl back.")] = None,
    note: Annotated[str | None, typer.Option(help="Why; kept with the decision.")] = None,
) -> None:
    """Show and change who is one across articles. A and B are ids, names or aliases, or ids of entries.

    Example: kg identity graph --unsure
    """
    from kg import curation

    changes = {"--same": same, "--different": different, "--undo": undo}
    asked = [
        name for name, value in {"--unsure": unsure or None, "--actor": actor, **changes}.items() if value is not None
    ]
    if len(asked) > 1:
        raise UsageError(reason=f"give {asked[0]} or {asked[1]}, one at a time")
    if note is not None and not set(asked) & changes.keys():
        raise UsageError(reason="--note goes with --same, --different or --undo")
    if unsure:
        say(decided.pairs(curation.unsure(folder), folder))
    elif actor is not None:
        say(decided.portrait(curation.portrait(folder, actor)))
    elif same is not None:
        _tell(curation.same(folder, *same, note=note))
    elif different is not None:
        _tell(curation.different(folder, *different, note=note))
    elif undo is not None:
        _tell(curation.undo(folder, undo, note=note))
    else:
        say(decided.overview(curation.overview(folder), folder))


def _tell(change: Change) -> None:
    for text in change.notes:
        complain(text)
    say(decided.changed(change))
