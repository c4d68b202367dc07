"""How well two clusterings of the same items agree: B-cubed (Bagga and Baldwin 1998), and pairs of items.

An item is told by its gold cluster, its own cluster and the document that it stands in; the cost grows with the items,
never with their pairs, as both measures follow from the counts of the contingency table alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from math import comb, fsum
from typing import Any, NamedTuple

from kg.scoring import Score


class Item(NamedTuple):
    """One item: its gold cluster, the cluster it was put in, and its document."""

    gold: Hashable
    found: Hashable
    document: Hashable = None


class Agreement(NamedTuple):
    """Precision and recall, 0..1, of which neither is a ratio of two counts."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def bcubed(items: Iterable[Item]) -> Agreement:
    """The mean over the items of how pure an item's found cluster is for it, and how complete; 0 of no items."""
    cells = Counter((item.gold, item.found) for item in items)
    gold, found = _margins(cells)
    total = sum(cells.values())
    pure = fsum(n * n / found[f] for (_, f), n in cells.items())
    complete = fsum(n * n / gold[g] for (g, _), n in cells.items())
    return Agreement(pure / total, complete / total) if total else Agreement(0.0, 0.0)


def pairwise(items: Iterable[Item]) -> Score:
    """The pairs of items that are one by both clusterings, by the found one, and by the gold one."""
    cells = Counter((item.gold, item.found) for item in items)
    gold, found = _margins(cells)
    return Score(_pairs(cells), _pairs(found), _pairs(gold))


def across(items: Iterable[Item]) -> Score:
    """As `pairwise`, of the pairs whose items stand in different documents alone."""
    within = Counter((item.document, item.gold, item.found) for item in items)
    cells = Counter[tuple[Hashable, Hashable]]()
    gold, found = Counter[Hashable](), Counter[Hashable]()
    for (document, g, f), n in within.items():
        cells[g, f] += n
        gold[document, g] += n
        found[document, f] += n
    all_gold, all_found = _margins(cells)
    return Score(_pairs(cells) - _pairs(within), _pairs(all_found) - _pairs(found), _pairs(all_gold) - _pairs(gold))


def _margins(cells: Counter[tuple[Hashable, Hashable]]) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """The sizes of the gold clusters and of the found ones."""
    gold, found = Counter[Hashable](), Counter[Hashable]()
    for (g, f), n in cells.items():
        gold[g] += n
        found[f] += n
    return gold, found


def _pairs(sizes: Mapping[Any, int]) -> int:
    return sum(comb(n, 2) for n in sizes.values())
