"""FollowTheMoney entities, as OpenSanctions publishes them: one JSON object a line, joined by their ids.

The file is read twice: first who held which post and how posts and bodies are called, then the actors themselves.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from kg.authorities import facts
from kg.authorities.countries import country_name
from kg.authorities.draft import MAX_TERMS, Draft
from kg.authorities.known import Known, SkippedRow, Term
from kg.authorities.source import Source, UnfitError
from kg.model import Kind

SCHEMATA: dict[str, Kind] = {
    "Person": "person",
    "Organization": "organization",
    "LegalEntity": "organization",
    "PublicBody": "organization",
    "PoliticalParty": "organization",
    "Company": "organization",
}
POST = "Position"
# Who holds, and what is held or where: a post, or a body.
TIES = {
    "Occupancy": ("holder", "post"),
    "Membership": ("member", "organization"),
    "Employment": ("employee", "employer"),
    "Directorship": ("director", "organization"),
}
NESTED = "positionOccupancies"  # where a file of nested entities has what a person held
ALIASES = ("name", "alias", "previousName", "abbreviation", "weakAlias")
STATES = ("nationality", "citizenship", "country", "jurisdiction")

Entity = tuple[str, str, Mapping[str, Any]]  # id, schema, properties


@dataclass(slots=True)
class _Joins:
    """What the first reading gathers: terms by holder, each with the id of its post or body, and names by id."""

    terms: dict[str, list[tuple[str, Term]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, tuple[str, str | None]] = field(default_factory=dict)  # the name, and of a post its body's id
    posts: dict[str, str | None] = field(default_factory=dict)  # the country of a post


def is_entity(told: object) -> bool:
    """Whether a JSON value is an entity of this kind."""
    return isinstance(told, dict) and isinstance(told.get("schema"), str) and isinstance(told.get("properties"), dict)


def read(source: Source) -> Iterator[Known]:
    """The persons and bodies of a file; entities of other schemata are passed over."""
    joins = _Joins()
    for number, line in source.lines(report=False):
        with suppress(UnfitError):  # it is reported in the second reading
            _gather(Source(source.path, _unheard), joins, number, _entity(line))
        source.refuse_many(len(joins.names) + len(joins.terms))
    for number, line in source.lines():
        if line.strip():
            try:
                entity = _entity(line)
                _gather(source, _Joins(), number, entity)
                if entity[1] in SCHEMATA:
                    yield _draft(joins, number, entity).known(source.path)
            except UnfitError as error:
                source.skip(number, str(error))


def _unheard(_: SkippedRow) -> None:
    """A row that is told of later."""


def _gather(source: Source, joins: _Joins, number: int, entity: Entity) -> None:
    """Note what an entity and those within it tell of others; what is wrong with one spoils no other."""
    for one in _parts(entity):
        try:
            _join(joins, one)
        except UnfitError as error:
            if one[1] not in SCHEMATA:  # an actor is reported where it is read
                source.skip(number, f"{one[1]}: {error}")


def _entity(line: str) -> Entity:
    try:
        told = json.loads(line)
    except RecursionError:
        raise UnfitError("its JSON is nested too deep") from None
    except ValueError:
        raise UnfitError("not a JSON object") from None
    if not is_entity(told):
        raise UnfitError("no entity: it has no schema and properties")
    key = facts.text(told.get("id"))
    if not key:
        raise UnfitError("no id")
    return key, told["schema"], told["properties"]


def _parts(entity: Entity) -> Iterator[Entity]:
    """An entity, and the posts that are written within it, as in files of nested entities."""
    yield entity
    key, _, properties = entity
    for told in _list(properties, NESTED):
        if is_entity(told):
            posts = [post for post in _list(told["properties"], "post") if is_entity(post)]
            yield from ((facts.text(post.get("id")), post["schema"], post["properties"]) for post in posts[:1])
            held = {"post": posts[0].get("id")} if posts else {}
            yield facts.text(told.get("id")), told["schema"], {**told["properties"], **held, "holder": key}


def _list(told: Mapping[str, Any], column: str) -> list[Any]:
    value = told.get(column)
    return value if isinstance(value, list) else []


def _join(joins: _Joins, entity: Entity) -> None:
    key, schema, told = entity
    if schema == POST:
        joins.posts[key] = next(filter(None, map(country_name, facts.strings(told.get("country")))), None)
    if schema == POST or SCHEMATA.get(schema) == "organization":
        joins.names[key] = facts.name(_one(told, "name")), _one(told, "organization") or None
    elif schema in TIES:
        holder, held = (_one(told, column) for column in TIES[schema])
        if not holder or not held:
            raise UnfitError(f"no {' or no '.join(TIES[schema])}")
        start, end = facts.span(_one(told, "startDate"), _one(told, "endDate"))
        if len(joins.terms[holder]) < MAX_TERMS:
            joins.terms[holder].append((held, Term(facts.phrase(_one(told, "role")), None, start, end)))


def _draft(joins: _Joins, number: int, entity: Entity) -> Draft:
    key, schema, told = entity
    names = facts.strings(told.get("name"))
    born = facts.day(_one(told, "birthDate"))
    draft = Draft(key, facts.name(names[0] if names else None), SCHEMATA[schema], number, born)
    draft.call(alias for column in ALIASES for alias in facts.strings(told.get(column)))
    for state in next(filter(None, map(list, (_states(told, column) for column in STATES))), []):
        draft.place(state)
    for held, term in joins.terms.get(key, ()):
        draft.serve(_named(joins, held, term))
    roles = filter(facts.is_name, facts.strings(told.get("position")))
    for role in roles:
        draft.serve(Term(role, None, None, None))
    draft.same_as |= dict.fromkeys(facts.items([*facts.strings(told.get("wikidataId")), key]))
    return draft


def _states(told: Mapping[str, Any], column: str) -> Iterator[str]:
    return filter(None, map(country_name, facts.strings(told.get(column))))


def _named(joins: _Joins, held: str, term: Term) -> Term:
    """A term with the names of its post and body; a post without body is held in its country."""
    name, body = joins.names.get(held, (None, None))
    if held not in joins.posts:
        return Term(term.role, name, term.start, term.end)
    where = joins.names[body][0] if body in joins.names else joins.posts[held]
    return Term(name, where, term.start, term.end)


def _one(told: Mapping[str, Any], column: str) -> str:
    """The first text of a property."""
    value = told.get(column)
    first = value[0] if isinstance(value, list) and value else value
    return facts.text(first) if isinstance(first, str) else ""
