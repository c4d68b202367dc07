"""Popolo: persons, organizations, memberships, areas and events in one JSON object, as EveryPolitician publishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from kg import gazetteer
from kg.authorities import facts
from kg.authorities.draft import Draft
from kg.authorities.known import Known, Term
from kg.authorities.source import Source, UnfitError
from kg.model import Kind

Item = tuple[int, Mapping[str, Any]]
Items = dict[str, Item]  # by id, each with its number in its list

PERSONS, BODIES, MEMBERSHIPS, AREAS, EVENTS = "persons", "organizations", "memberships", "areas", "events"
KINDS: dict[str, Kind] = {PERSONS: "person", BODIES: "organization"}
COUNTRY = "country"  # the classification of an area that is one
PARTY_ROLE = "member"  # of those on whose behalf somebody sits
ENGLISH = (None, "", "en")
WIKIDATA = "wikidata"  # a scheme of identifiers


def is_popolo(told: Mapping[str, Any]) -> bool:
    """Whether a JSON object has a list of persons or organizations."""
    return isinstance(told.get(PERSONS, told.get(BODIES)), list)


def read(source: Source, told: Mapping[str, Any]) -> Iterator[Known]:
    """The organizations, then the persons with their terms. A membership without dates lasts as its period does."""
    parts = {part: dict(_items(source, told, part)) for part in (BODIES, AREAS, EVENTS)}
    served: dict[str, list[Item]] = defaultdict(list)
    for number, item in enumerate(_list(told, MEMBERSHIPS), 1):
        if isinstance(item, dict) and isinstance(item.get("person_id"), str):
            served[item["person_id"]].append((number, item))
        else:
            source.skip(number, f"{MEMBERSHIPS}: no person_id")
    for key, (number, item) in parts[BODIES].items():
        if body := _draft(source, BODIES, key, number, item):
            yield body.known(source.path)
    for key, (number, item) in _items(source, told, PERSONS):
        if person := _draft(source, PERSONS, key, number, item):
            for row, membership in served.get(key, ()):
                try:
                    _serve(person, membership, parts)
                except UnfitError as error:
                    source.skip(row, f"{MEMBERSHIPS}: {error}")
            yield person.known(source.path)


def _list(told: Mapping[str, Any], part: str) -> list[Any]:
    value = told.get(part)
    return value if isinstance(value, list) else []


def _items(source: Source, told: Mapping[str, Any], part: str) -> Iterator[tuple[str, Item]]:
    """The objects of a list by their ids; what has none is skipped."""
    for number, item in enumerate(_list(told, part), 1):
        if isinstance(item, dict) and isinstance(item.get("id"), str) and item["id"].strip():
            yield item["id"], (number, item)
        else:
            source.skip(number, f"{part}: no object with an id")


def _draft(source: Source, part: str, key: str, number: int, item: Mapping[str, Any]) -> Draft | None:
    try:
        name, born = facts.name(item.get("name")), facts.day(item.get("birth_date"))
        state = facts.text(item.get("national_identity"))
    except UnfitError as error:
        source.skip(number, f"{part}: {error}")
        return None
    draft = Draft(facts.text(key), name, KINDS[part], number, born)
    others = [one for one in _list(item, "other_names") if isinstance(one, dict)]
    others.sort(key=lambda one: one.get("lang") not in ENGLISH)
    draft.call(form for one in others for form in facts.strings(one.get("name")))
    told = (one for one in _list(item, "identifiers") if isinstance(one, dict) and one.get("scheme") == WIKIDATA)
    draft.same_as |= dict.fromkeys(facts.items(one.get("identifier") for one in told))
    draft.place(state)
    return draft


def _serve(draft: Draft, membership: Mapping[str, Any], parts: Mapping[str, Items]) -> None:
    period = _part(parts[EVENTS], membership, "legislative_period_id")
    start, end = facts.span(
        membership.get("start_date") or period.get("start_date"), membership.get("end_date") or period.get("end_date")
    )
    body = facts.phrase(_part(parts[BODIES], membership, "organization_id").get("name"))
    party = facts.phrase(_part(parts[BODIES], membership, "on_behalf_of_id").get("name"))
    draft.serve(Term(facts.phrase(membership.get("role")), body, start, end))
    if party:
        draft.serve(Term(PARTY_ROLE, party, start, end))
    area = _part(parts[AREAS], membership, "area_id")
    if area.get("classification", area.get("type")) == COUNTRY:
        draft.place(facts.text(area.get("name")))
    elif body and (found := gazetteer.body(body)) and found.country:
        draft.place(found.country)


def _part(items: Items, membership: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    """What a membership points to; nothing where it is not in the file."""
    key = membership.get(field)
    return items[key][1] if isinstance(key, str) and key in items else {}
