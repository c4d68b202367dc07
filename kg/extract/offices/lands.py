"""Where an article names countries and regions, and the one country that it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
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
T = TypeVar("T")


def nations(reading: Reading) -> dict[int, tuple[str, bool]]:
    """Token index -> country named there, and whether by one of its bodies; not within a person's name (de Lima)."""
    doc, home = reading.doc, reading.home

    def land(text: str, end: int) -> tuple[str, bool] | None:
        found = _nation(text, home)
        return None if found is None or _goes_on(doc, text, end) else found

    return dict(_named(doc, _persons(reading), land))


def home_of(doc: Doc) -> str | None:
    """The country that a text is about, told by names which it shares with none; None where no other than a usual
    one is named so often that a bare "Senate" would be its own.
    """
    persons = {t.i for t in doc if t.ent_type_ == "PERSON"}
    counts = Counter(land for _, land in _named(doc, persons, lambda text, _: _own_nation(text)))
    land = min(counts, key=lambda name: (-counts[name], name), default=None)
    if land is None or land == USUAL[0] or counts[land] < LEAST:
        return None
    others = (times * (FAR if name in USUAL else LEAD) for name, times in counts.items() if name != land)
    return land if counts[land] >= max(others, default=0) else None


def _own_nation(text: str) -> str | None:
    found = _nation(text)
    return found[0] if found and not known.is_shared(text) else None


def _persons(reading: Reading) -> set[int]:
    return {i for n in reading.named if n.actor.kind == "person" for i in range(n.start, n.end)}


def regions_in(reading: Reading) -> dict[int, str]:
    """Token index -> region named there."""
    found = _named(reading.doc, _persons(reading), lambda text, _: known.region(text))
    return {i: region.name for i, region in found}


@lru_cache(maxsize=1)  # asked for by each claim of an article
def bodies_in(doc: Doc, home: str | None) -> Mapping[int, str]:
    """Token index -> body of the gazetteer named there, titles included ("UN" Secretary-General)."""
    persons = {t.i for t in doc if t.ent_type_ == "PERSON"}
    found = _named(doc, persons, lambda text, _: known.body(text, country=home))
    return {i: body.name for i, body in found}


def _named(doc: Doc, persons: set[int], find: Callable[[str, int], T | None]) -> Iterator[tuple[int, T]]:
    """The places at which `find` knows the words that end before `end`, the longest first, outside persons' names."""
    whole, words = doc.text, [(t.idx, t.idx + len(t)) for t in doc]  # cheaper than a span for each
    i = 0
    while i < len(words):
        start = words[i][0]
        ends = range(min(i + MAX_WORDS, len(words)), i, -1) if whole[start].isupper() and i not in persons else ()
        named = ((end, found) for end in ends if (found := find(whole[start : words[end - 1][1]], end)))
        end, found = next(named, (i + 1, None))
        if found is not None:
            yield i, found
        i = end


def _goes_on(doc: Doc, text: str, end: int) -> bool:
    """Whether a country's name is but the beginning of another: "America" First."""
    after = doc[end] if end < len(doc) else None
    plain = known.country(text) is not None and not doc[end - 1].text.isupper()
    return plain and after is not None and after.text[:1].isupper() and after.pos_ != "PUNCT"


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
