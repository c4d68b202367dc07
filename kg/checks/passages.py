"""Passages that their articles do not hold, roles that end before they begin, JSON Lines that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.checks.finding import Finding, label_of, shown
from kg.model import Article, Evidence, Graph, Mention
from kg.rdf import VOCABULARIES, label
from kg.store import TURTLE

if TYPE_CHECKING:
    import rdflib
    from rdflib.paths import Path as PropertyPath
    from rdflib.term import Node, URIRef

    from kg.checks.loading import Loaded


def passages(loaded: Loaded) -> Iterator[Finding]:
    """Evidence and mentions whose place in the article is not what they say."""
    import rdflib

    rdf = loaded.rdf
    kg, oa, schema = (rdflib.Namespace(VOCABULARIES[prefix]) for prefix in ("kg", "oa", "schema"))
    for node in {*rdf.objects(None, kg.evidence), *rdf.objects(None, kg.mention)}:
        body = rdf.value(rdf.value(node, oa.hasSource), schema.articleBody)
        start, end, exact = (_first(rdf, node, oa.hasSelector / name) for name in (oa.start, oa.end, oa.exact))
        if body is None or not (_COUNT.fullmatch(start or "") and _COUNT.fullmatch(end or "")):
            continue  # the shapes have reported it
        if wrong := _wrong(str(body), int(start or 0), int(end or 0), exact):
            yield Finding("passage", str(node), label_of(rdf, node), wrong)


def ends(loaded: Loaded) -> Iterator[Finding]:
    """Roles that end before they begin; dates are compared as far as both are known."""
    import rdflib

    schema = rdflib.Namespace(VOCABULARIES["schema"])
    for node, date in loaded.rdf.subject_objects(schema.validFrom):
        for start, end in ((str(date), str(later)) for later in loaded.rdf.objects(node, schema.validThrough)):
            known = min(len(start), len(end))
            if _DATE.fullmatch(start) and _DATE.fullmatch(end) and start[:known] > end[:known]:
                message = f"begins {shown(start)} and ends {shown(end)}, which is earlier"
                yield Finding("ends", str(node), label_of(loaded.rdf, node), message)


def lines(graph: Graph, rdf: rdflib.Graph) -> Iterator[Finding]:
    """Whether the JSON Lines of a folder agree with their articles, and with graph.ttl."""
    import rdflib

    articles = {article.id: article for article in graph.articles}
    for actor in graph.actors:
        for mention in actor.mentions:
            yield from _line("actors.jsonl", actor.id, actor.name, mention, articles)
    for statement in graph.statements:
        for evidence in statement.evidence:
            yield from _line("statements.jsonl", statement.id, label(statement), evidence, articles)
    in_turtle = rdf.subjects(rdflib.RDF.type, rdflib.URIRef(VOCABULARIES["kg"] + "Statement"))
    named = {str(node).rsplit("/", 1)[-1]: node for node in in_turtle}
    sentences = {statement.id: label(statement) for statement in graph.statements}
    for missing in sentences.keys() - named.keys():
        yield Finding("statements.jsonl", missing, sentences[missing], f"is not in {TURTLE}; build the graph again")
    for missing in named.keys() - sentences.keys():
        node = named[missing]
        yield Finding(TURTLE, str(node), label_of(rdf, node), "is not in statements.jsonl; build the graph again")


def _line(file: str, node: str, name: str, span: Evidence | Mention, articles: dict[str, Article]) -> Iterator[Finding]:
    article = articles.get(span.article)
    if article is None:
        yield Finding(file, node, name, f"names the article {shown(span.article)}, which articles.jsonl does not hold")
    elif wrong := _wrong(article.text, span.start, span.end, span.quote if isinstance(span, Evidence) else None):
        yield Finding(file, node, name, wrong)


def _wrong(text: str, start: int, end: int, quote: str | None) -> str:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return f"lies at {start} to {end} of an article of {len(text)} characters"
    if quote is not None and text[start:end] != quote:
        return f"says {shown(quote)} at {start} to {end}, where its article says {shown(text[start:end])}"
    return ""


def _first(rdf: rdflib.Graph, node: Node, path: URIRef | PropertyPath) -> str | None:
    return min(map(str, rdf.objects(node, path)), default=None)


_COUNT = re.compile("[0-9]{1,4000}")  # Python reads no longer numbers
_DATE = re.compile("[0-9]{4}(-[0-9]{2}){0,2}")
