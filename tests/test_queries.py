"""The named queries: each is a whole query, says what it does, and finds what the graph says."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
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

ROOT = Path(__file__).resolve().parent.parent
NAMES = sorted(named_queries())
DOCUMENTED = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
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


SHELBY = Actor("shelbyville", "Shelbyville", "government")
PARTY = Actor("people-s-party", "People's Party", "organization")
LEAGUE = Actor("river-league", "River League", "organization", ("the League",))
HALL = Actor("town-council", "Town Council", "organization")
LATER = Article("a4", "…", "Title 4", published="2021-03", publisher="The Example")
MORE: list[Statement] = [
    Membership(person=EVE, role="Spokeswoman", organization=TOWN, status="acting", **carried("the spokeswoman", LATER)),
    Membership(person=EVE, role="Mayor", organization=TOWN, status="future", **carried("mayor-elect", LATER)),
    Membership(person=BEN, role="member", organization=HALL, on_behalf_of=LEAGUE, **carried("the League's Ben", LATER)),
    Membership(person=EVE, role="chair", organization=PARTY, **carried("chair of the party", LATER)),
    Membership(person=BEN, role="envoy", organization=SHELBY, **carried("envoy of Shelbyville", LATER)),
    Interaction(source=EVE, relation="request", target=SHELBY, **carried("Eve asked Shelbyville", LATER)),
    Quotation(speaker=EVE, quote="No more tolls", **carried(f"{EVE.name} oppose {TOLL.name}", confidence=0.25)),
]


def saved(home: Path, statements: list[Statement], *articles: Article) -> Path:
    graph = graph_of([EARLY, LATE, IDLE, *articles], statements)
    save_graph(graph, home / "graph", build={}, extra={"graph.ttl": turtle(graph)})
    return home / "graph"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(tmp_path_factory.mktemp("queries"), STATEMENTS)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a party, a second government, a spokeswoman and a quotation about a policy."""
    return saved(tmp_path_factory.mktemp("wide"), STATEMENTS + MORE, LATER)


