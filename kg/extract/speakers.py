"""Who speaks between quotation marks: the subject of the verb of saying beside, before or above the quotation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.reading import Quote, Reading
from kg.extract.subjects import according, ancestors, is_judging, is_saying, is_text, owners, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from kg.model import Actor

LEADS = frozenset({"ADV", "AUX", "PUNCT", "CCONJ"})  # before a verb that stands first: "…," as once said Brown
NAMES = frozenset({"PROPN", "PRON", "NOUN"})
MODIFIERS = frozenset({"compound", "nmod", "nummod"})
ENDS = frozenset({".", "?", "!"})
REACH = 80  # tokens of a sentence before a quotation
SHORT = 6  # words: what is shorter may be a scare quote
MAX_BETWEEN = 40  # words of narration between a quotation and the one that continues it


class Cue(NamedTuple):
    """The token that introduces somebody's words, and the token for who that is."""

    token: Token
    speaker: Token
    rule: str = ""


def attribute(reading: Reading) -> tuple[Quote, ...]:
    """The quotations of a reading with their speakers; those that nobody can be found for keep none."""
    quoted = frozenset(i for quote in reading.quotes for i in range(quote.start, quote.end))
    cues = [None if _is_title(reading.doc[q.start : q.end]) else _cue(Place(reading, quoted, q)) for q in reading.quotes]
    spoken = [_spoken(reading, quote, cue) for quote, cue in zip(reading.quotes, cues, strict=True)]
    return tuple(_continued(reading, spoken))


class Place(NamedTuple):
    """A quotation in its article; `quoted` holds the tokens of all quotations."""

    reading: Reading
    quoted: frozenset[int]
    quote: Quote

    @property
    def doc(self) -> Doc:
        """The parsed article."""
        return self.reading.doc


def _is_title(span: Span) -> bool:
    """ "Meet the Press", "Free Speech": every word of weight is capitalised."""
    heavy = [t for t in span if t.is_alpha and len(t) > 3]
    return bool(heavy) and all(t.text[0].isupper() for t in heavy) and len([t for t in span if t.is_alpha]) > 1


def _cue(place: Place) -> Cue | None:
    return next((cue for finder in FINDERS if (cue := finder(place))), None)


def _spoken(reading: Reading, quote: Quote, cue: Cue | None) -> Quote:
    if cue is None:
        return quote
    return replace(quote, speakers=_meant(reading, cue.speaker), cue=cue.token.i)


# Beside the quotation


def _after(place: Place) -> Cue | None:
    """ "…," Brown said; "…?" asked Mr. Brown, the mayor; "…," according to Brown."""
    region = _region_after(place)
    if not region or not _goes_on(place, region[0]):
        return None
    if region[0].lower_ == "according":
        source = according(region[0])
        return Cue(region[0], source, "according") if source else None
    verb = next((t for t in region if is_saying(t)), None)
    if verb is None:
        return None
    before = [t for t in region if t.i < verb.i]
    if all(t.pos_ in LEADS or t.lower_ == "as" for t in before):
        return _inverted(verb, region)
    return _straight(place, verb, before)


def _inverted(verb: Token, region: list[Token]) -> Cue | None:
    """ "…," said Brown."""
    speaker = subject(verb)
    if speaker not in region:
        speaker = next((t for t in region if t.i > verb.i and t.pos_ in NAMES), None)
    return Cue(verb, speaker, "VS") if speaker else None


def _straight(place: Place, verb: Token, before: list[Token]) -> Cue | None:
    """ "…," Brown said."""
    speaker = subject(verb)
    if speaker not in before:
        speaker = next((t for t in reversed(before) if place.reading.actors_at(t)), None)
    elif any(t.pos_ == "VERB" and t.i < speaker.left_edge.i for t in before):
        return None
    return Cue(verb, speaker, "SV") if speaker else None


def _region_after(place: Place) -> list[Token]:
    """The words after the closing mark, to the end of their sentence or the next quotation."""
    region: list[Token] = []
    for token in place.doc[place.quote.end :]:
        if _breaks(token) or token.i in place.quoted:
            break
        if region or not token.is_punct:
            region.append(token)
            if token.is_sent_end:
                break
    return region


