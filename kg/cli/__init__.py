"""The command line: each command opens what it is given, makes one call of the library, and prints."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

import kg
from kg.cli.build import build
from kg.cli.check import check
from kg.cli.export import export
from kg.cli.identity import identity
from kg.cli.query import query
from kg.cli.score import score
from kg.cli.serve import serve
from kg.cli.shared import AT_FAULT, DONE, INTERRUPTED, WRONG_USAGE
from kg.cli.show import show
from kg.errors import KGError, UsageError
from kg.terminal import complain, say

ABOUT = "From news articles to a knowledge graph of political actors, every statement with its evidence."
COMMANDS = (build, query, show, export, check, score, identity, serve)  # in the order of the help

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, help=ABOUT)
for command in COMMANDS:
    app.command()(command)


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Options before any command."""
    if version:
        say(f"polkg {kg.__version__}")
        raise typer.Exit(DONE)


def main() -> None:
    """Run the command line. Bad input ends in one line on stderr and exit status 1, wrong usage in 2, Ctrl-C in 130."""
    try:
        app()
    except UsageError as error:
        _fail(error, WRONG_USAGE)
    except KGError as error:
        _fail(error, AT_FAULT)
    except SystemExit as ending:
        if ending.code == INTERRUPTED:
            complain("stopped")
        raise


def _fail(error: object, status: int) -> None:
    complain(error)
    sys.exit(status)
