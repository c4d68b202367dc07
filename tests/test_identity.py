"""Which actors and policies of different articles are one: equal ids, whatever the order of the articles."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.identity import actor_id, join, slug
from kg.model import (
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
from kg.statements import actors_of

ARTICLES = (Article("a", "first"), Article("b", "second"))
FORMS = {
    "ada-roe": ("Ada Roe", "Roe", "Ada B. Roe"),
    "ben-doe": ("Ben Doe", "Doe"),
    "x-party-organization": ("X Party", "XP"),
}
KIND = {"ada-roe": "person", "ben-doe": "person", "x-party-organization": "organization"}


@st.composite
def actors(draw: st.DrawFn, *ids: str) -> Actor:
    """An actor as some article names it."""
    key = draw(st.sampled_from(ids or tuple(FORMS)))
    forms = draw(st.lists(st.sampled_from(FORMS[key]), min_size=1, unique=True))
    spots = draw(st.lists(st.integers(0, 3), max_size=2, unique=True))
    mentions = tuple(sorted(Mention(draw(st.sampled_from("ab")), n, n + 3) for n in spots))
    same_as = tuple(sorted(draw(st.sets(st.sampled_from(["urn:1", "urn:2"])))))
    return Actor(key, forms[0], KIND[key], tuple(sorted(forms[1:])), same_as, mentions)  # type: ignore[arg-type]


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement of any type, of few actors and policies, so that claims meet."""
    start = draw(st.integers(0, 2))
    article = draw(st.sampled_from(ARTICLES))
    shared = {
        "evidence": (Evidence(article.id, start, start + 3, article.text[start : start + 3]),),
        "confidence": draw(st.sampled_from([0.5, 0.9])),
        "extractor": draw(st.sampled_from(["one/1", "two/1"])),
        "observed": draw(st.sampled_from([None, "2020-01-01", "2021-01-01"])),
    }
    person, other = draw(actors("ada-roe", "ben-doe")), draw(actors())
    match draw(st.integers(0, 3)):
        case 0:
            return Membership(
                person=person, role=draw(st.sampled_from(["mayor", "chair"])), organization=other, **shared
            )
        case 1:
            name = draw(st.sampled_from(["wall", "the wall", "Wall"]))
            broader = draw(st.sampled_from([None, "border", "building"]))
            return Stance(actor=other, stance="oppose", policy=Policy("wall", name, (), broader), **shared)
        case 2:
            return Quotation(speaker=person, quote="No.", **shared)
        case _:
            return Interaction(source=person, relation="consult", target=other, **shared)


told = st.lists(statements(), max_size=6)
people = st.lists(actors(), max_size=4)


@given(people, told)
def test_joining_again_changes_nothing(named: list[Actor], said: list[Statement]) -> None:
    once = join(ARTICLES, named, said)
    again = join(once.articles, once.actors, once.statements)
    assert whole(again) == whole(once)


@given(people, told, st.randoms(use_true_random=False))
def test_the_order_of_what_is_joined_does_not_matter(
    named: list[Actor], said: list[Statement], chance: random.Random
) -> None:
    once = join(ARTICLES, named, said)
    shuffled = [chance.sample(items, len(items)) for items in (list(ARTICLES), named, said)]
    assert whole(join(*shuffled)) == whole(once)  # type: ignore[arg-type]


@given(people, told)
def test_every_actor_and_policy_of_a_statement_is_in_the_graph_once(named: list[Actor], said: list[Statement]) -> None:
    graph = join(ARTICLES, named, said)
    ids = [actor.id for actor in graph.actors]
    assert ids == sorted(set(ids))
    by_id = {actor.id: actor for actor in graph.actors}
    for statement in graph.statements:
        for actor in actors_of(statement):
            assert parts(actor) == parts(by_id[actor.id])
        if isinstance(statement, Stance):
            assert statement.policy in graph.policies


@given(people)
def test_no_form_and_no_mention_is_lost(named: list[Actor]) -> None:
    graph = join(ARTICLES, named, [])
    for actor in named:
        [one] = [a for a in graph.actors if a.id == actor.id]
        assert {actor.name, *actor.aliases} <= {one.name, *one.aliases}
        assert set(actor.mentions) <= set(one.mentions)
        assert set(actor.same_as) <= set(one.same_as)


def whole(graph: Graph) -> tuple[object, ...]:
    """A graph with everything that equality of actors and policies leaves out."""
    said = [(s, [parts(a) for a in actors_of(s)]) for s in graph.statements]
    return graph.articles, [parts(a) for a in graph.actors], [repr(p) for p in graph.policies], said


def parts(actor: Actor) -> tuple[object, ...]:
    """All fields of an actor."""
    return actor.id, actor.name, actor.kind, actor.aliases, actor.same_as, actor.mentions


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("Carla Whitmore", "person", "carla-whitmore"),
        ("José Ibáñez", "person", "jose-ibanez"),
        ("the Labour Party", "organization", "labour-party-organization"),
        ("U.S.", "government", "us-government"),
        ("Ильмень", "organization", "ильмень-organization"),
        ("C/D <script>", "organization", "c-d-script-organization"),
    ],
)
def test_the_id_of_an_actor_can_be_read(name: str, kind: str, expected: str) -> None:
    assert actor_id(name, kind, ARTICLES[0]) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "kind"), [("Whitmore", "person"), ("senior Turkish official", "unnamed")])
def test_who_cannot_be_told_apart_stays_in_the_article(name: str, kind: str) -> None:
    assert actor_id(name, kind, ARTICLES[0]) != actor_id(name, kind, ARTICLES[1])  # type: ignore[arg-type]


@given(st.text(min_size=1))
def test_a_slug_is_never_empty_and_holds_no_separator(name: str) -> None:
    made = slug(name)
    assert made
    assert not set(made) & set("/#?<> \n\t\"'%:")
