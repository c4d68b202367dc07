"""What introduces a quotation: the verb of saying beside it, before it or above it, and the word for who speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.reading import Quote, Reading
from kg.extract.subjects import according, ancestors, is_judging, is_saying, is_text, owners, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

LEADS = frozenset({"ADV", "AUX", "PUNCT", "CCONJ"})  # before a verb that stands first: "…," once said Brown
NAMES = frozenset({"PROPN", "PRON", "NOUN"})
MODIFIERS = frozenset({"compound", "nmod", "amod", "nummod"})
LABEL = frozenset({"PROPN", "NOUN", "ADJ", "PUNCT"})
OBJECTS = frozenset({"dobj", "pobj"})
COLOURS = frozenset({"ADJ", "ADV", "VERB", "AUX", "PRON"})
FUNCTION_WORDS = frozenset({"ADP", "DET", "CCONJ", "PART", "PUNCT", "SPACE", "SYM"})
STOPS = frozenset({".", "?", "!"})
REACH = 80  # tokens of a sentence before a quotation
SHORT, BARE = 6, 4  # words: what is shorter may be a scare quote, as a modifier or as bare nouns
TAIL = 6  # tokens of "…." Brown said: the sentence after a full stop that is but a cue


class Saying(NamedTuple):
    """The token that introduces somebody's words, and the token for who that is."""

    cue: Token
    speaker: Token
    rule: str = ""


class Place(NamedTuple):
    """A quotation in its article; `quoted` holds the tokens of all its quotations."""

    reading: Reading
    quoted: frozenset[int]
    quote: Quote

    @property
    def doc(self) -> Doc:
        """The parsed article."""
        return self.reading.doc

    @property
    def span(self) -> Span:
        """The quoted words."""
        return self.doc[self.quote.start : self.quote.end]


def find_saying(place: Place) -> Saying | None:
    """What introduces a quotation, None where nothing does or where the marks hold a title."""
    return None if is_title(place.span) else next((saying for finder in FINDERS if (saying := finder(place))), None)


def is_title(span: Span) -> bool:
    """ "Meet the Press", "Free Speech": several words, each of weight a capital, no sentence."""
    words = [t for t in span if t.pos_ not in FUNCTION_WORDS]
    return bool(words) and all(not t.text[0].islower() for t in words) and not any(t.text in STOPS for t in span[:-1])


# Beside the quotation


def _after(place: Place) -> Saying | None:
    """ "…," Brown said; "…?" asked Mr. Brown, the mayor; "…," according to Brown."""
    region = region_after(place)
    if not region or not _goes_on(place, region):
        return None
    if region[0].lower_ == "according":
        source = according(region[0])
        return Saying(region[0], source, "according") if source else None
    judged = region[0].lower_ == "as"
    verb = next((t for t in region if is_saying(t) or judged and is_judging(t)), None)
    if verb is None:
        return None
    before = [t for t in region if t.i < verb.i]
    if all(t.pos_ in LEADS for t in before):
        return _inverted(verb, region)
    return _straight(place, verb, before)


def _inverted(verb: Token, region: list[Token]) -> Saying | None:
    """ "…," said Brown."""
    speaker = subject(verb)
    if speaker not in region:
        speaker = next((t for t in region if t.i > verb.i and t.pos_ in NAMES), None)
    return Saying(verb, speaker, "VS") if speaker else None


def _straight(place: Place, verb: Token, before: list[Token]) -> Saying | None:
    """ "…," Brown said."""
    speaker = subject(verb)
    if speaker not in before:
        speaker = next((t for t in reversed(before) if place.reading.actors_at(t)), None)
    elif any(t.pos_ == "VERB" and t.i < speaker.left_edge.i for t in before):
        return None
    return Saying(verb, speaker, "SV") if speaker else None


def region_after(place: Place) -> list[Token]:
    """The words after the closing mark, to the end of their sentence or the next quotation."""
    region: list[Token] = []
    for token in place.doc[place.quote.end :]:
        if breaks(token) or token.i in place.quoted:
            break
        if region or not token.is_punct:
            region.append(token)
            if token.is_sent_end:
                break
    return region


