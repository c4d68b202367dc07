"""Candidacies told by what is sought: "his presidential campaign", "seeks re-election", "won the Tory nomination"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.claims import Claim
from kg.extract.predicates import subjects, told
from kg.extract.reading import Named, Reading
from kg.extract.roles import read_role
from kg.extract.seats import RolePhrase
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

SEEKING = frozenset({"run", "campaign", "seek", "win", "clinch", "accept", "secure", "compete"})
BIDS = frozenset({"campaign", "candidacy", "bid", "run", "race", "fight", "effort", "quest"})
POSSESSIVES = frozenset({"his", "her"})
AGAIN = frozenset({"reelection", "re-election"})
ENDING = frozenset({"lose", "end", "drop", "abandon", "suspend"})
SOUGHT = frozenset({"dobj", "pobj"})
REELECTION = "candidate for re-election"
CANDIDACY = 0.8


def candidacy(reading: Reading, person: Named) -> Iterator[Claim]:
    """What a person seeks, as the subject of a verb of seeking and as the owner of a campaign."""
    for subject in subjects(reading, person):
        verb = subject.head
        if verb.lemma_ in SEEKING and subject.dep_ == "nsubj" and told(verb):
            yield from _claims(person, (t for child in verb.children for t in _objects(child)))
    for owner in _owners(reading, person):
        bid = owner.head
        if bid.lemma_.lower() in BIDS:
            yield from _claims(person, (t for child in bid.children for t in _objects(child)))
            yield from _modified(person, bid)


def reelection(reading: Reading, person: Named) -> Iterator[Claim]:
    """Whose re-election is told of: "his re-election race", Roe "seeks re-election"."""
    mine = {t.i for t in (*subjects(reading, person), *_owners(reading, person))}
    near = {t.i for i in mine for t in reading.doc[i].sent if t.lower_.endswith("election")}
    for token in (reading.doc[i] for i in sorted(near)):
        if _is_reelection(token) and _whose(token) in mine:
            yield Claim(person, RolePhrase(REELECTION, status="future"), token.i, CANDIDACY)


def _is_reelection(token: Token) -> bool:
    return token.lower_ in AGAIN or token.doc[max(token.i - 2, 0) : token.i + 1].text.lower() in AGAIN


def _whose(token: Token) -> int | None:
    """Where the owner of a noun stands, else the subject of the fact that its clause tells."""
    parts = [token] if token.lower_ in AGAIN else list(token.doc[token.i - 2 : token.i + 1])
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        parts.append(token)
        token = token.head
    if token.lemma_ in ENDING or (token.lemma_ not in SEEKING and not any(t.lemma_.lower() in BIDS for t in parts)):
        return None  # "since his re-election"
    owner = next((c.i for t in parts for c in t.children if c.dep_ == "poss"), None)
    subject = next((c.i for c in token.children if c.dep_ == "nsubj"), None) if told(token) else None
    return subject if owner is None else owner


def _owners(reading: Reading, person: Named) -> Iterator[Token]:
    """The words by which a campaign is a person's: "Roe's", "his"."""
    root = reading.doc[person.start : person.end].root
    if root.dep_ == "poss":
        yield root
    yield from (t for t in reading.meant(person) if t.lower_ in POSSESSIVES and t.dep_ == "poss")


def _objects(child: Token) -> Iterator[Token]:
    """What a verb or noun seeks, itself or by "for": a bid "for the presidency"."""
    if child.dep_ in SOUGHT:
        yield child
    elif child.dep_ == "prep" and child.lower_ == "for":
        yield from (t for t in child.children if t.dep_ in SOUGHT)


def _claims(person: Named, objects: Iterator[Token]) -> Iterator[Claim]:
    for noun in objects:
        for phrase in _candidate(noun):
            yield Claim(person, phrase, noun.i, CANDIDACY)


def _candidate(noun: Token) -> Iterator[RolePhrase]:
    """The candidate's role that a sought thing tells: "the Democratic presidential nomination"."""
    words = [t.text for t in noun.doc[noun.left_edge.i : noun.i + 1] if t.dep_ not in {"det", "poss", "case"}]
    text = " ".join(words)
    before, _, last = text.rpartition(" ")
    whole = _sought().get(text.lower())
    role = whole or _sought().get(last.lower())
    phrase = read_role(role if whole else f"{before} {role}") if role else None
    if phrase:
        yield replace(phrase, status="future")


def _modified(person: Named, bid: Token) -> Iterator[Claim]:
    """What the words before a campaign's noun tell: his "presidential" campaign, her "re-election" bid."""
    words = [t.text for t in bid.doc[bid.left_edge.i : bid.i] if t.dep_ not in {"det", "poss", "case", "nummod"}]
    if words and (phrase := read_role(f"{words[-1]} candidate")) and phrase.office and phrase.role != "candidate":
        yield Claim(person, replace(phrase, status="future"), bid.i, CANDIDACY)


@cache
def _sought() -> dict[str, str]:
    return {row["sought"]: row["role"] for row in rows("sought.tsv")}
