"""DSE, directed sentiment: a sentence, two entities, and which of them is for or against the other.

Our reading of the sentence alone, taken between actors named at the two entities: what criticizes, coerces or dismisses
is negative; what cooperates or appoints is positive; anything else is neutral. The figure is the mean F1 of the four
classes that are not neutral, as the authors of the corpus report it; the counts are those of all four together.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from corpora.common import Pairs, Record, Row, counted, meant
from kg.extract.interactions import interactions
from kg.extract.reading import Reading

NEUTRAL = "neutral"
SIGNS = {"criticize": "neg", "coerce": "neg", "dismiss": "neg", "cooperate": "pos", "appoint": "pos"}
CLASSES = ("pos_a_to_b", "pos_b_to_a", "neg_a_to_b", "neg_b_to_a")


def attitudes(pairs: Pairs, _: Path) -> list[Row]:
    """The row of the corpus."""
    matrix = Counter((answer(record, reading), record["label"]) for record, reading in pairs)
    scores = {
        label: counted(
            matrix[label, label],
            sum(n for (found, _), n in matrix.items() if found == label),
            sum(n for (_, gold), n in matrix.items() if gold == label),
        )
        for label in CLASSES
    }
    total = counted(*(sum(getattr(s, n) for s in scores.values()) for n in ("matched", "predicted", "gold")))
    mean = sum(s.f1 for s in scores.values()) / len(scores)
    return [Row("attitude of one entity to another, mean F1 of 4 classes", total, mean)]


def answer(record: Record, reading: Reading) -> str:
    """The class of the first interaction between the two entities."""
    a, b = (meant(reading, *span(record["text"], record[key])) for key in "ab")
    for found in interactions(reading):
        if sign := SIGNS.get(found.relation):
            if found.source in a and found.target in b:
                return f"{sign}_a_to_b"
            if found.source in b and found.target in a:
                return f"{sign}_b_to_a"
    return NEUTRAL


def span(text: str, entity: Record) -> tuple[int, int]:
    """Where an entity stands; the brackets of the corpus are often off by a character."""
    start = text.find(entity["snapped"], max(0, entity["start"] - 2))
    return (start, start + len(entity["snapped"])) if start >= 0 else (entity["start"], entity["end"])
