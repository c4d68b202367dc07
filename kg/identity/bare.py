"""Persons of whom an article gives the surname only: who of those that other articles name in full is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kg.identity.likeness import Blocks, Candidate, closest_of, how_many, unsure
from kg.identity.profiles import LAND, Profile, beside, conflict, gap, shared, size
from kg.identity.sounds import spelling

SURNAME = 0.7  # score
WELL_KNOWN = 3  # articles that name somebody in full, from which on a bare surname may mean that person
FAMOUS = 5  # times as many articles as all others of the surname
MATCHLESS = 25  # times as many articles as the next one, where that is well known too
ERA = 20  # years before or after the articles of somebody in which a bare surname may mean that person


class _Bearers(NamedTuple):
    largest: Profile
    others: int  # articles of all others
    next: int  # articles of the one with most articles among these


def surnames(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """A namesake in full, if there is one only that is likely."""
    full = [p for p in profiles if p.kind == "person" and p.fullest.given]
    keyed = [(spelling(word), p) for p in full for word in sorted(p.surnames)]
    blocks, counted = Blocks(keyed), _count(keyed)
    short = (p for p in profiles if p.kind == "person" and not p.fullest.given)
    for profile in sorted(short, key=lambda p: p.id):
        key = spelling(profile.fullest.surname)
        if key in counted:
            found, whole = blocks.of(profile, [key])
            yield from _bearer(profile, found, whole, counted[key])


def _count(keyed: Sequence[tuple[str, Profile]]) -> dict[str, _Bearers]:
    """The bearer of each surname with most articles, and the articles of the others."""
    by_key: dict[str, list[Profile]] = defaultdict(list)
    for key, profile in keyed:
        by_key[key].append(profile)
    return {key: _counted(bearers) for key, bearers in by_key.items()}


def _counted(bearers: list[Profile]) -> _Bearers:
    largest, *others = sorted(bearers, key=size, reverse=True)
    articles = [len(p.entries) for p in others]
    return _Bearers(largest, sum(articles), max(articles, default=0))


def _bearer(profile: Profile, bearers: list[Profile], whole: bool, counted: _Bearers) -> Iterator[Candidate]:
    fits = sorted((p for p in bearers if not conflict(profile, p) and not beside(profile, p)), key=size, reverse=True)
    alone = whole and len(fits) == 1
    closest, common = closest_of(profile, fits)
    if len(closest) == 1 and common and (alone or _tells(profile, closest[0], fits, whole, counted)):
        reason = "only bearer of the surname" if alone else "surname"
        yield Candidate(profile.id, closest[0].id, "same", f"{reason}, both {common}", SURNAME)
    elif alone and _well_known(profile, fits[0]):
        yield Candidate(profile.id, fits[0].id, "same", "only bearer of the surname, often named", SURNAME)
    elif _famous(profile, counted):
        reason = "surname of one who is named far more often than others"
        yield Candidate(profile.id, counted.largest.id, "same", reason, SURNAME)
    else:
        fits = fits or ([] if conflict(profile, counted.largest) else [counted.largest])
        yield from unsure(profile, fits, f"surname; {how_many(len(fits), 'fit') if whole else 'many fit'}")


def _tells(profile: Profile, best: Profile, fits: Sequence[Profile], whole: bool, counted: _Bearers) -> bool:
    """Whether what two share tells them from the others: a country alone does where those are known to be of others.

    Nothing does for one of whom little is known beside a famous one.
    """
    if len(counted.largest.entries) >= FAMOUS * len(best.entries) and best is not counted.largest:
        return False
    return shared(profile, best)[0] > LAND or (whole and all(p.lands for p in fits))


def _well_known(profile: Profile, bearer: Profile) -> bool:
    return len(bearer.entries) >= WELL_KNOWN and gap(profile, bearer) <= ERA


def _famous(profile: Profile, counted: _Bearers) -> bool:
    """Whether the largest bearer of a surname is in far more articles than all others together, of whom none counts."""
    best, articles = counted.largest, len(counted.largest.entries)
    matchless = counted.next < WELL_KNOWN or articles >= MATCHLESS * counted.next
    often = matchless and articles >= FAMOUS * counted.others and _well_known(profile, best)
    return often and not conflict(profile, best) and not beside(profile, best)
