"""What an article may say of an actor and a policy: all that the rules and the tagger find of the two, together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.stating.phrases import content
from kg.extract.stating.policies import CLAUSE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.stating.policies import Found
    from kg.extract.stating.positions import Position
    from kg.extract.stating.tagged import Tagged
    from kg.model import Actor

ALIKE = 0.6  # share of the shorter name's content words from which on an actor's two policies are one
LEAST = 0.1  # chance of a rule's finding below which it is left out
FIRM = 0.3  # chance of a phrase from which on its sentence is evidence

Ruled = tuple[float, int, list["Position"]]  # chance, sign, the positions that say the same


@dataclass(slots=True)
class Claim:
    """A policy to an actor, and all that is found of the two, the likeliest first; `first` is what began it."""

    actor: Actor
    first: Found
    words: frozenset[str]
    ruled: list[Ruled] = field(default_factory=list)
    tagged: list[Tagged] = field(default_factory=list)

    def weight(self, sign: int) -> float:
        """How much speaks for a sign, over all that is found."""
        return sum(t.chances[sign] for t in self.tagged) + sum(chance for chance, s, _ in self.ruled if s == sign)

    @property
    def sign(self) -> int:
        """The position for which most speaks: +1 support, -1 oppose, 0 both."""
        return max((1, -1, 0), key=self.weight)

    @property
    def policy(self) -> Found:
        """The policy as that names it which speaks most for the position: oppose "the fee", not "an end to the fee"."""
        sign = self.sign
        named = [(t.chances[sign], t.policy) for t in self.tagged]
        named += [(chance, positions[0].policy) for chance, s, positions in self.ruled if s == sign]
        return max(named, key=lambda pair: pair[0], default=(0.0, self.first))[1]

    def places(self) -> list[Token]:
        """Where it is stated, the likeliest first."""
        sign = self.sign
        read = [(t.chances[sign], t.target.head) for t in self.tagged]
        told = [(chance, p.at) for chance, s, positions in self.ruled if s == sign for p in positions]
        found = sorted(read + told, key=lambda pair: (-pair[0], pair[1].i))
        return [token for chance, token in found if chance >= FIRM] or [token for _, token in found[:1]]


def claims(ruled: Iterable[tuple[float, list[Position]]], read: Iterable[Tagged]) -> list[Claim]:
    """What the rules found (with its chance of being right) and the tagger read, by actor and like policy.

    In order of the actors' ids; of an actor the likeliest first.
    """
    grouped: dict[str, list[Claim]] = {}
    for item in sorted(read, key=lambda t: (-t.chance, t.target.head.i)):
        _take_tagged(grouped.setdefault(item.actor.id, []), item)
    for chance, positions in sorted(ruled, key=lambda w: (-w[0], w[1][0].at.i)):
        if chance >= LEAST:
            _take_ruled(grouped.setdefault(positions[0].actor.id, []), chance, positions)
    return [claim for key in sorted(grouped) for claim in grouped[key]]


def _take_tagged(own: list[Claim], item: Tagged) -> None:
    words = content(item.policy.name)
    for claim in own:
        if claim.first is item.policy or (
            not _opposed(claim, item.policy, item.sign) and (alike(claim.words, words) or _overlaps(claim, item))
        ):
            claim.tagged.append(item)
            return
    if words:
        own.append(Claim(item.actor, item.policy, words, tagged=[item]))


def _opposed(claim: Claim, policy: Found, sign: int) -> bool:
    """Whether a thing and a deed that goes against it are told: "oppose the fee", "support scrapping the fee"."""
    deeds = [found.head.startswith(CLAUSE) for found in (claim.first, policy)]
    return claim.sign * sign < 0 and deeds[0] != deeds[1]


def _overlaps(claim: Claim, item: Tagged) -> bool:
    """Whether a phrase is part of the claim's likeliest phrase or holds it."""
    first = claim.tagged[0].target
    return first.start < item.target.end and item.target.start < first.end


def _take_ruled(own: list[Claim], chance: float, positions: list[Position]) -> None:
    policy, words = positions[0].policy, content(positions[0].policy.name)
    ruled = chance, positions[0].sign, positions
    for claim in own:
        if claim.first is policy or (not _opposed(claim, policy, ruled[1]) and alike(claim.words, words)):
            claim.ruled.append(ruled)
            return
    if words:
        own.append(Claim(positions[0].actor, policy, words, ruled=[ruled]))


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names of an actor's policies mean one policy."""
    return bool(one and other) and len(one & other) >= ALIKE * min(len(one), len(other))


def together(found: Iterable[Position]) -> Sequence[list[Position]]:
    """All that the rules find, the positions that say the same together, in order of place."""
    groups: dict[tuple[str, int, int], list[Position]] = {}
    for position in found:
        groups.setdefault((position.actor.id, position.sign, id(position.policy)), []).append(position)
    return list(groups.values())
