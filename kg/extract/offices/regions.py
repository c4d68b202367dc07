"""Whose region: the state or province at which a person with a bare "Governor" holds office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.offices.claims import GUESSED, Claim
from kg.extract.offices.lands import regions_in
from kg.extract.offices.seats import RolePhrase
from kg.extract.reading import Reading

if TYPE_CHECKING:
    from spacy.tokens import Span

SHARE = 0.7  # of all namings of regions, where the person's own sentence names none
MOST = 0.5  # of them, for the region that the article names first


def in_regions(reading: Reading, claims: list[Claim]) -> Iterator[Claim]:
    """The claims, a bare governor's with the region that is meant."""
    roles = [(c.person.actor.id, c.phrase) for c in claims]
    told, governs = places_told(roles), {p for p, phrase in roles if phrase.place and is_regional(phrase)}
    regions = regions_in(reading) if any(is_regional(phrase) for _, phrase in roles) else {}
    for claim in claims:
        person, phrase, sentence = claim.person.actor.id, claim.phrase, reading.doc[claim.person.start].sent
        bare = phrase.bare and not phrase.nation
        if bare and phrase.office and (person, phrase.office.name) in told:
            yield replace(claim, phrase=replace(phrase, place=told[person, phrase.office.name]))
            continue
        bare = bare and is_regional(phrase) and person not in governs
        place = region_near(sentence, regions, held(roles, person)) if bare else None
        sure = claim.confidence * GUESSED
        yield replace(claim, phrase=replace(phrase, place=place), confidence=sure) if place else claim


def region_near(sentence: Span, regions: Mapping[int, str], taken: frozenset[str]) -> str | None:
    """The one region that a person's sentence names, else the one that most of the article is about.

    `regions`: those that the article names, by token; `taken`: regions whose governor somebody else is said to be.
    """
    near = {region for i, region in regions.items() if sentence.start <= i < sentence.end}
    if len(near) == 1:
        return next(iter(near - taken), None)
    counts = Counter(regions.values())
    main = max(sorted(counts), key=lambda region: counts[region], default=None)
    if near or main is None or main in taken or known.metonym(main):
        return None
    least = MOST if regions[min(regions)] == main else SHARE
    # Washington is rather the capital.
    others = sum(times for region, times in counts.items() if region != main and not known.metonym(region))
    return main if counts[main] >= least * (counts[main] + others) else None


def held(claims: list[tuple[str, RolePhrase]], person: str) -> frozenset[str]:
    """The regions of which others are said to be governors now."""
    return frozenset(
        phrase.place
        for other, phrase in claims
        if phrase.place and other != person and is_regional(phrase) and phrase.status == "current" and _is_sole(phrase)
    )


def places_told(claims: list[tuple[str, RolePhrase]]) -> dict[tuple[str, str], str]:
    """Where offices of regions and towns are said to be held, by person and office: "Texas" Attorney General Roe."""
    return {
        (person, phrase.office.name): phrase.place
        for person, phrase in claims
        if phrase.place and phrase.office and "{place}" in phrase.office.organization
    }


def is_regional(phrase: RolePhrase) -> bool:
    """Whether a role is an office of a region: governor, state senator."""
    office = phrase.office
    return office is not None and office.level == "regional" and office.organization[:1] == ("{place}",)


def _is_sole(phrase: RolePhrase) -> bool:
    return phrase.office is not None and phrase.office.unique
