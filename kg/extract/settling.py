"""What the memberships of a person say together: one status, one term, no role twice in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.roles import office_named
from kg.model import Membership, fold

FIRM = 0.75  # of what is said to be over: "former President", but not "when he was president"
TOLD = 0.85  # of what is said in full, no part of it guessed


def settled(found: Iterable[Membership]) -> Iterator[Membership]:
    """One status a person and role: what is also called a former office is not a current one."""
    groups: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for item in found:
        same = groups[item.person.id, fold(item.role)]
        same.append(replace(item, role=same[0].role) if same else item)  # "President", later "the president"
    found_all: list[Membership] = []
    for same in groups.values():
        current = any(m.status == "current" for m in same)
        kept = [m for m in same if m.status == "current" or m.confidence >= FIRM or not current]
        told = {m.status for m in kept if m.status != "current"}
        one = next(iter(told)) if len(told) == 1 else None
        found_all += [replace(m, status=one) if one and m.status == "current" else m for m in _dated_alike(kept)]
    found_all = [item for item in found_all if not any(_says_more(other, item) for other in found_all)]
    yield from (replace(m, status="former") if _was_before(m, found_all) else m for m in found_all)


def _was_before(item: Membership, others: list[Membership]) -> bool:
    """Whether somebody else is told to hold the one office of which it was only guessed where it is held."""
    office = office_named(item.role)
    if office is None or not office.unique or item.status != "current" or item.confidence >= TOLD:
        return False
    rivals = (m for m in others if m.organization == item.organization and m.person != item.person)
    return any(m.status == "current" and m.confidence >= TOLD and office_named(m.role) == office for m in rivals)


def _dated_alike(same: list[Membership]) -> Iterator[Membership]:
    """The memberships of a role at its body, those without dates with the one term that another tells."""
    for item in same:
        terms = {(m.start, m.end) for m in same if m.organization == item.organization and (m.start or m.end)}
        start, end = next(iter(terms)) if len(terms) == 1 else (item.start, item.end)
        yield replace(item, start=start, end=end)


def _says_more(other: Membership, item: Membership) -> bool:
    """Whether a role is another in fewer words: "secretary" of a Secretary of State; "chief" of a police chief."""
    if (other.person, other.organization) != (item.person, item.organization) or item.role == "member":
        return False
    mine, others = office_named(item.role), office_named(other.role)
    return set(fold(item.role).split()) < set(fold(other.role).split()) and (mine is None or mine == others)
