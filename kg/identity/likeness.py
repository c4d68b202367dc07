"""What is made of two profiles of different names that may be one: a `Candidate`; and which of several is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from kg.identity.decisions import Verdict
from kg.identity.forms import contradicts
from kg.identity.profiles import Profile, conflict, shared, size

UNSURE = 0.4  # score
MOST = 40  # profiles of a block beyond which a name is too common to tell variants apart
FEW = 10  # profiles that are all compared with each other
LISTED = 3  # of those that a profile may be, in the list of unsure pairs


class Candidate(NamedTuple):
    """Two profiles, the smaller first, and what a rule makes of them."""

    small: str
    large: str
    verdict: Verdict
    reason: str
    score: float


class Blocks:
    """Profiles by keys of their names. Of a large block those are looked at that share a role or country, if few."""

    def __init__(self, keyed: Iterable[tuple[Hashable, Profile]]) -> None:
        self._blocks: dict[Hashable, list[Profile]] = defaultdict(list)
        for key, profile in keyed:
            self._blocks[key].append(profile)
        self._tagged: dict[tuple[Hashable, Hashable], list[Profile]] = defaultdict(list)
        for key, block in self._blocks.items():
            if len(block) > MOST:
                for profile in block:
                    for tag in _tags(profile):
                        self._tagged[key, tag].append(profile)

    def of(self, profile: Profile, keys: Iterable[Hashable]) -> tuple[list[Profile], bool]:
        """The profiles of these blocks, each once, and whether none is left out; `profile` itself is none of them."""
        found: dict[str, Profile] = {}
        whole = True
        for key in keys:
            block = self._blocks.get(key, [])
            if len(block) > MOST:
                whole = False
                blocks = [self._tagged[key, tag] for tag in sorted(_tags(profile)) if (key, tag) in self._tagged]
                block = [p for tagged in blocks if len(tagged) <= MOST for p in tagged]
            found |= {p.id: p for p in block}
        found.pop(profile.id, None)
        return list(found.values()), whole

    def all(self, key: Hashable) -> Sequence[Profile]:
        """The whole block of a key."""
        return self._blocks.get(key, ())


def _tags(profile: Profile) -> set[tuple[str, ...]]:
    return profile.roles | {(land,) for land in profile.lands}


def one_of(
    small: Profile, fits: Iterable[Profile], whole: bool, reason: str, scores: tuple[float, float]
) -> Iterator[Candidate]:
    """The one profile that a smaller one is: the one with most in common, else the only one that fits, else unsure.

    `whole` tells whether all that may fit are there; `scores` are those without and with something in common.
    """
    fits = sorted((p for p in fits if not conflict(small, p)), key=size, reverse=True)
    closest, common = closest_of(small, fits)
    if not common and not whole:
        return
    if len(closest) == 1 or (1 < len(closest) <= FEW and _all_alike(closest)):
        text = f"{reason}, both {common}" if common else reason
        yield Candidate(small.id, closest[0].id, "same", text, scores[1] if common else scores[0])
        return
    yield from unsure(small, fits, f"{reason}; {how_many(len(fits), 'fit')}")


def closest_of(small: Profile, fits: Sequence[Profile]) -> tuple[list[Profile], str]:
    """Those that share most with a profile, in order, and what; all where none shares anything."""
    ranked = [shared(small, p) for p in fits]
    most, common = max(ranked, default=(0, ""))
    return [p for p, (rank, _) in zip(fits, ranked, strict=True) if rank == most], common


def unsure(small: Profile, fits: Sequence[Profile], reason: str) -> Iterator[Candidate]:
    """Those that a person is asked about, the largest first."""
    yield from (Candidate(small.id, p.id, "unsure", reason, UNSURE) for p in fits[:LISTED])


def _all_alike(profiles: Sequence[Profile]) -> bool:
    """Whether several persons may all be one; names of bodies tell nothing of the kind."""
    pairs = list(combinations(profiles, 2)) if all(p.fullest.given for p in profiles) else []
    return bool(pairs) and not any(conflict(a, b) or contradicts(a.fullest, b.fullest) for a, b in pairs)


def how_many(number: int, verb: str) -> str:
    """That so many of others do something: "1 fits", "3 fit"."""
    return f"{number} {verb}{'s' if number == 1 else ''}"
