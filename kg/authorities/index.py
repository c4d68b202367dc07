"""Known actors by their names and by the offices they held."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kg import gazetteer, seeds
from kg.authorities.joining import joined
from kg.authorities.known import Known, Term
from kg.model import Kind, fold

COMMON = 20  # entries that may share a form; one that more share tells nobody apart
KEPT = 16384  # roles and places that are looked up once
PLACED = re.compile(r"(.+?) (?:of|from) (?:the )?(.+)", re.IGNORECASE)  # a role that tells where it is held

CROWD = 1000  # holders of one office over all time; more than these tell nothing
Seats = dict[int, tuple[Known, list[Term]]]  # who held an office, by identity


@dataclass(frozen=True, slots=True, order=True)
class Ignored:
    """A folded form by which nothing is found, of how many entries it was, and why it is left out."""

    form: str
    kind: Kind
    entries: int
    reason: str


class Authorities:
    """An index of known actors; entries of one Wikidata item and name count as one.

    It is safe against hostile lists: forms that many entries share, or that are words, are in `ignored` instead.
    """

    __slots__ = ("_forms", "_seats", "ignored")

    def __init__(self, entries: Iterable[Known]) -> None:
        self._forms: dict[tuple[Kind, str], tuple[Known, ...]] = {}
        self._seats: dict[tuple[str, str], Seats] = defaultdict(dict)
        found: dict[tuple[Kind, str], list[Known]] = defaultdict(list)
        for entry in joined(entries):
            for form in dict.fromkeys(filter(None, map(fold, (entry.name, *entry.aliases)))):
                found[entry.kind, form].append(entry)
            for term in dict.fromkeys(entry.terms):
                for key in _keys(entry, term):
                    self._seats[key].setdefault(id(entry), (entry, []))[1].append(term)
        self.ignored = tuple(sorted(self._indexed(found)))

    def _indexed(self, found: dict[tuple[Kind, str], list[Known]]) -> Iterator[Ignored]:
        for (kind, form), sharing in found.items():
            if len(sharing) > COMMON:
                yield Ignored(form, kind, len(sharing), f"more than {COMMON} entries share it")
            elif _is_word(form, kind):
                yield Ignored(form, kind, len(sharing), "it is a common word")
            else:
                self._forms[kind, form] = tuple(sharing)

    def __bool__(self) -> bool:
        """Whether it knows anybody."""
        return bool(self._forms or self._seats)

    def find(self, name: str, kind: Kind) -> tuple[Known, ...]:
        """The entries of a kind that bear a name, or have it as an alias, in the order in which they came."""
        return self._forms.get((kind, fold(name)), ())

    def holder(self, role: str, place: str | None, date: str) -> tuple[Known, ...]:
        """Who held a role at an ISO date, in the order in which they came; `place` is an organization or a country.

        Where nobody is known to have held it, all who may have: those whose dates leave it open.
        """
        seats = self._seated(role, place).values()
        told = [(entry, term.covers(date)) for entry, terms in seats for term in terms if term.start or term.end]
        sure = [entry for entry, covers in told if covers]
        return _each(sure or [entry for entry, covers in told if covers is None])

    def sure_holder(self, role: str, place: str | None, date: str) -> tuple[Known, ...]:
        """Who held a role at an ISO date for certain: those whose dates cover it. Nobody where a crowd held it."""
        return self._who(role, place, lambda term: bool(term.covers(date)))

    def open_holder(self, role: str, place: str | None, date: str) -> tuple[Known, ...]:
        """Who came into a role by an ISO date and is not told to have left. Nobody where a crowd held it."""
        return self._who(role, place, lambda term: term.lasts_from(date))

    def terms(self, known: Known, role: str, place: str | None) -> list[Term]:
        """The terms of an entry of this index in a role at an organization or country."""
        return self._seated(role, place).get(id(known), (known, []))[1]

    def _who(self, role: str, place: str | None, fits: Callable[[Term], bool]) -> tuple[Known, ...]:
        seats = self._seated(role, place)
        return tuple(entry for entry, terms in seats.values() if any(map(fits, terms))) if len(seats) <= CROWD else ()

    def _seated(self, role: str, place: str | None) -> Seats:
        named, where = _split(role)
        if where and (not place or _place(place) == where):
            return self._seats.get((named, where), {})
        return self._seats.get((fold(role) if where else named, _place(place)), {}) if place else {}


def _each(entries: Iterable[Known]) -> tuple[Known, ...]:
    return tuple({id(entry): entry for entry in entries}.values())


def _keys(entry: Known, term: Term) -> Iterator[tuple[str, str]]:
    """The role of a term with each place by which one may ask for it: "Prime Minister of Canada" is also Canada's."""
    if not term.role:
        return
    named, where = _split(term.role)
    yield from {pair: None for pair in ((named, where), _parted(term.role)) if pair[1]}
    inner = (entry.country or "", where) in _regions()  # Georgia, of a senator of the United States
    foreign = where in _lands() and not inner
    told = (term.organization, None if foreign else entry.country)
    for place in dict.fromkeys(_place(one) for one in told if one):
        yield (fold(term.role) if where else named), place
        if place != where and (foreign or inner):
            yield named, place


