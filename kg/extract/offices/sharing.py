"""What several roles of one phrase share: "founder and chairman of the party", the center's "president and CEO"."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.offices.seats import RolePhrase, is_profession

# Occupations that are held at a body like posts.
POSTS = frozenset({"professor", "economist", "lecturer", "scholar", "correspondent", "columnist", "editor"})


def shared_seat(phrase: RolePhrase, last: RolePhrase) -> RolePhrase:
    """The phrase with the seat of the last of several roles, where it has none: "founder" and chairman of the party."""
    if not last.linked or phrase.linked or phrase.body or phrase.nation or phrase.place:
        return phrase
    if phrase.status != last.status or _is_occupation(phrase.role) or _is_occupation(last.role):
        return phrase  # "a former ambassador and chair", "farmer and president"
    party = phrase.party or last.party
    return replace(phrase, body=last.body, nation=last.nation, place=last.place, party=party, linked=True)


def shared_owner(phrase: RolePhrase, first: RolePhrase) -> RolePhrase:
    """The phrase with the body that owns the first of several roles: the center's "president and CEO"."""
    seated = phrase.office is not None and phrase.office.organization
    bare = not (seated or phrase.linked or phrase.body or phrase.nation or phrase.place or phrase.noun)
    owned = first.noun or (first.body and not first.linked)
    if not bare or not owned or phrase.status != first.status or is_profession(phrase.role):
        return phrase
    return replace(phrase, body=first.body, noun=first.noun, linked=first.linked)


def _is_occupation(role: str) -> bool:
    return is_profession(role) and role.rsplit(maxsplit=1)[-1].lower() not in POSTS
