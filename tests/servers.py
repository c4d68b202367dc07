"""Real SPARQL servers for the tests, each in a process of its own on a free port of 127.0.0.1."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

START = 60  # seconds

VIRTUOSO = """
[Database]
DatabaseFile = {home}/v.db
ErrorLogFile = {home}/v.log
LockFile = {home}/v.lck
TransactionFile = {home}/v.trx
xa_persistent_file = {home}/v.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {home}/t.db
TransactionFile = {home}/t.trx
FileExtend = 200
[Parameters]
ServerPort = 127.0.0.1:{inner}
ServerThreads = 10
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
DirsAllowed = {home}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 5000
"""


@dataclass(frozen=True)
class Store:
    """A running server: the addresses for queries, updates and graphs, and who may write."""

    name: str
    query: str
    update: str
    graphs: str
    credentials: dict[str, str]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def oxigraph() -> Iterator[Store]:
    """`oxigraph serve`, in memory."""
    binary = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    assert binary, "the package oxigraph is a development dependency"
    home = f"http://127.0.0.1:{(port := free_port())}"
    with _running([binary, "serve", "--bind", f"127.0.0.1:{port}"], f"{home}/query?query=ASK%7B%7D"):
        yield Store("oxigraph", f"{home}/query", f"{home}/update", f"{home}/store", {})


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Store]:
    """Virtuoso with a new database. Without it the test is skipped, or fails where KG_REQUIRE_VIRTUOSO=1."""
    binary = shutil.which("virtuoso-t")
    if binary is None:
        reason = "no Virtuoso on this machine: apt-get install virtuoso-opensource"
        if os.environ.get("KG_REQUIRE_VIRTUOSO") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    settings, port = folder / "virtuoso.ini", free_port()
    settings.write_text(VIRTUOSO.format(home=folder, port=port, inner=free_port()), encoding="utf-8")
    home = f"http://127.0.0.1:{port}"
    command = [binary, "+configfile", str(settings), "+foreground"]
    with _running(command, f"{home}/sparql?query=ASK%7B%7D"):
        known = {"KG_ENDPOINT_USER": "dba", "KG_ENDPOINT_PASSWORD": "dba"}  # those of every new database
        yield Store("virtuoso", f"{home}/sparql", f"{home}/sparql-auth", f"{home}/sparql-graph-crud-auth", known)


@contextlib.contextmanager
def _running(command: list[str], address: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, address)
        yield
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"{process.args!r} ended with status {process.returncode}")
        with contextlib.suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(address, timeout=START).close()
            return
        time.sleep(0.05)
    pytest.fail(f"{process.args!r} does not answer after {START} seconds")
