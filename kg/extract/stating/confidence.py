"""How likely a claim that the rules found is right: a logistic model over how it was found.

The weights in seeds/stance_weights.tsv are fitted by training/stances.py; the model adds them up and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.stating.holders import voice_of
from kg.extract.stating.nouns import policy_noun
from kg.extract.stating.phrases import content
from kg.extract.stating.policies import CLAUSE
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.reading import Reading
    from kg.extract.stating.positions import Position

EARLY, LATE = 0.15, 0.7  # shares of the article
MAX_SIZE = 5  # words of a policy's name that are told apart

Features = dict[str, float]


def probability(values: Features) -> float:
    """Probability (0..1) that a claim with these features is right."""
    total = sum(_weights().get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))


def chance(reading: Reading, claim: Sequence[Position]) -> float:
    """Probability (0..1) that positions that say the same are right."""
    return probability(features(reading, claim))


def features(reading: Reading, claim: Sequence[Position]) -> Features:
    """Named figures about the positions that say the same; counts are logarithms, the others 0 or 1."""
    actor, policy = claim[0].actor, claim[0].policy
    found = {"bias": 1.0, "times": math.log(len(claim)), "salience": math.log(len(policy.places)),
             "mentions": math.log(1 + len(actor.mentions)), f"actor {actor.kind}": 1.0,
             "actor acts": float(actor.id in reading.acting)}  # fmt: skip
    for position in claim:
        found |= dict.fromkeys((*_cue(position), *_place(reading, position)), 1.0)
    return found | dict.fromkeys(_policy(claim[0]), 1.0)


def _cue(position: Position) -> Iterator[str]:
    kind, cue = position.cue.kind, position.cue
    yield f"{kind} {position.sign:+d}"
    yield f"{kind} {'straight' if position.sign == cue.sign else 'turned'}"
    yield f"{kind} {cue.word}"
    yield f"{kind} {position.frame}"
    yield f"{kind} by {position.way}"
    yield f"{kind} of {position.actor.kind}"


def _place(reading: Reading, position: Position) -> Iterator[str]:
    token, sentence = position.at, position.at.sent
    voice, share = voice_of(reading, token), sentence.start / len(reading.doc)
    spoken = "own words" if position.actor in voice else "another's words" if voice else "told"
    yield from (spoken, f"{position.cue.kind} in {spoken}", f"tense {token.tag_}")
    yield "early" if share < EARLY else "late" if share > LATE else "middle"
    yield "quoted" if reading.quote_at(token) else "not quoted"
    if any(sentence.start <= place < sentence.end for place in position.policy.places):
        yield "policy in sentence"
    if any(sentence.start_char <= m.start < sentence.end_char for m in position.actor.mentions):
        yield "actor in sentence"
    if sentence.start == 0 or _breaks(reading.doc[sentence.start - 1]):
        yield "opens paragraph"


def _breaks(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _policy(position: Position) -> Iterator[str]:
    found, kind = position.policy, position.cue.kind
    noun = policy_noun(position.at.doc[found.places[0]])
    size = min(len(content(found.name)), MAX_SIZE)
    form = "clause" if found.head.startswith(CLAUSE) else "policy noun" if noun else "other noun"
    yield from (f"head {found.head}", f"class {noun.kind if noun else None}")
    yield from (f"{kind} on {form}", f"size {size}", f"{kind} on size {size}")


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("stance_weights.tsv")}
