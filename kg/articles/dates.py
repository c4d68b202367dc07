"""Dates as people and machines write them, to ISO dates."""

from __future__ import annotations

import re
from datetime import date

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip

_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
_DAY = r"(?P<day>\d{1,2})"
_ORDINAL = rf"{_DAY}(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4})"
_TIME = r"(?:(?:t|,? |,? at )\d{1,2}:?\d{2}.*)?"

# Of numbers with slashes only those that begin with the year: 02/03/2017 is two dates.
PATTERNS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_YEAR}",
        rf"{_YEAR}[-/](?P<month>\d{{1,2}})",
        rf"{_YEAR}[-/](?P<month>\d{{1,2}})[-/]{_DAY}{_TIME}",
        rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:\d{{6}})?{_TIME}",
        rf"{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_ORDINAL}(?: of)?[ -]{_MONTH},?[ -]{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH} {_ORDINAL},? {_YEAR}{_TIME}",
        rf"{_MONTH},? {_YEAR}",
    )
)


def iso_date(value: str) -> str | None:
    """The date as YYYY-MM-DD, YYYY-MM or YYYY, as exact as written; None where it is no date, or may be two."""
    text = " ".join(value.split()).lower()
    matches = (pattern.fullmatch(text) for pattern in PATTERNS)
    return next((_valid(**match.groupdict()) for match in matches if match), None)


def _valid(year: str, month: str | None = None, day: str | None = None) -> str | None:
    numbers = [int(year), _month(month or "1"), int(day or "1")]
    try:
        date(*numbers)
    except ValueError:
        return None
    return date(*numbers).isoformat()[: 10 if day else 7 if month else 4]


def _month(word: str) -> int:
    """Number of a month; 0 where there is none of that name."""
    if word.isdecimal():
        return int(word)
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), 0)
