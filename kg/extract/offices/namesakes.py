"""Offices by a name that many bodies share: a bare "Secretary-General" is that of a body which the article names."""

from __future__ import annotations

from functools import cache

from kg.extract.offices.bodies import BODY_KINDS
from kg.extract.offices.claims import Claim
from kg.extract.offices.lands import bodies_in
from kg.extract.reading import Reading
from kg.resources import rows


def named_seat(reading: Reading, claim: Claim) -> str | None:
    """The one body at which a bare role is held, of those that the article names; None where others are nearer."""
    phrase = claim.phrase
    seats = _seats().get(phrase.office.name, {}) if phrase.office else {}
    if not seats or claim.owner or not phrase.bare or phrase.noun or phrase.nation or phrase.party:
        return None
    bodies, near = bodies_in(reading), _near(reading, claim.at)
    close = {seats[bodies[i]] for i in near if bodies.get(i) in seats}
    told = close or {seats[name] for name in bodies.values() if name in seats}
    others = any(n.start in near and n.actor.kind in BODY_KINDS[:1] for n in reading.named)
    return next(iter(told)) if len(told) == 1 and (close or not others) else None


def _near(reading: Reading, at: int) -> range:
    """The tokens of a token's sentence and of the one before."""
    own = reading.doc[at].sent
    return range(reading.doc[own.start - 1].sent.start if own.start else 0, own.end)


@cache
def _seats() -> dict[str, dict[str, str]]:
    """Office -> body that must be named -> body at which it is held then."""
    found: dict[str, dict[str, str]] = {}
    for row in rows("named_seats.tsv"):
        found.setdefault(row["office"], {})[row["named"]] = row["organization"]
    return found
