"""What an article tells of an entry's office: its roles, whether one person holds them, whether that one is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from kg import gazetteer, seeds
from kg.identity.entries import Entry, entry_id
from kg.model import Membership, Statement, Status, fold

SERVING: frozenset[Status] = frozenset({"current", "acting"})
LOOKED_AT = 20  # characters before a mention
BEHIND = re.compile(r"(?:\bthe|['’]s)\s+$", re.IGNORECASE)  # what stands before one who is known: the …, Peru's …
BEGUN = re.compile(r"(?:the|.+['’]s)\s", re.IGNORECASE)  # the same within the mention


class Told(NamedTuple):
    """A role as an article tells it: its words, the name of its body, and whether it is held, was or will be."""

    role: str
    place: str | None
    status: Status


def told_roles(statements: Iterable[Statement]) -> dict[str, list[Told]]:
    """The roles that each entry is told to have, by its id."""
    found: dict[str, dict[Told, None]] = defaultdict(dict)
    for statement in statements:
        if isinstance(statement, Membership):
            place = statement.organization.name if statement.organization else None
            for article in sorted({e.article for e in statement.evidence}):
                key = entry_id(statement.person.id, article)
                found[key][Told(statement.role, place, statement.status)] = None
    return {key: sorted(roles, key=lambda t: (t.role, t.place or "", t.status)) for key, roles in found.items()}


@lru_cache(1 << 12)
def is_unique(role: str) -> bool:
    """Whether a role is an office that one person holds at a time, told in the singular and of nobody's deputy."""
    found = gazetteer.office(role)
    if not found or not found.office.unique or (found.before and not gazetteer.nation(found.before)):
        return False
    last = fold(found.words).rpartition(" ")[2]
    return last == seeds.singular(last)


def is_office(entry: Entry) -> bool:
    """Whether what an article calls somebody is no name: "the prime minister of Peru"."""
    return entry.actor.kind == "unnamed" or (" " in entry.actor.name and is_unique(entry.actor.name))


def is_definite(entry: Entry, text: str) -> bool:
    """Whether an article always says "the prime minister" or "Peru's prime minister": "a" one may be any."""
    own = [mention for mention in entry.actor.mentions if mention.article == entry.article]
    before = [text[max(0, m.start - LOOKED_AT) : m.start] for m in own]
    within = [text[m.start : m.end] for m in own]
    return bool(own) and all(BEHIND.search(b) or BEGUN.match(w) for b, w in zip(before, within, strict=True))
