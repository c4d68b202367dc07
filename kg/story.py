"""What the network page tells in words: statements, their evidence and articles, a summary, what is not drawn."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from kg import words
from kg.model import Article, Graph, Stance, Statement
from kg.words import Node

Record = dict[str, Any]
Places = dict[tuple[str, str], int]  # of nodes, by their keys


def key(node: Node) -> tuple[str, str]:
    """What tells a node from all others, even an actor from a policy of the same id."""
    return type(node).__name__, node.id


def named(statement: Statement) -> list[Node]:
    """The actors and the policy of a statement, each once."""
    return list({key(part): part for part in words.sentence(statement) if isinstance(part, Node)}.values())


def story(graph: Graph, told: list[Statement], places: Places) -> Record:
    """What the panel shows: statements in parts (text, or a node's number), each piece of evidence once, articles."""
    cited = sorted({e for s in told for e in s.evidence})
    pieces = {e: number for number, e in enumerate(cited)}
    articles = {a.id: number for number, a in enumerate(graph.articles)}
    return {
        "statements": [_told(s, places) | {"evidence": [pieces[e] for e in s.evidence]} for s in told],
        "evidence": [{"article": articles.get(e.article), "quote": e.quote} for e in cited],
        "articles": [_article(article) for article in graph.articles],
    }


def _told(statement: Statement, places: Places) -> Record:
    parts = [places[key(part)] if isinstance(part, Node) else part for part in words.sentence(statement)]
    kind = statement.stance if isinstance(statement, Stance) else statement.type
    return {
        "kind": kind,
        "parts": parts,
        "confidence": round(statement.confidence, 3),
        "extractor": statement.extractor,
    }


def _article(article: Article) -> Record:
    """What the page shows of an article; a link only where it leads to the web."""
    links = (link for link in (article.url, article.id) if link and _is_web(link))
    date = words.day(article.published) or article.published
    shown = {"title": article.title or article.file or article.id, "publisher": article.publisher, "date": date}
    return shown | {"file": article.file, "link": next(links, None)}


def _is_web(link: str) -> bool:
    try:
        return urlsplit(link).scheme in {"http", "https"}
    except ValueError:
        return False


def summary(graph: Graph) -> str:
    """How much a graph holds, and from when to when its articles are."""
    nouns = {"article": graph.articles, "actor": graph.actors, "policy": graph.policies, "statement": graph.statements}
    days = sorted(a.published for a in graph.articles if a.published and words.day(a.published))
    ends = dict.fromkeys(str(words.day(day)) for day in days[:1] + days[-1:])
    counts = [words.count(len(items), noun) for noun, items in nouns.items()]
    return " · ".join([*counts, " to ".join(ends)] if ends else counts)


def notes(known: int, told: int, drawn: int) -> str:
    """What the picture leaves out, if anything, of the nodes that are known and of those that statements tell of."""
    fewer = f"Drawn are the {drawn:,} best connected of {told:,} actors and policies." if drawn < told else ""
    silent = f"Not drawn: {known - told:,} named without a statement." if told < known else ""
    return f"{fewer} {silent}".strip()
