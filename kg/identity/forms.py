"""Names of persons and bodies compared: what two names have in common, and what keeps them apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg import gazetteer as known
from kg.identity.sounds import sound
from kg.model import fold
from kg.resources import rows, words

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
LEFT_OUT = frozenset({"of", "the", "for", "and", "on", "in", "to", "de", "la", "du", "des"})  # of an acronym
SHORT = 2  # letters of the shortest acronym that is one by itself: "EU"
ARTICLE = re.compile(r"^(?:al|el|as|ash|ul)-", re.IGNORECASE)  # Arabic, before a surname alone
LOWER = re.compile(
    r"(?<![\w'’])[^\W\d_A-Z]+(?!\w)"
)  # a word that begins with a small letter: "van", not Vietnamese "Van"
KOREAN = re.compile(r"(\w+) \w+-[^\W\d_A-Z]\w*")  # "Park Geun-hye": the surname stands first


class PersonName(NamedTuple):
    """The folded parts of a person's name, without particles; `given` is "" where only the surname is known.

    `given` and `middle` may be initials.
    """

    given: str
    middle: tuple[str, ...]
    surname: str
    suffix: str

    @property
    def words(self) -> tuple[str, ...]:
        """The parts in order, without the suffix."""
        return (self.given, *self.middle, self.surname) if self.given else (self.surname,)


@lru_cache(maxsize=1 << 16)
def person_name(name: str) -> PersonName:
    """The parts of a name as written, the last word being the surname; "de Roe" and "al-Roe" are surnames alone."""
    bare = ARTICLE.sub("", name.strip())
    parts = fold(bare).split()
    suffix = parts.pop() if len(parts) > 1 and parts[-1] in SUFFIXES else ""
    if not parts:
        return PersonName("", (), fold(name), "")
    particles = words("name_particles.tsv") & {word.lower() for word in LOWER.findall(bare)}
    first = "" if parts[0] in particles else parts[0]
    *middle, surname = [word for word in parts[1:-1] if word not in particles] + parts[-1:]
    if not first:
        first, middle = (middle[0], middle[1:]) if middle else ("", [])
    return PersonName(first if len(parts) > 1 else "", tuple(middle), surname, suffix)


@lru_cache(maxsize=1 << 16)
def surnames(name: str) -> tuple[str, ...]:
    """The words that may be the surname of a full name as written: the last, and the first of "Park Geun-hye"."""
    parts = person_name(name)
    if not parts.given:
        return ()
    first = parts.given in _family_names() or KOREAN.fullmatch(name.strip())
    return (parts.surname, parts.given) if first else (parts.surname,)


def contradicts(one: PersonName, other: PersonName) -> str | None:
    """What in two names cannot be one person's, None where nothing is."""
    if _within(one, other) or _within(other, one) or _turned(one, other):
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


def spelled_alike(one: PersonName, other: PersonName) -> bool:
    """Whether two names differ in spelling alone."""
    return one.suffix == other.suffix and list(map(sound, one.words)) == list(map(sound, other.words))


def _within(one: PersonName, other: PersonName) -> bool:
    """Whether the longer name goes on behind or before the shorter: Luis Roe, Luis Roe Doe, Juan Luis Roe."""
    few, many = one.words, other.words
    if not one.given or one.suffix or len(few) >= len(many):
        return False
    few, many = tuple(map(sound, few)), tuple(map(sound, many))
    return few == many[-len(few) :] or (few == many[: len(few)] and not _is_thing(other.surname))


def _is_thing(word: str) -> bool:
    """Whether a longer name is no person's: "Luis Roe Foundation"."""
    return word in words("body_nouns.tsv") or word in words("thing_nouns.tsv")


def _turned(one: PersonName, other: PersonName) -> bool:
    """Whether a name is another in the order of another language: "Roe Viktor", "Viktor Roe"."""
    few, many = one.words, other.words
    if not one.given or len(few) != len(many) or few == many:
        return False
    return _leads(few, many) or _leads(many, few)


def _leads(family_first: tuple[str, ...], given_first: tuple[str, ...]) -> bool:
    """Whether the first word is the other's last, and the rest a given name, which that word is not."""
    family, *rest = family_first
    if (*rest, family) != given_first:
        return False
    return bool(known.gender(" ".join(rest))) and not known.gender(family)


def _same_middle(one: str, other: str) -> bool:
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return True
    return one == other or sound(one) == sound(other)


def same_given(one: str, other: str) -> bool:
    """Whether two folded given names may be one: equal, an initial of the other, or a short form of it."""
    return _same_middle(one, other) or bool(long_forms(one) & long_forms(other))


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


@lru_cache(maxsize=1)
def _family_names() -> frozenset[str]:
    """Family names that stand before the given name: "Xi"."""
    origins = [row["names"] for row in rows("given_names.tsv") if row["origin"] == "family_name_first"]
    return frozenset(fold(name) for names in origins for name in names.split("|"))


@lru_cache(maxsize=1 << 16)
def acronym(name: str) -> str | None:
    """The first letters of a name of several words, without small ones; None for one word."""
    parts = [word for word in fold(name).split() if word not in LEFT_OUT]
    return "".join(word[0] for word in parts) if len(parts) > 1 else None


def is_acronym(name: str) -> bool:
    """Whether a name is all capitals, such as "ECB" or "U.N."."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) >= SHORT and all(c.isupper() for c in letters) and " " not in name.strip()
