"""Roles of several persons at once: "two senators, Roe and Doe", "Democrats like Roe", "Roe and Doe, both Tories"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.naming.names import PLURALS
from kg.extract.offices.claims import Claim
from kg.extract.offices.predicates import subjects, told
from kg.extract.offices.roles import read_role
from kg.extract.offices.seats import RolePhrase, party_of
from kg.extract.reading import Named, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Between two names of a list: "of Ohio", a party's tag, then a comma or "and".
OF_PLACE, IN_BRACKETS, BARE_TAG = (
    r"\s*,?\s*(?:of|from)(?:\s[A-Z][\w.]*){1,3}",
    r"\s*\([^()]*\)",
    r"\s*,\s*[RDI]-[A-Z][\w.]*(?:\s[A-Z]\w*)?",
)
LIST = re.compile(rf"(?:{OF_PLACE}|{IN_BRACKETS}|{BARE_TAG})?\s*(?:,|;|and|&|[,;] and)\s*")
INTRODUCED = re.compile(r"(?:,|:|-+|—)?\s*(?:such as|like|including|among them|namely)?\s*")
SUMMED_UP = re.compile(rf"(?:{OF_PLACE}|{IN_BRACKETS}|{BARE_TAG})?\s*(?:,|-+|—)\s*(?:all|both)\s+(?:of them\s+)?")
WITHIN = frozenset({"pobj", "prep", "compound", "amod", "nmod", "poss", "case", "conj", "punct"})
SUMS = frozenset({"all", "both"})
MAX_INTRODUCTION, MAX_SUM = 4, 10  # tokens
LISTED, COUNTED = 0.85, 0.75


def members(reading: Reading, person: Named) -> list[Named]:
    """The names of the list in which a person's stands, in order; its own alone where there is no list."""
    sentence = reading.doc[person.start].sent
    persons = persons_between(reading, sentence.start, sentence.end)
    at = last = next((i for i, n in enumerate(persons) if n.start == person.start), 0)
    while at > 0 and _go_on(reading.doc, persons[at - 1], persons[at]):
        at -= 1
    while last + 1 < len(persons) and _go_on(reading.doc, persons[last], persons[last + 1]):
        last += 1
    return persons[at : last + 1]


def persons_between(reading: Reading, start: int, end: int) -> list[Named]:
    """The persons named in tokens `start:end`, in order."""
    near = (bisect_left(reading.named, place, key=_place) for place in (start, end))
    return [n for n in reading.named[slice(*near)] if n.actor.kind == "person"]


def _place(named: Named) -> int:
    return named.start


def _go_on(doc: Doc, left: Named, right: Named) -> bool:
    return LIST.fullmatch(doc[left.end : right.title].text) is not None


def introduced(reading: Reading, person: Named) -> Iterator[Claim]:
    """What a plural before a list of names tells of each: "Republican senators including" Jane Roe and John Doe."""
    doc, listed = reading.doc, members(reading, person)
    first, titled = listed[0], person.title < person.start
    for end in range(first.title, max(first.title - MAX_INTRODUCTION, 0), -1):
        link = doc[end : first.title].text
        noun = _plural_above(doc[end - 1]) if INTRODUCED.fullmatch(link) else None
        dealt = _dealt(noun, end, listed.index(person), len(listed)) if noun else None
        if noun and dealt:
            yield Claim(person, dealt, noun.i, LISTED)
            return
        if noun and noun.sent == doc[first.start].sent and (any(map(str.isalpha, link)) or len(listed) > 1):
            yield from (c for c in one_of_many(person, doc[_begin(noun) : end]) if c.phrase.party or not titled)
            return


def summed_up(reading: Reading, person: Named) -> Iterator[Claim]:
    """What a plural behind a list of names tells of each: Jane Roe and John Doe, "both Democrats"."""
    doc, listed = reading.doc, members(reading, person)
    last, between = listed[-1], [doc[right.title - 1].lower_ for right in listed[1:]]
    if not any(t.lower_ in SUMS for t in doc[last.end : last.end + MAX_SUM]):
        return
    if "and" in between[listed.index(person) : -1]:
        return  # "Roe, and Doe and Poe, both Tories": the last two
    for start in range(last.end + 2, min(last.end + MAX_SUM, len(doc))):
        if SUMMED_UP.fullmatch(doc[last.end : start].text + " "):
            noun = next((t for t in doc[start : start + MAX_INTRODUCTION] if is_group(t)), None)
            if noun and noun.sent == doc[last.start].sent:
                yield from one_of_many(person, doc[start : noun.i + 1])
            return


