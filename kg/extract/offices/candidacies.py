"""Candidacies told by what is sought: "his presidential campaign", "seeks re-election", "won the Tory nomination"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.naming.wording import statuses
from kg.extract.offices.aims import CHALLENGER, aimed_at
from kg.extract.offices.claims import Claim
from kg.extract.offices.predicates import subjects, told
from kg.extract.offices.roles import read_role
from kg.extract.offices.seats import RolePhrase
from kg.extract.reading import Named, Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

SEEKING = frozenset({"run", "campaign", "seek", "compete", "vie", "stand"})
WINNING = frozenset({"win", "clinch", "accept", "secure"})
ENTERING = frozenset(
    {"launch", "announce", "declare", "begin", "start", "enter", "join", "mount", "unveil", "continue"}
)
NEXT = frozenset({"second", "third", "fourth", "fifth", "sixth", "another", "new", "fresh"})
ENDING = frozenset({"lose", "end", "drop", "abandon", "suspend", "withdraw", "quit", "exit"})
TRYING = frozenset({"try", "plan", "intend", "hope", "decide", "aim", "prepare", "bid", *SEEKING})
HOPING = frozenset({"hope", "bid", *SEEKING})
ANNOUNCING = frozenset({"announce", "declare", "confirm", "say"})
BECOMING = frozenset({"become", "be"})
BIDS = frozenset({"campaign", "candidacy", "bid", "run", "running", "race", "fight", "effort", "quest", "contest"})
LOST = frozenset({"election", "primary", "runoff"})
NOMINATION = "nomination"
POSSESSIVES = frozenset({"his", "her"})
AGAIN = frozenset({"reelection", "re-election"})
SOUGHT = frozenset({"dobj", "pobj"})
REELECTION = "candidate for re-election"
CANDIDACY = 0.8


def candidacy(reading: Reading, person: Named) -> Iterator[Claim]:
    """What a person seeks, as the subject of a verb of seeking and as the owner of a campaign."""
    for subject in (s for s in subjects(reading, person) if s.dep_ == "nsubj"):
        yield from _if_elected(person, subject.head)
        for verb in _tried(subject.head):
            found = (*_by_verb(person, verb), *_against(reading, person, verb))
            yield from (_over(c) if verb.tag_ == "VBD" and verb.lemma_ in SEEKING else c for c in found)
    for owner in _owners(reading, person):
        if owner.head.lemma_.lower() in BIDS:
            yield from _by_bid(person, owner.head)


def _tried(verb: Token) -> Iterator[Token]:
    """A verb that is told as a fact, and what is tried by it: she "hopes to run"."""
    denied = any(c.dep_ == "neg" for c in verb.children)
    announced = verb.dep_ == "ccomp" and verb.head.lemma_ in ANNOUNCING and told(verb.head) and not denied
    if told(verb) or (announced and verb.lemma_ in SEEKING):  # announced she "would run"
        yield verb
        yield from (c for c in verb.children if c.dep_ == "xcomp" and verb.lemma_ in TRYING and told(c))


def _by_verb(person: Named, verb: Token) -> Iterator[Claim]:
    """What a verb tells its subject to seek: "seeks the presidency", "launched a bid for"."""
    objects = [t for child in verb.children for t in _objects(child)]
    if verb.lemma_ in SEEKING:
        yield from _claims(person, objects)
    elif verb.lemma_ in WINNING:
        yield from _claims(person, (t for t in objects if t.lower_ == NOMINATION))
    elif verb.lemma_ in ENTERING | ENDING:
        bids = BIDS | LOST if verb.lemma_ in ENDING else BIDS
        for bid in (
            t for t in [*objects, *_linked(verb)] if t.lower_ in bids and not any(c.dep_ == "poss" for c in t.children)
        ):
            yield from _by_bid(person, bid)
    elif verb.lemma_ in BECOMING and verb.head.lemma_ in HOPING:
        yield from _claims(person, (c for c in verb.children if c.dep_ == "attr"))


def _against(reading: Reading, person: Named, verb: Token) -> Iterator[Claim]:
    """The challenger of whom somebody "runs against" or "hopes to unseat"."""
    links = (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "against" and verb.lemma_ == "run")
    others = [c for c in verb.children if c.dep_ == "dobj" and verb.lemma_ == "unseat"]
    others += [t for link in links for t in link.children if t.dep_ == "pobj"]
    for actor in (a for t in others for a in reading.actors_at(t) if a.kind == "person" and a != person.actor):
        yield Claim(person, RolePhrase(CHALLENGER), verb.i, CANDIDACY, owner=actor)


def _linked(head: Token) -> Iterator[Token]:
    """The nouns behind a verb's prepositions, one or two: dropped "out of" the race."""
    for link in (c for c in head.children if c.dep_ == "prep"):
        yield from (t for t in link.children if t.dep_ == "pobj")
        yield from _linked(link)


