"""How likely a claim about a deed is right: a logistic model over how it was found.

The weights in seeds/interaction_weights.tsv are fitted by training/interactions.py; the model adds them up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.resources import rows

if TYPE_CHECKING:
    from kg.extract.interactions import Deed
    from kg.extract.reading import Reading

Features = dict[str, float]


def probability(values: Features) -> float:
    """Probability (0..1) that a claim with these features is right."""
    total = sum(_weights().get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))


def features(
    reading: Reading, deeds: Sequence[Deed], claims: Mapping[tuple[str, Any, str], Sequence[Deed]]
) -> Features:
    """Named figures about a claim; counts are logarithms, the others 0 or 1. `claims`: the article's others."""
    first = deeds[0]
    relation, source, target = first.relation, first.source, first.target
    told = [deed for deed in deeds if deed.rule == "told"]
    spoken = [deed for deed in deeds if deed.rule == "spoken"]
    found = {"bias": 1.0, relation: 1.0, "source mentions": math.log(1 + len(source.mentions)),
             "target mentions": math.log(1 + len(target.mentions)), f"source {source.kind}": 1.0,
             f"{relation}, source {source.kind}": 1.0, f"{relation}, target {target.kind}": 1.0,
             "source in passing": float(source.id not in reading.acting),
             "target in passing": float(target.id not in reading.acting),
             "told": math.log(1 + len(told))}  # fmt: skip
    if spoken:
        found |= {f"{relation}, spoken": math.log(1 + len(spoken)), f"{relation}, only spoken": float(not told)}
    for deed in told:
        found |= dict.fromkeys(_of_telling(reading, deed), 1.0)
    return found | _of_speech(relation, spoken) | _of_others(first, claims)


def _of_telling(reading: Reading, deed: Deed) -> list[str]:
    relation = deed.relation
    quoted = [f"{relation}, quoted"] if reading.quote_at(deed.at) else []
    ways = deed.traits[2:] or ("plain",)
    return [*(f"{relation}, {trait}" for trait in (*deed.traits[:2], *ways)), *ways, f"tag {deed.at.tag_}", *quoted]


def _of_speech(relation: str, spoken: Sequence[Deed]) -> Features:
    traits = [trait for deed in spoken for trait in deed.traits]
    return {f"{relation}, spoken {trait}": math.log(1 + traits.count(trait)) for trait in sorted(set(traits))}


def _of_others(deed: Deed, claims: Mapping[tuple[str, Any, str], Sequence[Deed]]) -> Features:
    """What else is told of the two."""
    pairs = [(s, t, r) for (s, r, t), deeds in claims.items() if any(d.rule == "told" for d in deeds)]
    source, target = deed.source.id, deed.target.id
    found = {
        f"{deed.relation}, also {r}": 1.0 for s, t, r in pairs if (s, t) == (source, target) and r != deed.relation
    }
    back = {r for s, t, r in pairs if (t, s) == (source, target)}
    return found | {"back": float(bool(back)), "back the same": float(deed.relation in back)}


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("interaction_weights.tsv")}
