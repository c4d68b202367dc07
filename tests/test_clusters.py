"""The measures of benchmarks/corpora/clusters.py, against slow versions that follow their definitions word by word."""

from __future__ import annotations

import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from corpora.clusters import Agreement, Item, across, bcubed, pairwise

from kg.scoring import Score

LABELS = st.integers(0, 4)
ITEMS = st.lists(st.builds(Item, LABELS, LABELS, LABELS), max_size=40)


def slow_bcubed(items: list[Item]) -> Agreement:
    """Item by item, the share of those beside it that belong there."""
    precision = recall = 0.0
    for item in items:
        beside = [other for other in items if other.found == item.found]
        akin = [other for other in items if other.gold == item.gold]
        both = sum(other.gold == item.gold for other in beside)
        precision += both / len(beside) / len(items)
        recall += both / len(akin) / len(items)
    return Agreement(precision, recall)


def slow_pairs(items: list[Item], *, documents: bool) -> Score:
    """Pair by pair."""
    pairs = [(a, b) for a, b in combinations(items, 2) if not documents or a.document != b.document]
    gold, found = (
        [a.gold == b.gold for a, b in pairs],
        [a.found == b.found for a, b in pairs],
    )
    return Score(sum(g and f for g, f in zip(gold, found, strict=True)), sum(found), sum(gold))


@given(ITEMS)
def test_measures_are_those_of_the_definitions(items: list[Item]) -> None:
    assert tuple(bcubed(items)) == pytest.approx(tuple(slow_bcubed(items)))
    assert pairwise(items) == slow_pairs(items, documents=False)
    assert across(items) == slow_pairs(items, documents=True)


@given(ITEMS)
def test_exchanging_the_clusterings_exchanges_precision_and_recall(items: list[Item]) -> None:
    turned = [Item(item.found, item.gold, item.document) for item in items]
    assert tuple(bcubed(turned)) == tuple(bcubed(items))[::-1]
    for measure in (pairwise, across):
        assert (measure(turned).precision, measure(turned).recall) == (measure(items).recall, measure(items).precision)


@given(ITEMS, st.randoms(use_true_random=False))
def test_neither_order_nor_names_of_clusters_matter(items: list[Item], random: object) -> None:
    renamed = [Item(f"g{item.gold}", ("f", item.found), item.document) for item in items]
    random.shuffle(renamed)  # type: ignore[attr-defined]
    assert tuple(bcubed(renamed)) == pytest.approx(tuple(bcubed(items)))
    assert (pairwise(renamed), across(renamed)) == (pairwise(items), across(items))


@given(ITEMS)
def test_a_clustering_agrees_with_itself(items: list[Item]) -> None:
    own = [Item(item.gold, item.gold, item.document) for item in items]
    assert tuple(bcubed(own)) == pytest.approx((1.0, 1.0) if items else (0.0, 0.0))
    assert pairwise(own).matched == pairwise(own).predicted == pairwise(own).gold


def test_the_example_of_the_definition() -> None:
    """Twelve mentions of three people; the first and the last were taken for one."""
    gold = "aaaaabbccccc"
    found = "xxxxxyyxxxxx"
    items = [Item(g, f) for g, f in zip(gold, found, strict=True)]
    assert bcubed(items).precision == pytest.approx(7 / 12)
    assert bcubed(items).recall == 1.0
    assert bcubed(items).f1 == pytest.approx(14 / 19)


def test_nothing_to_compare() -> None:
    assert bcubed([]) == Agreement(0.0, 0.0)
    assert bcubed([]).f1 == 0.0
    assert pairwise([]) == across([]) == Score()


def test_pairs_across_documents_leave_out_those_of_one() -> None:
    items = [Item("holt", "maria-holt", day) for day in (1, 1, 1, 2)]
    assert pairwise(items) == Score(6, 6, 6)
    assert across(items) == Score(3, 3, 3)


def test_many_items_cost_no_more_than_their_number() -> None:
    """A hundred thousand items of one cluster have five billion pairs: only counting them can end."""
    items = [Item("holt", "maria-holt", n % 100) for n in range(100_000)]
    assert pairwise(items).matched == 100_000 * 99_999 // 2
    assert across(items).matched == pairwise(items).matched - 100 * (1000 * 999 // 2)
