"""How a phrase stands to an actor: in its own words, in what it does, in what another does; or in what is left open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.modality import CONDITIONS, doubtful, is_denied
from kg.extract.stating.attitudes import VERBS, cues_at
from kg.extract.stating.holders import doers, voice_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.reading import Reading
    from kg.model import Actor

OWN_WORDS, OWN_DEED, ANOTHERS_WORDS, ANOTHERS_DEED, LOOSE = (
    "own words", "own deed", "another's words", "another's deed", "loose",
)  # fmt: skip
WOULD = frozenset({"would", "could", "'d"})
MAX_STEPS = 8  # up the parse


def is_open(reading: Reading, actor: Actor, token: Token) -> bool:
    """Whether the article leaves open what an actor makes of a phrase.

    It does where it asks, doubts, denies or sets a condition, and where the phrase is what another supports or opposes.
    """
    if _asks(token) and actor not in voice_of(reading, token):
        return True
    for verb in _verbs(token):
        who = doers(reading, verb)
        if actor in who:
            return doubtful(verb) or is_denied(verb) or _on_condition(verb)
        if who and any(cue.kind == "attitude" for cue in cues_at(verb)):
            return True
    return False


def _on_condition(verb: Token) -> bool:
    """Whether somebody would do something if something else were done."""
    if not any(c.dep_ == "aux" and c.lower_ in WOULD for c in verb.lefts):
        return False
    return any(c.dep_ == "advcl" and any(m.lower_ in CONDITIONS for m in c.lefts) for c in verb.children)


def _asks(token: Token) -> bool:
    """Whether its sentence is a question, quotation marks left out."""
    doc, last = token.doc, token.sent.end - 1
    while last > token.i and (doc[last].is_space or doc[last].is_quote):
        last -= 1
    return doc[last].text == "?"


def standing(reading: Reading, actor: Actor, token: Token) -> str:
    """How a phrase with this head stands to an actor."""
    voice = voice_of(reading, token)
    for verb in _verbs(token):
        if who := doers(reading, verb):
            if actor in who:
                return OWN_DEED
            if actor not in voice:
                return ANOTHERS_DEED
            break
    return OWN_WORDS if actor in voice else ANOTHERS_WORDS if voice else LOOSE


def _verbs(token: Token) -> Iterator[Token]:
    """The verbs above a token, the nearest first."""
    for _ in range(MAX_STEPS):
        if token.pos_ in VERBS:
            yield token
        if token.head.i == token.i:
            return
        token = token.head
