"""Titles joined by "and": French President Jane Roe and Foreign Minister John Doe serve one country."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.offices.claims import Claim
from kg.extract.offices.homes import is_national, may_hold
from kg.extract.offices.seats import RolePhrase
from kg.extract.reading import Named, Reading

JOINING = frozenset({"and"})


def joined(reading: Reading, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims, those of a bare title with the country or region of the title before it."""
    claims = list(claims)
    told = {c.person: c.phrase for c in claims if _is_told(c)}
    ends = {named.end: named for named in told}
    for claim in claims:
        left = _left(reading, claim.person, ends)
        phrase = _alike(claim.phrase, told[left]) if left else None
        yield replace(claim, phrase=phrase) if phrase else claim


def _is_told(claim: Claim) -> bool:
    """Whether a title before a name tells where its office is held."""
    phrase, person = claim.phrase, claim.person
    before = person.title <= claim.at < person.start
    return before and bool(phrase.nation or phrase.place) and not (phrase.body or phrase.linked)


def _left(reading: Reading, person: Named, ends: dict[int, Named]) -> Named | None:
    """Whose name and "and" stand before a person's title."""
    at = person.title - 1
    return ends.get(at) if at > 0 and person.title < person.start and reading.doc[at].lower_ in JOINING else None


def _alike(phrase: RolePhrase, first: RolePhrase) -> RolePhrase | None:
    """The phrase at the country or region of the first, where it names none and such an office is held there."""
    office = phrase.office
    if office is None or any((phrase.nation, phrase.place, phrase.body, phrase.linked)):
        return None
    if first.office is None or first.office == office or not first.office.unique:
        return None  # "North Korean leader" Kim and President Roe
    if first.place and "{place}" in office.organization and "{place}" in first.office.organization:
        return replace(phrase, place=first.place, nation=first.nation)
    if first.nation and not first.place and is_national(office) and may_hold("", phrase, first.nation, {}):
        return replace(phrase, nation=first.nation)
    return None
