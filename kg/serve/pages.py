"""The pages: questions to the graph, one node of it, and the network as `kg show` draws it."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, Response

from kg.errors import RefusedError
from kg.serve.nodes import read_node
from kg.store import PAGE

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from kg.serve.workers import Pool

TEMPLATES = Path(__file__).parent / "templates"


async def query(request: Request) -> Response:
    """/: the page on which questions are asked."""
    return _page("query.html", _name(request), here="/", endpoint=f"{request.base_url}sparql")


async def node(request: Request) -> Response:
    """/node?iri=…: what the graph says of a node."""
    iri = request.query_params.get("iri", "")
    found = await read_node(request.app.state.pool, iri)
    return _page("node.html", _name(request), here="/node", node=found, status=200 if found.known else 404)


async def network(request: Request) -> Response:
    """/network: the folder's own network page. It is kept apart from this server, whatever it holds."""
    pool: Pool = request.app.state.pool
    try:
        data = (pool.path / PAGE).read_bytes()
    except (OSError, ValueError):
        raise RefusedError(status=404, reason=f"there is no {PAGE} here; kg show draws it") from None
    return HTMLResponse(data, headers={"Content-Security-Policy": _APART})


def _page(template: str, name: str, *, status: int = 200, **facts: Any) -> Response:
    nonce = secrets.token_urlsafe(16)
    html = _environment().get_template(template).render(nonce=nonce, name=name, **facts)
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
        "img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
    return HTMLResponse(html, status, headers={"Content-Security-Policy": policy})


def _name(request: Request) -> str:
    """The name of the graph's folder or file, for the heading."""
    pool: Pool = request.app.state.pool
    return pool.path.resolve().name


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip


# A sandbox is another origin: a page that somebody else has put there could ask this server nothing, and nobody else.
_APART = (
    "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
)
