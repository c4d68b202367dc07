"""What is claimed of a person before it is settled where: a role phrase, read from a span of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.reading import Named, Reading
from kg.extract.roles import read_role
from kg.extract.seats import RolePhrase, shared_seat
from kg.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Span


# What ends a role phrase.
STOPS = frozenset(
    {",", ";", ":", "(", ")", '"', "--", "who", "that", "which", "where", "whose", "while", "when", "but", "as"}
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A person, a role phrase, and the token at which the evidence stands."""

    person: Named
    phrase: RolePhrase
    at: int
    confidence: float


def claims_in(
    reading: Reading, person: Named, span: Span, confidence: float, status: Status = "current"
) -> Iterator[Claim]:
    """A claim for each role of a phrase ("founder and chairman of the party" holds two).

    `status` counts where the phrase itself tells none.
    """
    if any(t.text == '"' for t in span):
        return  # the words of a speaker, who may mock
    parts = [(part, phrase) for part in _parts(span) if (phrase := read_role(reading.text(part.start, part.end)))]
    for part, phrase in parts:
        shared = shared_seat(phrase, parts[-1][1])
        settled = shared if shared.status != "current" else replace(shared, status=status)
        yield Claim(person, settled, part.start, confidence)


def _parts(span: Span) -> Iterator[Span]:
    """The span cut at each "and" between two roles, and before a second title ("Chairman Rep." Jane Roe)."""
    doc, start, end = span.doc, span.start, span.end
    if end - start > 1 and known.title(doc[end - 1].text) and not known.role_noun(doc[end - 1].text):
        first = read_role(doc[start : end - 1].text)
        if first and first.role != "member":  # "Republican Sen." is one role
            yield from (doc[start : end - 1], doc[end - 1 : end])
            return
    for i in range(start + 1, end - 1):
        if doc[i].lower_ == "and" and read_role(doc[i + 1 : end].text) and read_role(doc[start:i].text):
            yield doc[start:i]
            yield from _parts(doc[i + 1 : end])
            return
    yield span
