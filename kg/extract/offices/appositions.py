"""Roles that stand beside a name as appositions, before or after it: Jane Roe, "an adviser to Mr. Doe"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.naming.names import PLURALS
from kg.extract.offices.aims import RIVALS, SEEKERS
from kg.extract.offices.claims import STOPS, Claim, claims_in
from kg.extract.offices.lists import BARE_TAG, IN_BRACKETS, OF_PLACE, WITHIN, one_of_many, persons_between
from kg.extract.offices.roles import read_role
from kg.extract.offices.seats import party_of
from kg.extract.reading import Named, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
RANKS = frozenset({"civil", "military"})  # levels of offices that serve as titles: Ayatollah, General
GOING_ON = frozenset({"and", "or", "his", "her", "their"})  # after a comma these begin an apposition only with a role
NOMINAL = frozenset({"DET", "PROPN", "NOUN", "ADJ"})
OF = frozenset({"of", "for", "to"})
ARTICLES = frozenset({"a", "an"})
DASHES = frozenset({"--", "-", "—"})
OF_BODY = r"\s*(?:of|from|at|with)(?: the)? [A-Z][\w.&'-]*(?: (?:[A-Z][\w.&'-]*|of|for|and|the|on|&))*"
AGE = r"\s*,\s*\d{1,3}"
BEHIND = re.compile(rf"(?:{OF_PLACE}|{IN_BRACKETS}|{BARE_TAG}|{AGE}|{OF_BODY})*")  # between a name and its apposition
MAX_APPOSITION, MAX_BEHIND = 24, 12  # tokens
APPOSITION = 0.9


def apposition_after(reading: Reading, person: Named) -> Iterator[Claim]:
    """The appositions that follow a name: Carlos Gutierrez, "former secretary of Commerce"."""
    doc, start = reading.doc, _behind(reading.doc, person.end)
    while start < len(doc) and _opens(doc[start]):
        part = _apposition(reading, start + 1)
        if not part or part[0].is_sent_start or (part[0].lower_ in GOING_ON and _goes_on(reading, part)):
            return
        found = list(_told(reading, person, part))
        yield from found
        if not found and not BEHIND.fullmatch(doc[person.end : part.end].text):
            return
        start = part.end


def _goes_on(reading: Reading, part: Span) -> bool:
    """Whether the sentence goes on instead: without a role, or with that of a titled other ("and behind Sen. Doe")."""
    titled = (n for n in persons_between(reading, part.start, part.end) if part.start < n.title < n.start)
    return read_role(part.text) is None or any(part.doc[n.title - 1].lower_ not in OF for n in titled)


def _behind(doc: Doc, start: int) -> int:
    """Where an apposition may open: at once, or behind a place or tag: Jane Roe "of Ohio", the chair."""
    ends = range(min(start + MAX_BEHIND, len(doc) - 1), start, -1)
    return next((end for end in ends if _opens(doc[end]) and BEHIND.fullmatch(doc[start:end].text)), start)


def _has_own(doc: Doc, person: Named, head: Token) -> bool:
    """Whether a name has its own apposition, and the role before it is another's: Roe, a nurse, Doe, a vet."""
    before, after = head.left_edge.i - 1, person.end
    listed = before > 0 and doc[before].text == "," and doc[head.left_edge.i].lower_ in ARTICLES
    return listed and doc[before - 1].pos_ == "PROPN" and doc[after].text == "," and doc[after + 1].lower_ in ARTICLES


def _opens(token: Token) -> bool:
    return token.text == "," or (token.text in DASHES and bool(token.whitespace_) and bool(token.nbor(-1).whitespace_))


def _told(reading: Reading, person: Named, part: Span) -> Iterator[Claim]:
    """What an apposition tells: no plural ("G7 ministers") but "one of" them, no bare name ("Justice")."""
    if part[0].pos_ == "PROPN" and (len(part) == 1 or part[1].lower_ == "and"):
        return
    nouns = [t for t in part if known.role_noun(t.text) and t.dep_ != "poss"]
    if part[:2].text.lower() == "one of":
        yield from one_of_many(person, part[2:], APPOSITION)
    elif not nouns or nouns[0].tag_ not in PLURALS:
        yield from claims_in(reading, person, part, APPOSITION)


def _apposition(reading: Reading, start: int) -> Span:
    """The words from `start` to the next comma, verb or clause; none where a list of persons goes on."""
    doc, end = reading.doc, start
    persons = persons_between(reading, start, start + 2 * MAX_APPOSITION)
    titled = {n.title: n.end for n in persons if n.title < n.start}
    while end < min(len(doc), start + MAX_APPOSITION) and not _ends(doc[end], start):
        if end in titled and _is_listed(doc, start, end, titled[end]):
            return doc[start:start]
        end += 1
    return doc[start:end]


def _is_listed(doc: Doc, start: int, title: int, end: int) -> bool:
    """Whether a titled name is the next of a list (Smith, "Senator Jones" and …), not one that a role belongs to."""
    owner = doc[end : end + 1].text in {"'s", "'"}
    return not owner and not any(t.pos_ in {"ADP", "VERB"} or t.lower_ in OF for t in doc[start:title])


def _ends(token: Token, start: int) -> bool:
    told = token.tag_ in FINITE or (token.dep_ == "acl" and token.i > start)
    return told or token.lower_ in STOPS or token.is_space or token.tag_ == "." or token.text == "—"


def apposition_before(reading: Reading, person: Named) -> Iterator[Claim]:
    """The name as an apposition: "Mexico's foreign minister", Luis Videgaray."""
    doc, comma = reading.doc, person.title - 1
    if comma < 2 or doc[comma].text != ",":
        return
    head = _role_above(doc[comma - 1])
    if _holds_office(doc[person.title : person.start]) and not (head and _is_besides(head)):
        return  # a list goes on: "Finland's president, Senator Doe and …", but "a Tory, Senator Doe"
    if head is None or head.i >= comma or head.sent != doc[person.start].sent or not _closes(doc, person, head):
        return
    if _has_own(doc, person, head):
        return
    free = all(a == person.actor or a.kind == "unnamed" for a in reading.means.get(head.i, ()))
    if free and comma - head.left_edge.i <= MAX_APPOSITION:
        yield from claims_in(reading, person, doc[head.left_edge.i : comma], APPOSITION)


def _is_besides(noun: Token) -> bool:
    """Whether a noun tells what a holder of an office is besides: a "Tory", the "candidate"."""
    return party_of(noun.text) is not None or noun.lower_ in SEEKERS | RIVALS


def _closes(doc: Doc, person: Named, head: Token) -> bool:
    """Whether a name ends as an apposition does: with a comma, or the verb of a subject that began the sentence."""
    after = doc[_behind(doc, person.end) : len(doc)][:1]
    if not after or (person.title < person.start and after.text == "("):
        return False
    first = doc[head.left_edge.i]
    return after[0].is_punct or (after[0].tag_ in FINITE and bool(first.is_sent_start) and first.pos_ in NOMINAL)


def _role_above(token: Token) -> Token | None:
    """The role's noun of the phrase that ends here: the "leader" of the Labour Party."""
    while not known.role_noun(token.text):
        if token.dep_ not in WITHIN:
            return None
        token = token.head
    served = any(c.lower_ == "on" for c in token.children) and token.head.lower_ == "to"
    if served and known.role_noun(token.head.head.text):  # adviser to the "Governor" on Media
        token = token.head.head
    while token.dep_ == "conj" and known.role_noun(token.head.text):  # the center's president and "CEO"
        token = token.head
    return token


def _holds_office(words: Span) -> bool:
    found = (known.office(t.text) for t in words if known.role_noun(t.text))
    return any(o.office.level not in RANKS for o in found if o)
