"""Which actors and policies of different articles are one. First version: the same full name and the same kind."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from kg.model import Actor, Article, Kind, Membership, Policy, Statement, Stance, digest, fold


def slug(name: str) -> str:
    """Readable local name of a phrase: letters and digits of any script, joined by hyphens."""
    return re.sub(r"[\W_]+", "-", fold(name)).strip("-") or digest(name, size=8)


def actor_id(name: str, kind: Kind, article: Article) -> str:
    """Id of an actor. Unnamed actors, and persons known by one word only, stay apart in each article."""
    base = slug(name) if kind == "person" else f"{slug(name)}-{kind}"
    alone = kind == "unnamed" or (kind == "person" and len(fold(name).split()) == 1)
    return f"{base}-{digest(article.id, size=8)}" if alone else base


def policy_id(name: str) -> str:
    """Id of a policy: its name, without articles and case."""
    return slug(name)
