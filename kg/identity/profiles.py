"""A `Profile`: entries of several articles that are taken for one actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.identity.entries import Entry
from kg.identity.forms import PersonName, person_name
from kg.model import Kind, fold

LIFETIME = 70  # years that one person is in the news at most


@dataclass(slots=True, eq=False)
class Profile:
    """What is known of an actor over its articles; `id` is that of its first entry."""

    id: str
    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)  # folded
    lands: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)  # countries that its articles name
    roles: set[tuple[str, str]] = field(default_factory=set)
    years: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, entry: Entry) -> Profile:
        """The profile of one entry."""
        made = cls(entry.id, entry.actor.kind)
        made.add(entry)
        return made

    def add(self, entry: Entry) -> None:
        """Take an entry in."""
        self.entries.append(entry)
        self.ids.add(entry.id)
        self.names[fold(entry.actor.name)] += 1
        self.lands |= entry.lands
        self.near |= entry.near
        self.roles |= entry.roles
        if year := year_of(entry.published):
            self.years.append(year)

    def take(self, others: Iterable[Entry]) -> None:
        """Take entries of another profile in."""
        for entry in others:
            self.add(entry)

    @property
    def name(self) -> str:
        """The folded name that most articles use, the fullest of these."""
        return min(self.names, key=lambda n: (-self.names[n], -len(n), n))

    @property
    def fullest(self) -> PersonName:
        """The parts of its fullest name."""
        return person_name(max(self.names, key=lambda n: (len(n.split()), len(n), n)))

    @property
    def aliases(self) -> set[str]:
        """Its folded names and aliases."""
        return {fold(form) for entry in self.entries for form in (entry.actor.name, *entry.actor.aliases)}


def year_of(date: str | None) -> int | None:
    """The year of an ISO date."""
    return int(date[:4]) if date and date[:4].isdigit() else None


def conflict(profile: Profile, other: Profile) -> str | None:
    """What two profiles say that cannot be one actor's, None where nothing does."""
    if _of_other_lands(profile, other):
        return f"of {_listed(profile.lands)}, not of {_listed(other.lands)}"
    years = [*profile.years, *other.years]
    if profile.kind == "person" and years and max(years) - min(years) > LIFETIME:
        return f"{max(years) - min(years)} years apart"
    return None


def _of_other_lands(profile: Profile, other: Profile) -> bool:
    """Whether two are connected with different countries, and neither's articles name a country of the other's."""
    if not profile.lands or not other.lands or profile.lands & other.lands or profile.roles & other.roles:
        return False
    return not profile.lands & other.near and not other.lands & profile.near


def in_common(profile: Profile, other: Profile) -> str | None:
    """What two profiles share besides a name: a role at a body, a role, a country."""
    if both := profile.roles & other.roles:
        return min(role for role, _ in both)
    if titles := {role for role, _ in profile.roles} & {role for role, _ in other.roles}:
        return min(titles)
    return min(profile.lands & other.lands, default=None)


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))
