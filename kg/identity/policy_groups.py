"""A `PolicyGroup`: entries of policies that are taken for one; and what keeps two groups apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kg.identity.policy_entries import PolicyEntry
from kg.identity.policy_forms import PolicyForm
from kg.identity.policy_parts import ADJECTIVE
from kg.model import fold

WINDOW = 92  # days within which "the immigration bill" of two articles is one
BEARERS = 2  # persons with a position in both articles that make up for missing dates
LEAVE = "leave"  # the turn of withdrawing
LOOSE = {"target": "with"}  # parts that are one for most: "war on", "war with"
OPPOSITE = {("support", "oppose"), ("oppose", "support")}


@dataclass(slots=True, eq=False)
class PolicyGroup:
    """Entries that are one policy; `id` is that of its first entry."""

    id: str
    entries: list[PolicyEntry] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    lands: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    days: list[int] = field(default_factory=list)
    forms: dict[str, PolicyForm] = field(default_factory=dict)  # by folded name
    meanings: set[str] = field(default_factory=set)  # what an acronym stands for, folded

    @classmethod
    def of(cls, entry: PolicyEntry) -> PolicyGroup:
        """The group of one entry."""
        made = cls(entry.id)
        made.take([entry])
        return made

    def take(self, entries: Iterable[PolicyEntry]) -> None:
        """Take entries in."""
        for entry in entries:
            self.entries.append(entry)
            self.ids.add(entry.id)
            self.articles.add(entry.article)
            self.lands |= entry.lands
            self.near |= entry.near
            self.persons |= entry.persons
            self.days += [day] if (day := _day(entry.published)) else []
            self.meanings |= {fold(entry.stands_for)} if entry.stands_for else set()
            self.forms.setdefault(fold(entry.policy.name), entry.form)

    @property
    def form(self) -> PolicyForm:
        """The form of its first entry's name."""
        return self.entries[0].form


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def conflict(one: PolicyGroup, other: PolicyGroup) -> str | None:
    """What two groups say that cannot be one policy's, None where nothing does."""
    if split := _split_holder(one, other):
        return f"{split} supports one and opposes the other"
    if one.meanings and other.meanings and not one.meanings & other.meanings:
        return f"which stands for {_listed(one.meanings)}, and for {_listed(other.meanings)}"
    if _of_one_land(one, other) or one.lands & (other.near | other.lands) or other.lands & one.near:
        return None
    return _two_lands(one, other)


def is_common(group: PolicyGroup) -> bool:
    """Whether a name of it is a common noun phrase, which every country may use: "gun control"."""
    return not all(form.named or form.title or form.lands for form in group.forms.values())


def _of_one_land(one: PolicyGroup, other: PolicyGroup) -> bool:
    """Whether nothing tells that a common noun phrase is about the politics of two countries."""
    if not (is_common(one) or is_common(other)) or one.articles & other.articles:
        return True
    return not one.lands or not other.lands or (one.lands == other.lands and len(one.lands) == 1)


def _two_lands(one: PolicyGroup, other: PolicyGroup) -> str:
    return f"in articles about {_listed(one.lands)}, and about {_listed(other.lands)}"


def _split_holder(one: PolicyGroup, other: PolicyGroup) -> str | None:
    for article in sorted(one.articles & other.articles):
        for a in (e for e in one.entries if e.article == article):
            for b in (e for e in other.entries if e.article == article):
                for holder in sorted(a.positions.keys() & b.positions.keys()):
                    if (a.positions[holder], b.positions[holder]) in OPPOSITE:
                        return holder
    return None


def doubt(one: PolicyGroup, other: PolicyGroup) -> str | None:
    """Why two groups of one key may not be one policy, None where nothing speaks against it."""
    for form in one.forms.values():
        for another in other.forms.values():
            if part := _other_part(form, another):
                return part
    if one.articles & other.articles:
        return None
    if not _of_one_land(one, other):
        return _two_lands(one, other)
    if (_fleeting(one) or _fleeting(other)) and not _near(one, other):
        return "many are called so"
    return None


def _other_part(one: PolicyForm, other: PolicyForm) -> str | None:
    """A word that plays another part in two names: sanctions by Russia, on Russia."""
    if one.title and one.title == other.title:
        return None
    gone = LEAVE in one.turns and LEAVE in other.turns  # "the Syria withdrawal" can only be one from there
    for word in sorted(one.roles.keys() & other.roles.keys()):
        roles = {LOOSE.get(form.roles[word], form.roles[word]) for form in (one, other)}
        behind = bool(roles & {"source", "agent"})
        firm = ADJECTIVE in roles or "" not in roles or (behind and not gone)
        if len(roles) > 1 and firm and (behind or word.startswith(("@", "="))):
            return f"{word.lstrip('@=')} may play another part"
    return None


def _fleeting(group: PolicyGroup) -> bool:
    """Whether all of its names are such that many policies come and go under them."""
    return all(form.fleeting for form in group.forms.values())


def _near(one: PolicyGroup, other: PolicyGroup) -> bool:
    """Whether articles of two groups are of one time, or several persons take a position in both."""
    if one.days and other.days:
        return max(min(one.days), min(other.days)) - min(max(one.days), max(other.days)) <= WINDOW
    return len(one.persons & other.persons) >= BEARERS


def telling(group: PolicyGroup) -> bool:
    """Whether its names tell one policy outside of an article."""
    return any(form.telling for form in group.forms.values())


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))
