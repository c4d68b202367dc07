"""Entries that are one: the same Wikidata item and a name in common, or in another file the same name and country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from kg.authorities.known import Known
from kg.model import Kind, fold


def joined(entries: Iterable[Known]) -> list[Known]:
    """The entries, those that are one joined where the first of them stands; of facts that differ the first counts."""
    found: list[Known] = []
    places: dict[tuple[Kind, str], int] = {}
    for entry in entries:
        item = entry.same_as[0] if len(entry.same_as) == 1 else ""  # several would be a bridge between persons
        place = places.setdefault((entry.kind, item), len(found)) if item else len(found)
        if place < len(found) and _forms(found[place]) & _forms(entry):
            found[place] = _one(found[place], entry)
        else:
            found.append(entry)
    return _across_files(found)


def _across_files(entries: Sequence[Known]) -> list[Known]:
    """The entries, those that each of several files has once under one name and country joined."""
    groups: dict[object, list[Known]] = defaultdict(list)
    for number, entry in enumerate(entries):
        groups[(entry.kind, fold(entry.name), entry.country) if entry.country else number].append(entry)
    return [entry for same in groups.values() for entry in ([reduce(_one, same)] if _are_one(same) else same)]


def _are_one(same: Sequence[Known]) -> bool:
    """Whether entries of one name and country are of different files, and tell of one item and birth at most."""
    items, births = {entry.same_as for entry in same} - {()}, {(entry.born or "")[:4] for entry in same} - {""}
    return len({entry.source for entry in same}) == len(same) and len(items) <= 1 and len(births) <= 1


def _forms(entry: Known) -> set[str]:
    return {fold(form) for form in (entry.name, *entry.aliases)}


def _one(first: Known, second: Known) -> Known:
    names = dict.fromkeys((*first.aliases, second.name, *second.aliases))
    return replace(
        first,
        aliases=tuple(name for name in names if name != first.name),
        country=first.country or second.country,
        terms=tuple(dict.fromkeys((*first.terms, *second.terms))),
        same_as=first.same_as or second.same_as,
        born=first.born or second.born,
    )
