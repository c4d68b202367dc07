"""Known actors: what authority files say of persons and bodies, as frozen values."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Kind

ISO_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
FIRST, LAST = "-01-01", "-12-31"  # what a year may lack; a month lacks the end of it


@dataclass(frozen=True, slots=True)
class Term:
    """A time in office. `start` and `end` are ISO dates, or only a year ("2016") or month ("2016-05")."""

    role: str | None
    organization: str | None
    start: str | None
    end: str | None

    def covers(self, date: str) -> bool | None:
        """Whether the office was held at an ISO date, or throughout a year or month; None where that is unknown.

        A missing end is unknown: the term may last, or may have ended.
        """
        if not ISO_DATE.fullmatch(date):
            return None
        first, last = date + FIRST[len(date) - 4 :], date + LAST[len(date) - 4 :]
        if (self.start and last < _first(self.start)) or (self.end and first > _last(self.end)):
            return False
        if self.start and self.end and first >= _last(self.start) and last <= _first(self.end):
            return True
        return None

    def lasts_from(self, date: str) -> bool:
        """Whether it began by an ISO date and no end is told."""
        return bool(self.start and not self.end and ISO_DATE.fullmatch(date) and _last(self.start) <= _first(date))


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of an authority file. `id` is the one its file gives, else one made of the name.

    `country` is a name of seeds/countries.tsv; `same_as` holds IRIs; `source` is the name of its file, `row` its place
    there.
    """

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    terms: tuple[Term, ...] = ()
    same_as: tuple[str, ...] = ()
    born: str | None = None
    source: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class SkippedRow:
    """A row that was not read: its file, its number (from 1; of a list in JSON or YAML the item's), and why."""

    path: str
    row: int
    reason: str


def _first(date: str) -> str:
    return date + FIRST[len(date) - 4 :]


def _last(date: str) -> str:
    return date + LAST[len(date) - 4 :]
