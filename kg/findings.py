"""What extraction found in each article, before anything is joined: from it a graph is joined again without parsing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.model import Actor, Policy, Stance, Statement
from kg.statements import (
    ACTOR_FIELDS,
    Record,
    actor_from_record,
    actors_of,
    from_record,
    policy_from_record,
    to_record,
)


@dataclass(frozen=True, slots=True)
class ArticleFindings:
    """An article's id, and its actors, policies and statements: one actor or policy an id, that of the statements."""

    article: str
    actors: tuple[Actor, ...] = ()
    policies: tuple[Policy, ...] = ()
    statements: tuple[Statement, ...] = ()


def findings(article: str, actors: Iterable[Actor], statements: Iterable[Statement]) -> ArticleFindings:
    """What was found in an article; of an actor or policy that came in several forms, all names and mentions."""
    said = list(statements)
    forms: dict[str, list[Actor]] = defaultdict(list)
    for actor in [*actors, *(actor for statement in said for actor in actors_of(statement))]:
        forms[actor.id].append(actor)
    wanted: dict[str, list[Policy]] = defaultdict(list)
    for statement in said:
        if isinstance(statement, Stance):
            wanted[statement.policy.id].append(statement.policy)
    people = {key: _one_actor(same) for key, same in sorted(forms.items())}
    policies = {key: _one_policy(same) for key, same in sorted(wanted.items())}
    told = tuple(_repointed(statement, people, policies) for statement in said)
    return ArticleFindings(article, tuple(people.values()), tuple(policies.values()), told)


def findings_to_record(found: ArticleFindings) -> Record:
    """The line of findings.jsonl."""
    parts: dict[str, Sequence[Actor | Policy | Statement]] = {
        "actors": found.actors,
        "policies": found.policies,
        "statements": found.statements,
    }
    return {"article": found.article} | {name: [to_record(item) for item in items] for name, items in parts.items()}


def findings_from_record(record: Mapping[str, Any]) -> ArticleFindings:
    """What a line of findings.jsonl says. Raises KeyError, TypeError or ValueError where it is malformed."""
    if not isinstance(record["article"], str):
        raise TypeError("article is no text")
    actors = tuple(map(actor_from_record, record["actors"]))
    policies = tuple(map(policy_from_record, record["policies"]))
    people, wanted = {actor.id: actor for actor in actors}, {policy.id: policy for policy in policies}
    told = tuple(from_record(line, people, wanted) for line in record["statements"])
    if not all(s.id and s.evidence and 0 <= s.confidence <= 1 for s in told):  # the id reads every part of the claim
        raise ValueError("a statement without evidence, or its confidence is not between 0 and 1")
    return ArticleFindings(record["article"], actors, policies, told)


def _one_actor(same: Sequence[Actor]) -> Actor:
    return replace(
        same[0],
        aliases=_others(same),
        same_as=tuple(sorted({iri for actor in same for iri in actor.same_as})),
        mentions=tuple(sorted({mention for actor in same for mention in actor.mentions})),
    )


def _one_policy(same: Sequence[Policy]) -> Policy:
    broader = min((policy.broader for policy in same if policy.broader), default=None)
    return replace(same[0], aliases=_others(same), broader=broader, topics=max((p.topics for p in same), key=len))


def _others(same: Sequence[Actor] | Sequence[Policy]) -> tuple[str, ...]:
    return tuple(sorted({form for item in same for form in (item.name, *item.aliases)} - {same[0].name}))


def _repointed(statement: Statement, people: Mapping[str, Actor], policies: Mapping[str, Policy]) -> Statement:
    parts: dict[str, Any] = {
        name: people[actor.id] for name in ACTOR_FIELDS if isinstance(actor := getattr(statement, name, None), Actor)
    }
    if isinstance(statement, Stance):
        parts["policy"] = policies[statement.policy.id]
    return replace(statement, **parts)
