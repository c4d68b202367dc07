"""What the readers of articles share: what they find, what they leave out, and how both are named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

MAX_CHARACTERS = 1_000_000  # of one article's text; spaCy's own limit
MAX_BYTES = 64 * 2**20  # of one article's file, or of one line of a .jsonl or .csv, decompressed
MAX_SHOWN = 200  # characters of foreign text in a message

BINARY = "looks like a binary file, not text"
EMPTY = "empty"
TOO_LARGE = f"more than {MAX_BYTES // 2**20} MiB in one article: split it"


class UnfitError(Exception):
    """An article that cannot be read; the message is the reason. It never leaves this package."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An article that was not read: its file's name, its row in a .jsonl or .csv (from 1), and why."""

    name: str
    row: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Fields:
    """How the keys of a .jsonl and the columns of a .csv are called."""

    text: str = "text"
    title: str = "title"
    date: str = "date"
    publisher: str = "publisher"
    url: str = "url"


@dataclass(frozen=True, slots=True)
class Found:
    """An article as its file has it: nothing checked yet."""

    text: str
    row: int | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The file being read, and whom to tell."""

    name: str
    fields: Fields
    skipped: Callable[[Skipped], None]
    noted: Callable[[str], None]

    def where(self, row: int | None) -> str:
        """The article's name in a message."""
        return self.name if row is None else f"{self.name}, row {row}"

    def skip(self, reason: str, row: int | None = None) -> None:
        """Report an article, or the whole file, as not read."""
        self.skipped(Skipped(self.name, row, reason))

    def note(self, message: str, row: int | None = None) -> None:
        """Say something about an article that is read all the same."""
        self.noted(f"{self.where(row)}: {message}")


def refuse_long(text: str) -> None:
    """Raise UnfitError for a text longer than one article may be."""
    if len(text) > MAX_CHARACTERS:
        limit = f"at most {MAX_CHARACTERS:,} are read in one article: split it"
        raise UnfitError(f"{len(text):,} characters; {limit}")


def printable(text: str) -> str:
    """One line in which line breaks, control characters and undecodable bytes stand as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def shown(text: str) -> str:
    """The printable beginning of a text that may be long or hostile."""
    start = printable(text[: MAX_SHOWN + 1])
    return start if len(start) <= MAX_SHOWN else start[: MAX_SHOWN - 1] + "…"
