"""The named queries: each is a whole query, says what it does, and finds what the graph says."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from samples import graph_of, small_graph

from kg.errors import QueryError, UnknownNameError
from kg.model import (
    Actor,
    Article,
    Evidence,
    Interaction,
    Membership,
    Policy,
    Position,
    Quotation,
    Stance,
    Statement,
    Topic,
    digest,
)
from kg.queries import NamedQuery, Parameter, bind, named_queries, named_query
from kg.rdf import turtle
from kg.resources import ontology
from kg.sparql import query
from kg.store import save_graph

NAMES = sorted(named_queries())
EARLY, LATE, IDLE = (Article(f"a{n}", "…", f"Title {n}", published=f"2020-0{n}-01") for n in (1, 2, 3))
ADA = Actor("ada-example", "Ada Example", "person", ("Mayor Ada",))
BEN = Actor("ben-sample", "Ben Sample", "person")
EVE = Actor("eve-instance", "Eve Instance", "person")
TOWN = Actor("springfield", "Springfield", "government")
WALL = Policy("sea-wall", "sea wall", ("flood barrier",))
TRANSPORT = Topic("https://topics.example/10", "transport")
TOLL = Policy("toll-road", "toll road", topics=(Topic("https://topics.example/10.1", "roads", TRANSPORT),))


def carried(words: str, *articles: Article, confidence: float = 0.75) -> dict[str, object]:
    start = int(digest(words, size=4), 16)  # two wordings never stand in the same place
    evidence = tuple(Evidence(article.id, start, start + len(words), words) for article in articles or (EARLY,))
    return {"evidence": evidence, "confidence": confidence, "extractor": "test/1"}


def stance(actor: Actor, position: Position, policy: Policy, *where: Article, confidence: float = 0.75) -> Stance:
    words = f"{actor.name} {position} {policy.name}"
    return Stance(actor=actor, stance=position, policy=policy, **carried(words, *where, confidence=confidence))


STATEMENTS: list[Statement] = [
    Membership(person=ADA, role="mayor", organization=TOWN, start="2019", **carried("mayor Ada", EARLY, LATE)),
    Membership(person=BEN, role="treasurer", organization=TOWN, status="former", **carried("ex-treasurer")),
    Membership(person=EVE, role="lawyer", **carried("a lawyer", confidence=0.25)),
    stance(ADA, "oppose", WALL, EARLY),
    stance(ADA, "support", WALL, LATE),
    stance(ADA, "support", TOLL),
    stance(BEN, "support", WALL, EARLY, LATE),
    stance(BEN, "support", TOLL),
    stance(EVE, "oppose", TOLL, confidence=0.25),
    stance(EVE, "mixed", WALL),
    Quotation(speaker=ADA, quote="Not one brick.", **carried("“Not one brick.”")),
    Quotation(speaker=BEN, quote="Build it.", **carried("“Build it.”", LATE)),
    Interaction(source=ADA, relation="dismiss", target=BEN, **carried("Ada fired Ben")),
    Interaction(source=BEN, relation="criticize", target=TOWN, **carried("Ben hit out")),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("queries") / "graph"
    graph = graph_of([EARLY, LATE, IDLE], STATEMENTS)
    save_graph(graph, path, build={}, extra={"graph.ttl": turtle(graph)})
    return path


def answer(folder: Path, name: str, columns: str, **values: str) -> list[tuple[object, ...]]:
    """The named columns of the answer to a named query."""
    records = query(folder, bind(named_query(name), values)).records()
    return [tuple(record[column] for column in columns.split()) for record in records]


def test_the_promised_queries_are_there() -> None:
    assert {"offices", "stances", "who-opposes-what", "who-supports-what", "policy", "agree-disagree", "quotations",
            "interactions", "person", "contested"} <= set(NAMES)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_query_explains_itself(name: str) -> None:
    named = named_query(name)
    assert named.title
    assert named.description.endswith(".")
    assert all(parameter.description for parameter in named.parameters)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_without_parameters_set_answers_and_has_an_order(folder: Path, name: str) -> None:
    assert query(folder, bind(named_query(name), {})).rows
    assert "\nORDER BY " in named_query(name).sparql


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_the_same_in_another_engine(folder: Path, name: str) -> None:
    """The file is pasted as it is, with no prefix predeclared."""
    rows = rdflib.Graph().parse(folder / "graph.ttl").query(named_query(name).sparql, initNs={})
    theirs = [tuple(None if term is None else str(term) for term in row) for row in rows]
    ours = [
        tuple(None if term is None else term.value for term in row)
        for row in query(folder, named_query(name).sparql).rows
    ]
    assert sorted(map(repr, theirs)) == sorted(map(repr, ours))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_uses_terms_that_the_ontology_declares(name: str) -> None:
    declared = set(rdflib.Graph().parse(ontology("kg.ttl")).subjects())
    sparql = named_query(name).sparql
    spaces = dict(re.findall(r"PREFIX (\w+): <(.*)>", sparql))
    used = re.findall(r"(?<![?\w])(\w+):(\w+)", re.sub("(?m)^(#|PREFIX).*$", "", sparql))
    assert used
    assert {prefix for prefix, _ in used} == set(spaces), "every prefix is declared, and none in vain"
    own = {rdflib.URIRef(spaces[prefix] + local) for prefix, local in used if prefix not in ("rdfs",)}
    assert own <= declared


def test_offices(folder: Path) -> None:
    columns = "who role where status since passages"
    assert answer(folder, "offices", columns) == [
        ("Eve Instance", "lawyer", None, "current", None, 1),
        ("Ada Example", "mayor", "Springfield", "current", "2019", 2),
        ("Ben Sample", "treasurer", "Springfield", "former", None, 1),
    ]
    assert answer(folder, "offices", "who", organization="spring") == [("Ada Example",), ("Ben Sample",)]
    assert answer(folder, "offices", "who", actor="BEN") == [("Ben Sample",)]
    assert answer(folder, "offices", "who", confidence="0.5") == [("Ada Example",), ("Ben Sample",)]


def test_stances(folder: Path) -> None:
    assert answer(folder, "stances", "who position what passages", policy="WALL") == [
        ("Eve Instance", "mixed", "sea wall", 1),
        ("Ada Example", "oppose", "sea wall", 1),
        ("Ada Example", "support", "sea wall", 1),
        ("Ben Sample", "support", "sea wall", 2),
    ]
    assert answer(folder, "stances", "who what", actor="eve", confidence="0.5") == [("Eve Instance", "sea wall")]


def test_an_actor_and_a_policy_are_found_by_their_other_names(folder: Path) -> None:
    assert answer(folder, "stances", "who position what", actor="mayor ada", policy="flood") == [
        ("Ada Example", "oppose", "sea wall"),
        ("Ada Example", "support", "sea wall"),
    ]


def test_who_opposes_what_in_whose_words(folder: Path) -> None:
    assert answer(folder, "who-opposes-what", "who opposes words article date") == [
        ("Ada Example", "sea wall", "Ada Example oppose sea wall", "Title 1", "2020-01-01"),
        ("Eve Instance", "toll road", "Eve Instance oppose toll road", "Title 1", "2020-01-01"),
    ]


def test_who_supports_what_has_a_row_for_each_passage(folder: Path) -> None:
    assert answer(folder, "who-supports-what", "who supports date", actor="ben", policy="wall") == [
        ("Ben Sample", "sea wall", "2020-01-01"),
        ("Ben Sample", "sea wall", "2020-02-01"),
    ]


def test_supporters_stand_before_opponents_of_a_policy(folder: Path) -> None:
    assert answer(folder, "policy", "position who", policy="toll") == [
        ("support", "Ada Example"),
        ("support", "Ben Sample"),
        ("oppose", "Eve Instance"),
    ]


def test_contested_policies_name_both_sides(folder: Path) -> None:
    assert answer(folder, "contested", "what supporters opponents for against") == [
        ("sea wall", 2, 1, "Ada Example, Ben Sample", "Ada Example"),
        ("toll road", 2, 1, "Ada Example, Ben Sample", "Eve Instance"),
    ]


def test_policies_by_topic_stand_under_the_area_of_their_topic(folder: Path) -> None:
    found = [("transport", "roads", "toll road", 2, 1)]
    assert answer(folder, "topics", "area about what supporters opponents") == found
    assert answer(folder, "topics", "area about what supporters opponents", topic="TRANSPORT") == found
    assert answer(folder, "topics", "what", topic="health") == []


def test_where_two_actors_agree_and_disagree(folder: Path) -> None:
    columns = "first second verdict what position counterposition"
    assert answer(folder, "agree-disagree", columns, one="eve", other="ben") == [
        ("Eve Instance", "Ben Sample", "disagree", "toll road", "oppose", "support"),
        ("Eve Instance", "Ben Sample", "partly", "sea wall", "mixed", "support"),
    ]
    assert ("Ada Example", "Ben Sample", "agree", "toll road", "support", "support") in answer(
        folder, "agree-disagree", columns
    )


def test_nobody_agrees_with_himself_and_without_names_a_pair_stands_once(folder: Path) -> None:
    pairs = set(answer(folder, "agree-disagree", "first second"))
    assert pairs == {("Ada Example", "Ben Sample"), ("Ada Example", "Eve Instance"), ("Ben Sample", "Eve Instance")}


def test_who_took_more_than_one_position(folder: Path) -> None:
    assert answer(folder, "changed-positions", "who what date position") == [
        ("Ada Example", "sea wall", "2020-01-01", "oppose"),
        ("Ada Example", "sea wall", "2020-02-01", "support"),
    ]


def test_quotations_of_a_speaker_and_with_a_word(folder: Path) -> None:
    assert answer(folder, "quotations", "who said article", speaker="ada") == [
        ("Ada Example", "Not one brick.", "Title 1")
    ]
    assert answer(folder, "quotations", "who", words="BUILD") == [("Ben Sample",)]


def test_interactions_of_either_side_and_of_one_relation(folder: Path) -> None:
    assert answer(folder, "interactions", "who did whom words", actor="ada") == [
        ("Ada Example", "dismiss", "Ben Sample", "Ada fired Ben")
    ]
    assert answer(folder, "interactions", "who whom", relation="criticize") == [("Ben Sample", "Springfield")]


def test_everything_about_a_person(folder: Path) -> None:
    assert answer(folder, "person", "type statement words", actor="ben") == [
        ("interaction", "Ada Example dismisses Ben Sample", "Ada fired Ben"),
        ("interaction", "Ben Sample criticizes Springfield", "Ben hit out"),
        ("membership", "Ben Sample was treasurer (Springfield)", "ex-treasurer"),
        ("quotation", "Ben Sample: “Build it.”", "“Build it.”"),
        ("stance", "Ben Sample supports sea wall", "Ben Sample support sea wall"),
        ("stance", "Ben Sample supports toll road", "Ben Sample support toll road"),
        ("stance", "Ben Sample supports sea wall", "Ben Sample support sea wall"),  # in the later article
    ]


def test_every_article_counts_what_was_found_in_it(folder: Path) -> None:
    assert answer(folder, "articles", "article memberships stances quotations interactions") == [
        ("Title 1", 3, 6, 1, 2),
        ("Title 2", 1, 2, 1, 0),
        ("Title 3", 0, 0, 0, 0),
    ]


# Values from outside

HOSTILE = [
    '" } } DELETE WHERE { ?s ?p ?o } #',
    "\\",
    '\\"',
    "\n",
    "'''",
    "?policy",
    "} UNION { ?a ?b ?c",
    "",
    "\\u0022",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_one_literal_whatever_it_holds(folder: Path, value: str) -> None:
    found = query(folder, bind(named_query("stances"), {"actor": value})).rows
    assert len(found) == (7 if value == "" else 0)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_value_comes_through_as_it_is(value: str) -> None:
    echo = NamedQuery(
        "echo", "", "", (Parameter("x", "string", "", '""'),), 'SELECT ?x WHERE {\n  VALUES ?x { "" }\n}\n'
    )
    (solution,) = ox.Store().query(bind(echo, {"x": value}))  # type: ignore[union-attr,misc]
    assert solution["x"].value == value


@pytest.mark.parametrize("value", ["high", "", "NaN", "1e999999999", '0" } #', "inf"])
def test_a_value_of_the_wrong_type_is_refused(value: str) -> None:
    with pytest.raises(QueryError, match=f'confidence must be a decimal, not "{re.escape(value)}"'):
        bind(named_query("stances"), {"confidence": value})


def test_a_value_with_half_a_character_is_refused() -> None:
    with pytest.raises(QueryError, match="actor must be a string"):
        bind(named_query("stances"), {"actor": "\ud800"})


def test_an_unknown_query_or_parameter_is_named_with_those_that_are_known() -> None:
    with pytest.raises(UnknownNameError, match=r"no named query officers\. Available: agree-disagree, articles, "):
        named_query("officers")
    with pytest.raises(UnknownNameError, match=r"no parameter of offices party\. Available: actor, organization, conf"):
        bind(named_query("offices"), {"party": "x"})
    with pytest.raises(UnknownNameError, match=r"no parameter of contested party\. Available: none"):
        bind(named_query("contested"), {"party": "x"})


def test_a_small_graph_has_what_its_sentences_say(tmp_path: Path) -> None:
    save_graph(small_graph(), tmp_path / "g", build={}, extra={"graph.ttl": turtle(small_graph())})
    assert answer(tmp_path / "g", "who-opposes-what", "who opposes words") == [
        ("Ada Example", "toll road", "opposes the “toll road”")
    ]
