"""Who speaks between quotation marks: whom the words for a speaker mean, and whose words go on without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.place import Place, breaks, is_title, words_before
from kg.extract.reading import Quote, Reading
from kg.extract.saying import Saying, find_saying
from kg.extract.subjects import ancestors, is_text, owners, subject
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

GENDERS = {"he": "m", "she": "f"}
DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its"})
PARTISANS = frozenset({"democrat", "republican"})
MEMORY = 300  # tokens back to the last mention of a text or of "the official"
MAX_BETWEEN = 40  # words of narration between a quotation and the one that continues it

Speakers = tuple[Actor, ...]


def attribute(reading: Reading) -> tuple[Quote, ...]:
    """The quotations of a reading with their speakers; those that nobody can be found for keep none."""
    quoted = frozenset(i for quote in reading.quotes for i in range(quote.start, quote.end))
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
        return replace(place.quote, speakers=_speakers(place, saying, last), cue=saying.cue.i)
    return replace(place.quote, speakers=last.speakers) if last and _continues(place, last) else None


def _continues(place: Place, last: Quote) -> bool:
    """Whether a quotation is a sentence of its own in the last one's paragraph or the next."""
    between = place.doc[last.end : place.quote.start]
    if sum(breaks(t) for t in between) > 1 or sum(t.is_alpha for t in between) >= MAX_BETWEEN or is_title(place.span):
        return False
    return all(t.is_punct or t.pos_ == "CCONJ" for t in words_before(place))


def _speakers(place: Place, saying: Saying, last: Quote | None) -> Speakers:
    """Whom a speaker's token means: an actor, one named beside it, the author of a text, or whoever was called so."""
    token, reading = saying.speaker, place.reading
    apposed = (c for c in token.children if c.dep_ == "appos")
    written = _authors(token) if is_text(token) else ()
    found = next((f for named in (token, *apposed, *written) if (f := reading.actors_of(named))), ())
    return found or _called(place, token, last)


def _authors(text: Token) -> Iterator[Token]:
    """Whose a text is, as its own phrase tells or else an earlier mention of it."""
    for mention in reversed(text.doc[max(0, text.i - MEMORY) : text.i + 1]):
        if mention.lemma_ == text.lemma_ and is_text(mention):
            yield from owners(mention)
            verb = next((a for a in ancestors(mention) if a.pos_ == "VERB"), None)
            if mention.dep_ in {"dobj", "pobj"} and verb is not None and (author := subject(verb)):
                yield author


def _called(place: Place, token: Token, last: Quote | None) -> Speakers:
    """Who spoke last, for "he" and "the Ohio Republican"; who was last called "the aide" or "the agency"."""
    if token.lower_ in GENDERS:
        return last.speakers if last and _is_one(last.speakers, GENDERS[token.lower_]) else ()
    if not any(c.lower_ in DEFINITE for c in token.children if c.i < token.i):
        return ()
    if token.lower_ in PARTISANS:
        return last.speakers if last and _is_one(last.speakers) else ()
    before = reversed(place.doc[max(0, token.i - MEMORY) : token.i])
    same = (t for t in before if (t.lemma_, t.tag_) == (token.lemma_, token.tag_))
    return next((found for earlier in same if (found := place.reading.actors_at(earlier))), ())


def _is_one(speakers: Speakers, gender: str | None = None) -> bool:
    """Whether the speaker is one person, who may be of that gender."""
    if len(speakers) != 1 or speakers[0].kind not in {"person", "unnamed"}:
        return False
    return not gender or known.gender(speakers[0].name.split()[0]) in {None, gender}
