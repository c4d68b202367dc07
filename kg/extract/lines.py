"""What a page's layout left in a text becomes spaces, one for one, and offsets stay: wraps of lines, boxes of links."""

from __future__ import annotations

import re

WRAPS = 5  # breaks between two lines of text from which on a text may be wrapped
SHARE = 0.5  # of them in the middle of a sentence
NARROW, WIDE = 40, 100  # characters of a wrapped line
FULL = 0.6  # of the widest line: a shorter one is a heading, or the end of a paragraph
ENDS = re.compile(r"""[.!?:;]["'”’)]*\s*$""")
ITEM = re.compile(r"\s*(?:[-*•]|\d+[.)])\s")

# A box of links that some sites put behind a name: "Roe Jane Ann RoeTen senators to watch … MORE".
MORE = re.compile(r"(?P<name>\b[A-Z][\w'’-]+)(?P<links> (?:\S+ ){0,4}(?P=name)[A-Z0-9“‘\"'][^\n]{0,600}? MORE\b)")


def readable(text: str) -> str:
    """The text with spaces for what is no part of its sentences; its length does not change."""
    return unwrapped(unlinked(text))


def unlinked(text: str) -> str:
    """The text with spaces for the boxes of links behind names."""
    return MORE.sub(lambda m: m["name"] + " " * len(m["links"]), text) if " MORE" in text else text


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
