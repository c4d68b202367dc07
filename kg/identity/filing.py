"""Decisions on file: what identity.jsonl holds, a line a decision, numbered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from kg.identity.decisions import JUDGES, PERSON, VERDICTS, Decision, Side


class Filed(NamedTuple):
    """A decision with its number, that of its line, and what its two ids stand for."""

    n: int
    a: Side
    b: Side
    decision: Decision

    @property
    def in_force(self) -> bool:
        """Whether both sides are in the graph; a decision of which one is gone waits for it to come back."""
        return bool(self.a.name and self.b.name)


def file_decisions(decisions: Iterable[Decision], sides: Mapping[str, Side]) -> list[Filed]:
    """Decisions numbered from 1: those of persons first, then of authorities, then of rules, each sorted by its ids."""
    ordered = sorted(decisions, key=lambda d: (JUDGES.index(d.by), d.a, d.b, VERDICTS.index(d.verdict), d.reason))
    return [Filed(n, _side(sides, d.a), _side(sides, d.b), d) for n, d in enumerate(ordered, 1)]


def filed_to_record(filed: Filed) -> dict[str, Any]:
    """The line of identity.jsonl."""
    decision = filed.decision
    told = {"verdict": decision.verdict, "reason": decision.reason, "score": decision.score, "by": decision.by}
    return {"n": filed.n, "a": filed.a._asdict(), "b": filed.b._asdict()} | told


def filed_from_record(record: Mapping[str, Any]) -> Filed:
    """What a line of identity.jsonl says. Raises KeyError, TypeError or ValueError where it is malformed."""
    a, b = Side(**record["a"]), Side(**record["b"])
    if record["by"] not in JUDGES or record["verdict"] not in VERDICTS or not isinstance(record["n"], int):
        raise ValueError("not a decision")
    told = (record["verdict"], record["reason"], record["score"], record["by"])
    return Filed(record["n"], a, b, Decision(a.id, b.id, *told))


def open_pairs(filed: Iterable[Filed]) -> list[Filed]:
    """The pairs of which the rules were unsure, that nobody has decided on and that are not one by other decisions."""
    every = list(filed)
    told = {(d.a, d.b) for _, _, _, d in every if d.by == PERSON}
    return [
        f
        for f in every
        if f.decision.verdict == "unsure"
        and f.decision.by != PERSON
        and f.a.actor != f.b.actor
        and not {(f.a.id, f.b.id), (f.b.id, f.a.id)} & told
    ]


def _side(sides: Mapping[str, Side], key: str) -> Side:
    return sides.get(key) or Side(key, "", "", None, None)
