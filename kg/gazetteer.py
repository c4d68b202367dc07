"""Look-ups in the seed tables: countries, bodies, offices, titles, given names. In doubt, each of them says None."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg import seeds
from kg.index import KEPT, Index
from kg.model import fold
from kg.seeds import Body, Country, Metonym, Office, Outlet, Region, RoleNoun, Title

__all__ = [
    "Body", "Country", "Metonym", "Office", "OfficeMention", "Outlet", "Region", "RoleNoun", "Title",
    "body", "capital", "country", "demonym", "gender", "given_name", "government", "is_outlet", "is_shared", "metonym",
    "nation", "office", "outlet", "party", "party_in", "party_tag", "phrases", "region", "role_noun", "seats", "title",
]  # fmt: skip


class OfficeMention(NamedTuple):
    """An office within a phrase, in the phrase's own words: those before it, its own, and those after it."""

    office: Office
    before: str
    words: str
    after: str


def country(phrase: str) -> Country | None:
    """The country of this name or alias: "the United States", "U.S.", "Britain". All-lower "us" is none."""
    return _countries().find(phrase)


def demonym(word: str) -> Country | None:
    """The country of an adjective or people: "Mexican", "Britons"."""
    return _demonyms().find(word)


@lru_cache(KEPT)
def nation(phrase: str) -> Country | None:
    """The country that a phrase names in either way: "Mexico", "Mexico's", "Mexican", "U.S."."""
    return country(phrase) or demonym(phrase)


def government(phrase: str) -> Country | None:
    """The country whose government this is: "the Mexican government", "Mexico's government", "government of Mexico"."""
    if match := _GOVERNMENT.fullmatch(phrase.strip()):
        return nation(match["adjective"]) if match["adjective"] else country(match["name"])
    return None


def capital(word: str) -> Country | None:
    """The country whose capital this is."""
    return _capitals().find(word)


def region(word: str) -> Region | None:
    """The state or province of this name or abbreviation: "Ohio", "Calif.", "Bavaria"."""
    return _abbreviations().get(word.strip()) or _regions().find(word)


def metonym(phrase: str) -> Metonym | None:
    """The government or body for which a place stands: "Kremlin", "Downing Street", or a capital such as "Moscow"."""
    return _metonyms().find(phrase)


@lru_cache(KEPT)
def body(phrase: str, *, weak: bool = False, country: str | None = None) -> Body | None:
    """The body of this name, with or without "the", a possessive, its country before it ("Iran's Foreign Ministry").

    `country`, a country's name, tells whose it is where several share a name; `weak` admits everyday words.
    """
    table = seeds.bodies()
    exact = table.strong.find(phrase)
    if exact and country in (None, exact.country):
        return exact
    owner, rest = _split_nation(phrase)
    if owner:
        return _body_of(owner, rest) or exact
    local = _body_of(country, phrase) if country else None
    return local or exact or table.general.find(phrase) or (table.weak.find(phrase) if weak else None)


def _body_of(land: str, phrase: str) -> Body | None:
    """That country's body of a name which may be shared or an everyday word, else one made of a general name."""
    table = seeds.bodies()
    local = [b for b in (*table.strong.all(phrase), *table.weak.all(phrase)) if b.country == land]
    if local:
        return local[0] if len(local) == 1 else None
    general, owner = table.general.find(phrase) or table.bound.find(phrase), country(land)
    if not general or not owner:
        return None
    return replace(general, name=f"{owner.demonyms[0]} {general.name}", aliases=(), country=land)


def is_shared(phrase: str) -> bool:
    """Whether bodies of several countries bear this name: the Senate, the Supreme Court."""
    table = seeds.bodies()
    if table.general.find(phrase) or table.bound.find(phrase):
        return True
    return len({b.country for b in (*table.strong.all(phrase), *table.weak.all(phrase))}) > 1


def party(word: str, *, country: str | None = None) -> Body | None:
    """The party of an adjective, a follower or followers: "Republican", "Democrats", "Tory". Also of its own name."""
    table = seeds.bodies()
    named = [b for b in (*table.strong.all(word), *table.weak.all(word)) if b.type == "party"]
    local = [b for b in named if b.country == country] if country else []
    found = local or (table.strong.find(word) and named[:1]) or named
    return found[0] if len(set(found)) == 1 else None


def party_in(country: str | None, word: str) -> Body | None:
    """The party that a word names in a text about a country: not all "Democrats" are of the United States."""
    found = party(word, country=country)
    return body(found.name, country=country) or found if found and country else found


def _split_nation(phrase: str) -> tuple[str | None, str]:
    """The country before or behind the rest of a phrase, by name, and the rest: ("Iran", "Foreign Ministry")."""
    rest, _, last = phrase.rpartition(" of ")
    if rest and (land := country(last.removeprefix("the "))):
        return land.name, rest
    words = phrase.split()
    for cut in range(min(MAX_NATION, len(words) - 1), 0, -1):
        if found := nation(" ".join(words[:cut])):
            return found.name, " ".join(words[cut:])
    return None, phrase