def answer(folder: Path, name: str, columns: str, /, **values: str) -> list[tuple[object, ...]]:
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
def test_a_query_without_parameters_set_answers(wide: Path, name: str) -> None:
    assert query(wide, bind(named_query(name), {})).rows


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_its_place_in_the_order_of_rows(name: str) -> None:
    sparql = re.sub(r"(?m)^#.*$", "", named_query(name).sparql)
    columns = re.search(r"SELECT(?: DISTINCT)? (.*?) WHERE", sparql, re.DOTALL)
    order = re.search(r"\nORDER BY (.*)\n\Z", sparql)
    assert columns
    assert order
    named = re.sub(r"\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))* AS (\?\w+)\)", r"\1", columns[1])
    assert named.split()
    assert set(named.split()) <= set(re.findall(r"\?\w+", order[1]))


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_the_same_in_another_engine(wide: Path, name: str) -> None:
    """The file is pasted as it is, with no prefix predeclared."""
    rows = rdflib.Graph().parse(wide / "graph.ttl").query(named_query(name).sparql, initNs={})
    theirs = [tuple(None if term is None else str(term) for term in row) for row in rows]
    ours = [
        tuple(None if term is None else term.value for term in row)
        for row in query(wide, named_query(name).sparql).rows
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


# With a party, a second government, a spokeswoman and a quotation about a policy


def test_actors_by_the_number_of_their_statements(wide: Path) -> None:
    assert answer(wide, "actors", "who what statements")[:2] == [
        ("Ben Sample", "person", 8),
        ("Eve Instance", "person", 8),
    ]
    assert answer(wide, "actors", "who", kind="organization") == [
        ("People's Party",), ("River League",), ("Town Council",)]  # fmt: skip
    assert answer(wide, "actors", "who", name="the league") == [("River League",)]


def test_allies_and_opponents_are_counted_by_policies(folder: Path) -> None:
    assert answer(folder, "allies-opponents", "who side other policies example", actor="ben") == [
        ("Ben Sample", "ally", "Ada Example", 2, "sea wall"),
        ("Ben Sample", "opponent", "Ada Example", 1, "sea wall"),
        ("Ben Sample", "opponent", "Eve Instance", 1, "toll road"),
    ]


def test_pairs_of_actors_by_shared_positions(folder: Path) -> None:
    assert answer(folder, "co-stances", "first second agreed") == [("Ada Example", "Ben Sample", 2)]
    assert answer(folder, "co-stances", "first second agreed", least="0") == [
        ("Ada Example", "Ben Sample", 2),
        ("Ada Example", "Eve Instance", 0),
        ("Ben Sample", "Eve Instance", 0),
    ]
    assert answer(folder, "co-stances", "first", least="3") == []


def test_what_an_article_says(wide: Path) -> None:
    found = answer(wide, "article", "title type statement words", article="title 4")
    assert ("Title 4", "membership", "Eve Instance is acting Spokeswoman (Springfield)", "the spokeswoman") in found
    assert len(found) == 6
    starts = [start for (start,) in answer(wide, "article", "start", article="title 4")]
    assert starts == sorted(starts)


def test_acts_between_countries_are_those_of_their_governments_and_who_holds_office_there(wide: Path) -> None:
    expected = [
        ("Shelbyville", "Ben Sample", "criticize", "Springfield", "Springfield"),
        ("Springfield", "Ada Example", "dismiss", "Ben Sample", "Shelbyville"),
        ("Springfield", "Eve Instance", "request", "Shelbyville", "Shelbyville"),
    ]
    columns = "country who did whom counterpart"
    assert answer(wide, "between-countries", columns) == expected
    assert answer(wide, "between-countries", columns, one="shelby", other="SPRING") == expected
    assert answer(wide, "between-countries", columns, one="nowhere") == []


def test_who_is_no_longer_in_office_does_not_act_for_the_country(folder: Path) -> None:
    """Ben, a former treasurer of the town, acts towards it; that is nothing between two countries."""
    assert answer(folder, "between-countries", "who") == []


def test_acts_between_bodies(wide: Path) -> None:
    columns = "body who did whom counterpart"
    assert ("Town Council", "Ben Sample", "criticize", "Springfield", "Springfield") in answer(
        wide, "between-bodies", columns)  # fmt: skip
    assert answer(wide, "between-bodies", columns, one="party") == [
        ("People's Party", "Eve Instance", "request", "Shelbyville", "Shelbyville")
    ]


def test_a_career_runs_from_the_past_to_the_future(wide: Path) -> None:
    assert answer(wide, "career", "status role where words", actor="eve") == [
        ("current", "lawyer", None, "a lawyer"),
        ("acting", "Spokeswoman", "Springfield", "the spokeswoman"),
        ("current", "chair", "People's Party", "chair of the party"),
        ("future", "Mayor", "Springfield", "mayor-elect"),
    ]
    assert answer(wide, "career", "status role", actor="ben")[0] == ("former", "treasurer")


def test_who_is_quoted_most(wide: Path) -> None:
    found = answer(wide, "most-quoted", "who quotations articles")
    assert found == [("Ada Example", 1, 1), ("Ben Sample", 1, 1), ("Eve Instance", 1, 1)]
    assert answer(wide, "most-quoted", "who", speaker="eve") == [("Eve Instance",)]


def test_holders_of_an_office_by_date_and_spellings_are_one_office(wide: Path) -> None:
    assert answer(wide, "office-holders", "office who status reported last articles", role="MAYOR") == [
        ("Mayor", "Ada Example", "current", "2020-01-01", "2020-02-01", 2),
        ("Mayor", "Eve Instance", "future", "2021-03", "2021-03", 1),
    ]
    assert answer(wide, "office-holders", "who", organization="party") == [("Eve Instance",)]


def test_a_party_is_what_is_called_one_or_holds_a_seat(wide: Path) -> None:
    assert answer(wide, "parties", "group who role seat") == [
        ("People's Party", "Eve Instance", "chair", None),
        ("River League", "Ben Sample", "member", "Town Council"),
    ]
    assert answer(wide, "parties", "group who", party="the league") == [("River League", "Ben Sample")]


def test_passages_are_found_by_their_words(wide: Path) -> None:
    assert answer(wide, "passages", "words statement date", phrase="EX-TREAS") == [
        ("ex-treasurer", "Ben Sample was treasurer (Springfield)", "2020-01-01")
    ]


def test_statements_of_a_time_and_a_month_counts_from_its_first_day(wide: Path) -> None:
    dates = {date for (date,) in answer(wide, "period", "date", since="2020-02-01")}
    assert dates == {"2020-02-01", "2021-03"}
    assert answer(wide, "period", "statement", since="2020-02-01", until="2020-12-31", type="quotation") == [
        ("Ben Sample: “Build it.”",)
    ]
    assert answer(wide, "period", "date", since="2021-04-01") == []


def test_coverage_by_publisher(wide: Path) -> None:
    assert answer(wide, "publishers", "publisher articles earliest latest memberships quotations interactions") == [
        ("unknown", 3, "2020-01-01", "2020-03-01", 4, 3, 2),
        ("The Example", 1, "2021-03", "2021-03", 5, 0, 1),
    ]


def test_quotations_about_a_policy_stand_where_its_stance_stands(wide: Path) -> None:
    assert answer(wide, "quotations-about", "what who said") == [("toll road", "Eve Instance", "No more tolls")]
    assert answer(wide, "quotations-about", "what", policy="wall") == []


def test_statements_of_one_article_come_with_the_least_sure_first(folder: Path) -> None:
    found = answer(folder, "single-sourced", "kind statement confidence articles")
    assert found[0] == ("membership", "Eve Instance is lawyer", 0.25, 1)
    assert len(found) == len(STATEMENTS) - 2
    assert len(answer(folder, "single-sourced", "kind", most="2")) == len(STATEMENTS)
    assert {kind for (kind,) in answer(folder, "single-sourced", "kind", type="Stance")} == {"stance"}
    assert answer(folder, "single-sourced", "kind", most="0") == []


def test_a_statement_without_evidence_is_reported_as_carried_by_no_article(tmp_path: Path) -> None:
    bare = Quotation(speaker=ADA, quote="Really?", evidence=(), confidence=0.5, extractor="test/1")
    path = saved(tmp_path, [*STATEMENTS, bare])
    assert answer(path, "single-sourced", "statement articles", most="0") == [("Ada Example: “Really?”", 0)]


def test_spokespersons_of_a_body(wide: Path) -> None:
    found = [("Springfield", "Eve Instance", "Spokeswoman", "acting", "the spokeswoman")]
    assert answer(wide, "spokespersons", "body who role status words") == found
    assert answer(wide, "spokespersons", "body", organization="party") == []


def test_positions_month_by_month(folder: Path) -> None:
    assert answer(folder, "timeline", "month what for against mixed", policy="wall") == [
        ("2020-01", "sea wall", 1, 1, 1),
        ("2020-02", "sea wall", 2, 0, 0),
    ]


def test_whose_voice_is_heard_through_whom(wide: Path) -> None:
    assert answer(wide, "who-speaks-for-whom", "body who role quotations", organization="spring") == [
        ("Springfield", "Ada Example", "mayor", 1),
        ("Springfield", "Eve Instance", "Spokeswoman", 1),
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
    'VALUES ?policy { "" }',
    '\n  VALUES ?policy { "x" }\n',
    "{name}\\1\\g<0>",
    "} . DELETE WHERE { ?s ?p ?o } ; INSERT DATA { <a:a> <a:b> 1 } #",
    "long " * 100_000,
]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("other", ["", "wall"])
def test_a_value_is_one_literal_whatever_it_holds(folder: Path, value: str, other: str) -> None:
    found = query(folder, bind(named_query("stances"), {"actor": value, "policy": other})).rows
    assert len(found) == (0 if value else 4 if other else 7)


@pytest.mark.parametrize("name", NAMES)
def test_every_string_takes_the_hostile_as_it_is(name: str) -> None:
    """In each query, every text parameter at once; the query's own text does not change."""
    named = named_query(name)
    texts = [parameter.name for parameter in named.parameters if parameter.type == "string"]
    for value in HOSTILE[:-1]:
        bound = bind(named, dict.fromkeys(texts, value))
        assert bound.count("\n") == named.sparql.count("\n")
        ox.Store().query(bound)  # it parses
        for text in texts:
            (line,) = re.findall(rf"(?m)^ *VALUES \?{text} {{ .* }}$", bound)
            (solution,) = ox.Store().query(f"SELECT * {{ {line} }}")  # type: ignore[union-attr,misc]
            assert solution[text].value == value


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


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("period", {"since": "yesterday"}, 'since must be a date, not "yesterday"'),
        ("period", {"until": "2020-02-30"}, 'until must be a date, not "2020-02-30"'),
        ("co-stances", {"least": "many"}, 'least must be an integer, not "many"'),
        ("co-stances", {"least": "1 } UNION { ?s ?p ?o"}, 'least must be an integer, not "1 } UNION'),
        ("interactions", {"relation": "hug"}, 'relation must be one of consult, cooperate, .*dismiss, not "hug"'),
        ("actors", {"kind": '" } #'}, "kind must be one of person, organization, government, group, unnamed, not"),
    ],
)
def test_a_value_of_another_type_is_refused_with_what_would_do(name: str, values: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        bind(named_query(name), values)


def test_a_choice_is_taken_in_any_case_and_may_be_left_open(folder: Path) -> None:
    assert len(answer(folder, "interactions", "who", relation="Dismiss ")) == 1
    assert len(answer(folder, "interactions", "who", relation="")) == 2


def test_a_value_with_half_a_character_is_refused() -> None:
    with pytest.raises(QueryError, match="actor must be a string"):
        bind(named_query("stances"), {"actor": "\ud800"})


def test_an_unknown_query_or_parameter_is_named_with_those_that_are_known() -> None:
    with pytest.raises(
        UnknownNameError, match=r"no named query officers\. Available: offices, office-holders; kg query"
    ):
        named_query("officers")
    with pytest.raises(UnknownNameError, match=r"no named query opposes\. Available: .*who-opposes-what"):
        named_query("opposes")
    with pytest.raises(UnknownNameError, match=r"no named query 42\. Available: actors, agree-disagree, "):
        named_query("42")
    with pytest.raises(UnknownNameError, match=r"no parameter of offices party\. Available: actor, organization, conf"):
        bind(named_query("offices"), {"party": "x"})
    with pytest.raises(UnknownNameError, match=r"no parameter of contested party\. Available: none"):
        bind(named_query("contested"), {"party": "x"})


def test_a_small_graph_has_what_its_sentences_say(tmp_path: Path) -> None:
    save_graph(small_graph(), tmp_path / "g", build={}, extra={"graph.ttl": turtle(small_graph())})
    assert answer(tmp_path / "g", "who-opposes-what", "who opposes words") == [
        ("Ada Example", "toll road", "opposes the “toll road”")
    ]


# What the user sees of them


def test_every_query_and_parameter_is_documented() -> None:
    sections = dict(re.findall(r"(?ms)^## ([\w-]+)\n(.*?)(?=^## |\Z)", DOCUMENTED))
    assert list(sections) == NAMES
    for name, section in sections.items():
        named = named_query(name)
        assert f"**{named.title}.** {named.description}" in section
        assert f"kg query demo --named {name}" in section
        documented = re.findall(r"(?m)^- `(\w+)` \(.*\): (.*)$", section)
        assert documented == [(parameter.name, parameter.description) for parameter in named.parameters]


@pytest.mark.parametrize("line", re.findall(r"(?m)^\$ kg query demo (--named .*)$", DOCUMENTED))
def test_the_documented_examples_are_valid(line: str) -> None:
    _, name, *settings = shlex.split(line)
    values = dict(setting.split("=", 1) for setting in settings if setting != "--set")
    assert bind(named_query(name), values)


def run(*arguments: str, **environment: str) -> str:
    """What `kg` prints; the program's name matters to the shell's completion."""
    program = "import sys; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        check=True,
        text=True,
        env=os.environ | environment,
        cwd=ROOT,
    )
    assert done.stderr == ""
    return done.stdout


