"""What a command shows: lines of text, progress while it works, and a summary."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import OutputUnwritableError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

    from kg.articles import Skipped
    from kg.corpus import Build, Watcher


def say(text: str) -> None:
    """Print a text, which may end with a line break or not; what the terminal's encoding lacks becomes an escape."""
    if sys.stdout is None:  # closed by whoever started us
        return
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        print(text.removesuffix("\n"), flush=True)  # at once: what cannot be written is then noticed here
    except BrokenPipeError:  # the reader has seen enough: "kg query … | head"
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python tries again at its end
        raise OutputUnwritableError(path="standard output", reason=error.strerror or str(error)) from None


def complain(text: object) -> None:
    """Print a line on stderr."""
    print(f"kg: {text}", file=sys.stderr, flush=True)


@contextmanager
def progress() -> Iterator[Watcher]:
    """A watcher that shows a progress bar on a terminal, and complaints on stderr everywhere."""
    from rich.console import Console

    from kg.corpus import Watcher

    bar = _bar(Console(stderr=True))
    task = bar.add_task("articles", total=None)

    def skip(skipped: Skipped) -> None:
        place = skipped.name if skipped.row is None else f"{skipped.name}, row {skipped.row}"
        complain(f"skipped {place}: {skipped.reason}")

    with bar:
        yield Watcher(
            skip, complain, begin=lambda total: bar.update(task, total=total), step=lambda _: bar.advance(task)
        )


def _bar(console: Console) -> Progress:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def summary(done: Build, out: Path) -> None:
    """Print the table of counts, and where things are."""
    from kg.assembly import counts
    from kg.store import PAGE, TURTLE

    numbers = {PLURALS.get(name, name): number for name, number in counts(done.graph).items()}
    if done.skipped:
        numbers["skipped"] = len(done.skipped)
    if done.persons:
        numbers["decisions of persons"] = done.persons
    width = max(12, *map(len, numbers)) + 1
    say("\n".join(f"{name:<{width}}{number:>9,}" for name, number in numbers.items()))
    say(f"\nfolder  {out}\npage    {out / PAGE}\nturtle  {out / TURTLE}\n")
    say("unchanged since the last build" if done.reused else f"{done.seconds:.1f} seconds")


PLURALS = {"membership": "memberships", "stance": "stances", "quotation": "quotations", "interaction": "interactions"}
