"""How long `kg check` takes, on graphs of our own shape: python benchmarks/checks.py [TRIPLES...]"""

from __future__ import annotations

import dataclasses
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.checks import check
from kg.corpus import build
from kg.model import Graph
from kg.rdf import turtle
from kg.resources import seed

SIZES = (10_000, 100_000)
STAMP = {"stamp": "0" * 64, "versions": {"polkg": "benchmark"}, "options": {}}


def many(graph: Graph, copies: int) -> Graph:
    """The graph so many times over, each time with articles and actors of its own; the policies stay the same."""
    parts = [copied(graph, number) for number in range(copies)]
    articles, actors, statements = ([x for part in parts for x in part[n]] for n in range(3))
    return Graph(tuple(articles), tuple(actors), graph.policies, tuple(statements))


def copied(graph: Graph, number: int) -> tuple[list[object], ...]:
    def renamed(item: object) -> object:
        if not dataclasses.is_dataclass(item) or type(item).__name__ in ("Policy", "Topic"):
            return item
        changed = dict(changes(item))
        return dataclasses.replace(item, **changed)

    def changes(item: object) -> Iterator[tuple[str, object]]:
        for field in dataclasses.fields(item):
            value = getattr(item, field.name)
            if field.name == "article" or (field.name == "id" and isinstance(value, str)):
                yield field.name, f"{value}-{number}"
            elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
                yield field.name, tuple(map(renamed, value))
            elif dataclasses.is_dataclass(value):
                yield field.name, renamed(value)

    return tuple([renamed(item) for item in part] for part in (graph.articles, graph.actors, graph.statements))


def main() -> None:
    demo = build([seed("articles")]).graph
    once = turtle(demo, build=STAMP).count(";\n") + turtle(demo, build=STAMP).count(" .\n")
    for size in map(int, sys.argv[1:] or SIZES):
        text = turtle(many(demo, max(1, size // once)), build=STAMP)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "graph.ttl")
            file.write_text(text, encoding="utf-8")
            started = time.perf_counter()
            findings = check(file)
            seconds = time.perf_counter() - started
        print(f"{text.count(chr(10)):>9,} lines {seconds:7.1f} seconds {len(findings)} findings")


if __name__ == "__main__":
    main()