def breaks(token: Token) -> bool:
    """Whether a token is the end of a paragraph."""
    return token.is_space and "\n" in token.text


def _goes_on(place: Place, region: list[Token]) -> bool:
    """Whether a quotation ends so that its sentence may go on: with a full stop only before a bare "Brown said."."""
    last, marks = place.span[-1].text, [t.text for t in place.doc[place.quote.end : region[0].i]]
    if last == "." and "," not in marks:
        words = [t for t in region if not t.is_punct]
        return len(region) <= TAIL and is_saying(words[-1]) and region[-1].is_sent_end
    if any(mark in {*STOPS, ";", ":"} for mark in marks):
        return False
    return "," in marks or last in {",", "?", "!", "-", "--", "—"}


def _before(place: Place) -> Saying | None:
    """Brown said, "…"; Brown told reporters: "…"; he added that "…"; Brown: "…"."""
    region = region_before(place) or _lead(place)
    if not region or region[-1].text not in {",", ":", "that"} and not is_saying(region[-1]):
        return None
    if region[-1].text == ":" and all(t.pos_ in LABEL for t in region):
        return Saying(region[-1], region[-2], "label") if len(region) > 1 else None
    verb = next((t for t in reversed(region) if is_saying(t)), None)
    if verb is None:
        return None
    near = region if verb == region[0] else [t for t in reversed(region) if t.i < verb.i]
    speaker = subject(verb) or next((t for t in near if place.reading.actors_at(t)), None)
    return Saying(verb, speaker, "before") if speaker else None


def region_before(place: Place) -> list[Token]:
    """The words of the sentence before the opening mark, back to the last quotation."""
    region: list[Token] = []
    for token in reversed(place.doc[max(0, place.quote.start - REACH) : place.quote.start]):
        if breaks(token) or token.i in place.quoted or not region and token.text in STOPS:
            break
        if region or not (token.is_quote or token.is_space):
            region.append(token)
        if token.is_sent_start:
            break
    return region[::-1]


def _lead(place: Place) -> list[Token]:
    """The last sentence of the paragraph before, where it ends with a colon."""
    before = [t for t in place.doc[max(0, place.quote.start - REACH) : place.quote.start] if not (t.is_space or t.is_quote)]
    return [t for t in before if t.sent == before[-1].sent] if before and before[-1].text == ":" else []


# Above the quotation, in the parse


def _above(place: Place) -> Saying | None:
    """The nearest verb or noun of saying that governs words of the quotation: Brown called the plan "a disaster"."""
    span = place.span
    for token in span:
        if token.head.i in range(span.start, span.end) or token.dep_ == "punct":
            continue
        if _is_scare(span, token):
            return None
        if saying := next((s for above in ancestors(token.head) if (s := _governing(place, above))), None):
            return saying
    return None


def _is_scare(span: Span, root: Token) -> bool:
    """The "peace" rally, an "exact match" protocol: a modifier or bare nouns in distance to what somebody says."""
    words = [t for t in span if t.is_alpha]
    if root.dep_ in MODIFIERS and root.head.i > root.i:
        return len(words) < SHORT
    return len(words) < BARE and root.dep_ in OBJECTS and not any(t.pos_ in COLOURS for t in words)


def _governing(place: Place, above: Token) -> Saying | None:
    if above.i in place.quoted:
        return None
    if source := next((s for c in above.children if c.lower_ == "according" and (s := according(c))), None):
        return Saying(above, source, "accordingabove")
    if is_text(above) and (owner := next((o for o in owners(above) if place.reading.actors_of(o)), None)):
        return Saying(above, owner, "noun")
    if is_judging(above) and (speaker := subject(above)):
        return Saying(above, speaker, "above")
    return None


Finder = Callable[[Place], Saying | None]

FINDERS: tuple[Finder, ...] = (_after, _before, _above)
