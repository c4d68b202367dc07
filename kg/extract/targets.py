"""What in a sentence may name a policy: noun phrases, clauses that tell of a deed, pronouns that take up a policy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.phrases import clause_span, content, noun_span, plain, verb_phrase
from kg.extract.policies import NOUNS, WITHIN

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.extract.policies import Policies

NO_POLICIES = frozenset({"PERSON", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
CLAUSES = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl", "relcl", "ROOT", "conj"})
POINTERS = frozenset({"it", "this", "that", "them", "these"})
KINDS = ("noun", "pronoun", "clause")
LEAST = 2  # content words of a clause that says enough


class Target(NamedTuple):
    """A phrase that may name a policy: its head, its tokens `start:end`, and the index of its kind in KINDS."""

    head: Token
    start: int
    end: int
    kind: int


def targets(sentence: Span, policies: Policies) -> Iterator[Target]:
    """The phrases of a sentence that may name a policy, in order of their heads."""
    for token in sentence:
        if token.pos_ in NOUNS and token.dep_ not in WITHIN and token.ent_type_ not in NO_POLICIES:
            start, end = noun_span(token)
            if content(plain(token.doc, start, end)):
                yield Target(token, start, end, 0)
        elif token.lower_ in POINTERS and token.pos_ in {"PRON", "DET"} and token.dep_ not in {"det", "mark"}:
            if policies.at(token):
                yield Target(token, token.i, token.i + 1, 1)
        elif token.pos_ == "VERB" and token.dep_ in CLAUSES and len(content(verb_phrase(token))) >= LEAST:
            yield Target(token, *clause_span(token), 2)
