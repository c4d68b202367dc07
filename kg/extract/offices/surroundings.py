"""How near a country is to a person in an article: what its sentences name, and what the whole is about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg import gazetteer as known
from kg.extract.offices.seats import RolePhrase
from kg.extract.reading import Named, Reading
from kg.resources import rows

FAR_WEIGHT = 0.2  # anywhere in the article, against 1 in a sentence that names the person
OBJECTS = frozenset({"pobj", "dobj", "npadvmod", "conj"})  # as these a country is rather another's: "went to Mexico"
EARLY = 60  # tokens
AMERICAN = "administration"  # only the governments of the United States are called so
Roles = Sequence[tuple[str, RolePhrase]]
Features = Mapping[str, Mapping[str, float]]  # by country


class Surroundings:
    """How much each country is named around each person; gathered once an article."""

    def __init__(self, reading: Reading, rivals: set[str], roles: Roles = ()) -> None:
        self.reading, self.rivals, self.nations = reading, rivals, reading.lands
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
        """Country -> score of its being the person's (Luce's choice rule); nothing where a rival is always near."""
        return _scores(self.features(person))

    def alone(self) -> dict[str, float]:
        """Country -> score of its being that of the article, whoever is named."""
        return _scores(self.prior)

    def features(self, person: str) -> dict[str, dict[str, float]]:
        """Country -> named features, of the whole article and of the sentences that name the person."""
        doc, places = self.reading.doc, [n for n in self.places[person] if not self._beside_rival(n)]
        if not places:
            return {}
        found = defaultdict(dict, {land: dict(values) for land, values in self.prior.items()})
        if any(doc[n.end : n.end + 1].text == AMERICAN for n in places):
            found["United States"]["government"] = 1.0
        for at, named in enumerate(places):
            sentence = list(self._in_sentence(named))
            for land in sorted({self.nations[i][0] for i in sentence if doc[i].dep_ not in OBJECTS}):
                found[land]["own"] = found[land].get("own", 0.0) + 1 / len(places)
            for land in sorted({self.nations[i][0] for i in sentence}) if at == 0 else ():
                found[land]["beside"] = 1.0
        return found

    def near_to(self, person: str) -> set[str]:
        """The countries that the person's sentences name, but for those in the titles of others."""
        return {self.nations[i][0] for named in self.places[person] for i in self._in_sentence(named)}

    def together(self, person: str, other: str) -> bool:
        """Whether a sentence names two different persons."""
        return person != other and any({person, other} <= {n.actor.id for n in near} for near in self.near.values())

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


def _prior(nations: Mapping[int, tuple[str, bool]], roles: Roles) -> dict[str, dict[str, float]]:
    """Country -> features that tell it is that of the article: the share of all namings by its names, by its bodies, by
    offices and parties that are its alone; any of the last; named among the first words.
    """
    offices = [r.office.country for _, r in roles if r.office and r.office.country and not _is_shared(r.office)]
    parties = [b.country for _, r in roles if r.party and (b := known.body(r.party)) and b.country]
    named = [land for land, by_body in nations.values() if not by_body]
    bodies = [land for land, by_body in nations.values() if by_body]
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for lands, name in ((named, "named"), (bodies, "bodies"), (offices + parties, "offices")):
        for land, times in Counter(lands).items():
            found[land][name] = times / len(lands)
    for land in (*offices, *parties):
        found[land]["office"] = 1.0
    for land in (land for i, (land, _) in nations.items() if i < EARLY):
        found[land]["first"] = 1.0
    return dict(found)


def _scores(features: dict[str, dict[str, float]]) -> dict[str, float]:
    weights = _weights()
    return {land: sum(weights.get(n, 0.0) * v for n, v in values.items()) for land, values in features.items()}


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("country_weights.tsv")}


def _is_shared(office: known.Office) -> bool:
    """Whether many a country has offices of the name: senators, but hardly a Secretary of State."""
    return "{country}" in office.organization and not office.unique