def office(phrase: str) -> OfficeMention | None:
    """The longest office at the end of a phrase, or before "of", "for", "at", "elect": "Mexican foreign minister".

    It is the phrase's head: "adviser to the president" is an adviser.
    """
    words = _JOINTS.sub(" ", phrase).split()
    keys = [seeds.singular(fold(word)) for word in words]
    for end in range(len(words), 0, -1):
        if end < len(words) and keys[end] not in AFTER_OFFICE:
            continue
        for start in range(max(0, end - MAX_OFFICE), end):
            found = seeds.offices().get(" ".join(keys[start:end]))
            if found and not _has_role(keys[:start]):
                return OfficeMention(found, _joined(words[:start]), _joined(words[start:end]), _joined(words[end:]))
    return None


def _has_role(keys: list[str]) -> bool:
    """Whether the words are those of another role and its preposition: "adviser to the"."""
    pairs = pairwise(keys)
    return any(noun in seeds.role_nouns() and link in AFTER_OFFICE for noun, link in pairs)


def _joined(words: list[str]) -> str:
    return " ".join(words[1:] if words and words[0].lower() in ARTICLES else words)


def seats(
    office: Office, *, country: str | None = None, place: str | None = None, party: str | None = None
) -> tuple[str, ...]:
    """The bodies at which an office is held, most usual first, given the country, place or party that the text names.

    An office that is usually one country's, named with another country ("Mexican senator"), is held at that country.
    """
    if country and office.country not in (None, country) and "{country}" in office.organization:
        return (country,)
    blanks = {"country": country or office.country, "place": place, "party": party}
    filled = [t.format(**blanks) for t in office.organization if all(blanks[name] for name in _BLANK.findall(t))]
    return tuple(dict.fromkeys(filled))


def role_noun(word: str) -> RoleNoun | None:
    """The role noun of a word, singular or plural: "spokeswoman", "secretaries"."""
    return seeds.role_nouns().get(seeds.singular(fold(word)))


def title(word: str) -> Title | None:
    """The title of this form, with or without its full stop: "Sen.", "Prime Minister". It begins with a capital."""
    return _titles().find(word)


def given_name(word: str) -> bool:
    """Whether a capitalised word is a given name, or a family name that stands before it."""
    return word[:1].isupper() and fold(word) in seeds.given_names()


def gender(name: str) -> str | None:
    """The gender, "m" or "f", of a given name that is clearly one of them; of several names the first counts."""
    words = fold(name).split()
    return (seeds.given_names().get(" ".join(words)) or seeds.given_names().get(words[0])) if words else None


def party_tag(letter: str) -> str | None:
    """The party of a tag after a name: "R", as in "(R-Ohio)", is "Republican Party"."""
    return seeds.party_tags().get(letter.strip().rstrip("."))


def outlet(phrase: str) -> Outlet | None:
    """The news outlet or pollster of this name."""
    return _outlets().find(phrase)


def is_outlet(phrase: str) -> bool:
    """Whether a phrase names a news outlet or pollster."""
    return outlet(phrase) is not None


def phrases() -> dict[str, tuple[str, ...]]:
    """The surface forms of the tables, sorted, keyed "country", "demonym", "body", …: for a phrase matcher."""
    offices = {form for item in seeds.offices().values() for form in (item.name, *item.aliases)}
    return {
        "body": tuple(sorted({*seeds.bodies().strong.forms, *seeds.bodies().general.forms})),
        "country": _countries().forms,
        "demonym": _demonyms().forms,
        "metonym": _metonyms().forms,
        "office": tuple(sorted(offices)),
        "outlet": _outlets().forms,
        "region": _regions().forms,
        "title": _titles().forms,
    }


@cache
def _countries() -> Index[Country]:
    return Index((form, item) for item in seeds.countries() for form in (item.name, *item.aliases))


@cache
def _demonyms() -> Index[Country]:
    return Index((form, item) for item in seeds.countries() for form in item.demonyms)


@cache
def _capitals() -> Index[Country]:
    return Index((item.capital, item) for item in seeds.countries() if item.capital)


@cache
def _regions() -> Index[Region]:
    return Index((item.name, item) for item in seeds.regions())


@cache
def _abbreviations() -> dict[str, Region]:
    return {form: item for item in seeds.regions() for form in item.abbreviations}


@cache
def _metonyms() -> Index[Metonym]:
    return Index((form, item) for item in seeds.metonyms() for form in (item.name, *item.aliases))


@cache
def _titles() -> Index[Title]:
    return Index((form, item) for item in seeds.titles() for form in (item.name, *item.aliases))


@cache
def _outlets() -> Index[Outlet]:
    return Index((form, item) for item in seeds.outlets() for form in (item.name, *item.aliases))


MAX_NATION = 3  # words of a country's name or demonym before a body: "the United States"
MAX_OFFICE = 8  # words of the longest office
ARTICLES = frozenset({"the", "a", "an"})
AFTER_OFFICE = frozenset(
    {"of", "for", "at", "in", "to", "on", "from", "under", "with", "elect", "designate", "nominee"}
)

_BLANK = re.compile(r"{(\w+)}")
_JOINTS = re.compile(r"(?<=\w)-(?=(?:elect|designate)\b)|(?<=\bex)-|(?<=\bthen)-", re.IGNORECASE)
_GOVERNMENT = re.compile(
    r"(?P<adjective>.+?)\s+(?:government|administration|authorities)"
    r"|(?:the\s+)?(?:government|administration|authorities)\s+of\s+(?P<name>.+)",
    re.IGNORECASE,
)
