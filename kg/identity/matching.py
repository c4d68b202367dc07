"""Which known actor an entry may be: one that bears its full name, or held the office told at the article's date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg import gazetteer
from kg.authorities import Authorities, Known, beyond_life, lands_of
from kg.identity.entries import Entry
from kg.identity.forms import acronym, contradicts, is_acronym, person_name
from kg.identity.profiles import year_of
from kg.identity.told import SERVING, Told, is_definite, is_unique
from kg.model import fold

NAME, NAME_LAND, NAME_OFFICE, SURNAME_OFFICE, OFFICE, DOUBT = 0.85, 0.95, 0.99, 0.9, 0.8, 0.4
MOST_LANDS, MOST_OFFICES = 3, 3  # countries of a person's terms, and offices held at once, that can be believed
SURE = 0.5  # score from which on a match is taken


class Match(NamedTuple):
    """A known actor that an entry may be, how it was found, and how sure that is (0..1)."""

    known: Known
    how: str
    score: float


@dataclass(slots=True)
class Matcher:
    """Finds known actors for entries, given the roles told of each and the words of the articles."""

    authorities: Authorities
    roles: Mapping[str, Sequence[Told]]
    texts: Mapping[str, str]  # of the articles
    lands: dict[int, frozenset[str]] = field(default_factory=dict)  # of known actors, looked up once

    def matches(self, entry: Entry) -> tuple[Match, ...]:
        """The known actors that an entry may be: one by itself where it is sure, several where nobody can tell."""
        if entry.actor.kind == "unnamed":
            return tuple(self._by_office_alone(entry))
        for form in full_forms(entry):
            if bearers := self.authorities.find(form, entry.actor.kind):
                return tuple(self._by_name(entry, bearers))
        if entry.actor.kind != "person":
            return ()
        return tuple(self._by_office_alone(entry) if " " in fold(entry.actor.name) else self._by_surname(entry))

    def against(self, known: Known, entry: Entry) -> str | None:
        """What an article tells that cannot be true of a known actor, None where nothing is."""
        own = self._lands_of(known)
        if own and entry.lands and not own & entry.lands:
            return f"of {', '.join(sorted(own))}, not of {', '.join(sorted(entry.lands))}"
        year = year_of(entry.published)
        if known.kind != "person" or not entry.published or not year:
            return None
        if life := beyond_life(known, year):
            return life
        roles = self.roles.get(entry.id, ())
        return next(filter(None, (self._other_holder(known, told, entry.published) for told in roles)), None)

    def _other_holder(self, known: Known, told: Told, date: str) -> str | None:
        """Whether the files tell that another held the office told, or that this one did at other times only."""
        terms = self.authorities.terms(known, told.role, told.place)
        if told.status == "former":
            return f"not yet {told.role}" if terms and all((t.start or "") > date for t in terms) else None
        if told.status not in SERVING:
            return None
        if terms and all(term.covers(date) is False for term in terms):
            return f"{told.role} at other times"
        sure = self.authorities.sure_holder(told.role, told.place, date) if is_unique(told.role) else ()
        return f"{sure[0].name} was {told.role}" if sure and not _among(known, sure) else None

    def _by_name(self, entry: Entry, bearers: Sequence[Known]) -> Iterator[Match]:
        fits = [known for known in bearers if not self.against(known, entry)]
        holding = [known for known in fits if self._office(known, entry)]
        if len(fits) == 1 and (len(bearers) == 1 or self._shared(fits[0], entry)):
            yield self._named(fits[0], entry)
        elif len(holding) == 1:
            yield Match(holding[0], f"{self._office(holding[0], entry)} of that name", NAME_OFFICE)
        else:
            yield from (Match(known, f"{len(bearers)} bear the name", DOUBT) for known in fits)

    def _named(self, known: Known, entry: Entry) -> Match:
        """The match of the one who bears a name, unsure where the article is about other countries only."""
        if role := self._office(known, entry):
            return Match(known, f"{role} of that name", NAME_OFFICE)
        own = self._lands_of(known)
        if both := own & entry.lands:
            return Match(known, f"only one of that name, both {min(both)}", NAME_LAND)
        if own and entry.near and not own & entry.near:
            return Match(known, f"same name in an article about {', '.join(sorted(entry.near))}", DOUBT)
        if entry.actor.kind != "person" and gazetteer.is_shared(entry.actor.name):
            return Match(known, "same name, which bodies of several countries have", DOUBT)
        if entry.actor.kind == "person" and not any(agree(known.name, form, "person") for form in full_forms(entry)):
            return Match(known, "an alias that is unlike its name", DOUBT)
        return Match(known, "only one of that name", NAME)

    def _shared(self, known: Known, entry: Entry) -> bool:
        return bool(self._office(known, entry) or self._lands_of(known) & entry.lands)

    def _office(self, known: Known, entry: Entry) -> str | None:
        """The role told that a known actor held at the article's date for certain."""
        for told in self._serving(entry):
            terms = self.authorities.terms(known, told.role, told.place)
            if any(term.covers(entry.published or "") for term in terms):
                return told.role
        return None

    def _serving(self, entry: Entry) -> Iterator[Told]:
        return (told for told in self.roles.get(entry.id, ()) if told.status in SERVING)

    def _by_surname(self, entry: Entry) -> Iterator[Match]:
        """A person told by one word of a name and an office that one person holds."""
        told = [t for t in self._serving(entry) if is_unique(t.role)]
        found = [self._in_office(t.role, t.place, entry) for t in told]
        if (holder := _only(found)) and _has_word(holder, entry.actor.name):
            role = next(t.role for t, held in zip(told, found, strict=True) if held)
            yield Match(holder, f"{role} at that date, and of that name", SURNAME_OFFICE)

    def _by_office_alone(self, entry: Entry) -> Iterator[Match]:
        """Somebody told by an office only: its holder, where one alone held it at that date for certain."""
        name = entry.actor.name
        if is_unique(name) and is_definite(entry, self.texts.get(entry.article, "")):
            roles = self._serving(entry) if entry.actor.kind == "unnamed" else ()
            asked = [(name, None), *((t.role, t.place) for t in roles)]
            if holder := _only([self._in_office(role, place, entry, certain=True) for role, place in asked]):
                yield Match(holder, f"{name} at that date", OFFICE)

    def _in_office(self, role: str, place: str | None, entry: Entry, *, certain: bool = False) -> list[Known]:
        """Who held an office at an entry's date for certain; else who has come into it and is not told to have left."""
        date = entry.published or ""
        held = self.authorities.sure_holder(role, place, date)
        if not held and not certain:
            held = self.authorities.open_holder(role, place, date)
        doubted = any(self.against(known, entry) or not self._is_plausible(known, date) for known in held)
        return [] if doubted else list(held)

    def _is_plausible(self, known: Known, date: str) -> bool:
        """Whether one may have held the offices that an entry claims: not those of half the world."""
        at_once = [term for term in known.terms if term.role and is_unique(term.role) and term.covers(date)]
        return known.kind == "person" and len(self._lands_of(known)) <= MOST_LANDS and len(at_once) <= MOST_OFFICES

    def _lands_of(self, known: Known) -> frozenset[str]:
        if id(known) not in self.lands:
            self.lands[id(known)] = lands_of(known)
        return self.lands[id(known)]


