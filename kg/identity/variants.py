"""Rules by which profiles of different names may be one actor. Each yields candidates, small blocks at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.identity.decisions import Verdict
from kg.identity.forms import acronym, contradicts, is_acronym, long_forms, person_name, sound
from kg.identity.profiles import Profile, conflict, in_common

VARIANT, VARIANT_SHARED, ACRONYM, SURNAME, UNSURE = 0.8, 0.9, 0.85, 0.7, 0.4
WELL_KNOWN = 3  # articles that name somebody in full, from which on a bare surname may mean that person
FAMOUS = 5  # times as many articles as all others of the surname
MOST = 40  # profiles of a block beyond which a name is too common to tell variants apart


class Candidate(NamedTuple):
    """Two profiles, the smaller first, and what a rule makes of them."""

    small: str
    large: str
    verdict: Verdict
    reason: str
    score: float


def variants(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """Full names of persons that differ in middle names, initials, short forms or spelling."""
    blocks: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles:
        name = person_name(profile.name)
        if profile.kind == "person" and name.given:
            initials = sorted({form[0] for form in long_forms(name.given)})
            for word in sorted({sound(word) for word in (*name.middle, name.surname) if len(word) > 1}):
                for initial in initials:
                    blocks[word, initial].append(profile)
    for key in sorted(blocks):
        if 1 < len(blocks[key]) <= MOST:
            yield from _alike(blocks[key])


def _alike(block: list[Profile]) -> Iterator[Candidate]:
    ordered = sorted(block, key=lambda p: (len(p.entries), len(p.name), p.id))
    for n, small in enumerate(ordered):
        fits = [p for p in ordered[n + 1 :] if not contradicts(small.fullest, p.fullest)]
        yield from _one_of(small, fits, "variant of a name", (VARIANT, VARIANT_SHARED))


def _one_of(small: Profile, fits: list[Profile], reason: str, scores: tuple[float, float]) -> Iterator[Candidate]:
    """The one profile that a smaller one is: the only one that fits, else the only one with something in common."""
    fits = [p for p in fits if not conflict(small, p)]
    shared = [p for p in fits if in_common(small, p)]
    if len(fits) == 1 or len(shared) == 1:
        best = shared[0] if len(shared) == 1 else fits[0]
        common = in_common(small, best)
        text = f"{reason}, both {common}" if common else reason
        yield Candidate(small.id, best.id, "same", text, scores[1] if common else scores[0])
        return
    if len(fits) > 1 and all(not contradicts(a.fullest, b.fullest) for a in fits for b in fits):
        yield Candidate(small.id, fits[-1].id, "same", reason, scores[0])
        return
    for p in fits:
        yield Candidate(small.id, p.id, "unsure", f"{reason}; {len(fits)} others fit", UNSURE)


def surnames(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """Persons of whom an article gives one word only: a namesake in full, if there is one only that is likely."""
    full: dict[str, list[Profile]] = defaultdict(list)
    short: list[Profile] = []
    for profile in profiles:
        if profile.kind == "person":
            name = person_name(profile.name)
            full[name.surname].append(profile) if name.given else short.append(profile)
    for profile in sorted(short, key=lambda p: p.id):
        yield from _bearer(profile, full.get(profile.name, []))


def _bearer(profile: Profile, bearers: list[Profile]) -> Iterator[Candidate]:
    fits = [p for p in bearers if not conflict(profile, p)]
    if len(fits) == 1 and (in_common(profile, fits[0]) or len(fits[0].entries) >= WELL_KNOWN):
        common = in_common(profile, fits[0])
        reason = f"only bearer of the surname, both {common}" if common else "only bearer of the surname, often named"
        yield Candidate(profile.id, fits[0].id, "same", reason, SURNAME)
        return
    shared = [p for p in fits if in_common(profile, p)]
    if len(shared) == 1:
        yield Candidate(profile.id, shared[0].id, "same", f"surname, both {in_common(profile, shared[0])}", SURNAME)
        return
    if famous := _famous(fits):
        yield Candidate(
            profile.id, famous.id, "same", "surname of one who is named far more often than others", SURNAME
        )
        return
    for p in fits[:MOST]:
        yield Candidate(profile.id, p.id, "unsure", f"surname; {len(fits)} bearers", UNSURE)


def _famous(bearers: Sequence[Profile]) -> Profile | None:
    """The bearer of a surname who is in far more articles than all others together."""
    best = max(bearers, key=lambda p: (len(p.entries), p.id), default=None)
    others = sum(len(p.entries) for p in bearers if p is not best)
    return best if best and len(best.entries) >= max(WELL_KNOWN, FAMOUS * others) else None


def acronyms(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """Bodies named by their first letters: the one body of that kind whose name or alias has them."""
    named: dict[tuple[str, str], list[Profile]] = defaultdict(list)
    for profile in profiles:
        if profile.kind in {"organization", "government"}:
            for key in sorted({acronym(profile.name) or "", *(a for a in profile.aliases if " " not in a)}):
                named[profile.kind, key].append(profile)
    for profile in sorted(profiles, key=lambda p: p.id):
        if profile.kind in {"organization", "government"} and _short(profile):
            fits = [p for p in named[profile.kind, profile.name] if p is not profile and " " in p.name]
            yield from _one_of(profile, fits, "acronym", (ACRONYM, ACRONYM))


def _short(profile: Profile) -> bool:
    return " " not in profile.name and any(is_acronym(e.actor.name) for e in profile.entries)


Rule = Callable[[Sequence[Profile]], Iterable[Candidate]]

RULES: tuple[Rule, ...] = (variants, acronyms, surnames)
