"""What the stance tagger reads of a sentence: its words, with marks around the actors in it and what is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span

    from kg.extract.reading import Reading
    from kg.model import Actor

BEFORE = 6  # words of the sentence before
NAME = 6  # words of the name of an actor who only speaks
ACTOR, ACTOR_END, QUOTE, QUOTE_END, SENTENCE = "[actor]", "[/actor]", "[quote]", "[/quote]", "[sentence]"
KIND_MARKS = ("[person]", "[organization]", "[government]", "[group]", "[unnamed]")
MARKS = (ACTOR, ACTOR_END, QUOTE, QUOTE_END, SENTENCE, *KIND_MARKS)


@dataclass(slots=True)
class Party:
    """An actor in a sentence: the tokens that mean it, the tokens that it speaks, the words that mark it."""

    actor: Actor
    tokens: set[int] = field(default_factory=set)
    spoken: list[tuple[int, int]] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def opens(self) -> Iterator[int]:
        """The tokens at which it begins to be named."""
        return (i for i in self.tokens if i - 1 not in self.tokens)


@dataclass(slots=True)
class Marked:
    """Words and marks of a sentence; `places`: where its tokens stand among them."""

    sentence: Span
    parties: list[Party]
    words: list[str] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)


def marked(reading: Reading) -> Iterator[Marked]:
    """Each sentence in which somebody who takes part is named, meant or speaks, as the tagger reads it."""
    before: list[str] = []
    for sentence in reading.sentences():
        parties = _parties(reading, sentence)
        if any(party.actor.id in reading.acting for party in parties):
            made = Marked(sentence, parties)
            _introduce(made, before)
            _mark(made)
            yield made
        before = [t.text for t in sentence if t.text.strip()][-BEFORE:]


def _parties(reading: Reading, sentence: Span) -> list[Party]:
    found: dict[str, Party] = {}
    for token in sentence:
        for actor in reading.means.get(token.i, ()):
            found.setdefault(actor.id, Party(actor)).tokens.add(token.i)
    for quote in reading.quotes:
        if quote.start < sentence.end and quote.end > sentence.start:
            stretch = max(quote.start, sentence.start), min(quote.end, sentence.end)
            for actor in quote.speakers:
                found.setdefault(actor.id, Party(actor)).spoken.append(stretch)
    return list(found.values())


def _introduce(made: Marked, before: list[str]) -> None:
    """Who speaks without being named in the sentence, and the sentence before."""
    for party in made.parties:
        if not party.tokens:
            party.marks.append(len(made.words))
            made.words += [ACTOR, *party.actor.name.split()[:NAME], f"[{party.actor.kind}]"]
    made.words += [*before, SENTENCE]


def _mark(made: Marked) -> None:
    opens: dict[int, list[Party]] = {}
    for party in made.parties:
        for i in party.opens():
            opens.setdefault(i, []).append(party)
    closes = {i for party in made.parties for i in party.tokens if i + 1 not in party.tokens}
    starts = {start for party in made.parties for start, _ in party.spoken}
    ends = {end for party in made.parties for _, end in party.spoken}
    for token in made.sentence:
        made.words += [QUOTE_END] * (token.i in ends) + [QUOTE] * (token.i in starts)
        if not token.text.strip():
            continue
        if named := opens.get(token.i):
            for party in named:
                party.marks.append(len(made.words))
            made.words += [ACTOR, f"[{named[0].actor.kind}]"]
        made.places[token.i] = len(made.words)
        made.words.append(token.text)
        made.words += [ACTOR_END] * (token.i in closes)
