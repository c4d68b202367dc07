"""Which files to read: names, folders, globs and standard input, in an order that does not depend on the machine."""

from __future__ import annotations

import contextlib
import glob
import gzip
import io
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, cast

from kg.articles.found import Skipped, UnfitError, printable
from kg.errors import InputMissingError

STDIN = "-"
GZIP_MAGIC = b"\x1f\x8b"

Skip = Callable[[Skipped], None]
Note = Callable[[str], None]


def find(sources: Iterable[str | os.PathLike[str]], suffixes: Collection[str], skip: Skip, note: Note) -> Iterator[str]:
    """Paths of the files to read, or "-". Raises InputMissingError where the only source does not exist."""
    if isinstance(sources, str | os.PathLike):  # a single name, though several are asked for
        sources = [sources]
    names = [os.fspath(source) for source in sources]
    for name in names:
        paths = _expanded(name)
        if not paths and len(names) == 1:
            raise InputMissingError(path=name)
        if not paths:
            skip(Skipped(printable(name), None, "no such file or folder"))
        files = (file for path in paths for file in _files(path, suffixes, skip, note))
        yield from _once(files) if len(paths) > 1 else files


def _once(files: Iterable[str]) -> Iterator[str]:
    """Each file once, though a pattern such as "**" names a folder and also what is in it, and follows links."""
    seen = set()
    for file in files:
        place = os.path.realpath(file)
        if place not in seen:
            seen.add(place)
            yield file


def _expanded(name: str) -> list[str]:
    if name == STDIN or os.path.exists(name):
        return [name]
    return sorted(glob.glob(name, recursive=True))


def _files(path: str, suffixes: Collection[str], skip: Skip, note: Note) -> Iterator[str]:
    if path == STDIN or not os.path.isdir(path):
        yield path
        return
    others: Counter[str] = Counter()
    count = 0
    for file in _walk(path, skip, note):
        if suffix_of(file) in suffixes:
            count += 1
            yield file
        else:
            others[suffix_of(file) or "no suffix"] += 1
    left_out = printable(", ".join(f"{n} ({suffix})" for suffix, n in sorted(others.items())))
    if not count:
        skip(Skipped(printable(path), None, f"no article in this folder: read are {' '.join(suffixes)}"))
    if others:
        note(f"{printable(path)}: files of other kinds left out: {left_out}")


def _walk(folder: str, skip: Skip, note: Note) -> Iterator[str]:
    """Files of a folder and the folders in it, sorted; hidden ones, and links to folders or out of it, are left out."""

    def unreadable(error: OSError) -> None:
        skip(Skipped(printable(str(error.filename)), None, reason_of(error)))

    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (os.path.join(root, name) for name in folders):
            if os.path.islink(path):  # os.walk does not follow it: it may lead in a circle, or anywhere
                note(f"{printable(path)}: a link to a folder is not followed")
        for path in (os.path.join(root, name) for name in sorted(files) if not name.startswith(".")):
            if _leads_out(path, folder):
                skip(
                    Skipped(
                        printable(path), None, "a link that leads out of the folder; name the file itself to read it"
                    )
                )
            else:
                yield path


def _leads_out(path: str, folder: str) -> bool:
    """Whether a file in a folder is a link to one elsewhere: a folder from others must not name files of ours."""
    home = os.path.realpath(folder)
    return os.path.islink(path) and os.path.commonpath([home, os.path.realpath(path)]) != home


def suffix_of(path: str) -> str:
    """The suffix of a file's name in lower case, that of the packed file where it ends in ".gz"."""
    return os.path.splitext(os.path.basename(path).lower().removesuffix(".gz"))[1]


@contextlib.contextmanager
def opened(path: str) -> Iterator[io.BufferedReader]:
    """The bytes of a file or of standard input, unpacked while they are read. Raises OSError, UnfitError."""
    with contextlib.ExitStack() as stack:
        stream = _stdin(stack) if path == STDIN else stack.enter_context(_regular(path))
        packed = stream.peek(2).startswith(GZIP_MAGIC) if path == STDIN else path.lower().endswith(".gz")
        if packed:
            stream = stack.enter_context(io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=stream))))
        yield stream


def _stdin(stack: contextlib.ExitStack) -> io.BufferedReader:
    if sys.stdin is None:
        raise UnfitError("standard input is closed")
    stream = io.BufferedReader(cast(Any, sys.stdin.buffer))
    stack.callback(stream.detach)  # else its end would close sys.stdin
    return stream


def _regular(path: str) -> io.BufferedReader:
    if not stat.S_ISREG(os.stat(path).st_mode):  # opening a pipe or a device could wait for ever
        raise UnfitError("not a regular file")
    return open(path, "rb")


def reason_of(error: Exception) -> str:
    """Why a file cannot be read, in words."""
    if isinstance(error, gzip.BadGzipFile):
        return "not a gzip file, or a damaged one"
    if isinstance(error, OSError):
        return (error.strerror or "it cannot be read").lower()
    return "its gzip data are damaged or cut short"
