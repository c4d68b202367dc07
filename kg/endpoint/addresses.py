"""Addresses of servers: which are taken, what two have in common, and how they are shown."""

from __future__ import annotations

import re
import urllib.parse

from kg.endpoint.credentials import PASSWORD, USER
from kg.errors import UsageError


def shown(url: str) -> str:
    """An address for messages: without what may be secret in it."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def checked(url: str) -> str:
    """The address, if it is an http(s) one without a password. Raises UsageError, which repeats no password."""
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port
    except ValueError:
        raise UsageError(reason="the endpoint is no address; give one such as https://example.org/sparql") from None
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        reason = f"an address holds no user and no password here; set {USER} and {PASSWORD}, or use ~/.netrc"
        raise UsageError(reason=reason)
    if parts.scheme not in _PORTS or not parts.hostname or port == 0 or not re.fullmatch(r"[!-~]+", url):
        raise UsageError(reason=f"{url} is no http or https address; give one such as https://example.org/sparql")
    return url


def origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address: credentials are for one origin."""
    parts = urllib.parse.urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS[parts.scheme]


_PORTS = {"http": 80, "https": 443}
