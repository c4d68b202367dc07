"""An authority file being read: its lines or its whole text, and what of it is skipped."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from kg.articles.found import UnfitError as NotReadError
from kg.articles.found import printable, shown
from kg.articles.sources import opened, reason_of
from kg.authorities.known import SkippedRow
from kg.errors import AuthorityError, InputMissingError

MIB = 2**20
MAX_ROW = 1 * MIB  # bytes of a line, or of an item of a YAML list
MAX_WHOLE = 128 * MIB  # bytes of a file that is read at once, unpacked
MAX_LINES = 16 * 1024 * MIB  # bytes of a file that is read by line, unpacked
BYTE_ORDER_MARK = "\ufeff"
MAX_HELD = 1_000_000  # entries, or parts of them, that wait for the rest of their file


class UnfitError(Exception):
    """A row that cannot be read; the message is the reason. It never leaves this package."""


@dataclass(slots=True)
class Source:
    """A file by its path, whom to tell of rows that are skipped, and how many they were."""

    path: str
    told: Callable[[SkippedRow], None]
    skipped: int = 0
    first: str = ""

    def skip(self, row: int, reason: str) -> None:
        """Report a row as not read."""
        reason = shown(reason)
        self.first = self.first or f"row {row}: {reason}"
        self.skipped += 1
        self.told(SkippedRow(printable(self.path), row, reason))

    def error(self, reason: str) -> AuthorityError:
        """The error that this file cannot be used."""
        return AuthorityError(path=printable(self.path), reason=reason)

    def refuse_many(self, count: int) -> None:
        """Raise AuthorityError where more is held in memory than a file may ask for."""
        if count > MAX_HELD:
            raise self.error(f"more than {MAX_HELD:,} entries in one file; divide it")

    def lines(self, *, report: bool = True) -> Iterator[tuple[int, str]]:
        """The lines with their numbers. Those too long or not in UTF-8 are skipped, and reported if asked for."""
        size = 0
        with self._stream() as readline:
            for number, line in enumerate(iter(partial(readline, MAX_ROW + 1), b""), 1):
                size += len(line)
                if size > MAX_LINES:
                    raise self.error(f"it is larger than {MAX_LINES // MIB:,} MiB")
                try:
                    if len(line) > MAX_ROW:
                        size += _rest(readline)
                        raise UnfitError(f"longer than {MAX_ROW // MIB} MiB")
                    text = line.decode()
                except (UnfitError, UnicodeDecodeError) as error:
                    if report:
                        self.skip(number, "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error))
                    continue
                yield number, text if number > 1 else text.removeprefix(BYTE_ORDER_MARK)

    def whole(self) -> str:
        """The text of a file that is read at once. Raises AuthorityError where it is too large or no text."""
        with self._stream() as readline:
            data = b"".join(_within(readline, MAX_WHOLE + 1))
        if len(data) > MAX_WHOLE:
            raise self.error(f"it is larger than {MAX_WHOLE // MIB:,} MiB")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            row = data.count(b"\n", 0, error.start) + 1
            raise self.error(f"line {row} is not UTF-8") from None

    def sha256(self) -> str:
        """Hash of the file's bytes, unpacked, in hexadecimal digits. Raises InputMissingError, AuthorityError."""
        found, size = hashlib.sha256(), 0
        with self._stream() as readline:
            while part := readline(MAX_ROW):
                found.update(part)
                size += len(part)
                if size > MAX_LINES:
                    raise self.error(f"it is larger than {MAX_LINES // MIB:,} MiB")
        return found.hexdigest()

    @contextmanager
    def _stream(self) -> Iterator[Callable[[int], bytes]]:
        try:
            with opened(self.path) as stream:
                yield stream.readline
        except FileNotFoundError:
            raise InputMissingError(path=printable(self.path)) from None
        except NotReadError as error:
            raise self.error(str(error)) from None
        except (OSError, EOFError, zlib.error) as error:
            raise self.error(reason_of(error)) from None
        except ValueError:
            raise self.error("its name holds a null character") from None


def _rest(readline: Callable[[int], bytes]) -> int:
    """Pass over what is left of a line; its size."""
    size = 0
    while part := readline(MAX_ROW):
        size += len(part)
        if part.endswith(b"\n") or size > MAX_LINES:
            break
    return size


def _within(readline: Callable[[int], bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (part := readline(size)):
        size -= len(part)
        yield part
