"""What in a sentence may name a policy: noun phrases, clauses that tell of a deed, pronouns that take up a policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.stating.phrases import EMPTY, clause_span, content, noun_span, verb_phrase
from kg.extract.stating.policies import NOUNS, WITHIN

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.extract.stating.policies import Policies

NO_POLICIES = frozenset({"PERSON", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "relcl", "ROOT", "conj"})
POINTERS = frozenset({"it", "this", "that", "them", "these"})
NOUN, POINTER, CLAUSE = range(3)
SET_PHRASES = frozenset({"in order", "in favor", "in favour", "in fact", "in addition", "in support", "on behalf"})
LEAST = 2  # content words of a clause that says enough


class Target(NamedTuple):
    """A phrase that may name a policy: its head, its tokens `start:end`, and whether NOUN, POINTER or CLAUSE."""

    head: Token
    start: int
    end: int
    form: int


def targets(sentence: Span, policies: Policies) -> Iterator[Target]:
    """The phrases of a sentence that may name a policy, in order of their heads."""
    for token in sentence:
        if token.pos_ in NOUNS and token.dep_ not in WITHIN and token.ent_type_ not in NO_POLICIES:
            if token.i and f"{token.nbor(-1).lower_} {token.lower_}" in SET_PHRASES:
                continue
            start, end = noun_span(token)
            if any(t.is_alpha and t.lower_ not in EMPTY for t in token.doc[start:end]):
                yield Target(token, start, end, NOUN)
        elif token.lower_ in POINTERS and token.pos_ in {"PRON", "DET"} and token.dep_ not in {"det", "mark"}:
            if policies.at(token):
                yield Target(token, token.i, token.i + 1, POINTER)
        elif token.pos_ == "VERB" and token.dep_ in CLAUSES and len(content(verb_phrase(token))) >= LEAST:
            yield Target(token, *clause_span(token), CLAUSE)
