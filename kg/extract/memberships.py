"""Who holds which role where: what the article claims, settled at the bodies where such roles are held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.offices.affiliations import affiliation, partisan
from kg.extract.offices.aims import is_candidacy
from kg.extract.offices.appositions import apposition_after, apposition_before
from kg.extract.offices.beside import described, party_tag, shared_title, title
from kg.extract.offices.bodies import BODY_KINDS, CAMPAIGN, Bodies
from kg.extract.offices.candidacies import candidacy, reelection
from kg.extract.offices.claims import GUESSED, Claim
from kg.extract.offices.departures import bygone, departure
from kg.extract.offices.homes import countries_of, is_countrys, is_national
from kg.extract.offices.joined import joined
from kg.extract.offices.lists import counted, introduced, is_among, summed_up
from kg.extract.offices.namesakes import named_seat
from kg.extract.offices.occupations import (
    at_employers,
    employers,
    is_of_press,
    is_told,
    placed_nowhere,
    without_repeats,
)
from kg.extract.offices.predicates import copula, led_by, object_role, role_verb, seat_of
from kg.extract.offices.regions import in_regions
from kg.extract.offices.seats import RolePhrase, is_profession, is_relation
from kg.extract.offices.settling import settled
from kg.extract.offices.succession import in_turn
from kg.extract.reading import Named, Reading
from kg.model import Actor, Membership, fold
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

EXTRACTOR = "memberships/1"

OWN_LEVELS = frozenset({"civil", "local", "military"})
PARTY_LEVELS = frozenset({"party", "civil"})
SPOKESMAN = "spokesman"
PARTY_ROLES = frozenset({"republican", "democrat", "democratic", "independent", "liberal", "conservative", "member"})


def memberships(reading: Reading) -> Iterator[Membership]:
    """The memberships of an article, each person's role at a body once."""
    bodies = Bodies(reading)
    claims = [partisan(reading, claim) for claim in joined(reading, bygone(reading, claims_of(reading)))]
    homes = countries_of(reading, [(c.person.actor.id, c.phrase) for c in claims])
    claims = list(in_regions(reading, list(in_turn(claims, homes, bodies.person))))
    found = [m for claim in claims for m in _memberships(reading, bodies, homes.get(claim.person.actor.id), claim)]
    placed = at_employers([*found, *_ranked(claims, found)], employers(reading))
    yield from without_repeats(settled(placed))


def _ranked(claims: list[Claim], found: list[Membership]) -> Iterator[Membership]:
    """A rank told without a body, at the one body of the person's other office: "Pentagon spokesman" Col. Roe."""
    for claim in claims:
        phrase, person = claim.phrase, claim.person.actor
        if not phrase.office or phrase.office.level != "military" or not phrase.bare or phrase.nation:
            continue
        others = [m for m in found if m.person == person and m.status == phrase.status and m.role != "member"]
        if len({m.organization for m in others}) == 1:
            sure = min(claim.confidence, others[0].confidence) * GUESSED
            yield replace(others[0], role=phrase.role, confidence=sure)


def claims_of(reading: Reading, finders: Sequence[Finder] | None = None) -> Iterator[Claim]:
    """What the article claims of each person, finder by finder."""
    for person in (n for n in reading.named if n.actor.kind == "person"):
        for finder in finders or FINDERS:
            for claim in finder(reading, person):
                yield claim
                if seat := seat_of(claim.phrase):
                    yield replace(claim, phrase=seat)


def _memberships(reading: Reading, bodies: Bodies, home: str | None, claim: Claim) -> Iterator[Membership]:
    """The role at its body, and the party that the phrase names."""
    claim = _of_whom(reading, bodies, claim)
    phrase, evidence = claim.phrase, (reading.sentence(reading.doc[claim.at]),)
    member = Membership(
        person=claim.person.actor, role="member", evidence=evidence, confidence=claim.confidence, extractor=EXTRACTOR,
        observed=reading.article.published, start=claim.term.start, end=claim.term.end,
    )  # fmt: skip
    partisan = fold(phrase.role) in PARTY_ROLES and (phrase.party or not phrase.linked)
    none_held = partisan or is_relation(phrase.role)
    seat, guessed = (None, False) if none_held else _seat(phrase, home, bodies)
    if seat is None and not none_held:
        seat = _told_elsewhere(reading, bodies, claim, phrase) or (phrase.party if _of_party(phrase) else None)
        seat = seat or named_seat(reading, claim)
    if phrase.party and (seat != phrase.party or phrase.status == "future" or is_candidacy(phrase.role)):
        past = phrase.status == "former"  # "a former Democrat"; a former Democratic mayor may well be one still
        own = replace(member, status="former") if past else member
        follower = own if phrase.role == "member" else replace(member, start=None, end=None)
        yield replace(follower, organization=bodies.find(phrase.party))
    if (seat and not is_of_press(phrase.role)) or is_told(reading, claim):  # other roles at no body: most were wrong
        confidence = claim.confidence * (GUESSED if guessed else 1.0)
        body = bodies.find(seat) if seat else None
        yield replace(member, role=phrase.role, organization=body, status=phrase.status, confidence=confidence)


