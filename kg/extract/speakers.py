"""Who speaks between quotation marks: whom the words for a speaker mean, and whose words go on without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.names import body_nouns
from kg.extract.place import Place, breaks, is_title, words_before
from kg.extract.reading import Quote, Reading
from kg.extract.saying import Saying, find_lead, find_saying
from kg.extract.subjects import ancestors, is_text, owners, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Actor

MALE, FEMALE = frozenset({"he"}), frozenset({"she"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
BODIES = frozenset({"organization", "government", "group"})
DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its"})
PARTISANS = frozenset({"democrat", "republican"})
MEMORY = 300  # tokens back to the last mention of a text or of "the official"
MAX_BETWEEN = 40  # words of narration between a quotation and the one that continues it

Speakers = tuple["Actor", ...]


def attribute(reading: Reading) -> tuple[Quote, ...]:
    """The quotations of a reading with their speakers; those that nobody can be found for keep none."""
    quoted = frozenset(i for quote in reading.quotes for i in range(quote.start, quote.end))
    spoken: list[Quote] = []
    last: Quote | None = None
    for quote in reading.quotes:
        place = Place(reading, quoted, quote)
        if saying := find_saying(place):
            last = replace(quote, speakers=_speakers(place, saying, last), cue=saying.cue.i)
        elif last and not is_title(place.span) and _continues(place, last):
            last = replace(quote, speakers=last.speakers)
        elif saying := find_lead(place):
            last = replace(quote, speakers=_speakers(place, saying, last), cue=saying.cue.i)
        spoken.append(last if last and last.start == quote.start else quote)
    return tuple(spoken)


def _continues(place: Place, last: Quote) -> bool:
    """Whether a quotation is a sentence of its own in the last one's paragraph or the next."""
    between = place.doc[last.end : place.quote.start]
    if sum(breaks(t) for t in between) > 1 or sum(t.is_alpha for t in between) >= MAX_BETWEEN:
        return False
    return all(t.is_punct or t.pos_ == "CCONJ" for t in words_before(place))


def _speakers(place: Place, saying: Saying, last: Quote | None) -> Speakers:
    token, reading = saying.speaker, place.reading
    if token.lower_ in MALE | FEMALE:
        return _chained(place, token, last) or reading.actors_of(token)
    for named in (token, *(c for c in token.children if c.dep_ == "appos")):
        if found := reading.actors_of(named):
            return found
    if is_text(token) and (found := next((f for author in _authors(token) if (f := reading.actors_of(author))), ())):
        return found
    return _implied(place, token, last)


def _chained(place: Place, pronoun: Token, last: Quote | None) -> Speakers:
    """He who spoke last, unless another who may be meant has come up as a subject since."""
    if not last or not last.speakers or not _fits(last.speakers, pronoun):
        return ()
    between = place.doc[last.end : place.quote.start]
    subjects = [t for t in between if t.dep_ in SUBJECTS and t.i not in place.quoted and t.head.i != last.cue]
    return () if any(_another(place, token, pronoun, last.speakers) for token in subjects) else last.speakers


def _another(place: Place, token: Token, pronoun: Token, speakers: Speakers) -> bool:
    """Whether a subject is somebody else whom the pronoun may mean."""
    if meant := place.reading.actors_at(token):
        return not set(meant) & set(speakers) and _fits(meant, pronoun)
    return bool(known.role_noun(token.text)) and token.tag_ == "NN"


def _fits(speakers: Speakers, pronoun: Token) -> bool:
    if len(speakers) != 1 or speakers[0].kind not in {"person", "unnamed"}:
        return False
    gender = known.gender(speakers[0].name.split()[0])
    return gender is None or gender == ("m" if pronoun.lower_ in MALE else "f")


def _authors(text: Token) -> Iterator[Token]:
    """Whose a text is, as its own phrase tells or else an earlier mention of it."""
    for mention in reversed(text.doc[max(0, text.i - MEMORY) : text.i + 1]):
        if mention.lemma_ == text.lemma_ and is_text(mention):
            yield from owners(mention)
            verb = next((a for a in ancestors(mention) if a.pos_ == "VERB"), None)
            if mention.dep_ in {"dobj", "pobj"} and verb is not None and (author := subject(verb)):
                yield author


def _implied(place: Place, noun: Token, last: Quote | None) -> Speakers:
    """Who was last called "the aide" or "the agency", else who spoke last: "the Ohio Democrat", "the statement"."""
    if not any(c.lower_ in DEFINITE for c in noun.children if c.i < noun.i):
        return ()
    for earlier in reversed(place.doc[max(0, noun.i - MEMORY) : noun.i]):
        if earlier.lemma_ == noun.lemma_ and earlier.tag_ == noun.tag_ and (found := place.reading.actors_at(earlier)):
            return found
    if last and last.speakers and _called(last.speakers, noun):
        return last.speakers
    return ()


def _called(speakers: Speakers, noun: Token) -> bool:
    if is_text(noun):
        return True
    if known.role_noun(noun.text) or noun.lower_ in PARTISANS:
        return noun.tag_ in {"NN", "NNP"} and len(speakers) == 1 and speakers[0].kind in {"person", "unnamed"}
    return noun.lower_ in body_nouns() and speakers[0].kind in BODIES
