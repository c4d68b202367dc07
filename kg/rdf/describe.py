"""A graph of statements as nodes with properties: one small generator a kind of node, in prefixed names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from kg.model import Actor, Article, Evidence, Graph, Membership, Mention, Policy, Topic
from kg.rdf.claims import claim
from kg.rdf.names import actor_name, article_name, policy_name, role_name, span_name, topic_name
from kg.rdf.provenance import provenance
from kg.rdf.terms import ACTORS, is_iri
from kg.rdf.values import Object, Triple, Value, date_value, value

__all__ = ["Nodes", "Object", "Value", "gather", "nodes"]

CONTEXT = 32  # characters of the article before and after a quote: they find it again should the offsets shift

Nodes = dict[str, dict[str, set[Object]]]  # subject -> predicate -> objects


def nodes(graph: Graph, build: Mapping[str, Any] | None = None) -> Nodes:
    """Every node of the graph with its properties, and the build it came from: what build.json says."""
    return gather(chain(_triples(graph), provenance(graph, build or {})))


def gather(triples: Iterable[Triple]) -> Nodes:
    """The triples by subject and predicate."""
    described: Nodes = defaultdict(lambda: defaultdict(set))
    for subject, predicate, item in triples:
        if item is not None:
            described[subject][predicate].add(item)
    return described


def _triples(graph: Graph) -> Iterator[Triple]:
    texts = {article.id: article.text for article in graph.articles}
    for article in graph.articles:
        yield from _article(article)
    for actor in graph.actors:
        yield from _actor(actor)
    for policy in graph.policies:
        yield from _policy(policy)
    yield from _roles(graph)
    for statement in graph.statements:
        yield from claim(statement)
    for evidence in {e for s in graph.statements for e in s.evidence}:
        yield from _evidence(evidence, texts.get(evidence.article, ""))
    for mention in {m for a in graph.actors for m in a.mentions}:
        yield from _mention(mention)


def _article(article: Article) -> Iterator[Triple]:
    node = article_name(article.id)
    yield node, "rdf:type", "schema:NewsArticle"
    yield node, "rdfs:label", Value(article.title or article.file or article.id)
    yield node, "schema:identifier", Value(article.id)
    yield node, "schema:articleBody", Value(article.text)
    yield node, "schema:headline", value(article.title)
    yield node, "schema:url", value(article.url, "xsd:anyURI")
    yield node, "schema:datePublished", date_value(article.published)
    yield node, "schema:publisher", value(article.publisher)
    yield node, "schema:inLanguage", Value(article.language)
    yield node, "kg:file", value(article.file)


def _actor(actor: Actor) -> Iterator[Triple]:
    node = actor_name(actor)
    yield node, "rdf:type", "kg:Actor"
    yield node, "rdf:type", ACTORS[actor.kind]
    yield node, "rdfs:label", Value(actor.name)
    yield node, "foaf:name", Value(actor.name)
    for alias in actor.aliases:
        yield node, "skos:altLabel", Value(alias)
    for iri in actor.same_as:
        yield node, "owl:sameAs", Value(iri, "@id" if is_iri(iri) else "")  # a literal is kept, and `kg check` names it
    for mention in actor.mentions:
        yield node, "kg:mention", span_name("mention", mention)


def _policy(policy: Policy) -> Iterator[Triple]:
    node = policy_name(policy.id)
    yield node, "rdf:type", "kg:Policy"
    yield node, "rdf:type", "skos:Concept"
    yield node, "rdfs:label", Value(policy.name)
    yield node, "skos:prefLabel", Value(policy.name)
    for alias in policy.aliases:
        yield node, "skos:altLabel", Value(alias)
    yield node, "skos:broader", None if policy.broader is None else policy_name(policy.broader)
    for topic in policy.topics:
        yield node, "dcterms:subject", topic_name(topic.id)
        yield from _topic(topic)


def _topic(topic: Topic) -> Iterator[Triple]:
    """A topic and those above it."""
    above: Topic | None = topic
    while above is not None:
        node = topic_name(above.id)
        yield node, "rdf:type", "kg:Topic"
        yield node, "rdf:type", "skos:Concept"
        yield node, "rdfs:label", Value(above.name)
        yield node, "skos:prefLabel", Value(above.name)
        yield node, "schema:identifier", Value(above.id)
        above = above.broader
        yield node, "skos:broader", None if above is None else topic_name(above.id)


def _roles(graph: Graph) -> Iterator[Triple]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for membership in graph.of_type(Membership):
        spellings[role_name(membership.role)][membership.role] += 1
    for node, counts in spellings.items():
        commonest, *others = sorted(counts, key=lambda spelling: (-counts[spelling], spelling))
        yield node, "rdf:type", "org:Role"
        yield node, "rdf:type", "skos:Concept"
        yield node, "rdfs:label", Value(commonest)
        yield node, "skos:prefLabel", Value(commonest)
        for other in others:
            yield node, "skos:altLabel", Value(other)


def _evidence(evidence: Evidence, text: str) -> Iterator[Triple]:
    node = span_name("evidence", evidence)
    yield node, "oa:hasSelector", f"{node}-quote"
    yield f"{node}-quote", "rdf:type", "oa:TextQuoteSelector"
    yield f"{node}-quote", "oa:exact", Value(evidence.quote)
    yield f"{node}-quote", "oa:prefix", value(text[max(0, evidence.start - CONTEXT) : evidence.start] or None)
    yield f"{node}-quote", "oa:suffix", value(text[evidence.end : evidence.end + CONTEXT] or None)
    yield from _position(node, evidence)


def _mention(mention: Mention) -> Iterator[Triple]:
    yield from _position(span_name("mention", mention), mention)


def _position(node: str, span: Evidence | Mention) -> Iterator[Triple]:
    yield node, "rdf:type", "oa:SpecificResource"
    yield node, "oa:hasSource", article_name(span.article)
    yield node, "oa:hasSelector", f"{node}-position"
    yield f"{node}-position", "rdf:type", "oa:TextPositionSelector"
    yield f"{node}-position", "oa:start", Value(str(span.start), "xsd:nonNegativeInteger")
    yield f"{node}-position", "oa:end", Value(str(span.end), "xsd:nonNegativeInteger")
