"""Statements, counts and dates in plain English, for people to read."""

from __future__ import annotations

import datetime

from kg.model import Actor, Interaction, Membership, Policy, Quotation, Stance, Statement

Node = Actor | Policy
Part = str | Node


def sentence(statement: Statement) -> list[Part]:
    """A statement in words: text, with its actors and its policy in between."""
    match statement:
        case Membership():
            return _membership(statement)
        case Stance():
            return [statement.actor, f" {VERBS[statement.stance]} ", statement.policy]
        case Interaction():
            return [statement.source, f" {VERBS[statement.relation]} ", statement.target]
        case Quotation():
            return [statement.speaker, f": “{statement.quote}”"]
    raise TypeError(f"no words for {type(statement).__name__}")


def _membership(held: Membership) -> list[Part]:
    parts: list[Part] = [held.person, f", {role(held)}"]
    parts += [", ", held.organization] if held.organization else []
    parts += [", on behalf of ", held.on_behalf_of] if held.on_behalf_of else []
    dates = [f"{word} {date}" for word, date in (("from", held.start), ("until", held.end)) if date]
    return [*parts, f" ({' '.join(dates)})"] if dates else parts


def role(held: Membership) -> str:
    """The role with its status, such as "former Secretary of Commerce"."""
    plain = held.status == "current" or held.role.lower().startswith(held.status)
    return held.role if plain else f"{held.status} {held.role}"


def count(number: int, noun: str) -> str:
    """A number of things, such as "1 article" or "2,000 policies"."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def day(published: str | None) -> str | None:
    """An ISO date in words, such as "9 February 2017"; None where there is no such date."""
    try:
        date = datetime.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


VERBS = {
    "support": "supports",
    "oppose": "opposes",
    "mixed": "is of two minds about",
    "consult": "consults with",
    "cooperate": "cooperates with",
    "request": "asks something of",
    "criticize": "criticizes",
    "coerce": "puts pressure on",
    "appoint": "appoints",
    "dismiss": "dismisses",
}
# Not strftime: its month names follow the user's locale, and the page is English.
MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip
