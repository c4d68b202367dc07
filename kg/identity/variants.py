"""Full names of persons that differ in middle names, initials, short forms, order or spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.identity.forms import PersonName, contradicts, long_forms, spelled_alike
from kg.identity.likeness import Blocks, Candidate, one_of, unsure
from kg.identity.profiles import Profile, beside, size
from kg.identity.sounds import sound

VARIANT, VARIANT_SHARED = 0.8, 0.9  # scores, without and with something in common

Key = tuple[str, ...]


def variants(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """Persons of like full names, the one with fewest articles first."""
    persons = sorted((p for p in profiles if p.kind == "person" and p.fullest.given), key=size)
    blocks = Blocks((key, p) for p in persons for key in _keys(p.fullest))
    place = {p.id: n for n, p in enumerate(persons)}
    for small in persons:
        found, whole = blocks.of(small, _asked(small.fullest))
        like = [p for p in found if place[p.id] > place[small.id] and _are_like(small, p)]
        fits = [p for p in like if not beside(small, p) or spelled_alike(small.fullest, p.fullest)]
        yield from one_of(small, fits, whole, "variant of a name", (VARIANT, VARIANT_SHARED))
        apart = [p for p in like if p not in fits]
        yield from unsure(small, apart, "variant of a name, yet an article names both")


def _are_like(small: Profile, large: Profile) -> bool:
    """Whether no name of one contradicts one of the other; what was joined before may have several."""
    return not any(contradicts(one, other) for one in small.full for other in large.full)


def _keys(name: PersonName) -> list[Key]:
    """Under what a name is found: surname and given name in its long forms, its ends, its words in any order."""
    words = [sound(word) for word in name.words]
    initial = ("initial" if len(name.given) == 1 else "full", words[-1], name.given[0])
    ends: list[Key] = [("first", *words[:2]), ("last", *words[-2:]), ("words", *sorted(words))]
    return [initial, *ends, *(("given", words[-1], given) for given in _given(name))]


def _asked(name: PersonName) -> list[Key]:
    """Where the like of a name are looked for."""
    words = [sound(word) for word in name.words]
    initials = [("initial", words[-1], letter) for letter in sorted({form[0] for form in long_forms(name.given)})]
    if len(name.given) == 1:
        initials.append(("full", words[-1], name.given))
    return [*initials, *_keys(name)[1:]]


def _given(name: PersonName) -> list[str]:
    return sorted({sound(form) for form in long_forms(name.given)}) if len(name.given) > 1 else []
