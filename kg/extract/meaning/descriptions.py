"""Whom a description means: "the prime minister", "the Kentucky Republican", "the 54-year-old"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.meaning.portraits import Portrait, Portraits
from kg.extract.offices.roles import read_role
from kg.extract.offices.seats import RolePhrase, party_of
from kg.model import Actor, fold
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

Fits = Callable[[Actor], bool]

SINGULAR = frozenset({"NN", "NNP"})
NO_PLACE = frozenset({"compound", "appos", "attr", "nmod", "npadvmod", "oprd"})  # here a noun tells, and recalls nobody
TELLING = frozenset({"prep", "appos", "relcl", "acl"})  # what behind a noun tells which one is meant
OF = frozenset({"of", "from"})
OTHERS = frozenset(
    {"other", "next", "new", "only", "first", "last", "late", "same", "incoming", "future", "latest"}
    | {"outgoing", "departing", "dismissed", "ousted", "sacked", "fired"}
)
AGE = re.compile(r"(\d+)-year-old")
PAST, AHEAD = "former", "future"


def description(token: Token, portraits: Portraits, genders: Mapping[str, str]) -> tuple[Fits, Fits] | None:
    """Who is said to be, and who else may be, the one person that a description means; None where it is none."""
    likened = token.dep_ == "pobj" and token.head.lower_ == "as"
    if (token.tag_ not in SINGULAR and token.lower_ != "old") or token.dep_ in NO_PLACE or likened:
        return None
    words = _words(token)
    if words is None:
        return None
    if age := AGE.fullmatch(words):
        return (lambda a: _of(a, portraits).age == age[1]), nobody
    phrase = read_role(words) if known.role_noun(token.text) or party_of(token.text) else None
    if phrase is None or (phrase.linked and not (phrase.nation or phrase.place or phrase.body or phrase.party)):
        return None
    noun = known.role_noun(token.text)
    sex = noun.gender if noun and noun.gender else None

    def person(actor: Actor) -> bool:
        return actor.kind == "person" and sex in (None, "-", genders.get(actor.id, sex))

    return (
        lambda a: person(a) and agrees(phrase, _of(a, portraits)),
        lambda a: person(a) and may_be(phrase, _of(a, portraits)),
    )


def nobody(_: Actor) -> bool:
    """What nobody is."""
    return False


def agrees(phrase: RolePhrase, portrait: Portrait) -> bool:
    """Whether the article says of a person what a description recalls: the role, and all that is beside it."""
    if phrase.nation and not phrase.place and phrase.nation not in portrait.nations:
        return False
    sole = phrase.office is not None and phrase.office.unique and not portrait.parties  # the Republican "president"
    told = (
        (phrase.place, portrait.places),
        (None if sole else phrase.party, portrait.parties),
        (fold(phrase.body or ""), portrait.bodies),
    )
    if any(name and name not in names for name, names in told):
        return False
    held = portrait.former if phrase.status == PAST else portrait.roles
    return phrase.role == "member" or not held.isdisjoint(_recalled(phrase))


def may_be(phrase: RolePhrase, portrait: Portrait) -> bool:
    """Whether the article says of a person nothing that a description with a place or party contradicts."""
    told = ((phrase.nation, portrait.nations), (phrase.place, portrait.places), (phrase.party, portrait.parties))
    if phrase.linked or phrase.body or not (phrase.place or phrase.party):
        return False
    if any(n and names and n not in names for n, names in told):
        return False
    held = portrait.roles | portrait.former
    return phrase.role == "member" or not held or not held.isdisjoint(_recalled(phrase))


def recalls(role: str, portrait: Portrait) -> bool:
    """Whether a noun such as "leader" or "senator" may recall a person."""
    return not portrait.roles.isdisjoint({role, *_narrower().get(role, ())})


def _recalled(phrase: RolePhrase) -> set[str]:
    """The roles that a description may recall: that of all its words, its office, narrower ones."""
    names = {fold(phrase.role)} | ({phrase.office.name} if phrase.office else set())
    return names.union(*(_narrower().get(name, ()) for name in names))


@cache
def _narrower() -> dict[str, tuple[str, ...]]:
    return {row["role"]: tuple(row["narrower"].split(" | ")) for row in rows("broader_roles.tsv")}


def _of(actor: Actor, portraits: Portraits) -> Portrait:
    return portraits.get(actor.id) or Portrait()


def _words(token: Token) -> str | None:
    """The words of "the …" as far as they tell who is meant; None where it is not definite, or something else tells."""
    doc, start = token.doc, token.left_edge.i
    vague = any(t.lower_ in OTHERS or t.tag_ == "JJS" for t in token.lefts)
    if doc[start].lower_ != "the" or start + 1 > token.i or vague:
        return None
    end: int | None = token.i + 1
    telling = [c for c in token.rights if c.dep_ in TELLING and not _aside(c)]
    if len(telling) == 1 and telling[0].lower_ in OF and telling[0].i == end:
        end, telling = _names_after(telling[0]), []
    return doc[start + 1 : end].text if end and not telling else None


def _aside(word: Token) -> bool:
    """Whether what follows a noun adds to it, and does not tell which one is meant: the mayor, "a Tory", left."""
    first = word.doc[word.left_edge.i]
    return first.nbor(-1).text == "," and (word.dep_ != "appos" or first.lower_ in {"a", "an"})


def _names_after(link: Token) -> int | None:
    """The end of the name after a preposition, None where no name follows."""
    names = [t for t in link.children if t.dep_ == "pobj"]
    return names[0].i + 1 if len(names) == 1 and names[0].pos_ == "PROPN" else None
