"""Why items are missed or wrong: every difference from the gold, sorted by cause and counted.

    python benchmarks/causes.py [GOLD_DIR] [--before CHECKOUT]

GOLD_DIR holds ID.json and text/ID.txt; without it ../shared/gold/train. `--before` counts with the code of another
checkout of this project as well. The differences are those of `kg score --errors`; the causes are told by rules:
whether the cast of the article holds the actor at all, whether the same person, words or pair were found otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio

from kg import scoring
from kg.agreement import Names, same_phrase
from kg.articles import read_articles
from kg.extract.pipeline import load, parse, read, report
from kg.identity import join
from kg.model import Statement, fold
from kg.statements import to_record

ROOT = Path(__file__).resolve().parent.parent
TRAIN = ROOT.parent / "shared" / "gold" / "train"
SAME_WORDS = 85  # of 100, as in kg.agreement

Item = dict[str, Any]


class Found:
    """What an article yielded: the names of its whole cast, and its items by kind."""

    def __init__(self, gold: Item, cast: list[str], items: dict[str, list[Item]]) -> None:
        self.names, self.items, self.gold = Names(gold["actors"]), items, gold
        self.cast = {self.names.denoted(name) for name in cast}

    def knows(self, name: str | None) -> bool:
        return self.names.denoted(name) in self.cast


KINDS = {"membership": "roles", "quotation": "quotes", "interaction": "relations"}


def actor(found: Found, side: str, item: Item) -> str:
    if side == "extra":
        return f"actor of kind {item['type']} that the gold leaves out"
    state = "named, but taken for no actor" if found.knows(item["name"]) else "never seen as a name"
    return f"{item['type']} {state}"


def role(found: Found, side: str, item: Item) -> str:
    others = found.gold["roles"] if side == "extra" else found.items.get("roles", [])
    same = [o for o in others if found.names.same(o["person"], item["person"])]
    worded = [o for o in same if same_phrase(item["role"], [o["role"], *o.get("role_aliases", [])])]
    if side == "missed" and not found.knows(item["person"]):
        return "role: the person is not in the cast"
    if worded:
        return "role: another body than the gold's"
    return f"role: {'other roles of the person known' if same else 'no role of the person known'}"


def quote(found: Found, side: str, item: Item) -> str:
    others = found.gold["quotes"] if side == "extra" else found.items.get("quotes", [])
    alike = [o for o in others if ratio(fold(o["quote"]), fold(item["quote"])) >= SAME_WORDS]
    if side == "missed" and not found.knows(item["speaker"]):
        return "quotation: the speaker is not in the cast"
    if alike:
        return "quotation: another speaker"
    return "quotation: nobody found who speaks" if side == "missed" else "quotation that the gold leaves out"


def relation(found: Found, side: str, item: Item) -> str:
    others = found.gold["relations"] if side == "extra" else found.items.get("relations", [])
    ends = {found.names.denoted(item[e]) for e in ("source", "target")}
    if side == "missed" and not all(found.knows(item[e]) for e in ("source", "target")):
        return "interaction: an end is not in the cast"
    if any({found.names.denoted(o[e]) for e in ("source", "target")} == ends for o in others):
        return "interaction: another relation or direction between the two"
    return f"interaction: nothing {'found' if side == 'missed' else 'in the gold'} between the two"


CAUSES: dict[str, Callable[[Found, str, Item], str]] = {
    "actors": actor, "roles": role, "quotes": quote, "relations": relation,
}  # fmt: skip


def answers(statements: list[Statement]) -> dict[str, dict[str, list[Item]]]:
    """What was found, by article and kind, with names in place of actors."""
    found: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements:
        if kind := KINDS.get(statement.type):
            record = {k: v["name"] if isinstance(v, dict) else v for k, v in to_record(statement).items()}
            found[statement.evidence[0].article][kind].append(record)
    return found


def count(gold: Path) -> dict[str, int]:
    """Differences by side and cause."""
    texts = read_articles(sorted((gold / "text").glob("*.txt")), skip=print, note=print)
    articles, actors, statements = [], [], []
    casts, stems = {}, {}
    for article, doc in parse(texts, load()):
        reading = read(article, doc)
        findings = report(reading)
        articles.append(article)
        actors += findings.actors
        statements += findings.statements
        stem = Path(article.file or article.id).stem
        stems[stem], casts[stem] = article.id, [form for a in reading.actors for form in (a.name, *a.aliases)]
    graph = join(articles, actors, statements)
    items, known = answers(statements), {}
    counts: Counter[str] = Counter()
    for difference in scoring.errors(gold, graph):
        key = difference.article
        if key not in known:
            annotated = json.loads((gold / f"{key}.json").read_text(encoding="utf-8"))
            known[key] = Found(annotated, casts.get(key, []), items[stems.get(key, "")])
        if cause := CAUSES.get(difference.task):
            counts[f"{difference.side}: {cause(known[key], difference.side, difference.item)}"] += 1
    return dict(counts)


def elsewhere(checkout: Path, gold: Path) -> dict[str, int]:
    """The same counts by the code of another checkout."""
    command = [sys.executable, __file__, str(gold), "--json"]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def lines(now: dict[str, int], before: dict[str, int] | None) -> Iterator[str]:
    yield "| cause | before | now |\n|---|---:|---:|" if before else "| cause | items |\n|---|---:|"
    for cause in sorted(before or now, key=lambda c: (-(before or now)[c], c)):
        earlier = f" {before[cause]:,} |" if before else ""
        yield f"| {cause} |{earlier} {now.get(cause, 0):,} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=TRAIN)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not options.gold.is_dir():
        print(f"{options.gold.name}: no such folder of annotated articles here, no figures")
        return
    now = count(options.gold)
    if options.json:
        print(json.dumps(now))
    else:
        print(*lines(now, elsewhere(options.before, options.gold) if options.before else None), sep="\n")


if __name__ == "__main__":
    main()
