"""Whose position a cue word states, and what turns it round on the way: negation, refusal, duty, reported speech."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.modality import doubtful, forbids, is_denied, is_duty, negated
from kg.extract.stating.attitudes import CLAUSES, VERBS, cues_at, is_for_to, is_infinitive, own_subjects
from kg.extract.subjects import is_saying

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.reading import Reading
    from kg.model import Actor

NOUNS = frozenset({"NOUN", "PROPN"})
RELATIVE = frozenset({"who", "which", "that"})
NEUTRAL = frozenset({"go", "continue", "begin", "start", "have", "get", "be", "keep", "help", "set", "expect"})
COPULAS = frozenset({"be", "become", "remain", "seem"})
BELIEF = frozenset({"think", "believe", "feel", "argue", "contend", "insist"})
STATIVE = frozenset({"opposed", "committed", "dedicated", "determined"})  # participles whose subject is the holder
GOVERNING = frozenset({"will", "demand", "attitude"})  # kinds of cues that turn the clause below them
OWNERS = frozenset({"poss", "compound", "amod", "nmod"})
SOURCES = frozenset({"by", "from", "among"})
PURPOSELESS = frozenset({"by", "after", "before", "while", "in"})  # "after rejecting the bill"
MAX_STEPS = 7


class Scope(NamedTuple):
    """Who holds a position, the sign (+1, 0, -1) that it is turned by, and by which way the holder was found."""

    holders: tuple[Actor, ...]
    sign: int
    way: str

    def turned(self, sign: int) -> Scope:
        """The same with its sign multiplied."""
        return self._replace(sign=self.sign * sign)


def scope_of(reading: Reading, token: Token) -> Scope | None:
    """The scope of a cue: up through the clauses that govern it to the subject of the last; None in doubt."""
    sign, node, way = 1, token, "subject"
    for _ in range(MAX_STEPS):
        if node.pos_ in NOUNS:
            return _turned(_of_noun(reading, node), sign)
        if node.dep_ == "acomp" or (node.dep_ == "oprd" and node.pos_ not in VERBS):
            node = node.head
            continue
        sign = -sign if (forbids(node) if is_duty(node) else negated(node)) else sign
        if doubtful(node) or is_denied(node):
            return None
        if is_duty(node):
            return _scope(voice_of(reading, node), sign, "duty")
        turn, above = _governor(node)
        if above is None:
            break
        sign, node, way = sign * turn, above, "control"
    return _turned(_of_verb(reading, node, way), sign)


def _scope(holders: tuple[Actor, ...], sign: int, way: str) -> Scope | None:
    return Scope(holders, sign, way) if holders else None


def _turned(scope: Scope | None, sign: int) -> Scope | None:
    return scope.turned(sign) if scope else None


def _governor(node: Token) -> tuple[int, Token | None]:
    """What a clause depends on, and how that turns the position; None at the top, and where nothing follows from it."""
    head = node.head
    if node.dep_ in {"pcomp", "advcl"} and own_subjects(node) and not is_for_to(node):
        return 1, None
    if node.dep_ in CLAUSES and head.i != node.i and (sign := _frame_sign(head, _frame(node))) is not None:
        return sign, head
    if node.dep_ == "xcomp" and head.lemma_ in NEUTRAL:
        return 1, head
    if node.dep_ == "conj" and head.pos_ in VERBS and not own_subjects(node):
        return _joining(node), head
    if node.dep_ == "pcomp" and head.dep_ == "prep":
        sign = _frame_sign(head.head, f"prep:{head.lower_}")
        return (sign, head.head) if sign is not None else (1, head.head if head.lower_ in PURPOSELESS else None)
    return 1, None


def _joining(verb: Token) -> int:
    """How a conjunction turns a verb: "rather than sign"; after "did not veto but signed" it undoes what is to come."""
    words = [c for c in verb.head.rights if c.dep_ == "cc" and c.i < verb.i]
    word = words[-1].lower_ if words else ""
    return -1 if word == "than" or (word == "but" and negated(verb.head)) else 1


def _frame(node: Token) -> str:
    """The frame in which a clause stands to what governs it."""
    if is_infinitive(node):
        return "prep:for" if is_for_to(node) else "to"
    return "that" if node.dep_ == "ccomp" else "ing"


def _frame_sign(head: Token, frame: str) -> int | None:
    return next((c.sign for c in cues_at(head) if frame in c.frames and c.kind in GOVERNING), None)


def _of_verb(reading: Reading, verb: Token, way: str) -> Scope | None:
    if verb.dep_ == "xcomp" or (verb.dep_ == "acl" and is_infinitive(verb)):
        return None  # under a verb or noun from which nothing follows
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.pos_ == "NOUN" and not reading.actors_at(verb.head):
        return _of_noun(reading, verb.head)  # "issued a statement condemning the ban"
    return _scope(doers(reading, verb), 1, way)


def _of_noun(reading: Reading, noun: Token) -> Scope | None:
    """Whose an attitude is: Brown's opposition, opposition from Brown, Brown voiced opposition, Brown, a critic."""
    sign = -1 if any(c.lower_ == "no" and c.dep_ == "det" for c in noun.lefts) else 1
    own = [a for c in noun.lefts if c.dep_ in OWNERS for a in reading.actors_at(c)]
    if holders := tuple(dict.fromkeys((*own, *after(reading, noun, SOURCES)))):
        return Scope(holders, -sign if _is_dropped(noun) else sign, "owner")
    while noun.dep_ == "conj" and noun.head.pos_ in NOUNS:
        noun = noun.head
    if noun.dep_ == "appos":
        return _scope(reading.actors_at(noun.head), sign, "apposition")
    if noun.dep_ in {"dobj", "attr"}:
        return _turned(_through_verb(reading, noun.head), sign)
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        return _turned(_through_preposition(reading, noun.head), sign)
    return _scope(reading.actors_at(noun), sign, "itself")


