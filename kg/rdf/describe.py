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
    digest,
)
from kg.rdf.terms import ACTORS, POSITIONS, RELATIONS, STATEMENTS, STATUSES, Term, is_iri, local_name, role_name

SERVING = ("current", "acting")  # the statuses from which org:memberOf follows
CONTEXT = 32  # characters of the article before and after a quote: they find it again should the offsets shift
LABEL = 80  # characters of a quotation in its label


class Value(NamedTuple):
    """A literal: its text and its datatype, such as "xsd:date". With the datatype "@id" the text is a whole IRI."""

    text: str
    type: str = ""


Object = str | Value  # a str is a prefixed name
Triple = tuple[str, str, Object | None]  # None: nothing is known, so nothing is written
Nodes = dict[str, dict[str, set[Object]]]  # subject -> predicate -> objects


def nodes(graph: Graph) -> Nodes:
    """Every node of the graph with its properties."""
    described: Nodes = defaultdict(lambda: defaultdict(set))
    for subject, predicate, item in _triples(graph):
        if item is not None:
            described[subject][predicate].add(item)
    return described


def label(statement: Statement) -> str:
    """The statement as a short sentence, such as "Ada Example opposes border tax"."""
    match statement:
        case Membership(person=person, role=role, organization=organization):
            at = f" ({organization.name})" if organization else ""
            return f"{person.name} {STATUSES[statement.status].verb} {role}{at}"
        case Stance(actor=actor, policy=policy):
            return f"{actor.name} {POSITIONS[statement.stance].verb} {policy.name}"
        case Quotation(speaker=speaker, quote=quote):
            return f"{speaker.name}: “{quote if len(quote) <= LABEL else quote[: LABEL - 1] + '…'}”"
        case Interaction(source=source, target=target):
            return f"{source.name} {RELATIONS[statement.relation].verb} {target.name}"
    raise TypeError(statement)


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
        yield from _KINDS[statement.type](statement, "statement:" + statement.id)
    for evidence in {e for s in graph.statements for e in s.evidence}:
        yield from _evidence(evidence, texts.get(evidence.article, ""))
    for mention in {m for a in graph.actors for m in a.mentions}:
        yield from _mention(mention)


def _article(article: Article) -> Iterator[Triple]:
    node = _article_node(article.id)
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
    node = _actor_node(actor)
    yield node, "rdf:type", "kg:Actor"
    yield node, "rdf:type", ACTORS[actor.kind]
    yield node, "rdfs:label", Value(actor.name)
    yield node, "foaf:name", Value(actor.name)
    for alias in actor.aliases:
        yield node, "skos:altLabel", Value(alias)
    for iri in actor.same_as:
        yield node, "owl:sameAs", Value(iri, "@id" if is_iri(iri) else "")  # a literal is kept, and `kg check` names it
    for mention in actor.mentions:
        yield node, "kg:mention", _mention_node(mention)


def _policy(policy: Policy) -> Iterator[Triple]:
    node = _policy_node(policy.id)
    yield node, "rdf:type", "kg:Policy"
    yield node, "rdf:type", "skos:Concept"
    yield node, "rdfs:label", Value(policy.name)
    yield node, "skos:prefLabel", Value(policy.name)
    for alias in policy.aliases:
        yield node, "skos:altLabel", Value(alias)
    yield node, "skos:broader", None if policy.broader is None else _policy_node(policy.broader)


def _roles(graph: Graph) -> Iterator[Triple]:
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for membership in graph.of_type(Membership):
        spellings["role:" + role_name(membership.role)][membership.role] += 1
    for node, counts in spellings.items():
        commonest, *others = sorted(counts, key=lambda spelling: (-counts[spelling], spelling))
        yield node, "rdf:type", "org:Role"
        yield node, "rdf:type", "skos:Concept"
        yield node, "rdfs:label", Value(commonest)
        yield node, "skos:prefLabel", Value(commonest)
        for other in others:
            yield node, "skos:altLabel", Value(other)


