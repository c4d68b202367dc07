"""Who speaks between quotation marks: who says so beside them, and whose words go on without that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract.quoting.authors import speakers_of
from kg.extract.quoting.clauses import Saying, is_open, relays
from kg.extract.quoting.place import Place, breaks, is_heading, is_scare, is_title, sentence_before, words_before
from kg.extract.quoting.saying import find_saying
from kg.extract.reading import Quote, Reading
from kg.extract.subjects import SUBJECTS, according, is_saying, subject
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAIN = frozenset({"ROOT", "conj", "parataxis"})
SENTENCE, PIECE = 4, 5  # words of a quotation, at least, that the sentence before may tell whose it is
ASKED = frozenset({"nsubjpass"})  # Brown was asked about that: "…"
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
        if is_open(saying.cue):
            return None
        return replace(place.quote, speakers=speakers_of(place, saying.speaker, last), cue=saying.cue.i)
    told = _told(place, last.end if last else 0)
    if not told and last and (_continues(place, last) or _runs_on(place, last)):
        told = last.speakers
    told = told or _told(place)
    return replace(place.quote, speakers=told) if told else None


def _told(place: Place, since: int = 0) -> tuple[Actor, ...]:
    """Whose words the sentence before tells, where a quotation is a sentence of its own or a long piece of one.

    No sentence that begins before the token `since` counts.
    """
    words, size = words_before(place), sum(t.is_alpha for t in place.span)
    own = all(t.is_punct or t.pos_ == "CCONJ" for t in words)
    others = any(place.reading.actors_at(t) for t in words if t.dep_ in SUBJECTS)
    before = sentence_before(place, words, line_break=own)
    if not before or before[0].i < since or others or size < (SENTENCE if own else PIECE):
        return ()
    if is_title(place.span) or is_heading(place):
        return ()
    verb = next((t for t in reversed(before) if t.dep_ in MAIN and is_saying(t) and t.i not in place.quoted), None)
    if verb is not None:
        speaker = subject(verb) or next((c for c in verb.children if verb.lemma_ == "ask" and c.dep_ in ASKED), None)
    else:  # according to Brown, it will last
        speaker = according(before[0]) if before[0].lower_ == "according" else None
    if speaker is None or relays(Saying(speaker.head, speaker)):
        return ()
    return place.reading.actors_of(speaker)


def _runs_on(place: Place, last: Quote) -> bool:
    """Whether a piece of a sentence goes on with what was said just before: "…," Brown said. The bill would "…"."""
    words = words_before(place)
    if last.cue is None or not words or sum(t.is_alpha for t in place.span) < SENTENCE or is_title(place.span):
        return False
    between = place.doc[last.end : words[0].i]
    near = not any(breaks(t) for t in between) and sum(bool(t.is_sent_start) for t in between) <= 1
    return near and not any(is_saying(t) for t in words) and not is_scare(place.span, place.span.root)


def _continues(place: Place, last: Quote) -> bool:
    """Whether a quotation is a sentence of its own in the last one's paragraph or the next."""
    between = place.doc[last.end : place.quote.start]
    announced = any(t.text == ":" for t in between[-3:])  # "The letter goes on as follows:" in a line of its own
    far = sum(breaks(t) for t in between) > 1 + announced or sum(t.is_alpha for t in between) >= MAX_BETWEEN
    if far or is_title(place.span) or is_heading(place):
        return False
    return all(t.is_punct or t.pos_ == "CCONJ" for t in words_before(place))
