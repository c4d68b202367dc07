"""Who does what a verb tells. What is denied, doubtful or only planned, nobody does."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.deeds.acts import OBJECTS, RELATIVE, SUBJECTS, VERBS, is_hyphened, places
from kg.extract.deeds.ends import End, ends, owner, unreal, whom
from kg.extract.subjects import is_text
from kg.resources import rows, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.reading import Reading
    from kg.model import Relation

OBJECT_DOES = frozenset({"for"})  # "thanked Brown for helping": the object helped
UNTOLD = frozenset({"of", "from", "without"})  # "accused Brown of helping", "kept Brown from helping": nothing is known
STEPS = frozenset({"step", "move", "approach", "habit", "course"})  # nouns for the deed itself
MAX_STEPS = 6

Step = tuple["Token", str] | list[End]  # the clause above with the way that leads there, or who was found


def doers(reading: Reading, verb: Token, relation: Relation) -> list[End]:
    """The agent or subject of a verb, or the one it borrows from the clauses above; nobody in doubt."""
    if is_hyphened(verb):
        return ends(reading.actors_at(verb.nbor(-2)), "hyphen")
    node, way = verb, ""
    for _ in range(MAX_STEPS):
        if unreal(node) or _is_ahead(node):
            return []
        if agent := next(places(node, "by"), None) if node.tag_ == "VBN" else None:
            return ends(whom(reading, agent), "agent")
        if subject := next((c for c in node.lefts if c.dep_ in SUBJECTS and c.lower_ != "whom"), None):
            if subject.dep_ == "nsubjpass" and node == verb:
                return []
            of_clause = subject.lower_ in RELATIVE and node.dep_ == "relcl"
            return _authors(reading, node.head if of_clause else subject, way)
        step = _STEPS.get(node.dep_, _stop)(reading, node, relation)
        if isinstance(step, list):
            return step
        node, way = step
    return []


def _authors(reading: Reading, subject: Token, way: str) -> list[End]:
    """The actors of a subject; of a text its author, of troops their state: "Brown's letter urged"."""
    if found := whom(reading, subject):
        return ends(found, way)
    serves = is_text(subject) or subject.lemma_.lower() in words("serving_nouns.tsv")
    return owner(reading, subject) if serves else []


def _stop(_: Reading, __: Token, ___: Relation) -> Step:
    return []


def _conjunct(_: Reading, node: Token, __: Relation) -> Step:
    return (node.head, "conjunct") if node.head.pos_ in VERBS else []


def _complement(_: Reading, node: Token, relation: Relation) -> Step:
    """As in "began to criticize" and "threatened to sue", but not in "urged them to sue"."""
    head = node.head
    other = head.lemma_ not in {"use", "spend"} and any(
        c.dep_ in OBJECTS for c in head.rights
    )  # "used her speech to attack"
    return [] if other or not _as_good_as_done(head, relation) else (head, "going on")


def _is_ahead(node: Token) -> bool:
    """Whether a passive is but planned: "was expected to be arrested by Brown"."""
    passive = node.dep_ == "xcomp" and node.tag_ == "VBN" and any(c.lower_ == "to" for c in node.lefts)
    return passive and not _as_good_as_done(node.head, "consult")


def _as_good_as_done(head: Token, relation: Relation) -> bool:
    return bool({"*", relation} & _governing().get(head.lemma_.lower(), frozenset()))


@cache
def _governing() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows("governing_verbs.tsv"):
        found[row["word"]] = found.get(row["word"], frozenset()) | {row["relation"]}
    return found


def _predicate(_: Reading, node: Token, __: Relation) -> Step:
    """As in "was quick to defend"."""
    return (node.head, "") if node.head.pos_ in VERBS else []


def _adverbial(_: Reading, node: Token, relation: Relation) -> Step:
    """As in "praising Brown, she left"; of purposes only words count: "used her speech to attack Brown"."""
    if node.tag_ == "VBN" or (node.tag_ == "VB" and relation != "criticize"):
        return []
    return node.head, "while"


def _gerund(reading: Reading, node: Token, _: Relation) -> Step:
    """As in "after firing Brown", "by attacking Brown", "thanked Brown for helping"."""
    prep, head = node.head, node.head.head
    if prep.lower_ == "of" and head.dep_ == "dobj" and head.lemma_ in STEPS:  # "took the step of firing Brown"
        return head.head, "by of"
    if head.pos_ not in VERBS or prep.lower_ in UNTOLD:
        return []
    if prep.lower_ in OBJECT_DOES and (objects := list(places(head, "obj"))):
        return [end for t in objects for end in ends(whom(reading, t), f"{prep.lower_} doing")]
    return head, f"by {prep.lower_}"


def _modifier(reading: Reading, node: Token, relation: Relation) -> Step:
    """As in "protesters condemning Brown", "a letter urging Brown", "Green's decision to fire Brown"."""
    noun = node.head
    if node.tag_ == "VBG" and not is_text(noun):
        return ends(whom(reading, noun), "participle")
    if node.tag_ == "VBG" or (node.tag_ == "VB" and _as_good_as_done(noun, relation)):
        if own := owner(reading, noun):
            return [End(end.actor, "decision") for end in own]
        return (noun.head, "decision") if noun.dep_ == "dobj" and noun.head.pos_ in VERBS else []
    return []


def _relative(reading: Reading, node: Token, _: Relation) -> Step:
    return ends(whom(reading, node.head), "relative")


_STEPS: dict[str, Callable[[Reading, Token, Relation], Step]] = {
    "conj": _conjunct, "xcomp": _complement, "ccomp": _complement, "acomp": _predicate, "advcl": _adverbial,
    "pcomp": _gerund, "acl": _modifier, "relcl": _relative,
}  # fmt: skip
