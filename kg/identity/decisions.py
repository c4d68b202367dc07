"""Decisions about identity: which entries are one, which are not, which nobody can tell; and who decided so."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from kg.errors import ContradictionError

Verdict = Literal["same", "different", "unsure"]
VERDICTS: tuple[Verdict, ...] = ("same", "different", "unsure")
PERSON, AUTHORITY, RULE = "person", "authority", "rule"
BY_PERSON = "a person decided so"  # the reason of a decision without a note
POLICY = "policy"  # the kind of a side that is no actor
JUDGES = (PERSON, AUTHORITY, RULE)  # whose word comes first


class Decision(NamedTuple):
    """What was decided of two entries, by their ids, and why; `score` is how sure (0..1)."""

    a: str
    b: str
    verdict: Verdict
    reason: str
    score: float
    by: str = RULE


class Side(NamedTuple):
    """What an id of a decision stands for: an entry of an article, or what an authority knows (`article` is None).

    `kind` is an actor's kind, or "policy"; `actor` the id of the actor or policy of the graph that it is part of now.
    """

    id: str
    name: str
    kind: str
    article: str | None = None
    actor: str | None = None


@dataclass(slots=True)
class Ruling:
    """The decisions that persons made: pairs that are one, and pairs that are not. They win."""

    same: list[tuple[str, str]] = field(default_factory=list)
    apart: dict[str, set[str]] = field(default_factory=dict)

    def forbids(self, some: Iterable[str], others: set[str]) -> bool:
        """Whether a person said that one of some entries is not one of others."""
        return bool(self.apart) and any(not self.apart.get(one, set()).isdisjoint(others) for one in some)

    def groups(self) -> list[list[str]]:
        """The entries that persons made one, a sorted list each."""
        near = _neighbours(self.same)
        seen: set[str] = set()
        made: list[list[str]] = []
        for start in sorted(near):
            if start not in seen:
                group = _reached(near, start)
                seen |= group.keys()
                made.append(sorted(group))
        return made


def ruling(decisions: Iterable[Decision]) -> Ruling:
    """What persons decided; of two decisions on a pair the later counts."""
    made = Ruling()
    for decision in in_force(decisions):
        if decision.verdict == "same":
            made.same.append((decision.a, decision.b))
        elif decision.verdict == "different":
            made.apart.setdefault(decision.a, set()).add(decision.b)
            made.apart.setdefault(decision.b, set()).add(decision.a)
    return made


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """The last decision of persons on each pair, its sides and the pairs sorted: the same set, whatever the path."""
    last: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        if decision.by == PERSON:
            a, b = sorted((decision.a, decision.b))
            last[a, b] = decision._replace(a=a, b=b)
    return [last[pair] for pair in sorted(last)]


def expect_consistent(decisions: Sequence[Decision]) -> None:
    """Raise ContradictionError where two entries are to be different that others of the decisions make one."""
    told = Ruling([(d.a, d.b) for d in decisions if d.verdict == "same"])
    group = {key: number for number, keys in enumerate(told.groups()) for key in keys}
    for decision in decisions:
        if decision.verdict == "different" and decision.a in group and group[decision.a] == group.get(decision.b):
            path = _path(_reached(_neighbours(told.same), decision.a), decision.b)
            raise ContradictionError(a=decision.a, b=decision.b, chain=" = ".join(path))


def _neighbours(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for a, b in pairs:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    return near


def _reached(near: Mapping[str, set[str]], start: str) -> dict[str, str | None]:
    """All that is one with `start`, each with the one before it on a shortest way."""
    before: dict[str, str | None] = {start: None}
    todo = deque([start])
    while todo:
        here = todo.popleft()
        for other in sorted(near[here]):
            if other not in before:
                before[other] = here
                todo.append(other)
    return before


def _path(before: Mapping[str, str | None], end: str) -> list[str]:
    path, here = [end], before[end]
    while here is not None:
        path.append(here)
        here = before[here]
    return path[::-1]
