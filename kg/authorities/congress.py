"""Members of the United States Congress, presidents and vice presidents, as congress-legislators publishes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from kg import seeds
from kg.authorities import facts
from kg.authorities.draft import Draft
from kg.authorities.known import Known, Term
from kg.authorities.source import Source, UnfitError
from kg.authorities.yaml_items import items

COUNTRY = "United States"
# By the type of a term: the role, and the body where it is held. A member of Congress is one from a state.
OFFICES = {
    "sen": ("senator from {state}", "U.S. Senate"),
    "rep": ("representative from {state}", "House of Representatives"),
    "prez": ("president", COUNTRY),
    "viceprez": ("vice president", COUNTRY),
}
PARTIES = {"Democrat": "Democratic Party", "Democratic": "Democratic Party", "Republican": "Republican Party"}
IDS = ("bioguide", "wikidata", "govtrack")  # by which a person may be told; the earliest have the last only
PARTY_ROLE = "member"
FIRST_NAMES = ("first", "nickname")


def is_congress(told: object) -> bool:
    """Whether a JSON value is an entry of such a list."""
    return isinstance(told, dict) and isinstance(told.get("name"), dict) and isinstance(told.get("terms"), list)


def read_yaml(source: Source) -> Iterator[Known]:
    """The entries of a YAML list; an item that is malformed is skipped."""
    yield from read_list(source, items(source))


def read_list(source: Source, told: Iterable[tuple[int, Any]]) -> Iterator[Known]:
    """The entries of numbered items."""
    for number, item in told:
        try:
            yield _known(source, number, facts.mapping(item))
        except UnfitError as error:
            source.skip(number, str(error))


def _known(source: Source, number: int, item: Mapping[str, Any]) -> Known:
    ids, names = facts.mapping(item.get("id")), facts.mapping(item.get("name"))
    last = facts.name(names.get("last"))
    forms = [f"{first} {last}" for key in FIRST_NAMES if (first := facts.text(names.get(key)))]
    full = facts.text(names.get("official_full")) or next(iter(forms), last)
    key = next(filter(None, (facts.text(ids.get(scheme)) for scheme in IDS)), "")
    if not key:
        raise UnfitError(f"no id: none of {', '.join(IDS)}")
    born = facts.day(facts.mapping(item.get("bio") or {}).get("birthday"))
    draft = Draft(key, facts.name(full), "person", number, born)
    whole = " ".join(filter(None, (facts.text(names.get(part)) for part in ("first", "middle", "last", "suffix"))))
    draft.call([*forms, whole])
    draft.place(COUNTRY)
    draft.same_as |= {iri: None for iri in [facts.wikidata(ids.get("wikidata"))] if iri}
    for term in item.get("terms") or []:
        _serve(draft, facts.mapping(term))
    return draft.known(source.path)


def _serve(draft: Draft, term: Mapping[str, Any]) -> None:
    start, end = facts.span(term.get("start"), term.get("end"))
    told = facts.text(term.get("type"))
    if told not in OFFICES:
        raise UnfitError(f"the type {told!r} of a term is none of {', '.join(OFFICES)}")
    role, body = OFFICES[told]
    state = _states().get(facts.text(term.get("state")))
    draft.serve(Term(role.format(state=state) if state else role.partition(" from ")[0], body, start, end))
    if party := PARTIES.get(facts.text(term.get("party"))):
        draft.serve(Term(PARTY_ROLE, party, start, end))


@cache
def _states() -> dict[str, str]:
    """The states by postal code."""
    return {code: one.name for one in seeds.regions() if one.country == COUNTRY for code in one.abbreviations}
