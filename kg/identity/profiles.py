"""A `Profile`: entries of several articles that are taken for one actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.identity.entries import Entry
from kg.identity.forms import PersonName, person_name, surnames
from kg.identity.lands import parties
from kg.model import KINDS, Kind, fold

LIFETIME = 70  # years that one person is in the news at most
NEAR = 0.2  # share of its articles that name a country, from which on an actor is near it
ROLE, TITLE, LAND = 3, 2, 1  # how much it tells that two share a role at a body, a role, a country
BODIES: frozenset[Kind] = frozenset({"organization", "government"})
NOBODY = PersonName("", (), "", "")


@dataclass(slots=True, eq=False)
class Profile:
    """What is known of an actor over its articles; `id` is that of its first entry. Names and roles are folded."""

    id: str
    kind: Kind
    entries: list[Entry] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    lands: set[str] = field(default_factory=set)
    near: Counter[str] = field(default_factory=Counter)  # countries that its articles name
    roles: set[tuple[str, str]] = field(default_factory=set)
    years: tuple[int, int] | None = None  # the first and the last
    titles: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    fullest: PersonName = NOBODY
    full: set[PersonName] = field(default_factory=set)  # its names with a given name
    objects: set[int] = field(default_factory=set)  # which actors came in, equal ones apart

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
        self.kind = min(self.kind, entry.actor.kind, key=KINDS.index)
        self.names[fold(entry.actor.name)] += 1
        self.lands |= entry.lands
        self.near.update(entry.near)
        self.roles |= entry.roles
        self.titles.update(title for title, _ in entry.roles)
        self.articles.add(entry.article)
        self.objects.add(id(entry.actor))
        if year := year_of(entry.published):
            self.years = (min(year, *self.years), max(year, *self.years)) if self.years else (year, year)
        if entry.actor.kind == "person":
            self._add_name(entry.actor.name)

    def _add_name(self, name: str) -> None:
        parts = person_name(name)
        self.fullest = max(self.fullest, parts, key=lambda p: (len(p.words), sum(map(len, p.words)), p.suffix, p))
        self.surnames.update(surnames(name))
        if parts.given:
            self.full.add(parts)

    def take(self, others: Iterable[Entry]) -> None:
        """Take entries of another profile in."""
        for entry in others:
            self.add(entry)

    @property
    def name(self) -> str:
        """The folded name that most articles use, the fullest of these."""
        return min(self.names, key=lambda n: (-self.names[n], -len(n), n))

    @property
    def aliases(self) -> set[str]:
        """Its folded names and aliases."""
        return {fold(form) for entry in self.entries for form in (entry.actor.name, *entry.actor.aliases)}

    def is_near(self, lands: Iterable[str]) -> bool:
        """Whether many of its articles name one of these countries."""
        return any(self.near[land] >= max(1, NEAR * len(self.entries)) for land in lands)


def size(profile: Profile) -> tuple[int, int, str]:
    """By which profiles are ordered: the smaller is told by the larger."""
    return len(profile.entries), len(profile.name), profile.id


def year_of(date: str | None) -> int | None:
    """The year of an ISO date."""
    return int(date[:4]) if date and date[:4].isdigit() else None


def conflict(profile: Profile, other: Profile) -> str | None:
    """What two profiles say that cannot be one actor's, None where nothing does."""
    if _of_other_lands(profile, other):
        return f"of {_listed(profile.lands)}, not of {_listed(other.lands)}"
    one, two = _parties(profile), _parties(other)
    if one and two and not one & two:
        return f"of the {_listed(one)}, not of the {_listed(two)}"
    if profile.kind == "person" and (years := distance(profile, other)) > LIFETIME:
        return f"{years} years apart"
    return None


def _parties(profile: Profile) -> set[str]:
    """The well-known parties of a person."""
    if profile.kind != "person":
        return set()
    return {parties()[body] for _, body in profile.roles if body in parties()}


def distance(profile: Profile, other: Profile) -> int:
    """Years from the first to the last article of two profiles; 0 where one of them has no date."""
    if profile.years is None or other.years is None:
        return 0
    return max(profile.years[1], other.years[1]) - min(profile.years[0], other.years[0])


def gap(profile: Profile, other: Profile) -> int:
    """Years between the articles of two profiles; 0 where these overlap, or one of them has no date."""
    if profile.years is None or other.years is None:
        return 0
    return max(0, profile.years[0] - other.years[1], other.years[0] - profile.years[1])


def _of_other_lands(profile: Profile, other: Profile) -> bool:
    """Whether two are connected with different countries, and not both are told of in articles that name the other's.

    One direction alone tells little: articles of every country name the large ones.
    """
    if not profile.lands or not other.lands or profile.lands & other.lands or profile.roles & other.roles:
        return False
    return not other.is_near(profile.lands) or not profile.is_near(other.lands)


def beside(profile: Profile, other: Profile) -> bool:
    """Whether an article names both, and so tells them apart."""
    return not profile.articles.isdisjoint(other.articles)


def shared(profile: Profile, other: Profile) -> tuple[int, str]:
    """How much tells that two profiles share something besides a name, 0 of nothing, and what it is in words."""
    if both := profile.roles & other.roles:
        return ROLE, min(role for role, _ in both)
    if titles := profile.titles & other.titles:
        return TITLE, min(titles)
    if lands := profile.lands & other.lands:
        return LAND, min(lands)
    return 0, ""


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))
