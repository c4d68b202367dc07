"""Roles that a clause tells of its subject: she "is the mayor", "was named minister", "leads the party"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, cast

from kg import gazetteer as known
from kg.extract.claims import Claim, claims_in
from kg.extract.reading import Named, Reading
from kg.extract.roles import read_role
from kg.model import Status
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENTS = frozenset({"oprd", "attr", "dobj"})
PAST = frozenset({"VBD", "VBN"})

COPULA, VERB = 0.8, 0.8


def copula(reading: Reading, person: Named) -> Iterator[Claim]:
    """What the subject is or was: Smith is "the mayor of Leeds"."""
    for subject in _subjects(reading, person):
        verb = subject.head
        if verb.lemma_ != "be" or subject.dep_ != "nsubj" or any(c.dep_ == "neg" for c in verb.children):
            continue
        status: Status = "former" if verb.tag_ == "VBD" else "current"
        for role in (c for c in verb.children if c.dep_ == "attr" and known.role_noun(c.text)):
            yield from claims_in(reading, person, _phrase(role), COPULA, status)


def role_verb(reading: Reading, person: Named) -> Iterator[Claim]:
    """What a verb of office tells of the subject, by the table of these verbs."""
    for subject in _subjects(reading, person):
        verb = subject.head
        row = _role_verbs().get(verb.lemma_)
        if row is None or any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children) or verb.dep_ == "xcomp":
            continue
        if row["frame"] == "for":
            yield from _runs_for(reading, person, verb)
        elif row["frame"] == "body" and subject.dep_ == "nsubj":
            yield from _leads_body(reading, person, verb, row["role"])
        elif row["frame"] == "as" and (row["active"] or subject.dep_ == "nsubjpass"):
            yield from _as_role(reading, person, verb, cast(Status, row["status"]))


def _subjects(reading: Reading, person: Named) -> Iterator[Token]:
    """The person's name as a subject, and a "who" that stands for it."""
    root = reading.doc[person.start : person.end].root
    if root.dep_ in SUBJECTS:
        yield root
    beside = [root, *(c for c in root.children if c.dep_ == "appos")]
    for clause in (c for noun in beside for c in noun.children if c.dep_ == "relcl"):
        yield from (c for c in clause.children if c.lower_ == "who" and c.dep_ in SUBJECTS)


def _as_role(reading: Reading, person: Named, verb: Token, status: Status) -> Iterator[Claim]:
    for child in verb.children:
        role = child
        if child.dep_ == "prep" and child.lower_ == "as":
            role = next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ not in COMPLEMENTS:
            continue
        if known.role_noun(role.text):
            yield from claims_in(reading, person, _phrase(role), VERB, status)


def _phrase(noun: Token) -> Span:
    return noun.doc[noun.left_edge.i : noun.right_edge.i + 1]


def _leads_body(reading: Reading, person: Named, verb: Token, role: str) -> Iterator[Claim]:
    body = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if body is None or not any(t.pos_ == "PROPN" for t in body.subtree):
        return
    phrase = read_role(f"{role} of {reading.text(body.left_edge.i, body.i + 1)}")
    if phrase and phrase.body:
        yield Claim(person, replace(phrase, status="former" if verb.tag_ in PAST else "current"), verb.i, VERB)


def _runs_for(reading: Reading, person: Named, verb: Token) -> Iterator[Claim]:
    for preposition in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "for"):
        for office in (c for c in preposition.children if c.dep_ == "pobj" and known.role_noun(c.text)):
            phrase = read_role(reading.text(office.left_edge.i, office.i + 1))
            if phrase:
                yield Claim(person, replace(phrase, role=f"candidate for {phrase.role}", status="future"), verb.i, VERB)


@cache
def _role_verbs() -> dict[str, dict[str, str]]:
    return {row["verb"]: row for row in rows("role_verbs.tsv")}
