"""Where the nodes of a network lie: stress majorization, boxes kept apart, components packed side by side."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def positions(boxes: Floats, links: Ints) -> Floats:
    """Centres of `boxes` (n x 2, widths and heights) joined by `links` (m x 2, row numbers), as n x 2; no two overlap.

    The same input gives the same output. Boxes without a link stand in a grid beside the rest.
    """
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(boxes)
    adjacency = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(count, count))
    _, part = connected_components(adjacency, directed=False)
    groups = [np.flatnonzero(part == number) for number in range(part.max(initial=-1) + 1)]
    linked = sorted((g for g in groups if len(g) > 1), key=lambda g: (-len(g), int(g[0])))
    alone = np.array(sorted(int(g[0]) for g in groups if len(g) == 1), int)
    placed = [(group, _component(boxes[group], _within(links, group))) for group in linked]
    placed += [(alone, _rows(boxes[alone]))] if len(alone) else []
    return _packed(boxes, links, placed)


def _within(links: Ints, group: Ints) -> Ints:
    """The links among the members of a component, numbered by their place in it."""
    import numpy as np

    mine = links[np.isin(links[:, 0], group) & (links[:, 0] != links[:, 1])]
    numbered: Ints = np.searchsorted(group, mine)
    return numbered


def _component(boxes: Floats, links: Ints) -> Floats:
    centres = _majorize(_distances(len(boxes), links))
    return _apart(_level(centres, boxes), boxes)


def _distances(count: int, links: Ints) -> Floats:
    """Wanted distances: shortest paths, where a link is the longer the more neighbours its ends must make room for."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import shortest_path

    pairs = np.unique(np.sort(links, axis=1), axis=0)
    degrees = np.bincount(pairs.ravel(), minlength=count)
    lengths = LINK + ROOM * np.sqrt(degrees[pairs].max(axis=1) - 1.0)
    graph = coo_array((lengths, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    found: Floats = shortest_path(graph.tocsr(), directed=False)
    return found


def _majorize(wanted: Floats) -> Floats:
    """Stress majorization (Gansner, Koren and North 2004), begun from a scaling by pivots."""
    import numpy as np
    from scipy.linalg import cho_factor, cho_solve
    from scipy.spatial.distance import cdist

    weights = 1 / np.square(wanted + np.eye(len(wanted)))
    np.fill_diagonal(weights, 0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    factor = cho_factor(laplacian[1:, 1:])  # the first node stays at the origin
    forces = weights * wanted
    centres = _scaled(wanted)
    for _ in range(min(ROUNDS, WORK // len(wanted))):
        pull = forces / np.maximum(cdist(centres, centres), 1e-6)
        moved = np.zeros_like(centres)
        moved[1:] = cho_solve(factor, (pull.sum(axis=1)[:, None] * centres - pull @ centres)[1:])
        shift = np.abs(moved - centres + centres[0]).max()
        centres = moved
        if shift < SETTLED:
            break
    return centres


def _scaled(wanted: Floats) -> Floats:
    """Scaling by pivots (Brandes and Pich 2007), with a little seeded noise so that no two nodes begin at one place."""
    import numpy as np

    squares = np.square(wanted[:, :: -(-len(wanted) // PIVOTS)])
    centred = squares.mean(axis=0) + squares.mean(axis=1)[:, None] - squares.mean() - squares
    vectors, values, _ = np.linalg.svd(centred / 2, full_matrices=False)
    scales = np.sqrt(values[:2] * np.sqrt(len(wanted) / squares.shape[1]))
    start: Floats = vectors[:, :2] * np.maximum(scales, 1.0)
    return start + np.random.default_rng(0).normal(scale=LINK / 10, size=start.shape)


def _level(centres: Floats, boxes: Floats) -> Floats:
    """Turned so that the longest side is horizontal, in the proportions of a screen, and with room for the boxes."""
    import numpy as np

    centred = centres - centres.mean(axis=0)
    turned: Floats = centred @ np.linalg.svd(centred, full_matrices=False)[2].T
    wide, tall = np.ptp(turned, axis=0)
    turned[:, 0] *= min(max(ASPECT * tall / wide, 1.0), WIDEST)
    area = (np.ptp(turned, axis=0) + boxes.max(axis=0)).prod()
    return turned * max(1.0, float(np.sqrt(boxes.prod(axis=1).sum() * LOOSE / area)))


def _apart(centres: Floats, boxes: Floats) -> Floats:
    """The centres, moved sideways or up and down, whichever takes less of a box, until no two boxes overlap."""
    import numpy as np
    from scipy.spatial import cKDTree

    centres, reach = centres.copy(), float(boxes.max())
    for _ in range(PUSHES):
        pairs = cKDTree(centres).query_pairs(reach, p=np.inf, output_type="ndarray")
        first, second = pairs[np.lexsort(pairs.T)].T
        gaps, sizes = centres[second] - centres[first], (boxes[first] + boxes[second]) / 2
        overlaps = sizes - np.abs(gaps)
        close = (overlaps > 0.5).all(axis=1)
        if not close.any():
            break
        first, second, gaps, overlaps, sizes = (part[close] for part in (first, second, gaps, overlaps, sizes))
        sideways = (overlaps[:, 0] / sizes[:, 0] < overlaps[:, 1] / sizes[:, 1])[:, None] == [True, False]
        push = np.where(sideways, np.where(gaps < 0, -overlaps, overlaps), 0) * 0.5
        total, hits = np.zeros_like(centres), np.zeros(len(centres))
        for who, way in ((first, -push), (second, push)):
            np.add.at(total, who, way)
            np.add.at(hits, who, 1)
        centres += total / np.maximum(hits, 1)[:, None]
    return centres


def _rows(boxes: Floats) -> Floats:
    """Centres in rows of equal cells."""
    import numpy as np

    cell = boxes.max(axis=0)
    columns = max(1, round(float(np.sqrt(len(boxes) * ASPECT * cell[1] / cell[0]))))
    row, column = np.divmod(np.arange(len(boxes)), columns)
    centres: Floats = np.stack([column, row], axis=1) * cell
    return centres


def _packed(boxes: Floats, links: Ints, placed: list[tuple[Ints, Floats]]) -> Floats:
    """All centres: each component where it finds room so that the whole grows least, in the proportions of a screen."""
    import numpy as np

    centres = np.zeros((len(boxes), 2))
    if not placed:
        return centres
    room = np.zeros((0, 2), int)  # cells taken, as column and row
    for group, own in placed:
        low = (own - boxes[group] / 2).min(axis=0) - CELL / 4
        cells = _cells(own - low, boxes[group], _within(links, group))
        shift = _free(room, cells.max(axis=0) + 1)
        centres[group] = own - low + shift * CELL
        room = np.unique(np.concatenate([room, cells + shift]), axis=0)
    return centres


def _cells(centres: Floats, boxes: Floats, links: Ints) -> Ints:
    """The cells of a coarse raster that boxes and links cover."""
    import numpy as np

    ends = centres[links]
    steps = np.linspace(0, 1, 2 + int(np.abs(ends[:, 0] - ends[:, 1]).max(initial=0) / CELL))[:, None, None]
    along = (ends[:, 0] * (1 - steps) + ends[:, 1] * steps).reshape(-1, 2)
    corners = zip((centres - boxes / 2) // CELL, (centres + boxes / 2) // CELL + 1, strict=True)
    within = [cell for low, high in corners for cell in product(*map(range, low.astype(int), high.astype(int)))]
    return np.unique(np.concatenate([np.array(within), (along // CELL).astype(int)]), axis=0)


def _free(room: Ints, size: Ints) -> Ints:
    """The corner, in cells, of a free rectangle of `size` cells that widens the whole least, far from its middle."""
    import numpy as np

    if not len(room):
        return np.zeros(2, int)
    low, high = room.min(axis=0) - size, room.max(axis=0) + 1
    taken = np.zeros(high - low + size + 1, int)
    taken[tuple((room - low + 1).T)] = 1
    sums = taken.cumsum(axis=0).cumsum(axis=1)
    wide, tall = size
    inside = sums[wide:, tall:] - sums[:-wide, tall:] - sums[wide:, :-tall] + sums[:-wide, :-tall]
    spots = np.argwhere(inside == 0) + low
    whole = np.maximum(spots + size, high) - np.minimum(spots, room.min(axis=0))
    scale = np.maximum(whole[:, 0] / ASPECT, whole[:, 1])
    distance = np.hypot(*(spots + size / 2 - (room.min(axis=0) + high) / 2).T)
    found: Ints = spots[np.lexsort([-distance.round(6), scale.round(6)])[0]]
    return found


LINK = 90.0  # wanted length of a link between nodes of one neighbour each, in pixels at scale 1
ROOM = 20.0  # what it grows by with the root of the neighbours
WIDEST = 2.0  # times a component may be widened
LOOSE = 1.6  # least area of a component, in areas of its boxes
PIVOTS = 50
ROUNDS, WORK, SETTLED = 100, 20_000, 0.5  # of majorization: so many, fewer for many nodes or once none moves so far
PUSHES = 300  # rounds of moving boxes apart
CELL = 30.0  # of the raster on which components are packed, in pixels
ASPECT = 1.4  # width to height of the whole
