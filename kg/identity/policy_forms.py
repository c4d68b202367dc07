"""Names of policies taken apart: what is done, to what, where, which one; by these parts two names are compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import NamedTuple

from kg import gazetteer as known
from kg.identity.policy_words import (
    MOST_WORDS,
    Sense,
    classes,
    known_policies,
    lasting,
    senses,
    singular,
    stem,
    title_key,
    titles,
    vague,
)
from kg.model import fold

PAIR = 2  # words of which two capitals tell little
SMALL = 3  # letters of words that a proper name writes small
MOST_TITLE, MOST_LAND, MOST_BODY = 8, 3, 5  # words of a known policy, a country, a body
CONTINENTS = frozenset({"North", "South", "Central", "Latin"})
ADJECTIVE = "adjective"  # the part that "Russian" plays: whose sanctions?
LASTING = "lasting"  # kind of what is called so for years, whatever the class of its noun
INSTRUMENTS = frozenset({"law", "deal", "plan", "decision", "inquiry", "person", "force"})  # they come and go
FLEETING = frozenset({"law", "decision", "inquiry", "person", "force"})  # also where a country is named
REPEATED = frozenset({"plan", "decision", "force"})  # also where one proper name is given: "the Roe plan"
Key = tuple[str, ...]

_DEED = re.compile(r"(?:tion|ment|passage)$")  # of nouns of doing: "border wall construction"


class Part(NamedTuple):
    """A part of a name: what it means, how it is used, the words themselves, the part that a link gives it."""

    means: str
    use: str
    words: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class PolicyForm:
    """The parts of a policy's name. `roles`: what links tell of each, "" where none does; `kind`: class of its head.

    `title` is the name by which it is known, `named` whether a proper name tells which policy it is, `deed` whether
    the name begins with what is done: "building".
    """

    title: str | None
    words: frozenset[str]
    turns: tuple[str, ...]
    against: int  # of the turns, how many go against the policy
    figures: frozenset[str]
    lands: frozenset[str]
    roles: dict[str, str] = field(hash=False)
    kind: str = ""
    named: bool = False
    deed: bool = False

    @property
    def key(self) -> Key:
        """What names of one policy have in common."""
        return (f"title:{self.title}",) if self.title else (*self.arguments, *self.turns)

    @property
    def arguments(self) -> Key:
        """The same without what is done."""
        return tuple(sorted(self.words | self.figures | self.lands))

    @property
    def rest(self) -> tuple[Key, frozenset[str], frozenset[str]]:
        """What is done, which one, and where."""
        return self.turns, self.figures, self.lands

    @property
    def specific(self) -> frozenset[str]:
        """The words that tell which policy is meant."""
        return self.words - vague()

    @property
    def telling(self) -> bool:
        """Whether the name alone may tell one policy: not "the Senate bill", "more sanctions"."""
        if self.title or self.named:
            return True
        if not self.specific - _heads() and not (self.lands and (self.turns or self.kind == "force")):
            return False
        return sum(len(word.split()) for word in (*self.specific, *self.turns, *self.lands, *self.figures)) > 1

    @property
    def fleeting(self) -> bool:
        """Whether many such policies come and go under one name: "the immigration bill", "a peace deal"."""
        if self.title or self.kind not in INSTRUMENTS:
            return False
        if self.named:
            return self.kind in REPEATED and len(self.specific - _heads()) <= 1
        return self.kind in FLEETING or not self.lands


@lru_cache(1 << 16)
def policy_form(name: str) -> PolicyForm:
    """The parts of a policy's name. It is read without a parser: words, tables, and links between them."""
    form = _form(name)
    return form if form.title or len(form.key) < 2 else replace(form, title=_titles_by_key().get(form.key))


@cache
def _titles_by_key() -> dict[Key, str]:
    """Names of known policies by what their longer forms say: "exit from the EU", "leaving the European Union"."""
    forms = ((replace(_form(form), title=None), name) for form, name in known_policies() if " " in form)
    return {form.key: name for form, name in forms if len(form.key) > 1 and form.telling}


def _form(name: str) -> PolicyForm:
    title = titles().get(title_key(_bare(name)))
    parts = _without_beginning(list(_parts(name)))
    words, figures = _of(parts, "word", "same", "name"), _of(parts, "figure")
    turns = [part for part in parts if part.use.startswith("turn")]
    head = _head(parts)
    last = head.words.split()[-1].lower() if head else ""
    noun = last if last in classes() else singular(last)
    kind = LASTING if {noun, last} & lasting() else classes().get(noun, "")
    roles: dict[str, str] = {}
    for part in parts:
        if part.use in {"word", "same", "name", "land"}:
            roles[part.means] = part.role if roles.get(part.means, part.role) == part.role else ""
    return PolicyForm(
        title, words, tuple(sorted(part.means for part in turns)), sum(part.use == "turn-" for part in turns),
        figures, _of(parts, "land"), roles, kind,
        any(part.use == "name" for part in parts), bool(re.match(r"\w{3,}ing\b", name)),
    )  # fmt: skip


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", name.strip(), flags=re.IGNORECASE)


@cache
def _heads() -> frozenset[str]:
    nouns = [noun for noun, kind in classes().items() if kind in INSTRUMENTS and noun not in lasting()]
    return frozenset(nouns) | frozenset(map(stem, nouns))


def _of(parts: list[Part], *uses: str) -> frozenset[str]:
    return frozenset(part.means for part in parts if part.use in uses)


def _head(parts: list[Part]) -> Part | None:
    """The last word before the first link, else the last of all; of "repeal of the fishing law" the law."""
    first = next((n for n, part in enumerate(parts) if part.use == "link"), len(parts))
    before, behind = ([p for p in some if p.use not in {"figure", "link"}] for some in (parts[:first], parts[first:]))
    if before and not (behind and before[-1].use.startswith("turn")):
        return before[-1]
    return _head(parts[first + 1 :]) if behind else None


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
