"""Who speaks between quotation marks: who says so beside them, and whose words go on without that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.authors import speakers_of
from kg.extract.place import Place, breaks, is_heading, is_title, sentence_before, words_before
from kg.extract.reading import Quote, Reading
from kg.extract.saying import find_saying
from kg.extract.subjects import SUBJECTS, is_saying, subject
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAIN = frozenset({"ROOT", "conj", "parataxis"})
SENTENCE, PIECE = 4, 5  # words of a quotation, at least, that the sentence before may tell whose it is
MAX_BETWEEN = 40  # words of narration between a quotation and the one that continues it


def attribute(reading: Reading) -> tuple[Quote, ...]:
    """The quotations of a reading with their speakers; those that nobody can be found for keep none."""
    spans = (range(q.start, q.end) for q in reading.quotes if not is_title(reading.doc[q.start : q.end]))
    quoted = frozenset(i for span in spans for i in span)
    spoken: list[Quote] = []
    last: Quote | None = None
    for quote in reading.quotes:
        said = _said(Place(reading, quoted, quote), last)
        spoken.append(said or quote)
        last = said or last
    for n in range(len(spoken) - 1, 0, -1):
        if not spoken[n - 1].speakers and _left_open(reading.doc, spoken[n - 1], spoken[n]):
            spoken[n - 1] = replace(spoken[n - 1], speakers=spoken[n].speakers)
    return tuple(spoken)


def _left_open(doc: Doc, quote: Quote, following: Quote) -> bool:
    """Whether the marks of a quotation are not closed because it goes on in the next paragraph."""
    between = doc[quote.end : following.start]
    opened = quote.cue is None and len(between) > 0 and breaks(between[0])
    return opened and all(t.is_space or t.is_quote for t in between)


def _said(place: Place, last: Quote | None) -> Quote | None:
    """A quotation with its own saying, or in the wake of the last one."""
    if saying := find_saying(place):
        return replace(place.quote, speakers=speakers_of(place, saying.speaker, last), cue=saying.cue.i)
    if last and _continues(place, last):
        return replace(place.quote, speakers=last.speakers)
    told = _told(place)
    return replace(place.quote, speakers=told) if told else None


def _told(place: Place) -> tuple[Actor, ...]:
    """Whose words the sentence before tells, where a quotation is a sentence of its own or a long piece of one."""
    words, size = words_before(place), sum(t.is_alpha for t in place.span)
    own = all(t.is_punct or t.pos_ == "CCONJ" for t in words)
    others = any(place.reading.actors_at(t) for t in words if t.dep_ in SUBJECTS)
    before = sentence_before(place, words, line_break=own)
    if not before or others or is_title(place.span) or is_heading(place) or size < (SENTENCE if own else PIECE):
        return ()
    verb = next((t for t in reversed(before) if t.dep_ in MAIN and is_saying(t) and t.i not in place.quoted), None)
    speaker = subject(verb) if verb is not None else None
    return place.reading.actors_of(speaker) if speaker is not None else ()


def _continues(place: Place, last: Quote) -> bool:
    """Whether a quotation is a sentence of its own in the last one's paragraph or the next."""
    between = place.doc[last.end : place.quote.start]
    announced = any(t.text == ":" for t in between[-3:])  # "The letter goes on as follows:" in a line of its own
    far = sum(breaks(t) for t in between) > 1 + announced or sum(t.is_alpha for t in between) >= MAX_BETWEEN
    if far or is_title(place.span) or is_heading(place):
        return False
    return all(t.is_punct or t.pos_ == "CCONJ" for t in words_before(place))
