"""Initials that stand for an office rather than for a body: "the CS" is the Cabinet Secretary."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class _Office(NamedTuple):
    name: str
    unless: tuple[str, ...]


def means_office(token: Token) -> bool:
    """Whether a token is the initials of an office, and nothing in the article tells that they are a body's."""
    return token.text in _offices() and not _are_bodys(token.doc, token.text)


@lru_cache(maxsize=8)  # the initials of one article
def _are_bodys(doc: Doc, initials: str) -> bool:
    text = doc.text
    return f"({initials})" in text or any(word in text.lower() for word in _offices()[initials].unless)


def in_full(word: str) -> str:
    """The office of initials, else the word itself."""
    office = _offices().get(word)
    return office.name if office else word


@cache
def _offices() -> dict[str, _Office]:
    table = rows("office_initials.tsv")
    return {r["initials"]: _Office(r["office"], tuple(filter(None, r["unless"].split(" | ")))) for r in table}
