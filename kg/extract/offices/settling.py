"""What the memberships of a person say together: one status, one term, no role twice in other words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.offices.aims import CANDIDATE
from kg.extract.offices.roles import office_named
from kg.model import Membership, fold

FIRM = 0.75  # of what is said to be over: "former President", but not "when he was president"
TOLD = 0.85  # of what is said in full, no part of it guessed
MUCH = 2  # times as often is a president named than one of the past
STATES = frozenset({"national", "international"})  # levels of offices


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
    over = (_was_before(m, found_all) or _has_won(m, found_all) for m in found_all)
    yield from (replace(m, status="former") if past else m for m, past in zip(found_all, over, strict=True))


def _has_won(item: Membership, others: list[Membership]) -> bool:
    """Whether who is called a candidate holds the office: "candidate" Roe promised what President Roe did."""
    if item.role.lower() != CANDIDATE or item.status != "future":
        return False
    mine = [m for m in others if (m.person, m.organization) == (item.person, item.organization)]
    offices = (office_named(m.role) for m in mine if m.status == "current")
    return any(o is not None and o.unique and o.level in STATES for o in offices)


def _was_before(item: Membership, others: list[Membership]) -> bool:
    """Whether another is told to hold an office of one holder: where this was only guessed, or is told in passing."""
    office = office_named(item.role)
    if office is None or not office.unique or item.status != "current":
        return False
    same = [m for m in others if m.organization == item.organization and office_named(m.role) == office]
    rivals = [m for m in same if _surname(m) != _surname(item) and m.status == "current"]
    if item.confidence < TOLD and any(m.confidence >= TOLD for m in rivals):
        return True
    named = len(item.person.mentions) * MUCH
    coming = any(m.status == "future" for m in same)  # two may be told of where one takes over
    return office.level in STATES and not coming and any(len(m.person.mentions) >= named for m in rivals)


def _surname(item: Membership) -> str:
    return fold(item.person.name).rpartition(" ")[2]


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
