"""Who asks: a user and a password from the environment or ~/.netrc, and how they are proved to a server.

They are in no address, no message and no representation, and they are computed for one origin only.
"""

from __future__ import annotations

import base64
import hashlib
import netrc
import os
import secrets
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError

USER, PASSWORD = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user and a password; neither is shown."""

    user: str = field(repr=False)
    password: str = field(repr=False)

    def basic(self) -> str:
        """The Authorization header of Basic, RFC 7617."""
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode()

    def hide(self, text: str) -> str:
        """The text without the password, should a server repeat it."""
        for secret in (self.password, self.basic().split()[1]):
            text = text.replace(secret, "…") if secret else text
        return text


def credentials(host: str) -> Credentials | None:
    """Those of the environment, else those of the host in ~/.netrc (or $NETRC). Raises UsageError."""
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    if user is not None and password is not None:
        return _checked(Credentials(user, password))
    if user is not None or password is not None:
        raise UsageError(reason=f"set both {USER} and {PASSWORD}, or neither")
    file = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    try:
        found = netrc.netrc(str(file)).authenticators(host) if file.is_file() else None
    except (OSError, UnicodeError, netrc.NetrcParseError) as error:
        row = getattr(error, "lineno", None)  # the message itself may hold a password
        raise UsageError(reason=f"cannot read {file}" + (f", row {row}" if row else "")) from None
    return _checked(Credentials(found[0] or found[1] or "", found[2] or "")) if found else None


def _checked(given: Credentials) -> Credentials:
    if ":" in given.user or not (given.user + given.password).isprintable() or '"' in given.user or "\\" in given.user:
        raise UsageError(
            reason='the user of an endpoint can hold no : " \\, and user and password no control character'
        )
    return given


class Proof:
    """What a server asked for, once it has; `header` answers it for a request."""

    def __init__(self, given: Credentials) -> None:
        self.given = given
        self.challenge: dict[str, str] | None = None
        self.count = 0

    def learn(self, challenges: Iterable[str]) -> bool:
        """Take the strongest challenge that we can meet, of WWW-Authenticate headers; False where there is none."""
        found = [challenge for text in challenges for challenge in _challenges(text)]
        usable = [c for c in found if c["scheme"] == "basic" or (c["scheme"] == "digest" and _can_digest(c))]
        self.challenge = max(usable, key=lambda c: c["scheme"] == "digest", default=None)
        self.count = 0
        return self.challenge is not None

    def header(self, method: str, target: str) -> str | None:
        """The Authorization header for a method and the path that is asked for."""
        if self.challenge is None:
            return None
        if self.challenge["scheme"] == "basic":
            return self.given.basic()
        self.count += 1
        return _digest(self.given, self.challenge, method, target, self.count)


def _digest(given: Credentials, challenge: dict[str, str], method: str, target: str, count: int) -> str:
    """The Authorization header of Digest, RFC 7616 (RFC 2069 where the server names no qop)."""
    algorithm = challenge.get("algorithm", "MD5")
    realm, nonce, cnonce = challenge.get("realm", ""), challenge["nonce"], secrets.token_hex(8)

    def hashed(*parts: str) -> str:
        return hashlib.new(_DIGESTS[algorithm.upper()], ":".join(parts).encode(), usedforsecurity=False).hexdigest()

    secret, asked = hashed(given.user, realm, given.password), hashed(method, target)
    middle = (f"{count:08x}", cnonce, "auth") if "qop" in challenge else ()
    parts = {"username": given.user, "realm": realm, "nonce": nonce, "uri": target}
    parts["response"] = hashed(secret, nonce, *middle, asked)
    if "opaque" in challenge:
        parts["opaque"] = challenge["opaque"]
    told = [f'{name}="{value}"' for name, value in parts.items()] + [f"algorithm={algorithm}"]
    if middle:
        told += ["qop=auth", f"nc={middle[0]}", f'cnonce="{cnonce}"']
    return "Digest " + ", ".join(told)


def _challenges(text: str) -> list[dict[str, str]]:
    """The challenges of a WWW-Authenticate header: their scheme in lower case, and their parameters."""
    found: list[dict[str, str]] = []
    for item in urllib.request.parse_http_list(text):
        before, equals, value = item.partition("=")
        *scheme, name = before.split()
        if scheme or not equals:
            found.append({"scheme": (scheme[0] if scheme else name).lower()})
        if equals and found:
            found[-1][name.lower()] = value.strip().strip('"')
    return found


def _can_digest(challenge: dict[str, str]) -> bool:
    known = challenge.get("algorithm", "MD5").upper() in _DIGESTS and "nonce" in challenge
    plain = all(c.isprintable() and c not in '"\\' for value in challenge.values() for c in value)
    return known and plain and "auth" in challenge.get("qop", "auth").replace(",", " ").split()


_DIGESTS = {"MD5": "md5", "SHA-256": "sha256"}
