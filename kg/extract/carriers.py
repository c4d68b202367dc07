"""Who does what a noun or adjective tells: its owner, or the subject of the verb that carries it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.extract.acts import OWNERS, SUBJECTS, VERBS, places
from kg.extract.doers import doers
from kg.extract.ends import End, ends, unreal, whom
from kg.resources import rows

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
    if found or got or any(c.lower_ == "no" for c in noun.lefts):
        return found
    return _carried(reading, noun, relation)


def _carried(reading: Reading, noun: Token, relation: Relation) -> list[End]:
    """As in "Brown voiced criticism", "Brown is critical", "after talks, Brown said"."""
    for _ in range(MAX_LIST):
        if noun.dep_ != "conj" or noun.head.pos_ != noun.pos_:
            break
        noun = noun.head
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


def receiver(noun: Token) -> list[Token]:
    """Who gets what a noun tells: "Brown drew criticism from Green", "Brown is under pressure from Green"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "under" and verb.head.pos_ in VERBS:
        verb = verb.head
    elif noun.dep_ != "dobj" or _turns().get(verb.lemma_) != "back":
        return []
    return [] if unreal(verb) else list(places(verb, "subj"))


@cache
def _turns() -> dict[str, str]:
    return {row["verb"]: row["turn"] for row in rows("carrying_verbs.tsv")}
