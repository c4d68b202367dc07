"""Renamed bodies: what articles say ("the Union of Mills, formerly known as the Mill League"), what a table knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from kg import gazetteer as known
from kg.model import Actor, Article, fold
from kg.resources import rows

FAR = 120  # characters behind a mention in which its other name stands
CUE = re.compile(r"formerly|previously|until recently|renamed|(?:now|since) (?:known|called|named)")
NAME = r"(?:the\s+)?(?P<name>[A-Z][\w&'’.-]*(?:\s+(?:(?:of|for|on|and|the)\s+)*[A-Z][\w&'’.-]*){0,7})"
OTHER = re.compile(
    r"[\s,(–—]{1,3}(?:(?:formerly|previously|until\s+recently)(?:\s+(?:known\s+as|called|named))?"
    r"|(?:now|since)\s+(?:known\s+as|called|named|renamed(?:\s+as)?))\s+" + NAME
)


def renamings(articles: Iterable[Article], actors: Iterable[Actor]) -> dict[tuple[str, str], set[str]]:
    """The folded other names of bodies that articles tell, by the ids of actor and article; states have none."""
    texts = {article.id: article.text for article in articles if CUE.search(article.text)}
    found: dict[tuple[str, str], set[str]] = {}
    for actor in actors if texts else ():
        if actor.kind in {"organization", "government"} and not known.nation(actor.name):
            for article, name in _told(actor, texts):
                found.setdefault((actor.id, article), set()).add(name)
    return found


def _told(actor: Actor, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for mention in actor.mentions:
        text = texts.get(mention.article, "")
        match = OTHER.match(text[mention.end : mention.end + FAR]) if text else None
        if match and not known.nation(match["name"]):
            yield mention.article, fold(match["name"])


@cache
def renamed() -> dict[str, tuple[str, int]]:
    """renamed_bodies.tsv: the folded new name and the year of the change, by folded former name."""
    table: dict[str, tuple[str, int]] = {}
    for row in rows("renamed_bodies.tsv"):
        table |= {fold(former): (fold(row["name"]), int(row["year"])) for former in row["former"].split("|")}
    return table
