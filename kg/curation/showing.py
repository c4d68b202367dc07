"""What a person sees before deciding: the decisions in numbers, the pairs that wait, an actor's entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg import store
from kg.curation.opening import open_folder
from kg.identity.decisions import PERSON, POLICY, Side
from kg.identity.filing import Filed, open_pairs
from kg.identity.whom import Item
from kg.model import Article, Mention, Policy, Stance, Statement
from kg.statements import agents_of

BEFORE, AFTER = 40, 60  # characters around a mention by which a person knows who is meant


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers of decisions by judge and verdict, of those that wait for an article, of pairs that wait for a person."""

    numbers: dict[tuple[str, str], int]
    waiting: int
    open: int


@dataclass(frozen=True, slots=True)
class Place:
    """The article of an entry, and its words around the first mention; nothing where no article names it."""

    article: Article | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A pair of entries that waits for a person, where each is told of, and how many statements are at stake."""

    filed: Filed
    places: tuple[Place, Place]
    statements: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """An actor or policy, its entries with their articles, and the decisions about these."""

    item: Item
    entries: tuple[tuple[Side, Article | None], ...]
    decisions: tuple[Filed, ...]


def overview(folder: str | Path) -> Overview:
    """What was decided, by whom. Raises NotAGraphError, NoFindingsError, DataError."""
    filed = store.read_decisions(folder)
    numbers = Counter((f.decision.by, f.decision.verdict) for f in filed)
    waiting = sum(f.decision.by == PERSON and not f.in_force for f in filed)
    return Overview(dict(sorted(numbers.items())), waiting, len(open_pairs(filed)))


def unsure(folder: str | Path) -> list[OpenPair]:
    """The pairs that wait for a person, those first by which most statements would be told of fewer actors."""
    filed, graph = store.read_decisions(folder), store.open_graph(folder)
    told = Counter(key for statement in graph.statements for key in _about(statement))
    articles = {article.id: article for article in graph.articles}
    first = {(actor.id, m.article): m for actor in graph.actors for m in reversed(actor.mentions)}
    stances = {(s.policy.id, e.article): e.quote for s in graph.of_type(Stance) for e in reversed(s.evidence)}

    def place(side: Side) -> Place:
        article, key = articles.get(side.article or ""), (side.actor or "", side.article or "")
        if side.kind == POLICY:
            return Place(article, stances.get(key, ""))
        return Place(article, _around(article.text, first[key]) if article and key in first else "")

    made = [
        OpenPair(f, (place(f.a), place(f.b)), min(told[f.a.actor or ""], told[f.b.actor or ""]))
        for f in open_pairs(filed)
    ]
    return sorted(made, key=lambda pair: (-pair.statements, pair.filed.n))


def _about(statement: Statement) -> list[str]:
    agents = [actor.id for actor in agents_of(statement)]
    return [*agents, statement.policy.id] if isinstance(statement, Stance) else agents


def _around(text: str, mention: Mention) -> str:
    """The words around a mention, without those that are cut."""
    start, end = max(0, mention.start - BEFORE), min(len(text), mention.end + AFTER)
    left, right = text[start : mention.start], text[mention.end : end]
    left = left.partition(" ")[2] if start else left
    right = right.rpartition(" ")[0] if end < len(text) else right
    return f"{left}{text[mention.start : mention.end]}{right}"


def portrait(folder: str | Path, actor: str) -> Portrait:
    """An actor or policy by id, name, alias or one of its entries. Raises UnknownActorError, AmbiguousActorError."""
    now = open_folder(folder)
    item = now.register.item(actor)
    policy = isinstance(item, Policy)
    own = [s for s in now.made.sides.values() if s.actor == item.id and (s.kind == POLICY) == policy]
    articles = {article.id: article for article in now.graph.articles}
    told = [(side, articles.get(side.article or "")) for side in own]
    ids = {side.id for side in own}
    about = tuple(f for f in now.made.filed if f.a.id in ids or f.b.id in ids)
    return Portrait(item, tuple(sorted(told, key=_by_date)), about)


def _by_date(told: tuple[Side, Article | None]) -> tuple[str, str]:
    side, article = told
    return (article.published or "" if article else ""), side.id
