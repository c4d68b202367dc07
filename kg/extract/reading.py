"""A `Reading`: an article, its parse, and who is meant at each place of it. Extractors read it and change nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from kg.model import Actor, Article, Evidence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MAX_EVIDENCE = 600  # characters


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens `start:end` stand within quotation marks (the marks left out); `cue` is the token of the speech verb."""

    start: int
    end: int
    speakers: tuple[Actor, ...] = ()
    cue: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Tokens `start:end` are an actor's name, tokens `title:start` the title or role before it."""

    actor: Actor
    start: int
    end: int
    title: int


@dataclass(frozen=True)
class Reading:
    """What the extractors know of an article."""

    article: Article
    doc: Doc
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    means: Mapping[int, tuple[Actor, ...]] = field(default_factory=dict)  # token index -> actors named or meant there
    named: tuple[Named, ...] = ()  # the places of all proper names of actors, in order
    acting: frozenset[str] = frozenset()  # ids of the actors that take part in the events told
    prominent: frozenset[str] = frozenset()  # those of them that are named even where nothing is stated of them
    lands: Mapping[int, tuple[str, bool]] = field(default_factory=dict)  # token -> country, whether by a body of it
    home: str | None = None  # the country that it is about, if it is not a usual one

    def actors_at(self, token: Token) -> tuple[Actor, ...]:
        """Who a token names or means (a name, a pronoun, "the president"), without its conjuncts."""
        if token.i in self.means:
            return self.means[token.i]
        for child in token.children:  # "Secretary of State Rex Tillerson": the name may hang below the title
            if (
                child.dep_ in {"appos", "flat", "compound"}
                and child.i > token.i
                and child.i in self.means
                and child.i - token.i < 6
            ):
                return self.means[child.i]
        return ()

    def actors_of(self, token: Token) -> tuple[Actor, ...]:
        """Who a token and its conjuncts ("Tillerson and Kelly") name or mean, each once."""
        tokens = [token, *token.conjuncts] if token.dep_ != "conj" else [token]
        return tuple(dict.fromkeys(actor for t in tokens for actor in self.actors_at(t)))

    def meant(self, person: Named) -> list[Token]:
        """The tokens that mean just an actor; for the first of the actor's names only, so that each counts once."""
        return self._alone.get(person.actor.id, []) if self._first[person.actor.id] == person else []

    @cached_property
    def _first(self) -> dict[str, Named]:
        """The first name of each actor."""
        return {named.actor.id: named for named in reversed(self.named)}

    @cached_property
    def _alone(self) -> dict[str, list[Token]]:
        """The tokens that mean just one actor, by its id."""
        found: dict[str, list[Token]] = {}
        for place in sorted(i for i, actors in self.means.items() if len(actors) == 1):
            found.setdefault(self.means[place][0].id, []).append(self.doc[place])
        return found

    def quote_at(self, token: Token) -> Quote | None:
        """The quotation that a token stands in."""
        return next((q for q in self.quotes if q.start <= token.i < q.end), None)

    def sentence(self, token: Token) -> Evidence:
        """The sentence of a token as evidence."""
        return self.evidence(token.sent)

    def evidence(self, span: Span) -> Evidence:
        """The words of a span, trimmed of white space, as they stand in the article."""
        text = self.article.text
        start, end = span.start_char, span.end_char
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        end = min(end, start + MAX_EVIDENCE)
        return Evidence(self.article.id, start, end, text[start:end])

    def text(self, start: int, end: int) -> str:
        """The article's own words for tokens `start:end`."""
        span = self.doc[start:end]
        return self.article.text[span.start_char : span.end_char]

    def sentences(self) -> Iterator[Span]:
        """The sentences that hold words."""
        return (s for s in self.doc.sents if any(t.is_alpha for t in s))
