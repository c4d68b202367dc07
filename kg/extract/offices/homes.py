"""Whose country: the nations that a text names, and the one at which a person with a bare "President" holds office."""

from __future__ import annotations

import math
from functools import cache

from kg import gazetteer as known
from kg.extract.offices.seats import RolePhrase
from kg.extract.offices.surroundings import Features, Roles, Surroundings
from kg.extract.reading import Reading
from kg.resources import rows

CLEAR = 2.0  # how far the first country must lead
ABROAD = 2.0  # how often another country must be named where the office is usually one country's ("secretary of state")
SURE, ALONE = 0.9, 0.95  # of the guesses from .9 on 99 % were right, of those from .65 to .9 78 %
MUCH = 3.0  # the score of a country that an article is about
NOBODYS = ""


def countries_of(reading: Reading, roles: Roles) -> dict[str, str]:
    """The country of each person's office, by the person's id: as told beside a role, else guessed from what is near.

    A guess is made only where one country stands out, and for no office that another person is said to hold there. An
    office that is usually one country's is NOBODYS where the text names other countries and not that one.
    """
    found = {person: phrase.nation for person, phrase in roles if phrase.nation}
    taken = holders(roles)
    rivals = {p for p, role in roles if p not in found and role.office and is_national(role.office)}
    around = Surroundings(reading, rivals, roles)
    for person, phrase in roles:
        if person in found or not phrase.office or not is_countrys(phrase.office):
            continue
        counts = around.counts(person)
        if phrase.office.country is None:
            scores = around.scores(person)
            land = _likeliest(scores) or _likeliest(_having(scores, phrase.office, around.features(person)))
            if land is None or not may_hold(person, phrase, land, taken):
                land = _alone(scores or around.alone(), phrase)
            if (near := around.near_to(person)) and land not in near:
                continue  # the sentences that name the person name other countries
            holder = taken.get((phrase.office.name, land or ""))
            if holder and phrase.status == "current" and around.together(person, holder):
                continue
        elif reading.home and phrase.office.organization[-1] == "{country}" and _has(reading.home, phrase.office):
            land = reading.home
        elif phrase.office.country in counts or "{country}" not in phrase.office.organization:
            continue  # the office is that country's by its name, and the country is in the text, or none else has it
        else:
            if max(counts.values(), default=0.0) >= 1.0:
                found[person] = NOBODYS
            land = _first({o: n for o, n in counts.items() if n >= ABROAD and may_hold(person, phrase, o, taken)})
        if land:
            found[person] = land
    return found


def may_hold(person: str, phrase: RolePhrase, land: str, taken: dict[tuple[str, str], str]) -> bool:
    """Whether a country has such an office, and nobody else holds it now."""
    office = phrase.office.name if phrase.office else ""
    holder = taken.get((office, land), person) if phrase.status == "current" else person
    return holder == person and (phrase.office is None or _has(land, phrase.office))


def _has(land: str, office: known.Office) -> bool:
    """Whether a country has such an office."""
    return office.name not in _missing().get(land, ())


@cache
def _missing() -> dict[str, tuple[str, ...]]:
    """The offices that a country does not have, by its name."""
    return {row["country"]: tuple(row["offices"].split(" | ")) for row in rows("missing_offices.tsv")}


def holders(roles: Roles) -> dict[tuple[str, str], str]:
    """Who is said to hold an office now, by the names of office and country."""
    return {
        (phrase.office.name, phrase.nation): person
        for person, phrase in roles
        if phrase.nation and phrase.office and phrase.office.unique and phrase.status == "current"
    }


def is_national(office: known.Office) -> bool:
    """Whether an office is held at a country, by one person at a time."""
    return office.unique and office.level == "national" and office.organization[:1] == ("{country}",)


def is_countrys(office: known.Office) -> bool:
    """Whether an office is a country's: by its seat, by its name alone ("attorney general"), or sought in a country."""
    sought = office.level == "party" and "{country}" in office.organization
    return is_national(office) or office.country is not None or sought


def _likeliest(scores: dict[str, float], sure: float = SURE) -> str | None:
    """The country that is the likeliest by far (a softmax over the scores)."""
    total = sum(math.exp(score) for score in scores.values())
    best = max(sorted(scores), key=lambda land: scores[land], default=None)
    return best if best and math.exp(scores[best]) >= sure * total else None


def _having(scores: dict[str, float], office: known.Office, features: Features) -> dict[str, float]:
    """The scores of the countries with such an office which the person's sentences name as more than a destination."""
    found = {land: score for land, score in scores.items() if _has(land, office)}
    return found if any("own" in features[land] for land in found) else {}


def _alone(scores: dict[str, float], phrase: RolePhrase) -> str | None:
    """The country beside which no other counts, where it has such an office; one that another holds was held before."""
    land = _likeliest(scores, ALONE) if max(scores.values(), default=0.0) >= MUCH else None
    return land if land and phrase.office and _has(land, phrase.office) else None


def _first(counts: dict[str, float]) -> str | None:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    if not ranked or (len(ranked) == 2 and ranked[0][1] < CLEAR * ranked[1][1]):
        return None
    return ranked[0][0]
