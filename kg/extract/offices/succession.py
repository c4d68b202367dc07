"""Offices told by their other holders: her "predecessor" held what she holds, her "Polish counterpart" Poland's,
her "rival" seeks what she seeks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from kg.extract.offices.aims import CHALLENGER, RIVALS, SEEKERS, is_candidacy
from kg.extract.offices.candidacies import REELECTION
from kg.extract.offices.claims import Claim
from kg.extract.offices.seats import RolePhrase
from kg.model import Actor, Status

STATUSES: Mapping[str, Status] = {"predecessor": "former", "counterpart": "current"}
SURE = 0.85  # times the rest


def in_turn(
    claims: Iterable[Claim], homes: Mapping[str, str], person: Callable[[str], Actor | None]
) -> Iterator[Claim]:
    """The claims, a predecessor's and a counterpart's with the one office that the other is said to hold.

    `homes`: the country of each person's office, by the person's id; `person` finds a person by name.
    """
    claims = list(claims)
    for claim in claims:
        if claim.phrase.role == REELECTION:
            phrase = _office_of(claim.person.actor.id, claims, homes, unique=False)
            yield replace(claim, phrase=replace(phrase, role=REELECTION, status="future")) if phrase else claim
            continue
        noun = claim.phrase.role.rsplit(maxsplit=1)[-1].lower()
        owner = claim.owner or (person(claim.phrase.body) if claim.phrase.body else None)
        status = STATUSES.get(noun)
        if noun in RIVALS and owner and (rival := _rival_of(owner.id, claims, homes, claim.phrase, noun)):
            yield replace(claim, phrase=rival, confidence=claim.confidence * SURE, owner=None)
            continue
        if status is None or owner is None:
            yield claim
            continue
        phrase = _office_of(owner.id, claims, homes)
        if phrase and noun == "counterpart":
            phrase = _abroad(phrase, claim.phrase)
        if phrase:
            yield replace(claim, phrase=replace(phrase, status=status), confidence=claim.confidence * SURE, owner=None)


def _rival_of(
    owner: str, claims: list[Claim], homes: Mapping[str, str], told: RolePhrase, noun: str
) -> RolePhrase | None:
    """What a candidate's rival seeks, the same for another party; what a holder's "challenger" seeks, the office."""
    sought = [c.phrase for c in claims if c.person.actor.id == owner and c.phrase.status == "future"]
    status: Status = "former" if told.status == "former" else "future"
    found = next((p for p in sought if is_candidacy(p.role) and p.role.lower() not in {*SEEKERS, REELECTION}), None)
    if found:
        return replace(found, role=found.role.replace("nominee", "candidate"), party=told.party, status=status)
    if noun != CHALLENGER and all(p.role != REELECTION for p in sought):
        return None
    office = _office_of(owner, claims, homes, unique=False)
    return replace(office, role="candidate", party=told.party, status=status) if office else None


def _office_of(owner: str, claims: list[Claim], homes: Mapping[str, str], *, unique: bool = True) -> RolePhrase | None:
    """The one office that a person is said to hold; `unique`: of which there is one holder at a time."""
    mine = [c.phrase for c in claims if c.person.actor.id == owner]
    held = [p for p in mine if p.office and p.office.organization and p.office.unique >= unique]
    now = [p for p in held if p.status == "current"] or held
    if len({p.office for p in now}) != 1:
        return None
    told = next((p for p in now if p.body or p.nation or p.place), now[0])
    office = told.office
    bare = not (told.body or told.nation or told.place) and office is not None and office.country is None
    return replace(told, nation=homes.get(owner)) if bare else told


def _abroad(phrase: RolePhrase, told: RolePhrase) -> RolePhrase | None:
    """The same office of another country, if one is told: his "Polish" counterpart."""
    if not told.nation or phrase.office is None or phrase.office.level != "national":
        return None
    return RolePhrase(phrase.role, nation=told.nation, office=phrase.office)
