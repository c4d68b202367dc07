"""What is wrong with a graph: broken shapes, undeclared terms, passages that their articles do not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.checks.finding import Finding
from kg.checks.loading import Loaded, load
from kg.checks.passages import ends, lines, passages
from kg.checks.report import counts, format_findings
from kg.checks.shapes import quiet_literals, shapes
from kg.checks.words import no_iris, undeclared
from kg.store import open_graph

__all__ = ["Finding", "check", "counts", "format_findings"]

RULES: tuple[Callable[[Loaded], Iterator[Finding]], ...] = (shapes, undeclared, no_iris, passages, ends)


def check(path: str | Path) -> list[Finding]:
    """Everything that is wrong with a graph folder, a .ttl or .nt file, or standard input ("-", as Turtle), sorted.

    The list is empty if nothing is. Nothing is fetched, whatever the graph names.
    Raises InputMissingError, InputUnreadableError, NotAGraphError, DataError.
    """
    place = Path(path)
    with quiet_literals():
        loaded = load(place)
        found = {finding for rule in RULES for finding in rule(loaded)}
        if place.is_dir():
            found |= set(lines(open_graph(place), loaded.rdf))
    return sorted(found)
