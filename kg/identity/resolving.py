"""Which entries are one actor: the same name first, then variants of it, short names last; in doubt they stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.identity.decisions import PERSON, Decision, Ruling
from kg.identity.entries import Entry
from kg.identity.profiles import Profile, conflict, in_common
from kg.identity.variants import RULES, Candidate

EXACT, EXACT_SHARED = 0.95, 0.99  # score of the same name, and of the same name with a role or country in common


@dataclass(slots=True)
class Resolved:
    """Profiles by the id of their first entry, and the decisions that led to them."""

    profiles: dict[str, Profile] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)


def resolve(entries: Iterable[Entry], ruling: Ruling | None = None) -> Resolved:
    """Group entries into actors. Linear in the entries but for small blocks of like names; deterministic."""
    ruling, found = ruling or Ruling(), Resolved()
    for group in _by_name(entries):
        for profile in _split(group, ruling, found.decisions):
            found.profiles[profile.id] = profile
    for rule in RULES:
        for candidate in rule(list(found.profiles.values())):
            _judge(found, candidate, ruling)
    for one, other in ruling.same:
        _force(found, one, other)
    return found


def _by_name(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries of one kind and id together; extraction makes ids of canonical names, with hashes for bare ones."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.actor.kind, entry.actor.id].append(entry)
    for key in sorted(groups):
        yield sorted(groups[key], key=lambda e: (e.published or "", e.id))


def _split(group: list[Entry], ruling: Ruling, decisions: list[Decision]) -> list[Profile]:
    """The profiles of entries of one name: an entry joins the first that nothing keeps it apart from."""
    made: list[Profile] = []
    for entry in group:
        own, reason = Profile.of(entry), ""
        for profile in made:
            if reason := _kept_apart(profile, own, ruling) or "":
                decisions.append(Decision(entry.id, profile.id, "different", f"same name, {reason}", EXACT))
                continue
            decisions.append(Decision(entry.id, profile.id, "same", *_same_name(profile, own)))
            profile.add(entry)
            break
        else:
            made.append(own)
    return made


def _same_name(profile: Profile, own: Profile) -> tuple[str, float]:
    shared = in_common(profile, own)
    return (f"same name, both {shared}", EXACT_SHARED) if shared else ("same name", EXACT)


def _kept_apart(one: Profile, other: Profile, ruling: Ruling) -> str | None:
    if any(a.actor is b.actor for a in one.entries for b in other.entries):
        return None  # joined before
    return "a person decided so" if ruling.forbids(other.ids, one.ids) else conflict(one, other)


def _judge(found: Resolved, candidate: Candidate, ruling: Ruling) -> None:
    """Join two profiles that a rule takes for one, or write down why not."""
    small, large = found.profiles.get(candidate.small), found.profiles.get(candidate.large)
    if small is None or large is None or small is large:
        return
    verdict, reason, score = candidate.verdict, candidate.reason, candidate.score
    if ruling.forbids(small.ids, large.ids):
        return
    if verdict == "same" and (apart := conflict(small, large)):
        verdict, reason = "unsure", f"{reason}, yet {apart}"
    found.decisions.append(Decision(small.id, large.id, verdict, reason, score))
    if verdict == "same":
        _merge(found, small, large)


def _merge(found: Resolved, small: Profile, large: Profile) -> None:
    large.take(small.entries)
    del found.profiles[small.id]


def _force(found: Resolved, one: str, other: str) -> None:
    """A person's word: the two profiles are one, whatever their names."""
    holders = {key: p for p in found.profiles.values() for key in (one, other) if key in p.ids}
    if len(holders) == 2 and holders[one] is not holders[other]:
        small, large = sorted((holders[one], holders[other]), key=lambda p: (len(p.entries), p.id))
        found.decisions.append(Decision(one, other, "same", "a person decided so", 1.0, PERSON))
        _merge(found, small, large)
