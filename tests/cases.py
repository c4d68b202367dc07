"""Tables of invented sentences, and how the tests read them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.extract.pipeline import parse, read
from kg.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.extract.reading import Reading

FOLDER = Path(__file__).parent / "sentences"
LEAST = 30  # sentences of a table


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a table of sentences, each phenomenon once."""
    found = [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    names = [row["phenomenon"] for row in found]
    assert len(set(names)) == len(names) >= LEAST
    return found


def cases(name: str, *fields: str, also: str = "fails") -> list[Any]:
    """The rows as parameters of a test; those that are known to fail carry the reason, under "fails" or `also`.

    A field that a row has not is its "expected".
    """
    return [
        pytest.param(
            *(row.get(field, row["expected"]) for field in fields),
            id=row["phenomenon"],
            marks=[pytest.mark.xfail(reason=reason, strict=True) for reason in _reasons(row, also)],
        )
        for row in rows(name)
    ]


def _reasons(row: dict[str, Any], also: str) -> list[str]:
    return [row[key] for key in dict.fromkeys(("fails", also)) if key in row][:1]


def reading_of(nlp: Language, text: str, published: str | None = "2024-05-06") -> Reading:
    """The reading of an invented article."""
    [(article, doc)] = parse([Article("invented", text, published=published)], nlp)
    return read(article, doc)
