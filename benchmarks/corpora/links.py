"""DWIE again: which persons and organizations of different articles are one, by the links of the corpus.

Counted are the entities of type *person* (persons) and *organization* (organizations: with parties, ministries,
parliaments, unions, armed movements, companies, media and sport teams, as the corpus has it); those of type *gpe0*
(states) have rows of their own. Adjectives ("German") and bare roles ("the president") are no mentions of these in the
corpus. The gold cluster is the page that an entity is linked to; an entity without a link is one cluster an article, so
that a body which the corpus links nowhere counts as wrongly merged. A gold mention is named by the graph where the
mention of an actor shares at least half of its characters with it (of both together). The rows tell identity alone, of
the mentions that the graph names; the last row of a kind holds all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from corpora.clusters import Item
from corpora.common import Record
from kg.model import Actor, Article, Graph, fold

KINDS = {"persons": "person", "organizations": "organization", "states": "gpe0"}
SHARED = 0.5  # of the characters of two mentions together
NO_LINK = frozenset({None, "", "?", "NIL"})

Place = tuple[int, int, Actor]


class Named(NamedTuple):
    """A gold mention, or an entity of an article, and the actor of the graph that it is; None where it is none."""

    kind: str
    article: str
    gold: str
    actor: Actor | None

    @property
    def item(self) -> Item:
        """What is compared; what no actor names is a cluster of its own in each article."""
        return Item(self.gold, self.actor.id if self.actor else (self.gold, self.article), self.article)


def articles(records: Iterable[Record]) -> list[Article]:
    """The articles of the corpus, under its ids."""
    return [Article(record["id"], record["text"]) for record in records]


def mentions(records: Iterable[Record], graph: Graph) -> list[Named]:
    """The gold mentions of the kinds that count, each with the actor that it is a mention of."""
    places = _places(graph)
    return [
        Named(kind, record["id"], gold, covering(places.get(record["id"], ()), start, end))
        for record in records
        for kind, gold, start, end in wanted(record)
    ]


def wanted(record: Record) -> Iterator[tuple[str, str, int, int]]:
    """Kind, gold cluster and characters of each mention that counts."""
    for entity in record["entities"]:
        kind = next((kind for kind, type_ in KINDS.items() if type_ in entity["types"]), None)
        for mention in entity["mentions"] if kind else ():
            yield kind or "", cluster(record, entity), mention["start"], mention["end"]


def cluster(record: Record, entity: Record) -> str:
    """The page of an entity, spelled in one way, else its name and article."""
    if entity["link"] in NO_LINK:
        return f"{entity['name']} ({record['id']}, {entity['id']})"
    return fold(entity["link"].replace("_", " "))


def covering(places: Iterable[Place], start: int, end: int) -> Actor | None:
    """The actor whose mention shares most characters with `start:end`, the first of several; None of too few."""
    best, chosen = 0.0, None
    for begin, stop, actor in places:
        shared = (min(end, stop) - max(start, begin)) / (max(end, stop) - min(start, begin))
        if shared >= SHARED and shared > best:
            best, chosen = shared, actor
    return chosen


def once(found: Iterable[Named]) -> list[Named]:
    """One for each entity of an article: the actor that most of its named mentions belong to."""
    by_entity: dict[tuple[str, str, str], Counter[Actor]] = defaultdict(Counter)
    for mention in found:
        counts = by_entity[mention.kind, mention.article, mention.gold]
        counts.update([mention.actor] if mention.actor else [])
    return [Named(*key, _commonest(counts)) for key, counts in by_entity.items()]


def _commonest(counts: Counter[Actor]) -> Actor | None:
    return min(counts, key=lambda actor: (-counts[actor], actor.id), default=None)


def _places(graph: Graph) -> Mapping[str, list[Place]]:
    """The mentions of actors by article, in order."""
    places: dict[str, list[Place]] = defaultdict(list)
    for actor in graph.actors:
        for mention in actor.mentions:
            places[mention.article].append((mention.start, mention.end, actor))
    return {article: sorted(found, key=lambda p: (p[0], p[1], p[2].id)) for article, found in places.items()}
