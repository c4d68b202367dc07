"""`kg check`: what is wrong with a graph."""

from __future__ import annotations

import typer

from kg.cli.shared import AT_FAULT, Data
from kg.terminal import say


def check(data: Data) -> None:
    """Check a graph folder or a Turtle file: shapes, undeclared terms, evidence that its article does not hold.

    Example: kg check graph
    """
    from kg.checks import check as find

    findings = find(data)
    for finding in findings:
        say(str(finding))
    say(f"{data}: {len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}")
    if findings:
        raise typer.Exit(AT_FAULT)
