"""Whose country: the nations that a text names, and the one at which a person with a bare "President" holds office."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.reading import Named, Reading
from kg.extract.seats import RolePhrase
from kg.model import fold
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

FAR_WEIGHT = 0.2  # anywhere in the article, against 1 in a sentence that names the person
CLEAR = 2.0  # how far the first country must lead
ABROAD = 2.0  # how often another country must be named where the office is usually one country's ("secretary of state")
MAX_WORDS = 4
OBJECTS = frozenset({"pobj", "dobj", "npadvmod", "conj"})  # as these a country is rather another's: "went to Mexico"
# Weights of a conditional logit (Luce's choice rule) fitted on 219 offices without a country: the share of all namings
# by country, by its bodies, by offices and parties that are its alone; any of the last; named among the first words;
# the share of the person's sentences that name it, but not as an object; named in the first of them.
NAMED, BODIES, OFFICES, OFFICE, FIRST, OWN, BESIDE = 1.7, 1.4, 0.9, 1.0, 0.7, 1.1, 0.6
EARLY = 60  # tokens
SURE = 0.65
AMERICAN = "administration"  # only the governments of the United States are called so
NOBODYS = ""
Roles = Sequence[tuple[str, RolePhrase]]


def countries_of(reading: Reading, roles: Roles) -> dict[str, str]:
    """The country of each person's office, by the person's id: as told beside a role, else guessed from what is near.

    A guess is made only where one country stands out, and for no office that another person is said to hold there. An
    office that is usually one country's is NOBODYS where the text names other countries and not that one.
    """
    found = {person: phrase.nation for person, phrase in roles if phrase.nation}
    taken = _taken(roles)
    rivals = {p for p, role in roles if p not in found and role.office and is_national(role.office)}
    around = Surroundings(reading, rivals, roles)
    for person, phrase in roles:
        if person in found or not phrase.office or not is_countrys(phrase.office):
            continue
        counts = around.counts(person)
        if phrase.office.country is None:
            free = {land: n for land, n in around.scores(person).items() if _may_hold(person, phrase, land, taken)}
            land = _likeliest(free)
        elif phrase.office.country in counts:
            continue  # the office is that country's by its name, and the country is in the text
        else:
            if max(counts.values(), default=0.0) >= 1.0:
                found[person] = NOBODYS
            land = _first({o: n for o, n in counts.items() if n >= ABROAD and _may_hold(person, phrase, o, taken)})
        if land:
            found[person] = land
    return found


def _may_hold(person: str, phrase: RolePhrase, land: str, taken: dict[tuple[str, str], str]) -> bool:
    """Whether a country has such an office, and nobody else holds it now."""
    office = phrase.office.name if phrase.office else ""
    holder = taken.get((office, land), person) if phrase.status == "current" else person
    return holder == person and office not in _missing().get(land, ())


@cache
def _missing() -> dict[str, tuple[str, ...]]:
    """The offices that a country does not have, by its name."""
    return {row["country"]: tuple(row["offices"].split(" | ")) for row in rows("missing_offices.tsv")}


def _taken(roles: Roles) -> dict[tuple[str, str], str]:
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


def _nations(reading: Reading) -> dict[int, tuple[str, bool]]:
    """Token index -> country named there, and whether by one of its bodies; not within a person's name (de Lima)."""
    doc = reading.doc
    persons = {i for n in reading.named if n.actor.kind == "person" for i in range(n.start, n.end)}
    found: dict[int, tuple[str, bool]] = {}
    i = 0
    while i < len(doc):
        step = 1
        if doc[i].text[0].isupper() and i not in persons:
            for end in range(min(i + MAX_WORDS, len(doc)), i, -1):
                if (named := _nation(doc[i:end].text)) and not _goes_on(doc, i, end):
                    found[i], step = named, end - i
                    break
        i += step
    return found


def _goes_on(doc: Doc, start: int, end: int) -> bool:
    """Whether a country's name is but the beginning of another: "America" First."""
    after = doc[end] if end < len(doc) else None
    plain = known.country(doc[start:end].text) is not None and not doc[end - 1].text.isupper()
    return plain and after is not None and after.text[:1].isupper() and after.pos_ != "PUNCT"


def _nation(text: str) -> tuple[str, bool] | None:
    land, region = known.nation(text), known.region(text)
    if region:
        return (region.country, True) if land is None or land.name == region.country else None
    if land:
        return land.name, False
    body = known.body(text) or known.metonym(text)
    if isinstance(body, known.Body) and " " not in text and fold(text) != fold(body.name) and not text.isupper():
        return None  # "House", short for that of many a country
    return (body.country, True) if body and body.country else None


