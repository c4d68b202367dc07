"""Entries of several files that are one: the same Wikidata item, and a name or alias in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
    return found


def _forms(entry: Known) -> set[str]:
    return {fold(form) for form in (entry.name, *entry.aliases)}


def _one(first: Known, second: Known) -> Known:
    names = dict.fromkeys((*first.aliases, second.name, *second.aliases))
    return replace(
        first,
        aliases=tuple(name for name in names if name != first.name),
        country=first.country or second.country,
        terms=tuple(dict.fromkeys((*first.terms, *second.terms))),
        born=first.born or second.born,
    )
