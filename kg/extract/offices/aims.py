"""What a candidate aims at, and the candidate's role that it tells: "the governorship of Lagos", "prime minister"."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.naming.wording import JOINTS
from kg.extract.offices.roles import read_role
from kg.extract.offices.seats import RolePhrase
from kg.resources import rows

if TYPE_CHECKING:
    from kg.model import Status

# Who seeks a thing; of the second only where it is told what.
SEEKERS = frozenset(
    {"candidate", "nominee", "contender", "hopeful", "frontrunner", "front-runner", "favourite", "favorite"}
)
CANDIDATE = "candidate"  # the office of those of whom it is not told what they seek
CHALLENGER = "challenger"
RIVALS = frozenset({"rival", "opponent", "competitor", CHALLENGER})
LEFT_OUT = frozenset({"the", "a", "an", "his", "her", "their", "its", "next", "seat", "post", "job"})


def aimed_at(text: str) -> RolePhrase | None:
    """The candidate's role that a sought thing or office tells: "the Democratic presidential nomination"."""
    words = [w for w in text.split() if w.lower() not in LEFT_OUT]
    cut = next((i for i, w in enumerate(words) if w.lower() in JOINTS), len(words))
    if not cut:
        return None
    before, last, after = " ".join(words[: cut - 1]), words[cut - 1], words[cut:]
    whole = _sought().get(" ".join(words[:cut]).lower())
    role = whole or _sought().get(last.lower())
    if role:
        phrase = read_role(" ".join(w for w in ("" if whole else before, role, *after) if w))
        return replace(phrase, status="future") if phrase else None
    phrase = read_role(" ".join(words)) if known.role_noun(last) else None
    return replace(phrase, role=f"candidate for {phrase.role}", status="future") if phrase else None


def aiming(phrase: RolePhrase, text: str) -> RolePhrase:
    """A role phrase, a candidate's with what is sought: one of her rivals "for the presidency" is a candidate."""
    before, link, sought = text.partition(" for ")
    noun = before.rpartition(" ")[2].lower()
    known_aim = phrase.office is not None and phrase.office.name != CANDIDATE
    found = aimed_at(sought) if link and noun in SEEKERS | RIVALS and not known_aim else None
    if found is None:
        return phrase
    party, nation, place = phrase.party or found.party, phrase.nation or found.nation, phrase.place or found.place
    return replace(found, party=party, nation=nation, place=place, status=told(phrase.status))


def told(status: Status) -> Status:
    """A seeker's status: of who is not said to have sought before, the future."""
    return "future" if status == "current" else status


def is_candidacy(role: str) -> bool:
    """Whether a role is that of a candidate: "presidential nominee", "candidate for governor"."""
    return not SEEKERS.isdisjoint(role.lower().split())


@cache
def _sought() -> dict[str, str]:
    return {row["sought"]: row["role"] for row in rows("sought.tsv")}
