"""How good is it: precision, recall and F1 of every task, on each set of annotated articles that is here.

    python benchmarks/quality.py [FOLDER ...]

A FOLDER holds ID.json (gold) and ID.txt or text/ID.txt. Without an argument: the articles of the project itself, and
../shared/gold/dev and train where they exist. Prints one table; the graphs are built in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import kg
from kg import scoring

ROOT = Path(__file__).resolve().parent.parent
OWN = {"demo": (ROOT / "tests/articles/demo", ROOT / "seeds/articles"), "hard cases": (ROOT / "tests/articles",) * 2}
GOLD = ROOT.parent / "shared" / "gold"


def sets(arguments: list[str]) -> dict[str, tuple[Path, Path]]:
    """Name -> folder of the gold files, folder of the articles."""
    if arguments:
        return {Path(a).name: (Path(a), texts(Path(a))) for a in arguments}
    research = {name: (GOLD / name, GOLD / name / "text") for name in ("dev", "train") if (GOLD / name).is_dir()}
    return OWN | research


def texts(folder: Path) -> Path:
    return folder / "text" if (folder / "text").is_dir() else folder


def main() -> None:
    print("| articles | task | precision | recall | F1 | matched / found / gold |\n|---|---|---:|---:|---:|---:|")
    for name, (gold, articles) in sets(sys.argv[1:]).items():
        files = sorted(
            p for p in articles.iterdir() if p.suffix in {".txt", ".md"} and (gold / f"{p.stem}.json").exists()
        )
        with tempfile.TemporaryDirectory() as folder:
            kg.build(files, Path(folder) / "graph")
            for task, s in scoring.score(gold, Path(folder) / "graph").items():
                figures = f"{s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} | {s.matched} / {s.predicted} / {s.gold}"
                print(f"| {name} ({len(files)}) | {task} | {figures} |")


if __name__ == "__main__":
    main()
