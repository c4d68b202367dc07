"""What persons decide: two are one, two are not one, a decision is taken back. Each joins the folder's graph again."""

from __future__ import annotations

from pathlib import Path

from kg import store
from kg.assembly import is_unchanged
from kg.curation.opening import Change, open_folder
from kg.errors import UsageError
from kg.identity.decisions import PERSON, POLICY, Verdict
from kg.identity.persons import person_decision


def same(folder: str | Path, a: str, b: str, *, note: str | None = None) -> Change:
    """Decide that two are one, each given by id, name or alias; the folder is written again, all or nothing.

    Raises UnknownActorError, AmbiguousActorError, ContradictionError, NoFindingsError, NotRepeatableError.
    """
    return _decide(folder, a, b, "same", note)


def different(folder: str | Path, a: str, b: str, *, note: str | None = None) -> Change:
    """Decide that two are not one; entries that are parts of one actor are given by their ids. Raises as `same`."""
    return _decide(folder, a, b, "different", note)


def undo(folder: str | Path, number: int, *, note: str | None = None) -> Change:
    """Take back a line of identity.jsonl: a person's decision goes; what others made one is decided to be different.

    Raises UsageError where there is no such line, or where it joined nothing.
    """
    now = open_folder(folder)
    if not is_unchanged(now.path, now.record):
        raise UsageError(reason=f"{store.DECIDED} was edited, so that line {number} may be another; run kg build first")
    filed = next((f for f in now.made.filed if f.n == number), None)
    if filed is None:
        raise UsageError(
            reason=f"there is no decision {number}; identity.jsonl numbers them 1 to {len(now.made.filed)}"
        )
    decision = filed.decision
    if decision.by == PERSON:
        return now.change(decision, [d for d in now.made.decided if (d.a, d.b) != (decision.a, decision.b)])
    if decision.verdict != "same":
        advice = f'kg identity {folder} --same "{decision.a}" "{decision.b}"'
        raise UsageError(reason=f"decision {number} joined nothing ({decision.verdict}); to join the two: {advice}")
    made = person_decision(decision.a, decision.b, "different", note)
    return now.change(made, [*now.made.decided, made])


def _decide(folder: str | Path, a: str, b: str, verdict: Verdict, note: str | None) -> Change:
    now = open_folder(folder)
    one, other = now.register.entry(a), now.register.entry(b)
    if one == other:
        reason = (
            f"{a} and {b} are one already; kg identity {folder} --actor {a!r} lists its entries, to part them by id"
        )
        raise UsageError(reason=reason)
    kinds = {now.made.sides[key].kind == POLICY for key in (one, other)}
    if len(kinds) > 1:
        raise UsageError(reason=f"{a} and {b} are an actor and a policy")
    made = person_decision(one, other, verdict, note)
    return now.change(made, [*now.made.decided, made])