def _if_elected(person: Named, verb: Token) -> Iterator[Claim]:
    """What a promise tells of whoever makes it: she would raise taxes "if elected president"."""
    for clause in (c for c in verb.children if c.dep_ == "advcl" and c.lower_ == "elected"):
        if any(c.dep_ == "mark" and c.lower_ == "if" for c in clause.children):
            yield from _claims(person, (c for c in clause.children if c.dep_ in {"oprd", "attr", "dobj"}))


def _by_bid(person: Named, bid: Token) -> Iterator[Claim]:
    """What a campaign's noun tells to be sought; by its verb or adjective it is over: "lost", a "failed" bid."""
    found = [*_claims(person, (t for c in bid.children for t in _objects(c))), *_modified(person, bid)]
    above = bid.head.head if bid.head.pos_ == "ADP" else bid.head
    words = {t.lower_ for t in bid.lefts}
    over = above.lemma_ in ENDING or any(statuses()[w][0] == "former" for w in words & statuses().keys())
    yield from (_over(c) if over else c for c in found)


def _over(claim: Claim) -> Claim:
    return replace(claim, phrase=replace(claim.phrase, status="former"))


def reelection(reading: Reading, person: Named) -> Iterator[Claim]:
    """Whose re-election is told of: "his re-election race", Roe "seeks re-election"."""
    mine = {t.i for t in (*subjects(reading, person), *_owners(reading, person))}
    sentences = {reading.doc[i].sent.start: reading.doc[i].sent for i in mine}.values()
    near = {t.i for sentence in sentences for t in sentence if t.lower_.endswith(("election", "term"))}
    for token in (reading.doc[i] for i in sorted(near)):
        if (_is_reelection(token) or _is_next_term(token)) and _whose(token) in mine:
            yield Claim(person, RolePhrase(REELECTION, status="future"), token.i, CANDIDACY)


def _is_reelection(token: Token) -> bool:
    return token.lower_ in AGAIN or token.doc[max(token.i - 2, 0) : token.i + 1].text.lower() in AGAIN


def _is_next_term(token: Token) -> bool:
    """Whether a term is one more that is sought: "a second term"."""
    sought = token.dep_ == "dobj" and token.head.lemma_ in SEEKING | WINNING and token.head.tag_ not in {"VBD", "VBN"}
    return token.lower_ == "term" and sought and any(t.lower_ in NEXT for t in token.lefts)


def _whose(token: Token) -> int | None:
    """Where the owner of a noun stands, else the subject of the fact that its clause tells."""
    parts = [token] if token.lower_ in AGAIN else list(token.doc[token.i - 2 : token.i + 1])
    while token.pos_ not in {"VERB", "AUX"} and token.head != token:
        parts.append(token)
        token = token.head
    if token.lemma_ in ENDING or (
        token.lemma_ not in SEEKING | WINNING and not any(t.lemma_.lower() in BIDS for t in parts)
    ):
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


def _claims(person: Named, objects: Iterable[Token]) -> Iterator[Claim]:
    for noun in objects:
        if phrase := _candidate(noun):
            yield Claim(person, phrase, noun.i, CANDIDACY)


def _candidate(noun: Token) -> RolePhrase | None:
    """The candidate's role that a sought thing tells, read from all its words."""
    end = next((t.left_edge.i for t in noun.rights if t.dep_ in {"relcl", "punct", "cc"}), noun.right_edge.i + 1)
    return aimed_at(noun.doc[noun.left_edge.i : end].text.replace(" 's", "'s"))


def _modified(person: Named, bid: Token) -> Iterator[Claim]:
    """What the words before a campaign's noun tell: his "presidential" campaign, her "re-election" bid."""
    words = [t.text for t in bid.doc[bid.left_edge.i : bid.i] if t.dep_ not in {"det", "poss", "case", "nummod"}]
    if words and (phrase := read_role(f"{words[-1]} candidate")) and phrase.office and phrase.role != "candidate":
        yield Claim(person, replace(phrase, status="future"), bid.i, CANDIDACY)
