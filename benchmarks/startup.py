"""Seconds that Python spends on imports before `import kg` and `kg --help` are done: python benchmarks/startup.py"""

from __future__ import annotations

import re
import subprocess
import sys

RUNS = 5  # of each; the best counts
LIMIT = 0.3  # seconds
PROGRAMS = {"import kg": ["-c", "import kg"], "kg --help": ["-m", "kg", "--help"]}


def main() -> None:
    print(f"| what | imports, s (at most {LIMIT}) |\n|---|---:|")
    for name, arguments in PROGRAMS.items():
        print(f"| `{name}` | {min(seconds(arguments) for _ in range(RUNS)):.3f} |")


def seconds(arguments: list[str]) -> float:
    """The sum of the times that `python -X importtime` reports for each module by itself."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments], capture_output=True, check=True, encoding="utf-8"
    )
    return sum(map(int, re.findall(r"^import time: +(\d+) \|", done.stderr, re.MULTILINE))) / 1e6


if __name__ == "__main__":
    main()
