"""Actors named by common nouns: the Mexican government, the Smith campaign, human rights groups, a senior official."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import speech_verbs
from kg.extract.naming.extents import AMOUNTS, STATES, amount, extent, first
from kg.model import Kind
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PLURALS = frozenset({"NNS", "NNPS"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
OBJECTS = frozenset({"dobj", "dative"})
SHARED = frozenset({"conj", "appos"})
SERVANTS = frozenset({"spokesman", "spokeswoman", "spokesperson", "lawyer", "attorney", "aide", "adviser", "envoy"})
INDEFINITE = frozenset({"a", "an", "one", "another"})
STATE = frozenset({"authorities", "government", "authority", "regime", "administration"})
SOURCES = frozenset({"by", "from", "to", "with", "among", "between", "against", "for", "of"})
BEHIND = frozenset({"prep", "appos", "relcl"})


@dataclass(frozen=True, slots=True)
class Group:
    """Tokens `start:end` with `head` name an actor; `standard` is its name in the gazetteer, if it has one.

    `amount`: where the phrase begins with the words for how many they are, if it has any.
    """

    start: int
    end: int
    head: int
    kind: Kind
    standard: str | None = None
    amount: int | None = None


@cache
def _nouns() -> dict[str, tuple[Kind, str]]:
    return {row["noun"]: (row["kind"], row["needs"]) for row in rows("actor_nouns.tsv")}  # type: ignore[misc]


@cache
def _last_words() -> frozenset[str]:
    return frozenset(noun.split()[-1] for noun in _nouns())


def _row(token: Token) -> tuple[Kind, str] | None:
    """The kind of actor that a noun names and what it needs; of two words ("task force") before one."""
    if token.lower_ not in _last_words():
        return None
    before = token.nbor(-1).lower_ if token.i else ""
    return _nouns().get(f"{before} {token.lower_}") or _nouns().get(token.lower_)


def find_groups(doc: Doc) -> Iterator[Group]:
    """The actors that common nouns name, in order of place."""
    for token in doc:
        row = _row(token)
        if row and token.pos_ in {"NOUN", "PROPN"} and token.dep_ != "compound":
            kind, needs = row
            start, end = extent(token, kind)
            standard = _nation(doc, token, start) or _body(doc, start, end)
            group = Group(start, end, token.i, kind, standard, amount(token, start))
            if _CHECKS[needs](token, group):
                yield group


def find_bare(doc: Doc) -> Iterator[Group]:
    """The bodies that an article calls by their noun alone: the administration, the police."""
    for token in doc:
        if token.lower_ in _nouns() and _nouns()[token.lower_][1] == "body" and _bare(token):
            yield Group(token.i, token.i + 1, token.i, _nouns()[token.lower_][0])


def _bare(token: Token) -> bool:
    """Whether a noun stands alone where bodies act."""
    if first(token) < token.i or token.dep_ == "compound" or any(c.dep_ in BEHIND for c in token.rights):
        return False
    return token.dep_ == "poss" or (token.dep_ != "dobj" and _acting(token))


def find_parties(doc: Doc, home: str | None = None) -> Iterator[Group]:
    """The parties that a word tells beside a person or a role: "Republican" senator, "a Democrat"."""
    for token in doc:
        if token.text[0].isupper() and token.tag_ not in PLURALS and token.is_alpha:
            party = known.party_in(home, token.text)
            if party and token.text not in party.name.split()[-1:] and _of_person(token):
                yield Group(token.i, token.i + 1, token.i, party.kind, party.name)


def _of_person(token: Token) -> bool:
    """Whether a word stands before a name or the noun of one person's role, or is itself such a noun."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if after is not None and after.tag_ not in PLURALS and known.title(after.text):
        return True
    head = token.head
    if token.dep_ in {"amod", "compound", "nmod"} and head.i > token.i:
        return head.ent_type_ == "PERSON" or known.role_noun(head.text) is not None
    one = any(t.lower_ in INDEFINITE | {"the"} for t in token.doc[token.left_edge.i : token.i])
    return one and token.dep_ in {"appos", "attr", "nsubj", "conj", "ROOT", "pobj"}


def _body(doc: Doc, start: int, end: int) -> str | None:
    """The gazetteer's name of a body written small: "Turkey's foreign ministry", "Labour party"."""
    body = known.body(doc[start:end].text) if end - start > 1 else None
    return body.name if body else None


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


def _owned(token: Token, group: Group) -> bool:
    if group.standard:
        return True
    before = token.doc[group.start : token.i]
    return any(t.pos_ == "PROPN" or t.text == "'s" or known.demonym(t.text) for t in before)


def _indefinite(token: Token, group: Group) -> bool:
    before = token.doc[group.start - 1] if group.start else None
    single = before is not None and before.lower_ in INDEFINITE
    alone = token.dep_ != "appos" and not any(c.dep_ == "appos" for c in token.children)
    return alone and (single or _belongs(token, group)) and _telling(token, group)


def _belongs(token: Token, group: Group) -> bool:
    """Whether one person is told by whose servant it is: Roe's spokesman, the embassy's spokeswoman."""
    return token.lower_ in SERVANTS and any(t.text == "'s" for t in token.doc[group.start : token.i])


def _acting(token: Token, _group: Group | None = None) -> bool:
    """Whether a noun is the subject, agent or object of a verb, or the other side of an act."""
    top = _first_named(token)
    verb = top.head
    if top.dep_ in SUBJECTS | OBJECTS:
        return verb.pos_ in {"VERB", "AUX"}
    return top.dep_ == "pobj" and (verb.dep_ == "agent" or verb.lower_ in SOURCES)


def _telling(token: Token, _group: Group) -> bool:
    """Whether a noun is the subject or agent of a verb, or the source after "according to"."""
    top = _first_named(token)
    if top.dep_ in SUBJECTS:
        return top.head.pos_ in {"VERB", "AUX"}
    return top.dep_ == "pobj" and (top.head.dep_ == "agent" or top.head.head.lower_ == "according")


def _first_named(token: Token) -> Token:
    """The first of those named side by side, or the amount of them: it tells what all of them do."""
    while token.head.i != token.i:
        if token.dep_ in SHARED:
            token = token.head
        elif token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in AMOUNTS:
            token = token.head.head
        else:
            break
    return token


def _described(token: Token, group: Group) -> bool:
    """Whether a body is told by an owner, or by a word of its own where it acts: a "federal appeals" court."""
    return _owned(token, group) or (_modified(token, group) or (group.start < token.i and token.dep_ == "poss"))


def _informed(token: Token, group: Group) -> bool:
    """Whether a source is told by what it knows: people "familiar with the talks"."""
    after = token.doc[token.i + 1 : token.i + 4]
    return any(t.lower_ in STATES for t in after) and _telling(token, group)


def _sources(token: Token, group: Group) -> bool:
    told = _telling(token, group) or token.dep_ in {"dobj", "pobj"}
    says = token.dep_ == "nsubj" and token.head.lemma_ in speech_verbs()
    return says or (told and (_told_apart(token, group) or group.amount is not None))


def _modified(token: Token, group: Group) -> bool:
    return _told_apart(token, group) and _acting(token)


def _told_apart(token: Token, group: Group) -> bool:
    """Whether words beside a noun tell which are meant: an adjective, a number, "members of Congress"."""
    return group.start < token.i or group.end > token.i + 1


_CHECKS: dict[str, Callable[[Token, Group], bool]] = {
    "owner": _owned, "indefinite": _indefinite, "acting": _acting, "modified": _modified, "telling": _sources,
    "described": _described, "body": _described, "informed": _informed,
}  # fmt: skip
