"""Lines that were wrapped at a fixed width: their breaks become spaces, one for one, so that offsets stay."""

from __future__ import annotations

import re

WRAPS = 5  # breaks between two lines of text from which on a text may be wrapped
SHARE = 0.5  # of them in the middle of a sentence
NARROW, WIDE = 40, 100  # characters of a wrapped line
FULL = 0.6  # of the widest line: a shorter one is a heading, or the end of a paragraph
ENDS = re.compile(r"""[.!?:;]["'”’)]*\s*$""")
ITEM = re.compile(r"\s*(?:[-*•]|\d+[.)])\s")


def unwrapped(text: str) -> str:
    """The text with a space for each line break that only wraps it; nothing else changes, nor does its length."""
    lines = text.split("\n")
    breaks = [i for i in range(len(lines) - 1) if lines[i].strip() and lines[i + 1].strip()]
    inner = [i for i in breaks if not ENDS.search(lines[i]) and NARROW <= len(lines[i]) <= WIDE]
    if len(breaks) < WRAPS or len(inner) < SHARE * len(breaks):
        return text
    width = max(len(lines[i]) for i in inner)
    wraps = {i for i in breaks if len(lines[i]) >= FULL * width and not ITEM.match(lines[i + 1])}
    last = len(lines) - 1
    return "".join(line + ("" if i == last else " " if i in wraps else "\n") for i, line in enumerate(lines))
