"""From files to a graph: what is built, reused, skipped and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import store
from kg.articles import Skipped
from kg.corpus import Options, Watcher, build, counts, from_articles
from kg.errors import InputMissingError, NothingToBuildError, SkippedArticlesError
from kg.model import Article, Membership, Quotation

FIRST = "President Marek Dolny of Poland vetoed the bill. “We will not pay for the bridge,” Dolny said.\n"
SECOND = "Poland's president, Marek Dolny, met Finnish Foreign Minister Aino Lehtola on Monday.\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(FIRST, encoding="utf-8")
    (folder / "two.txt").write_text(SECOND, encoding="utf-8")
    return folder


def told(folder: Path) -> dict[str, bytes]:
    """What a graph folder holds, but for the time it took."""
    record = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    del record["seconds"], record["started"]
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    del files["build.ttl"]
    return files | {"build.json": json.dumps(record).encode()}


def test_the_same_claim_of_two_articles_is_one_statement_with_two_evidences() -> None:
    articles = [Article("one", FIRST, published="2024-05-06"), Article("two", SECOND, published="2024-05-01")]
    graph = from_articles(articles)
    [held] = [m for m in graph.of_type(Membership) if m.person.name == "Marek Dolny"]
    assert [e.article for e in held.evidence] == ["one", "two"]
    assert held.observed == "2024-05-01"
    assert [q.quote for q in graph.of_type(Quotation)] == ["We will not pay for the bridge"]


def test_the_order_of_articles_changes_nothing() -> None:
    articles = [Article("one", FIRST), Article("two", SECOND)]
    assert from_articles(articles) == from_articles(articles[::-1])


def test_a_graph_without_statements_is_a_graph() -> None:
    graph = from_articles([Article("dull", "Rain fell all day.")])
    assert (len(graph.articles), graph.actors, graph.statements) == (1, (), ())


def test_a_folder_holds_what_was_built(sources: Path, tmp_path: Path) -> None:
    made = build([sources], tmp_path / "graph")
    assert store.open_graph(tmp_path / "graph") == made.graph
    assert not made.reused
    record = json.loads((tmp_path / "graph" / "build.json").read_text(encoding="utf-8"))
    assert record["counts"] == counts(made.graph)
    assert record["counts"]["articles"] == 2


def test_a_second_build_reuses_the_first(sources: Path, tmp_path: Path) -> None:
    first = build([sources], tmp_path / "graph")
    before = told(tmp_path / "graph")
    second = build([sources], tmp_path / "graph")
    assert (second.reused, second.graph) == (True, first.graph)
    assert told(tmp_path / "graph") == before


@pytest.mark.parametrize("change", ["text", "option", "missing file", "damaged file"])
def test_what_changed_is_built_anew(sources: Path, tmp_path: Path, change: str) -> None:
    build([sources], tmp_path / "graph")
    options = Options()
    match change:
        case "text":
            (sources / "two.txt").write_text(SECOND + "Lehtola smiled.\n", encoding="utf-8")
        case "option":
            options = Options(min_confidence=0.5)
        case "missing file":
            (tmp_path / "graph" / "network.html").unlink()
        case "damaged file":
            (tmp_path / "graph" / "statements.jsonl").write_text("{\n", encoding="utf-8")
    assert not build([sources], tmp_path / "graph", options=options).reused
    assert store.open_graph(tmp_path / "graph").articles


def test_two_builds_give_the_same_bytes(sources: Path, tmp_path: Path) -> None:
    build([sources], tmp_path / "a")
    build([sources / "two.txt", sources / "one.txt"], tmp_path / "b")
    assert told(tmp_path / "a") == told(tmp_path / "b")


def test_what_is_skipped_is_told_and_recorded(sources: Path, tmp_path: Path) -> None:
    (sources / "empty.txt").write_text("", encoding="utf-8")
    seen: list[Skipped] = []
    steps: list[str] = []
    made = build([sources], tmp_path / "graph", watcher=Watcher(skip=seen.append, step=lambda a: steps.append(a.id)))
    assert [Path(s.name).name for s in seen] == ["empty.txt"]
    assert made.skipped == tuple(seen)
    assert len(steps) == 2


def test_strict_writes_nothing_when_anything_is_skipped(sources: Path, tmp_path: Path) -> None:
    (sources / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(SkippedArticlesError, match="1 skipped"):
        build([sources], tmp_path / "graph", options=Options(strict=True))
    assert not (tmp_path / "graph").exists()


def test_nothing_to_build_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    with pytest.raises(NothingToBuildError):
        build([tmp_path / "empty.txt"], tmp_path / "graph")
    assert not (tmp_path / "graph").exists()


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError, match="nowhere"):
        build([tmp_path / "nowhere"], tmp_path / "graph")


def test_a_higher_confidence_keeps_fewer_statements(sources: Path) -> None:
    every, sure = build([sources]), build([sources], options=Options(min_confidence=0.94))
    assert {s.id for s in sure.graph.statements} < {s.id for s in every.graph.statements}
    assert all(s.confidence >= 0.94 for s in sure.graph.statements)
