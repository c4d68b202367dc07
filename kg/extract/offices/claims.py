"""What is claimed of a person before it is settled where: a role phrase, read from a span of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import status_words
from kg.extract.naming.names import is_national
from kg.extract.offices.aims import aiming
from kg.extract.offices.owners import owner
from kg.extract.offices.roles import read_role
from kg.extract.offices.seats import RolePhrase
from kg.extract.offices.sharing import shared_owner, shared_seat
from kg.extract.offices.terms import Term, is_past, term
from kg.extract.reading import Named, Reading
from kg.model import Actor, Status

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# What ends a role phrase.
STOPS = frozenset(
    {",", ";", ":", "(", ")", '"', "--", "who", "that", "which", "where", "whose", "while", "when", "but", "as"}
)


MAX_COUNTRY, MAX_NAME = 3, 8  # words of a country's name; of a body's name before it
GUESSED = 0.8  # times the rest, where the country or region is told elsewhere in the article
NO_TERM = Term()
CHOSEN = frozenset({"nominee", "mate"})  # who won what candidates seek; with a year, seldom that of the article


@dataclass(frozen=True, slots=True)
class Claim:
    """A person, a role phrase, and the token at which the evidence stands."""

    person: Named
    phrase: RolePhrase
    at: int
    confidence: float
    term: Term = NO_TERM
    owner: Actor | None = None  # whose the role is, where the phrase says so by a name or pronoun: "her" spokesman


def claims_in(
    reading: Reading, person: Named, span: Span, confidence: float, status: Status = "current"
) -> Iterator[Claim]:
    """A claim for each role of a phrase ("founder and chairman of the party" holds two).

    `status` counts where the phrase itself tells none.
    """
    span = _with_body(span)
    if len(span) and span.start > span.sent.start and _tells_status(span[0].nbor(-1)):  # "Acting" CIA director
        span = span.doc[span.start - 1 : span.end]
    plain = (part for part in _parts(span) if '"' not in part.text)  # the words of a speaker, who may mock
    texts = ((part, reading.text(part.start, part.end)) for part in plain)
    parts = [(part, aiming(phrase, text)) for part, text in texts if (phrase := read_role(text))]
    for part, phrase in parts:
        shared = shared_owner(shared_seat(phrase, parts[-1][1]), parts[0][1])
        settled = shared if shared.status != "current" else replace(shared, status=status)
        told = term(part.text, settled.status, changes=False)
        chosen = not CHOSEN.isdisjoint(settled.role.lower().split())
        if is_past(part.text, told, settled.status, reading.article.published, chosen=chosen):
            settled = replace(settled, status="former")
        yield Claim(person, settled, part.start, confidence, told, owner(reading, person, part))


def _with_body(span: Span) -> Span:
    """The phrase with the whole name of a body in whose last word, a country, it begins: Law Society of "Malawi"."""
    doc, link = span.doc, span.start - 1 - (span.start > 1 and span.doc[span.start - 1].lower_ == "the")
    if link < 1 or doc[link].lower_ != "of":
        return span
    ends = range(span.start + 1, min(span.start + MAX_COUNTRY, span.end) + 1)
    starts = range(max(link - MAX_NAME, span.sent.start), link)
    return next((doc[i : span.end] for i in starts if any(is_national(doc[i:end]) for end in ends)), span)


def _tells_status(token: Token) -> bool:
    """Whether a word before a role tells its status; she "defeated" the mayor tells none."""
    return token.lower_ in status_words() and (token.tag_ != "VBD" or token.dep_ == "amod")


def _parts(span: Span) -> Iterator[Span]:
    """The span cut at each "and" between two roles, and before a second title ("Chairman Rep." Jane Roe)."""
    doc, start, end = span.doc, span.start, span.end
    office = known.office(span.text)
    if office and " " in office.words and not office.after and " and " not in span.text.replace(office.words, ""):
        yield span  # "Lt. Gov.", "President and CEO"
        return
    if end - start > 1 and known.title(doc[end - 1].text) and not known.role_noun(doc[end - 1].text):
        first = read_role(doc[start : end - 1].text)
        if first and first.role != "member":  # "Republican Sen." is one role
            yield from (doc[start : end - 1], doc[end - 1 : end])
            return
    for i in range(start + 1, end - 1):
        named = known.body(doc[i - 1 : i + 2].text)  # "Law and Justice" is one name
        if doc[i].lower_ == "and" and not named and read_role(doc[i + 1 : end].text) and read_role(doc[start:i].text):
            yield doc[start:i]
            yield from _parts(doc[i + 1 : end])
            return
    yield span


def phrase_of(noun: Token) -> Span:
    """The noun phrase, up to a comma or clause that follows."""
    last = noun.right_edge.i + 1
    end = next((i for i in range(noun.i + 1, last) if noun.doc[i].lower_ in STOPS), last)
    return noun.doc[noun.left_edge.i : end]
