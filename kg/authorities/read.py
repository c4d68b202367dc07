"""Reading an authority file: which format it has, and its entries."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from kg.articles.sources import suffix_of
from kg.authorities import congress, followthemoney, popolo, sparql, tables
from kg.authorities.known import Known, SkippedRow
from kg.authorities.source import Source
from kg.errors import InputMissingError

SNIFFED = 10  # lines of a .json that tell whether each is an entity by itself

Reader = Callable[[Source], Iterator[Known]]


def read_authority(path: str | os.PathLike[str], *, skip: Callable[[SkippedRow], None]) -> Iterator[Known]:
    """The entries of an authority file, in its order; `skip` is told each row that is malformed.

    The format is told by suffix (see READERS, each also with .gz), that of .json and .csv by what they hold. Raises
    InputMissingError, and AuthorityError for a format that is not known and a file in which nothing can be read.
    """
    source = Source(os.fspath(path), skip)
    if not os.path.exists(source.path):
        raise InputMissingError(path=source.path)
    suffix = suffix_of(source.path)
    if suffix not in READERS:
        raise source.error(f"its format is not known; read are {' '.join(READERS)}, each also with .gz")
    count = 0
    for count, known in enumerate(READERS[suffix](source), 1):  # noqa: B007
        yield known
    if not count:
        raise source.error(_nothing(source))


def _nothing(source: Source) -> str:
    if source.skipped:
        return f"none of its rows can be read; {source.first}"
    return "it holds no persons and no bodies"


def _json(source: Source) -> Iterator[Known]:
    """A file of JSON lines, or one JSON document."""
    lines = islice(source.lines(report=False), SNIFFED)
    if any(followthemoney.is_entity(_loaded(line)) for _, line in lines):
        yield from followthemoney.read(source)
        return
    told = _loaded(source.whole())
    if isinstance(told, dict) and "results" in told:
        yield from sparql.read_bindings(source, told)
    elif isinstance(told, dict) and popolo.is_popolo(told):
        yield from popolo.read(source, told)
    elif isinstance(told, list) and any(map(congress.is_congress, told)):
        yield from congress.read_list(source, enumerate(told, 1))
    elif isinstance(told, list) and any(
        isinstance(one, dict) and sparql.is_result(map(str.lower, one)) for one in told
    ):
        yield from sparql.read_list(source, told)
    elif told is None:
        raise source.error("it is not sound JSON")
    else:
        raise source.error("it is no JSON of a kind that is known: FollowTheMoney, Popolo, a SPARQL result, Congress")


def _loaded(text: str) -> Any:
    """A JSON value; None for what is none, or is nested too deep."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


READERS: dict[str, Reader] = {
    ".tsv": tables.read_tsv,
    ".csv": tables.read_csv,
    ".json": _json,
    ".jsonl": followthemoney.read,
    ".ndjson": followthemoney.read,
    ".yaml": congress.read_yaml,
    ".yml": congress.read_yaml,
}
