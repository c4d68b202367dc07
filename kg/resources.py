"""Where the data files lie: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.errors import DataError

_PACKAGE = Path(__file__).resolve().parent
_HOME = _PACKAGE / "_data" if (_PACKAGE / "_data").is_dir() else _PACKAGE.parent


def ontology(name: str) -> Path:
    """Path of a file of the ontology, such as "kg.ttl"."""
    return _HOME / "ontology" / name


def seed(name: str) -> Path:
    """Path of a seed table or folder, such as "offices.tsv" or "articles"."""
    return _HOME / "seeds" / name


def model(name: str) -> Path:
    """Path of a trained model's file, such as "stances.onnx"."""
    return _HOME / "models" / name


def rows(name: str) -> Iterator[dict[str, str]]:
    """Rows of a seed table, keyed by its header; lines that begin with "#" are comments. Raises DataError."""
    path = seed(name)
    with path.open(encoding="utf-8", newline="") as stream:
        lines = ((number, line) for number, line in enumerate(stream, 1) if line.strip() and not line.startswith("#"))
        header: list[str] | None = None
        for number, line in lines:
            cells = [cell.strip() for cell in next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))]
            if header is None:
                header = cells
            elif len(cells) > len(header):
                raise DataError(path=path.name, row=number, reason=f"{len(cells)} cells under {len(header)} headings")
            else:
                yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


@cache
def words(name: str, **where: str) -> frozenset[str]:
    """First column of a seed table, of the rows whose named columns have the given values."""
    table = list(rows(name))
    first = next(iter(table[0]))
    return frozenset(row[first] for row in table if all(row[k] == v for k, v in where.items()))


def fingerprint() -> str:
    """Hash of all seed tables, of the models and of the package's own code: results depend on every word of them."""
    folders = (_HOME / "seeds").glob("*.tsv"), (_HOME / "models").glob("*.*"), _PACKAGE.rglob("*.py")
    files = [file for folder in folders for file in sorted(folder)]
    return hashlib.sha256(b"\x1f".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()
