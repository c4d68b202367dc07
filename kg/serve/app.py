"""The application: its addresses, and what its errors become."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import KGError, QueryError, RefusedError, UnknownNameError
from kg.serve.endpoint import named, queries, sparql
from kg.serve.guard import Guard, error, one_line
from kg.serve.pages import network, node, query

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.serve.workers import Pool

ROUTES = {
    "/": (query, ["GET"]),
    "/network": (network, ["GET"]),
    "/node": (node, ["GET"]),
    "/queries": (queries, ["GET"]),
    "/query/{name}": (named, ["GET"]),
    "/sparql": (sparql, ["GET", "POST"]),
}


def application(pool: Pool, *, hosts: frozenset[str], token: str | None, log: Callable[[str], None]) -> Guard:
    """The ASGI application over a pool of workers; `hosts`, `token` and `log` are those of `Guard`."""
    routes = [Route(path, handler, methods=methods) for path, (handler, methods) in ROUTES.items()]
    app = Starlette(routes=routes, exception_handlers=dict.fromkeys(_ERRORS, _told))
    app.router.redirect_slashes = False
    app.state.pool, app.state.log = pool, log
    return Guard(app, hosts=hosts, token=token, log=log)


async def _told(request: Request, problem: Exception) -> Response:
    """Any error as JSON; of an error of ours, its sentence."""
    match problem:
        case HTTPException(status_code=404):
            return error(404, f"there is nothing here; there are {', '.join(ROUTES)}")
        case HTTPException():
            headers = dict(problem.headers or {})
            return error(problem.status_code, f"{request.method} is not possible here", headers)
        case ClientDisconnect():
            return Response(status_code=499)  # nobody reads it
        case RefusedError():
            return error(int(str(problem.facts["status"])), str(problem).removesuffix("."))
        case UnknownNameError():
            return error(404 if problem.facts["what"] == "named query" else 400, str(problem))
        case QueryError():
            return error(400, str(problem))
        case KGError():  # something is wrong with the graph's files
            return error(500, str(problem))
    request.app.state.log(one_line(f"error: {type(problem).__name__}: {problem}"))
    return error(500, "an error of the server")


_ERRORS = (KGError, HTTPException, ClientDisconnect, Exception)
