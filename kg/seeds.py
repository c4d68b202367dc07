"""The seed tables as typed rows, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kg.errors import DataError
from kg.index import Index
from kg.model import KINDS, Kind, fold
from kg.resources import rows


@dataclass(frozen=True, slots=True)
class Country:
    """A state, or a land that news treats as one. `name` is the form that news uses, such as "North Korea".

    Its `weak` names are among the aliases: they name more than the state ("America"), and never stand for it alone.
    """

    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    weak: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A state or province. `abbreviations` are those of the post and of news, such as "Calif."."""

    name: str
    country: str
    abbreviations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Metonym:
    """A place that stands for those who govern there. `ambiguous`: often a person, a state or just the place."""

    name: str
    aliases: tuple[str, ...]
    meaning: str
    kind: Kind
    country: str | None
    ambiguous: bool
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A ministry, party, parliament, court, … Its `weak` names are everyday words or shared, such as "State"."""

    name: str
    aliases: tuple[str, ...]
    weak: tuple[str, ...]
    kind: Kind
    type: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """A role known by name. `organization`: templates, most usual first; `unique`: one holder at a time."""

    name: str
    aliases: tuple[str, ...]
    organization: tuple[str, ...]
    country: str | None
    level: str
    unique: bool


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun that makes a noun phrase a role. `gender` is "m", "f" or None; `kind` as the table says."""

    name: str
    gender: str | None
    political: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title written before a name, and the role that it implies, if any."""

    name: str
    aliases: tuple[str, ...]
    role: str | None
    gender: str | None


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet or pollster: normally no political actor."""

    name: str
    aliases: tuple[str, ...]
    type: str
    country: str | None


class Bodies(NamedTuple):
    """Four ways to name a body: `strong`, its own name; `weak`, an everyday or shared word; `general`, a name that
    every country has ("Foreign Ministry"); `bound`, one that says something only after a country ("army").
    """

    strong: Index[Body]
    weak: Index[Body]
    general: Index[Body]
    bound: Index[Body]


@cache
def countries() -> tuple[Country, ...]:
    """countries.tsv."""
    return tuple(
        Country(
            r["name"],
            _list(f"{r['aliases']}|{r['weak']}"),
            _list(r["demonyms"]),
            r["capital"] or None,
            _list(r["weak"]),
        )
        for r in rows("countries.tsv")
    )


@cache
def regions() -> tuple[Region, ...]:
    """us_states.tsv and regions.tsv."""
    states = (Region(r["name"], UNITED_STATES, _list(f"{r['postal']}|{r['ap']}")) for r in rows("us_states.tsv"))
    return (*states, *(Region(r["name"], r["country"], _list(r["abbreviations"])) for r in rows("regions.tsv")))


@cache
def metonyms() -> tuple[Metonym, ...]:
    """metonyms.tsv, and the capitals that it does not name."""
    own = tuple(
        Metonym(r["phrase"], _list(r["aliases"]), r["meaning"], _kind(r), r["country"] or None, _flag(r, "ambiguous"))
        for r in rows("metonyms.tsv")
    )
    said = {item.name for item in own}
    return (
        *own,
        *(
            Metonym(c.capital, (), c.name, "government", c.name, ambiguous=c.capital == c.name, capital=True)
            for c in countries()
            if c.capital and c.capital not in said
        ),
    )


@cache
def bodies() -> Bodies:
    """bodies.tsv. The names of the rows of country "*" are general, their weak names bound; weak counts first."""
    names: dict[tuple[bool, bool], list[tuple[str, Body]]] = {(g, w): [] for g in (False, True) for w in (False, True)}
    for row in rows("bodies.tsv"):
        general = row["country"] == EVERY
        land = None if general else row["country"] or None
        item = Body(row["name"], _list(row["aliases"]), _list(row["weak"]), _kind(row), row["type"], land)
        weak = {fold(form) for form in item.weak}
        names[general, False] += [(form, item) for form in (item.name, *item.aliases) if fold(form) not in weak]
        names[general, True] += [(form, item) for form in item.weak]
    return Bodies(*(Index(forms) for forms in names.values()))


@cache
def offices() -> dict[str, Office]:
    """offices.tsv, by folded name with its nouns in the singular."""
    found: dict[str, Office] = {}
    for r in rows("offices.tsv"):
        seats = _list(r["organization"])
        item = Office(r["office"], _list(r["aliases"]), seats, r["country"] or None, r["level"], _flag(r, "unique"))
        found |= {" ".join(singular(word) for word in fold(form).split()): item for form in (item.name, *item.aliases)}
    return found


@cache
def role_nouns() -> dict[str, RoleNoun]:
    """role_nouns.tsv, by folded noun."""
    return {
        fold(r["noun"]): RoleNoun(r["noun"], _sex(r), _flag(r, "political"), r["kind"]) for r in rows("role_nouns.tsv")
    }


@cache
def titles() -> tuple[Title, ...]:
    """titles.tsv."""
    return tuple(Title(r["title"], _list(r["aliases"]), r["role"] or None, _sex(r)) for r in rows("titles.tsv"))


@cache
def given_names() -> dict[str, str | None]:
    """given_names.tsv: "m", "f" or None, which is both, by folded name. A row lists many names of one gender."""
    table = ((name, _sex(r)) for r in rows("given_names.tsv") for name in _list(r["names"]))
    return {name.lower() if name.isascii() and name.isalpha() else fold(name): gender for name, gender in table}


@cache
def party_tags() -> dict[str, str]:
    """party_tags.tsv: the party by its tag."""
    return {r["tag"]: r["party"] for r in rows("party_tags.tsv")}


@cache
def outlets() -> tuple[Outlet, ...]:
    """outlets.tsv."""
    return tuple(Outlet(r["name"], _list(r["aliases"]), r["type"], r["country"] or None) for r in rows("outlets.tsv"))


@cache
def _plurals() -> dict[str, str]:
    return {fold(plural(item.name)): key for key, item in role_nouns().items()}


def plural(noun: str) -> str:
    """The plural of a role noun: "spokeswomen", "secretaries", "chiefs"."""
    for ending, plural_ending in PLURALS:
        if noun.endswith(ending):
            return noun[: len(noun) - len(ending)] + plural_ending
    return noun + "s"


def singular(word: str) -> str:
    """The role noun of which a word is the plural, else the word itself."""
    return _plurals().get(word, word)


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _flag(row: dict[str, str], column: str) -> bool:
    return row[column] == "yes"


def _sex(row: dict[str, str]) -> str | None:
    return row["gender"] if row["gender"] in ("m", "f") else None


def _kind(row: dict[str, str]) -> Kind:
    if row["kind"] not in KINDS:
        raise DataError(path="seeds", row=next(iter(row.values())), reason=f"kind is none of {', '.join(KINDS)}")
    return row["kind"]


EVERY = "*"
UNITED_STATES = "United States"
PLURALS = (
    ("man", "men"),
    ("woman", "women"),
    ("person", "persons"),
    ("ey", "eys"),
    ("y", "ies"),
    ("s", "ses"),
    ("ch", "ches"),
)
