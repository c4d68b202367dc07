"""The server process: a socket, uvicorn, and patience with an end."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import ServeError

if TYPE_CHECKING:
    from kg.serve.guard import Guard

HEAD = 1 << 16  # bytes of a request's address and headers
SLOW = 10.0  # seconds in which they have to come
LINGERING = 1.0  # seconds
MOST_CONNECTIONS = 400


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes any that is free. Raises ServeError."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=256)
    except (OSError, OverflowError, UnicodeError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise ServeError(address=f"{host}:{port}", reason=f"{reason}; choose another --port or --host") from None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host of that name."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def run(app: Guard, listening: socket.socket) -> None:
    """Answer until SIGINT or SIGTERM."""
    for name in ("uvicorn", "uvicorn.error"):  # what matters is logged by the guard
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    config = uvicorn.Config(
        app, http=_Protocol, ws="none", lifespan="off", loop="asyncio", log_config=None, access_log=False,
        proxy_headers=False, server_header=False, h11_max_incomplete_event_size=HEAD, timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    await _Server(config).serve([listening])


class _Server(uvicorn.Server):
    """A server that a signal ends for good and in peace: uvicorn's own raises the signal once more."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.handle_exit)
        yield


class _Protocol(H11Protocol):
    """HTTP/1.1 for clients who may be slow, too many, or out of their minds."""

    _timer: asyncio.TimerHandle | None = None
    _deaf = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # an answer is several small packets; asyncio sees to it only for sockets that it has made itself
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if len(self.connections) > MOST_CONNECTIONS:
            self._refuse(503, "too many connections at once; ask again in a moment")
        self._watch()

    def data_received(self, data: bytes) -> None:
        if self._deaf or self.transport.is_closing():
            return
        try:
            super().data_received(data)
        except UnicodeError:  # a path that is not ASCII
            self.send_400_response("")
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._deaf = True
        self._watch()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  called while the error is handled
        status = getattr(sys.exception(), "error_status_hint", 400)
        reason = f"the address and headers are larger than {HEAD >> 10} KB" if status == 431 else "this is not HTTP"
        self._refuse(status, reason)

    def _watch(self) -> None:
        """Whoever has begun a request, and does not come to an end of its headers, is sent away."""
        begun = repr(self.conn.their_state) == "IDLE" and not self._deaf
        if begun and self._timer is None:
            reason = f"the request did not come within {SLOW:g} seconds"
            self._timer = self.loop.call_later(SLOW, self._refuse, 408, reason)
        elif not begun and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _refuse(self, status: int, reason: str) -> None:
        """Answer what is no request, and close a little later: closing at once would lose the answer on its way."""
        self._deaf = True
        self.transport.write(_raw(status, reason))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(LINGERING, self.transport.close)


def _raw(status: int, reason: str) -> bytes:
    """An answer to what is no request."""
    body = b'{"error":"%b"}' % reason.encode()
    head = f"HTTP/1.1 {status} Refused\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return head.encode() + b"Connection: close\r\n\r\n" + body


def address_of(listening: socket.socket, host: str) -> str:
    """Host and port as they stand in an address of the web."""
    port: Any = listening.getsockname()[1]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
