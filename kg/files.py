"""Writing that is all or nothing: beside the target, to the disk, then renamed into place."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.errors import OutputUnwritableError


def write_text(path: str | Path, text: str) -> None:
    """Write a UTF-8 file, replacing an older one; whoever reads it sees the old or the new, never a part.

    Raises OutputUnwritableError.
    """
    target = _real(path)
    with telling(path), staged(target) as partial:
        if target.is_dir():
            raise OutputUnwritableError(path=str(path), reason="it is a folder; name a file")
        put(partial, text.encode())
        if target.exists():
            shutil.copymode(target, partial)
        partial.replace(target)
        sync(target.parent)


def put(path: Path, data: bytes) -> None:
    """Write bytes and wait until they are on the disk. Raises OSError."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; where the system cannot say, go on."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A free hidden name beside `target`; whatever still lies there at the end is removed."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:  # a file lies where the folder should: the system's message would mislead
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR)) from None
    partial = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    try:
        yield partial
    finally:
        if partial.is_dir():
            shutil.rmtree(partial, ignore_errors=True)
        else:
            partial.unlink(missing_ok=True)


@contextlib.contextmanager
def telling(path: str | Path) -> Iterator[None]:
    """Turn what the system or the encoding refuses into OutputUnwritableError for `path`, as the user named it."""
    try:
        yield
    except UnicodeError:
        reason = "it would hold half a character (a lone surrogate), which UTF-8 cannot write"
        raise OutputUnwritableError(path=str(path), reason=reason) from None
    except OSError as error:
        raise OutputUnwritableError(path=str(path), reason=error.strerror or str(error)) from None


def _real(path: str | Path) -> Path:
    # behind a symbolic link the file itself is replaced, not the link
    with telling(path):
        try:
            return Path(os.path.realpath(path))
        except ValueError:
            raise OutputUnwritableError(path=str(path), reason="its name holds a null character") from None


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait for the lock of a folder and hold it; where the system has no such locks, go on without."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
