"""Roles that a clause tells of its subject: she "is the mayor", "was named minister", "leads the party"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, cast

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns
from kg.extract.modality import doubtful, is_unproven, no_longer
from kg.extract.offices.claims import Claim, claims_in, phrase_of
from kg.extract.offices.roles import read_role
from kg.extract.offices.seats import RolePhrase
from kg.extract.offices.terms import term
from kg.extract.reading import Named, Reading
from kg.model import Status
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
COMPLEMENTS = frozenset({"oprd", "attr", "dobj"})
PAST = frozenset({"VBD", "VBN"})
FUTURE = frozenset({"will", "'ll", "shall"})

CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis"})
PRONOUNS = frozenset({"he", "she"})

ONCE = frozenset({"once", "formerly", "previously", "originally"})
CHAMBERS = frozenset({"national", "international"})  # levels of offices
ACRONYM = 3  # letters of MP and MEP
COPULA, PAST_COPULA, VERB = 0.8, 0.7, 0.8


def copula(reading: Reading, person: Named) -> Iterator[Claim]:
    """What the subject is, was or will be: Smith is "the mayor of Leeds"."""
    for subject in subjects(reading, person):
        verb = subject.head
        if verb.lemma_ != "be" or subject.dep_ != "nsubj" or not told(verb) or doubtful(verb):
            continue
        status: Status = "former" if verb.tag_ == "VBD" or no_longer(verb) else "current"
        for role in (c for c in verb.children if c.dep_ == "attr" and known.role_noun(c.text)):
            sure = PAST_COPULA if status == "former" else COPULA
            found = claims_in(reading, person, phrase_of(role), sure, "future" if _future(verb) else status)
            yield from _dated(verb, found, changes=False)


def role_verb(reading: Reading, person: Named) -> Iterator[Claim]:
    """What a verb of office tells of the subject, by the table of these verbs."""
    for subject in subjects(reading, person):
        verb = subject.head
        row = _row(verb)
        if row is None or verb.dep_ == "xcomp" or not told(verb):
            continue
        if row["frame"] == "for":
            yield from _runs_for(reading, person, verb)
        elif row["frame"] == "body" and subject.dep_ == "nsubj":
            yield from _dated(verb, _leads_body(reading, person, verb, row), changes=not row["past"])
        elif row["frame"] == "on":
            yield from _dated(verb, _sits_on(reading, person, verb, row), changes=False)
        elif row["frame"] == "chamber":
            yield from _dated(verb, _sits_in(person, verb, row), changes=False)
        elif row["frame"] == "as" and (row["active"] or subject.dep_ == "nsubjpass"):
            yield from _dated(verb, _as_role(reading, person, verb, _status(verb, row)), changes=not row["past"])


def _dated(verb: Token, claims: Iterable[Claim], *, changes: bool) -> Iterator[Claim]:
    """The claims with the term that the clause tells; `changes`: the verb tells of the day on which it changed."""
    below = (t.left_edge.i for t in verb.subtree if t.i > verb.i and t.dep_ in CLAUSES)
    words = verb.doc[verb.i : min(below, default=verb.right_edge.i + 1)].text
    for claim in claims:
        dates = term(words, claim.phrase.status, changes=changes)
        yield claim if any(claim.term) else replace(claim, term=dates)


def object_role(reading: Reading, person: Named) -> Iterator[Claim]:
    """What a verb of office tells of its object: the president "appointed" Jane Roe "as minister"."""
    root = reading.doc[person.start : person.end].root
    row = _row(root.head)
    if root.dep_ != "dobj" or row is None or row["frame"] != "as" or not told(root.head):
        return
    if not row["active"]:
        yield from _as_role(reading, person, root.head, _status(root.head, row))
    elif row["object"]:
        yield from _as_role(
            reading, person, root.head, "current" if _future(root.head) else cast(Status, row["object"])
        )


def led_by(reading: Reading, person: Named) -> Iterator[Claim]:
    """What a passive verb tells of who acts: the party "led by" Roe, the firm "was founded by" Doe."""
    root = reading.doc[person.start : person.end].root
    verb, row = root.head.head, _row(root.head.head)
    if root.head.dep_ != "agent" or row is None or row["frame"] != "body" or not told(verb):
        return
    body = verb.head if verb.dep_ == "acl" else next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if body is not None and body.dep_ == "appos" and body.pos_ != "PROPN":
        body = body.head  # Orbex, "a firm led by Roe"
    be = [c for c in verb.children if c.dep_ == "auxpass"]
    before = any(c.lower_ in ONCE for c in verb.lefts) or any(c.tag_ == "VBD" for c in be)
    if body is not None and not (be and _future(verb)):
        yield from _at_body(reading, person, body, row["role"], cast(Status, (before and row["past"]) or row["status"]))


def told(verb: Token) -> bool:
    """Whether a verb tells of a fact: not negated, denied or only alleged, and no modal but "will"."""
    if any(c.dep_ == "neg" or (c.tag_ == "MD" and c.lower_ not in FUTURE) for c in verb.children):
        return False
    return not is_unproven(verb) and not (no_longer(verb) and _future(verb))


def _future(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)


def _status(verb: Token, row: dict[str, str]) -> Status:
    """The table's status, changed by tense: "will be named" and, of what lasts, "served"; "no longer leads"."""
    if no_longer(verb):
        return "former"
    if row["status"] == "current" and _future(verb):
        return "future"
    perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children)
    return cast(Status, row["past"] if verb.tag_ in PAST and row["past"] and not perfect else row["status"])