def _of_whom(reading: Reading, bodies: Bodies, claim: Claim) -> Claim:
    """The claim without what is no body: a person ("Brown's" minister), a word that only begins a sentence."""
    phrase = placed_nowhere(claim.phrase)
    claim, name = replace(claim, phrase=phrase), phrase.body
    served = bodies.person(name) if name and not _is_of_body(phrase) else None
    if served:
        own = phrase.office if phrase.office and phrase.office.unique else None
        land = known.nation(name) or known.capital(name) if name else None  # "Paris's" manager, where Paris is a person
        nation = None if land and land.name == phrase.nation else phrase.nation
        plain = replace(phrase, body=None, nation=nation, office=own)
        return replace(claim, phrase=plain, owner=claim.owner or served)
    if name and not bodies.knows(name) and _merely_begins(reading.doc, claim, name):
        return replace(claim, phrase=replace(phrase, body=None, linked=True))
    return claim


def _merely_begins(doc: Doc, claim: Claim, name: str) -> bool:
    """Whether a word may have its capital from the beginning of a sentence: "Industry" leader, but "Gdansk" Mayor."""
    first, office = doc[claim.at], claim.phrase.office
    local = office is not None and office.level == "local"
    return bool(first.is_sent_start) and first.text == name and not first.ent_type_ and not local


def _seat(phrase: RolePhrase, home: str | None, bodies: Bodies) -> tuple[str | None, bool]:
    """Name of the body at which a role is held, and whether its country was guessed from the article."""
    office = phrase.office
    if phrase.body and (phrase.linked or bodies.knows(phrase.body)):
        return phrase.body, False
    if phrase.body and known.is_outlet(phrase.body.partition(" ")[0]):
        return None, False  # "CNN Polling"
    if office and office.country and home not in (None, office.country) and not phrase.nation:
        return bodies.own(office, home) or home or None, True  # "attorney general" in an article about Britain alone
    if office and phrase.place and is_national(office):
        return phrase.place, False  # the premier of a province
    if office and (seats := known.seats(office, country=phrase.nation, place=phrase.place, party=phrase.party)):
        return seats[0], False
    if office and phrase.body and office.level in OWN_LEVELS and not phrase.party and not known.is_outlet(phrase.body):
        return phrase.body, False  # a company's chief executive, a town's mayor
    if phrase.body and phrase.place and not office:
        return None, False  # the manager of the New York "Yankees"
    if office and home and is_national(office) and phrase.bare:
        return home, True
    if office and home and office.level == "party" and is_countrys(office) and phrase.bare:
        return home, True  # a presidential candidate
    return phrase.place or phrase.nation or (phrase.party if _of_party(phrase) and not phrase.noun else None), False


def _told_elsewhere(reading: Reading, bodies: Bodies, claim: Claim, phrase: RolePhrase) -> str | None:
    """The body of a role by whom it is said to serve, by its noun ("agency" spokesman), by what is named beside it."""
    if claim.owner and not phrase.party and (seat := _at_owner(claim.owner, phrase)):
        return seat
    body = bodies.such(phrase.noun, claim.at) if phrase.noun else None
    if not phrase.noun and not phrase.linked and phrase.office and phrase.office.name == SPOKESMAN:
        body = bodies.beside(reading.doc, claim.at)
    return body.name if body else None


def _at_owner(owner: Actor, phrase: RolePhrase) -> str | None:
    """The body of a role at somebody: the office of whom a spokesman serves, the agency that is meant."""
    if owner.kind != "person":
        return owner.name if owner.kind in BODY_KINDS and not is_profession(phrase.role) else None
    served = _serves(phrase)
    return f"{owner.name}'s {served}" if served else None


def _serves(phrase: RolePhrase) -> str | None:
    """At what of a politician's a role is held: a spokesman at the "office", a running mate at the "campaign"."""
    words = phrase.role.lower().partition(" to ")[0].partition(" on ")[0].split()
    if CAMPAIGN in words:
        return CAMPAIGN
    return _staff().get(" ".join(words)) or _staff().get(words[-1])


@cache
def _staff() -> dict[str, str]:
    return {row["noun"]: row["at"] for row in rows("staff_nouns.tsv")}


def _is_of_body(phrase: RolePhrase) -> bool:
    """Whether "of" behind a role can only be that of a body: the mayor of Gdansk, though Gdansk may be a surname."""
    unique = phrase.office is not None and phrase.office.unique and phrase.office.level in OWN_LEVELS | {"regional"}
    return phrase.linked and unique and not _serves(phrase)


def _of_party(phrase: RolePhrase) -> bool:
    """Whether the role is held at the party ("chairman" of the party); a "governor" merely belongs to it."""
    return phrase.linked or (phrase.office is not None and phrase.office.level in PARTY_LEVELS)


Finder = Callable[[Reading, Named], Iterator[Claim]]

# What is written beside a name, and what is told elsewhere of whom it names.
BESIDE: tuple[Finder, ...] = (
    title, shared_title, introduced, counted, summed_up, apposition_after, apposition_before, copula, role_verb,
    party_tag,
)  # fmt: skip
FINDERS: tuple[Finder, ...] = (
    *BESIDE, is_among, led_by, object_role, described, affiliation, candidacy, reelection, departure,
)  # fmt: skip
