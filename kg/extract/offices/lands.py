"""Where an article names countries and regions, and the one country that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from kg import gazetteer as known
from kg.extract.reading import Reading
from kg.model import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_WORDS = 4
USUAL = ("United States", "United Kingdom")  # whose bodies are called by bare names: the Senate, the House of Commons
LEAST, LEAD, FAR = 3, 2, 4  # namings of the country of an article; times as many as of any other, of a usual one
KEPT = 8192  # names that are looked up once
T = TypeVar("T")


def nations(reading: Reading) -> dict[int, tuple[str, bool]]:
    """Token index -> country named there, and whether by one of its bodies; not within a person's name (de Lima)."""
    doc, home = reading.doc, reading.home

    def land(start: int, end: int) -> tuple[str, bool] | None:
        found = _nation(doc[start:end].text, home)
        return None if found is None or _goes_on(doc, start, end) else found

    return dict(_named(doc, _persons(reading), land))


def home_of(doc: Doc) -> str | None:
    """The country that a text is about, told by names which it shares with none; None where no other than a usual
    one is named so often that a bare "Senate" would be its own.
    """
    persons = {t.i for t in doc if t.ent_type_ == "PERSON"}
    counts = Counter(land for _, land in _named(doc, persons, lambda i, end: _own_nation(doc[i:end].text)))
    land = min(counts, key=lambda name: (-counts[name], name), default=None)
    if land is None or land == USUAL[0] or counts[land] < LEAST:
        return None
    others = (times * (FAR if name in USUAL else LEAD) for name, times in counts.items() if name != land)
    return land if counts[land] >= max(others, default=0) else None


@lru_cache(KEPT)
def _own_nation(text: str) -> str | None:
    found = None if known.is_shared(text) else _nation(text)
    return found[0] if found else None


def _persons(reading: Reading) -> set[int]:
    return {i for n in reading.named if n.actor.kind == "person" for i in range(n.start, n.end)}


def regions_in(reading: Reading) -> dict[int, str]:
    """Token index -> region named there."""
    found = _named(reading.doc, _persons(reading), lambda i, end: known.region(reading.doc[i:end].text))
    return {i: region.name for i, region in found}


def _named(doc: Doc, persons: set[int], find: Callable[[int, int], T | None]) -> Iterator[tuple[int, T]]:
    """The places at which `find` knows the words `i:end`, the longest first, outside persons' names."""
    i = 0
    while i < len(doc):
        ends = range(min(i + MAX_WORDS, len(doc)), i, -1) if doc[i].text[0].isupper() and i not in persons else ()
        end, found = next(((end, land) for end in ends if (land := find(i, end))), (i + 1, None))
        if found is not None:
            yield i, found
        i = end


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """Whether a country's name is but the beginning of another: "America" First."""
    after = doc[end] if end < len(doc) else None
    plain = known.country(doc[start:end].text) is not None and not doc[end - 1].text.isupper()
    return plain and after is not None and after.text[:1].isupper() and after.pos_ != "PUNCT"


@lru_cache(KEPT)
def _nation(text: str, home: str | None = None) -> tuple[str, bool] | None:
    land, region = known.nation(text), known.region(text)
    if region:
        return (region.country, True) if land is None or land.name == region.country else None
    if land:
        return land.name, False
    body = known.body(text, country=home) or known.metonym(text)
    if isinstance(body, known.Body) and " " not in text and fold(text) != fold(body.name) and not text.isupper():
        return None  # "House", short for that of many a country
    return (body.country, True) if body and body.country else None
