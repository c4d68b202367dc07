"""Who does what a noun or adjective tells: its owner, or the subject of the verb that carries it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.deeds.acts import OBJECTS, OWNERS, SUBJECTS, VERBS, places
from kg.extract.deeds.doers import doers
from kg.extract.deeds.ends import End, ends, unreal, whom
from kg.resources import rows, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.reading import Reading
    from kg.model import Relation

PREDICATED = frozenset({"attr", "acomp", "oprd"})
# Prepositions of the phrases in which a deed is told in passing: "after talks with Brown, Green said".
PASSING = frozenset(
    {"in", "during", "after", "at", "before", "following", "through", "over", "from", "under", "amid", "with", "by"}
    | {"on", "to"}
)
YIELDING = frozenset({"after", "amid", "despite", "following"})
MAX_LIST = 6  # nouns that one verb carries: "voiced criticism, anger and contempt"


def noun_doers(reading: Reading, noun: Token, target: Token, relation: Relation) -> list[End]:
    """Its owner, who stands after "by" or "from", or else the subject of the verb that carries it."""
    own = [t for t in noun.lefts if t.dep_ in OWNERS and t != target]
    got = bool(receiver(noun))
    givers = [noun, noun.head] if got else [noun]
    own += [t for place in givers for word in ("by", "from") for t in places(place, word) if t != target]
    if target.head.lower_ != "of":
        own += [t for t in places(noun, "of") if t != target]
    found = [end for t in own for end in ends(reading.actors_of(t), "owner")]
    found = found or [end for verb in _made(noun, target) for end in doers(reading, verb, relation)]
    if found or got:
        return found
    return _carried(reading, noun, relation)


def _made(noun: Token, target: Token) -> list[Token]:
    """As in "sanctions on Green imposed by Brown", which the parser may hang on either noun."""
    return [
        c
        for t in (noun, target)
        for c in t.rights
        if c.dep_ == "acl" and c.tag_ == "VBN" and _turns().get(c.lemma_) == "same"
    ]


def _carried(reading: Reading, noun: Token, relation: Relation) -> list[End]:
    """As in "Brown voiced criticism", "Brown is critical", "after talks, Brown said"."""
    for _ in range(MAX_LIST):
        if noun.dep_ == "conj" and noun.head.pos_ == noun.pos_:
            noun = noun.head
        elif noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in words("light_nouns.tsv"):
            noun = noun.head.head  # "issued words of support"
        else:
            break
    head = noun.head
    if noun.dep_ == "dobj":
        found = doers(reading, head, relation) if _turns().get(head.lemma_) == "same" else []
        return [End(end.actor, "carried") for end in found]
    if noun.dep_ in PREDICATED and head.pos_ in VERBS:
        return [End(end.actor, "is") for end in doers(reading, head, relation)]
    if noun.dep_ == "pobj" and head.lower_ in PASSING and head.head.pos_ in VERBS:
        return [End(end.actor, f"in {head.lower_}") for end in doers(reading, head.head, relation)]
    if noun.dep_ == "amod":
        return ends(whom(reading, head), "attribute")
    if noun.pos_ in VERBS:  # "is frustrated with"
        subjects = () if unreal(noun) else (c for c in noun.lefts if c.dep_ in SUBJECTS)
        return [end for t in subjects for end in ends(whom(reading, t), "is")]
    return []


def undone(noun: Token) -> bool:
    """Whether what a noun tells was not to be: "cancelled the talks", "no talks between Brown and Green"."""
    acted_on = noun.dep_ in OBJECTS and _turns().get(noun.head.lemma_) == "undone"
    return acted_on or any(c.lower_ == "no" for c in noun.lefts) or _is_shadow(noun)


def _is_shadow(noun: Token) -> bool:
    """Whether a critic is one by office, as the "finance critic" of a party in opposition."""
    before = (c.lower_ for c in noun.lefts if c.dep_ == "compound")
    return noun.lower_ == "critic" and not words("portfolios.tsv").isdisjoint(before)


def receiver(noun: Token) -> list[Token]:
    """Who gets what a noun tells: "Brown drew criticism from Green", "Brown is under pressure from Green"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.head.pos_ in VERBS and (verb.lower_ == "under" or _comes_from(noun, verb)):
        verb = verb.head
    elif noun.dep_ != "dobj" or _turns().get(verb.lemma_) != "back":
        return []
    return [] if unreal(verb) else list(places(verb, "subj"))


def _comes_from(noun: Token, prep: Token) -> bool:
    """As in "changed course after pressure from Brown"."""
    return prep.lower_ in YIELDING and any(c.lower_ == "from" for c in noun.rights)


@cache
def _turns() -> dict[str, str]:
    return {row["verb"]: row["turn"] for row in rows("carrying_verbs.tsv")}
