"""What an entry of an authority tells beside its names: its countries, its life, a line that names it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg import gazetteer
from kg.authorities.known import Known, Term

AGE = 110  # years that a person may live
AFTERWARDS = 70  # years after the last term that its holder may be in the news
BEFORE = 40  # years in the news before the first office at most
KEPT = 16384  # places that are looked up once


def key_of(known: Known) -> str:
    """By which decisions name an entry: its file and the id there, such as "uk.csv#Q7"."""
    return f"{known.source}#{known.id}"


def lands_of(known: Known) -> frozenset[str]:
    """The countries that an entry tells of: its own, and those of the bodies of its terms."""
    told = {known.country} | {_land(term.organization) for term in known.terms if term.organization}
    own = _land(known.name) if known.kind == "government" else None
    return frozenset(land for land in (*told, own) if land)


@lru_cache(KEPT)
def _land(place: str) -> str | None:
    land, region, body = gazetteer.country(place), gazetteer.region(place), gazetteer.body(place)
    found = land.name if land else region.country if region else body.country if body else None
    return found if found != "*" else None


def beyond_life(known: Known, year: int) -> str | None:
    """Why a person cannot act in news of a year, None where nothing tells."""
    if known.born and not int(known.born[:4]) <= year <= int(known.born[:4]) + AGE:
        return f"born {known.born[:4]}"
    begun = [int(term.start[:4]) for term in known.terms if term.start]
    if begun and year < min(begun) - BEFORE:
        return f"in office from {min(begun)} on"
    ends = [int(term.end[:4]) for term in known.terms if term.end]
    if ends and len(ends) == len(known.terms) and max(ends) + AFTERWARDS < year:
        return f"in office until {max(ends)}"
    return None


def described(known: Known, date: str | None = None) -> str:
    """An entry in words, with its term at a date: "Ana Quispe, prime minister of Peru 2015-2018, by peru.csv"."""
    term = next((t for t in known.terms if date and t.covers(date)), known.terms[0] if known.terms else None)
    about = _term(term) if term else f"of {known.country}" if known.country else known.kind
    return f"{known.name}, {about}, by {known.source}"


def _term(term: Term) -> str:
    years = [told[:4] if told else "" for told in (term.start, term.end)]
    return " ".join(filter(None, ("of ".join(filter(None, _parts(term))), "-".join(years).strip("-"))))


def _parts(term: Term) -> Iterator[str]:
    yield f"{term.role} " if term.role and term.organization else term.role or ""
    yield term.organization or ""