def one_of_many(person: Named, words: Span, confidence: float = LISTED) -> Iterator[Claim]:
    """What a plural tells of one of those it names: one of "the MPs"."""
    noun = next((t for t in words if is_group(t)), None)
    single = [_singular(t) if t == noun else t.text for t in words if t.pos_ != "NUM" and t.lower_ not in COUNTS]
    if noun and (phrase := read_role(" ".join(single))):
        yield Claim(person, phrase, noun.i, confidence)


def counted(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party of several whom a sentence counts, for those listed behind it: "Two Tories" agreed: Roe and Doe."""
    doc, listed = reading.doc, members(reading, person)
    first = doc[listed[0].title]
    before = doc[first.i - 1] if first.i else first
    opens = first.is_sent_start or before.text == ":"
    if len(listed) > 1 and opens and (noun := _counted(before)):
        found = one_of_many(person, doc[_begin(noun) : noun.i + 1], COUNTED)
        yield from (claim for claim in found if claim.phrase.party)


def is_among(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party of those whom a clause counts its subject among: Roe is "one of the few Tories" who agree."""
    name = reading.doc[person.start : person.end].root
    verbs = [t.head for t in (*name.conjuncts, *subjects(reading, person)) if t.dep_ == "nsubj"]
    for verb in (v for v in verbs if v.lemma_ == "be" and told(v)):
        counts = (c for c in verb.children if c.dep_ == "attr" or (c.dep_ == "prep" and c.lower_ == "among"))
        nouns = (
            t for c in counts if is_group(c) or c.lower_ in {"one", "part", "among"} for t in c.subtree if is_group(t)
        )
        if noun := next(nouns, None):
            found = one_of_many(person, noun.doc[_begin(noun) : noun.i + 1], COUNTED)
            yield from (claim for claim in found if claim.phrase.party)


def _counted(last: Token) -> Token | None:
    """The plural of a role or party that is the subject of the sentence that ends here, with a word for how many."""
    subjects = (t for t in last.sent if t.dep_ in {"nsubj", "nsubjpass"} and t.head == last.sent.root and is_group(t))
    return next((t for t in subjects if any(c.pos_ == "NUM" or c.lower_ in COUNTS for c in t.lefts)), None)


def _dealt(noun: Token, end: int, place: int, count: int) -> RolePhrase | None:
    """A plural role of as many bodies as names follow, dealt out in order: the presidents "of Poland and Finland"."""
    links = (c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "for"})
    first = next((c for link in links for c in link.children if c.dep_ == "pobj"), None)
    bodies = [t for t in (first, *first.conjuncts) if t.i < end] if first is not None else []
    if count < 2 or len(bodies) != count or any(t.pos_ != "PROPN" for t in bodies):
        return None
    before = [t.text for t in noun.doc[_begin(noun) : noun.i]]
    body = bodies[place]
    return read_role(" ".join([*before, _singular(noun), "of", body.doc[body.left_edge.i : body.i + 1].text]))


def _begin(noun: Token) -> int:
    """Where a noun's phrase begins, before what a hyphen joins to it: "two Tory co-sponsors"."""
    joined = noun.i > 1 and noun.nbor(-1).text == "-" and not noun.nbor(-1).whitespace_
    return noun.nbor(-2).left_edge.i if joined else noun.left_edge.i


def _plural_above(token: Token) -> Token | None:
    """The plural of the phrase that ends here: two "sponsors" of the bill."""
    while not is_group(token):
        if token.dep_ not in WITHIN or token.head.i >= token.i:
            return None
        token = token.head
    return token


def is_group(token: Token) -> bool:
    """Whether a noun is the plural of a role or of a party's members."""
    noun = known.role_noun(token.text)
    plural = token.tag_ in PLURALS or (noun is not None and token.text.endswith("s") and token.lower_ != noun.name)
    return plural and bool(noun or party_of(token.text))


def _singular(token: Token) -> str:
    noun, plain = known.role_noun(token.text), token.text.removesuffix("s")
    return plain if noun is None or party_of(token.text) or plain.isupper() else noun.name


COUNTS = frozenset({"several", "some", "many", "other", "others", "top", "few", "most", "fellow", "prominent"})