@lru_cache(KEPT)
def _split(role: str) -> tuple[str, str]:
    """A role, by the name of its office if it has one, and the place told with it, both folded.

    "Canadian premier" is the prime minister of Canada. A role with other words beside the office ("deputy premier"),
    or behind it what is no place that is known ("minister of fish"), is whole, and its place empty.
    """
    found = gazetteer.office(role)
    if found:
        land = gazetteer.nation(found.before) if found.before else None
        behind = PLACED.fullmatch(f"{found.words} {found.after}") if found.after else None
        if (land or not found.before) and (not found.after or (behind and _is_place(behind[2]))):
            where = _place(behind[2]) if behind else fold(land.name) if land else ""
            return fold(found.office.name), where
    return _parted(role)


@lru_cache(KEPT)
def _parted(role: str) -> tuple[str, str]:
    """A role and the place behind it, both folded, by the words alone."""
    match = PLACED.fullmatch(role.strip())
    if match and _is_place(match[2]):
        return fold(match[1]), _place(match[2])
    return fold(role), ""


def _is_place(told: str) -> bool:
    return bool(gazetteer.country(told) or gazetteer.region(told) or gazetteer.body(told))


@lru_cache(KEPT)
def _place(told: str) -> str:
    """A country, region or body by its own name, folded. Codes are none: "PRI" is a party before it is Puerto Rico."""
    land, region, body = gazetteer.country(told), gazetteer.region(told), gazetteer.body(told)
    return fold((land and land.name) or (region and region.name) or (body and body.name) or told)


@cache
def _lands() -> frozenset[str]:
    return frozenset(fold(land.name) for land in seeds.countries())


@cache
def _regions() -> frozenset[tuple[str, str]]:
    """Countries with each of their regions, folded."""
    return frozenset((region.country, fold(region.name)) for region in seeds.regions())


def _is_word(form: str, kind: Kind) -> bool:
    """Whether a folded form is an everyday word; of all but governments, a demonym; of a person, a given name, too."""
    if form in _words() or (kind != "government" and form in _demonyms()):
        return True
    return kind == "person" and (form in seeds.given_names() or form in seeds.offices() or form in _land_forms())


@cache
def _words() -> frozenset[str]:
    """Single words: role nouns in both numbers, titles, and the words for bodies that every country has."""
    nouns = [item.name for item in seeds.role_nouns().values()]
    titles = (form for title in seeds.titles() for form in (title.name, *title.aliases))
    told = map(fold, (*nouns, *map(seeds.plural, nouns), *titles, *seeds.bodies().bound.forms))
    return frozenset(form for form in told if " " not in form)


@cache
def _land_forms() -> frozenset[str]:
    return frozenset(fold(form) for land in seeds.countries() for form in (land.name, *land.aliases))


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(fold(form) for land in seeds.countries() for form in (*land.demonyms, *land.weak))