def test_the_list_is_for_people_and_as_json_for_programs() -> None:
    assert [line.split(":")[0] for line in run("query", "--list").splitlines() if line[0] != " "] == NAMES
    listed = json.loads(run("query", "--list", "--format", "json"))
    assert [entry["name"] for entry in listed] == NAMES
    (interactions,) = [entry for entry in listed if entry["name"] == "interactions"]
    assert interactions["parameters"][1]["choices"][:2] == ["consult", "cooperate"]


def test_the_sparql_of_a_named_query_is_printed_with_its_values() -> None:
    assert run("query", "--named", "policy", "--print") == named_query("policy").sparql
    printed = run("query", "--named", "policy", "--set", 'policy=a "wall"', "--print")
    assert '  VALUES ?policy { "a \\"wall\\"" }\n' in printed


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kg query graph --named who-", ["who-opposes-what", "who-speaks-for-whom", "who-supports-what"]),
        ("kg query graph --named zz", []),
        ("kg query graph --named offices --set ", ["actor=", "organization=", "confidence="]),
        ("kg query graph --named offices --set o", ["organization="]),
        ("kg query --named interactions --set relation=c", [
            "relation=consult", "relation=cooperate", "relation=criticize", "relation=coerce"]),
        ("kg query graph --set ", []),
        ("kg query graph --named nothing --set ", []),
    ],
)  # fmt: skip
def test_the_shell_completes_names_and_settings(line: str, expected: list[str]) -> None:
    words = line.split(" ")
    found = run(_KG_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1))
    assert found.split() == expected
