"""Decisions about identity: which entries are one, which are not, which nobody can tell; and who decided so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Verdict = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = ("same", "different", "unsure")
PERSON, RULE = "person", "rule"
AUTHORITY = "authority"  # a file of known actors


class Decision(NamedTuple):
    """What was decided of two entries, by their ids, and why; `score` is how sure (0..1)."""

    a: str
    b: str
    verdict: Verdict
    reason: str
    score: float
    by: str = RULE


@dataclass(slots=True)
class Ruling:
    """The decisions that persons made: pairs that are one, and pairs that are not. They win."""

    same: list[tuple[str, str]] = field(default_factory=list)
    apart: dict[str, set[str]] = field(default_factory=dict)

    def forbids(self, some: Iterable[str], others: set[str]) -> bool:
        """Whether a person said that one of some entries is not one of others."""
        return bool(self.apart) and any(not self.apart.get(one, set()).isdisjoint(others) for one in some)


def ruling(decisions: Iterable[Decision]) -> Ruling:
    """What persons decided; of two decisions on a pair the later counts."""
    last = {frozenset((d.a, d.b)): d for d in decisions if d.by == PERSON}
    made = Ruling()
    for decision in last.values():
        if decision.verdict == "same":
            made.same.append((decision.a, decision.b))
        elif decision.verdict == "different":
            made.apart.setdefault(decision.a, set()).add(decision.b)
            made.apart.setdefault(decision.b, set()).add(decision.a)
    return made
