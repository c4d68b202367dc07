"""The verb of saying whose clause a quotation stands in, and the word for who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg import gazetteer as known
from kg.extract.modality import DENIALS
from kg.extract.quoting.place import Place, is_scare, words_before
from kg.extract.reading import Quote
from kg.extract.subjects import according, ancestors, is_judging, is_saying, is_text, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

RELAYS = frozenset({"agency", "channel", "daily", "media", "network", "newspaper", "outlet", "paper", "station"})
ASKING = frozenset({"whether", "if"})


class Saying(NamedTuple):
    """The token that introduces somebody's words, and the token for who that is."""

    cue: Token
    speaker: Token


def saying_of(cue: Token, speaker: Token | None) -> Saying | None:
    """A saying, where its speaker is known."""
    return Saying(cue, speaker) if speaker is not None else None


def relays(saying: Saying) -> bool:
    """Whether who is named only passes the words on: a newspaper, a news agency."""
    token = saying.speaker
    return token.lower_ in RELAYS or known.is_outlet(token.doc[token.left_edge.i : token.i + 1].text)


def is_open(cue: Token) -> bool:
    """Whether somebody is asked whether words were said, or denies it: "denied having called" Brown "…"."""
    asked = any(c.dep_ == "mark" and c.lower_ in ASKING for c in cue.lefts)
    return asked or (cue.dep_ in {"xcomp", "ccomp"} and cue.head.lemma_ in DENIALS)


def above_it(place: Place) -> Saying | None:
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


def aside(place: Place) -> Saying | None:
    """The cue of: for the towns, Brown said, it was "…"."""
    verbs = [t for t in words_before(place) if is_saying(t) and t.nbor().text == ","]
    if not verbs or is_scare(place.span, place.span.root):
        return None
    verb = verbs[-1]
    governs = any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children)
    own = next((s for s in subjects(verb) if s.head == verb and s.i < verb.i), None)
    apart = own is not None and own.left_edge.i > 0 and own.left_edge.nbor(-1).text == ","
    return saying_of(verb, own) if apart and not governs else None


def _governing(place: Place, above: Token) -> Saying | None:
    if above.i in place.quoted:
        return None
    if is_text(above) and _tells(above, place.quote):
        return Saying(above, above)
    named = saying_of(above, _source(above))
    if named and not (is_saying(above) and relays(named)):  # but: Brown said it was "…", according to a paper
        return named
    told = (c for c in above.children if c.dep_ == "parataxis" and c.i not in place.quoted)  # it is, she says, because
    verb = next((c for c in told if is_saying(c)), above)
    return saying_of(verb, subject_of(place, verb)) if is_judging(verb) else None


def _tells(noun: Token, quote: Quote) -> bool:
    """Whether a quotation is in the clause that a noun introduces: Brown's remark that "…"."""
    clauses = (c for c in noun.children if c.dep_ in {"acl", "ccomp"})
    owned = any(c.dep_ == "poss" for c in noun.children)
    return owned and any(c.left_edge.i <= quote.start and quote.end <= c.right_edge.i + 1 for c in clauses)


def subject_of(place: Place, verb: Token) -> Token | None:
    """The subject of a verb outside of quotations: its own, else the first above it who may be an actor."""
    able = [t for t in subjects(verb) if t.i not in place.quoted]
    if not able or able[0].head == verb:
        return able[0] if able else None
    return next((t for t in able if t.pos_ == "PRON" or place.reading.actors_of(t)), able[0])


def _source(verb: Token) -> Token | None:
    """Who is named by "according to" in a clause."""
    return next((s for c in verb.children if c.lower_ == "according" and (s := according(c))), None)
