"""Which entries are one actor: the same name first, then variants of it, short names last; in doubt they stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg.identity.decisions import BY_PERSON, Decision, Ruling
from kg.identity.entries import Entry
from kg.identity.lands import is_description, is_shared
from kg.identity.likeness import LISTED, UNSURE, Candidate, closest_of
from kg.identity.profiles import BODIES, Profile, conflict, shared, size
from kg.identity.rules import RULES
from kg.model import fold

EXACT, EXACT_SHARED = 0.95, 0.99  # score of the same name, and of the same name with a role or country in common
OFTEN = 5  # times as many articles as all namesakes, from which on a name by itself means that one
NAMESAKES = 300  # that one more of the name is compared with: more than there are states


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
    """Entries of one kind and id together; extraction makes ids of canonical names, with hashes for bare ones.

    A name that an article takes for a group, another for a body of the same id ("Greens") is the body's. What is
    described, not named, is of one article: the "rebels" of another are others.
    """
    told = list(entries)
    bodies = {(e.actor.id, fold(e.actor.name)): e.actor.kind for e in told if e.actor.kind in BODIES}
    groups: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in told:
        actor = entry.actor
        kind = bodies.get((actor.id, fold(actor.name)), actor.kind) if actor.kind == "group" else actor.kind
        groups[kind, actor.id, entry.article if is_description(actor) else ""].append(entry)
    for key in sorted(groups):
        yield sorted(groups[key], key=_date)


def _date(entry: Entry) -> tuple[str, str]:
    return entry.published or "", entry.id


def _units(group: list[Entry], linked: dict[str, Profile]) -> list[Profile]:
    """What persons made one comes first, then each other entry by itself."""
    joined = {id(linked[entry.id]): linked[entry.id] for entry in group if entry.id in linked}
    return [*joined.values(), *(Profile.of(entry) for entry in group if entry.id not in linked)]


def _split(group: Sequence[Profile], found: Resolved, ruling: Ruling) -> None:
    """Make profiles of what bears one name: first of what articles tell a country or role of, then of the rest."""
    made: list[Profile] = []
    for own in group:
        if own.lands or own.roles:
            _settle(own, _home(own, made, ruling), made, found, ruling)
    known = list(made)
    homes = [(own, _home(own, known, ruling)) for own in group if known and not (own.lands or own.roles)]
    for own, home in homes:
        _settle(own, home, made, found, ruling)
    for own in group if not known else ():
        _settle(own, _home(own, made, ruling), made, found, ruling)


def _home(own: Profile, made: Sequence[Profile], ruling: Ruling) -> Profile | None:
    """Which of the profiles of its name one is part of: the one with most in common, else the only likely one."""
    fits = [p for p in made[:NAMESAKES] if not _kept_apart(p, own, ruling)]
    if not own.lands and is_shared(own.entries[0].actor):  # "Labour" in an article about Israel is not Britain's
        fits = [p for p in fits if own.near.keys() & p.lands]
    closest, common = closest_of(own, fits)
    if common or len(fits) < 2:
        return closest[0] if closest else None
    near = [p for p in fits if own.near.keys() & p.lands]
    if len(near) == 1:
        return near[0]
    best = max(fits, key=size)
    others = sum(len(p.entries) for p in fits if p is not best)
    return best if len(best.entries) >= OFTEN * others else None


def _settle(own: Profile, home: Profile | None, made: list[Profile], found: Resolved, ruling: Ruling) -> None:
    """Make one profile a part of its home, or one by itself, and write down why."""
    if home is None:
        found.decisions += _differences(own, made, ruling)
        found.profiles[own.id] = own
        made.append(own)
        return
    rank, common = shared(home, own)
    reason = f"same name, both {common}" if rank else "same name"
    found.decisions.append(Decision(own.id, home.id, "same", reason, EXACT_SHARED if rank else EXACT))
    _merge(found, own, home)


def _differences(own: Profile, made: Sequence[Profile], ruling: Ruling) -> Iterator[Decision]:
    """Why one is none of the profiles of its name: of the first ones, as decisions grow with actors, not with pairs."""
    for profile in made[:LISTED]:
        reason = _kept_apart(profile, own, ruling)
        if reason == BY_PERSON:
            continue
        if reason:
            yield Decision(own.id, profile.id, "different", f"same name, {reason}", EXACT)
        else:
            yield Decision(own.id, profile.id, "unsure", "same name, yet nothing tells whose it is", UNSURE)


def _kept_apart(one: Profile, other: Profile, ruling: Ruling) -> str | None:
    if ruling.forbids(other.ids, one.ids):
        return BY_PERSON
    if not one.objects.isdisjoint(other.objects):
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
