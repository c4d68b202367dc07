"""Profiles anchored to known actors of authority files: two that are one merge, one that is two is parted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kg.authorities import Authorities, Known, described, key_of
from kg.identity.decisions import AUTHORITY, Decision, Ruling, Verdict
from kg.identity.entries import Entry
from kg.identity.matching import DOUBT, SURE, Match, Matcher, agree
from kg.identity.profiles import Profile, conflict
from kg.identity.resolving import Resolved
from kg.identity.told import is_office, told_roles
from kg.model import KINDS, Article, Statement, fold

MORE = 5  # articles that are sure for each that tells something else: one role misread is no other person
RULED = 1.0  # score of what a person decided


@dataclass(frozen=True, slots=True)
class Anchored:
    """Known actors by the ids of their profiles, and all that any entry may have been, by their keys."""

    profiles: dict[str, Known] = field(default_factory=dict)
    named: dict[str, Known] = field(default_factory=dict)


def anchor(
    found: Resolved,
    articles: Iterable[Article],
    statements: Iterable[Statement],
    authorities: Authorities,
    ruling: Ruling | None = None,
) -> Anchored:
    """The known actors of profiles. Merges and parts profiles in `found`, and adds its decisions.

    Linear in the entries. What a person decided wins, and nobody has two profiles: in doubt none is anchored.
    """
    texts = {article.id: article.text for article in articles}
    work = _Work(found, Matcher(authorities, told_roles(statements), texts), ruling or Ruling())
    for key in sorted(found.profiles):
        work.part(found.profiles[key])
    anchors = {key: match for key in sorted(found.profiles) if (match := work.judged(found.profiles[key]))}
    work.merge(anchors)
    profiles = {key: anchors[key].known for key in sorted(work.undisputed(anchors))}
    return Anchored(profiles, {key_of(m.known): m.known for matches in work.matches.values() for m in matches})


class _Work:
    """Entries with their matches while they are anchored."""

    def __init__(self, found: Resolved, matcher: Matcher, ruling: Ruling) -> None:
        self.found, self.matcher, self.ruling = found, matcher, ruling
        every = (entry for profile in found.profiles.values() for entry in profile.entries)
        self.matches: dict[str, tuple[Match, ...]] = {entry.id: matcher.matches(entry) for entry in every}
        self.ruled: dict[str, set[str]] = defaultdict(set)  # whom a person took for one
        for one, other in self.ruling.same:
            self.ruled[one].add(other)
            self.ruled[other].add(one)

    def sure(self, entry: Entry) -> Match | None:
        """The match of an entry, if it is sure."""
        matches = self.matches[entry.id]
        return matches[0] if len(matches) == 1 and matches[0].score > SURE else None

    def part(self, profile: Profile) -> None:
        """Part a profile whose entries are known to be of different actors; those that nobody can tell are a third."""
        parts: dict[int, list[Entry]] = defaultdict(list)
        for entry in profile.entries:
            match = self.sure(entry)
            parts[id(match.known) if match else 0].append(entry)
        rest = parts.pop(0, [])
        firsts = [self._match(part[0]) for part in parts.values()]
        if len(parts) < 2 or not all(_are_two(a.known, b.known) for a, b in combinations(firsts, 2)):
            return
        split = [*parts.values(), *([rest] if rest else [])]
        if self._belong_together(split):
            return
        del self.found.profiles[profile.id]
        made = [_profile(part) for part in split]
        self.found.profiles |= {new.id: new for new in made}
        for one, other in combinations(made[: len(firsts)], 2):
            about = "; ".join(described(self._match(p.entries[0]).known, p.entries[0].published) for p in (one, other))
            self._decide(other.id, one.id, "different", f"known as two: {about}", min(m.score for m in firsts))

    def judged(self, profile: Profile) -> Match | None:
        """The match that holds for all entries of a profile; doubts are written down."""
        matches = [(entry, match) for entry in profile.entries for match in self.matches[entry.id]]
        ruled = [found for found in matches if not self.ruled[key_of(found[1].known)].isdisjoint(profile.ids)]
        best = ruled[0] if ruled else self._surest(profile)
        if best and self.ruling.forbids(profile.ids, {key_of(best[1].known)}):
            return None
        apart = None if ruled or not best else self._apart(profile, best[1].known)
        if best and not apart:
            return self._anchored(profile, *best, ruled=bool(ruled))
        for entry, match in _each(matches):
            reason = f"{match.how}, yet {apart}" if apart else match.how
            self._decide(
                profile.id, key_of(match.known), "unsure", f"{reason}: {described(match.known, entry.published)}", DOUBT
            )
        return None

    def merge(self, anchors: dict[str, Match]) -> None:
        """Make one of the profiles that are anchored to one known actor, if the names of all agree."""
        for keys in _by_known(anchors):
            profiles, known = [self.found.profiles[key] for key in keys], anchors[keys[0]].known
            names = sorted({name for profile in profiles for name in _names(profile)})
            kind = min((profile.kind for profile in profiles), key=KINDS.index)
            if not all(agree(one, other, kind) for one, other in combinations(names, 2)):
                continue
            large, *others = sorted(profiles, key=lambda p: (not _is_called(p, known), -len(p.entries), p.id))
            for small in others:
                if self.ruling.forbids(small.ids, large.ids) or conflict(small, large):
                    continue
                score = min(anchors[small.id].score, anchors[large.id].score)
                self._decide(
                    small.id, large.id, "same", f"both are {described(known, small.entries[0].published)}", score
                )
                large.take(small.entries)
                del self.found.profiles[small.id], anchors[small.id]

    def undisputed(self, anchors: dict[str, Match]) -> Iterator[str]:
        """The profiles that alone are their known actor: of several only one that has its name, if any."""
        claims: dict[object, list[str]] = defaultdict(list)
        for key, match in anchors.items():
            for claim in _claims(match.known):
                claims[claim].append(key)
        called = {key for key, match in anchors.items() if _is_called(self.found.profiles[key], match.known)}
        winners = {c: keys if len(keys) == 1 else [k for k in keys if k in called] for c, keys in claims.items()}
        for key, match in anchors.items():
            lost = [claims[claim] for claim in _claims(match.known) if winners[claim] != [key]]
            if not lost:
                yield key
                continue
            reason = f"{len(lost[0])} actors that seem to be several would be one: {described(match.known)}"
            self._decide(key, key_of(match.known), "unsure", reason, DOUBT)

    def _surest(self, profile: Profile) -> tuple[Entry, Match] | None:
        """The surest match of an entry, if all that are sure are of one known actor."""
        sure = [(entry, match) for entry in profile.entries if (match := self.sure(entry))]
        several = len({id(match.known) for _, match in sure}) > 1
        return None if several else max(sure, key=lambda found: found[1].score, default=None)

    def _anchored(self, profile: Profile, entry: Entry, match: Match, *, ruled: bool) -> Match:
        if ruled:
            return match._replace(score=RULED)
        reason = f"{match.how}: {described(match.known, entry.published)}"
        self._decide(profile.id, key_of(match.known), "same", reason, match.score)
        return match

    def _apart(self, profile: Profile, known: Known) -> str | None:
        """What entries of a profile tell against a known actor, unless far more of them are sure of it."""
        reasons = [r for entry in profile.entries if (r := self.matcher.against(known, entry) or self._open(entry))]
        return reasons[0] if len(reasons) * MORE > sum(map(bool, map(self.sure, profile.entries))) else None

    def _open(self, entry: Entry) -> str | None:
        """That an article may tell of another of the name."""
        count = len(self.matches[entry.id])
        return f"of {count} of the name nobody can tell whom an article means" if count > 1 else None

    def _belong_together(self, parts: Sequence[Sequence[Entry]]) -> bool:
        """Whether a person, or a graph that is joined again, has made one of entries of several parts."""
        places = {entry.id: number for number, part in enumerate(parts) for entry in part}
        if any(places.get(a) != places.get(b) for a, b in self.ruling.same if a in places and b in places):
            return True
        actors = [{id(entry.actor) for entry in part} for part in parts]
        return any(one & other for one, other in combinations(actors, 2))

    def _match(self, entry: Entry) -> Match:
        return self.matches[entry.id][0]

    def _decide(self, a: str, b: str, verdict: Verdict, reason: str, score: float) -> None:
        self.found.decisions.append(Decision(a, b, verdict, reason, score, AUTHORITY))


def _profile(entries: Sequence[Entry]) -> Profile:
    made = Profile.of(entries[0])
    made.take(entries[1:])
    return made


def _names(profile: Profile) -> list[str]:
    """The names of a profile, without those that are offices."""
    return sorted({entry.actor.name for entry in profile.entries if not is_office(entry)})


def _is_called(profile: Profile, known: Known) -> bool:
    """Whether an article calls a profile by the known actor's own name."""
    return fold(known.name) in profile.names


def _by_known(anchors: dict[str, Match]) -> list[list[str]]:
    """The profiles of each known actor that has several."""
    groups: dict[int, list[str]] = defaultdict(list)
    for key, match in anchors.items():
        groups[id(match.known)].append(key)
    return [keys for keys in groups.values() if len(keys) > 1]


def _claims(known: Known) -> list[object]:
    """What one actor alone can be: an entry, and each of its items."""
    return [id(known), *known.same_as]


def _are_two(one: Known, other: Known) -> bool:
    """Whether two entries are of two actors: of one file, or of different items. Others may tell of one twice."""
    same = set(one.same_as) & set(other.same_as)
    return one.source == other.source if not (one.same_as and other.same_as) else not same


def _each(matches: Iterable[tuple[Entry, Match]]) -> list[tuple[Entry, Match]]:
    """The first match of each known actor."""
    return list({id(match.known): (entry, match) for entry, match in reversed(list(matches))}.values())[::-1]
