"""What statements say, as triples: one small generator a kind of statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kg.model import Interaction, Membership, Quotation, Stance, Statement
from kg.rdf.labels import label
from kg.rdf.names import (
    actor_name,
    article_name,
    extractor_name,
    interval_name,
    policy_name,
    role_name,
    span_name,
    statement_name,
)
from kg.rdf.terms import POSITIONS, RELATIONS, STATEMENTS, STATUSES
from kg.rdf.values import Object, Triple, Value, date_value

SERVING = ("current", "acting")  # the statuses from which org:memberOf follows


def claim(statement: Statement) -> Iterator[Triple]:
    """The node of a statement, what it says, and the direct triples that follow from it."""
    node = statement_name(statement)
    yield node, "rdf:type", "kg:Statement"
    yield node, "rdf:type", STATEMENTS[statement.type]
    yield node, "rdfs:label", Value(label(statement))
    yield node, "kg:confidence", Value(str(round(float(statement.confidence), 3)), "xsd:decimal")  # as in the JSON
    yield node, "kg:extractor", Value(statement.extractor)
    yield node, "prov:wasAttributedTo", extractor_name(statement.extractor)
    yield node, "kg:observed", date_value(statement.observed)
    for evidence in statement.evidence:
        yield node, "kg:evidence", span_name("evidence", evidence)
        yield node, "prov:wasDerivedFrom", article_name(evidence.article)
    yield from _KINDS[statement.type](statement, node)


def direct(statement: Statement) -> Iterator[tuple[str, str, Object]]:
    """The direct triples that follow from a statement: what it says of its actor, without the statement."""
    for subject, predicate, item in claim(statement):
        if subject.startswith("actor:") and item is not None:
            yield subject, predicate, item


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
    yield from _interval(membership, node)
    yield person, term.property, role
    if membership.status in SERVING:
        yield person, "org:memberOf", organization


def _interval(membership: Membership, node: str) -> Iterator[Triple]:
    """When the role is or was held: as plain dates, and as an interval of OWL-Time with the ends that are known."""
    interval = interval_name(membership)
    ends = {"beginning": date_value(membership.start), "end": date_value(membership.end)}
    yield node, "schema:validFrom", ends["beginning"]
    yield node, "schema:validThrough", ends["end"]
    for name, when in ends.items():
        if when is not None and when.type in _INSTANTS:
            instant = f"{interval}-{name}"
            yield node, "org:memberDuring", interval
            yield interval, "rdf:type", "time:Interval"
            yield interval, f"time:has{name.capitalize()}", instant
            yield instant, "rdf:type", "time:Instant"
            yield instant, _INSTANTS[when.type], when


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


_INSTANTS = {"xsd:date": "time:inXSDDate", "xsd:gYearMonth": "time:inXSDgYearMonth", "xsd:gYear": "time:inXSDgYear"}
_KINDS: dict[str, Callable[[Any, str], Iterator[Triple]]] = {
    "membership": _membership,
    "stance": _stance,
    "quotation": _quotation,
    "interaction": _interaction,
}
