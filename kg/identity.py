"""Which actors and policies of different articles are one. First version: the same full name and the same kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kg import gazetteer as known
from kg.model import KINDS, Actor, Article, Graph, Kind, Membership, Policy, Stance, Statement, digest, fold
from kg.statements import ACTOR_FIELDS, merge


def slug(name: str) -> str:
    """Readable local name of a phrase: letters and digits of any script, joined by hyphens."""
    return re.sub(r"[\W_]+", "-", fold(name)).strip("-") or digest(name, size=8)


def actor_id(name: str, kind: Kind, article: Article) -> str:
    """Id of an actor. Unnamed actors, and persons known by one word only, stay apart in each article."""
    base = slug(name) if kind == "person" else f"{slug(name)}-{kind}"
    alone = kind == "unnamed" or (kind == "person" and len(fold(name).split()) == 1)
    return f"{base}-{digest(article.id, size=8)}" if alone else base


def policy_id(name: str, article: Article) -> str:
    """Id of a policy: its name, without articles and case. One common noun ("ban") stays apart in each article."""
    return f"{slug(name)}-{digest(article.id, size=8)}" if name.islower() and len(name.split()) == 1 else slug(name)


def join(articles: Iterable[Article], actors: Iterable[Actor], statements: Iterable[Statement]) -> Graph:
    """One graph of what several articles say: actors and policies of one id become one, and so do equal claims."""
    told = list(statements)
    people = _joined_actors([*actors, *(a for s in told for a in actors_of(s))])
    policies = _joined_policies(s.policy for s in told if isinstance(s, Stance))
    return Graph(
        tuple(sorted(articles, key=lambda a: a.id)),
        tuple(people[key] for key in sorted(people)),
        tuple(policies[key] for key in sorted(policies)),
        tuple(merge(_repointed(s, people, policies) for s in told)),
    )


def actors_of(statement: Statement) -> list[Actor]:
    """The actors of a statement, in the order of its fields."""
    found = (getattr(statement, name, None) for name in ACTOR_FIELDS)
    return [actor for actor in found if isinstance(actor, Actor)]


def agents_of(statement: Statement) -> list[Actor]:
    """The actors of a statement without the body at which an office is held."""
    return [a for a in actors_of(statement) if not isinstance(statement, Membership) or a.id == statement.person.id]


def _joined_actors(actors: Iterable[Actor]) -> dict[str, Actor]:
    same: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        same[actor.id].append(actor)
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


def _joined_policies(policies: Iterable[Policy]) -> dict[str, Policy]:
    same: dict[str, list[Policy]] = defaultdict(list)
    for policy in policies:
        same[policy.id].append(policy)
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


def _repointed(statement: Statement, people: Mapping[str, Actor], policies: Mapping[str, Policy]) -> Statement:
    parts: dict[str, Any] = {
        name: people[a.id] for name in ACTOR_FIELDS if isinstance(a := getattr(statement, name, None), Actor)
    }
    if isinstance(statement, Stance):
        return replace(statement, policy=policies[statement.policy.id], **parts)
    return replace(statement, **parts)
