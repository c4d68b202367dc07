"""Whom a text means: an entry by its id, or by an id, a name or an alias of the actor or policy that it is part of."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.errors import AmbiguousActorError, UnknownActorError
from kg.identity.decisions import POLICY, Side
from kg.model import Actor, Graph, Policy, fold

MOST = 5  # candidates that an error lists
SHOWN = 40  # characters of a candidate's name

Item = Actor | Policy


class Register:
    """The entries of a joined graph by all that names them; `sides` tells which actor or policy each is part of."""

    def __init__(self, graph: Graph, sides: Mapping[str, Side]) -> None:
        self._sides = sides
        self._entries: dict[tuple[str, bool], list[str]] = defaultdict(list)
        for side in sides.values():
            if side.actor is not None:
                self._entries[side.actor, side.kind == POLICY].append(side.id)
        self._named: dict[str, list[Item]] = defaultdict(list)
        self._ids: dict[str, list[Item]] = defaultdict(list)
        items: list[Item] = [*graph.actors, *graph.policies]
        for item in items:
            if self._of(item):
                self._ids[item.id].append(item)
                for form in sorted({fold(form) for form in (item.name, *item.aliases)}):
                    self._named[form].append(item)

    def entry(self, text: str) -> str:
        """The id of the entry that a text means. Raises UnknownActorError, AmbiguousActorError."""
        if text in self._sides:
            return text
        item = self.item(text)  # of its entries one that has its name: it is the least likely to be another's
        return min(self._of(item), key=lambda key: (self._sides[key].name != item.name, key))

    def item(self, text: str) -> Item:
        """The actor or policy that a text means. Raises UnknownActorError, AmbiguousActorError."""
        if text in self._sides:
            side = self._sides[text]
            found = [i for i in self._ids.get(side.actor or "", []) if isinstance(i, Policy) == (side.kind == POLICY)]
        else:
            found = self._ids.get(text) or self._named.get(fold(text), [])
        if not found:
            raise UnknownActorError(name=text, near=self._near(text))
        if len(found) > 1:
            raise AmbiguousActorError(name=text, count=len(found), candidates=_listed(found))
        return found[0]

    def _of(self, item: Item) -> list[str]:
        return self._entries.get((item.id, isinstance(item, Policy)), [])

    def _near(self, text: str) -> str:
        names = difflib.get_close_matches(fold(text), self._named, n=MOST)
        found = {item.id: item for name in names for item in self._named[name]}
        return f"; similar: {_listed(list(found.values()))}" if found else ""


def _listed(items: Iterable[Item]) -> str:
    shown = [f"{item.id} ({item.name[:SHOWN]})" for item in items]
    return ", ".join(shown[:MOST]) + (" …" if len(shown) > MOST else "")
