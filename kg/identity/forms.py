"""Names of persons and bodies compared: what two names have in common, and what keeps them apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.model import fold
from kg.resources import rows

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
LEFT_OUT = frozenset({"of", "the", "for", "and", "on", "in", "to", "de", "la", "du", "des"})  # of an acronym
SHORT = 2  # letters of the shortest acronym that is one by itself: "EU"
# How news spells one sound: what stands left is read as what stands right, in this order.
SOUNDS = (
    ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("kh", "h"), ("ph", "f"), ("iy", "i"), ("yy", "i"),
    ("ii", "i"), ("ij", "i"), ("ye", "e"), ("ie", "e"), ("yu", "u"), ("iu", "u"), ("ya", "a"), ("ia", "a"),
    ("y", "i"), ("j", "i"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("dh", "d"), ("gh", "g"),
)  # fmt: skip


class PersonName(NamedTuple):
    """The folded parts of a person's name; `given` and `middle` may be initials, "" where there are none."""

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str


@lru_cache(maxsize=1 << 16)
def person_name(name: str) -> PersonName:
    """The parts of a name, the last word being the surname; of one word only the surname is known."""
    words = fold(name).split()
    suffix = words.pop() if len(words) > 1 and words[-1] in SUFFIXES else ""
    if not words:
        return PersonName("", (), fold(name), "")
    return PersonName(words[0] if len(words) > 1 else "", tuple(words[1:-1]), words[-1], suffix)


def contradicts(one: PersonName, other: PersonName) -> str | None:
    """What in two names cannot be one person's, None where nothing is."""
    if _within(one, other) or _within(other, one):
        return None
    if one.surname != other.surname and sound(one.surname) != sound(other.surname):
        return "different surnames"
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return "different suffixes"
    if one.given and other.given and not same_given(one.given, other.given):
        return "different given names"
    if any(not _same_middle(a, b) for a, b in zip(one.middle, other.middle, strict=False)):
        return "different middle names"
    return None


def _within(one: PersonName, other: PersonName) -> bool:
    """Whether the longer name goes on behind or before the shorter: Luis Roe, Luis Roe Doe, Juan Luis Roe."""
    few, many = (one.given, *one.middle, one.surname), (other.given, *other.middle, other.surname)
    if not one.given or one.suffix or len(few) >= len(many):
        return False
    return few in (many[: len(few)], many[-len(few) :])


def _same_middle(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def same_given(one: str, other: str) -> bool:
    """Whether two folded given names may be one: equal, an initial of the other, or a short form of it."""
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    return sound(one) == sound(other) or bool(long_forms(one) & long_forms(other))


@lru_cache(maxsize=1 << 14)
def long_forms(given: str) -> frozenset[str]:
    """The given names that a name may stand for, itself among them."""
    return _nicknames().get(given, frozenset()) | {given}


@lru_cache(maxsize=1)
def _nicknames() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for row in rows("nicknames.tsv"):
        table.setdefault(fold(row["short"]), set()).update(fold(name) for name in row["names"].split("|"))
    return {short: frozenset(names) for short, names in table.items()}


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """A key that spellings of one name in other scripts share: Zelensky, Zelenskyy, Zelenskiy."""
    for written, read in SOUNDS:
        word = word.replace(written, read)
    return re.sub(r"(.)\1+", r"\1", word)


def acronym(name: str) -> str | None:
    """The first letters of a name of several words, without small ones; None for one word."""
    words = [word for word in fold(name).split() if word not in LEFT_OUT]
    return "".join(word[0] for word in words) if len(words) > 1 else None


def is_acronym(name: str) -> bool:
    """Whether a name is all capitals, such as "ECB" or "U.N."."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) >= SHORT and all(c.isupper() for c in letters) and " " not in name.strip()
