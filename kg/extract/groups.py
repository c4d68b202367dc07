"""Actors named by common nouns: the Mexican government, the Smith campaign, a White House official."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import modifiers, speech_verbs
from kg.model import Kind
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
OWNERS = frozenset({"compound", "poss", "amod", "nmod"})
INDEFINITE = frozenset({"a", "an", "one", "another"})
STATE = frozenset({"officials", "authorities", "government", "authority", "regime", "administration"})


@dataclass(frozen=True, slots=True)
class Group:
    """Tokens `start:end` with `head` name an actor; `nation` the country whose government it is, else None."""

    start: int
    end: int
    head: int
    kind: Kind
    nation: str | None = None


@cache
def _nouns() -> dict[str, tuple[Kind, str]]:
    return {row["noun"]: (row["kind"], row["needs"]) for row in rows("actor_nouns.tsv")}  # type: ignore[misc]


def find_groups(doc: Doc) -> Iterator[Group]:
    """The actors that common nouns name, in order of place."""
    for token in doc:
        if token.lower_ in _nouns() and token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
            kind, needs = _nouns()[token.lower_]
            start = _start(token)
            group = Group(start, token.i + 1, token.i, kind, _nation(doc, token, start))
            if _CHECKS[needs](token, group):
                yield _as_government(group, token)


def _start(token: Token) -> int:
    """First word of the noun phrase before its head: without articles, over possessors and adjectives."""
    start = token.i
    while start > token.sent.start and doc_word(token.doc[start - 1]):
        start -= 1
    return start


def doc_word(token: Token) -> bool:
    """Whether a token may stand inside the name of a group before its head."""
    if token.lower_ in modifiers("group") and token.pos_ != "PROPN":  # "new", but not that of New Zealand
        return False
    return (
        token.pos_ in {"PROPN", "ADJ", "NOUN"}
        or token.text in {"'s", "-"}
        or (token.tag_ == "VBN" and token.i > token.sent.start)
    )


def _nation(doc: Doc, token: Token, start: int) -> str | None:
    if token.lower_ not in STATE:
        return None
    for i in range(start, token.i):
        for end in range(token.i, i, -1):
            if land := known.nation(doc[i:end].text.removesuffix("'s").strip()):
                return land.name
    if token.i + 2 < len(doc) and doc[token.i + 1].lower_ == "of":
        for end in range(min(token.i + 6, len(doc)), token.i + 2, -1):
            if land := known.country(doc[token.i + 2 : end].text):
                return land.name
    return None


def _as_government(group: Group, token: Token) -> Group:
    if token.lower_ in STATE and not group.nation and token.lower_ in {"officials", "authorities"}:
        return Group(group.start, group.end, group.head, "unnamed")
    return group


def _owned(token: Token, group: Group) -> bool:
    if group.nation:
        return True
    before = token.doc[group.start : token.i]
    return any(t.pos_ == "PROPN" or known.demonym(t.text) for t in before)


def _indefinite(token: Token, group: Group) -> bool:
    before = token.doc[group.start - 1] if group.start else None
    says = token.dep_ in SUBJECTS and token.head.lemma_ in speech_verbs()
    return (
        says
        and before is not None
        and before.lower_ in INDEFINITE
        and not any(c.dep_ == "appos" for c in token.children)
    )


def _acting(token: Token, _group: Group) -> bool:
    verb = token.head
    return (token.dep_ in SUBJECTS and verb.pos_ == "VERB") or (token.dep_ == "pobj" and verb.dep_ == "agent")


def _modified(token: Token, group: Group) -> bool:
    return group.start < token.i and _acting(token, group)


_CHECKS = {"owner": _owned, "indefinite": _indefinite, "acting": _acting, "modified": _modified}
