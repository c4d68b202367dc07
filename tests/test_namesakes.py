"""What benchmarks/identity.py counts as one person and as a mistake, shown on invented people, bodies and articles."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from corpora import invented  # noqa: E402
from corpora.clusters import across  # noqa: E402
from corpora.links import covering, mentions, once  # noqa: E402
from corpora.mistakes import mistakes  # noqa: E402
from corpora.namesakes import bearers, like, merged, persons, split, told  # noqa: E402

from kg.identity import join  # noqa: E402
from kg.model import Actor, Article, Graph, Mention  # noqa: E402


def graph(texts: dict[str, str], actors: dict[str, list[tuple[str, str]]]) -> Graph:
    """A graph of articles by name, and of actors: the places (article, words) by id."""
    places = {
        key: tuple(Mention(a, texts[a].index(words), texts[a].index(words) + len(words)) for a, words in found)
        for key, found in actors.items()
    }
    made = tuple(Actor(key, key.title(), "person", (), (), places[key]) for key in sorted(actors))
    return Graph(tuple(Article(name, text, file=f"{name}.txt") for name, text in texts.items()), made)


def entity(number: int, text: str, words: str, link: str | None, *types: str) -> dict[str, Any]:
    start = text.index(words)
    place = {"text": words, "start": start, "end": start + len(words)}
    return {"id": number, "name": words, "types": ["entity", *types], "link": link, "mentions": [place]}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("Maria Holt", "Maria Holt", True, id="equal"),
        pytest.param("Maria J. Holt", "Maria Holt", True, id="initial left out"),
        pytest.param("Maria Jane Holt", "Maria J. Holt", True, id="initial of a middle name"),
        pytest.param("Maria Jane Ruth Holt", "Maria Ruth Holt", True, id="one of two middle names"),
        pytest.param("Mike Holt", "Michael Holt", True, id="short form"),
        pytest.param("M. Holt", "Maria Holt", True, id="initial"),
        pytest.param("Holt", "Maria Holt", True, id="surname alone"),
        pytest.param("Maria Holt", "Paula Holt", False, id="given names"),
        pytest.param("Maria J. Holt", "Maria W. Holt", False, id="initials"),
        pytest.param("Victor W. Holt", "Victor H. W. Holt", False, id="father and son by initials"),
        pytest.param("Victor Holt Jr.", "Victor Holt Sr.", False, id="father and son by suffix"),
        pytest.param("Victor Holt Jr.", "Victor Holt", True, id="suffix left out"),
        pytest.param("Maria Holt", "Maria Berg", False, id="surnames"),
        pytest.param("Berg", "Maria Holt", False, id="another surname alone"),
        pytest.param("Mother Maria Holt", "Maria Holt", True, id="a title left out"),
        pytest.param("", "Maria Holt", True, id="no name contradicts nothing"),
    ],
)
def test_names_that_may_be_of_one_person(one: str, other: str, same: bool) -> None:
    assert like(one, other) is like(other, one) is same


def test_an_actor_covers_what_shares_half_of_its_characters() -> None:
    minister, union = Actor("minister", "Minister", "person"), Actor("union", "Union", "organization")
    places = [(0, 20, minister), (30, 40, union)]
    assert covering(places, 10, 20) is minister
    assert covering(places, 11, 20) is None
    assert covering(places, 28, 44) is union
    assert covering(places, 50, 60) is None


def test_links_tell_who_is_one() -> None:
    texts = {"a": "Maria Holt met the Union of Mills.", "b": "Holt is tired.", "c": "Holt Bank is not."}
    records = [
        {"id": "a", "text": texts["a"], "entities": [
            entity(0, texts["a"], "Maria Holt", "Maria_Holt", "person"),
            entity(1, texts["a"], "Union of Mills", None, "organization"),
        ]},
        {"id": "b", "text": texts["b"], "entities": [entity(0, texts["b"], "Holt", "Maria_Holt", "person")]},
        {"id": "c", "text": texts["c"], "entities": [entity(0, texts["c"], "Holt Bank", "?", "organization")]},
    ]  # fmt: skip
    whole = {"holt": [("a", "Maria Holt"), ("b", "Holt"), ("c", "Holt Bank")]}
    found = once(mentions(records, graph(texts, whole)))
    assert [n.actor.id if n.actor else None for n in found] == ["holt", None, "holt", "holt"]
    counts = across(n.item for n in found)
    assert (counts.matched, counts.predicted, counts.gold) == (1, 3, 1)
    (mistake,) = mistakes(found)
    assert (mistake.verdict, mistake.pairs, mistake.sides) == ("merged", 2, ("Holt Bank (c, 0)", "maria holt"))


def test_mistakes_are_told_with_their_articles() -> None:
    texts = {"a": "Maria Holt", "b": "Maria Holt", "c": "Holt"}
    records = [
        {"id": key, "text": text, "entities": [entity(0, text, text, "Maria_Holt", "person")]}
        for key, text in texts.items()
    ]
    apart = graph(texts, {"maria-holt": [("a", "Maria Holt"), ("b", "Maria Holt")], "holt": [("c", "Holt")]})
    (mistake,) = mistakes(once(mentions(records, apart)))
    assert str(mistake) == "split: 2 pairs, maria holt: Holt <holt> [c] | Maria-Holt <maria-holt> [a, b]"


def annotated(*names: str, kind: str = "person") -> dict[str, Any]:
    return {"actors": [{"name": name, "type": kind, "aliases": [name.split()[-1]]} for name in names]}


def test_persons_split_and_merged_without_links() -> None:
    texts = {"a": "Maria J. Holt", "b": "Maria Holt", "c": "Paula Holt", "d": "Holt", "e": "Ines Berg"}
    gold = {name: annotated(text) for name, text in texts.items() if name != "d"} | {"d": annotated("Maria Holt")}
    built = graph(texts, {"one": [("a", "Maria J. Holt")], "two": [(n, texts[n]) for n in "bcd"]})
    found = bearers(gold, built)
    assert [b.article for b in found] == ["a", "b", "c", "d"]
    groups = persons(found)
    assert [[b.article for b in group] for group in groups] == [["a", "b", "d"]]
    assert [told(group) for group in split(groups)] == ["one: Maria J. Holt [a] | two: Maria Holt [b, d]"]
    assert [(reason, one.name, other.name) for reason, one, other in merged(found)] == [
        ("names", "Maria Holt", "Paula Holt")
    ]


def test_a_person_and_a_body_are_not_one() -> None:
    texts = {"a": "Holt", "b": "Holt"}
    gold = {"a": annotated("Holt"), "b": annotated("Holt", kind="organization")}
    found = bearers(gold, graph(texts, {"holt": [("a", "Holt"), ("b", "Holt")]}))
    assert [reason for reason, *_ in merged(found)] == ["kinds"]


def test_spellings_are_told_from_other_names() -> None:
    texts = {"a": "Sergei Holt", "b": "Sergey Holt", "c": "Ines Holt"}
    gold = {name: annotated(text) for name, text in texts.items()}
    found = merged(bearers(gold, graph(texts, {"holt": list(texts.items())})))
    assert [(reason, one.article, other.article) for reason, one, other in found] == [
        ("spellings", "a", "b"),
        ("names", "a", "c"),
        ("names", "b", "c"),
    ]


def test_invented_articles_are_the_same_each_time_and_skewed_like_news() -> None:
    made = invented.articles(2_000)
    assert made == invented.articles(2_000)
    assert (len(made.articles), len(made.actors)) == (200, 2_000)
    texts = {article.id: article.text for article in made.articles}
    for actor in made.actors:
        (mention,) = actor.mentions
        assert texts[mention.article][mention.start : mention.end] in {actor.name, *actor.aliases}
    uses = sorted(Counter(actor.name for actor in made.actors).values(), reverse=True)
    assert sum(uses[: len(uses) // 10]) > 0.3 * 2_000  # a tenth of the names has a third of the mentions
    assert uses[len(uses) // 2] <= 2
    assert len(join(*made).articles) == 200


def test_what_is_absent_is_said_and_is_no_failure(tmp_path: Path) -> None:
    command = [sys.executable, ROOT / "benchmarks" / "identity.py", "links", "namesakes", "--shared", tmp_path]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment, cwd=tmp_path)
    said = [line for line in done.stdout.splitlines() if line]
    assert len(said) == 2
    assert all("is not there" in line for line in said)
