"""The graph folder: what is written can be read, nothing of the user's is lost, nothing is half-written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from samples import TEXT, graphs, hostile_graph, small_graph

from kg.errors import DataError, InputMissingError, NotAGraphError, OutputUnwritableError
from kg.model import Graph
from kg.statements import to_record
from kg.store import FILES, open_graph, read_build, save_graph


def everything(graph: Graph) -> list[list[dict[str, object]]]:
    parts = (graph.articles, graph.actors, graph.policies, graph.statements)
    return [[to_record(item) for item in part] for part in parts]


FOUND = {"graph.ttl": "# t\n", "network.html": "<p>\n", "build.ttl": "# b\n"}


def save(graph: Graph, path: Path, **extra: str) -> None:
    save_graph(graph, path, build={"kg": "test"}, extra=FOUND | extra)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_is_saved_is_opened_again(tmp_path: Path) -> None:
    save(small_graph(), tmp_path / "graph")
    assert sorted(p.name for p in (tmp_path / "graph").iterdir()) == sorted(FILES)
    assert everything(open_graph(tmp_path / "graph")) == everything(small_graph())
    assert read_build(tmp_path / "graph") == {"kg": "test"}
    assert os.listdir(tmp_path) == ["graph"]


def test_a_line_is_the_record_of_the_contract(tmp_path: Path) -> None:
    save(small_graph(), tmp_path / "graph")
    lines = (tmp_path / "graph" / "statements.jsonl").read_text(encoding="utf-8").split("\n")
    stance = next(r for r in map(json.loads, filter(None, lines)) if r["type"] == "stance")
    assert stance | {"id": "…", "evidence": []} == {
        "id": "…",
        "type": "stance",
        "actor": {"id": "ada-example", "name": "Ada Example"},
        "stance": "oppose",
        "policy": {"id": "toll-road", "name": "toll road"},
        "evidence": [],
        "confidence": 0.875,
        "extractor": "test/1",
        "observed": "2020-05-06",
    }
    assert TEXT[stance["evidence"][0]["start"] : stance["evidence"][0]["end"]] == stance["evidence"][0]["quote"]


def test_hostile_words_survive_the_folder(tmp_path: Path) -> None:
    save(hostile_graph(), tmp_path / "graph")
    assert everything(open_graph(tmp_path / "graph")) == everything(hostile_graph())


@given(graph=graphs())
def test_any_text_survives_the_folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any") / "graph"
    save(graph, folder)
    assert everything(open_graph(folder)) == everything(graph)


def test_the_same_graph_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[2]); from test_store import *; save(small_graph(), Path(sys.argv[1]))"
    )
    for seed in ("0", "1", "77"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script, str(tmp_path / seed), str(Path(__file__).parent)]
        subprocess.run(command, check=True, env=environment)
    assert contents(tmp_path / "0") == contents(tmp_path / "1") == contents(tmp_path / "77")


def test_the_order_of_the_graph_does_not_matter(tmp_path: Path) -> None:
    graph = small_graph()
    save(graph, tmp_path / "one")
    save(Graph(graph.articles, graph.actors[::-1], graph.policies, graph.statements[::-1]), tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_second_save_replaces_ours_and_keeps_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "graph"
    save(small_graph(), folder)
    (folder / "reviews.jsonl").write_text("mine")
    (folder / "notes" / "deep").mkdir(parents=True)
    (folder / "notes" / "deep" / "a.txt").write_text("also mine")
    (folder / "link").symlink_to("nowhere")
    save_graph(Graph(), folder, build={"n": 2}, extra={"graph.ttl": ""})
    assert open_graph(folder) == Graph()
    assert (folder / "reviews.jsonl").read_text() == "mine"
    assert (folder / "notes" / "deep" / "a.txt").read_text() == "also mine"
    assert os.readlink(folder / "link") == "nowhere"
    assert not (folder / "network.html").exists(), "a page of the older graph must not stay beside the new one"
    assert os.listdir(tmp_path) == ["graph"]


def test_a_folder_with_other_things_in_it_is_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter1.txt").write_text("years of work")
    with pytest.raises(OutputUnwritableError, match=r"no graph folder .* name a new or an empty one"):
        save(small_graph(), tmp_path / "thesis")
    assert contents(tmp_path) == {"thesis/chapter1.txt": b"years of work"}


def test_an_empty_folder_and_missing_parents_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir(mode=0o750)
    save(small_graph(), tmp_path / "empty")
    save(small_graph(), tmp_path / "new" / "deeper" / "graph")
    assert contents(tmp_path / "empty") == contents(tmp_path / "new" / "deeper" / "graph")
    assert (tmp_path / "empty").stat().st_mode & 0o777 == 0o750


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    save(Graph(), tmp_path / "real")
    (tmp_path / "link").symlink_to("real")
    save(small_graph(), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert everything(open_graph(tmp_path / "real")) == everything(small_graph())


def test_the_current_folder_stays_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    save(Graph(), Path())
    (here / "reviews.jsonl").write_text("mine")
    save_graph(small_graph(), Path(), build={}, extra={"graph.ttl": "# t\n"})
    assert os.listdir() == os.listdir(here) != []
    assert everything(open_graph(".")) == everything(small_graph())
    assert sorted(os.listdir()) == sorted([*set(FILES) - {"network.html", "build.ttl"}, "reviews.jsonl"])


@pytest.mark.parametrize("name", ["file.txt", "file.txt/graph"])
def test_a_file_in_the_way_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("mine")
    with pytest.raises(OutputUnwritableError, match=r"^Cannot write .*file\.txt.*: .*\.$"):
        save(small_graph(), tmp_path / name)
    assert contents(tmp_path) == {"file.txt": b"mine"}


def test_what_utf8_cannot_write_leaves_the_old_graph_as_it_was(tmp_path: Path) -> None:
    save(small_graph(), tmp_path / "graph")
    before = contents(tmp_path)
    with pytest.raises(OutputUnwritableError, match="half a character"):
        save(small_graph(), tmp_path / "graph", **{"network.html": "\ud800"})
    assert contents(tmp_path) == before


FULL_DISK = """
import resource, signal, sys
sys.path.insert(0, sys.argv[2])
from test_store import *
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    save(small_graph(), Path(sys.argv[1]), **{"network.html": "x" * 9000})
except OutputUnwritableError as error:
    print(error)
