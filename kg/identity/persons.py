"""The table of what persons decided, identity.csv: a, b, verdict, note."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.errors import (
    AmbiguousActorError,
    DataError,
    InputMissingError,
    InputUnreadableError,
    UnknownActorError,
    UsageError,
    one_line,
)
from kg.identity.decisions import BY_PERSON, PERSON, VERDICTS, Decision, Verdict

COLUMNS = ("a", "b", "verdict", "note")
ENTRY = re.compile(r".+@[0-9a-f]{8}")  # the id of an entry
LONGEST, LONGEST_NOTE = 500, 1000  # characters of a name, and of a note


class Row(NamedTuple):
    """A line of the table: two ids, names or aliases, the verdict, and where it stands."""

    a: str
    b: str
    verdict: Verdict
    note: str
    path: str
    row: int


def read_rows(path: str | Path) -> list[Row]:
    """The rows of a table in UTF-8, its columns divided by "," or ";".

    Raises InputMissingError, InputUnreadableError, and DataError for a row that is malformed.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputMissingError(path=str(path)) from None
    except UnicodeDecodeError:
        raise InputUnreadableError(path=str(path), reason="it is not UTF-8") from None
    except (OSError, ValueError) as error:
        raise InputUnreadableError(path=str(path), reason=getattr(error, "strerror", None) or str(error)) from None
    table = _table(str(path), text)
    number, header = next(table, (1, list(COLUMNS)))
    names = [cell.strip().lower() for cell in header]
    if names not in (list(COLUMNS), list(COLUMNS[:3])):
        reason = f"the columns are {', '.join(names)}; they have to be {', '.join(COLUMNS)}"
        raise DataError(path=str(path), row=number, reason=reason)
    return [_row(str(path), number, cells) for number, cells in table]


def rows_text(decisions: Iterable[Decision]) -> str:
    """The table of decisions of persons."""
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows((d.a, d.b, d.verdict, "" if d.reason == BY_PERSON else d.reason) for d in decisions)
    return stream.getvalue()


def person_decision(a: str, b: str, verdict: Verdict, note: str | None = None) -> Decision:
    """A person's decision on two ids; the note, on one line, is its reason. Raises UsageError for one too long."""
    first, second = sorted((a, b))
    reason = one_line(note or "", LONGEST_NOTE + 1)
    if len(reason) > LONGEST_NOTE:
        raise UsageError(reason=f"the note is longer than {LONGEST_NOTE} characters")
    return Decision(first, second, verdict, reason or BY_PERSON, 1.0, PERSON)


def decisions_of(rows: Iterable[Row], entry: Callable[[str], str], *, lenient: bool = False) -> list[Decision]:
    """What rows decide; `entry` tells the id of the entry that a name means, as `Register.entry` does.

    The id of an entry stands for itself, also where its article is gone; so does, if `lenient`, what means nobody.
    Raises DataError.
    """

    def meant(row: Row, text: str) -> str:
        try:
            return text if ENTRY.fullmatch(text) else entry(text)
        except UnknownActorError as error:
            if lenient:
                return text
            raise DataError(path=row.path, row=row.row, reason=str(error).removesuffix(".")) from None
        except AmbiguousActorError as error:
            raise DataError(path=row.path, row=row.row, reason=str(error).removesuffix(".")) from None

    made: list[Decision] = []
    for row in rows:
        decision = person_decision(meant(row, row.a), meant(row, row.b), row.verdict, row.note)
        if decision.a == decision.b:
            reason = f"{row.a} and {row.b} are one actor already; to part its entries, give their ids"
            raise DataError(path=row.path, row=row.row, reason=reason)
        made.append(decision)
    return made


def _table(path: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the number of the line at which it begins."""
    first = text.partition("\n")[0]
    table = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    number = 1
    while True:
        try:
            cells = next(table, None)
        except csv.Error as error:
            raise DataError(path=path, row=number, reason=f"not CSV: {error}") from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield number, cells
        number = table.line_num + 1


def _row(path: str, number: int, cells: list[str]) -> Row:
    def wrong(reason: str) -> DataError:
        return DataError(path=path, row=number, reason=reason)

    if not 3 <= len(cells) <= len(COLUMNS):
        raise wrong(f"{len(cells)} cells where {', '.join(COLUMNS)} are expected")
    a, b, verdict, note = (cell.strip() for cell in [*cells, ""][: len(COLUMNS)])
    if not a or not b:
        raise wrong(f"{'a' if not a else 'b'} is empty")
    if longest := next(
        (n for n, cell in (("a", a), ("b", b)) if len(cell) > LONGEST and not ENTRY.fullmatch(cell)), None
    ):
        raise wrong(f"{longest} is longer than {LONGEST} characters")
    if len(note) > LONGEST_NOTE:
        raise wrong(f"the note is longer than {LONGEST_NOTE} characters")
    if verdict.lower() not in VERDICTS:
        raise wrong(f"the verdict {verdict[:40]!r} is none of {', '.join(VERDICTS)}")
    return Row(a, b, next(v for v in VERDICTS if v == verdict.lower()), note, path, number)
