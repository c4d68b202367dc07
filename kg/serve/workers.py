"""Warm processes that answer queries over one graph, each killed when its query takes too long, and replaced."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from kg.errors import KGError, QueryError, RefusedError
from kg.faults import refuse
from kg.rdf import BASE, prefixes
from kg.serve.process import Answer, Formats, Limits, Worker

WAITING = 100  # queries that may wait for a worker
PATIENCE = 5.0  # seconds that a query waits for one, beyond those that the queries before it may take
LIMITS, DEFAULT = Limits(), Formats()


class Pool:
    """Workers that answer queries over a graph folder or an RDF file; `base` is that of the graph."""

    def __init__(self, path: str | Path, *, base: str = BASE, limits: Limits = LIMITS) -> None:
        self.path, self.base, self.limits = Path(path), base, limits
        self.prefixes = prefixes(base)
        self._free: asyncio.LifoQueue[Worker] = asyncio.LifoQueue()
        self._workers = [Worker(self.path, base, self.prefixes, limits) for _ in range(limits.workers)]
        self.unsent = 0  # bytes of answers on their way to clients
        self._waiting = 0
        self._starting: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Start the workers, and wait for the first. Raises what `kg.sparql.query` raises about a graph."""
        first, *others = self._workers
        await first.current()
        self._free.put_nowait(first)
        for worker in others:
            self._start(worker)

    async def close(self) -> None:
        """End all workers, whatever they do."""
        starting = list(self._starting)
        for task in starting:
            task.cancel()
        await asyncio.gather(*starting, return_exceptions=True)
        for worker in self._workers:
            await worker.end()

    async def ask(self, sparql: str, formats: Formats = DEFAULT) -> Answer:
        """The answer to a SPARQL query. Raises QueryError, RefusedError, and what is wrong with the graph's file.

        The query is ended when its seconds are over, and also when the caller is cancelled.
        """
        refuse(sparql)
        if "\0" in sparql:
            raise QueryError(reason="it holds a null character")
        async with self._worker() as worker:
            return await worker.ask(sparql, formats)

    async def triples(self) -> int:
        """How many triples the graph has."""
        async with self._worker() as worker:
            await worker.current()
            return worker.triples

    @contextlib.asynccontextmanager
    async def _worker(self) -> AsyncIterator[Worker]:
        if self._waiting >= WAITING:
            raise RefusedError(status=503, reason=f"{WAITING} queries are waiting already; ask again in a moment")
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds + PATIENCE):
                worker = await self._free.get()
        except TimeoutError:
            reason = f"all {self.limits.workers} workers are busy with other queries; ask again in a moment"
            raise RefusedError(status=503, reason=reason) from None
        finally:
            self._waiting -= 1
        try:
            yield worker
        finally:
            if worker.alive:
                self._free.put_nowait(worker)
            else:
                self._start(worker)

    def _start(self, worker: Worker) -> None:
        """Start a worker in the background, so that the next query finds it ready."""
        task = asyncio.create_task(self._started(worker))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _started(self, worker: Worker) -> None:
        try:
            with contextlib.suppress(KGError, OSError):  # whoever asks next is told
                await worker.current()
        finally:
            self._free.put_nowait(worker)
