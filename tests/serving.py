"""A real `kg serve` process, and plain clients of it."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def media(self) -> str:
        return self.headers.get_content_type()

    @property
    def error(self) -> str:
        assert set(self.json) == {"error"}
        return str(self.json["error"])


class Served:
    """A server process and the address that it told."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address
        parts = urllib.parse.urlsplit(address)
        assert parts.hostname is not None
        assert parts.port is not None
        self.host, self.port = parts.hostname, parts.port

    def connect(self, timeout: float = 60) -> http.client.HTTPConnection:
        return http.client.HTTPConnection(self.host, self.port, timeout=timeout)

    def ask(self, path: str, body: bytes | str | None = None, method: str | None = None, **headers: str) -> Answer:
        """One request on a connection of its own; header names with underscores for hyphens."""
        with contextlib.closing(self.connect()) as connection:
            data = body.encode() if isinstance(body, str) else body
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method or ("GET" if body is None else "POST"), path, data, named)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def query(self, sparql: str, **headers: str) -> Answer:
        return self.ask("/sparql", sparql, Content_Type="application/sparql-query", **headers)

    def children(self) -> list[int]:
        """The process numbers of the workers."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return [int(number) for listed in threads for number in listed.read_text().split()]


@contextlib.contextmanager
def serving(data: Path, *options: str, **environment: str) -> Iterator[Served]:
    """`kg serve DATA --port 0`, ended by Ctrl-C; then it must have ended in peace and without a traceback."""
    command = [sys.executable, "-m", "kg", "serve", str(data), "--port", "0", *options]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, text=True, start_new_session=True,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
    complaints = ""
    try:
        assert process.stdout is not None
        told = re.search(r"http://\S+", process.stdout.readline())
        if told is None:
            raise AssertionError(process.communicate()[1])
        yield Served(process, told[0])
        assert process.poll() is None, "the server has ended"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            complaints = process.communicate(timeout=20)[1]
        finally:
            process.kill()
    assert process.returncode == 0
    assert "Traceback" not in complaints
    odd = [line for line in complaints.splitlines() if not (line.startswith("kg: ") and line.isprintable())]
    assert odd == []
