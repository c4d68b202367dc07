"""Actors anchored to known ones, by full name or office and date; in doubt they stay apart, whoever claims them."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import store
from kg.authorities import Authorities, Known, Term, key_of, read_authority
from kg.corpus import Options, Watcher, build
from kg.errors import AuthorityError, InputMissingError
from kg.identity import Joined, actor_id, joined
from kg.identity.decisions import AUTHORITY, PERSON, Decision, ruling
from kg.identity.entries import entry_id
from kg.identity.matching import agree
from kg.model import Actor, Article, Evidence, Kind, Membership, Mention, Status, fold
from kg.resources import seed

ITEM = "http://www.wikidata.org/entity/Q"
ROOT = Path(__file__).resolve().parent.parent


class Told(NamedTuple):
    """An actor of an article: its text and date, maybe a role ("senator at Kenya"), and who else is named."""

    text: str
    name: str
    date: str | None = None
    role: str | None = None
    kind: Kind = "person"
    near: str | None = None
    status: Status = "current"
    aliases: tuple[str, ...] = ()


def story(name: str, date: str | None = None, role: str | None = None, **more: object) -> Told:
    """An article that tells of somebody; its text begins with the name."""
    return Told(f"{name} spoke of {role} in {date}.", name, date, role, **more)  # type: ignore[arg-type]


def graph_of(stories: Sequence[Told], known: Sequence[Known] = (), decided: Sequence[Decision] = ()) -> Joined:
    """The graph of articles, numbered from 0, with the known actors."""
    articles, actors, statements = [], [], []
    for number, told in enumerate(stories):
        article = Article(f"a{number}", told.text, published=told.date)
        start = told.text.index(told.name)
        spot = Mention(article.id, start, start + len(told.name))
        actor = Actor(actor_id(told.name, told.kind, article), told.name, told.kind, told.aliases, (), (spot,))
        actors.append(actor)
        for place in filter(None, (told.near, told.role and told.role.partition(" at ")[2])):
            actors.append(Actor(actor_id(place, "government", article), place, "government", (), (), (spot,)))
        if told.role:
            evidence = Evidence(article.id, 0, 1, article.text[0])
            statements.append(
                Membership(person=actor, role=told.role.partition(" at ")[0], organization=actors[-1],
                           status=told.status, evidence=(evidence,), confidence=0.9, extractor="test/1")
            )  # fmt: skip
        articles.append(article)
    return joined(articles, actors, statements, ruling(decided), Authorities(known) if known else None)


def anchored(found: Joined) -> dict[tuple[int, ...], str]:
    """The items of the actors that have one, by the numbers of their articles."""
    return {
        tuple(int(key[1:]) for key in sorted({m.article for m in actor.mentions})): " ".join(
            iri.removeprefix(ITEM) for iri in actor.same_as
        )
        for actor in found.graph.actors
        if actor.same_as
    }


def groups(found: Joined) -> list[list[str]]:
    """The actors but for governments, each as the articles that name it."""
    return sorted(sorted({m.article for m in a.mentions}) for a in found.graph.actors if a.kind != "government")


def known(name: str, number: int, *terms: Term, country: str | None = None, **more: object) -> Known:
    told: dict[str, object] = {"kind": "person", "source": "own.csv", "same_as": (f"{ITEM}{number}",)} | more
    return Known(f"Q{number}", name, country=country, terms=terms, **told)  # type: ignore[arg-type]


def entry_of(number: int, name: str, kind: Kind = "person") -> str:
    article = Article(f"a{number}", "")
    return entry_id(actor_id(name, kind, article), article.id)


ROE_OF_PERU = Term("prime minister", "Peru", "2010-05-11", "2016-07-13")
VELL_OF_PERU = Term("prime minister", "Peru", "2016-07-13", "2019-07-24")
DAN, TESS = known("Dan Roe", 1, ROE_OF_PERU), known("Tess Vell", 2, VELL_OF_PERU, aliases=("Tess M. Vell",))
PRIME = "prime minister at Peru"


# By full name


def test_the_one_bearer_of_a_full_name_gives_its_item_name_and_aliases() -> None:
    found = graph_of([story("Tess M. Vell", "2017-01-01", PRIME)], [DAN, TESS])
    [tess] = [actor for actor in found.graph.actors if actor.kind == "person"]
    assert (tess.id, tess.name, tess.aliases, tess.same_as) == (
        "tess-m-vell", "Tess Vell", ("Tess M. Vell",), (f"{ITEM}2",),
    )  # fmt: skip
    [decision] = [d for d in found.decisions if d.by == AUTHORITY]
    assert (decision.a, decision.b, decision.verdict) == (entry_of(0, "Tess M. Vell"), "own.csv#Q2", "same")
    assert decision.reason == ("prime minister of that name: Tess Vell, prime minister of Peru 2016-2019, by own.csv")


def test_nothing_but_names_and_items_comes_from_an_authority() -> None:
    stories = [story("Tess Vell", "2017-01-01"), story("Dan Roe", "2012-01-01", PRIME)]
    plain, rich = graph_of(stories).graph, graph_of(stories, [DAN, TESS]).graph
    assert anchored(graph_of(stories, [DAN, TESS])) == {(0,): "2", (1,): "1"}
    assert [(s.id, s.evidence) for s in rich.statements] == [(s.id, s.evidence) for s in plain.statements]
    assert [(a.id, a.kind, a.mentions) for a in rich.actors] == [(a.id, a.kind, a.mentions) for a in plain.actors]


@pytest.mark.parametrize(
    ("told", "one"),
    [
        pytest.param(story("Ann Roe", "2017-01-01", "senator at Kenya"), known("Ann Roe", 3, country="Peru"),
                     id="of another country"),
        pytest.param(story("Ann Roe", "2017-01-01", PRIME), known("Ann Roe", 3, ROE_OF_PERU), id="out of office"),
        pytest.param(story("Ann Roe", "2009-01-01", PRIME, status="former"), known("Ann Roe", 3, ROE_OF_PERU),
                     id="not yet in office"),
        pytest.param(story("Ann Roe", "2017-01-01"), known("Ann Roe", 3, born="1802-05-05"), id="long dead"),
        pytest.param(story("Ann Roe", "2017-01-01"), known("Ann Roe", 3, born="2018"), id="not yet born"),
        pytest.param(story("Ann Roe", "2017-01-01"), known("Ann Roe", 3, Term("king", "Peru", "1850", "1870")),
                     id="in office long ago"),
        pytest.param(story("Ann Roe", "2017-01-01", near="Kenya"), known("Ann Roe", 3, country="Peru"),
                     id="in an article about another country"),
        pytest.param(story("Roe", "2017-01-01"), known("Ann Roe", 3), id="surname only"),
        pytest.param(story("A. Roe", "2017-01-01"), known("Ann Roe", 3, aliases=("A. Roe",)), id="initial only"),
        pytest.param(story("Ann Roe", kind="organization"), known("Ann Roe", 3), id="another kind"),
        pytest.param(story("Ann Roe", "2017-01-01", PRIME), known("Ann Roe", 3, country="Peru"), id="of another PM"),
    ],
)  # fmt: skip
def test_one_of_whom_something_else_is_told_is_not_anchored(told: Told, one: Known) -> None:
    assert anchored(graph_of([told], [one, TESS])) == {}


def test_of_two_bearers_the_country_or_the_office_at_the_date_tells() -> None:
    first, second = known("John Roe", 3, ROE_OF_PERU), known("John Roe", 4, VELL_OF_PERU)
    third = known("John Roe", 5, country="Kenya", source="other.csv")
    stories = [
        story("John Roe", "2012-01-01", PRIME),
        story("John Roe", "2017-01-01", PRIME),
        story("John Roe", "2017-01-01", "senator at Kenya"),
    ]
    assert anchored(graph_of(stories[:1], [first, second, third])) == {(0,): "3"}
    assert anchored(graph_of(stories[1:2], [first, second, third])) == {(0,): "4"}
    assert anchored(graph_of(stories[2:], [first, second, third])) == {(0,): "5"}
    plain = graph_of([story("John Roe", "2017-01-01")], [first, second, third])
    assert anchored(plain) == {}
    assert {(d.b, d.verdict) for d in plain.decisions} == {
        ("own.csv#Q3", "unsure"), ("own.csv#Q4", "unsure"), ("other.csv#Q5", "unsure"),
    }  # fmt: skip


def test_that_one_of_two_bearers_is_dead_does_not_make_it_the_other() -> None:
    bearers = [known("John Roe", 3, born="1802"), known("John Roe", 4, country="Kenya", born="1970")]
    assert anchored(graph_of([story("John Roe", "2017-01-01")], bearers)) == {}
    assert anchored(graph_of([story("John Roe", "2017-01-01", "senator at Kenya")], bearers)) == {(0,): "4"}


def test_what_one_article_tells_holds_for_the_others_of_that_actor() -> None:
    stories = [story("Tess Vell", "2017-01-01", near="Kenya"), story("Tess Vell", "2017-01-02", PRIME)]
    assert anchored(graph_of(stories, [TESS])) == {(0, 1): "2"}


def test_one_misread_role_in_many_articles_is_no_other_person() -> None:
    rest = [story("Ann Roe", f"2013-01-0{day}", "senator at Peru") for day in range(2, 7)]
    odd, ann = story("Ann Roe", "2013-01-01", PRIME), known("Ann Roe", 3, country="Peru")
    holder = known("John Roe", 4, ROE_OF_PERU)
    assert anchored(graph_of([odd, *rest[:-1]], [ann, holder])) == {}
    assert anchored(graph_of([odd, *rest], [ann, holder])) == {(0, 1, 2, 3, 4, 5): "3"}


def test_two_of_one_name_are_parted_by_office_and_date() -> None:
    first, second = known("John Roe", 3, ROE_OF_PERU), known("John Roe", 4, VELL_OF_PERU)
    stories = [
        story("John Roe", "2012-01-01", PRIME),
        story("John Roe", "2013-01-01", PRIME),
        story("John Roe", "2017-01-01", PRIME),
        story("John Roe", "2017-02-01"),
    ]
    assert groups(graph_of(stories)) == [["a0", "a1", "a2", "a3"]]
    found = graph_of(stories, [first, second])
    assert anchored(found) == {(0, 1): "3", (2,): "4"}
    [parted] = [d for d in found.decisions if d.verdict == "different"]
    assert (parted.a, parted.b, parted.by) == (entry_of(2, "John Roe"), entry_of(0, "John Roe"), AUTHORITY)
    assert "2010-2016" in parted.reason
    assert "2016-2019" in parted.reason


# By office and date


def test_a_surname_and_an_office_are_its_holder_at_that_date() -> None:
    stories = [
        story("Roe", "2016-07-12", PRIME),
        story("Vell", "2016-07-14", PRIME),
        story("Roe", "2016-07-14", PRIME),
        story("Pell", "2012-01-01", PRIME),
        story("Roe", "2012-01-01", "prime minister at Kenya"),
        story("Roe", "2012-01-01", "senator at Peru"),
        story("Roe", None, PRIME),
        story("Roe", "2012-01-01", PRIME, status="former"),
    ]
    assert anchored(graph_of(stories, [DAN, TESS])) == {(0,): "1", (1,): "2"}


def test_on_the_day_of_the_change_the_name_alone_does_not_tell() -> None:
    assert anchored(graph_of([story("Roe", "2016-07-13", PRIME)], [DAN, TESS])) == {}


def test_a_term_that_has_not_ended_is_enough_with_a_surname_but_not_without() -> None:
    pell = known("Uma Pell", 3, Term("prime minister", "Peru", "2019-07-24", None))
    stories = [story("Pell", "2020-01-01", PRIME), story("Pell", "2018-01-01", PRIME)]
    unnamed = story("the prime minister of Peru", "2020-01-01")._replace(name="prime minister of Peru", kind="unnamed")
    assert anchored(graph_of([*stories, unnamed], [pell])) == {(0,): "3"}


def unnamed(text: str, name: str, date: str = "2016-07-12") -> Told:
    return Told(text, name, date, kind="unnamed")


@pytest.mark.parametrize(
    ("date", "item"), [("2016-07-12", "1"), ("2016-07-13", None), ("2016-07-14", "2"), ("2024-01-01", None)]
)
def test_the_prime_minister_is_whoever_it_was_at_the_date(date: str, item: str | None) -> None:
    told = unnamed("Yesterday the prime minister of Peru spoke.", "prime minister of Peru", date)
    assert list(anchored(graph_of([told], [DAN, TESS])).values()) == ([item] if item else [])


def test_the_holder_of_an_office_and_the_one_named_are_one() -> None:
    stories = [
        unnamed("Then Peru's prime minister spoke.", "Peru's prime minister"),
        unnamed("All heard the Peruvian premier.", "Peruvian premier", "2014-02-02"),
        story("Dan Roe", "2012-01-01", PRIME),
        story("Roe", "2012-01-01", PRIME),
    ]
    assert groups(graph_of(stories)) == [["a0"], ["a1"], ["a2", "a3"]]
    found = graph_of(stories, [DAN, TESS])
    [dan] = [actor for actor in found.graph.actors if actor.same_as]
    assert (dan.id, dan.name, dan.kind) == ("dan-roe", "Dan Roe", "person")
    assert {m.article for m in dan.mentions} == {"a0", "a1", "a2", "a3"}
    premier = entry_of(0, "Peru's prime minister", "unnamed")
    [reason] = [d.reason for d in found.decisions if d.a == premier and d.b == entry_of(2, "Dan Roe")]
    assert reason == "both are Dan Roe, prime minister of Peru 2010-2016, by own.csv"


def test_a_person_called_by_an_office_only_is_its_holder() -> None:
    stories = [
        unnamed("Then Peru's prime minister spoke.", "Peru's prime minister")._replace(kind="person"),
        story("Dan Roe", "2012-01-01", PRIME),
    ]
    found = graph_of(stories, [DAN, TESS])
    assert anchored(found) == {(0, 1): "1"}
    assert "Dan Roe" in {actor.name for actor in found.graph.actors}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Then a prime minister of Peru spoke.", "prime minister of Peru"),
        ("Prime minister of Peru, if only!", "Prime minister of Peru"),
        ("The former prime minister of Peru spoke.", "former prime minister of Peru"),
        ("The deputy prime minister of Peru spoke.", "deputy prime minister of Peru"),
        ("The prime ministers of Peru spoke.", "prime ministers of Peru"),
        ("The adviser to the prime minister of Peru spoke.", "adviser to the prime minister of Peru"),
        ("The prime minister spoke.", "prime minister"),
        ("The minister spoke.", "minister"),
        ("The Peruvian officials spoke.", "Peruvian officials"),
        ("The prime minister of Kenya spoke.", "prime minister of Kenya"),
    ],
)
def test_who_may_be_another_is_not_the_holder(text: str, name: str) -> None:
    assert anchored(graph_of([unnamed(text, name)], [DAN, TESS])) == {}


def test_the_minister_in_the_articles_of_two_countries_is_nobody_known() -> None:
    minister = known("Ann Doe", 3, Term("Minister of Fish", "Peru", "2010", "2019"), country="Peru")
    stories = [
        unnamed("The minister went home.", "minister")._replace(near="Peru"),
        unnamed("The minister went home.", "minister")._replace(near="Kenya"),
    ]
    assert anchored(graph_of(stories, [minister, DAN])) == {}
    assert groups(graph_of(stories, [minister, DAN])) == groups(graph_of(stories))


def test_nobody_is_in_the_news_long_before_the_first_office() -> None:
    assert anchored(graph_of([story("Dan Roe", "1931-05-01")], [DAN])) == {}
    assert anchored(graph_of([story("Dan Roe", "1991-05-01")], [DAN])) == {(0,): "1"}


def test_an_alias_unlike_the_name_makes_nobody_one() -> None:
    zorn = known("Aldo Zorn", 9, aliases=("Mary Otten",))
    assert anchored(graph_of([story("Mary Otten")], [zorn])) == {}


def test_one_of_two_of_a_name_is_nobody_while_an_article_may_mean_the_other() -> None:
    first, second = known("John Roe", 3, ROE_OF_PERU), known("John Roe", 4, Term("mayor", "Lima", "2009", "2019"))
    stories = [story("John Roe", "2012-01-01", PRIME), story("John Roe", "2012-02-01")]
    assert anchored(graph_of(stories, [first, second])) == {}
    assert anchored(graph_of(stories, [first])) == {(0, 1): "3"}


# Bodies


def test_a_body_that_several_countries_have_needs_its_country() -> None:
    court = known("Supreme Court", 7, country="Kenya", kind="organization")
    assert anchored(graph_of([story("Supreme Court", kind="organization")], [court])) == {}
    assert anchored(graph_of([story("Supreme Court", kind="organization", near="Peru")], [court])) == {}
    once = story("Supreme Court", kind="organization", near="Kenya")
    assert anchored(graph_of([once], [court])) == {}
    about = once._replace(text="Supreme Court spoke. Kenya listens, Kenya waits, Kenya votes.")
    assert anchored(graph_of([about], [court])) == {(0,): "7"}


def test_an_acronym_and_a_full_name_are_one_known_body() -> None:
    keepers = known("Zorland Quarry Keepers", 7, kind="organization", aliases=("ZQK", "Keepers of Zorland"))
    stories = [
        story("Zorland Quarry Keepers", kind="organization"),
        story("ZQK", kind="organization"),
        story("Zonal Quilt Knitters", kind="organization"),
    ]
    assert groups(graph_of(stories)) == [["a0"], ["a1"], ["a2"]]
    assert anchored(graph_of(stories, [keepers])) == {(0, 1): "7"}


def test_the_name_of_an_authority_is_taken_where_articles_use_it() -> None:
    keepers = known("Zorland Quarry Keepers", 7, kind="organization", aliases=("Keepers",))
    told = story("Quarry men", kind="organization", aliases=("Zorland Quarry Keepers",))
    [body] = graph_of([told], [keepers]).graph.actors
    assert (body.id, body.name, body.aliases) == (
        "quarry-men-organization", "Zorland Quarry Keepers", ("Keepers", "Quarry men"),
    )  # fmt: skip


def test_two_names_of_a_known_body_that_have_nothing_in_common_stay_two() -> None:
    keepers = known("Zorland Quarry Keepers", 7, kind="organization", aliases=("Keepers of Zorland",))
    stories = [
        story("Zorland Quarry Keepers", kind="organization"),
        story("Keepers of Zorland", kind="organization"),
    ]
    found = graph_of(stories, [keepers])
    assert anchored(found) == {(0,): "7"}
    assert groups(found) == [["a0"], ["a1"]]
    assert [d.a for d in found.decisions if d.verdict == "unsure"] == [
        entry_of(1, "Keepers of Zorland", "organization")
    ]


# A person's word


def test_a_person_can_refuse_an_anchor_and_give_one() -> None:
    stories, tess = [story("Tess Vell", "2017-01-01")], entry_of(0, "Tess Vell")
    refused = Decision(tess, key_of(TESS), "different", "", 1.0, PERSON)
    assert anchored(graph_of(stories, [TESS], [refused])) == {}
    twins = [known("Tess Vell", 3), known("Tess Vell", 4)]
    assert anchored(graph_of(stories, twins)) == {}
    given_one = Decision(tess, key_of(twins[1]), "same", "", 1.0, PERSON)
    assert anchored(graph_of(stories, twins, [given_one])) == {(0,): "4"}


def test_whom_a_person_parted_no_file_joins() -> None:
    stories = [story("Vell", "2017-01-01", PRIME), story("Tess Vell", "2017-01-02")]
    assert anchored(graph_of(stories, [TESS])) == {(0, 1): "2"}
    word = Decision(entry_of(0, "Vell"), entry_of(1, "Tess Vell"), "different", "", 1.0, PERSON)
    found = graph_of(stories, [TESS], [word])
    assert anchored(found) == {(1,): "2"}


def test_whom_a_person_joined_no_file_parts() -> None:
    first, second = known("John Roe", 3, ROE_OF_PERU), known("John Roe", 4, VELL_OF_PERU)
    stories = [story("John Roe", "2012-01-01", PRIME), story("John Roe", "2017-01-01", PRIME)]
    word = Decision(entry_of(0, "John Roe"), entry_of(1, "John Roe"), "same", "", 1.0, PERSON)
    found = graph_of(stories, [first, second], [word])
    assert anchored(found) == {}
    assert len([a for a in found.graph.actors if a.kind == "person"]) == 1


# Hostile files

PEOPLE = [
    story("Ada Roe", "2017-01-01", PRIME), story("Ben Doe", "2017-01-02"), story("Cy B. Doe", "2017-01-02"),
    story("Cy C. Doe", "2017-01-03"), story("Cy Doe", "2017-01-03"), story("Doe", "2017-01-03"),
    story("ZQK", kind="organization"), story("QKZ", kind="organization"), story("Dee Vell", "2017-02-02"),
    unnamed("So the prime minister of Kenya spoke.", "prime minister of Kenya"),
    unnamed("So the president of France spoke.", "president of France"),
    unnamed("So the chancellor of Germany spoke.", "chancellor of Germany"),
    unnamed("So the prime minister of Japan spoke.", "prime minister of Japan"),
]  # fmt: skip
NAMES = sorted({told.name for told in PEOPLE})


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param([known("Zed Evil", 9, aliases=tuple(NAMES))], id="an alias for every name"),
        pytest.param([known("Ada Roe", 9, aliases=tuple(NAMES))], id="an alias for every other"),
        pytest.param([known("Zed Evil", 9, aliases=tuple(f"Al N{i}x" for i in range(5000)) + tuple(NAMES))],
                     id="5,000 aliases"),
        pytest.param([known("Zed Evil", 9, aliases=("ZQK", "QKZ"), kind="organization")], id="every acronym"),
        pytest.param([known(f"N{i}x Evil", 100 + i, aliases=tuple(NAMES)) for i in range(50)], id="aliases of all"),
        pytest.param([known(name, 9) for name in NAMES], id="one item for all"),
        pytest.param([known(name, number, source=file) for file, shift in (("a.csv", 100), ("b.csv", 200))
                      for number, name in enumerate(NAMES, shift)], id="two files that contradict each other"),
        pytest.param([known("Zed Evil", 9, *(Term(role, place, "1900", "2100") for role in ("prime minister",
                      "president", "chancellor") for place in ("Kenya", "France", "Germany", "Japan", "Peru")))],
                     id="every office"),
    ],
)  # fmt: skip
def test_a_hostile_file_joins_nobody(hostile: list[Known]) -> None:
    plain, found = graph_of(PEOPLE), graph_of(PEOPLE, hostile)
    assert groups(found) == groups(plain)
    assert len(set(iris := [iri for a in found.graph.actors for iri in a.same_as])) == len(iris)
    before = {a.id: {fold(form) for form in (a.name, *a.aliases)} for a in plain.graph.actors}
    for actor in found.graph.actors:
        others = {form for key, forms in before.items() if key != actor.id for form in forms}
        new = {fold(form) for form in (actor.name, *actor.aliases)} - before[actor.id]
        assert new & others == set()


forms = st.sampled_from([*NAMES, "Zed Evil", "Ada B. Roe", "Cy D. Doe"])
offices = st.builds(
    Term, st.sampled_from(["prime minister", "president"]), st.sampled_from(["Peru", "Kenya"]),
    st.sampled_from(["2010", "2016-07-12", None]), st.sampled_from(["2018", "2017-01-01", None]),
)  # fmt: skip
files = st.lists(
    st.builds(
        lambda number, name, aliases, terms, country, file: known(
            name, number, *terms, country=country, aliases=tuple(aliases), source=file
        ),
        st.integers(1, 4), forms, st.lists(forms, max_size=8), st.lists(offices, max_size=3),
        st.sampled_from([None, "Peru", "Kenya"]), st.sampled_from(["a.csv", "b.csv"]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(deadline=None)
@given(files)
def test_whatever_a_file_claims_names_that_contradict_are_not_one_actor(entries: list[Known]) -> None:
    found = graph_of(PEOPLE, entries)
    told = {f"a{number}": told for number, told in enumerate(PEOPLE)}
    for actor in found.graph.actors:
        named = [told[key] for key in sorted({m.article for m in actor.mentions}) if told[key].kind == actor.kind]
        named = [one for one in named if fold(one.name) in {fold(form) for form in (actor.name, *actor.aliases)}]
        assert all(agree(one.name, other.name, actor.kind) for one in named for other in named)
    iris = [iri for actor in found.graph.actors for iri in actor.same_as]
    assert len(set(iris)) == len(iris)


@settings(deadline=None)
@given(files, st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(entries: list[Known], chance: random.Random) -> None:
    order = chance.sample(range(len(PEOPLE)), len(PEOPLE))
    graph, shuffled = graph_of(PEOPLE, entries).graph, graph_of([PEOPLE[n] for n in order], entries).graph
    place = {f"a{new}": f"a{old}" for new, old in enumerate(order)}

    def told(actors: Sequence[Actor], names: dict[str, str]) -> list[object]:
        return sorted(
            (a.name, a.kind, a.aliases, a.same_as, sorted(names.get(m.article, m.article) for m in a.mentions))
            for a in actors
        )

    assert told(shuffled.actors, place) == told(graph.actors, {})


def test_an_alias_that_two_entries_have_is_given_to_neither() -> None:
    tess = known("Tess Vell", 2, VELL_OF_PERU, aliases=("Iron Tess", "Contessa of Peru"))
    other = known("Tessa Pell", 3, aliases=("Iron Tess",))
    graph = graph_of([story("Tess Vell", "2017-01-01", PRIME)], [tess, other]).graph
    assert [actor.aliases for actor in graph.actors if actor.same_as] == [("Contessa of Peru",)]


def test_an_entry_of_two_files_with_one_name_and_country_is_no_doubt() -> None:
    first = known("Ann Roe", 3, country="Peru", source="a.csv")
    second = known("Ann Roe", 4, VELL_OF_PERU, country="Peru", source="b.csv", same_as=())
    stories = [story("Ann Roe", "2017-01-01", PRIME)]
    assert anchored(graph_of(stories, [first, second])) == {(0,): "3"}
    third = known("Ann Roe", 5, country="Peru", source="c.csv")
    assert anchored(graph_of([story("Ann Roe", "2017-01-01")], [first, third])) == {}


# From files to a folder

CSV = """name,aliases,kind,country,role,organization,start,end,wikidata
Ana Quispe,Anita Quispe|Jo Marl,person,pe,prime minister,Peru,2015-03-01,2018-07-30,Q900001
Theresa Vell,,person,gb,prime minister,United Kingdom,2016-07-13,2019-07-24,Q900002
Dan Roe,,person,gb,prime minister,United Kingdom,2010-05-11,2016-07-13,Q900003
7,,person,,,,,,
Tom Marl,,person,ke,president,Kenya,yesterday,,Q900004
"""
ARTICLES = [
    ("2016-05-05", "LIMA, Peru — Peruvian Prime Minister Ana Quispe said on Thursday that she opposed the new mining "
     "tax. Peru's finance minister, Jo Marl, supports the tax."),
    ("2016-05-07", "LONDON — British Prime Minister Roe met Kenya's President Tom Marl on Monday. "
     "“We will work together,” Roe said."),
    ("2017-05-07", "LONDON — British Prime Minister Vell said the government would support the trade agreement. "
     "Prime Minister Quispe of Peru supports the free trade agreement."),
]  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with articles and an authority."""
    lines = [json.dumps({"date": date, "text": text, "title": date}) for date, text in ARTICLES]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "own.csv").write_text(CSV, encoding="utf-8")
    return tmp_path


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], cwd=cwd, capture_output=True, text=True, check=False, env=environment
    )


