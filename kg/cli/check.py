"""`kg check`: what is wrong with a graph."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import AT_FAULT
from kg.terminal import say

Checked = Annotated[Path, typer.Argument(help="A graph folder, a .ttl or .nt file, or - for Turtle on standard input.")]


class Report(StrEnum):
    """How the findings are printed."""

    TABLE = "table"
    JSON = "json"


def check(
    data: Checked, form: Annotated[Report, typer.Option("--format", help="How to print the findings.")] = Report.TABLE
) -> None:
    """Check a graph: shapes, undeclared terms, malformed IRIs, evidence that its article does not hold.

    Example: kg check graph
    """
    from kg.checks import check as find
    from kg.checks import format_findings

    findings = find(data)
    if findings or form is Report.JSON:
        say(format_findings(findings, form.value))
    if form is Report.TABLE:
        name = "standard input" if str(data) == "-" else data
        say(f"{name}: {len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}")
    if findings:
        raise typer.Exit(AT_FAULT)
