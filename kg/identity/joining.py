"""One graph of what several articles say: actors and policies that are one become one, and so do equal claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kg import gazetteer as known
from kg.authorities import Authorities
from kg.identity.adopting import adopted
from kg.identity.anchoring import Anchored, anchor
from kg.identity.decisions import POLICY, Decision, Ruling, Side
from kg.identity.entries import appearances, entries, entry_id
from kg.identity.names import canonical_ids, slug
from kg.identity.policies import resolve_policies
from kg.identity.policy_entries import policy_entries, policy_entry_id
from kg.identity.profiles import Profile
from kg.identity.resolving import resolve
from kg.model import KINDS, Actor, Article, Graph, Policy, Stance, Statement, digest
from kg.statements import ACTOR_FIELDS, merge


class Joined(NamedTuple):
    """A graph, the decisions about who is one that led to it, and what the ids in these stand for."""

    graph: Graph
    decisions: tuple[Decision, ...]
    sides: Mapping[str, Side]


def join(
    articles: Iterable[Article],
    actors: Iterable[Actor],
    statements: Iterable[Statement],
    ruling: Ruling | None = None,
    authorities: Authorities | None = None,
) -> Graph:
    """One graph of what several articles say."""
    return joined(articles, actors, statements, ruling, authorities).graph


def joined(
    articles: Iterable[Article],
    actors: Iterable[Actor],
    statements: Iterable[Statement],
    ruling: Ruling | None = None,
    authorities: Authorities | None = None,
) -> Joined:
    """One graph of what several articles say, and why; what persons decided (`ruling`) wins.

    Actors are anchored to those that `authorities` know.
    """
    told, texts, named = list(statements), list(articles), list(actors)
    listed = entries(texts, named, told)
    found = resolve(listed, ruling)
    anchored = anchor(found, texts, told, authorities, ruling) if authorities else Anchored()
    ids = actor_ids(found.profiles.values())
    of_entry = {entry.id: ids[p.id] for p in found.profiles.values() for entry in p.entries}
    people = _joined_actors(of_entry, named, told)
    if authorities:
        people |= adopted(people, {ids[key]: one for key, one in anchored.profiles.items()}, authorities)
    told_of = [s for s in told if isinstance(s, Stance)]
    named_policies = policy_entries(texts, told_of, listed, of_entry)
    resolved = resolve_policies(named_policies, ruling)
    policy_of = resolved.of_entry()
    policies = _joined_policies(policy_of, told_of)
    graph = Graph(
        tuple(sorted(texts, key=lambda a: a.id)),
        tuple(people[key] for key in sorted(people)),
        tuple(policies[key] for key in sorted(policies)),
        tuple(merge(_repointed(s, of_entry, people, policy_of, policies) for s in told)),
    )
    sides = {
        entry.id: Side(entry.id, entry.actor.name, entry.actor.kind, entry.article or None, ids[p.id])
        for p in found.profiles.values()
        for entry in p.entries
    }
    sides |= {e.id: Side(e.id, e.policy.name, POLICY, e.article, policy_of[e.id]) for e in named_policies}
    sides |= {key: Side(key, one.name, one.kind) for key, one in anchored.named.items()}
    return Joined(graph, (*found.decisions, *resolved.decisions), sides)


def actor_ids(profiles: Iterable[Profile]) -> dict[str, str]:
    """The id of each profile's actor."""
    own = {profile.id: profile for profile in profiles}
    return canonical_ids(own, lambda p: [(entry.actor.id, entry.article) for entry in p.entries], _told_apart)


def _told_apart(profile: Profile, others: Sequence[Profile]) -> str:
    """What tells a namesake from the others: its country, if it is the only one of it, else a hash."""
    lands = sorted(profile.lands)
    alone = lands and all(p is profile or not p.lands & profile.lands for p in others)
    return slug(lands[0]) if alone else digest(profile.id, size=8)


def _joined_actors(
    of_entry: Mapping[str, str], actors: Iterable[Actor], statements: Iterable[Statement]
) -> dict[str, Actor]:
    """The actors by canonical id; a form or mention that stands in several articles goes to each of its actors."""
    same: dict[str, list[Actor]] = defaultdict(list)
    for actor, article in appearances(actors, statements):
        key = of_entry[entry_id(actor.id, article)]
        own = tuple(m for m in actor.mentions if m.article == article)
        same[key].append(replace(actor, id=key, mentions=own))
    return {key: _one_actor(group) for key, group in same.items()}


def _one_actor(same: list[Actor]) -> Actor:
    named = {(actor.name, mention.article) for actor in same for mention in actor.mentions}
    standard = [a.name for a in same if (land := known.country(a.name)) and land.name == a.name]
    name = _commonest(standard or [name for name, _ in named] or [actor.name for actor in same])
    aliases = sorted({form for a in same for form in (a.name, *a.aliases)} - {name})
    mentions = sorted({mention for a in same for mention in a.mentions})
    same_as = sorted({iri for a in same for iri in a.same_as})
    return Actor(
        same[0].id, name, min((a.kind for a in same), key=KINDS.index), tuple(aliases), tuple(same_as), tuple(mentions)
    )


def _joined_policies(policy_of: Mapping[str, str], stances: Iterable[Stance]) -> dict[str, Policy]:
    """The policies by canonical id."""
    same: dict[str, list[Policy]] = defaultdict(list)
    for stance in stances:
        for article in sorted({e.article for e in stance.evidence}):
            key = policy_of[policy_entry_id(stance.policy.id, article)]
            same[key].append(replace(stance.policy, id=key))
    return {key: _one_policy(group) for key, group in same.items()}


def _one_policy(same: list[Policy]) -> Policy:
    name = _commonest([policy.name for policy in same])
    aliases = sorted({form for p in same for form in (p.name, *p.aliases)} - {name})
    broader = min((p.broader for p in same if p.broader), default=None)
    topics = max((p.topics for p in same), key=len)
    return Policy(same[0].id, name, tuple(aliases), broader, topics)


def _commonest(names: Iterable[str]) -> str:
    """The name that most articles use; of several the one with most words, the longest, the first by alphabet."""
    counts = Counter(names)
    return min(counts, key=lambda n: (-counts[n], -len(n.split()), -len(n), n))


def _repointed(
    statement: Statement,
    of_entry: Mapping[str, str],
    people: Mapping[str, Actor],
    policy_of: Mapping[str, str],
    policies: Mapping[str, Policy],
) -> Statement:
    article = min(e.article for e in statement.evidence)
    parts: dict[str, Any] = {
        name: people[of_entry[entry_id(a.id, article)]]
        for name in ACTOR_FIELDS
        if isinstance(a := getattr(statement, name, None), Actor)
    }
    if isinstance(statement, Stance):
        return replace(statement, policy=policies[policy_of[policy_entry_id(statement.policy.id, article)]], **parts)
    return replace(statement, **parts)
