"""Invented articles as the graph that a build makes of them, in the proportions of news, for the cost of SPARQL.

An article has nine statements with their evidence: three stances, two memberships, two quotations, two interactions.
Some actors and policies are in very many articles, most in a few. The same number gives the same graph.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from kg.model import (
    POSITIONS,
    RELATIONS,
    Actor,
    Article,
    Evidence,
    Graph,
    Interaction,
    Membership,
    Mention,
    Policy,
    Quotation,
    Stance,
    Statement,
)
from kg.statements import merge

EACH = (
    "stance",
    "membership",
    "quotation",
    "interaction",
    "stance",
    "membership",
    "quotation",
    "interaction",
    "stance",
)
TRIPLES = 278  # an article, about
OFFICES, BEGIN, SKEW = 60, date(2016, 1, 1), 3
T = TypeVar("T")


def graph(triples: int) -> Graph:
    """A graph of about so many triples; its first article is "https://news.example/0"."""
    draw, count = random.Random(triples), max(1, triples // TRIPLES)
    persons = [Actor(f"person-{n}", f"Person Number {n}", "person", (f"P. N. {n}",)) for n in range(count // 2 + 2)]
    bodies = [Actor(f"body-{n}", f"Body Number {n}", "organization") for n in range(count // 10 + 2)]
    policies = [Policy(f"policy-{n}", f"policy number {n}") for n in range(count // 10 + 2)]
    articles: list[Article] = []
    statements: list[Statement] = []
    for number in range(count):
        article, found = _article(number, draw, persons, bodies, policies)
        articles.append(article)
        statements += found
    actors = _with_mentions([*bodies, *persons], statements)
    return Graph(tuple(articles), actors, tuple(policies), tuple(merge(statements)))


def _with_mentions(actors: list[Actor], statements: list[Statement]) -> tuple[Actor, ...]:
    """Each actor with a mention where a statement about it begins."""
    mentions: dict[str | None, list[Mention]] = defaultdict(list)
    for statement in statements:
        mentions[statement.claim[0]] += [Mention(e.article, e.start, e.start + 5) for e in statement.evidence]
    return tuple(replace(actor, mentions=tuple(mentions[actor.id])) for actor in actors)


def _article(
    number: int, draw: random.Random, persons: list[Actor], bodies: list[Actor], policies: list[Policy]
) -> tuple[Article, list[Statement]]:
    key, day, text = f"https://news.example/{number}", str(BEGIN + timedelta(number % 1500)), ""
    statements: list[Statement] = []
    for kind in EACH:
        who, other, policy = _one(draw, persons), _one(draw, bodies), _one(draw, policies)
        sentence = f"{who.name} spoke on day {number} of {policy.name} and of {other.name}, as far as anybody knows."
        evidence = (Evidence(key, len(text), len(text) + len(sentence), sentence),)
        shared: dict[str, Any] = {"evidence": evidence, "confidence": draw.randrange(500, 1000) / 1000, "observed": day}
        shared |= {"extractor": f"{kind}s/1"}
        statements.append(_statement(kind, draw, who=who, other=other, policy=policy, shared=shared))
        text += sentence + " "
    return Article(key, text, f"Day {number}", key, day, f"Publisher {number % 40}", file=f"{number}.txt"), statements


def _statement(
    kind: str, draw: random.Random, *, who: Actor, other: Actor, policy: Policy, shared: dict[str, Any]
) -> Statement:
    match kind:
        case "stance":
            return Stance(actor=who, stance=draw.choice(POSITIONS), policy=policy, **shared)
        case "membership":
            role = f"Minister Number {draw.randrange(OFFICES)}"
            return Membership(person=who, role=role, organization=other, **shared)
        case "quotation":
            return Quotation(speaker=who, quote=shared["evidence"][0].quote, **shared)
    return Interaction(source=who, relation=draw.choice(RELATIONS), target=other, **shared)


def _one(draw: random.Random, items: Sequence[T]) -> T:
    return items[int(len(items) * draw.random() ** SKEW)]
