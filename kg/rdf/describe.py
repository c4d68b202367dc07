"""A graph of statements as nodes with properties: one small generator a kind of node, in prefixed names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from kg.model import (
    Actor,
    Article,
    Evidence,
    Graph,
    Interaction,
    Membership,
    Mention,
    Policy,
    Quotation,
    Stance,
    Statement,
    Topic,
)
from kg.rdf.labels import label
from kg.rdf.names import actor_name, article_name, policy_name, role_name, span_name, statement_name, topic_name
from kg.rdf.terms import ACTORS, POSITIONS, RELATIONS, STATEMENTS, STATUSES, is_iri

SERVING = ("current", "acting")  # the statuses from which org:memberOf follows
CONTEXT = 32  # characters of the article before and after a quote: they find it again should the offsets shift


class Value(NamedTuple):
    """A literal: its text and its datatype, such as "xsd:date". With the datatype "@id" the text is a whole IRI."""

    text: str
    type: str = ""


Object = str | Value  # a str is a prefixed name, or a whole IRI in angle brackets
Triple = tuple[str, str, Object | None]  # None: nothing is known, so nothing is written
Nodes = dict[str, dict[str, set[Object]]]  # subject -> predicate -> objects


def nodes(graph: Graph) -> Nodes:
    """Every node of the graph with its properties."""
    described: Nodes = defaultdict(lambda: defaultdict(set))
    for subject, predicate, item in _triples(graph):
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
        yield from _statement(statement)
        yield from _KINDS[statement.type](statement, statement_name(statement))
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
    yield node, "schema:headline", _value(article.title)
    yield node, "schema:url", _value(article.url, "xsd:anyURI")
    yield node, "schema:datePublished", _date(article.published)
    yield node, "schema:publisher", _value(article.publisher)
    yield node, "schema:inLanguage", Value(article.language)
    yield node, "kg:file", _value(article.file)


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


def _statement(statement: Statement) -> Iterator[Triple]:
    node = statement_name(statement)
    yield node, "rdf:type", "kg:Statement"
    yield node, "rdf:type", STATEMENTS[statement.type]
    yield node, "rdfs:label", Value(label(statement))
    yield node, "kg:confidence", Value(str(round(float(statement.confidence), 3)), "xsd:decimal")  # as in the JSON
    yield node, "kg:extractor", Value(statement.extractor)
    yield node, "kg:observed", _date(statement.observed)
    for evidence in statement.evidence:
        yield node, "kg:evidence", span_name("evidence", evidence)
        yield node, "prov:wasDerivedFrom", article_name(evidence.article)


def _membership(membership: Membership, node: str) -> Iterator[Triple]:
    term = STATUSES[membership.status]
    person, role = actor_name(membership.person), role_name(membership.role)
    organization = actor_name(membership.organization) if membership.organization else None
    yield node, "org:member", person
    yield node, "org:role", role
    yield node, "kg:roleName", Value(membership.role)
    yield node, "org:organization", organization
    yield node, "kg:status", term.concept
    yield node, "kg:onBehalfOf", actor_name(membership.on_behalf_of) if membership.on_behalf_of else None
    yield node, "schema:validFrom", _date(membership.start)
    yield node, "schema:validThrough", _date(membership.end)
    yield person, term.property, role
    if membership.status in SERVING:
        yield person, "org:memberOf", organization


def _stance(stance: Stance, node: str) -> Iterator[Triple]:
    term = POSITIONS[stance.stance]
    actor, policy = actor_name(stance.actor), policy_name(stance.policy.id)
    yield node, "kg:actor", actor
    yield node, "kg:position", term.concept
    yield node, "kg:policy", policy
    yield actor, term.property, policy


def _quotation(quotation: Quotation, node: str) -> Iterator[Triple]:
    speaker = actor_name(quotation.speaker)
    yield node, "kg:speaker", speaker
    yield node, "schema:text", Value(quotation.quote)
    yield speaker, "kg:said", Value(quotation.quote)


def _interaction(interaction: Interaction, node: str) -> Iterator[Triple]:
    term = RELATIONS[interaction.relation]
    source, target = actor_name(interaction.source), actor_name(interaction.target)
    yield node, "kg:source", source
    yield node, "kg:relation", term.concept
    yield node, "kg:target", target
    yield source, term.property, target


def _evidence(evidence: Evidence, text: str) -> Iterator[Triple]:
    node = span_name("evidence", evidence)
    yield node, "oa:hasSelector", f"{node}-quote"
    yield f"{node}-quote", "rdf:type", "oa:TextQuoteSelector"
    yield f"{node}-quote", "oa:exact", Value(evidence.quote)
    yield f"{node}-quote", "oa:prefix", _value(text[max(0, evidence.start - CONTEXT) : evidence.start] or None)
    yield f"{node}-quote", "oa:suffix", _value(text[evidence.end : evidence.end + CONTEXT] or None)
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


def _value(text: str | None, datatype: str = "") -> Value | None:
    return None if text is None else Value(text, datatype)


def _date(text: str | None) -> Value | None:
    """A date in the precision it has; what is no date stays plain text, and `kg check` names it."""
    if text is None or not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text):
        return _value(text)
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return Value(text)
    return Value(text, _DATES[len(text)])


_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_KINDS: dict[str, Callable[[Any, str], Iterator[Triple]]] = {
    "membership": _membership,
    "stance": _stance,
    "quotation": _quotation,
    "interaction": _interaction,
}


def direct(statement: Statement) -> Iterator[tuple[str, str, Object]]:
    """The direct triples that follow from a statement: what it says of its actor, without the statement."""
    node = statement_name(statement)
    for subject, predicate, item in _KINDS[statement.type](statement, node):
        if subject.startswith("actor:") and item is not None:
            yield subject, predicate, item
