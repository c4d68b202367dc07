"""One request to a server: within a time and a size, with credentials for the named origin only, redirects by hand."""

from __future__ import annotations

import http.client
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field, replace
from email.message import Message
from typing import Any

from kg.endpoint.addresses import checked, origin, shown
from kg.endpoint.credentials import PASSWORD, USER, Proof, credentials
from kg.errors import EndpointError, UsageError

ANSWER = 128 << 20  # bytes of an answer
REDIRECTS = 5
SHOWN = 200  # characters of what a server says


@dataclass(frozen=True, slots=True)
class Call:
    """What is asked. `safe` calls change nothing: they may be sent again to another host."""

    method: str
    url: str
    body: bytes | None = None
    type: str = "application/x-www-form-urlencoded"
    accept: str = "*/*"
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    reason: str
    headers: Message = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def type(self) -> str:
        """The media type in lower case, without parameters."""
        return self.headers.get_content_type()


class Server:
    """A server as the user named it. Raises UsageError for an address that is none, or that holds a password."""

    def __init__(self, url: str, timeout: float) -> None:
        self.url, self.timeout = url, timeout
        self.origin = origin(checked(url))
        given = credentials(self.origin[1])
        self.proof = Proof(given) if given else None

    def send(self, call: Call) -> Answer:
        """The answer, whatever its status, but for redirects and 401. Raises EndpointError."""
        for _ in range(REDIRECTS + 1):
            answer = self._once(call)
            if answer.status == 401 and self._learn(call, answer):
                answer = self._once(call)
            if answer.status not in _MOVED:
                return self._allowed(call, answer)
            call = self._moved(call, answer)
        raise self.error("leads from one address to the next without end")

    def error(self, reason: str) -> EndpointError:
        """An error about this server."""
        return EndpointError(url=shown(self.url), reason=reason)

    def refusal(self, answer: Answer) -> EndpointError:
        """The error for an answer that is no success, with what the server says of it."""
        said = self.words(answer)
        return self.error(f"answered {answer.status} {self._hide(answer.reason)}" + (f": {said}" if said else ""))

    def words(self, answer: Answer) -> str:
        """The beginning of an answer as plain text."""
        text = answer.body[: 20 * SHOWN].decode("utf-8", "replace")
        if "html" in answer.type or "<html" in text[:SHOWN].lower():
            text = re.sub(r"(?is)<(head|style|script)\b.*?</\1>|<[^>]*>", " ", text)
        text = " ".join(text.split())
        text = self._hide(text)
        return (text if len(text) <= SHOWN else text[: SHOWN - 1] + "…").rstrip(" .")

    def _hide(self, text: str) -> str:
        return self.proof.given.hide(text) if self.proof else text

    def _learn(self, call: Call, answer: Answer) -> bool:
        own = self.proof is not None and origin(call.url) == self.origin
        return own and self.proof is not None and self.proof.learn(answer.headers.get_all("WWW-Authenticate", []))

    def _allowed(self, call: Call, answer: Answer) -> Answer:
        if answer.status != 401:
            return answer
        if origin(call.url) != self.origin:
            raise self.error("leads to another host that asks for a user and a password; name that address instead")
        if self.proof is None:
            raise self.error(f"asks for a user and a password: set {USER} and {PASSWORD}, or name the host in ~/.netrc")
        if self.proof.challenge is None:
            raise self.error("asks for a kind of authentication other than Basic and Digest")
        raise self.error("does not accept the user and the password that it was given")

    def _moved(self, call: Call, answer: Answer) -> Call:
        url = urllib.parse.urljoin(call.url, answer.headers.get("Location", ""))
        try:
            target = origin(checked(url))
        except UsageError:
            raise self.error("leads to an address that is none") from None
        if not call.safe and target != origin(call.url):
            raise self.error(f"has moved to {shown(url)}; name that address if the data should go there")
        if target[0] == "http" and origin(call.url)[0] == "https":
            raise self.error(f"leads from https to {shown(url)}, which others can read; name that address instead")
        return replace(call, url=url)

    def _once(self, call: Call) -> Answer:
        request = urllib.request.Request(call.url, call.body, method=call.method)  # noqa: S310 - http(s) only
        request.add_header("Accept", call.accept)
        request.add_header("User-Agent", "polkg")
        if call.body is not None:
            request.add_header("Content-Type", call.type)
        if (
            self.proof
            and origin(call.url) == self.origin
            and (told := self.proof.header(call.method, request.selector))
        ):
            request.add_unredirected_header("Authorization", told)
        return self._within(request)

    def _within(self, request: urllib.request.Request) -> Answer:
        """Answered in a thread of its own: a server that sends a byte now and then would outlive a socket's timeout."""
        done: list[Any] = []

        def work() -> None:
            try:
                done.append(_open(request, self.timeout))
            except Exception as error:
                done.append(error)

        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        worker.join(self.timeout)
        found = done[0] if done else TimeoutError()
        if isinstance(found, Answer):
            return found
        raise self.error(_told(found, self.timeout)) from None


class _Any(urllib.request.HTTPErrorProcessor):
    """Every status is an answer: redirects and errors are ours to judge."""

    def http_response(self, request: Any, response: Any) -> Any:  # noqa: ARG002 - the library's signature
        return response

    https_response = http_response


def _open(request: urllib.request.Request, timeout: float) -> Answer:
    with urllib.request.build_opener(_Any).open(request, timeout=timeout) as response:
        body = response.read(ANSWER + 1)
        if len(body) > ANSWER:
            raise _TooLargeError
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and len(body) < int(length):
            raise http.client.IncompleteRead(b"")
        return Answer(response.status, response.reason or "", response.headers, body)


class _TooLargeError(Exception):
    pass


def _told(error: object, timeout: float) -> str:
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    match inner:
        case TimeoutError():
            return f"did not answer within {timeout:g} seconds"
        case _TooLargeError():
            return f"sent more than {ANSWER >> 20} MB; narrow the query or add LIMIT"
        case http.client.IncompleteRead():
            return "broke off in the middle of its answer"
        case OSError():
            return f"cannot be reached: {inner.strerror or inner}"
        case http.client.HTTPException() | ValueError():
            return "does not speak HTTP"
    return f"cannot be reached: {inner}"


_MOVED = (301, 302, 303, 307, 308)
