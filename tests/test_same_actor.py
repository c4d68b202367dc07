"""Who is one across articles: the cases on which such tools are known to fail, each with invented articles."""

from __future__ import annotations

import pytest

from kg.identity import joined
from kg.identity.decisions import PERSON, Decision, ruling
from kg.model import Actor, Article, Evidence, Kind, Membership, Mention

Told = tuple[str, str, Kind, str | None]  # article, name, kind, what it is known as there ("role at body")


def graph_of(*told: Told, dates: dict[str, str] | None = None, decided: tuple[Decision, ...] = ()):
    """The graph of what articles tell: each line an actor of an article, maybe with a role."""
    from kg.identity import actor_id

    keys = sorted({key for key, *_ in told})
    articles = {key: Article(key, f"{key} text", published=(dates or {}).get(key)) for key in keys}
    actors, statements = [], []
    for key, name, kind, role in told:
        article = articles[key]
        actor = Actor(actor_id(name, kind, article), name, kind, (), (), (Mention(key, 0, 1),))
        actors.append(actor)
        if role:
            title, _, body = role.partition(" at ")
            where = Actor(actor_id(body, "government", article), body, "government", (), (), (Mention(key, 0, 1),))
            statements.append(
                Membership(person=actor, role=title, organization=where, evidence=(Evidence(key, 0, 1, key[0]),),
                           confidence=0.9, extractor="test/1")
            )  # fmt: skip
            actors.append(where)
    return joined(articles.values(), actors, statements, ruling(decided))


def people(*told: Told, **options: dict[str, str]) -> list[list[str]]:
    """The persons, each as the articles that name it."""
    graph = graph_of(*told, **options).graph
    return sorted(sorted({m.article for m in a.mentions}) for a in graph.actors if a.kind == "person")


def bodies(*told: Told) -> list[list[str]]:
    """The bodies, each as the articles that name it."""
    graph = graph_of(*told).graph
    return sorted(sorted({m.article for m in a.mentions}) for a in graph.actors if a.kind != "person")


def test_one_full_name_is_one_person() -> None:
    assert people(("a", "Ada Roe", "person", None), ("b", "Ada Roe", "person", None)) == [["a", "b"]]


def test_a_middle_initial_and_a_short_form_are_one_person() -> None:
    told = [
        ("a", "Michael Roe", "person", None),
        ("b", "Michael B. Roe", "person", None),
        ("c", "Mike Roe", "person", None),
    ]
    assert people(*told) == [["a", "b", "c"]]


def test_father_and_son_are_two_and_the_bare_name_is_neither() -> None:
    told = [
        ("a", "George H. W. Bush", "person", None),
        ("b", "George W. Bush", "person", None),
        ("c", "George Bush", "person", None),
    ]
    assert people(*told) == [["a"], ["b"], ["c"]]


@pytest.mark.parametrize(
    "names",
    [
        ("Paul Ryan", "Ron Paul"),
        ("Ron Paul", "Rand Paul"),
        ("Park Geun-hye", "Park Won-soon"),
        ("Bill Clinton", "Hillary Clinton"),
    ],
)
def test_names_that_share_a_word_are_two_persons(names: tuple[str, str]) -> None:
    assert people(("a", names[0], "person", None), ("b", names[1], "person", None)) == [["a"], ["b"]]


def test_a_surname_with_two_bearers_stays_by_itself() -> None:
    told = [
        ("a", "Bill Clinton", "person", None),
        ("b", "Hillary Clinton", "person", None),
        ("c", "Clinton", "person", None),
    ]
    assert people(*told) == [["a"], ["b"], ["c"]]


def test_a_surname_with_a_role_in_common_is_its_bearer() -> None:
    told = [
        ("a", "Ada Roe", "person", "president at Kenya"),
        ("b", "Ben Roe", "person", "mayor at Norway"),
        ("c", "Roe", "person", "president at Kenya"),
    ]
    assert ["a", "c"] in people(*told)


def test_namesakes_of_two_countries_stay_two() -> None:
    told = [("a", "John Roe", "person", "senator at Kenya"), ("b", "John Roe", "person", "senator at Brazil")]
    assert people(*told) == [["a"], ["b"]]


def test_namesakes_two_lifetimes_apart_stay_two() -> None:
    told = [("a", "John Roe", "person", None), ("b", "John Roe", "person", None)]
    assert people(*told, dates={"a": "1901-01-01", "b": "2021-01-01"}) == [["a"], ["b"]]


def test_spellings_from_another_script_are_one_person() -> None:
    told = [("a", "Volodymyr Zelensky", "person", None), ("b", "Volodymyr Zelenskyy", "person", None)]
    assert people(*told) == [["a", "b"]]


def test_accents_make_no_other_person() -> None:
    assert people(("a", "José Núñez", "person", None), ("b", "Jose Nunez", "person", None)) == [["a", "b"]]


def test_a_place_and_a_person_of_one_name_stay_two() -> None:
    graph = graph_of(("a", "Washington", "government", None), ("b", "Washington", "person", None)).graph
    assert len(graph.actors) == 2


def test_two_congos_are_two() -> None:
    told = [
        ("a", "Republic of the Congo", "government", None),
        ("b", "Democratic Republic of the Congo", "government", None),
    ]
    assert bodies(*told) == [["a"], ["b"]]


def test_an_acronym_is_its_long_form() -> None:
    told = [("a", "Zorland Quarry Keepers", "organization", None), ("b", "ZQK", "organization", None)]
    assert bodies(*told) == [["a", "b"]]


def test_an_acronym_with_two_long_forms_stays_by_itself() -> None:
    told = [
        ("a", "Zorland Quarry Keepers", "organization", None),
        ("b", "Zonal Quilt Knitters", "organization", None),
        ("c", "ZQK", "organization", None),
    ]
    assert bodies(*told) == [["a"], ["b"], ["c"]]


def test_the_word_of_a_person_joins_and_parts() -> None:
    told = [("a", "Ada Roe", "person", None), ("b", "Ada Roe", "person", None), ("c", "Ada Doe", "person", None)]
    plain = graph_of(*told)
    [entry] = [d for d in plain.decisions if d.verdict == "same"]
    parted = graph_of(*told, decided=(Decision(entry.a, entry.b, "different", "", 1.0, PERSON),))
    assert sorted(len({m.article for m in a.mentions}) for a in parted.graph.actors) == [1, 1, 1]


def test_every_decision_says_why() -> None:
    told = [
        ("a", "Bill Clinton", "person", None),
        ("b", "Hillary Clinton", "person", None),
        ("c", "Clinton", "person", None),
    ]
    found = graph_of(*told).decisions
    assert {d.verdict for d in found} == {"unsure"}
    assert all(d.reason and 0 < d.score < 1 for d in found)


def test_a_second_surname_makes_no_other_person() -> None:
    told = [("a", "Luis Roe", "person", None), ("b", "Luis Roe Doe", "person", None)]
    assert people(*told) == [["a", "b"]]
