"""The Oxigraph store on disk of a large graph folder: built once beside graph.ttl, told stale by that file's hash.

    store/HASH/oxigraph/      never written to again, so that any number of processes may read it
    store/HASH/source.json    the file it was built of: size, time of change, SHA-256

HASH is of the bytes of graph.ttl and of Oxigraph's version. A store is built under a hidden name and renamed, so that
a reader finds a whole store or none.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from io import BufferedReader
from pathlib import Path

from kg.errors import KGError, OutputUnwritableError, QueryError, StoreBusyError
from kg.files import put, staged, sync, telling
from kg.model import digest
from kg.rdf import BASE
from kg.store import STORE
from kg.triplestore import process

LARGE = 50_000  # triples, counted as the lines of graph.ttl: up to so many, a store in memory is as fast
LEAST = 1 << 20  # bytes of a file below which its lines need not be counted
WAIT = 20.0  # seconds to wait for another process that builds the same store
DATA, RECORD = "oxigraph", "source.json"
_OURS = re.compile(r"\.?[0-9a-f]{16}(\.[0-9a-f]+\.partial)?")


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a store was built of, as it then was; `changed` in nanoseconds."""

    size: int
    changed: int
    sha256: str
    oxigraph: str

    @property
    def name(self) -> str:
        """The name of the store in its folder."""
        return digest(self.sha256, self.oxigraph)


def stored(file: Path) -> Path | None:
    """The store of a graph folder's file, built where it is missing or stale; None where the file is small.

    None also where the folder cannot be written to: the file is then read into memory.
    Raises StoreBusyError, OutputUnwritableError, InputUnreadableError, NotAGraphError, DataError, QueryError.
    """
    home = file.parent / STORE
    if not is_large(file) or home.is_symlink():
        return None
    found = _known(home, file)
    if found or not os.access(file.parent, os.W_OK):
        return found
    with telling(home), _lock(file) as stream:
        origin = _origin(stream)
        if (home / origin.name / DATA).is_dir():
            _write_record(home / origin.name, origin)
        else:
            _build(file, home / origin.name, origin)
        _sweep(home, origin.name)
    return home / origin.name / DATA


def discard(store: Path) -> None:
    """Remove a store that cannot be read; the next `stored` builds it again."""
    shutil.rmtree(store.parent, ignore_errors=True)


def is_large(file: Path) -> bool:
    """Whether a Turtle file as we write it has more than `LARGE` triples: each line has one, a few have more."""
    if file.stat().st_size < LEAST:
        return False
    lines = 0
    with file.open("rb") as stream:
        while lines <= LARGE and (chunk := stream.read(1 << 20)):
            lines += chunk.count(b"\n")
    return lines > LARGE


def _known(home: Path, file: Path) -> Path | None:
    """The store whose record has the file's size and time of change: these are looked at before the hash is."""
    status, version = file.stat(), _version()
    for record in sorted(home.glob(f"*/{RECORD}")):
        with contextlib.suppress(OSError, ValueError, TypeError):
            origin = Origin(**json.loads(record.read_text(encoding="utf-8")))
            same = (origin.size, origin.changed, origin.oxigraph) == (status.st_size, status.st_mtime_ns, version)
            if same and origin.name == record.parent.name and (record.parent / DATA).is_dir():
                return record.parent / DATA
    return None


def _origin(stream: BufferedReader) -> Origin:
    status = os.fstat(stream.fileno())
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return Origin(status.st_size, status.st_mtime_ns, sha256, _version())


def _version() -> str:
    import pyoxigraph

    return str(pyoxigraph.__version__)


def _build(file: Path, target: Path, origin: Origin) -> None:
    with _no_empty(target.parent), staged(target) as partial:
        partial.mkdir()
        _load(file, partial / DATA)
        if file.stat().st_mtime_ns != origin.changed:
            raise StoreBusyError(path=str(file))
        _write_record(partial, origin)
        sync(partial)
        with contextlib.suppress(FileExistsError):
            partial.rename(target)
        sync(target.parent)


@contextlib.contextmanager
def _no_empty(folder: Path) -> Iterator[None]:
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _load(file: Path, into: Path) -> None:
    """By a process of its own: an interrupt then ends it at once, and the memory it takes has a limit."""
    task = {
        "path": str(file.absolute()), "format": "TURTLE", "base": BASE, "seconds": 0,
        "into": str(into.absolute()), "memory": process.MEMORY + process.MEMORY_PER_BYTE * file.stat().st_size,
    }  # fmt: skip
    done = process.run(task)
    if told := process.report(done):
        raise _error(told, file, into)
    if done.returncode != 0:
        raise QueryError(reason=f"the process that builds the store of {file} ended with status {done.returncode}")


def _error(told: dict[str, object], file: Path, into: Path) -> KGError:
    if told["kind"] == "file":  # the file could be read, for it has been hashed
        return OutputUnwritableError(path=str(into.parent.parent), reason=told["reason"])
    if told["kind"] == "too much":
        return QueryError(reason=f"the store of {file} needs too much memory")
    return process.data_error(told, file)


def _write_record(folder: Path, origin: Origin) -> None:
    put(folder / f".{RECORD}", (json.dumps(asdict(origin), indent=1) + "\n").encode())
    (folder / f".{RECORD}").replace(folder / RECORD)


def _sweep(home: Path, keep: str) -> None:
    """Remove the stores of older files, and what a killed process left. Who reads them has them open."""
    for entry in sorted(home.iterdir()):
        if entry.name != keep and _OURS.fullmatch(entry.name) and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)


@contextlib.contextmanager
def _lock(file: Path) -> Iterator[BufferedReader]:
    """The file, open, and held by no other process that builds its store; a killed process holds nothing.

    Raises StoreBusyError after `WAIT` seconds.
    """
    with file.open("rb") as stream:
        end = time.monotonic() + WAIT
        while not _hold(stream):
            if time.monotonic() > end:
                raise StoreBusyError(path=str(file.parent / STORE))
            time.sleep(0.05)
        yield stream


def _hold(stream: BufferedReader) -> bool:
    try:
        import fcntl
    except ImportError:  # no such lock: two that build at once do it twice, and the first to end wins
        return True
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
