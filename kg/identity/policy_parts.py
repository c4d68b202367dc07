"""The parts of a policy's name from left to right, each the longest that a table knows; no parser is needed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg import gazetteer as known
from kg.identity.policy_words import MOST_WORDS, Sense, classes, senses, singular, stem, title_key, titles, vague
from kg.model import fold

PAIR = 2  # words of which two capitals tell little
SMALL = 3  # letters of words that a proper name writes small
MOST_TITLE, MOST_LAND, MOST_BODY = 8, 3, 5  # words of a known policy, a country, a body
CONTINENTS = frozenset({"North", "South", "Central", "Latin"})
ADJECTIVE = "adjective"  # the part that "Russian" plays: whose sanctions?
INSTRUMENTS = frozenset({"law", "deal", "plan", "decision", "inquiry", "person", "force"})  # they come and go

_DEED = re.compile(r"(?:tion|ment|passage)$")  # of nouns of doing: "border wall construction"


class Part(NamedTuple):
    """A part of a name: what it means, how it is used, the words themselves, the part that a link gives it."""

    means: str
    use: str
    words: str
    role: str = ""


def parts_of(name: str) -> list[Part]:
    """The parts of a name, without "plan to", "construction of" and the like where the rest still tells a policy."""
    return _without_beginning(list(_parts(name)))


def _without_beginning(parts: list[Part]) -> list[Part]:
    """The parts without "plan to", "construction of" and the like, where what is left still tells a policy."""
    if len(parts) > 2 and parts[0].use == "plan" and parts[1].words in {"to", "of"}:
        parts = parts[2:]
    for place in (0, -1):
        others = parts[1:] if place == 0 else parts[:-1]
        if parts and parts[place].use == "begin" and _tells(others) and (not place or _DEED.search(parts[-1].words)):
            parts = others
    return [part if part.use not in {"begin", "plan"} else Part(stem(part.words), "word", part.words, part.role)
            for part in parts]  # fmt: skip


def _tells(parts: list[Part]) -> bool:
    return sum(part.use != "link" for part in parts) > 1 or any(part.use == "name" for part in parts)


def _parts(name: str) -> Iterator[Part]:
    """The parts of a name from left to right, each the longest that a table knows."""
    words = [w for w in re.split(r"[\s/\-–—]+", re.sub(r"[\"“”()\[\],;:!?]", " ", name)) if w.strip(".'’")]
    proper = all(w[:1].isupper() for w in words if len(w) > SMALL) and not _is_plain(words)  # "Clean Rivers Act"
    at, role = 0, ""
    while at < len(words):
        part, size = _part(words, at, proper)
        at += size
        if part.use == "link":
            role = "" if part.means == "whole" else part.means
        if part.use != "empty":
            yield part._replace(role=part.role or role)


def _part(words: list[str], at: int, proper: bool) -> tuple[Part, int]:
    continental = at > 0 and words[at - 1] in CONTINENTS  # "North American" is of no country
    looks = ((MOST_TITLE, _title), (0 if continental else MOST_LAND, _land), (MOST_BODY, _body), (MOST_WORDS, _sense))
    for longest, look in looks:
        for size in range(min(longest, len(words) - at), 0, -1):
            if (size < len(words) or look is not _title) and (part := look(words[at : at + size])):
                return part, size
    return _word(words, at, proper), 1


def _title(words: list[str]) -> Part | None:
    phrase = " ".join(words)
    title = titles().get(title_key(_unpossessed(phrase)))
    return Part(f"={title}", "name", phrase) if title else None


def _land(words: list[str]) -> Part | None:
    phrase = _unpossessed(" ".join(words))
    if land := known.country(phrase):
        return Part(f"@{land.name}", "land", phrase)
    people = known.demonym(phrase)
    return Part(f"@{people.name}", "land", phrase, ADJECTIVE) if people else None


def _body(words: list[str]) -> Part | None:
    phrase = _unpossessed(" ".join(words))
    if not (phrase[:1].isupper() and words[-1][:1].isupper()) or known.is_shared(phrase):
        return None
    body = known.body(phrase)
    return Part(f"={body.name}", "word" if body.type == "party" else "name", phrase) if body else None


def _sense(words: list[str]) -> Part | None:
    low = [fold(word) for word in words]
    sense: Sense | None = senses().get(" ".join(low)) or senses().get(" ".join([*low[:-1], singular(low[-1])]))
    return Part(sense.means, sense.use, " ".join(low)) if sense else None


def _word(words: list[str], at: int, proper: bool) -> Part:
    """A word that no table knows; a capital tells a proper name, but for that of a sentence's first word."""
    word, plain = words[at], _unpossessed(words[at])
    if digits := re.search(r"\d[\d.,]*", word):
        return Part(digits[0].strip(".,").replace(",", ""), "figure", word)
    means = stem(fold(plain), verb=at == 0)
    capital = word[:1].isupper() and (at > 0 or proper or plain.isupper()) and plain == word
    common = means in vague() or singular(fold(plain)) in classes()
    name = capital and not common and not known.party(plain) and not known.is_shared(plain)
    return Part(means, "name" if name else "word", plain)


def _is_plain(words: list[str]) -> bool:
    """Whether a headline may write a common noun phrase so: "Farm Bill"."""
    return len(words) == PAIR and classes().get(singular(words[-1].lower())) in INSTRUMENTS


def _unpossessed(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)
