"""Size of the network page, and seconds until its first frame is drawn in Chromium: python benchmarks/page.py"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from kg.model import POSITIONS, Actor, Article, Evidence, Graph, Membership, Policy, Stance, Statement
from kg.page import draw


def main() -> None:
    print("| edges | nodes | page, MB | draw(), s | first frame, s |\n|---:|---:|---:|---:|---:|")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for edges in (100, 500, 2000):
            print(row(edges, browser.new_page(viewport={"width": 1300, "height": 800}), Path(folder, "network.html")))
        browser.close()


def row(edges: int, page: Page, file: Path) -> str:
    graph = generated(edges)
    began = time.perf_counter()
    text = draw(graph)
    drawn = time.perf_counter() - began
    file.write_text(text, encoding="utf-8")
    began = time.perf_counter()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-drawn]")
    shown = time.perf_counter() - began
    nodes = page.evaluate("nodes.length")
    return f"| {edges:,} | {nodes:,} | {file.stat().st_size / 1e6:.2f} | {drawn:.1f} | {shown:.1f} |"


def generated(edges: int) -> Graph:
    """A graph of three stances to one membership, where a few actors and policies have most of them, as in the news."""
    rng = random.Random(0)
    actors = tuple(Actor(f"a{n}", f"Actor Number {n}", "person") for n in range(edges // 4))
    bodies = tuple(Actor(f"b{n}", f"Body Number {n}", "organization") for n in range(edges // 16))
    policies = tuple(Policy(f"p{n}", f"policy number {n}") for n in range(edges // 10))
    articles = tuple(Article(f"sha256:{n}", "", f"Article {n}", published="2017-02-09") for n in range(edges // 20))
    found: dict[str, Statement] = {}
    while len(found) < edges:
        actor, policy = frequent(rng, actors), frequent(rng, policies)
        quote = f"{actor.name} told the assembly on Tuesday what it thought of {policy.name}, and why, at some length."
        shared = {
            "evidence": (Evidence(rng.choice(articles).id, 0, len(quote), quote),),
            "confidence": 0.9,
            "extractor": "x/1",
        }
        if rng.random() < 0.25:
            made: Statement = Membership(person=actor, role="member", organization=rng.choice(bodies), **shared)
        else:
            made = Stance(actor=actor, stance=rng.choice(POSITIONS[:2]), policy=policy, **shared)
        found[made.id] = made
    return Graph(articles, (*actors, *bodies), policies, tuple(found[key] for key in sorted(found)))


def frequent(rng: random.Random, items: tuple[Any, ...]) -> Any:
    return items[int(len(items) * rng.random() ** 2)]


if __name__ == "__main__":
    main()
