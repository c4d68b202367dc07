"""What introduces a quotation: the verb of saying beside it, before it or above it, and the word for who speaks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from kg.extract.quoting.clauses import Saying, above_it, aside, relays, saying_of, subject_of
from kg.extract.quoting.place import STOPS, Place, breaks, is_title, line_before, words_after, words_before
from kg.extract.subjects import according, is_judging, is_saying

if TYPE_CHECKING:
    from spacy.tokens import Token

LEADS = frozenset({"ADV", "AUX", "PUNCT"})  # before a verb that stands first: "…," once said Brown
NAMES = frozenset({"PROPN", "PRON", "NOUN"})
LABEL = frozenset({"PROPN", "NOUN", "ADJ", "PUNCT"})
DASHES = frozenset({"-", "--", "—"})
PLACING = frozenset({"-", "of"})  # before a place after a name, which the parser may take for the subject
SIGNATURE = 16  # tokens after a quotation that may hold a dash and a name
TAIL = 6  # tokens of "…." Brown said: the sentence after a full stop that is but a cue


def find_saying(place: Place) -> Saying | None:
    """What introduces a quotation, None where nothing does or where the marks hold a title."""
    if is_title(place.span):
        return None
    found = [saying for finder in FINDERS if (saying := finder(place))]
    if len(found) > 1 and _heard(place, found[0]) and found[1].cue.lemma_ == "tell":
        return found[1]
    return next((saying for saying in found if not relays(saying)), found[0] if found else None)


def _heard(place: Place, saying: Saying) -> bool:
    """Whether a source without a name tells what somebody else told: Brown told Lang that "…", an official said."""
    return any(a.kind == "unnamed" for a in place.reading.actors_at(saying.speaker)) and bool(words_before(place))


def _after(place: Place) -> Saying | None:
    """The cue of "…," Brown said; "…?" asked Mr. Brown, the mayor; "…," according to Brown."""
    region = words_after(place)
    if not region or region[0].pos_ == "CCONJ" or not _goes_on(place, region):
        return None
    if region[0].lower_ == "according":
        return saying_of(region[0], according(region[0]))
    judged = region[0].lower_ == "as"  # "…," as Brown called it
    verb = next((t for t in region if is_saying(t) or (judged and is_judging(t))), None)
    if verb is None:
        return None
    before = [t for t in region if t.i < verb.i]
    if not before and verb.tag_ == "VBG":  # "…," adding that
        return None
    inverted = all(t.pos_ in LEADS and not t.is_title for t in before)  # "May said" has no modal verb
    return _inverted(place, verb, region) if inverted else _straight(place, verb, before)


def _inverted(place: Place, verb: Token, region: list[Token]) -> Saying | None:
    """The cue of "…," said Brown."""
    speaker = subject_of(place, verb)
    if speaker not in region:
        able = (t for t in region if t.i > verb.i and t.pos_ in NAMES and t.dep_ != "compound")
        speaker = next((t for t in able if t.dep_ != "nsubj" or t.head == verb), speaker)
    return saying_of(verb, speaker)


def _straight(place: Place, verb: Token, before: list[Token]) -> Saying | None:
    """The cue of "…," Brown said; none where another verb begins the sentence, or where Brown goes on to say else."""
    if words_before(place) and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return None
    speaker = subject_of(place, verb)
    if speaker is None or speaker not in before:
        names = (t for t in reversed(before) if place.reading.actors_at(t) or (t.is_title and t.pos_ == "AUX"))
        speaker = next((t for t in names if not _is_place(place, t)), None)
    elif any(t.pos_ == "VERB" and t.i < speaker.left_edge.i for t in before):
        return None
    elif _is_place(place, speaker):  # Brown, R-Ohio, said
        speaker = next((t for t in before if place.reading.actors_at(t)), speaker)
    return saying_of(verb, speaker)


def _is_place(place: Place, token: Token) -> bool:
    """Whether a name that the parser takes for a subject tells where the person before it is from."""
    if any(actor.kind == "person" for actor in place.reading.actors_at(token)):
        return False
    before = dropwhile(lambda t: t.pos_ == "PROPN", reversed(place.doc[max(0, token.i - TAIL) : token.i]))
    return next((t.lower_ in PLACING for t in before), False)


def _goes_on(place: Place, region: list[Token]) -> bool:
    """Whether a quotation ends so that its sentence may go on: with a full stop only before a bare "Brown said."."""
    last = next((t.text for t in reversed(place.span) if not t.is_quote), "")
    marks = {t.text for t in place.doc[place.quote.end : region[0].i]}
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
        able = (t for t in (region[-2:-1] + region) if place.reading.actors_at(t))  # Brown on the vote: "…"
        return Saying(region[-1], next(able, region[-2])) if len(region) > 1 else None
    if region[-1].text == ":" and not any(t.pos_ in {"VERB", "AUX"} for t in region):  # Brown on Lang: "…"
        return saying_of(region[-1], next((t for t in region if place.reading.actors_at(t)), None))
    verb = next((t for t in reversed(region) if is_saying(t)), None)
    if verb is None and region[0].lower_ == "according":
        return saying_of(region[0], according(region[0]))
    if verb is None:
        return _announced(place, region)
    near = region if verb == region[0] else [t for t in reversed(region) if t.i < verb.i]
    return saying_of(verb, subject_of(place, verb) or next((t for t in near if place.reading.actors_at(t)), None))


def _signed(place: Place) -> Saying | None:
    """The dash of "…." - Senator Brown, in the same paragraph or the next."""
    near = place.doc[place.quote.end : place.quote.end + SIGNATURE]
    rest = list(dropwhile(lambda t: t.is_quote or breaks(t), near))
    if not rest or rest[0].text not in DASHES or place.span[-1].text not in STOPS:
        return None
    line = list(takewhile(lambda t: not t.is_space and t.text != ",", rest[1:]))
    if any(t.pos_ in {"VERB", "AUX"} and not t.is_title for t in line) or (line[:1] and line[0].pos_ == "ADP"):
        return None
    return saying_of(rest[0], next((t for t in line if place.reading.actors_at(t)), None))


def _announced(place: Place, region: list[Token]) -> Saying | None:
    """The cue of: as Brown put it: "…"; Brown fired back in two tweets: "…"."""
    verbs = (t for t in region if t.pos_ == "VERB") if region[-1].text == ":" else ()
    return next(
        (saying for verb in verbs if (saying := saying_of(verb, subject_of(place, verb))) and saying.speaker in region),
        None,
    )


Finder = Callable[[Place], Saying | None]

FINDERS: tuple[Finder, ...] = (_after, _signed, _before, above_it, aside)
