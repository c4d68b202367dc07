"""Words per second of the bare spaCy pipeline and of all of polkg on the same articles: python benchmarks/speed.py"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from kg import corpus
from kg.articles import read_articles
from kg.extract.pipeline import load, parse
from kg.model import Article
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


def main() -> None:
    texts = articles()
    words = sum(len(a.text.split()) for a in texts)
    corpus.from_articles(texts[:5])  # load everything once
    bare = seconds(lambda: list(parse(texts, load())))
    whole = seconds(lambda: corpus.from_articles(texts))
    print(
        f"{len(texts)} articles, {words:,} words\n\n| what | seconds | words a second | of bare |\n|---|---:|---:|---:|"
    )
    for name, spent in {"bare spaCy pipeline": bare, "polkg: articles to graph": whole}.items():
        print(f"| {name} | {spent:.1f} | {words / spent:,.0f} | {bare / spent:.0%} |")


if __name__ == "__main__":
    main()
