"""Rows of a table gathered to entries: several rows may tell of one actor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kg.authorities.draft import Draft
from kg.authorities.known import Known
from kg.authorities.source import Source, UnfitError

RowT = TypeVar("RowT")


def gathered(
    source: Source, rows: Iterable[tuple[int, RowT]], note: Callable[[dict[str, Draft], int, RowT], None]
) -> Iterator[Known]:
    """The entries of numbered rows, in the order of their first rows; `note` takes a row in, or finds it unfit."""
    drafts: dict[str, Draft] = {}
    for number, row in rows:
        try:
            note(drafts, number, row)
        except UnfitError as error:
            source.skip(number, str(error))
        source.refuse_many(len(drafts))
    yield from (draft.known(source.path) for draft in drafts.values())