def _is_dropped(noun: Token) -> bool:
    """Whether an attitude is given up: "dropped her opposition"."""
    return noun.dep_ == "dobj" and any(c.kind == "light" and c.sign < 0 for c in cues_at(noun.head))


def after(reading: Reading, noun: Token, prepositions: frozenset[str]) -> tuple[Actor, ...]:
    """The actors after one of the prepositions beside a noun: "criticism from unions"."""
    beside = (c for p in noun.rights if p.lower_ in prepositions for c in p.rights)
    return tuple(actor for c in beside for actor in reading.actors_of(c))


def _through_verb(reading: Reading, verb: Token) -> Scope | None:
    """A noun cue under a verb that hands it on ("voiced opposition", "is a critic") or turns it ("fought the push")."""
    signs = [c.sign for c in cues_at(verb) if c.kind == "light" or "obj" in c.frames]
    if not signs and verb.lemma_ not in COPULAS:
        return None
    return _turned(scope_of(reading, verb), signs[0] if signs else 1)


def _through_preposition(reading: Reading, prep: Token) -> Scope | None:
    """A noun cue after a preposition: "spoke in favor", "called for an end", "resigned as a critic"."""
    sign = next((c.sign for c in cues_at(prep.head) if f"prep:{prep.lower_}" in c.frames), None)
    if sign is not None:
        return _turned(scope_of(reading, prep.head), sign)
    if prep.lower_ not in {"in", "as"}:
        return None
    if prep.head.pos_ in VERBS:
        return scope_of(reading, prep.head)
    return _scope(reading.actors_at(prep.head), 1, "apposition")


def doers(reading: Reading, verb: Token) -> tuple[Actor, ...]:
    """Who does what a verb says: the agent of a passive, else the subject, also of a relative or participle clause."""
    agent = next((c for a in verb.rights if a.dep_ == "agent" for c in a.rights if c.dep_ == "pobj"), None)
    if agent is not None:
        return reading.actors_of(agent)
    finite = verb.tag_ != "VBN" or verb.lower_ in STATIVE
    if subjects := own_subjects(verb):
        subject = subjects[-1]  # of several the nearest: the first may be a dateline
        if subject.dep_ == "nsubjpass" and verb.lower_ not in STATIVE:
            return ()
        relative = subject.lower_ in RELATIVE and verb.dep_ == "relcl"
        return reading.actors_at(verb.head) if relative else reading.actors_of(subject)
    if verb.dep_ == "acl" and (finite or verb.head.dep_ == "ROOT"):
        return next((found for noun in _names(verb.head) if (found := reading.actors_at(noun))), ())
    if verb.dep_ == "advcl" and finite and verb.head.i != verb.i:
        return doers(reading, verb.head)
    return ()


def _names(noun: Token) -> Iterator[Token]:
    """A noun, and what it stands beside: Brown, as a candidate, promised."""
    yield noun
    if noun.dep_ == "pobj" and noun.head.lower_ == "as":
        yield noun.head.head
    elif noun.dep_ == "appos":
        yield noun.head


def voice_of(reading: Reading, token: Token) -> tuple[Actor, ...]:
    """Whose words a token stands in: those of the speaker of a quotation or of reported speech, else nobody's."""
    if (quote := reading.quote_at(token)) and quote.speakers:
        return quote.speakers
    above = list(_above(token))
    for node in above:
        if node.dep_ in {"ccomp", "parataxis"} and (is_saying(node.head) or node.head.lemma_ in BELIEF):
            return () if is_denied(node) else doers(reading, node.head)
    sources = (p for node in above for p in node.children if p.lower_ == "according")
    return tuple(a for p in sources for to in p.children for c in to.children for a in reading.actors_of(c))


def _above(token: Token) -> Iterator[Token]:
    for _ in range(MAX_STEPS):
        yield token
        if token.head.i == token.i:
            return
        token = token.head
