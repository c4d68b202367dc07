"""What the stance tagger says of an article: chances that actors support or oppose the phrases that name policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.stating.marking import marked
from kg.extract.stating.pairs import Signs, pairs
from kg.extract.stating.standing import is_open
from kg.extract.stating.tagger import chances
from kg.extract.stating.targets import CLAUSE, NOUN, Target, targets

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.tokens import Span

    from kg.extract.reading import Reading
    from kg.extract.stating.policies import Found, Policies
    from kg.extract.stating.positions import Position
    from kg.model import Actor

LEAST = 0.08  # chance of any position below which nothing is said
SUPPORT, OPPOSE, BOTH = 1, 2, 3  # what the rules find, as the tagger is told; also its classes


class Tagged(NamedTuple):
    """A phrase that may name a policy to an actor: the chances of support (+1), opposition (-1) and both (0)."""

    actor: Actor
    target: Target
    policy: Found
    chances: dict[int, float]

    @property
    def sign(self) -> int:
        """The likeliest position."""
        return max((1, -1, 0), key=self.chances.__getitem__)

    @property
    def chance(self) -> float:
        """That the actor has any position on it."""
        return sum(self.chances.values())


def tagged(
    reading: Reading, policies: Policies, found: Sequence[Position], network: Path | None = None
) -> Iterator[Tagged]:
    """What the tagger (or another `network`) says, told what the rules found, in order of place."""
    for actor, target, likely in list(_likely(reading, policies, signs_of(found), network)):
        if _names_person(reading, target) or is_open(reading, actor, target.head):
            continue
        if policy := policy_of(target, policies):
            yield Tagged(actor, target, policy, likely)


def _names_person(reading: Reading, target: Target) -> bool:
    return any(actor.kind == "person" for actor in reading.means.get(target.head.i, ()))


def _likely(
    reading: Reading, policies: Policies, signs: Signs, network: Path | None
) -> Iterator[tuple[Actor, Target, dict[int, float]]]:
    """All is read before any policy is named by it: what a pronoun means does not change meanwhile."""
    for made in marked(reading):
        phrases = list(targets(made.sentence, policies))
        for pair, likely in chances(made, phrases, pairs(made, phrases, signs), network):
            _, support, oppose, both = (float(x) for x in likely)
            if support + oppose + both >= LEAST:
                yield made.parties[pair.party].actor, phrases[pair.target], {1: support, -1: oppose, 0: both}


def policy_of(target: Target, policies: Policies) -> Found | None:
    """The policy that a phrase names; None where it says too little, as "the move" does if no move is named before."""
    if target.form == CLAUSE:
        return policies.of_clause(target.head)
    found = policies.at(target.head, strict=False)
    return found or (policies.of_phrase(target.head) if target.form == NOUN else None)


def signs_of(found: Iterable[Position]) -> Signs:
    """What the rules found, by actor and token: for the tokens of a position's policy in its sentence."""
    signs: dict[tuple[str, int], int] = {}
    for position in found:
        own = {1: SUPPORT, -1: OPPOSE, 0: BOTH}[position.sign]
        for place in _within(position.policy.places, position.at.sent):
            signs[position.actor.id, place] = signs.get((position.actor.id, place), 0) | own
    return signs


def _within(places: Iterable[int], sentence: Span) -> Iterator[int]:
    return (place for place in places if sentence.start <= place < sentence.end)
