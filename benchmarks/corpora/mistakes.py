"""What a graph wrongly holds for one actor, and what it wrongly keeps apart, by the links of a corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

from corpora.links import Named

SHOWN = 4  # articles of each side of a mistake


class Mistake(NamedTuple):
    """Two sides, what they share (an actor of the graph or a gold cluster), how many pairs of articles it concerns."""

    verdict: str
    shared: str
    sides: tuple[str, str]
    pairs: int
    articles: tuple[tuple[str, ...], tuple[str, ...]]

    def __str__(self) -> str:
        sides = (f"{side} [{', '.join(found[:SHOWN])}]" for side, found in zip(self.sides, self.articles, strict=True))
        return f"{self.verdict}: {self.pairs} pairs, {self.shared}: {' | '.join(sides)}"


def mistakes(found: Iterable[Named]) -> list[Mistake]:
    """The mistakes between different articles, the commonest first."""
    entities = [(f"{n.gold}", f"{n.actor.name} <{n.actor.id}>", n.article) for n in found if n.actor]
    merged = _of("merged", ((own, gold, article) for gold, own, article in entities))
    split = _of("split", entities)
    return sorted((*merged, *split), key=lambda m: (-m.pairs, m))


def _of(verdict: str, entities: Iterable[tuple[str, str, str]]) -> Iterator[Mistake]:
    """Every two sides that share something; entities are what is shared, the side, the article."""
    sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for shared, side, article in entities:
        sides[shared][side].append(article)
    for shared, parts in sides.items():
        for one, other in combinations(sorted(parts), 2):
            within = len(set(parts[one]) & set(parts[other]))
            if pairs := len(parts[one]) * len(parts[other]) - within:
                yield Mistake(verdict, shared, (one, other), pairs, (tuple(parts[one]), tuple(parts[other])))