def _statement(statement: Statement) -> Iterator[Triple]:
    node = "statement:" + statement.id
    yield node, "rdf:type", "kg:Statement"
    yield node, "rdf:type", STATEMENTS[statement.type]
    yield node, "rdfs:label", Value(label(statement))
    yield node, "kg:confidence", Value(str(round(float(statement.confidence), 3)), "xsd:decimal")  # as in the JSON
    yield node, "kg:extractor", Value(statement.extractor)
    yield node, "kg:observed", _date(statement.observed)
    for evidence in statement.evidence:
        yield node, "kg:evidence", _evidence_node(evidence)
        yield node, "prov:wasDerivedFrom", _article_node(evidence.article)


def _membership(membership: Membership, node: str) -> Iterator[Triple]:
    term = STATUSES[membership.status]
    person, role = _actor_node(membership.person), "role:" + role_name(membership.role)
    organization = _actor_node(membership.organization) if membership.organization else None
    yield node, "org:member", person
    yield node, "org:role", role
    yield node, "kg:roleName", Value(membership.role)
    yield node, "org:organization", organization
    yield node, "kg:status", term.concept
    yield node, "kg:onBehalfOf", _actor_node(membership.on_behalf_of) if membership.on_behalf_of else None
    yield node, "schema:validFrom", _date(membership.start)
    yield node, "schema:validThrough", _date(membership.end)
    yield person, term.property, role
    if membership.status in SERVING:
        yield person, "org:memberOf", organization


def _stance(stance: Stance, node: str) -> Iterator[Triple]:
    term = POSITIONS[stance.stance]
    actor, policy = _actor_node(stance.actor), _policy_node(stance.policy.id)
    yield node, "kg:actor", actor
    yield node, "kg:position", term.concept
    yield node, "kg:policy", policy
    yield actor, term.property, policy


def _quotation(quotation: Quotation, node: str) -> Iterator[Triple]:
    speaker = _actor_node(quotation.speaker)
    yield node, "kg:speaker", speaker
    yield node, "schema:text", Value(quotation.quote)
    yield speaker, "kg:said", Value(quotation.quote)


def _interaction(interaction: Interaction, node: str) -> Iterator[Triple]:
    term: Term = RELATIONS[interaction.relation]
    source, target = _actor_node(interaction.source), _actor_node(interaction.target)
    yield node, "kg:source", source
    yield node, "kg:relation", term.concept
    yield node, "kg:target", target
    yield source, term.property, target


def _evidence(evidence: Evidence, text: str) -> Iterator[Triple]:
    node = _evidence_node(evidence)
    yield node, "oa:hasSelector", f"{node}-quote"
    yield f"{node}-quote", "rdf:type", "oa:TextQuoteSelector"
    yield f"{node}-quote", "oa:exact", Value(evidence.quote)
    yield f"{node}-quote", "oa:prefix", _value(text[max(0, evidence.start - CONTEXT) : evidence.start] or None)
    yield f"{node}-quote", "oa:suffix", _value(text[evidence.end : evidence.end + CONTEXT] or None)
    yield from _position(node, evidence)


def _mention(mention: Mention) -> Iterator[Triple]:
    yield from _position(_mention_node(mention), mention)


def _position(node: str, span: Evidence | Mention) -> Iterator[Triple]:
    yield node, "rdf:type", "oa:SpecificResource"
    yield node, "oa:hasSource", _article_node(span.article)
    yield node, "oa:hasSelector", f"{node}-position"
    yield f"{node}-position", "rdf:type", "oa:TextPositionSelector"
    yield f"{node}-position", "oa:start", Value(str(span.start), "xsd:nonNegativeInteger")
    yield f"{node}-position", "oa:end", Value(str(span.end), "xsd:nonNegativeInteger")


def _actor_node(actor: Actor) -> str:
    return "actor:" + local_name(actor.id)


def _policy_node(policy: str) -> str:
    return "policy:" + local_name(policy)


def _article_node(article: str) -> str:
    return "article:" + digest(article)


def _evidence_node(span: Evidence) -> str:
    return "evidence:" + digest(span.article, str(span.start), str(span.end))


def _mention_node(span: Mention) -> str:
    return "mention:" + digest(span.article, str(span.start), str(span.end))


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
