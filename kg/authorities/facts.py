"""What foreign files tell, made clean: names, dates, identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from kg.articles.decoding import tidy
from kg.authorities.source import UnfitError
from kg.model import KINDS, Kind

MAX_NAME = 200  # characters of a name, role or body
MIN_NAME = 2
KEPT = 16384  # dates that are read once
NAMED: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "unnamed")
ENTITY = "http://www.wikidata.org/entity/"
WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:entity|wiki)/|wd:)?(Q[1-9][0-9]{0,11})")
DATE = re.compile(r"\+?(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?", re.ASCII)
UNKNOWN = "00"  # a month or day that is not known


def text(value: object) -> str:
    """A string on one line, without control characters; empty where there is none. Raises UnfitError."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnfitError(f"text was expected where {type(value).__name__} stands")
    if value.isprintable() and "  " not in value:  # as nearly all are: there is nothing to tidy
        return value.strip()
    return " ".join(tidy(value).split())


def phrase(value: object) -> str | None:
    """A role or body; None where there is none. Raises UnfitError where it is too long."""
    told = text(value)
    if len(told) > MAX_NAME:
        raise UnfitError(f"{told[:20]!r}… is longer than {MAX_NAME} characters")
    return told or None


def name(value: object) -> str:
    """A name. Raises UnfitError where it is none."""
    told = phrase(value)
    if told is None:
        raise UnfitError("no name")
    if not is_name(told):
        raise UnfitError(f"{told!r} is no name")
    return told


def is_name(told: str) -> bool:
    """Whether a text can be a name: of two characters at least, among them a letter, and not too long."""
    return MIN_NAME <= len(told) <= MAX_NAME and any(map(str.isalpha, told))


def strings(value: object) -> list[str]:
    """The texts of a list; other things in it are left out. A single text is a list of one."""
    told = value if isinstance(value, list) else [value]
    return [text(one) for one in told if isinstance(one, str) and one.strip()]


def kind(value: object) -> Kind:
    """The kind of an actor, by default "person". Raises UnfitError."""
    told = text(value).lower() or "person"
    for known in NAMED:
        if told == known:
            return known
    raise UnfitError(f"the kind {told!r} is none of {', '.join(NAMED)}")


def day(value: object) -> str | None:
    """An ISO date, or its year or month where no more is known. Raises UnfitError for what is no date."""
    told = text(value)
    return _day(told) if told else None


@lru_cache(KEPT)
def _day(told: str) -> str:
    match = DATE.fullmatch(told)
    if match is None:
        raise UnfitError(f"{told!r} is no date such as 2016-05-01, 2016-05 or 2016")
    year, month, number = (None if part == UNKNOWN else part for part in match.groups())
    try:
        date(int(year or ""), int(month or 1), int(number or 1) if month else 1)
    except ValueError:
        raise UnfitError(f"there is no day {told!r}") from None
    return "-".join(part for part in (year, month, number if month else None) if part)


def span(start: object, end: object) -> tuple[str | None, str | None]:
    """A start and an end. Raises UnfitError where one is no date, or the end comes before the start."""
    first, last = day(start), day(end)
    if first and last and last < first[: len(last)]:
        raise UnfitError(f"the end {last} comes before the start {first}")
    return first, last


def wikidata(value: object) -> str | None:
    """The IRI of a Wikidata item told by id or IRI; None where there is none. Raises UnfitError for another text."""
    told = text(value)
    if not told:
        return None
    match = WIKIDATA.fullmatch(told)
    if match is None:
        raise UnfitError(f"{told!r} is no Wikidata item such as Q42")
    return ENTITY + match[1]


def items(values: Iterable[object]) -> list[str]:
    """The IRIs of the Wikidata items among some values; the rest is left out."""
    return [ENTITY + match[1] for one in values if isinstance(one, str) and (match := WIKIDATA.fullmatch(one.strip()))]


def mapping(value: object) -> Mapping[str, Any]:
    """A JSON object. Raises UnfitError."""
    if not isinstance(value, dict):
        raise UnfitError(f"an object was expected where {type(value).__name__} stands")
    return value
