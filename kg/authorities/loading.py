"""The authority files of a build: what they hold as one index, and what is on record of each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass

from kg.articles.found import printable
from kg.authorities.index import Authorities
from kg.authorities.known import Known, SkippedRow
from kg.authorities.read import read_authority
from kg.authorities.source import Source

MAX_TOLD = 20  # skipped rows of a file that are told one by one

Path = str | os.PathLike[str]
Record = dict[str, str | int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file by its name and the hash of its content, with the numbers of its entries and of the rows skipped."""

    name: str
    sha256: str
    entries: int
    skipped: int


def content(path: Path) -> str:
    """Hash of what an authority file holds, in hexadecimal digits. Raises InputMissingError, AuthorityError."""
    return Source(os.fspath(path), _ignore).sha256()


def load_authorities(paths: Iterable[Path], note: Callable[[str], None]) -> tuple[Authorities, list[Record]]:
    """An index of all files together, and a record of each; `note` is told of the rows that are skipped.

    Of facts that differ the earlier file counts. Raises InputMissingError, AuthorityError.
    """
    records: list[Record] = []
    return Authorities(_entries(paths, note, records)), records


def _entries(
    paths: Iterable[Path], note: Callable[[str], None], records: list[dict[str, str | int]]
) -> Iterator[Known]:
    for path in dict.fromkeys(os.fspath(path) for path in paths):
        told, count = _Skips(note), 0
        for count, entry in enumerate(read_authority(path, skip=told.skip), 1):  # noqa: B007
            yield entry
        told.rest(printable(path))
        records.append(asdict(Loaded(printable(os.path.basename(path)), content(path), count, told.count)))


@dataclass(slots=True)
class _Skips:
    """Tells of skipped rows, of the first by number and of the rest how many they are."""

    note: Callable[[str], None]
    count: int = 0

    def skip(self, row: SkippedRow) -> None:
        self.count += 1
        if self.count <= MAX_TOLD:
            self.note(f"authority {row.path}, row {row.row}: {row.reason}")

    def rest(self, path: str) -> None:
        if self.count > MAX_TOLD:
            self.note(f"authority {path}: {self.count - MAX_TOLD:,} more rows skipped")


def _ignore(_row: SkippedRow) -> None:
    pass
