"""Who only counts opinions: persons named beside a pollster ("… of the Gallup poll", "Polling Director …")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.reading import Named, Reading

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

ATTACHED = frozenset({"PROPN", "NOUN", "ADJ", "PART", "NUM"})  # parts of speech before a name that belong to it
BELONGING = frozenset({"of", "at", "for", "with"})
POLLING = "Polling"
BEFORE, AFTER = 6, 9  # tokens beside a name
LONGEST = 4  # tokens of a pollster's name


def pollsters(reading: Reading) -> frozenset[str]:
    """Ids of the persons that an article names as people of a pollster, which are no actors in politics."""
    persons = (named for named in reading.named if named.actor.kind == "person")
    return frozenset(named.actor.id for named in persons if any(map(tells_poll, beside(reading, named))))


def beside(reading: Reading, named: Named) -> tuple[Span, Span]:
    """The words that belong to a name: those directly before it, and what follows "of" or a comma."""
    doc, start, end = reading.doc, named.start, named.end
    first = start
    while first > max(0, start - BEFORE) and (doc[first - 1].pos_ in ATTACHED or doc[first - 1].lower_ == "the"):
        first -= 1
    stop = end
    while stop < min(len(doc), end + AFTER) and _belongs(doc[stop], first=stop == end):
        stop += 1
    return doc[first:start], doc[end:stop]


def _belongs(token: Token, *, first: bool) -> bool:
    """Whether a word after a name goes on to tell who that is."""
    if first:
        return token.lower_ in BELONGING or token.text == ","
    return token.pos_ in ATTACHED or token.lower_ in BELONGING or token.pos_ == "DET"


def tells_poll(span: Span) -> bool:
    """Whether the words hold a pollster's name, or are such as "Polling Director"; a "Republican pollster" is none."""
    ends = ((i, j) for i in range(len(span)) for j in range(i + 1, min(len(span), i + LONGEST) + 1))
    names = (outlet for i, j in ends if (outlet := known.outlet(span[i:j].text)))
    return any(t.text == POLLING for t in span) or any(outlet.type == "pollster" for outlet in names)