def test_a_build_with_an_authority_as_a_user_reads_it(home: Path) -> None:
    done = run("build", "news.jsonl", "-o", "graph", "--authority", "own.csv", cwd=home)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "kg: authority own.csv, row 5: '7' is no name",
        "kg: authority own.csv, row 6: 'yesterday' is no date such as 2016-05-01, 2016-05 or 2016",
    ]
    actors = [json.loads(line) for line in (home / "graph" / "actors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {a["name"]: a["same_as"] for a in actors if a["kind"] == "person"} == {
        "Ana Quispe": [f"{ITEM}900001"],
        "Dan Roe": [f"{ITEM}900003"],
        "Jo Marl": [],
        "Theresa Vell": [f"{ITEM}900002"],
        "Tom Marl": [],
    }
    [ana] = [a for a in actors if a["name"] == "Ana Quispe"]
    assert len(ana["mentions"]) == 2
    assert ana["aliases"] == ["Anita Quispe", "Quispe"]
    asked = f"SELECT ?what WHERE {{ ?who owl:sameAs <{ITEM}900002> ; kg:supports/rdfs:label ?what }}"
    assert run("query", "graph", asked, "--format", "csv", cwd=home).stdout.splitlines() == [
        "what", "free trade agreement",
    ]  # fmt: skip
    assert run("check", "graph", cwd=home).returncode == 0


def test_a_changed_authority_builds_anew_and_the_same_one_does_not(home: Path) -> None:
    options = Options(authorities=(str(home / "own.csv"),))
    notes: list[str] = []
    first = build([home / "news.jsonl"], home / "graph", options=options, watcher=Watcher(note=notes.append))
    assert first.notes == tuple(notes)
    record = store.read_build(home / "graph")
    assert [(one["name"], one["entries"], one["skipped"]) for one in record["authorities"]] == [("own.csv", 3, 2)]
    assert record["notes"] == notes
    assert build([home / "news.jsonl"], home / "graph", options=options).reused
    (home / "own.csv").write_text(CSV.replace("Q900002", "Q900009"), encoding="utf-8")
    again = build([home / "news.jsonl"], home / "graph", options=options)
    assert not again.reused
    assert {iri for a in again.graph.actors for iri in a.same_as} == {f"{ITEM}90000{n}" for n in (1, 3, 9)}


def test_many_skipped_rows_are_counted(home: Path) -> None:
    (home / "own.csv").write_text("name\nAna Quispe\n" + "7\n" * 1030, encoding="utf-8")
    notes = build([home / "news.jsonl"], options=Options(authorities=(str(home / "own.csv"),))).notes
    assert len(notes) == 21
    assert notes[0].endswith("own.csv, row 3: '7' is no name")
    assert notes[20].endswith("own.csv: 1,010 more rows skipped")


def test_an_authority_that_cannot_be_used_ends_the_build_before_anything_is_written(home: Path) -> None:
    for name, error in (("none.csv", InputMissingError), ("news.jsonl", AuthorityError)):
        with pytest.raises(error):
            build([home / "news.jsonl"], home / "graph", options=Options(authorities=(str(home / name),)))
    done = run("build", "news.jsonl", "-o", "graph", "--authority", "none.csv", cwd=home)
    assert (done.returncode, done.stderr) == (1, "kg: Cannot read none.csv: no such file or folder.\n")
    assert not (home / "graph").exists()


@pytest.mark.parametrize("table", ["countries.tsv", "bodies.tsv"])
def test_the_seed_tables_are_authorities_that_join_nobody(home: Path, table: str) -> None:
    plain = build([home / "news.jsonl"]).graph
    found = build([home / "news.jsonl"], options=Options(authorities=(str(seed(table)),))).graph
    assert [(a.id, a.name, a.mentions) for a in found.actors] == [(a.id, a.name, a.mentions) for a in plain.actors]
    assert len(list(read_authority(seed(table), skip=lambda row: None))) > 90