def subjects(reading: Reading, person: Named) -> Iterator[Token]:
    """The person's name or a pronoun as a subject, and a "who" that stands for it."""
    root = reading.doc[person.start : person.end].root
    if root.dep_ in SUBJECTS:
        yield root
    yield from (t for t in reading.meant(person) if t.lower_ in PRONOUNS and t.dep_ in SUBJECTS)
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
            yield from claims_in(reading, person, phrase_of(role), VERB, status)


def _leads_body(reading: Reading, person: Named, verb: Token, row: dict[str, str]) -> Iterator[Claim]:
    body = next((c for c in verb.children if c.dep_ == "dobj"), None)
    links = [c for top in (verb, body) if top is not None for c in top.children if c.lower_ == "in"]
    if body is not None and not any(c.dep_ == "pcomp" for link in links for c in link.children):
        yield from _at_body(reading, person, body, row["role"], _status(verb, row))  # not "joined Labour in opposing"


def _at_body(reading: Reading, person: Named, body: Token, role: str, status: Status) -> Iterator[Claim]:
    """The role at a body that a verb has for its object, if that is a name and no person's."""
    if not any(t.pos_ == "PROPN" for t in body.doc[body.left_edge.i : body.i + 1]):
        return
    if any(a.kind == "person" for a in reading.actors_at(body)):
        return  # "directed the secretary to leave"
    phrase = read_role(f"{role} of {reading.text(body.left_edge.i, body.i + 1)}")
    if phrase and (phrase.party or (phrase.body and phrase.role != "member")):  # "joined the White House in asking …"
        yield Claim(person, replace(phrase, status=status), body.i, VERB)


def _sits_on(reading: Reading, person: Named, verb: Token, row: dict[str, str]) -> Iterator[Claim]:
    """The seat of who sits "on the Budget Committee"."""
    for noun in (t for link in verb.children if link.lower_ == row["frame"] for t in link.children if t.dep_ == "pobj"):
        phrase = read_role(f"{row['role']} of {reading.text(noun.left_edge.i, noun.i + 1)}")
        if phrase and phrase.body and noun.pos_ == "PROPN" and noun.lower_ in body_nouns():  # not "on March 13"
            yield Claim(person, replace(phrase, status=_status(verb, row)), noun.i, VERB)


def _sits_in(person: Named, verb: Token, row: dict[str, str]) -> Iterator[Claim]:
    """The seat of who represents a place in a chamber."""
    for noun in (t for t in verb.subtree if t.dep_ == "pobj" and t.head.lower_ == "in"):
        chamber = known.body(noun.doc[noun.left_edge.i : noun.i + 1].text)
        role = _seats_by_chamber().get(chamber.name) if chamber else None
        phrase = read_role(role) if role else None
        if phrase:
            yield Claim(person, replace(phrase, status=_status(verb, row)), verb.i, VERB)
            return


def seat_of(phrase: RolePhrase) -> RolePhrase | None:
    """The seat of a party's member in a chamber: a "Senate" Democrat is a senator."""
    chamber = known.body(phrase.body) if phrase.body and phrase.party and phrase.role == "member" else None
    role = _seats_by_chamber().get(chamber.name) if chamber else None
    seat = read_role(role) if role else None
    return replace(seat, status=phrase.status, nation=phrase.nation) if seat else None


@cache
def _seats_by_chamber() -> dict[str, str]:
    """The office of a member, by the chamber's name: the first office of many holders that is held there."""
    seats: dict[str, str] = {}
    for row in rows("offices.tsv"):
        if row["unique"] == "no" and row["level"] in CHAMBERS:
            name = row["office"].upper() if len(row["office"]) <= ACRONYM else row["office"].capitalize()
            seats.setdefault(row["organization"].split(" | ")[0], name)
    return seats


def _runs_for(reading: Reading, person: Named, verb: Token) -> Iterator[Claim]:
    for preposition in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "for"):
        for office in (c for c in preposition.children if c.dep_ == "pobj" and known.role_noun(c.text)):
            phrase = read_role(reading.text(office.left_edge.i, office.right_edge.i + 1))
            if phrase:
                status: Status = "former" if verb.tag_ == "VBD" else "future"
                yield Claim(person, replace(phrase, role=f"candidate for {phrase.role}", status=status), verb.i, VERB)


def _row(verb: Token) -> dict[str, str] | None:
    return _role_verbs().get(verb.lemma_) or _role_verbs().get(verb.lower_)


@cache
def _role_verbs() -> dict[str, dict[str, str]]:
    return {row["verb"]: row for row in rows("role_verbs.tsv")}
