"""How good is it: precision, recall and F1 of every task on annotated articles, and of parts of it on public corpora.

    python benchmarks/quality.py [FOLDER ...]

A FOLDER holds ID.json (gold) and ID.txt or text/ID.txt. Without an argument: the articles of the project itself, and
where they exist ../shared/gold/dev and train and the corpora of ../shared/data; the modules in benchmarks/corpora/ tell
what counts as right there. Prints one table; the graphs are built in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from corpora import CORPORA
from corpora.common import Corpus, Row
from rich.console import Console
from rich.progress import Progress

import kg
from kg import scoring
from kg.corpus import Watcher

ROOT = Path(__file__).resolve().parent.parent
OWN = {"demo": (ROOT / "tests/articles/demo", ROOT / "seeds/articles"), "hard cases": (ROOT / "tests/articles",) * 2}
SHARED = ROOT.parent / "shared"
GOLD, DATA = SHARED / "gold", SHARED / "data"
HEAD = "| articles or corpus (number) | what | precision | recall | F1 | matched / found / gold |"
RULE = "|---|---|---:|---:|---:|---:|"


def sets(arguments: list[str]) -> dict[str, tuple[Path, Path]]:
    """Name -> folder of the gold files, folder of the articles."""
    if arguments:
        return {Path(a).name: (Path(a), texts(Path(a))) for a in arguments}
    research = {name: (GOLD / name, GOLD / name / "text") for name in ("dev", "train") if (GOLD / name).is_dir()}
    return OWN | research


def texts(folder: Path) -> Path:
    return folder / "text" if (folder / "text").is_dir() else folder


def tasks(name: str, gold: Path, articles: Path, bar: Progress) -> Iterator[str]:
    """The lines of a folder of gold files: one a task."""
    files = sorted(p for p in articles.iterdir() if p.suffix in {".txt", ".md"} and (gold / f"{p.stem}.json").exists())
    bar_of = bar.add_task(name, total=len(files))
    with tempfile.TemporaryDirectory() as folder:
        kg.build(files, Path(folder) / "graph", watcher=Watcher(step=lambda _: bar.advance(bar_of)))
        for task, score in scoring.score(gold, Path(folder) / "graph").items():
            yield line(name, len(files), Row(task, score))


def corpus(part: Corpus, bar: Progress) -> Iterator[str]:
    """The lines of a public corpus, or why there are none."""
    if not (DATA / part.file).is_file():
        yield f"{part.name}: {part.file} is not there, no figures"
        return
    bar_of = bar.add_task(part.name, total=(number := len(part.records(DATA))))
    for row in part.rows(DATA, watch=lambda: bar.advance(bar_of)):
        yield line(part.name, number, row)


def line(name: str, number: int, row: Row) -> str:
    s, f1 = row.score, row.score.f1 if row.f1 is None else row.f1
    figures = f"{s.precision:.3f} | {s.recall:.3f} | {f1:.3f} | {s.matched} / {s.predicted} / {s.gold}"
    return f"| {name} ({number:,}) | {row.what} | {figures} |"


def main() -> None:
    console, missing = Console(stderr=True), []
    print(HEAD, RULE, sep="\n", flush=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        for name, (gold, articles) in sets(sys.argv[1:]).items():
            print(*tasks(name, gold, articles, bar), sep="\n", flush=True)
        for part in () if sys.argv[1:] else CORPORA:
            for text in corpus(part, bar):
                print(text, flush=True) if text.startswith("|") else missing.append(text)
    print("", *missing, sep="\n") if missing else None


if __name__ == "__main__":
    main()