def _breaks(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _goes_on(place: Place, first: Token) -> bool:
    """Whether a quotation ends so that its sentence may go on: not with a full stop."""
    last, marks = place.doc[place.quote.end - 1], [t.text for t in place.doc[place.quote.end : first.i]]
    if any(mark in {*ENDS, ";", ":"} for mark in marks):
        return False
    return "," in marks or last.text in {",", "?", "!", "-", "--", "—"}


def _before(place: Place) -> Cue | None:
    """Brown said, "…"; Brown told reporters: "…"; he added that "…"; Brown: "…"."""
    region = _region_before(place)
    if not region or region[-1].text not in {",", ":", "that"} and not is_saying(region[-1]):
        return None
    if region[-1].text == ":" and region[0].is_sent_start and all(t.pos_ in {"PROPN", "NOUN", "PUNCT"} for t in region):
        return Cue(region[-1], region[-2], "label") if len(region) > 1 else None
    verb = next((t for t in reversed(region) if is_saying(t)), None)
    if verb is None:
        return None
    speaker = subject(verb)
    if not speaker:
        speaker = next((t for t in reversed(region) if t.i < verb.i and place.reading.actors_at(t)), None)
    if not speaker and verb==region[0]:
        speaker = next((t for t in region if place.reading.actors_at(t)), None)
    return Cue(verb, speaker, "before") if speaker else None


def _region_before(place: Place) -> list[Token]:
    """The words of the sentence before the opening mark, back to the last quotation."""
    region: list[Token] = []
    for token in reversed(place.doc[max(0, place.quote.start - REACH) : place.quote.start]):
        if _breaks(token) or token.i in place.quoted or not region and token.text in ENDS:
            break
        if region or not (token.is_quote or token.is_space):
            region.append(token)
        if token.is_sent_start:
            break
    return region[::-1]


# Above the quotation, in the parse


def _above(place: Place) -> Cue | None:
    """The nearest verb or noun of saying that governs words of the quotation: Brown called the plan "a disaster"."""
    span = place.doc[place.quote.start : place.quote.end]
    length = sum(t.is_alpha for t in span)
    for token in span:
        if token.head.i in range(span.start, span.end) or token.dep_ == "punct":
            continue
        if length < SHORT and token.dep_ in MODIFIERS:
            return None
        if cue := next((c for above in ancestors(token.head) if (c := _governs(place, above))), None):
            return cue
        if length >= SHORT and (verb := next((a for a in ancestors(token.head) if a.pos_ == "VERB" and a.i not in place.quoted), None)):
            if s:=subject(verb):
                return Cue(verb, s, "verb")
    return None


def _governs(place: Place, above: Token) -> Cue | None:
    if above.i in place.quoted:
        return None
    if source := next((s for c in above.children if c.lower_ == "according" and (s := according(c))), None):
        return Cue(above, source, "accordingabove")
    if is_text(above) and (owner := next((o for o in owners(above) if _meant(place.reading, o)), None)):
        return Cue(above, owner, "noun")
    if is_judging(above) and (speaker := subject(above)):
        return Cue(above, speaker, "above")
    return None


# Who that is


def _meant(reading: Reading, token: Token) -> tuple[Actor, ...]:
    """Whom a speaker's token means: an actor, one named beside it, or the author of a text."""
    for named in (token, *(c for c in token.children if c.dep_ == "appos")):
        if found := reading.actors_of(named):
            return found
    return next((found for author in _authors(token) if (found := reading.actors_of(author))), ()) if is_text(token) else ()


def _authors(text: Token) -> Iterator[Token]:
    """Whose a text is, as its own phrase tells or else an earlier mention of it."""
    yield from owners(text)
    for earlier in reversed(text.doc[max(0, text.i - 400) : text.i]):
        if earlier.lemma_ == text.lemma_ and is_text(earlier):
            yield from owners(earlier)
            if earlier.dep_ in {"dobj", "pobj"}:
                verb = next((a for a in ancestors(earlier) if a.pos_ == "VERB"), None)
                if verb is not None and (s := subject(verb)) is not None:
                    yield s


# Without a cue of its own


def _continued(reading: Reading, spoken: list[Quote]) -> Iterator[Quote]:
    last: Quote | None = None
    for quote in spoken:
        if quote.cue is None and last and not _is_title(reading.doc[quote.start:quote.end]) and _continues(reading, last, quote):
            quote = replace(quote, speakers=last.speakers)
        yield quote
        last = quote


def _continues(reading: Reading, last: Quote, quote: Quote) -> bool:
    """Whether a quotation is a sentence of its own in the last one's paragraph or the next."""
    between = reading.doc[last.end : quote.start]
    if sum(_breaks(t) for t in between) > 1 or sum(t.is_alpha for t in between) >= MAX_BETWEEN:
        return False
    return not _region_before(Place(reading, frozenset(), quote))


Finder = Callable[[Place], Cue | None]

FINDERS: tuple[Finder, ...] = (_after, _before, _above)
