"""The party of a person where no role tells it: "Okan's" Unity Party, "her" fellow Tories, Roe of the Labour Party."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.naming.names import PLURALS
from kg.extract.offices.claims import Claim
from kg.extract.offices.lists import members
from kg.extract.offices.predicates import subjects, told
from kg.extract.offices.roles import party_at
from kg.extract.offices.seats import RolePhrase, party_of
from kg.extract.reading import Named, Reading

if TYPE_CHECKING:
    from spacy.tokens import Token

FELLOW = "fellow"
JOINED = frozenset({"party", "caucus", "movement", "armed group"})  # types of bodies that persons belong to
PARTY, ALLIANCES = frozenset({"Party", "party"}), frozenset({"Alliance", "Coalition", "Movement", "Front"})
PRONOUNS = frozenset({"his", "her"})
VERBS = frozenset({"VERB", "AUX"})
NO_LONGER = frozenset({"former", "old", "rival", "onetime", "then", "erstwhile"})
OF_PARTY = re.compile(r"\s?(?:of|from) (?:(?:the|his|her) )?(?:[a-z-]+ ){0,2}")
WITH_OTHERS = re.compile(r"(?:, )?(?:and|like)(?: \w+)? (?:other|fellow)")
OF = frozenset({"of", "from"})
OWNED, OF_THEM, OTHERS = 0.8, 0.85, 0.8
MAX_LINK, MAX_GROUP = 6, 7  # tokens


def affiliation(reading: Reading, person: Named) -> Iterator[Claim]:
    """The parties that words other than roles tell of a person."""
    for finder in (owned_party, of_party, party_before, fellows, apposed, with_others):
        yield from finder(reading, person)


def partisan(reading: Reading, claim: Claim) -> Claim:
    """The claim with the party that a word of the title names in the article's country: "Greens" senator."""
    phrase, person, home = claim.phrase, claim.person, reading.home
    if home is None or phrase.party:
        return claim
    words = [phrase.body or "", *(t.text for t in reading.doc[person.title : person.start])]
    parties = (known.party(word, country=home) for word in words if word.lower() not in phrase.role.lower().split())
    party = next((p for p in parties if p and p.country == home), None)
    if party is None:
        return claim
    body = None if known.party(phrase.body or "", country=home) == party else phrase.body
    nation = phrase.nation if phrase.nation == home else None  # the "Congress" leader of an Indian article
    return replace(claim, phrase=replace(phrase, party=party.name, body=body, nation=nation))


def owned_party(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party that is called a person's: Jane Okan and "her Unity Party", "Merkel's" Christian Democrats."""
    for owner in _owners(reading, person):
        party = owner.head
        past = any(c.lower_ in NO_LONGER for c in party.lefts)
        name = None if past else _party_at(reading, party.i - (party.lower_ == "party"), PARTY | ALLIANCES)
        if name:
            yield Claim(person, RolePhrase("member", party=name), owner.i, OWNED)


def _owners(reading: Reading, person: Named) -> Iterator[Token]:
    """Where a person owns something; behind "and" the pronoun means whoever is named before: Okan "and his" party."""
    beside = [c for noun in reading.doc[person.start : person.end].root.conjuncts for c in noun.children]
    yield from (t for t in beside if t.dep_ == "poss" and t.lower_ in PRONOUNS)
    for owner in (t for t in reading.meant(person) if t.dep_ == "poss"):
        before = reading.means.get(owner.head.head.i, ()) if owner.head.dep_ == "conj" else ()
        if owner.lower_ not in PRONOUNS or not any(a.kind == "person" and a != person.actor for a in before):
            yield owner


def of_party(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party of a name that follows "of": Jane Roe "of the opposition Labour Party"."""
    doc = reading.doc
    if not any(t.lower_ in OF for t in doc[person.end : person.end + 2]):
        return
    starts = range(person.end + 1, min(person.end + MAX_LINK, len(doc)))
    links = (i for i in starts if OF_PARTY.fullmatch(doc[person.end : i].text_with_ws))
    if name := next((name for i in links if (name := _party_at(reading, i))), None):
        yield Claim(person, RolePhrase("member", party=name), person.start, OF_THEM)


def party_before(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party that owns a name: "Labour's" Jane Roe."""
    owner = person.start - 2
    owned = owner >= 0 and person.title == person.start and reading.doc[owner + 1].tag_ == "POS"
    if owned and (name := _party_at(reading, owner)):
        yield Claim(person, RolePhrase("member", party=name), person.start, OF_THEM)


def fellows(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party of a subject's fellows, or as whose member it acts: Roe scolded "fellow Tories", ran "as a Tory"."""
    for subject in subjects(reading, person):
        yield from _acting_as(person, subject)
        for word in (t for t in subject.sent if t.lower_ == FELLOW and t.head.dep_ != "conj"):
            if _clause(word) == subject.head and told(subject.head) and (name := _party_of(word.head)):
                yield Claim(person, RolePhrase("member", party=name), word.i, OTHERS)


def _acting_as(person: Named, subject: Token) -> Iterator[Claim]:
    verb = subject.head
    objects = [c.i for c in verb.children if c.dep_ == "dobj"]
    for link in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and told(verb)):
        for noun in (c for c in link.children if c.dep_ == "pobj" and c.tag_ not in PLURALS):
            if (link.i < subject.i or not objects) and (name := _party_of(noun)):
                yield Claim(person, RolePhrase("member", party=name), noun.i, OTHERS)


def apposed(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party beside a noun that means a person: the governor, "a Democrat", vetoed the bill."""
    for noun in (t for t in reading.meant(person) if t.pos_ == "NOUN"):
        for beside in (c for c in noun.children if c.dep_ == "appos" and c.tag_ not in PLURALS):
            if name := _party_of(beside):
                yield Claim(person, RolePhrase("member", party=name), beside.i, OWNED)


def with_others(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party of the others with whom a person is named: Roe "and three other Tories"."""
    doc, last = reading.doc, members(reading, person)[-1].end
    starts = range(last + 2, min(last + MAX_LINK, len(doc)))
    start = next((i for i in starts if WITH_OTHERS.fullmatch(doc[last:i].text)), None)
    if start is None or start == len(doc):  # an empty span at a Doc's end costs spaCy the text of all of it
        return
    group = doc[start : start + MAX_GROUP]
    head = next((t for t in group if t.tag_ in PLURALS and t.dep_ != "compound"), None)
    names = (_party_of(t) for t in group if head and t.i <= head.i and t.text[:1].isupper())
    if name := next((name for name in names if name), None):
        yield Claim(person, RolePhrase("member", party=name), start, OTHERS)


def _party_of(noun: Token) -> str | None:
    """The party whose member a noun names, with the word before it: a "Social Democrat"."""
    words = [t.text for t in noun.doc[max(noun.i - 1, 0) : noun.i + 1]]
    return party_at(words, len(words) - 1) or party_of(noun.text)


def _party_at(reading: Reading, place: int, own: frozenset[str] = PARTY) -> str | None:
    """The name of the party that a token names or means, by the gazetteer or by its own words."""
    for actor in reading.means.get(place, ()):
        body, called = known.body(actor.name), actor.name.rsplit(maxsplit=1)[-1] in own
        if actor.kind != "person" and (body is None or body.type in JOINED):  # "Congress" may be no party
            return party_of(actor.name) or (actor.name if called or body else None)
    return None


def _clause(word: Token) -> Token | None:
    return next((t for t in word.ancestors if t.pos_ in VERBS), None)
