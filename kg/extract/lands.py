"""Where an article names countries and regions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeVar

from kg import gazetteer as known
from kg.extract.reading import Reading
from kg.model import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAX_WORDS = 4
T = TypeVar("T")


def nations(reading: Reading) -> dict[int, tuple[str, bool]]:
    """Token index -> country named there, and whether by one of its bodies; not within a person's name (de Lima)."""
    doc = reading.doc

    def land(start: int, end: int) -> tuple[str, bool] | None:
        found = _nation(doc[start:end].text)
        return None if found is None or _goes_on(doc, start, end) else found

    return dict(_named(reading, land))


def regions_in(reading: Reading) -> dict[int, str]:
    """Token index -> region named there."""
    found = _named(reading, lambda i, end: known.region(reading.doc[i:end].text))
    return {i: region.name for i, region in found}


def _named(reading: Reading, find: Callable[[int, int], T | None]) -> Iterator[tuple[int, T]]:
    """The places at which `find` knows the words `i:end`, the longest first, outside persons' names."""
    doc = reading.doc
    persons = {i for n in reading.named if n.actor.kind == "person" for i in range(n.start, n.end)}
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


def _nation(text: str) -> tuple[str, bool] | None:
    land, region = known.nation(text), known.region(text)
    if region:
        return (region.country, True) if land is None or land.name == region.country else None
    if land:
        return land.name, False
    body = known.body(text) or known.metonym(text)
    if isinstance(body, known.Body) and " " not in text and fold(text) != fold(body.name) and not text.isupper():
        return None  # "House", short for that of many a country
    return (body.country, True) if body and body.country else None
