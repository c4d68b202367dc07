"""Findings as text: a table for people, JSON for programs."""

from __future__ import annotations

import io
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from itertools import groupby
from operator import attrgetter

from kg.checks.finding import Finding, visible
from kg.errors import UnknownNameError

MOST = 20  # findings of one rule that the table shows; the JSON has them all


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has."""
    return dict(sorted(Counter(finding.rule for finding in findings).items()))


def format_findings(findings: Sequence[Finding], form: str = "table", *, width: int | None = None) -> str:
    """The findings as "table" (for people, `width` columns) or "json". Raises UnknownNameError for another format.

    JSON is an object of `findings`, a list of objects with rule, node, label and message, and `counts` by rule.
    """
    if form not in FORMATS:
        raise UnknownNameError(what="format of findings", name=form, available=", ".join(FORMATS))
    return FORMATS[form](findings, width)


def _json(findings: Sequence[Finding], _width: int | None) -> str:
    found = {"findings": [asdict(finding) for finding in findings], "counts": counts(findings)}
    return json.dumps(found, indent=1) + "\n"


def _table(findings: Sequence[Finding], width: int | None) -> str:
    if not findings:
        return ""
    rows: list[tuple[str, ...]] = []
    for rule, some in groupby(sorted(findings), key=attrgetter("rule")):
        same = list(some)
        rows += [(f.rule, f"{f.label or 'unlabelled'}\n<{visible(f.node)}>", visible(f.message)) for f in same[:MOST]]
        if len(same) > MOST:
            rows.append((rule, "…", f"{len(same) - MOST:,} more; --format json lists them all"))
    totals = [(rule, f"{count:,}") for rule, count in counts(findings).items()]
    wide = width or shutil.get_terminal_size((120, 24)).columns
    return f"{_grid(('rule', 'node', 'what is wrong'), rows, wide)}\n{_grid(('rule', 'findings'), totals, wide)}"


def _grid(columns: Iterable[str], rows: Iterable[Iterable[str]], width: int) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", justify="right" if name == "findings" else "left")
    for row in rows:
        table.add_row(*map(Text, row))
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    with console.capture() as captured:
        console.print(table)
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


FORMATS: dict[str, Callable[[Sequence[Finding], int | None], str]] = {"table": _table, "json": _json}
