"""Where quotation marks open and close; who speaks between them is told in speakers.py."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.reading import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING, CLOSING = "open", "close"
DOUBLE = re.compile(r"[\"“”„‟«»]|''|``|‘‘|’’")
ELISIONS = r"(?!(?:\d0s|em|til|cause|tis|twas|n)\b)"  # '90s, 'em
SINGLE = re.compile(rf"(?<![\w'’])['‘‚]{ELISIONS}(?=[\w$£€(\[…])|(?<=[\w.,?!…)\]])['’](?![\w'’])")
GLYPHS = dict.fromkeys(("“", "„", "«", "``", "‘‘"), OPENING) | dict.fromkeys(("”", "»", "’’"), CLOSING)
BEFORE_OPENING = frozenset("([{-–—/:")
AFTER_CLOSING = frozenset(")]}-–—/:;,.?!")

ENDS = (".", "!", "?", "…")
NARRATED = re.compile(r", (?:\S+ ){0,5}?(?:said|says|told|wrote|added|asked)\b")  # a closing mark was forgotten

Stretch = tuple[int, int]  # characters between two marks


def find_quotes(doc: Doc, text: str) -> list[Quote]:
    """The quotations of a Doc, without their speakers, in order; they do not overlap.

    `text` is the article's own, as long as the Doc's, where curly marks still tell their direction. A mark left open
    ends with its paragraph, which is how a quotation of several paragraphs is set.
    """
    starts = [token.idx for token in doc]
    quotes = []
    for line in re.finditer(r"[^\n]+", text):
        for start, end in _stretches(text, line.start(), line.end()):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            while first < last and doc[first].is_space:
                first += 1
            while first < last and doc[last - 1].is_space:
                last -= 1
            if first < last:
                quotes.append(Quote(first, last))
    return quotes


def _stretches(text: str, start: int, end: int) -> list[Stretch]:
    """What stands in double marks within a paragraph, and outside of it what stands in single ones."""
    double = list(_paired(text, start, end))
    edges = [start, *(i for stretch in double for i in stretch), end]
    single = [s for left, right in zip(edges[::2], edges[1::2], strict=True) for s in _single(text, left, right)]
    return sorted([*double, *single])


def _paired(text: str, start: int, end: int) -> Iterator[Stretch]:
    """What stands in double marks: of a pair within a pair the outer, unless it lacks its closing mark."""
    spans = [m.span() for m in DOUBLE.finditer(text, start, end)]
    marks = [(left, right, _direction(text, left, right, start, end)) for left, right in spans]
    closing = sum(direction != OPENING for *_, direction in marks)  # marks yet to come that may close
    opened, depth = None, 0
    for left, right, direction in marks:
        spaced = opened is not None and GLYPHS.get(text[left:right]) == CLOSING  # "… , ”said Brown
        opens = not spaced and (direction == OPENING or (direction is None and opened is None))
        if opens and opened is None:
            opened, depth = right, 0
        elif opens and closing > depth + 1:
            depth += 1
        elif opens:  # each of several paragraphs in one line opens, only the last one closes; or a mark is missing
            if opened is not None and _is_speech(text[opened:left]):
                yield opened, left
            opened, depth = right, 0
        elif opened is not None and depth:
            depth -= 1
        elif opened is not None:
            yield opened, left
            opened = None
        closing -= direction != OPENING
    if opened is not None:
        yield opened, end


def _is_speech(words: str) -> bool:
    """Whether words after a mark that nothing closes are sentences of the speaker's alone."""
    return words.rstrip().endswith(ENDS) and not NARRATED.search(words)


def _direction(text: str, left: int, right: int, start: int, end: int) -> str | None:
    """Whether a mark opens or closes: by the characters beside it, else by its shape."""
    before, after = text[left - 1 : left] if left > start else "", text[right : right + 1] if right < end else ""
    may_open = not before or before.isspace() or before in BEFORE_OPENING
    may_close = not after or after.isspace() or after in AFTER_CLOSING
    if may_open != may_close:
        return OPENING if may_open else CLOSING
    return GLYPHS.get(text[left:right])


def _single(text: str, start: int, end: int) -> Iterator[Stretch]:
    """What stands in single marks; an apostrophe at a word's end closes nothing where a later mark can."""
    opened, closed = None, None
    for mark in SINGLE.finditer(text, start, end):
        if not text[mark.start() - 1 : mark.start()].strip() or text[mark.start() - 1] in BEFORE_OPENING:
            if opened is not None and closed is not None:
                yield opened, closed
            opened, closed = mark.end(), None
        elif opened is not None and (closed is None or _plural(text, closed)):
            closed = mark.start()
    if opened is not None and closed is not None:
        yield opened, closed


def _plural(text: str, mark: int) -> bool:
    """Whether a mark may be the apostrophe of "the voters' will"."""
    return text[mark - 1] == "s" and bool(re.match(r" \w", text[mark + 1 : mark + 3]))
