"""Tables: the seed tables, tables of persons in TSV and CSV, and Wikidata results in CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Literal

from kg.authorities import facts, sparql
from kg.authorities.countries import country_name
from kg.authorities.draft import Draft
from kg.authorities.gathering import gathered
from kg.authorities.known import Known, Term
from kg.authorities.source import Source, UnfitError
from kg.model import fold

Row = tuple[int, dict[str, str]]

LIST = "|"  # between the aliases of a cell
COMMENT = "#"
EVERY = "*"  # the country of names that every country has: they name no one body
LANDS = "demonyms"  # the column by which a table of countries is told


def read_tsv(source: Source) -> Iterator[Known]:
    """The entries of a seed table (bodies, countries), or of a table of persons divided by tabs."""
    lines = ((number, line) for number, line in source.lines() if not line.startswith(COMMENT))
    yield from _read(source, _rows(source, lines, "\t", csv.QUOTE_NONE))


def read_csv(source: Source) -> Iterator[Known]:
    """The entries of a table of persons or bodies, or of a Wikidata result; columns divided by "," or ";"."""
    lines = source.lines()
    head = list(islice(lines, 1))
    delimiter = ";" if head and head[0][1].count(";") > head[0][1].count(",") else ","
    yield from _read(source, _rows(source, chain(head, lines), delimiter, csv.QUOTE_MINIMAL))


def _read(source: Source, rows: Iterator[Row]) -> Iterator[Known]:
    first = next(rows, None)
    if first is None:
        return
    columns = list(first[1])
    if "name" not in columns and sparql.is_result(columns):
        yield from sparql.read_rows(source, chain([first], rows))
        return
    if "name" not in columns:
        raise source.error(f"its columns are {', '.join(columns)}; a table of actors has one called name")
    yield from gathered(source, chain([first], rows), _note)


def _rows(source: Source, lines: Iterable[tuple[int, str]], delimiter: str, quoting: Literal[0, 3]) -> Iterator[Row]:
    """The rows under a header, by its columns in lower case; a row of other length is skipped."""
    numbers = [0]
    table = csv.reader(_counted(lines, numbers), delimiter=delimiter, quoting=quoting, strict=True)
    header: list[str] | None = None
    while True:
        try:
            cells = next(table, None)
        except csv.Error as error:
            source.skip(numbers[0], str(error))
            continue
        if cells is None:
            return
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip().lower() for cell in cells]
        elif len(cells) > len(header):
            source.skip(numbers[0], f"{len(cells)} cells under {len(header)} columns")
        else:
            yield numbers[0], dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))


def _counted(lines: Iterable[tuple[int, str]], numbers: list[int]) -> Iterator[str]:
    for numbers[0], line in lines:
        yield line


def _note(drafts: dict[str, Draft], number: int, row: dict[str, str]) -> None:
    """Add a row to the entry that it tells of: the same Wikidata item, or the same name, kind and country."""
    if row.get("country", "").strip() == EVERY:
        return
    name = facts.name(row["name"])
    kind = facts.kind("government" if LANDS in row else row.get("kind"))
    start, end = facts.span(row.get("start"), row.get("end"))
    term = Term(facts.phrase(row.get("role")), facts.phrase(row.get("organization")), start, end)
    item, born = facts.wikidata(row.get("wikidata")), facts.day(row.get("born"))
    told = name if LANDS in row else row.get("country", "")
    country = country_name(told) or told
    key = item.rpartition("/")[2] if item else "-".join([*fold(name).split(), kind, *fold(country).split()])
    draft = drafts.setdefault(key, Draft(key, name, kind, number, born))
    if draft.kind != kind:
        raise UnfitError(f"{key} is a {kind} here, a {draft.kind} in row {draft.row}")
    draft.call([name, *row.get("aliases", "").split(LIST)])
    draft.place(country)
    draft.serve(term)
    draft.same_as |= {item: None} if item else {}
