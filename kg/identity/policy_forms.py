"""Names of policies taken apart: what is done, to what, where, which one; by these parts two names are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from kg.identity.policy_parts import INSTRUMENTS, Part, parts_of
from kg.identity.policy_words import classes, known_policies, lasting, singular, stem, title_key, titles, vague

LASTING = "lasting"  # kind of what is called so for years, whatever the class of its noun
FLEETING = frozenset({"law", "decision", "inquiry", "person", "force"})  # also where a country is named
REPEATED = frozenset({"plan", "decision", "force"})  # also where one proper name is given: "the Roe plan"
Key = tuple[str, ...]


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
    parts = parts_of(name)
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
