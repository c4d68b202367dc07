"""The SPARQL endpoint, and the named queries as addresses of their own."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, RedirectResponse, Response

from kg.errors import RefusedError
from kg.queries import bind, named_queries, named_query
from kg.serve.description import describe
from kg.serve.formats import MEDIA, TRIPLES, accepted, best
from kg.serve.protocol import fields_of, query_of, single

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from kg.serve.process import Answer
    from kg.serve.workers import Pool

T = TypeVar("T")

MOST_UNSENT = 512 << 20  # bytes of answers that slow clients have not taken yet; when it is reached,
LARGE = 1 << 20  # answers of more bytes have to wait

CUT = "KG-Rows-Cut"  # the header that says after how many rows or triples an answer was cut off


async def sparql(request: Request) -> Response:
    """/sparql: a query by the SPARQL 1.1 Protocol; without one, what the service is, or its page."""
    fields = await fields_of(request)
    query = query_of(fields)
    if query is not None:
        return await _answered(request, query, single(fields, "format"))
    accept = request.headers.get("accept")
    if request.method == "POST":
        raise RefusedError(status=400, reason="there is no “query” in the request")
    form = best(accept, TRIPLES | {"html": "text/html"})
    if form == "html":
        return RedirectResponse("/", 303)
    if form is None:
        accepted(accept)  # explains what there is
        raise RefusedError(status=406, reason="the service is described in RDF; ask for text/turtle")
    address = str(request.base_url).rstrip("/") + "/sparql"
    return Response(describe(address, await _pool(request).triples(), form), media_type=MEDIA[form], headers=_VARY)


async def named(request: Request) -> Response:
    """/query/NAME?parameter=value: a named query's answer; as application/sparql-query, its text."""
    fields = await fields_of(request)
    known = named_query(request.path_params["name"])
    form = single(fields, "format")
    values = {name: single(fields, name) or "" for name in fields if name != "format"}
    text = bind(known, values)
    if form is None and best(request.headers.get("accept"), MEDIA | {"text": _TEXT}) == "text":
        return Response(text, media_type=_TEXT, headers=_VARY)
    return await _answered(request, text, form)


async def queries(request: Request) -> Response:
    """/queries: the named queries with their parameters, and the prefixes that need no declaration."""
    listed = [
        {"name": q.name, "title": q.title, "description": q.description, "sparql": q.sparql, "parameters": [
            {"name": p.name, "type": p.type, "description": p.description, "default": p.default,
             "choices": getattr(p, "choices", ())} for p in q.parameters]}
        for q in named_queries().values()
    ]  # fmt: skip
    return JSONResponse({"prefixes": dict(_pool(request).prefixes), "queries": listed})


async def _answered(request: Request, query: str, form: str | None) -> Response:
    formats = accepted(request.headers.get("accept"), form)
    answer: Answer = await _unless_gone(request, _pool(request).ask(query, formats))
    if len(answer.data) > LARGE and _pool(request).unsent + len(answer.data) > MOST_UNSENT:
        raise RefusedError(status=503, reason="too many large answers are still on their way; ask again in a moment")
    headers = dict(_VARY)
    if answer.cut:
        headers[CUT] = str(_pool(request).limits.rows)
    return _Held(_pool(request), answer.data, media_type=MEDIA[answer.format], headers=headers)


class _Held(Response):
    """An answer that counts as unsent until it is sent."""

    def __init__(self, pool: Pool, content: bytes, **options: Any) -> None:
        super().__init__(content, **options)
        self.pool = pool
        pool.unsent += len(content)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self.pool.unsent -= len(self.body)


async def _unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """What the work yields; it is cancelled, and its query ended, when the client goes away."""
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        for one in (task, gone):
            one.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await task


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _pool(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


_TEXT = "application/sparql-query"
_VARY = {"Vary": "Accept"}
