"""How well it is told which actors of different articles are one, and what that costs.

    python benchmarks/identity.py [links] [namesakes] [cost] [--errors N] [--shared FOLDER]

`links`: one graph of the articles of ../shared/data/dwie/dev.jsonl against the links of that corpus. `namesakes`: one
graph of the annotated articles in ../shared/gold/train, its persons of like names. `cost`: seconds and memory of
kg.identity.join for a thousand to a hundred thousand actors of invented articles, as in news and as in a crowd of
namesakes. Without a name: all three. `--errors` lists the N commonest mistakes of the first with the articles that they
are in. FOLDER stands for ../shared. The modules links, mistakes, namesakes and invented in benchmarks/corpora/ tell
what counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from corpora import invented, links, namesakes
from corpora.clusters import Agreement, across, bcubed, pairwise
from corpora.common import Corpus
from corpora.mistakes import mistakes
from corpora.parts import Part, run_parts
from rich.console import Console
from rich.progress import Progress

import kg
from kg.corpus import Watcher
from kg.identity import joined
from kg.model import Graph
from kg.scoring import Score

DATA, TRAIN = "data", "gold/train"  # in it
DWIE = Corpus("DWIE dev", "dwie/dev.jsonl", lambda *_: [])
WHO = {
    "persons": ("persons",),
    "organizations": ("organizations",),
    "persons and organizations": ("persons", "organizations"),
    "states": ("states",),
}
HEAD = "| who | what | precision | recall | F1 | right / found / gold | items |\n|---|---|---:|---:|---:|---:|---:|"
COSTS = (1_000, 10_000, 100_000)
SORTS = {"news": invented.articles, "crowd": invented.crowd}
COST_HEAD = (
    "| of what | actors | articles | actors joined | decisions | seconds of one core | peak memory, MB more |\n"
    "|---|---:|---:|---:|---:|---:|---:|"
)


def by_links(options: argparse.Namespace) -> Iterator[str]:
    """The tables of the corpus with links."""
    folder, errors = options.shared / DATA, max(0, options.errors)
    if not (folder / DWIE.file).is_file():
        yield f"{DWIE.name}: {DWIE.file} is not there, no figures"
        return
    records = DWIE.records(folder)
    graph = watched(DWIE.name, len(records), lambda w: kg.from_articles(links.articles(records), watcher=w))
    found = links.mentions(records, graph)
    yield HEAD
    for who, kinds in WHO.items():
        yield from rows(who, [mention for mention in found if mention.kind in kinds])
    if errors:
        yield f"\nThe {errors} commonest mistakes between articles of {DWIE.name}:\n"
        yield from (f"{n}. {mistake}" for n, mistake in enumerate(islice(mistakes(links.once(found)), errors), 1))


def rows(who: str, found: list[links.Named]) -> Iterator[str]:
    """The lines of a kind of actors: of its mentions, then of its actors, each once an article."""
    mentions, entities = [m.item for m in found if m.actor], links.once(found)
    actors = [e.item for e in entities if e.actor]
    of_mentions, of_actors = f"{len(mentions):,} of {len(found):,}", f"{len(actors):,} of {len(entities):,}"
    yield row(who, "mentions, B-cubed", bcubed(mentions), of_mentions)
    yield row(who, "mentions, pairs", pairwise(mentions), of_mentions)
    yield row(who, "mentions, pairs of different articles", across(mentions), of_mentions)
    yield row(who, "actors, pairs of different articles", across(actors), of_actors)
    yield row(who, "the same, with those that the graph does not name", across(e.item for e in entities), of_actors)


def row(who: str, what: str, score: Score | Agreement, items: str) -> str:
    counts = f"{score.matched:,} / {score.predicted:,} / {score.gold:,}" if isinstance(score, Score) else ""
    return f"| {who} | {what} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} | {counts} | {items} |"


def by_names(options: argparse.Namespace) -> Iterator[str]:
    """The lists of the annotated articles, and the share of persons that are split."""
    folder = options.shared / TRAIN
    if not folder.is_dir():
        yield f"annotated articles: {TRAIN} is not there, no list of namesakes"
        return
    gold = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}
    texts = sorted((folder / "text").glob("*.txt"))
    graph = watched("annotated articles", len(texts), lambda w: kg.build(texts, watcher=w).graph)
    found = namesakes.bearers(gold, graph)
    groups = namesakes.persons(found)
    apart, one = namesakes.split(groups), list(namesakes.merged(found))
    share = len(apart) / len(groups) if groups else 0.0
    yield f"{len(texts)} annotated articles: {len(found):,} actors found, {len(groups)} persons in several articles."
    yield f"Split: {len(apart)} of these persons ({share:.1%}).\n"
    yield from (f"- {namesakes.told(group)}" for group in apart)
    near = sum(reason == "spellings" for reason, *_ in one)
    yield f"\nMerged: {len(one) - near} pairs of unlike names or kinds, {near} whose spellings differ.\n"
    yield from (f"- {reason}: {a} | {b}" for reason, a, b in one)


def costs(_: argparse.Namespace) -> Iterator[str]:
    """The cost curve, each row in a process of its own."""
    yield COST_HEAD
    context = multiprocessing.get_context("spawn")
    for sort in SORTS:
        for mentions in COSTS:
            with ProcessPoolExecutor(1, mp_context=context) as pool:
                yield pool.submit(cost, sort, mentions).result()


def cost(sort: str, mentions: int) -> str:
    """The line of so many actors of single articles."""
    joined(*invented.articles(invented.EACH))  # load every table once
    articles, actors, statements = SORTS[sort](mentions)
    gc.collect()
    before, started = peak(), time.process_time()
    graph, decisions, *_ = joined(articles, actors, statements)
    seconds, memory = time.process_time() - started, peak() - before
    counts = f"{len(actors):,} | {len(articles):,} | {len(graph.actors):,} | {len(decisions):,}"
    return f"| {sort} | {counts} | {seconds:.2f} | {memory:,.1f} |"


def peak() -> float:
    """The most memory that this process has had, in MB; not that of the one that began it, which `ru_maxrss` holds."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(status.read_text(encoding="utf-8").partition("VmHWM:")[2].split()[0]) / 1e3
    import resource  # not on every system

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def watched(name: str, number: int, work: Callable[[Watcher], Graph]) -> Graph:
    """What the work returns, with a bar on a terminal."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(name, total=number)
        return work(Watcher(step=lambda _: bar.advance(task)))


PARTS: dict[str, Part] = {
    "links": by_links,
    "namesakes": by_names,
    "cost": costs,
}


def main() -> None:
    run_parts(__doc__, PARTS, errors=0)


if __name__ == "__main__":
    main()
