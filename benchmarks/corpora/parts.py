"""The command line of a benchmark that has parts: each is run by its name, all without one."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared"

Part = Callable[[argparse.Namespace], Iterator[str]]


def run_parts(about: str | None, parts: Mapping[str, Part], **numbers: int) -> None:
    """Print the lines of the parts that were asked for; each of `numbers` is an option with its default."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts))
    for name, default in numbers.items():
        parser.add_argument(f"--{name}", type=int, default=default, metavar="N")
    parser.add_argument("--shared", type=Path, default=SHARED, metavar="FOLDER")
    options = parser.parse_args()
    if unknown := [part for part in options.parts if part not in parts]:
        parser.error(f"there is no part {unknown[0]}: {', '.join(parts)}")
    for part in options.parts or parts:
        for line in parts[part](options):
            print(line, flush=True)
        print()