"""


def test_a_disk_that_takes_no_more_leaves_the_old_graph_as_it_was(tmp_path: Path) -> None:
    save(small_graph(), tmp_path / "graph")
    before = contents(tmp_path)
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "graph"), str(Path(__file__).parent)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout == f"Cannot write {tmp_path / 'graph'}: File too large.\n"
    assert contents(tmp_path) == before


def test_opening_what_is_no_graph_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError, match="no such file or folder"):
        open_graph(tmp_path / "nothing")
    (tmp_path / "file").write_text("")
    with pytest.raises(NotAGraphError, match="it is a file; name the folder"):
        open_graph(tmp_path / "file")
    with pytest.raises(NotAGraphError, match=r"it holds no articles\.jsonl"):
        open_graph(tmp_path)
    with pytest.raises(NotAGraphError, match=r"it holds no articles\.jsonl"):
        read_build(tmp_path)


STANCE = {
    "type": "stance", "actor": {"id": "ada-example"}, "stance": "oppose", "policy": {"id": "toll-road"},
    "confidence": 0.5, "extractor": "x", "evidence": [],
}  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        "[" * 100_000,
        '{"type": "rumour"}',
        json.dumps(STANCE | {"actor": {"id": "nobody"}}),
        json.dumps(STANCE | {"actor": None}),
        json.dumps(STANCE | {"actor": "ada-example"}),
        json.dumps(STANCE | {"confidence": 1.5}),
        json.dumps(STANCE | {"confidence": "high"}),
        json.dumps(STANCE | {"evidence": [{"quote": "no offsets"}]}),
        json.dumps(STANCE | {"extra": 1}),
    ],
)
def test_a_damaged_line_is_named_by_file_and_row(tmp_path: Path, line: str) -> None:
    save(small_graph(), tmp_path / "graph")
    with (tmp_path / "graph" / "statements.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(STANCE) + "\n" + line + "\n")
    with pytest.raises(DataError, match=r"statements\.jsonl, row 6: not (as expected|JSON)") as caught:
        open_graph(tmp_path / "graph")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 700


def test_a_damaged_build_file_is_named(tmp_path: Path) -> None:
    save(small_graph(), tmp_path / "graph")
    (tmp_path / "graph" / "build.json").write_text("[1")
    with pytest.raises(DataError, match=r"build\.json, row 1"):
        read_build(tmp_path / "graph")
