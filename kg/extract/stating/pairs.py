"""Pairs of an actor and a phrase of a sentence, and what is known of the two before the tagger reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from kg.extract.stating.marking import Marked, Party
    from kg.extract.stating.targets import Target

NOT_QUOTED, OWN_WORDS, ANOTHERS_WORDS = range(3)
STEPS = (2, 5, 10, 20)  # tokens from the actor to a target, in classes
UNNAMED = 2 * (len(STEPS) + 1)  # the class where the actor is not named in the sentence


Signs = Mapping[tuple[str, int], int]  # what the rules find, by the id of an actor and a token


class Pair(NamedTuple):
    """An actor and a target of a sentence, by their numbers, and what is known of the two.

    `sign` tells what the rules find: 0 nothing, 1 support, 2 opposition, 3 both.
    """

    party: int
    target: int
    quoted: int
    distance: int
    sign: int = 0


def pairs(marked: Marked, targets: Sequence[Target], signs: Signs) -> list[Pair]:
    """The pairs of a sentence; `signs` by the actor's id and the head of the target."""
    spoken = [stretch for party in marked.parties for stretch in party.spoken]
    return [
        Pair(n, m, _quoted(head, party, spoken), _distance(head, party), signs.get((party.actor.id, head), 0))
        for n, party in enumerate(marked.parties)
        for m, head in enumerate(target.head.i for target in targets)
        if head not in party.tokens
    ]


def _quoted(head: int, party: Party, spoken: Sequence[tuple[int, int]]) -> int:
    if any(start <= head < end for start, end in party.spoken):
        return OWN_WORDS
    return ANOTHERS_WORDS if any(start <= head < end for start, end in spoken) else NOT_QUOTED


def _distance(head: int, party: Party) -> int:
    """The class of how far before (the first classes) or behind the target the actor's nearest mention stands."""
    if not party.tokens:
        return UNNAMED
    away = min((head - i for i in sorted(party.tokens)), key=abs)
    return sum(abs(away) >= step for step in STEPS) + (0 if away >= 0 else len(STEPS) + 1)
