"""Words per second of the bare spaCy pipeline and of all of polkg on the same articles: python benchmarks/speed.py

The step that finds stances is also measured by itself, with each of its finders, against the parse.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from kg import corpus
from kg.articles import read_articles
from kg.extract.pipeline import load, parse, read
from kg.extract.stances import stances
from kg.model import Article, Finders
from kg.resources import seed

COPIES = 40  # of the five demonstration articles


def articles() -> list[Article]:
    """Copies that differ, so that nothing is the same text twice."""
    found = list(read_articles([seed("articles")], skip=print, note=print))
    return [replace(a, id=f"{a.id}-{i}", text=f"Edition {i}\n\n{a.text}") for i in range(COPIES) for a in found]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def steps(texts: list[Article], finders: Finders) -> float:
    """The seconds in which all stances of the texts are found, parse and reading left out."""
    spent = 0.0
    for article, doc in parse(texts, load()):
        reading = read(article, doc)
        spent += seconds(lambda reading=reading: list(stances(reading, finders)))
    return spent


def main() -> None:
    texts = articles()
    words = sum(len(a.text.split()) for a in texts)
    corpus.from_articles(texts[:5])  # load everything once
    bare = seconds(lambda: list(parse(texts, load())))
    rows = {"bare spaCy pipeline": bare}
    for finders in get_args(Finders):
        options = corpus.Options(stances=finders)
        rows[f"polkg: articles to graph, stances by {finders}"] = seconds(
            lambda options=options: corpus.from_articles(texts, options=options)
        )
    print(f"{len(texts)} articles, {words:,} words\n\n| what | seconds | words a second | speed of bare |")
    print("|---|---:|---:|---:|")
    for name, spent in rows.items():
        print(f"| {name} | {spent:.1f} | {words / spent:,.0f} | {bare / spent:.0%} |")
    print("\n| the step that finds stances | seconds | of the parse |\n|---|---:|---:|")
    for finders in get_args(Finders):
        spent = steps(texts, finders)
        print(f"| {finders} | {spent:.1f} | {spent / bare:.0%} |")


if __name__ == "__main__":
    main()
