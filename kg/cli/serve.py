"""`kg serve`: a graph on this machine's web."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.shared import Data, base_of
from kg.terminal import complain, say


def serve(
    data: Data,
    host: Annotated[
        str, typer.Option(help="Where to listen; other than this machine only with a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes any that is free.")] = 8765,
    token: Annotated[
        bool, typer.Option("--token", help="Answer only who has the token: KG_TOKEN, else one that is printed.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which a query is ended.")] = 30.0,
    rows: Annotated[int, typer.Option(min=1, help="Rows after which an answer is cut off.")] = 100_000,
    workers: Annotated[int | None, typer.Option(min=1, help="Queries at the same time; default: one a core.")] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Do not list the requests.")] = False,
) -> None:
    """Serve a graph folder or an RDF file: a page to ask it, a SPARQL endpoint, the network. Ctrl-C ends it.

    Example: kg serve graph
    """
    from kg.serve import serve as run
    from kg.serve.process import Limits

    def ready(address: str) -> None:
        say(f"page    {address}\nsparql  {address.partition('?')[0]}sparql")
        if open_:
            typer.launch(address)

    limits = Limits(timeout, rows) if workers is None else Limits(timeout, rows, workers)
    run(data, base=base_of(data), host=host, port=port, with_token=token, limits=limits, ready=ready,
        log=_silent if quiet else complain)  # fmt: skip


def _silent(_line: str) -> None:
    pass
