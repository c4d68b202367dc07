"""How likely a claim is right: a logistic model over what the rules and the tagger say of it.

seeds/stance_claims.tsv holds its weights, a column for each way of finding stances, fitted by training/stances.py.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.stating.claims import FIRM
from kg.extract.stating.standing import standing
from kg.extract.stating.targets import CLAUSE, POINTER
from kg.resources import rows

if TYPE_CHECKING:
    from kg.extract.reading import Reading
    from kg.extract.stating.claims import Claim
    from kg.model import Finders

TABLE = "stance_claims.tsv"
SURE = 0.001  # how near to 0 and 1 a chance comes

Features = dict[str, float]


def probability(claim: Features, by: Finders) -> float:
    """Probability (0..1) that a claim with these features is right."""
    total = sum(_weights(by).get(name, 0.0) * value for name, value in claim.items())
    return 1 / (1 + math.exp(-total))


def features(reading: Reading, claim: Claim) -> Features:
    """Named figures of a claim."""
    sign, actor = claim.sign, claim.actor
    found = {"bias": 1.0, "actor acts": float(actor.id in reading.acting),
             "mentions": math.log(1 + len(actor.mentions)), "words": float(len(claim.words)),
             f"actor {actor.kind}": 1.0, f"sign {sign:+d}": 1.0}  # fmt: skip
    return found | _tagged(reading, claim, sign) | _ruled(claim, sign)


def _tagged(reading: Reading, claim: Claim, sign: int) -> Features:
    if not claim.tagged:
        return {}
    own = max(t.chances[sign] for t in claim.tagged)
    other = max(t.chances[s] for t in claim.tagged for s in t.chances if s != sign)
    first = claim.tagged[0].target
    way = standing(reading, claim.actor, first.head)
    often = math.log(1 + sum(t.chance > FIRM for t in claim.tagged))
    forms = {"clause": float(first.form == CLAUSE), "pointer": float(first.form == POINTER)}
    chances = {"tagged": 1.0, "tagged chance": _logit(own), "tagged otherwise": other, "tagged often": often}
    return chances | forms | {f"in {way}": 1.0}


def _ruled(claim: Claim, sign: int) -> Features:
    own = max((chance for chance, s, _ in claim.ruled if s == sign), default=0.0)
    found = {"ruled otherwise": max((chance for chance, s, _ in claim.ruled if s != sign), default=0.0)}
    if own:
        found |= {"ruled": 1.0, "ruled chance": _logit(own)}
    if own and claim.tagged:
        found["both"] = _logit(max(t.chances[sign] for t in claim.tagged))
    return found


def _logit(chance: float) -> float:
    chance = min(max(chance, SURE), 1 - SURE)
    return math.log(chance / (1 - chance))


@cache
def _weights(by: Finders) -> Features:
    return {row["feature"]: float(row[by]) for row in rows(TABLE)}
