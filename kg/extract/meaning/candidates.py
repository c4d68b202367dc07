"""Who may be meant at a place: those named or meant before it, sentence by sentence, and whose clause it is in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "pobj"})
OBJECT_PRONOUNS = frozenset({"him", "her", "it", "them"})
REFLEXIVE = frozenset({"himself", "herself"})
RELATIVE = frozenset({"who", "which", "that"})
JOINED, PARTS = frozenset({"conj", "appos"}), frozenset({"compound", "flat", "nmod"})
SINGULAR = frozenset({"NN", "NNP"})

Candidate = tuple["Token", tuple[Actor, ...]]  # where somebody is named or meant; nobody known where it is nobody named


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known so far: whom tokens name or mean, and which tokens are quoted."""

    doc: Doc
    found: Mapping[int, tuple[Actor, ...]]
    quoted: frozenset[int]

    def sentences_back(self, token: Token, back: int) -> Iterator[list[Candidate]]:
        """Who is named or meant in the token's sentence before it, then in each of the `back` sentences before.

        Sentences that are another's words throughout do not count.
        """
        end, start = token.i, token.sent.start
        while back >= 0:
            heard = [i for i in range(start, end) if self.heard(i, token)]
            yield [(self.doc[i], self.found[i]) for i in heard if i in self.found]
            back -= end == token.i or any(self.doc[i].is_alpha for i in heard)
            if start == 0:
                return
            end, start = start, self.doc[start - 1].sent.start

    def heard(self, place: int, token: Token) -> bool:
        """Whether a place is told by the same voice: the narrator does not refer to what is quoted."""
        return token.i in self.quoted or place not in self.quoted


def clauses_above(token: Token) -> Iterator[Token]:
    """The verbs that govern a token, the nearest first."""
    for above in token.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            yield above


def subjects(verb: Token) -> list[Token]:
    """The subject of a verb, with its conjuncts; of an infinitive the object above it: they asked Roe "to resign"."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS]
    if not own and verb.tag_ == "VB" and verb.dep_ == "xcomp":
        own = [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
    return [t for c in own for t in (c, *c.conjuncts)]


def top(token: Token) -> Token:
    """The head of the noun phrase that a name is in: as a conjunct, an apposition or part of a longer name."""
    while token.head.i != token.i and (token.dep_ in JOINED or (token.dep_ in PARTS and token.head.pos_ == "PROPN")):
        token = token.head
    return token


def is_subject(token: Token) -> bool:
    """Whether a name or its noun phrase is the subject of its clause."""
    return top(token).dep_ in SUBJECTS


def is_main_subject(token: Token) -> bool:
    """Whether it is that of the main clause."""
    return is_subject(token) and top(token).head.dep_ == "ROOT"


def same_clause(named: Token, pronoun: Token) -> bool:
    """Whether an object pronoun and a name have one verb: "Tillerson met him" means another man."""
    if pronoun.dep_ not in OBJECTS or pronoun.lower_ not in OBJECT_PRONOUNS:
        return False
    verb = pronoun.head.head if pronoun.head.dep_ == "prep" else pronoun.head
    return named.head in (verb, pronoun.head)


def is_somebody(token: Token) -> bool:
    """Whether a noun means one person, named or not: "a senior adviser", "the speaker"."""
    return token.tag_ in SINGULAR and known.role_noun(token.text) is not None


def sentences(token: Token) -> Iterator[Span]:
    """A token's sentence and those before it, the nearest first."""
    sentence = token.sent
    yield sentence
    while sentence.start:
        sentence = token.doc[sentence.start - 1].sent
        yield sentence


def subjects_above(scene: Scene, token: Token) -> Iterator[Token]:
    """The subjects of the clauses that a token is in, the nearest first; those that follow only a clause set before."""
    for verb in clauses_above(token):
        for subject in subjects(verb):
            meant = verb.head if subject.lower_ in RELATIVE and verb.dep_ == "relcl" else subject
            own = meant.i == token.i or (verb == _verb(token) and _is_object(token))
            ahead = meant.i > token.i and not _set_before(token, verb)
            if not own and not ahead and scene.heard(meant.i, token):
                yield meant


def _verb(token: Token) -> Token:
    return token.head.head if token.head.dep_ == "prep" else token.head


def _is_object(token: Token) -> bool:
    return token.dep_ in OBJECTS and token.lower_ not in REFLEXIVE


def _set_before(token: Token, verb: Token) -> bool:
    """Whether a token stands in a subordinate clause before the verb: "After he took office, Roe …"."""
    return any(c.dep_ == "advcl" and c.i < verb.i and c.is_ancestor(token) for c in verb.children)
