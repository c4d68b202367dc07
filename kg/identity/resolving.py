"""Which entries are one actor: the same name first, then variants of it, short names last; in doubt they stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.identity.decisions import BY_PERSON, Decision, Ruling
from kg.identity.entries import Entry
from kg.identity.profiles import Profile, conflict, in_common
from kg.identity.variants import RULES, Candidate

NAMESAKES = 10  # earlier profiles of a name from which a new one is said to differ: decisions grow with the entries
EXACT, EXACT_SHARED = 0.95, 0.99  # score of the same name, and of the same name with a role or country in common


@dataclass(slots=True)
class Resolved:
    """Profiles by the id of their first entry, and the decisions that led to them.

    `linked` are the profiles of which persons made several entries one, by the ids of these.
    """

    profiles: dict[str, Profile] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    linked: dict[str, Profile] = field(default_factory=dict)


def resolve(entries: Iterable[Entry], ruling: Ruling | None = None) -> Resolved:
    """Group entries into actors. Linear in the entries but for small blocks of like names; deterministic."""
    ruling, told = ruling or Ruling(), list(entries)
    found = Resolved(linked=_linked(told, ruling))
    for group in _by_name(told):
        _split(_units(group, found.linked), found, ruling)
    for rule in RULES:
        for candidate in rule(list(found.profiles.values())):
            _judge(found, candidate, ruling)
    return found


def _linked(entries: Iterable[Entry], ruling: Ruling) -> dict[str, Profile]:
    """The profiles that persons made, by the ids of their entries: rules come after, so that a person's word holds."""
    groups = ruling.groups()
    wanted = {key for group in groups for key in group}
    known = {entry.id: entry for entry in entries if entry.id in wanted}
    linked: dict[str, Profile] = {}
    for group in groups:
        if here := sorted((known[key] for key in group if key in known), key=_date):
            profile = Profile.of(here[0])
            profile.take(here[1:])
            linked |= dict.fromkeys(profile.ids, profile)
    return linked


def _by_name(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries of one kind and id together; extraction makes ids of canonical names, with hashes for bare ones."""
    groups: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.actor.kind, entry.actor.id].append(entry)
    for key in sorted(groups):
        yield sorted(groups[key], key=_date)


def _date(entry: Entry) -> tuple[str, str]:
    return entry.published or "", entry.id


def _split(group: Iterable[Profile], found: Resolved, ruling: Ruling) -> None:
    """Make profiles of entries of one name: each joins the first that nothing keeps it apart from."""
    made: list[Profile] = []
    for own in group:
        apart: list[Decision] = []
        for profile in made:
            if reason := _kept_apart(profile, own, ruling):
                if reason != BY_PERSON:
                    apart.append(Decision(own.id, profile.id, "different", f"same name, {reason}", EXACT))
                continue
            found.decisions.append(Decision(own.id, profile.id, "same", *_same_name(profile, own)))
            _merge(found, own, profile)
            break
        else:
            found.decisions += apart[:NAMESAKES]
            made.append(own)
            found.profiles[own.id] = own


def _units(group: list[Entry], linked: dict[str, Profile]) -> list[Profile]:
    """What persons made one comes first, then each other entry by itself."""
    joined = {id(linked[entry.id]): linked[entry.id] for entry in group if entry.id in linked}
    return [*joined.values(), *(Profile.of(entry) for entry in group if entry.id not in linked)]


def _same_name(profile: Profile, own: Profile) -> tuple[str, float]:
    shared = in_common(profile, own)
    return (f"same name, both {shared}", EXACT_SHARED) if shared else ("same name", EXACT)


def _kept_apart(one: Profile, other: Profile, ruling: Ruling) -> str | None:
    if ruling.forbids(other.ids, one.ids):
        return BY_PERSON
    if any(a.actor is b.actor for a in one.entries for b in other.entries):
        return None  # joined before
    return conflict(one, other)


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
    found.profiles.pop(small.id, None)
    found.linked |= dict.fromkeys((key for key in small.ids if key in found.linked), large)
