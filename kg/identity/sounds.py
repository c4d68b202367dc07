"""Spellings: a key that a name has in whatever way news writes it, "Zelensky" or "Zelenskiy"."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.model import fold
from kg.resources import rows

# How news spells one sound: what stands left is read as what stands right, in this order.
SOUNDS = (
    ("ı", "i"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("ð", "d"), ("þ", "th"), ("ß", "ss"), ("æ", "a"), ("œ", "o"),
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("sch", "sh"), ("kh", "h"), ("ph", "f"), ("iy", "i"),
    ("yy", "i"), ("ii", "i"), ("ij", "i"), ("ye", "e"), ("ie", "e"), ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"),
    ("y", "i"), ("j", "i"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("c", "k"), ("w", "v"), ("z", "s"),
    ("dh", "d"), ("gh", "g"),
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A key that spellings of one folded name share: by name_spellings.tsv, else by how its letters sound.

    An initial is itself: John C. Roe is not John K. Roe.
    """
    return word if len(word) == 1 else _spellings().get(word) or _read(word)


def spelling(word: str) -> str:
    """The same by name_spellings.tsv alone, the word itself where it does not have it."""
    return _spellings().get(word, word)


def _read(word: str) -> str:
    for written, read in SOUNDS:
        word = word.replace(written, read)
    return re.sub(r"(.)\1+", r"\1", word)


@cache
def _spellings() -> dict[str, str]:
    """The key of each spelling of the table, which is that of its name."""
    table = {}
    for row in rows("name_spellings.tsv"):
        for form in (row["name"], *row["spellings"].split("|")):
            table[fold(form)] = _read(fold(row["name"]))
    return table
