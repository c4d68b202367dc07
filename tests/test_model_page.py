"""The examples of docs/model.md are what polkg writes, and its queries answer what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib

from kg.checks import check
from kg.model import Actor, Article, Evidence, Graph, Membership, Mention, Policy, Stance
from kg.rdf import turtle

PAGE = (Path(__file__).parent.parent / "docs" / "model.md").read_text(encoding="utf-8")
TEXT = "Ada Example, finance minister of Ruritania since 2015, opposes the border tax."
BUILD = {
    "stamp": "8c1d3f0a5b7e2946" + "0" * 48,
    "versions": {"polkg": "0.1.0"},
    "options": {"min_confidence": 0.5, "stances": "both"},
}


def evidence(quote: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote)
    return (Evidence("https://news.example/tax", start, start + len(quote), quote),)


def graph() -> Graph:
    """One article, one membership, one stance."""
    article = Article("https://news.example/tax", TEXT, "Minister says no", "https://news.example/tax", "2017-02-23")
    ada = Actor("ada-example", "Ada Example", "person", mentions=(Mention(article.id, 0, 11),))
    land, tax = Actor("ruritania", "Ruritania", "government"), Policy("border-tax", "border tax")
    office = Membership(
        person=ada, role="finance minister", organization=land, start="2015", confidence=0.93, observed="2017-02-23",
        extractor="memberships/1", evidence=evidence("Ada Example, finance minister of Ruritania since 2015"),
    )  # fmt: skip
    stance = Stance(
        actor=ada, stance="oppose", policy=tax, confidence=0.81, observed="2017-02-23", extractor="stances/2",
        evidence=evidence(TEXT),
    )  # fmt: skip
    return Graph((article,), (ada, land), (tax,), (office, stance))


WRITTEN = turtle(graph(), build=BUILD)
BLOCKS = [block for part in re.findall(r"```turtle\n(.*?)```", PAGE, flags=re.DOTALL) for block in part.split("\n\n")]


def test_the_page_has_examples() -> None:
    assert len(BLOCKS) >= 10


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split()[0])
def test_an_example_is_what_polkg_writes(block: str) -> None:
    assert f"\n\n{block.strip()}\n" in f"{WRITTEN}\n"


def test_the_graph_of_the_examples_is_in_order(tmp_path: Path) -> None:
    (tmp_path / "model.ttl").write_text(WRITTEN, encoding="utf-8")
    assert check(tmp_path / "model.ttl") == []


def test_every_query_of_the_page_has_an_answer() -> None:
    rdf = rdflib.Graph().parse(data=WRITTEN)
    queries = re.findall(r"```sparql\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(queries) >= 3
    for query in queries:
        assert len(list(rdf.query(query))) == 1, query
