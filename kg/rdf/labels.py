"""Statements as short sentences."""

from __future__ import annotations

from kg.model import Interaction, Membership, Quotation, Stance, Statement
from kg.rdf.terms import POSITIONS, RELATIONS, STATUSES

LONGEST = 80  # characters of a quotation in its label


def label(statement: Statement) -> str:
    """The statement as a short sentence, such as "Ada Example opposes border tax"."""
    match statement:
        case Membership(person=person, role=role, organization=organization):
            at = f" ({organization.name})" if organization else ""
            return f"{person.name} {STATUSES[statement.status].verb} {role}{at}"
        case Stance(actor=actor, policy=policy):
            return f"{actor.name} {POSITIONS[statement.stance].verb} {policy.name}"
        case Quotation(speaker=speaker, quote=quote):
            return f"{speaker.name}: “{quote if len(quote) <= LONGEST else quote[: LONGEST - 1] + '…'}”"
        case Interaction(source=source, target=target):
            return f"{source.name} {RELATIONS[statement.relation].verb} {target.name}"
    raise TypeError(statement)
