"""How near a country is to a person in an article: what its sentences name, and what the whole is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg import gazetteer as known
from kg.extract.lands import nations
from kg.extract.reading import Named, Reading
from kg.extract.seats import RolePhrase

FAR_WEIGHT = 0.2  # anywhere in the article, against 1 in a sentence that names the person
OBJECTS = frozenset({"pobj", "dobj", "npadvmod", "conj"})  # as these a country is rather another's: "went to Mexico"
# Weights of a conditional logit (Luce's choice rule) fitted on 219 offices without a country: the share of all namings
# by country, by its bodies, by offices and parties that are its alone; any of the last; named among the first words;
# the share of the person's sentences that name it, but not as an object; named in the first of them.
NAMED, BODIES, OFFICES, OFFICE, FIRST, OWN, BESIDE = 1.7, 1.4, 0.9, 1.0, 0.7, 1.1, 0.6
GOVERNMENT = 2.0  # of the United States, where the person's "administration" is named
EARLY = 60  # tokens
AMERICAN = "administration"  # only the governments of the United States are called so
Roles = Sequence[tuple[str, RolePhrase]]


class Surroundings:
    """How much each country is named around each person; gathered once an article."""

    def __init__(self, reading: Reading, rivals: set[str], roles: Roles = ()) -> None:
        self.reading, self.rivals, self.nations = reading, rivals, nations(reading)
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
        if any(doc[n.end : n.end + 1].text == AMERICAN for n in places):
            scores["United States"] = scores.get("United States", 0.0) + GOVERNMENT
        for at, named in enumerate(places):
            sentence = list(self._in_sentence(named))
            for land in {self.nations[i][0] for i in sentence if doc[i].dep_ not in OBJECTS}:
                scores[land] = scores.get(land, 0.0) + OWN / len(places)
            for land in {self.nations[i][0] for i in sentence} if at == 0 else ():
                scores[land] = scores.get(land, 0.0) + BESIDE
        return scores

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
