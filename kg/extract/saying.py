"""What introduces a quotation: the verb of saying beside it, before it or above it, and the word for who speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.place import STOPS, Place, is_scare, is_title, line_before, words_after, words_before
from kg.extract.subjects import according, ancestors, is_judging, is_saying, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

LEADS = frozenset({"ADV", "AUX", "PUNCT"})  # before a verb that stands first: "…," once said Brown
NAMES = frozenset({"PROPN", "PRON", "NOUN"})
LABEL = frozenset({"PROPN", "NOUN", "ADJ", "PUNCT"})
DASHES = frozenset({"-", "--", "—"})
TAIL = 6  # tokens of "…." Brown said: the sentence after a full stop that is but a cue


class Saying(NamedTuple):
    """The token that introduces somebody's words, and the token for who that is."""

    cue: Token
    speaker: Token


def find_saying(place: Place) -> Saying | None:
    """What introduces a quotation, None where nothing does or where the marks hold a title."""
    return None if is_title(place.span) else next((saying for finder in FINDERS if (saying := finder(place))), None)


def _after(place: Place) -> Saying | None:
    """The cue of "…," Brown said; "…?" asked Mr. Brown, the mayor; "…," according to Brown."""
    region = words_after(place)
    if not region or region[0].pos_ == "CCONJ" or not _goes_on(place, region):
        return None
    if region[0].lower_ == "according":
        return _by(region[0], according(region[0]))
    judged = region[0].lower_ == "as"  # "…," as Brown called it
    verb = next((t for t in region if is_saying(t) or (judged and is_judging(t))), None)
    if verb is None:
        return None
    before = [t for t in region if t.i < verb.i]
    if not before and verb.tag_ == "VBG":  # "…," adding that
        return None
    return _inverted(verb, region) if all(t.pos_ in LEADS for t in before) else _straight(place, verb, before)


def _by(cue: Token, speaker: Token | None) -> Saying | None:
    return Saying(cue, speaker) if speaker is not None else None


def _inverted(verb: Token, region: list[Token]) -> Saying | None:
    """The cue of "…," said Brown."""
    speaker = subject(verb)
    if speaker not in region:
        speaker = next((t for t in region if t.i > verb.i and t.pos_ in NAMES), None)
    return _by(verb, speaker)


def _straight(place: Place, verb: Token, before: list[Token]) -> Saying | None:
    """The cue of "…," Brown said; none where another verb begins the sentence, or where Brown goes on to say else."""
    if words_before(place) and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return None
    speaker = subject(verb)
    if speaker is None or speaker not in before:
        speaker = next((t for t in reversed(before) if place.reading.actors_at(t)), None)
    elif any(t.pos_ == "VERB" and t.i < speaker.left_edge.i for t in before):
        return None
    return _by(verb, speaker)


def _goes_on(place: Place, region: list[Token]) -> bool:
    """Whether a quotation ends so that its sentence may go on: with a full stop only before a bare "Brown said."."""
    last, marks = place.span[-1].text, {t.text for t in place.doc[place.quote.end : region[0].i]}
    if last == "." and "," not in marks:
        final = [t for t in region if not t.is_punct][-1]
        return len(region) <= TAIL and is_saying(final) and bool(region[-1].is_sent_end)
    if marks & (STOPS | DASHES | {";", ":"}):
        return False
    return "," in marks or last in STOPS | DASHES | {","}


def _before(place: Place) -> Saying | None:
    """The cue of: Brown said, "…"; Brown told reporters: "…"; he added that "…"; Brown: "…"."""
    region = words_before(place) or line_before(place)
    if not region or (region[-1].text not in {",", ":", "that"} and not is_saying(region[-1])):
        return None
    if region[-1].text == ":" and all(t.pos_ in LABEL for t in region):
        return Saying(region[-1], region[-2]) if len(region) > 1 else None
    verb = next((t for t in reversed(region) if is_saying(t)), None)
    if verb is None:
        return _announced(region)
    near = region if verb == region[0] else [t for t in reversed(region) if t.i < verb.i]
    return _by(verb, subject(verb) or next((t for t in near if place.reading.actors_at(t)), None))


def _announced(region: list[Token]) -> Saying | None:
    """The cue of: as Brown put it: "…"; Brown fired back in two tweets: "…"."""
    verbs = (t for t in region if t.pos_ == "VERB") if region[-1].text == ":" else ()
    return next((saying for verb in verbs if (saying := _by(verb, subject(verb))) and saying.speaker in region), None)


def _above(place: Place) -> Saying | None:
    """The nearest verb of saying that governs words of the quotation: Brown called the plan "a disaster"."""
    span = place.span
    for token in span:
        if token.head.i in range(span.start, span.end) or token.dep_ == "punct":
            continue
        if is_scare(span, token):
            return None
        if saying := next((s for above in ancestors(token.head) if (s := _governing(place, above))), None):
            return saying
    return None


def _governing(place: Place, above: Token) -> Saying | None:
    if above.i in place.quoted:
        return None
    if source := _source(above):
        return Saying(above, source)
    asides = (
        c for c in above.children if c.dep_ == "parataxis" and c.i not in place.quoted
    )  # it is, she says, because
    verb = next((c for c in asides if is_saying(c)), above)
    return _by(verb, subject(verb)) if is_judging(verb) else None


def _source(verb: Token) -> Token | None:
    """Who is named by "according to" in a clause."""
    return next((s for c in verb.children if c.lower_ == "according" and (s := according(c))), None)


Finder = Callable[[Place], Saying | None]

FINDERS: tuple[Finder, ...] = (_after, _before, _above)
