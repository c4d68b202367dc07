"""An index of things by their names, as news writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Generic, TypeVar

from kg.model import fold

KEPT = 8192  # phrases that are looked up once
ItemT = TypeVar("ItemT")


class Index(Generic[ItemT]):
    """Items by their names, folded. A phrase needs at least the capitals of the name: "us" is no "US".

    It also needs the "The" that begins a name ("Hill" is no "The Hill") and the "'s" that ends one ("Moody's").
    """

    __slots__ = ("_items", "_only", "forms")

    def __init__(self, entries: Iterable[tuple[str, ItemT]]) -> None:
        self._items: dict[str, list[tuple[str, ItemT]]] = {}
        forms = []
        for form, item in entries:
            forms.append(form)
            self._items.setdefault(fold(form), []).append((form, item))
        self.forms = tuple(sorted(set(forms)))
        self._only = lru_cache(KEPT)(self._sole)

    def all(self, phrase: str) -> list[ItemT]:
        """The different items that the phrase may name, in the order of their table."""
        found: list[ItemT] = []
        for form, item in self._items.get(fold(phrase), ()):
            if _is_written_as(phrase, form) and item not in found:
                found.append(item)
        return found

    def find(self, phrase: str) -> ItemT | None:
        """The item that the phrase names, if it can be only one."""
        return self._only(phrase)

    def _sole(self, phrase: str) -> ItemT | None:
        found = self.all(phrase)
        return found[0] if len(found) == 1 else None


def _is_written_as(phrase: str, form: str) -> bool:
    if form.startswith("The ") and not phrase.startswith("The "):
        return False
    if form.endswith("'s") and not phrase.endswith(("'s", "’s")):
        return False
    return _capitals(form) <= _capitals(phrase)


def _capitals(form: str) -> int:
    """0 without capitals, 1 with some, 2 within a single word ("AfD"), 3 throughout; article and possessive apart."""
    bare = re.sub(r"^(?:the|an?)\s+|['’]s$", "", form.strip(), flags=re.IGNORECASE)
    if bare.isupper():
        return 3
    return 2 if bare.isalpha() and bare[1:] != bare[1:].lower() else int(bare != bare.lower())
