"""Who supports or opposes which policy: found by rules and a trained tagger, weighed; one stance for each two."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.reading import Reading
from kg.extract.stating.claims import Claim, claims, together
from kg.extract.stating.confidence import chance
from kg.extract.stating.judgement import features, probability
from kg.extract.stating.policies import Policies
from kg.extract.stating.positions import positions
from kg.extract.stating.tagged import tagged
from kg.model import Finders, Stance
from kg.model import Position as Stand

EXTRACTOR = "stances/2"
# Confidence below which nothing is said: it would be more likely wrong than right. The rules alone are seldom sure.
MINIMUM: dict[Finders, float] = {"rules": 0.35, "model": 0.5, "both": 0.5}
STANDS: dict[int, Stand] = {1: "support", -1: "oppose", 0: "mixed"}


def stances(reading: Reading, by: Finders = "both") -> Iterator[Stance]:
    """Positions of actors on policies, each with the sentences that state it; the likeliest first.

    `by` tells who finds them: the rules, the trained model, or both.
    """
    weighed = [(probability(features(reading, claim), by), claim) for claim in found(reading, by)]
    for confidence, claim in sorted((w for w in weighed if w[0] >= MINIMUM[by]), key=lambda w: -w[0]):
        yield Stance(
            actor=claim.actor,
            stance=STANDS[claim.sign],
            policy=claim.policy.policy(reading.article),
            evidence=tuple(dict.fromkeys(reading.sentence(token) for token in claim.places())),
            confidence=confidence,
            extractor=EXTRACTOR,
            observed=reading.article.published,
        )


def found(reading: Reading, by: Finders = "both") -> list[Claim]:
    """All that is found of actors and policies, however unlikely."""
    policies = Policies(reading)
    ruled = list(positions(reading, policies)) if by != "model" else []
    read = list(tagged(reading, policies, ruled)) if by != "rules" else []
    return claims(((chance(reading, same), same) for same in together(ruled)), read)
