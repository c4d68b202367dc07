"""PolNeAR: attributions in news of politics, each with its source, its cue and its content.

A gold item is a stretch of a content in double marks, of two words or more. It is *direct* where the whole piece of the
content stands in marks ("…," she said), a *fragment* where words outside of marks belong to the content, too; many of
the latter are terms and titles, which we do not report by intent, so they have a row of their own. So have the items
whose source is neither a name nor a pronoun ("a voter"): whether one is an actor, the corpus does not tell. Items
without a source are left out. The head row holds the direct items whose source is a name or a pronoun.

A quotation is right when it shares at least 80 % of its characters with the stretch (of both together), and one of its
speakers is named or meant at the source. The corpus has no coreference: for "he" this tells by our own whose words we
take them for, and where it leaves "he" open, the source of the attribution before is taken; the row of names is free of
that. What we report and no attribution holds is wrong in the head row; what another row holds is not counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpora.common import Pairs, Record, Row, counted, meant
from kg.extract.quotations import quotations as extracted
from kg.extract.reading import Reading
from kg.model import Actor

MARK = r"(?:[\"“”]|''|``)"  # the last two in the files of one newspaper
IN_MARKS = re.compile(rf"{MARK}((?:(?!{MARK})[^\n])+)(?:{MARK}|(?=\n|$))")
BEFORE = re.compile(rf"{MARK}$")
BETWEEN = re.compile(r"[\s.,;:—–-]*")
SHARED, MIN_WORDS = 0.8, 2
NAME, PRONOUN, OTHER = "name", "pronoun", "other"

Span = tuple[int, int]


class Item(NamedTuple):
    """A stretch in marks, in characters, the actors named or meant at its source, and the kind of its words."""

    span: Span
    source: frozenset[Actor]
    kind: str
    direct: bool


class Answer(NamedTuple):
    """A quotation that we report, and all its speakers."""

    span: Span
    speakers: frozenset[Actor]


def quotations(pairs: Pairs, _: Path) -> list[Row]:
    """The rows of the corpus."""
    counts: Counter[tuple[str, str]] = Counter()
    for record, reading in pairs:
        _count(counts, list(items(record, reading)), answers(reading))
    rows = {"direct quotations, their speaker a name or pronoun": "direct", "of these, the speaker a name": NAME,
            "the same, the words alone": "words", "direct quotations of sources without a name": OTHER,
            "quoted fragments of indirect speech": "fragment"}  # fmt: skip
    return [Row(what, counted(*(counts[key, n] for n in ("right", "found", "gold")))) for what, key in rows.items()]


def items(record: Record, reading: Reading) -> Iterator[Item]:
    """The gold items of a record."""
    before: frozenset[Actor] = frozenset()
    for attribution in sorted(
        (a for a in record["attributions"] if a["source"]), key=lambda a: a["source"][0]["start"]
    ):
        start, end = attribution["source"][0]["start"], attribution["source"][-1]["end"]
        kind, source = kind_of(reading, start, end), frozenset(meant(reading, start, end))
        before = source or (before if kind == PRONOUN else frozenset())
        for piece in joined(record["text"], attribution["content"]):
            whole, spans = is_whole(record["text"], *piece), stretches(record["text"], *piece)
            yield from (Item(span, before, kind, whole) for span in spans)


def joined(text: str, pieces: list[Record]) -> list[Span]:
    """The pieces of a content, where only white space parts two of them as one."""
    found: list[Span] = []
    for start, end in sorted((piece["start"], piece["end"]) for piece in pieces):
        goes_on = bool(found) and not text[found[-1][1] : start].strip()
        found.append((found.pop()[0] if goes_on else start, end))
    return found


def stretches(text: str, start: int, end: int) -> Iterator[Span]:
    """What stands in marks within a piece of a content; the opening mark may stand just before it."""
    for found in IN_MARKS.finditer(text, _opened(text, start), end):
        if len(found[1].split()) >= MIN_WORDS:
            yield found.span(1)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether nothing of a piece stands outside of marks."""
    return BETWEEN.fullmatch(IN_MARKS.sub("", text[_opened(text, start) : end])) is not None


def _opened(text: str, start: int) -> int:
    """Where a piece begins with the mark that may stand just before it."""
    before = BEFORE.search(text[max(0, start - 2) : start])
    return start - len(before[0]) if before else start


def kind_of(reading: Reading, start: int, end: int) -> str:
    """Whether a source is a pronoun, or holds a name, or neither."""
    span = reading.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return OTHER
    if any(t.pos_ == "PROPN" for t in span):
        return NAME
    return PRONOUN if span.root.tag_ in {"PRP", "WP", "WDT"} else OTHER


def answers(reading: Reading) -> list[Answer]:
    """What we report, each stretch once."""
    found: dict[Span, set[Actor]] = {}
    for statement in extracted(reading):
        start = reading.article.text.find(statement.quote, statement.evidence[0].start)
        found.setdefault((start, start + len(statement.quote)), set()).add(statement.speaker)
    return [Answer(span, frozenset(speakers)) for span, speakers in sorted(found.items())]


def _count(counts: Counter[tuple[str, str]], gold: list[Item], found: list[Answer]) -> None:
    """Add the items and answers of an article to the rows that they belong to."""
    counts.update((row, "gold") for item in gold for row in rows_of(item))
    for answer in found:
        item = next((i for i in gold if alike(i.span, answer.span)), None)
        right = item is not None and not answer.speakers.isdisjoint(item.source)
        rows = rows_of(item) if item else ("direct", "words")
        for row in rows:
            counts[row, "found"] += 1
            counts[row, "right"] += right or (row == "words" and item is not None)


def rows_of(item: Item) -> tuple[str, ...]:
    if not item.direct:
        return ("fragment",)
    return (OTHER,) if item.kind == OTHER else ("direct", "words", NAME) if item.kind == NAME else ("direct", "words")


def alike(one: Span, other: Span) -> bool:
    """Whether two spans share most of their characters."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and shared >= SHARED * (max(one[1], other[1]) - min(one[0], other[0]))
