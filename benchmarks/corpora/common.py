"""What the modules of the corpora share: their records, the readings of their texts, and the rows of the table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kg.extract.pipeline import load, parse, read
from kg.extract.reading import Reading
from kg.model import Actor, Article, fold
from kg.scoring import Score

Record = dict[str, Any]
Pairs = Iterable[tuple[Record, Reading]]


class Row(NamedTuple):
    """What is measured, and how it went; `f1` where it is not that of the counts."""

    what: str
    score: Score
    f1: float | None = None


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus: the file of its records, the function that scores them, and of how many records one is taken."""

    name: str
    file: str
    measure: Callable[[Pairs, Path], list[Row]]
    every: int = 1

    def records(self, folder: Path) -> list[Record]:
        """The records of the sample, in order."""
        with (folder / self.file).open(encoding="utf-8") as lines:
            return [json.loads(line) for n, line in enumerate(lines) if n % self.every == 0]

    def rows(self, folder: Path, watch: Callable[[], None]) -> list[Row]:
        """The figures of the corpus; `watch` is called after each record."""
        return self.measure(readings(self.records(folder), watch), folder / self.file)


def readings(records: Iterable[Record], watch: Callable[[], None]) -> Iterator[tuple[Record, Reading]]:
    """Each record with the reading of its text, one at a time."""
    records = list(records)
    articles = (Article(record["id"], record["text"]) for record in records)
    for record, (article, doc) in zip(records, parse(articles, load()), strict=True):
        yield record, read(article, doc)
        watch()


def meant(reading: Reading, start: int, end: int) -> set[Actor]:
    """The actors named or meant by the words `start:end`, in characters: by their head, else by the first of them."""
    span = reading.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return set()
    tokens = (span.root, *span)
    return set(next((found for token in tokens if (found := reading.actors_at(token))), ()))


def called(actor: Actor, names: Iterable[str | None]) -> bool:
    """Whether an actor goes by one of the names."""
    return not {fold(name) for name in (actor.name, *actor.aliases)}.isdisjoint(fold(name) for name in names if name)


def counted(right: int, found: int, gold: int) -> Score:
    return Score(matched=right, predicted=found, gold=gold)
