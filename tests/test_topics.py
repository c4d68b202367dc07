"""Topics of policies: what words suggest which, what they do not, and that the graph carries them everywhere."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from graphs import everything, plain

from kg.codebooks import read_codebook
from kg.corpus import Options, build
from kg.model import Actor, Article, Evidence, Graph, Policy, Stance
from kg.rdf import from_rdf, to_rdf
from kg.store import open_graph
from kg.topics import MOST, Topics, with_topics
from kg.writers import table

TEXT = (
    "The farmers of Kisumu oppose the plan to import maize.\n\nGovernor Achieng Example wants a toll on the new bridge."
)
CODEBOOK = "concept,parent,keywords\nFood,,maize; wheat; import\nTraffic,,\nTolls,Traffic,toll; toll road\n"


@pytest.fixture(scope="module")
def topics() -> Topics:
    return Topics(read_codebook())


def named(topics: Topics, *texts: str, evidence: str = "") -> list[str]:
    return [s.topic.name for s in topics.suggest(texts[0], texts[1:], [evidence] if evidence else [])]


@pytest.mark.parametrize(
    ("policy", "topic"),
    [
        ("building a wall on the border", "border control"),
        ("right to asylum", "asylum"),
        ("tax on carbon", "carbon pricing"),
        ("phasing out coal by 2035", "coal"),
        ("ban on assault rifles and handguns", "gun control"),
        ("abortion law", "abortion"),
        ("marriage of same-sex couples", "same-sex marriage"),
        ("tariffs on imported steel", "tariffs"),
        ("free-trade agreement with Mercosur", "trade agreements"),
        ("sanctions on a shipping company", "sanctions"),
        ("uranium enrichment", "nuclear weapons"),
        ("talks on a cease-fire", "peace talks and cease-fires"),
        ("air strikes on the capital", "war and military intervention"),
        ("leaving the European Union", "European Union membership"),
        ("impeaching the president", "impeachment and removal"),
        ("new electoral law", "elections and electoral law"),
        ("campaign finance reform", "campaign finance and lobbying"),
        ("nomination of a central banker", "nominations and appointments"),
        ("raising the minimum wage to 12 zloty", "minimum wage"),
        ("minimum wages", "minimum wage"),
        ("removal of the fuel subsidy", "fuel prices and subsidies"),
        ("reform of pensions", "pensions"),
        ("release of the treated water from Fukushima", "nuclear power"),
        ("police reform", "police"),
        ("Roe v. Wade", "abortion"),
    ],
)  # fmt: skip
def test_the_name_of_a_policy_tells_its_topic(topics: Topics, policy: str, topic: str) -> None:
    assert named(topics, policy)[0] == topic


@pytest.mark.parametrize(
    "policy", ["plan", "deal", "new policy", "the House bill", "moving forward", "it", "", "…", "42"]
)
def test_a_name_that_tells_nothing_has_no_topic(topics: Topics, policy: str) -> None:
    assert named(topics, policy) == []


def test_another_name_and_the_evidence_help(topics: Topics) -> None:
    assert named(topics, "plan", "asylum plan")[0] == "asylum"
    assert (
        named(topics, "plan", evidence="She rejected the plan to cap greenhouse gas emissions.")[0] == "climate change"
    )
    assert named(topics, "plan", evidence="She rejected the plan at a school in Lublin.") == []


def test_a_subtopic_stands_for_its_parent(topics: Topics) -> None:
    assert named(topics, "immigration and border control") == ["border control"]
    assert named(topics, "immigration law") == ["immigration"]


def test_the_longest_phrase_counts(topics: Topics) -> None:
    assert named(topics, "rights of trade unions") == ["unions and collective bargaining"]


def test_an_acronym_is_written_in_capitals(topics: Topics) -> None:
    assert named(topics, "joining the EU")[0] == "European Union membership"
    assert named(topics, "ice") == []


def test_no_phrase_goes_across_a_comma(topics: Topics) -> None:
    assert "nuclear weapons" not in named(topics, "plan", evidence="It is nuclear. Arms were never found, he said.")


def test_the_words_that_decided_are_kept(topics: Topics) -> None:
    (suggestion,) = topics.suggest("carbon tax")
    assert suggestion.words == ("carbon tax",)
    assert suggestion.score > 1


def test_at_most_three_topics_are_suggested(topics: Topics) -> None:
    assert len(named(topics, "abortion, gun control, tariffs, asylum and coal")) == MOST


def test_a_tenth_of_a_million_words_takes_no_time(topics: Topics) -> None:
    started = time.perf_counter()
    for number in range(2000):
        topics.suggest(
            f"tax on carbon {number}", (), ["They rejected the plan to cut the tax on carbon in the north."] * 3
        )
    assert time.perf_counter() - started < 5


# A codebook of one's own


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.csv"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


def graph() -> Graph:
    article, actor = Article("a1", TEXT), Actor("ada", "Ada Example", "person")
    policies = [Policy("maize", "plan to import maize"), Policy("tolls", "tolls"), Policy("nothing", "plan")]
    where = (Evidence("a1", 0, TEXT.index("\n"), TEXT[: TEXT.index("\n")]),)
    stances = [
        Stance(actor=actor, stance="oppose", policy=p, evidence=where, confidence=0.5, extractor="test/1")
        for p in policies
    ]
    return Graph((article,), (actor,), tuple(policies), tuple(stances))


def test_a_codebook_takes_the_place_of_the_scheme(own: Path) -> None:
    found = with_topics(graph(), read_codebook(own))
    assert {p.id: [t.id for t in p.topics] for p in found.policies} == {
        "maize": ["food"], "tolls": ["tolls"], "nothing": ["food"],
    }  # fmt: skip
    assert all(s.policy.topics for s in found.of_type(Stance))


def test_topics_come_back_from_rdf_and_from_the_folder(own: Path, tmp_path: Path) -> None:
    found = with_topics(graph(), read_codebook(own))
    assert plain(from_rdf(to_rdf(found))) == plain(found)
    assert plain(from_rdf(to_rdf(everything()))) == plain(everything())


def test_the_csv_export_has_the_topics_of_a_stance(own: Path) -> None:
    header, first, *_ = table(with_topics(graph(), read_codebook(own))).splitlines()
    assert '"object","topic"' in header
    assert '"plan to import maize","Food"' in first


def test_a_build_records_its_codebook_and_is_made_anew_with_another(own: Path, tmp_path: Path) -> None:
    article = tmp_path / "one.txt"
    article.write_text("Mayor Ada Example of Springfield opposes the toll road.", encoding="utf-8")
    out = tmp_path / "graph"
    for text in (CODEBOOK, CODEBOOK + "Roads,Traffic,road\n"):
        own.write_text(text, encoding="utf-8")
        done = build([article], out, options=Options(codebook=str(own)))
        assert not done.reused
        record = json.loads((out / "build.json").read_text(encoding="utf-8"))["codebook"]
        assert record == {"name": "own.csv", "sha256": read_codebook(own).sha256}
    assert plain(open_graph(out)) == plain(done.graph)
    assert [t.name for p in done.graph.policies for t in p.topics] == ["Tolls"]
    assert build([article], out, options=Options(codebook=str(own))).reused
