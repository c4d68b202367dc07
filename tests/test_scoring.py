"""Scores against gold annotations: what is counted, and that no item is counted twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import graphs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataError, InputMissingError, InputUnreadableError, NotAGraphError
from kg.model import Actor, Article, Evidence, Graph, Interaction, Membership, Mention, Policy, Quotation, Stance
from kg.scoring import Overlap, Score, errors, overlap, score, table
from kg.store import save_graph

TESTS = Path(__file__).parent
OWN = [TESTS / "articles", TESTS / "articles" / "demo"]
TASKS = ["actors", "roles", "roles+status", "stances", "quotes", "relations"]


def as_graph(folder: Path) -> Graph:
    """The graph that says exactly what the annotations of a folder say."""
    articles, actors, policies, statements = [], {}, {}, []
    for path in sorted(folder.glob("*.json")):
        article = Article(f"urn:{path.stem}", "", file=f"{path.stem}.md")
        articles.append(article)
        said = json.loads(path.read_text(encoding="utf-8"))

        def actor(name: str, times: int = 0, article: Article = article) -> Actor:
            key = f"{article.id} {name}"
            return actors.setdefault(key, Actor(key, name, "person", mentions=(Mention(article.id, 0, 1),) * times))

        def shared(item: dict[str, Any], article: Article = article) -> dict[str, Any]:
            evidence = (Evidence(article.id, 0, 1, item["evidence"]),)
            return {"evidence": evidence, "confidence": 0.5, "extractor": "test/1"}

        for item in said["actors"]:
            actor(item["name"], times=2)
        for item in said["roles"]:
            body = actor(item["organization"]) if item["organization"] else None
            statements.append(Membership(person=actor(item["person"]), role=item["role"], organization=body,
                                         status=item["status"], **shared(item)))  # fmt: skip
        for item in said["stances"]:
            policy = policies.setdefault(item["policy"], Policy(item["policy"], item["policy"]))
            statements.append(Stance(actor=actor(item["actor"]), stance=item["stance"], policy=policy, **shared(item)))
        for item in said["quotes"]:
            statements.append(Quotation(speaker=actor(item["speaker"]), quote=item["quote"], **shared(item)))
        for item in said["relations"]:
            ends = {"source": actor(item["source"]), "target": actor(item["target"])}
            statements.append(Interaction(relation=item["relation"], **ends, **shared(item)))
    return Graph(tuple(articles), tuple(actors.values()), tuple(policies.values()), tuple(statements))


def annotate(folder: Path, stem: str = "one", **items: Any) -> Path:
    """A folder with one annotation."""
    (folder / f"{stem}.json").write_text(json.dumps(items), encoding="utf-8")
    return folder


def relations(*claims: tuple[str, str, str], article: str = "one") -> Graph:
    """A graph of interactions, with their evidence in one article."""
    names = sorted({name for source, _, target in claims for name in (source, target)})
    actors = {n: Actor(n, n, "person", mentions=(Mention(article, 0, 1),)) for n in names}
    evidence = (Evidence(article, 0, 1, "x"),)
    made = [
        Interaction(source=actors[s], relation=r, target=actors[t], evidence=evidence, confidence=1, extractor="test/1")  # type: ignore[arg-type]
        for s, r, t in claims
    ]
    return Graph((Article(article, "x"),), tuple(actors.values()), (), tuple(made))


def claims(*triples: tuple[str, str, str]) -> list[dict[str, str]]:
    return [{"source": s, "relation": r, "target": t, "evidence": "x"} for s, r, t in triples]


@pytest.mark.parametrize("folder", OWN, ids=["hard cases", "demo"])
def test_what_the_annotations_say_has_full_marks(folder: Path) -> None:
    scores = score(folder, as_graph(folder))
    assert list(scores) == TASKS
    assert {task: (s.precision, s.recall, s.f1) for task, s in scores.items()} == dict.fromkeys(TASKS, (1, 1, 1))
    assert list(errors(folder, as_graph(folder))) == []


def test_a_graph_folder_scores_as_its_graph_does(tmp_path: Path) -> None:
    graph = as_graph(OWN[0])
    save_graph(graph, tmp_path / "graph", build={}, extra={})
    assert score(OWN[1], tmp_path / "graph") == score(OWN[1], graph)
    assert score(str(OWN[0]), str(tmp_path / "graph")) == score(OWN[0], graph)


def test_an_article_without_a_graph_is_all_missed() -> None:
    scores = score(OWN[0], Graph())
    assert all(s.predicted == s.matched == 0 and s.gold for s in scores.values())
    assert {d.side for d in errors(OWN[0], Graph())} == {"missed"}


def test_an_article_without_annotation_does_not_count(tmp_path: Path) -> None:
    gold = annotate(tmp_path, relations=claims(("A", "consult", "B")))
    assert score(gold, relations(("A", "consult", "B"), article="two"))["relations"] == Score(0, 0, 1)


def test_no_gold_item_is_matched_twice(tmp_path: Path) -> None:
    gold = annotate(tmp_path, actors=[{"name": "Ann Lee", "type": "person"}], relations=claims(("Lee", "consult", "B")))
    graph = relations(("Ann Lee", "consult", "B"), ("Lee", "consult", "B"))
    assert score(gold, graph)["relations"] == Score(1, 2, 1)


def test_two_names_of_one_actor_are_one_answer(tmp_path: Path) -> None:
    gold = annotate(tmp_path, actors=[{"name": "Ann Lee", "type": "person", "aliases": ["the mayor"]}])
    graph = relations(("Ann Lee", "consult", "mayor"), ("Ms. Lee", "consult", "Bo"))
    assert score(gold, graph)["actors"] == Score(1, 2, 1)


def test_the_greatest_matching_is_found(tmp_path: Path) -> None:
    """The first answer fits both gold items, the second only the first of them."""
    policies = [{"actor": "A", "stance": "support", "policy": p} for p in ("border tax", "tax on oranges")]
    article, ann = Article("one", "x"), Actor("a", "A", "person")
    common: dict[str, Any] = {"evidence": (Evidence("one", 0, 1, "x"),), "confidence": 1, "extractor": "test/1"}
    stances = [Stance(actor=ann, stance="support", policy=Policy(p, p), **common) for p in ("tax", "border")]
    assert (
        score(annotate(tmp_path, stances=policies), Graph((article,), (), (), tuple(stances)))["stances"].matched == 2
    )


def test_a_statement_counts_in_every_article_that_tells_it(tmp_path: Path) -> None:
    annotate(tmp_path, "one", relations=claims(("A", "consult", "B")))
    annotate(tmp_path, "two", relations=claims(("A", "consult", "B")))
    a, b = Actor("a", "A", "person"), Actor("b", "B", "person")
    evidence = (Evidence("one", 0, 1, "x"), Evidence("two", 0, 1, "x"), Evidence("two", 2, 3, "y"))
    meeting = Interaction(source=a, relation="consult", target=b, evidence=evidence, confidence=1, extractor="test/1")
    graph = Graph((Article("one", "x"), Article("two", "x")), (a, b), (), (meeting,))
    assert score(tmp_path, graph)["relations"] == Score(2, 2, 2)


def test_differences_name_article_task_side_and_item(tmp_path: Path) -> None:
    gold = annotate(tmp_path, relations=claims(("A", "consult", "B")))
    graph = relations(("A", "coerce", "B"))
    extra, missed = (d for d in errors(gold, graph) if d.task == "relations")
    assert (extra.side, extra.item["relation"], missed.side, missed.item["relation"]) == (
        "extra", "coerce", "missed", "consult",
    )  # fmt: skip
    assert str(missed).split("\t")[:3] == ["one", "relations", "missed"]
    assert json.loads(str(missed).split("\t")[3]) == missed.item


def test_a_table_has_a_line_a_task() -> None:
    assert table({"roles": Score(1, 2, 4), "roles+status": Score()}).splitlines() == [
        "task                P      R     F1   matched/predicted/gold",
        "roles           0.500  0.250  0.333   1/2/4",
        "roles+status    0.000  0.000  0.000   0/0/0",
    ]


@settings(max_examples=25, deadline=None)
@given(graphs.graphs())
def test_any_graph_can_be_scored_and_its_differences_add_up(graph: Graph) -> None:
    for folder in OWN:
        scores, differences = score(folder, graph), list(errors(folder, graph))
        assert len(differences) == sum(s.predicted + s.gold - 2 * s.matched for s in scores.values())
        assert all(0 <= s.matched <= min(s.predicted, s.gold) for s in scores.values())


@given(st.builds(Score, st.just(3), st.integers(3, 9), st.integers(3, 9)))
def test_f1_is_the_harmonic_mean(s: Score) -> None:
    assert s.f1 == pytest.approx(2 * s.precision * s.recall / (s.precision + s.recall))


def test_a_folder_that_is_missing_or_empty_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError, match="nowhere"):
        score(tmp_path / "nowhere", Graph())
    with pytest.raises(InputUnreadableError, match=r"ARTICLE\.json"):
        score(tmp_path, Graph())
    with pytest.raises(NotAGraphError):
        score(OWN[0], tmp_path)


@pytest.mark.parametrize(
    ("item", "said"),
    [('{"roles": [{"person": "Ada Roe"}]}', 'roles, item 1: "role" is missing or no text'),
     ('{"stances": null}', '"stances" is no list'),
     ('{"actors": [{"name": "Ada Roe", "aliases": null}]}', 'actors, item 1: "aliases" is no list of texts'),
     ('{"relations": [{"source": "A", "relation": "hug", "target": "B"}]}', 'relations, item 1: relation "hug" is'),
     ('{"stances": [{"actor": "A", "stance": "maybe", "policy": "a tax"}]}', 'stances, item 1: stance "maybe" is none'),
     ('{"roles": [{"person": "A", "role": "mayor", "status": []}]}', 'roles, item 1: status "[]" is none of')],
)  # fmt: skip
def test_what_is_wrong_with_an_item_is_said_in_a_sentence(tmp_path: Path, item: str, said: str) -> None:
    (tmp_path / "bad.json").write_text(item)
    with pytest.raises(DataError) as caught:
        score(tmp_path, Graph())
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '"x"', '{"actors": 1}', '{"actors": [{"aliases": []}]}', '{"actors": [{"name": 5}]}',
     '{"relations": [{"source": "A"}]}', '{"stances": ["x"]}', '{"stances": [{"actor": "A", "stance": "support"}]}',
     '{"actors": [{"name": "A", "aliases": 3}]}', "\ud800"],
)  # fmt: skip
def test_a_malformed_annotation_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(DataError, match=r"bad\.json"):
        score(tmp_path, Graph())


def test_overlap_counts_the_annotated_articles_that_a_graph_holds(tmp_path: Path) -> None:
    for stem in ("one", "two"):
        annotate(tmp_path, stem)
    graph = Graph((Article("urn:1", "", file="one.txt"), Article("urn:3", "", file="three.txt")))
    assert overlap(tmp_path, graph) == Overlap(annotated=2, shared=1)
    assert overlap(tmp_path, Graph()) == Overlap(annotated=2, shared=0)
