"""What stands before the server: who may ask, how much at once, and what goes with every answer."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import re
import time
import urllib.parse
from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_AT_ONCE = 150  # requests
SLOW = 30.0  # seconds that a client may leave a part of its answer unread
LONGEST = 300.0  # seconds in which the whole of it has to be taken
_DRAINED = 64 << 20  # bytes of a refused request that are still read, for who sends them does not listen before
_DRAINING = 3.0  # seconds
_PIECE = 1 << 16  # bytes of an answer that are sent at a time
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """An ASGI application around another one.

    `hosts` are the names that the server goes by (none: any); `token`, if there is one, has to come with each request;
    `log` is told of each answer in a line.
    """

    def __init__(self, app: ASGIApp, *, hosts: frozenset[str], token: str | None, log: Callable[[str], None]) -> None:
        self.app, self.hosts, self.token, self.log = app, hosts, token, log
        self._cookie = hashlib.sha256(token.encode()).hexdigest() if token else ""  # whatever the token's characters
        self._at_once = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        client = _Client(scope, receive, send)
        began = time.perf_counter()
        self._at_once += 1
        try:
            refused = self._refused(scope)
            await (refused or self.app)(scope, client.receive, client.send)
        finally:
            self._at_once -= 1
            spent = (time.perf_counter() - began) * 1000
            self.log(one_line(f"{scope['method']} {_path(scope)} {client.status or 'gone'} {spent:.0f} ms"))

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if not _HOST.fullmatch(host):
            return error(400, "the Host header is no name of a server")
        if self.hosts and host not in self.hosts:
            return error(421, f"this server is {' or '.join(sorted(self.hosts))}, not “{one_line(host)}”")
        if headers.get("origin", f"http://{host}").lower() not in (f"http://{host}", f"https://{host}"):
            return error(403, "a page of another server may not ask this one")
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate":
            return error(403, "a page of another server may not ask this one")
        if self._at_once > MOST_AT_ONCE:
            return error(503, "too many requests at once; ask again in a moment")
        return self._unknown(scope, headers) if self.token else None

    def _unknown(self, scope: Scope, headers: Headers) -> Response | None:
        """What one without the token gets. With the token in its address, a browser gets it as a cookie instead."""
        assert self.token is not None
        name = f"kg-token-{(scope.get('server') or ('', 0))[1]}"  # cookies do not keep ports apart
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and _same(bearer.strip(), self.token):
            return None
        fields = urllib.parse.parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if any(key == "token" and _same(value, self.token) for key, value in fields):
            rest = urllib.parse.urlencode([pair for pair in fields if pair[0] != "token"])
            place = "/" + scope["raw_path"].decode("latin-1").lstrip("/") + (f"?{rest}" if rest else "")
            answer = RedirectResponse(place, 303)
            answer.set_cookie(name, self._cookie, httponly=True, samesite="strict")
            return answer
        cookies = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
        if any(key == name and _same(value, self._cookie) for key, _, value in cookies):
            return None
        reason = "this server wants its token, as “Authorization: Bearer …” or by the address that kg serve printed"
        return error(401, reason, {"WWW-Authenticate": "Bearer"})


class _Client:
    """Who asks: its answer goes out in pieces, and it may not be slow to take them."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        self._receive, self._send = receive, send
        self._more = "expect" not in headers and (
            "transfer-encoding" in headers or headers.get("content-length", "0") != "0"
        )
        self._end = 0.0
        self.status = 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._more = self._more and bool(message.get("more_body"))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            await self._send(message)
            return
        body, more = memoryview(message.get("body", b"")), bool(message.get("more_body"))
        for start in range(0, len(body), _PIECE):
            more_body = more or self._more or start + _PIECE < len(body)
            await self._sent(bytes(body[start : start + _PIECE]), more_body=more_body)
        if not more and (self._more or not body):
            await self._drain()
            await self._sent(b"", more_body=False)

    async def _sent(self, body: bytes, *, more_body: bool) -> None:
        now = asyncio.get_running_loop().time()
        self._end = self._end or now + LONGEST
        async with asyncio.timeout_at(min(now + SLOW, self._end)):
            await self._send({"type": "http.response.body", "body": body, "more_body": more_body})

    async def _drain(self) -> None:
        """Take what is still sent of a refused request, up to a limit, for closing at once would lose the answer."""
        left = _DRAINED
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_DRAINING):
                while self._more and left > 0:
                    left -= len((await self.receive()).get("body", b""))


_HOST = re.compile(r"[a-z0-9._-]+(:[0-9]{1,5})?|\[[0-9a-f:.]+\](:[0-9]{1,5})?")


def error(status: int, reason: str, headers: dict[str, str] | None = None) -> Response:
    """An error as JSON: `{"error": …}`."""
    more = {"Retry-After": "1"} if status == 503 else {}
    return JSONResponse({"error": reason}, status, headers=more | (headers or {}))


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


def _path(scope: Scope) -> str:
    """The path as it came, without the query: that may be long, and private."""
    return str(scope.get("raw_path", b"").decode("latin-1"))


def one_line(text: str) -> str:
    """A text, short, and without characters that a terminal would obey."""
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in text)[:200]