def full_forms(entry: Entry) -> Iterator[str]:
    """The forms by which an entry may be found: of a person with a given name, of a body in words or as an acronym."""
    for form in (entry.actor.name, *entry.actor.aliases):
        if entry.actor.kind == "person":
            if is_full(form):
                yield form
        elif form == entry.actor.name or " " in form or is_acronym(form):
            yield form


def is_full(name: str) -> bool:
    """Whether a person's name has a given name that is no initial."""
    return len(person_name(name).given) > 1


def agree(one: str, other: str, kind: str) -> bool:
    """Whether two names may be of one: of a person parts that do not contradict, of a body words or first letters."""
    few, many = sorted((fold(one), fold(other)), key=len)
    if few == many:
        return True
    if kind != "person":
        return acronym(many) == few.replace(" ", "")
    if " " not in few:
        return few in many.split()
    return not contradicts(person_name(one), person_name(other))


def _has_word(known: Known, word: str) -> bool:
    """Whether a word is one of a person's name, or the last of an alias in full."""
    lasts = (fold(alias).rpartition(" ")[2] for alias in known.aliases if is_full(alias))
    return fold(word) in {*fold(known.name).split(), *lasts}


def _only(found: Sequence[Sequence[Known]]) -> Known | None:
    """The one known actor of all that were found, None where there are several or none."""
    each = {id(known): known for some in found for known in some}
    return next(iter(each.values())) if len(each) == 1 else None


def _among(known: Known, others: Iterable[Known]) -> bool:
    return any(known is other for other in others)
