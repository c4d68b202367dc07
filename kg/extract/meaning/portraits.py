"""What an article says of each person, as far as a description such as "the Kentucky senator" may recall it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg import gazetteer as known
from kg.extract.memberships import BESIDE, claims_of
from kg.extract.offices.beside import MAX_TAG, TAG
from kg.extract.offices.homes import countries_of
from kg.extract.offices.seats import RolePhrase
from kg.extract.reading import Named, Reading
from kg.model import Actor, fold


@dataclass(slots=True)
class Portrait:
    """What is said of a person: roles held now and formerly, their countries, regions, parties, bodies; age, gender.

    Bodies are folded, the others names of the gazetteer.
    """

    roles: set[str] = field(default_factory=set)
    former: set[str] = field(default_factory=set)
    nations: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    bodies: set[str] = field(default_factory=set)
    age: str | None = None
    gender: str | None = None


Portraits = Mapping[str, Portrait]

MANY = frozenset({"civil"})  # levels of offices of which an article may name several, each at a body of its own


def portraits(reading: Reading, titles: Mapping[str, Sequence[str]]) -> Portraits:
    """A portrait of each person, by the person's id, from what is written beside the names.

    `titles`: the folded role nouns before the names of each actor, by its id.
    """
    found: dict[str, Portrait] = defaultdict(Portrait)
    persons = [n for n in reading.named if n.actor.kind == "person"]
    told = [(claim.person.actor.id, claim.phrase) for claim in claims_of(reading, BESIDE)]
    for person, phrase in told:
        _add(found[person], phrase)
    for person, country in countries_of(reading, told).items():
        found[person].nations.add(country)
    for named in persons:
        _add_beside(reading, found[named.actor.id], named)
    for named in persons:
        found[named.actor.id].gender = found[named.actor.id].gender or _of_name(named.actor)
    for key, nouns in titles.items():
        if not found[key].roles | found[key].former:
            found[key].roles.update(nouns)
    return found


def _roles_of(phrase: RolePhrase) -> set[str]:
    """The names by which a role may be recalled: all its words, its office, its noun unless that is a higher office."""
    names = {fold(phrase.role)} | ({phrase.office.name} if phrase.office else set())
    noun = known.role_noun(phrase.role.rsplit(maxsplit=1)[-1])
    alone = known.office(noun.name) if noun else None
    higher = alone is not None and alone.office.unique and alone.office.level not in MANY  # vice "president"
    return names | ({noun.name} if noun and not higher else set())


def _add(portrait: Portrait, phrase: RolePhrase) -> None:
    held = portrait.former if phrase.status == "former" else portrait.roles
    held.update(_roles_of(phrase))
    told = ((portrait.nations, phrase.nation), (portrait.places, phrase.place), (portrait.parties, phrase.party))
    for names, name in (*told, (portrait.bodies, fold(phrase.body or ""))):
        if name:
            names.add(name)


def _add_beside(reading: Reading, portrait: Portrait, person: Named) -> None:
    """The state of a party's tag (R-Ohio), the age (Roe, "54", …), and the gender that a title tells."""
    after = reading.doc[person.end : person.end + MAX_TAG]
    tag = TAG.match(after.text)
    region = known.region(tag["place"].strip()) if tag else None
    if region:
        portrait.places.add(region.name)
    words = [t.text for t in after[:3]]
    if words[:1] == [","] and words[1:2] and words[1].isdigit() and words[2:3] in ([","], ["."]):
        portrait.age = words[1]
    for token in reading.doc[person.title : person.start]:
        portrait.gender = portrait.gender or _of_title(token.text)


def _of_title(word: str) -> str | None:
    """The gender that a title or role noun tells: "Ms.", "congresswoman"."""
    title, noun = known.title(word), known.role_noun(word)
    return (title.gender if title else None) or (noun.gender if noun else None)


def _of_name(actor: Actor) -> str | None:
    words = actor.name.split()
    return known.gender(words[0]) if len(words) > 1 else None
