"""How identifiers become the names of nodes, one to one."""

from __future__ import annotations

import re
import urllib.parse

from kg.model import Actor, Evidence, Mention, Statement, digest, fold
from kg.rdf.terms import is_iri


def actor_name(actor: Actor) -> str:
    """The prefixed name of an actor."""
    return "actor:" + local_name(actor.id)


def policy_name(policy: str) -> str:
    """The prefixed name of the policy with this id."""
    return "policy:" + local_name(policy)


def topic_name(topic: str) -> str:
    """The name of the topic with this id: the IRI itself where it is one, else a prefixed name."""
    return f"<{topic}>" if is_iri(topic) else "topic:" + local_name(topic)


def role_name(role: str) -> str:
    """The prefixed name of a role: spellings that `fold` alike are one role."""
    return "role:" + local_name(fold(role).replace(" ", "-"))


def article_name(article: str) -> str:
    """The prefixed name of the article with this id."""
    return "article:" + digest(article)


def statement_name(statement: Statement) -> str:
    """The prefixed name of a statement."""
    return "statement:" + statement.id


def span_name(kind: str, span: Evidence | Mention) -> str:
    """The prefixed name of a passage; `kind` is "evidence" or "mention"."""
    return f"{kind}:{digest(span.article, str(span.start), str(span.end))}"


def interval_name(statement: Statement) -> str:
    """The prefixed name of the interval in which a membership is or was valid."""
    return "interval:" + statement.id


def build_name(stamp: str) -> str:
    """The prefixed name of the build with this stamp, a hash of all that it depends on."""
    return "build:" + local_name(stamp[:_DIGITS])


def extractor_name(extractor: str) -> str:
    """The prefixed name of an extractor: "memberships/1" is extractor:memberships-1."""
    plain = re.fullmatch("([a-z]+)/([0-9]+)", extractor)
    name = f"{plain[1]}-{plain[2]}" if plain else local_name(extractor).replace("-", "%2D")
    return "extractor:" + name


def software_name(name: str, version: str) -> str:
    """The prefixed name of a version of a program, such as software:polkg-0.1.0."""
    return "software:" + re.sub("(?<=.)%2E(?=.)", ".", local_name(f"{name}-{version}"))


def local_name(identifier: str) -> str:
    """The identifier as the last part of an IRI, one to one: what is not plain in Turtle is percent-encoded."""
    encoded = _UNSAFE.sub(_percent, identifier)
    return re.sub(r"^[-_]", _percent, encoded) or "_"


def identifier(iri: str) -> str:
    """The identifier whose `local_name` is the last part of the IRI."""
    local = iri.rsplit("/", 1)[-1]
    return "" if local == "_" else urllib.parse.unquote(local, errors="surrogatepass")


_DIGITS = 16  # of a build's stamp, as in the names of statements
# Plain are the letters and digits of any script that are valid both in a Turtle local name and in an IRI.
_UNSAFE = re.compile(r"[^\w-]|[^-A-Za-z0-9_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF]")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
