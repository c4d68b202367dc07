"""What `kg identity` prints: decisions in numbers, pairs that wait, an actor's entries, what a decision changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import one_line
from kg.words import count

if TYPE_CHECKING:
    from kg.curation import Change, OpenPair, Overview, Portrait
    from kg.identity.decisions import Decision, Side
    from kg.identity.filing import Filed
    from kg.model import Article

LISTED = 40  # decisions of an actor that are shown
NAME, TITLE, REASON, WORDS_SHOWN, WHOLE = 40, 60, 120, 140, 500  # characters that are shown of each


def overview(found: Overview, folder: Path) -> str:
    """How many decisions there are by whom, and what to do next."""
    if not found.numbers:
        return "no decisions: no two articles name an actor or policy that might be one"
    lines = [f"{by:<10} {verdict:<10} {number:>9,}" for (by, verdict), number in found.numbers.items()]
    if found.waiting:
        lines += ["", f"{found.waiting:,} of persons wait: they are about entries that no article has now"]
    if found.open:
        lines += ["", f"{found.open:,} wait for a person: kg identity {folder} --unsure"]
    return "\n".join(lines)


def pairs(found: list[OpenPair], folder: Path) -> str:
    """The pairs that wait, each with the words around both, and why nobody can tell."""
    if not found:
        return "no pair waits for a person"
    width = max(len(name) for pair in found for name in map(_name, (pair.filed.a, pair.filed.b)))
    blocks = ["\n".join(_pair(pair, width)) for pair in found]
    advice = f"to decide: kg identity {folder} --same ID ID, or --different ID ID"
    return "\n\n".join([*blocks, f"{len(found):,} wait for a person; {advice}"])


def portrait(found: Portrait) -> str:
    """An actor's names, its entries by date, and the decisions about them."""
    aliases = f"; also {one_line(', '.join(found.item.aliases), REASON)}" if found.item.aliases else ""
    lines = [
        f"{one_line(found.item.name, NAME)}{aliases}",
        "",
        f"{count(len(found.entries), 'entry')} of {one_line(found.item.id, WHOLE)}",
    ]
    width = max((len(_name(side)) for side, _ in found.entries), default=0)
    lines += [f"  {_side(side, article, width)}" for side, article in found.entries]
    lines += ["", count(len(found.decisions), "decision")]
    lines += [f"  {_decision(filed)}" for filed in found.decisions[:LISTED]]
    more = len(found.decisions) - LISTED
    return "\n".join([*lines, *([f"  … {more:,} more in identity.jsonl"] if more > 0 else [])])


def changed(change: Change) -> str:
    """What a decision changed, and how to take it back."""
    before, after = change.before, change.after
    numbers = [
        f"{name} {_numbers(len(old), len(new))}"
        for name, old, new in (
            ("actors", before.actors, after.actors),
            ("policies", before.policies, after.policies),
            ("statements", before.statements, after.statements),
        )
    ]
    back = f"; to take it back: --undo {change.number}" if change.number else ""
    return f"{_told(change)}: {', '.join(numbers)}{back}"


def _told(change: Change) -> str:
    decision: Decision = change.decision
    what = f"{one_line(decision.a, WHOLE)} and {one_line(decision.b, WHOLE)}"
    if change.number is None:
        return f"taken back that {what} are {WORDS[decision.verdict]}"
    return f"{what} are {WORDS[decision.verdict]} now"


def _numbers(before: int, after: int) -> str:
    return f"{before:,}" if before == after else f"{before:,} → {after:,}"


def _pair(pair: OpenPair, width: int) -> Iterator[str]:
    number, gap = f"{pair.filed.n:>6}  ", " " * 8
    for start, side, place in zip((number, gap), (pair.filed.a, pair.filed.b), pair.places, strict=True):
        yield start + _side(side, place.article, width)
        if place.words:
            yield f"{gap}    “{one_line(place.words, WORDS_SHOWN)}”"
    yield gap + one_line(pair.filed.decision.reason, REASON)


def _side(side: Side, article: Article | None, width: int) -> str:
    title = one_line((article.title or article.file or article.id) if article else "no article", TITLE)
    date = f"{one_line(article.published, NAME)}  " if article and article.published else ""
    return f"{_name(side):<{width}}  {one_line(side.id, WHOLE)}  {date}{title}"


def _name(side: Side) -> str:
    return f"{one_line(side.name, NAME)} ({one_line(side.kind, NAME)})" if side.name else "in no article"


def _decision(filed: Filed) -> str:
    decision = filed.decision
    sides = f"{one_line(decision.a, WHOLE)} {MARKS[decision.verdict]} {one_line(decision.b, WHOLE)}"
    return f"{filed.n:>6}  {sides}  {decision.by}: {one_line(decision.reason, REASON)}"


WORDS = {"same": "one", "different": "two", "unsure": "one or two"}
MARKS = {"same": "=", "different": "≠", "unsure": "?"}
