"""When a role began and ended, where the words beside it tell a year: "from 2001 to 2013", "since March 2010"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.model import Status

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DATES = frozenset({*MONTHS, *DAYS} - {"may"})  # words that are of a date and of no name
_DAY = (
    r"(?:(?:(?P<{0}before>\d{{1,2}}) )?(?P<{0}month>" + "|".join(MONTHS) + r") (?:(?P<{0}after>\d{{1,2}}),? )?)?"
    r"(?P<{0}year>1[89]\d\d|20\d\d)\b"
)
FIRST, LAST, ONE = (_DAY.format(name) for name in ("a", "b", "c"))
BETWEEN = re.compile(rf"\b(?:from|between) {FIRST} (?:to|until|till|through|and) {LAST}", re.IGNORECASE)
SPAN = re.compile(rf"\b(?:from )?{FIRST} ?- ?{LAST}", re.IGNORECASE)
SINCE = re.compile(rf"\bsince {FIRST}", re.IGNORECASE)
UNTIL = re.compile(rf"\b(?:until|till|through) {LAST}", re.IGNORECASE)
YEAR = re.compile(r"(?:the |a |an |fellow )*(1[89]\d\d|20\d\d)\b", re.IGNORECASE)
ON = re.compile(rf"\b(?:in|on) {ONE}", re.IGNORECASE)


class Term(NamedTuple):
    """The ISO dates, as exact as the text has them, at which a role began and ended; None where it does not tell."""

    start: str | None = None
    end: str | None = None


def term(words: str, status: Status, *, changes: bool) -> Term:
    """The term that a clause tells; `changes`: its verb tells of the change itself ("became", "resigned")."""
    if found := BETWEEN.search(words) or SPAN.search(words):
        return Term(_iso(found, "a"), _iso(found, "b"))
    if found := SINCE.search(words):
        return Term(start=_iso(found, "a"))
    if found := UNTIL.search(words):
        return Term(end=_iso(found, "b"))
    if changes and (found := ON.search(words)):
        day = _iso(found, "c")
        return Term(end=day) if status == "former" else Term(start=day)
    return Term()


def is_past(words: str, told: Term, status: Status, published: str | None, *, chosen: bool) -> bool:
    """Whether a role is over by the day of the article: held "from 2001 to 2013", the "2012" nominee.

    Without the day, a term whose end is told is over, and so is the candidacy of who was `chosen` in a year.
    """
    if status == "current" and told.end:
        return told.end[: len(published)] < published[: len(told.end)] if published else told.start is not None
    year = YEAR.match(words) if status == "future" else None
    if year is None:
        return False
    return year[1] < published[:4] if published else chosen


def _iso(found: re.Match[str], name: str) -> str:
    year, month = found[f"{name}year"], found[f"{name}month"]
    day = int(found[f"{name}before"] or found[f"{name}after"] or 0)
    if not month:
        return year
    number = f"{year}-{MONTHS.index(month.lower()) + 1:02d}"
    return f"{number}-{day:02d}" if 1 <= day <= MAX_DAY else number


MAX_DAY = 31
