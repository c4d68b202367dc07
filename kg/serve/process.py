"""A worker process, seen from the server: started, asked, watched, killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import QueryError, RefusedError
from kg.faults import ANSWER, ending, failure, too_long
from kg.serve.worker import READING
from kg.sparql import place
from kg.store import TURTLE
from kg.triplestore import Source, discard, source

SECONDS = 30.0  # of a query
ROWS = 100_000  # of an answer
_CHUNK = 1 << 20

Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may use: seconds, rows or triples of its answer, and workers at the same time (default: cores)."""

    seconds: float = SECONDS
    rows: int = ROWS
    workers: int = max(2, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats in which solutions and triples are wanted, by their names in `kg.serve.formats`; None: in none."""

    solutions: str | None = "json"
    triples: str | None = "turtle"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as bytes of the format wanted; `cut` where the limit of rows left something out."""

    kind: str
    format: str
    data: bytes
    cut: bool = False


class Worker:
    """One process, started when first asked, and again when it ended or its file has changed."""

    def __init__(self, path: Path, base: str, prefixes: Mapping[str, str], limits: Limits) -> None:
        self.path, self.base, self.prefixes, self.limits = path, base, dict(prefixes), limits
        self.triples = 0
        self._process: asyncio.subprocess.Process | None = None
        self._stamp: Stamp | None = None

    @property
    def alive(self) -> bool:
        """Whether the process is there and waits for a query, or answers one."""
        return self._process is not None and self._process.returncode is None

    async def current(self) -> asyncio.subprocess.Process:
        """The process, having read the file as it now is."""
        stamp = _stamp(self.path)
        if self._process is None or not self.alive or stamp is None or stamp != self._stamp:
            await self.end()
            self._process, self._stamp = await self._started(), stamp
        return self._process

    async def _started(self) -> asyncio.subprocess.Process:
        """A process that has read the file, or opened its store; a store that cannot be read is built anew, once."""
        for again in (False, True):
            found = await asyncio.to_thread(source, self.path)  # which may take the time of building a store
            process = self._process = await self._spawned()
            told = await self._read(process, found)
            if told["kind"] == "ready":
                self.triples = int(told["triples"])
                return process
            await self.end()
            if told["kind"] != "store" or found.store is None or again:
                break
            discard(found.store)
        raise failure(told, found.file, "", {})

    async def _spawned(self) -> asyncio.subprocess.Process:
        """A new process; one that nobody waits for any more is ended."""
        task = asyncio.ensure_future(_spawn())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            self._process = await task
            await self.end()
            raise

    async def _read(self, process: asyncio.subprocess.Process, found: Source) -> dict[str, Any]:
        """What the process says of what it was told to read: "ready", or what is wrong."""
        try:
            head, _ = await _exchange(process, place(found) | {"base": self.base, "prefixes": self.prefixes})
        except (asyncio.IncompleteReadError, ConnectionError):
            reason = ending(await process.wait(), READING)
            raise QueryError(reason=f"{found.file.name} could not be read: {reason}") from None
        except BaseException:  # the caller is gone
            await self.end()
            raise
        return head

    async def ask(self, sparql: str, formats: Formats) -> Answer:
        """The answer, within the limits; a process that went beyond them is ended."""
        process, limits = await self.current(), self.limits
        task = {"sparql": sparql, "solutions": formats.solutions, "triples": formats.triples, "rows": limits.rows}
        try:
            async with asyncio.timeout(limits.seconds):
                head, data = await _exchange(process, task | {"answer": ANSWER, "seconds": limits.seconds})
        except TimeoutError:
            await self.end()
            raise RefusedError(status=504, reason=f"The SPARQL query failed: {too_long(limits.seconds)}") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            status = await process.wait()
            raise QueryError(reason=ending(status, limits.seconds)) from None
        except BaseException:  # the caller is gone
            await self.end()
            raise
        return await self._answer(head, data, sparql, formats)

    async def _answer(self, head: dict[str, Any], data: bytes, sparql: str, formats: Formats) -> Answer:
        match head["kind"]:
            case "solutions" | "triples" as kind:
                return Answer(kind, str(getattr(formats, kind)), data, head["cut"])
            case "unacceptable":
                raise RefusedError(status=406, reason=_UNACCEPTABLE[head["reason"]])
            case "too much":
                await self.end()
        raise failure(head, self.path, sparql, self.prefixes)

    async def end(self) -> None:
        """Kill the process, and wait until it is gone."""
        if self._process is not None and self.alive:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await asyncio.shield(self._process.wait())


async def _spawn() -> asyncio.subprocess.Process:
    # as kg.sparql does; a group of its own, for Ctrl-C in a terminal goes to all of the server's
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "kg.serve.worker", env=environment, limit=_CHUNK, start_new_session=True,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip


async def _exchange(process: asyncio.subprocess.Process, task: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Send a task, and read the reply. Raises IncompleteReadError where the process ended instead."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(task).encode() + b"\n")
    await process.stdin.drain()
    head: dict[str, Any] = json.loads(await process.stdout.readuntil(b"\n"))
    return head, await process.stdout.readexactly(head["size"])


def _stamp(path: Path) -> Stamp | None:
    """What tells one state of a graph folder or file from another; None where there is none."""
    try:
        told = os.stat(path / TURTLE if path.is_dir() else path)
    except (OSError, ValueError):
        return None
    return told.st_mtime_ns, told.st_size, told.st_ino


_UNACCEPTABLE = {
    "solutions": "SELECT and ASK are answered in application/sparql-results+json, application/sparql-results+xml, "
    "text/csv and text/tab-separated-values; the request accepts none of them",
    "triples": "CONSTRUCT and DESCRIBE are answered in text/turtle, application/n-triples, application/ld+json and "
    "application/rdf+xml; the request accepts none of them",
}
