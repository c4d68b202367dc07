"""Words by which a position is taken, and the places in a sentence where what it is about may stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

VERBS = frozenset({"VERB", "AUX"})
PARTICLES = frozenset({"prt", "advmod", "prep", "dobj", "acomp"})  # what the parser makes of the "out" of "rule out"
LINKS = frozenset({"prt", "prep", "advmod", "acomp"})
CLAUSES = frozenset({"xcomp", "ccomp", "acl", "advcl"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
MODALS = frozenset({"will", "would", "should", "must", "'ll"})
SIGNS = {"support": 1, "oppose": -1, "mixed": 0}
PARTS = {"NOUN": "noun", "ADJ": "adj", "PROPN": "noun"}
NEAR = 4  # tokens between two verbs that share an object


class Cue(NamedTuple):
    """A row of seeds/stance_cues.tsv: +1 supports, -1 opposes, 0 both; where its policy may stand; what kind it is."""

    word: str
    sign: int
    frames: tuple[str, ...]
    kind: str


def cues_at(token: Token) -> list[Cue]:
    """The cues that a token is; with its particle ("rule out") it is another verb."""
    lemma = token.lemma_.lower()
    if token.pos_ not in VERBS:
        return list(_table().get((lemma, PARTS.get(token.pos_, "")), ()))
    pairs = (_table().get((f"{lemma} {c.lower_}", "verb"), ()) for c in token.rights if c.dep_ in PARTICLES)
    found = [cue for pair in pairs for cue in pair] or list(_table().get((lemma, "verb"), ()))
    return found + list(_table().get((token.lower_, "adj"), ())) if token.tag_ in {"VBN", "VBD"} else found


@cache
def _table() -> dict[tuple[str, str], tuple[Cue, ...]]:
    found: dict[tuple[str, str], list[Cue]] = {}
    for row in rows("stance_cues.tsv"):
        cue = Cue(row["cue"], SIGNS[row["stance"]], tuple(row["frames"].split(" | ")), row["kind"])
        found.setdefault((row["cue"], row["pos"]), []).append(cue)
    return {key: tuple(cues) for key, cues in found.items()}


def places(token: Token, frame: str) -> Iterator[Token]:
    """The heads of what stands in a frame of a cue word, such as "obj", "prep:for", "to"."""
    name, _, word = frame.partition(":")
    yield from FRAMES[name](token, word)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.lefts)


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that hang on a verb itself."""
    return [c for c in verb.lefts if c.dep_ in SUBJECTS]


def _objects(verb: Token, _: str) -> Iterator[Token]:
    """Direct object, subject of the passive, or the noun that a participle or relative clause stands by."""
    direct = [c for c in verb.children if c.dep_ == "dobj"] + [c for c in verb.lefts if c.dep_ == "nsubjpass"]
    for token in direct:
        if token.lower_ not in RELATIVE:
            yield from (token, *token.conjuncts, *_nested(token))
        elif verb.dep_ == "relcl":
            yield verb.head
    if not direct:
        yield from _gaps(verb)


def _nested(noun: Token) -> Iterator[Token]:
    """Objects that the parser hangs too low: "announced an order on trade and the construction of a wall"."""
    for below in (c for p in noun.rights if p.dep_ == "prep" for c in p.rights if c.dep_ == "pobj"):
        yield from (c for c in below.rights if c.dep_ == "conj" and c.pos_ == "NOUN" and _of_something(c))


def _of_something(noun: Token) -> bool:
    after = noun.nbor() if noun.i + 1 < len(noun.doc) else None
    return after is not None and after.lower_ == "of" and after.head in (noun, noun.head)


def _gaps(verb: Token) -> Iterator[Token]:
    """The object that a verb takes from elsewhere: "bill signed by", "bill Brown backed", "backed or opposed it"."""
    related = any(c.lower_ not in RELATIVE for c in own_subjects(verb))
    if (verb.dep_ == "acl" and verb.tag_ == "VBN") or (verb.dep_ == "relcl" and related):
        yield verb.head
    elif verb.dep_ == "conj" and verb.head.dep_ == "relcl" and related:
        yield verb.head.head
    elif verb.dep_ == "conj" and verb.head.pos_ in VERBS and verb.i < verb.head.i + NEAR:
        yield from (c for c in verb.head.rights if c.dep_ == "dobj" and c.i > verb.i)


def _after(token: Token, word: str) -> Iterator[Token]:
    """Objects of a preposition, also through a particle: "pull out of"; and the clause of "for the minister to go"."""
    links = [token, *(c for c in token.rights if c.dep_ in LINKS)]
    if token.dep_ == "dobj" and token.i + 1 < len(token.doc) and token.nbor() in list(token.head.rights):
        links.append(token.head)  # "voiced opposition to the bill", where "to" hangs on the verb
    for holder in links:
        for prep in (c for c in holder.rights if c.i > token.i or holder is not token.head):
            if prep.lower_ == word and prep.dep_ in {"prep", "dative", "agent", "mark"}:
                heads = [c for c in prep.rights if c.dep_ in {"pobj", "pcomp"}]
                yield from (t for head in heads for t in (head, *head.conjuncts))
            elif word == "for" and is_for_to(prep):
                yield prep


def is_for_to(verb: Token) -> bool:
    """Whether a clause is of the form "for the minister to go"."""
    return verb.dep_ in CLAUSES and is_infinitive(verb) and any(c.lower_ == "for" for c in verb.lefts)


def _infinitives(token: Token, _: str) -> Iterator[Token]:
    yield from (
        t for c in token.rights if c.dep_ in CLAUSES and c.tag_ == "VB" and is_infinitive(c) for t in _joined(c)
    )


def _gerunds(token: Token, _: str) -> Iterator[Token]:
    inner = (c for c in token.rights if c.dep_ in {"xcomp", "pcomp", "ccomp"} and c.tag_ == "VBG")
    yield from (t for c in inner for t in _joined(c))


def _joined(verb: Token) -> Iterator[Token]:
    yield from (verb, *(c for c in verb.conjuncts if c.tag_ == verb.tag_ and not own_subjects(c)))


def _that(token: Token, _: str) -> Iterator[Token]:
    """Clauses that say what shall be, not what is: "that the parliament cede", "that it will cede"."""
    for child in token.rights:
        if child.dep_ == "ccomp":
            singular = any(c.tag_ in {"NN", "NNP"} for c in own_subjects(child))
            modal = any(c.dep_ == "aux" and c.lower_ in MODALS for c in child.lefts)
            if child.tag_ == "VB" or modal or (child.tag_ == "VBP" and singular):
                yield child


def _subject(token: Token, _: str) -> Iterator[Token]:
    yield from (c for c in own_subjects(token) if c.lower_ not in RELATIVE)


def _that_subject(token: Token, _: str) -> Iterator[Token]:
    """The subject of a clause that is warned of, complained of: "warned that the tax would hurt farmers"."""
    yield from (s for c in token.children if c.dep_ == "ccomp" for s in _subject(c, ""))


def _compounds(token: Token, _: str) -> Iterator[Token]:
    """The noun before an agent's noun: "gun control advocates"."""
    nouns = (c for c in token.lefts if c.pos_ in {"NOUN", "PROPN"})
    yield from (c for c in nouns if c.dep_ in {"compound", "amod", "nmod"})


Frame = Callable[["Token", str], Iterator["Token"]]

FRAMES: dict[str, Frame] = {
    "obj": _objects,
    "prep": _after,
    "to": _infinitives,
    "ing": _gerunds,
    "that": _that,
    "subj": _subject,
    "thatsubj": _that_subject,
    "compound": _compounds,
}