class Surroundings:
    """How much each country is named around each person; gathered once an article."""

    def __init__(self, reading: Reading, rivals: set[str], roles: Roles = ()) -> None:
        self.reading, self.rivals, self.nations = reading, rivals, _nations(reading)
        self.prior = _prior(self.nations, roles)
        self.near: dict[int, list[Named]] = defaultdict(list)  # first token of a sentence -> the persons named in it
        self.places: dict[str, list[Named]] = defaultdict(list)  # person -> where it is named
        for named in (n for n in reading.named if n.actor.kind == "person"):
            self.near[reading.doc[named.start].sent.start].append(named)
            self.places[named.actor.id].append(named)
        self._counts: dict[str, dict[str, float]] = {}

    def counts(self, person: str) -> dict[str, float]:
        """Country -> weight, most of all near the person; nothing where a rival for the office always is."""
        if person not in self._counts:
            self._counts[person] = self._around(person)
        return self._counts[person]

    def scores(self, person: str) -> dict[str, float]:
        """Country -> score of its being the person's, from the whole article and the sentences that name the person."""
        scores, doc = dict(self.prior), self.reading.doc
        places = [n for n in self.places[person] if not self._beside_rival(n)]
        if not places:
            return {}
        for at, named in enumerate(places):
            sentence = list(self._in_sentence(named))
            for land in {self.nations[i][0] for i in sentence if doc[i].dep_ not in OBJECTS}:
                scores[land] += OWN / len(places)
            for land in {self.nations[i][0] for i in sentence} if at == 0 else ():
                scores[land] += BESIDE
        return scores

    def _around(self, person: str) -> dict[str, float]:
        counts: dict[str, float] = defaultdict(float)
        places = [n for n in self.places[person] if not self._beside_rival(n)]
        for land, _ in self.nations.values() if places else ():
            counts[land] += FAR_WEIGHT
        for named in places:
            for i in self._in_sentence(named):
                counts[self.nations[i][0]] += 1
            if self.reading.doc[named.end : named.end + 1].text == AMERICAN:
                counts["United States"] += 1
        return counts

    def _beside_rival(self, named: Named) -> bool:
        """Whether somebody else with such an office and no country is named in the same sentence."""
        start = self.reading.doc[named.start].sent.start
        return any(n.actor.id in self.rivals - {named.actor.id} for n in self.near[start])

    def _in_sentence(self, named: Named) -> Iterator[int]:
        """Where a person's sentence names countries, but for those in the titles of others."""
        sentence = self.reading.doc[named.start].sent
        others = {i for n in self.near[sentence.start] if n.actor.id != named.actor.id for i in range(n.title, n.start)}
        yield from (i for i in range(sentence.start, sentence.end) if i in self.nations and i not in others)


def _prior(nations: dict[int, tuple[str, bool]], roles: Roles) -> dict[str, float]:
    """Country -> score of its being that of the article: by its names, its bodies, the offices that are its alone."""
    offices = [r.office.country for _, r in roles if r.office and r.office.country and not _is_shared(r.office)]
    parties = [b.country for _, r in roles if r.party and (b := known.body(r.party)) and b.country]
    named = [land for land, by_body in nations.values() if not by_body]
    bodies = [land for land, by_body in nations.values() if by_body]
    scores: dict[str, float] = defaultdict(float)
    for lands, weight in ((named, NAMED), (bodies, BODIES), (offices + parties, OFFICES)):
        for land in lands:
            scores[land] += weight / len(lands)
    for land in {*offices, *parties}:
        scores[land] += OFFICE
    for land in {land for i, (land, _) in nations.items() if i < EARLY}:
        scores[land] += FIRST
    return dict(scores)


def _is_shared(office: known.Office) -> bool:
    """Whether many a country has offices of the name: senators, but hardly a Secretary of State."""
    return "{country}" in office.organization and not office.unique


def _likeliest(scores: dict[str, float]) -> str | None:
    """The country that is the likeliest by far (a softmax over the scores)."""
    total = sum(math.exp(score) for score in scores.values())
    best = max(sorted(scores), key=lambda land: scores[land], default=None)
    return best if best and math.exp(scores[best]) >= SURE * total else None


def _first(counts: dict[str, float]) -> str | None:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    if not ranked or (len(ranked) == 2 and ranked[0][1] < CLEAR * ranked[1][1]):
        return None
    return ranked[0][0]
