"""Offices by a name that many bodies share: a bare "Secretary-General" is that of a body which the article names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cache

from kg import gazetteer as known
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
    bodies, near = bodies_in(reading.doc, reading.home), _near(reading, claim.at)
    close = {seats[bodies[i]] for i in near if bodies.get(i) in seats}
    told = close or {seats[name] for name in bodies.values() if name in seats}
    many = len(set(seats.values())) > 1  # any union may have a Secretary-General
    if len(told) != 1 or ((many or not close) and _others(reading, near, seats)):
        return None
    return next(iter(told))


def _others(reading: Reading, near: range, seats: Mapping[str, str]) -> bool:
    """Whether any other organization is named there."""
    first, end = (bisect_left(reading.named, i, key=lambda n: n.start) for i in (near.start, near.stop))
    found = (n.actor.name for n in reading.named[first:end] if n.actor.kind == "organization")
    return any((body.name if (body := known.body(name)) else name) not in seats for name in found)


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
