"""A graph on this machine's web: a read-only SPARQL endpoint, a page to ask it, the network.

`serve` is the way in. Requests pass `guard` (who may ask), then `app` (which address), then `endpoint` or `pages`;
what a request asks is read by `protocol` and `formats`; queries are answered by the processes of `workers`.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.errors import UsageError

if TYPE_CHECKING:
    import socket

    from kg.serve.guard import Guard
    from kg.serve.process import Limits
    from kg.serve.workers import Pool

PORT = 8765
TOKEN = "KG_TOKEN"  # noqa: S105  the environment variable


def serve(
    path: str | Path,
    *,
    base: str,
    host: str = "127.0.0.1",
    port: int = PORT,
    with_token: bool = False,
    limits: Limits | None = None,
    ready: Callable[[str], None] = print,
    log: Callable[[str], None] = print,
) -> None:
    """Serve a graph folder or an RDF file until SIGINT or SIGTERM; `ready` is told the address, `log` each answer.

    A host that other machines reach needs a token: that of the environment (KG_TOKEN), else one made up here and told
    with the address. Raises UsageError, ServeError, and what `kg.sparql.query` raises about a graph.
    """
    from kg.serve.app import application
    from kg.serve.listening import address_of, is_loopback, listen
    from kg.serve.process import Limits
    from kg.serve.workers import Pool

    token = os.environ.get(TOKEN) or (secrets.token_urlsafe() if with_token else None)
    if token is None and not is_loopback(host):
        raise UsageError(reason=f"{host} can be reached from other machines; add --token, or set {TOKEN}")
    pool = Pool(path, base=base, limits=limits or Limits())
    with listen(host, port) as listening:
        names = frozenset(address_of(listening, name) for name in ("127.0.0.1", "localhost", "::1", host))
        app = application(pool, hosts=names if is_loopback(host) else frozenset(), token=token, log=log)
        address = f"http://{address_of(listening, host)}/" + (f"?token={quote(token)}" if token else "")
        asyncio.run(_run(pool, app, listening, lambda: ready(address)))


async def _run(pool: Pool, app: Guard, listening: socket.socket, ready: Callable[[], None]) -> None:
    from kg.serve.listening import run

    try:
        await pool.open()
        ready()
        await run(app, listening)
    finally:
        await pool.close()
