"""What the fitting scripts share: annotated articles and their readings, the arguments, the table that is written."""

import argparse
import json
from pathlib import Path

from kg.extract.pipeline import load, parse, read
from kg.model import Article
from kg.resources import seed

LEAST = 0.02  # a smaller weight changes nothing


def parsed(folder):
    """Each gold annotation (ID.json) with its article (text/ID.txt) and the article's parse, by id."""
    paths = sorted(Path(folder).glob("*.json"))
    articles = [Article(p.stem, (Path(folder) / "text" / f"{p.stem}.txt").read_text(encoding="utf-8")) for p in paths]
    for article, doc in parse(articles, load()):
        yield json.loads((Path(folder) / f"{article.id}.json").read_text(encoding="utf-8")), article, doc


def readings(folder):
    """Each gold annotation with the reading of its article."""
    return ((gold, read(article, doc)) for gold, article, doc in parsed(folder))


def arguments(description, folds=5):
    """The command line of a script."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("--folds", type=int, default=folds)
    parser.add_argument("--write", action="store_true")
    return parser.parse_args()


def write(table, user, script, weights, least=LEAST):
    """Replace a seed table by (feature, weight) pairs; `user` is the module below kg/extract/ that adds them up."""
    header = f"# Weights of kg/extract/{user}.py, written by training/{script}.py.\nfeature\tweight\n"
    lines = "".join(f"{name}\t{weight:.3f}\n" for name, weight in weights if abs(weight) >= least)
    seed(table).write_text(header + lines, encoding="utf-8")
