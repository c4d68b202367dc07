"""Who supports or opposes which policy: the positions that the rules find, weighed; one stance an actor and policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.reading import Reading
from kg.extract.stating.confidence import features, probability
from kg.extract.stating.phrases import content
from kg.extract.stating.positions import Position, positions
from kg.model import Position as Stand
from kg.model import Stance

EXTRACTOR = "stances/1"
MINIMUM = 0.32  # confidence below which nothing is said
ALIKE = 0.6  # share of the shorter name's content words from which on an actor's two policies are one
STANDS: dict[int, Stand] = {1: "support", -1: "oppose", 0: "mixed"}

Claim = list[Position]


def stances(reading: Reading) -> Iterator[Stance]:
    """Positions of actors on policies, each with the sentences that state it; the likeliest first."""
    weighed = [(probability(features(reading, claim)), claim) for claim in claims(reading)]
    for confidence, claim in distinct([(p, claim) for p, claim in weighed if p >= MINIMUM]):
        yield Stance(
            actor=claim[0].actor,
            stance=STANDS[claim[0].sign],
            policy=claim[0].policy.policy(reading.article),
            evidence=tuple(dict.fromkeys(reading.sentence(position.at) for position in claim)),
            confidence=confidence,
            extractor=EXTRACTOR,
            observed=reading.article.published,
        )


def claims(reading: Reading) -> list[Claim]:
    """All that the rules find, the positions that say the same together, in order of place."""
    groups: dict[tuple[str, int, int], Claim] = {}
    for position in positions(reading):
        groups.setdefault((position.actor.id, position.sign, id(position.policy)), []).append(position)
    return list(groups.values())


def distinct(weighed: Sequence[tuple[float, Claim]]) -> list[tuple[float, Claim]]:
    """Of an actor's claims about like policies the likeliest; those that agree with it lend it their evidence."""
    kept: list[tuple[float, Claim]] = []
    rivals: dict[str, list[tuple[frozenset[str], Claim]]] = {}
    for confidence, claim in sorted(weighed, key=lambda pair: (-pair[0], pair[1][0].at.i)):
        words, own = content(claim[0].policy.name), rivals.setdefault(claim[0].actor.id, [])
        rival = next((c for w, c in own if _alike(w, c[0], words, claim[0])), None)
        if rival is None:
            kept.append((confidence, list(claim)))
            own.append((words, kept[-1][1]))
        elif rival[0].sign == claim[0].sign:
            rival.extend(claim)
    return kept


def _alike(words: frozenset[str], one: Position, others: frozenset[str], other: Position) -> bool:
    """Whether two claims of one actor are about one policy: by like names where they agree, else strictly."""
    if one.sign != other.sign:
        return one.policy is other.policy
    return len(words & others) >= ALIKE * min(len(words), len(others))
