from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.layout import positions


def boxes_of(count: int) -> np.ndarray:
    return np.array([(80.0 + 13 * (n % 5), 40.0 + 9 * (n % 3)) for n in range(count)]).reshape(-1, 2)


def overlapping(centres: np.ndarray, boxes: np.ndarray, slack: float = 1.0) -> list[tuple[int, int]]:
    near = (np.abs(centres[:, None] - centres) < (boxes[:, None] + boxes) / 2 - slack).all(axis=2)
    return [(a, b) for a, b in np.argwhere(near).tolist() if a < b]


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, np.ndarray]:
    count = draw(st.integers(1, 40))
    node = st.integers(0, count - 1)
    links = draw(st.lists(st.tuples(node, node), max_size=2 * count))
    return count, np.array(links, int).reshape(-1, 2)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_no_two_labelled_nodes_overlap(network: tuple[int, np.ndarray]) -> None:
    count, links = network
    assert overlapping(positions(boxes_of(count), links), boxes_of(count)) == []


@pytest.mark.parametrize("shape", ["star", "path", "pairs", "no links", "one"])
def test_special_shapes_are_laid_out_too(shape: str) -> None:
    count = 1 if shape == "one" else 120
    links = {
        "star": [(0, n) for n in range(1, count)],
        "path": [(n - 1, n) for n in range(1, count)],
        "pairs": [(n, n + 1) for n in range(0, count, 2)],
    }.get(shape, [])
    centres = positions(boxes_of(count), np.array(links, int).reshape(-1, 2))
    assert np.isfinite(centres).all()
    assert overlapping(centres, boxes_of(count)) == []


def test_nothing_is_laid_out_as_nothing() -> None:
    assert positions(boxes_of(0), np.zeros((0, 2), int)).shape == (0, 2)


def test_neighbours_lie_nearer_than_strangers() -> None:
    links = np.array([(n, (n + 1) % 24) for n in range(24)])
    centres = positions(boxes_of(24), links)
    joined = np.hypot(*(centres[links[:, 0]] - centres[links[:, 1]]).T)
    opposite = np.hypot(*(centres[:12] - centres[12:]).T)
    assert joined.max() < opposite.min()


def test_components_stand_apart_and_the_unlinked_in_a_grid() -> None:
    links = np.array([(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)])
    centres = positions(np.full((11, 2), (100.0, 50.0)), links)
    one, other, alone = centres[:3], centres[3:6], centres[6:]
    assert ((one.min(axis=0) > other.max(axis=0)) | (other.min(axis=0) > one.max(axis=0))).any()
    assert len(np.unique(alone[:, 0].round(3))) * len(np.unique(alone[:, 1].round(3))) <= 6


def test_the_same_network_has_the_same_places() -> None:
    rng = np.random.default_rng(3)
    links = rng.integers(0, 50, (90, 2))
    assert (positions(boxes_of(50), links) == positions(boxes_of(50), links)).all()
