"""Which triples of a graph belong to which article: the named graphs of TriG and N-Quads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.model import Graph
from kg.rdf.describe import Nodes, Object, direct
from kg.rdf.names import article_name, span_name, statement_name

DEFAULT = ""  # the name of the graph without a name

Articles = frozenset[str]  # their names, such as article:0123…


def by_article(graph: Graph, described: Nodes) -> dict[str, Nodes]:
    """The nodes of a graph apart by article, keyed by its name; what belongs to no article under "".

    An article's graph holds what is known of the article, its mentions and evidence, and the statements that it is
    evidence of, with the direct triples that follow from them. A statement of two articles stands in both graphs, in
    each with the evidence of that article: take one away, and the other still says all that it says. All together
    they are the graph.
    """
    homes, follows = _homes(graph), _follows(graph)
    parts: dict[str, Nodes] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for subject, predicates in described.items():
        home = homes.get(_stem(subject))
        for predicate, items in predicates.items():
            for item in items:
                found = follows.get((subject, predicate, item)) or _shared(home, homes.get(_key(item)))
                for article in found or (DEFAULT,):
                    parts[article][subject][predicate].add(item)
    return parts


def _homes(graph: Graph) -> dict[str, Articles]:
    """The articles of articles, passages and statements."""
    homes = {article_name(a.id): frozenset([article_name(a.id)]) for a in graph.articles}
    for kind, spans in (
        ("mention", [m for a in graph.actors for m in a.mentions]),
        ("evidence", [e for s in graph.statements for e in s.evidence]),
    ):
        homes |= {span_name(kind, span): frozenset([article_name(span.article)]) for span in spans}
    for statement in graph.statements:
        homes[statement_name(statement)] = frozenset(article_name(e.article) for e in statement.evidence)
    return homes


def _follows(graph: Graph) -> dict[tuple[str, str, Object], Articles]:
    """The direct triples, and the articles of the statements from which they follow."""
    follows: dict[tuple[str, str, Object], Articles] = defaultdict(frozenset)
    for statement in graph.statements:
        articles = frozenset(article_name(evidence.article) for evidence in statement.evidence)
        for triple in direct(statement):
            follows[triple] |= articles
    return follows


def _shared(one: Articles | None, other: Articles | None) -> Iterable[str]:
    """A triple is of the articles of its subject and its object; of those that both have where both have some."""
    return one & other if one is not None and other is not None else one or other or ()


def _key(item: Object) -> str:
    return item if isinstance(item, str) else ""


def _stem(name: str) -> str:
    """The passage whose selector it is, or the statement whose interval; their names are hashes without a hyphen."""
    kind, _, local = name.partition(":")
    kind = "statement" if kind == "interval" else kind
    return f"{kind}:{local.split('-')[0]}" if kind in _HASHED else name


_HASHED = ("statement", "evidence", "mention")
