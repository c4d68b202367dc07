"""The ids of actors and policies: readable names, with a hash where a name says too little."""

from __future__ import annotations

import re

from kg.model import Article, Kind, digest, fold


def slug(name: str) -> str:
    """Readable local name of a phrase: letters and digits of any script, joined by hyphens."""
    return re.sub(r"[\W_]+", "-", fold(name)).strip("-") or digest(name, size=8)


def actor_id(name: str, kind: Kind, article: Article) -> str:
    """Id of an actor. Unnamed actors, and persons known by one word only, stay apart in each article."""
    base = slug(name) if kind == "person" else f"{slug(name)}-{kind}"
    alone = kind == "unnamed" or (kind == "person" and len(fold(name).split()) == 1)
    return f"{base}-{digest(article.id, size=8)}" if alone else base


def policy_id(name: str, article: Article) -> str:
    """Id of a policy: its name, without articles and case. One common noun ("ban") stays apart in each article."""
    return f"{slug(name)}-{digest(article.id, size=8)}" if name.islower() and len(name.split()) == 1 else slug(name)
