"""What somebody is by occupation: a role that needs no body, such as "lawyer", unless the article tells one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.offices.claims import Claim
from kg.extract.offices.seats import RolePhrase
from kg.extract.reading import Named, Reading
from kg.model import Actor, Membership
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 0.75  # of what is told of an occupation at no body: "was a lawyer" alone is too little
BODIES = frozenset({"organization", "group"})
AT = frozenset({"of", "at", "with", "from"})
SHORTEST = 4  # characters of a word that may stand for an occupation: "Prof."
MAX_LINK = 6  # tokens from a name to that of the body behind it
PRESS = "press"
LEARNED = frozenset({"science"})
PLAIN = frozenset({"DET", "ADJ", "NOUN", "PUNCT"})


def is_occupation(role: str) -> bool:
    """Whether a role is an occupation, which somebody may have at no body."""
    return _field(role) not in {None, PRESS}


def is_of_press(role: str) -> bool:
    """Whether a role is a reporter's, who is no political actor."""
    return _field(role) == PRESS


def is_told(reading: Reading, claim: Claim) -> bool:
    """Whether an occupation at no body is told well enough, by its own noun: "Rev." Jane Roe need be no pastor."""
    words = {t.lower_.rstrip(".") for t in reading.doc[claim.at].sent if len(t) >= SHORTEST}
    noun = _noun(claim.phrase.role) or ""
    written = any(noun.startswith(word) or word.startswith(noun) for word in words)
    office = claim.phrase.office
    if office and office.unique:
        return False  # a "chief executive"
    return is_occupation(claim.phrase.role) and claim.confidence >= LEAST and written


def placed_nowhere(phrase: RolePhrase) -> RolePhrase:
    """The phrase of an occupation without the country or town that only tells where somebody lives or comes from."""
    if phrase.office or phrase.party or not is_occupation(phrase.role):
        return phrase
    land = phrase.body and (known.nation(phrase.body) or known.region(phrase.body) or known.capital(phrase.body))
    return replace(phrase, nation=None, place=None, body=None if land else phrase.body)


def employers(reading: Reading) -> dict[str, Actor]:
    """The one body beside the name of a person, by the person's id: Jane Roe "of the Orbex Institute"."""
    found: dict[str, set[Actor]] = {}
    for person, following in zip(reading.named, reading.named[1:], strict=False):
        if person.actor.kind == "person" and following.actor.kind in BODIES and _links(reading.doc, person, following):
            found.setdefault(person.actor.id, set()).add(following.actor)
    return {person: next(iter(bodies)) for person, bodies in found.items() if len(bodies) == 1}


def _links(doc: Doc, person: Named, body: Named) -> bool:
    between = doc[person.end : body.title]
    plain = all(t.pos_ in PLAIN and t.text != "," for t in between[1:])
    return 0 < len(between) <= MAX_LINK and between[0].lower_ in AT and plain


def at_employers(found: Iterable[Membership], beside: dict[str, Actor]) -> Iterator[Membership]:
    """The memberships; learned occupations at no body at that of the person's other one, or at the employer."""
    kept = list(found)
    for item in kept:
        if item.organization or _field(item.role) not in LEARNED:
            yield item
            continue
        others = (m.organization for m in kept if m.person == item.person and _field(m.role) in LEARNED)
        bodies = list(dict.fromkeys(b for b in (*others, beside.get(item.person.id)) if b))
        yield replace(item, organization=bodies[0]) if len(bodies) == 1 else item


def without_repeats(found: Iterable[Membership]) -> Iterator[Membership]:
    """The memberships, without occupations at no body of which one at a body or a longer name is told."""
    kept = list(found)
    yield from (m for m in kept if m.organization or not any(_says_more(other, m) for other in kept))


def _says_more(other: Membership, item: Membership) -> bool:
    if other.person != item.person or other is item or _noun(other.role) != _noun(item.role):
        return False
    return other.organization is not None or len(other.role) > len(item.role)


def _field(role: str) -> str | None:
    return _fields().get(_noun(role) or "")


def _noun(role: str) -> str | None:
    noun = known.role_noun(role.rsplit(maxsplit=1)[-1])
    return noun.name if noun else None


@cache
def _fields() -> dict[str, str]:
    return {row["noun"]: row["field"] for row in rows("occupations.tsv")}
