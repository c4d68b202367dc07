"""Starting the process that reads: `kg/answer.py`, and its reports in words."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import kg.answer
from kg.errors import DataError, InputUnreadableError, KGError, NotAGraphError

MEMORY = 4 << 30  # bytes of address space for a process that reads a graph, and for each byte of its file:
MEMORY_PER_BYTE = 16


def run(task: dict[str, Any], timeout: float | None = None) -> subprocess.CompletedProcess[bytes]:
    """Do a task in a process of its own, which is killed after `timeout` seconds. Raises subprocess.TimeoutExpired."""
    # -P: nothing is imported from the current folder unless it is on this process's own path
    command = [sys.executable, "-P", kg.answer.__file__]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(command, input=json.dumps(task).encode(), capture_output=True, timeout=timeout,
                          env=environment, check=False)  # fmt: skip


def report(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any] | None:
    """What the process says went wrong: kind, reason, row; None where it says nothing."""
    if done.returncode != kg.answer.FAILED:
        return None
    told: dict[str, Any] = json.loads(done.stderr.splitlines()[-1])
    return told


def data_error(told: dict[str, Any], file: Path) -> KGError:
    """The error of a report about the file that was read."""
    reason = str(told["reason"])
    if told["kind"] != "data":
        return InputUnreadableError(path=str(file), reason=reason)
    if told["row"]:
        return DataError(path=str(file), row=told["row"], reason=re.sub(r"^Parser error at line \d+ ", "", reason))
    return NotAGraphError(path=str(file), reason=reason)
