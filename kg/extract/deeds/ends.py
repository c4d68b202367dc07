"""Who stands at an end of a deed: whom a noun phrase means, whose a thing is, whom a noun such as "critic" names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg import gazetteer as known
from kg.extract.deeds.acts import OWNERS, is_wish, places
from kg.extract.modality import CONDITIONS, NEGATIONS, is_denied, is_false

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.reading import Reading
    from kg.model import Actor

NEGATING = frozenset({"advmod", "preconj", "det"})
UNREAL = frozenset(
    {"can", "ca", "could", "might", "may", "would", "should", "must", "ought", "will", "'ll", "wo", "shall"}
)
HEDGES = frozenset({"allegedly", "supposedly", "purportedly", "almost", "nearly", "falsely", "wrongly"})
TITLE = frozenset({"PROPN", "NOUN"})  # what may stand before a name
MAX_TITLE = 5
LISTS = frozenset({"like", "including"})


class End(NamedTuple):
    """An actor at one end of a deed, and the way by which it was found."""

    actor: Actor
    way: str = ""


def ends(actors: tuple[Actor, ...], way: str = "") -> list[End]:
    """Several actors that were found by the same way."""
    return [End(actor, way) for actor in actors]


def whom(reading: Reading, token: Token) -> tuple[Actor, ...]:
    """Whom a noun phrase means: itself and its conjuncts, what it stands beside, or those that it counts up."""
    counted = (reading.actors_of(c) for c in token.rights if c.dep_ == "appos" and c.conjuncts)
    if found := next((some for some in counted if len(some) > 1), ()) or reading.actors_of(token):
        return found  # counted: "two senators, Brown and Green"
    if token.dep_ == "appos" and token.head.i != token.i:
        return reading.actors_at(token.head)
    listed = (p for c in token.rights if c.lower_ in LISTS for p in c.rights if p.dep_ == "pobj")
    beside = (c for c in token.rights if c.dep_ == "appos")
    return next((found for t in (*beside, *listed) if (found := reading.actors_of(t))), ())


def named_after(reading: Reading, token: Token, frame: str) -> tuple[Actor, ...]:
    """Whom the words right after a verb name, or after its preposition, where the parser hung them elsewhere."""
    rest = reading.doc[token.i + 1 : token.i + 2 + MAX_TITLE]
    if frame != "obj":
        rest = rest[1:] if len(rest) and rest[0].lower_ == frame else rest[:0]
    for word in rest:
        if word.i in reading.means:
            known = reading.means[word.i]
            after = next((t for t in reading.doc[word.i + 1 :] if reading.means.get(t.i) != known), word)
            part = after.tag_ == "POS" or after.pos_ in TITLE  # "called Green's aide", "backed Green voters"
            return () if part else reading.actors_of(after.nbor(-1))
        if word.pos_ not in TITLE:
            break
    return ()


def owner(reading: Reading, token: Token) -> list[End]:
    """Whose a thing or people is: "Brown's remarks", "Mexican troops", "the actions of Brown"."""
    if any(c.lower_ == "whose" for c in token.lefts) and token.head.dep_ == "relcl":  # "Brown, whose campaign"
        return ends(whom(reading, token.head.head), "of its")
    lands = {land.name for c in token.lefts if c.dep_ in OWNERS and (land := known.nation(c.text))}
    owners = [*(c for c in token.lefts if c.dep_ in {"poss", "compound"}), *places(token, "of")]
    found = [end for t in owners for end in ends(reading.actors_of(t), "of its")]
    return found or [End(a, "of nation") for a in reading.actors if a.kind == "government" and a.name in lands]


def named_by(reading: Reading, noun: Token) -> list[End]:
    """Whom a noun names: "Brown, a critic", "Brown is a critic", "Green's ally Brown"."""
    for named in reading.named:
        words = reading.doc[noun.i : named.start]
        if named.title <= noun.i < named.start and all(t.dep_ != "prep" for t in words):
            return [End(named.actor, "title")]
    if noun.dep_ == "appos":
        return ends(reading.actors_at(noun.head), "apposition")
    if noun.dep_ == "attr":
        subjects = () if unreal(noun.head) else places(noun.head, "subj")
        return [end for t in subjects for end in ends(whom(reading, t), "is")]
    if noun.dep_ == "pobj" and noun.head.lower_ == "as" and not unreal(verb := noun.head.head):
        frame = "obj" if verb.tag_ == "VBN" else "subj"  # "Brown was named as his deputy", "as his ally, Brown left"
        return [end for t in places(verb, frame) for end in ends(whom(reading, t), "as")]
    beside = [*(c for c in noun.children if c.dep_ == "appos"), *([noun.head] if noun.dep_ == "compound" else [])]
    return [end for t in beside for end in ends(reading.actors_of(t), "apposition")]


def unreal(verb: Token) -> bool:
    """Whether a clause tells what is not done: denied, doubtful, conditional, wished for or still to come."""
    if any(_makes_unreal(child) for child in verb.children):
        return True
    return is_wish(verb) or is_denied(verb) or is_false(verb)


def _makes_unreal(child: Token) -> bool:
    word = child.lower_
    if child.dep_ == "neg" or (word in NEGATIONS and child.dep_ in NEGATING) or word in HEDGES:
        return True
    if word == "yet" and child.nbor().lower_ == "to":  # "has yet to meet Brown"
        return True
    return (child.dep_ == "aux" and word in UNREAL) or (child.dep_ == "mark" and word in CONDITIONS)
