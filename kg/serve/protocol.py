"""What a request to the endpoint asks, by the SPARQL 1.1 Protocol (queries only)."""

from __future__ import annotations

import asyncio
import urllib.parse
from typing import TYPE_CHECKING

from kg.errors import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

MOST = 1 << 20  # bytes of a request's body
SLOW = 20.0  # seconds in which it has to come
FORM, SPARQL, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_FIELDS = 100

Fields = dict[str, list[str]]


async def fields_of(request: Request) -> Fields:
    """The fields of a request, those of its address and those of its body together, each with its values.

    Raises RefusedError: 400 for bad UTF-8 and too many fields, 408, 413 and 415 for the body.
    """
    fields = _parsed(request.scope["query_string"], "the address")
    if request.method != "POST":
        return fields
    media = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media == UPDATE:
        raise RefusedError(status=415, reason="updates are refused: this server only reads")
    if media not in (FORM, SPARQL):
        shown = f"“{media}”" if media else "without a Content-Type"
        raise RefusedError(status=415, reason=f"a query is posted as {SPARQL} or {FORM}, not {shown}")
    body = await _body(request)
    more = {"query": [_text(body)]} if media == SPARQL else _parsed(body, "the body")
    return {name: fields.get(name, []) + more.get(name, []) for name in fields | more}


def query_of(fields: Fields) -> str | None:
    """The query, None where there is none. Raises RefusedError for an update, a data set, or several queries."""
    for name in ("update", "using-graph-uri", "using-named-graph-uri"):
        if name in fields:
            raise RefusedError(status=400, reason=f"“{name}” is refused: this server only reads")
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in fields:
            raise RefusedError(status=400, reason=f"“{name}” is refused: all of the graph is one default graph here")
    return single(fields, "query")


def single(fields: Fields, name: str) -> str | None:
    """The one value of a field, None where it is absent. Raises RefusedError where it has several."""
    values = fields.get(name, [])
    if len(values) > 1:
        raise RefusedError(status=400, reason=f"“{name}” is given {len(values)} times; give it once")
    return values[0] if values else None


def _parsed(data: bytes, where: str) -> Fields:
    try:
        pairs = urllib.parse.parse_qsl(data.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS)
    except UnicodeError:
        raise RefusedError(status=400, reason=f"{where} is not UTF-8") from None
    except ValueError:
        raise RefusedError(status=400, reason=f"{where} has more than {_FIELDS} fields") from None
    fields: Fields = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeError:
        raise RefusedError(status=400, reason="the query is not UTF-8") from None


async def _body(request: Request) -> bytes:
    """The body; reading ends at once when it is too large, whatever was announced."""
    too_large = RefusedError(status=413, reason=f"the request is larger than {MOST >> 20} MB; shorten the query")
    announced = request.headers.get("content-length", "0")
    if not announced.isascii() or not announced.isdigit() or int(announced[:19]) > MOST:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(SLOW):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST:
                    raise too_large
    except TimeoutError:
        raise RefusedError(status=408, reason=f"the request did not come within {SLOW:g} seconds") from None
    return bytes(body)
