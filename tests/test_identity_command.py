"""`kg identity` and `kg build --identity` as users run them: what they say, how they end."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from test_cli import contents, good, run

ARTICLES = {
    "one": "President Bela Kroll of Poland vetoed the bridge tax. “We will not pay,” Kroll said.",
    "two": "Senator Ivo Kroll supports the bridge tax. “It is fair,” Kroll said.",
    "three": "Kroll opposes the bridge tax. “It is late,” Kroll said on Monday in Zagreb.",
    "four": "President Bela Kroll of Poland opposes the airport tax.",
}
HEAD = "a,b,verdict,note\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the articles and their graph."""
    home = tmp_path_factory.mktemp("identity")
    shared = {"date": "2024-05-06"}
    lines = (
        shared | {"title": f"\x1b[31mNews {name}", "url": f"https://news.example/{name}", "text": f"{text}\n"}
        for name, text in ARTICLES.items()
    )
    (home / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    good("build", "news.jsonl", "--out", "graph", cwd=home)
    return home


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "home"))


def test_the_folder_alone_tells_how_many_decisions_there_are_and_what_to_do(built: Path) -> None:
    said = good("identity", "graph", cwd=built)
    assert re.search(r"^rule +same +\d+$", said, re.MULTILINE)
    unsure = re.search(r"^rule +unsure +(\d+)$", said, re.MULTILINE)
    assert unsure
    assert int(unsure[1]) >= 2
    assert said.endswith(f"{unsure[1]} wait for a person: kg identity graph --unsure\n")


def test_the_pairs_that_wait_show_names_kinds_articles_words_and_the_reason(built: Path) -> None:
    said = good("identity", "graph", "--unsure", cwd=built)
    block = next(part for part in said.split("\n\n") if "Ivo Kroll" in part)
    assert re.search(r"^ +\d+  Kroll \(person\) +kroll-\w+@\w{8}  2024-05-06  .31mNews three$", block, re.MULTILINE)
    assert re.search(r"^ +Ivo Kroll \(person\) +ivo-kroll@\w{8}  2024-05-06  .31mNews two$", block, re.MULTILINE)
    assert "“Senator Ivo Kroll supports the bridge tax." in block
    assert "surname" in block.splitlines()[-1]
    assert "\x1b" not in said
    assert said.endswith("to decide: kg identity graph --same ID ID, or --different ID ID\n")


def test_a_decision_says_what_it_changed_and_how_to_take_it_back(home: Path) -> None:
    before = contents(home / "graph")
    said = good("identity", "graph", "--same", "Bela Kroll", "Ivo Kroll", "--note", "one family", cwd=home)
    assert re.fullmatch(
        r"bela-kroll@\w+ and ivo-kroll@\w+ are one now: actors (\d+) → \d+, policies \d+, statements [\d →]+; "
        r"to take it back: --undo 1\n",
        said,
    )
    assert re.search(r"^ +1  bela-kroll@\w+ = ivo-kroll@\w+  person: one family$",
                     good("identity", "graph", "--actor", "Ivo Kroll", cwd=home), re.MULTILINE)  # fmt: skip
    assert re.search(r"^person +same +1$", good("identity", "graph", cwd=home), re.MULTILINE)
    assert re.search(
        r"^decisions of persons +1$", good("build", "news.jsonl", "--out", "graph", cwd=home), re.MULTILINE
    )
    assert "taken back that " in good("identity", "graph", "--undo", "1", cwd=home)
    assert contents(home / "graph") == before


def test_a_table_is_applied_by_the_build(home: Path) -> None:
    (home / "decided.csv").write_text(HEAD + "Bela Kroll,Ivo Kroll,same,\n", encoding="utf-8")
    said = good("build", "news.jsonl", "--out", "graph", "--identity", "decided.csv", cwd=home)
    assert re.search(r"^decisions of persons +1$", said, re.MULTILINE)
    assert (home / "graph" / "identity.csv").read_text().startswith(HEAD + "bela-kroll@")


FAULTS = [
    ("identity missing", 1, "Cannot read missing: no such file or folder."),
    ("identity news.jsonl", 1, "news.jsonl is no graph folder and no RDF file: it is a file; name the folder *."),
    ("identity graph --unsure --undo 1", 2, "give --unsure or --undo, one at a time."),
    ("identity graph --note x", 2, "--note goes with --same, --different or --undo."),
    ("identity graph --undo 99", 2, "there is no decision 99; identity.jsonl numbers them 1 to *."),
    ("identity graph --actor Nobody", 2, "No actor or policy is called Nobody; give an id, a name or an alias."),
    ("identity graph --actor ", 2, "No actor or policy is called ; give *."),
    ("identity graph --same Kroll Poland", 2, "Kroll fits 3 actors or policies: *; give the id of one."),
    ("identity graph --same Poland poland-government", 2, "Poland and poland-government are one already; *."),
    ("build news.jsonl --out graph --identity none.csv", 1, "Cannot read none.csv: no such file or folder."),
    ("build news.jsonl --out graph --identity graph", 1, "Cannot read graph: Is a directory."),
    ("build news.jsonl --out graph --identity bad.csv", 1, "bad.csv, row 3: the verdict 'perhaps' is none of same, *."),
    ("build news.jsonl --out graph --identity png.csv", 1, "Cannot read png.csv: it is not UTF-8."),
    ("identity older --unsure", 1, "older holds no identity.jsonl, for an earlier version wrote it: run kg build *."),
]  # fmt: skip


@pytest.mark.parametrize(("line", "status", "complaint"), FAULTS)
def test_a_fault_is_one_clear_line_and_nothing_is_written(home: Path, line: str, status: int, complaint: str) -> None:
    (home / "bad.csv").write_text(HEAD + "\nBela Kroll,Ivo Kroll,perhaps,\n")
    (home / "png.csv").write_bytes(b"\x89PNG\r\n")
    shutil.copytree(home / "graph", home / "older")
    (home / "older" / "identity.jsonl").unlink()
    before = contents(home)
    done = run(*line.split(" "), cwd=home)
    pattern = re.escape(f"kg: {complaint}\n").replace(r"\*", ".*")
    assert (done.returncode, done.stdout) == (status, "")
    assert re.fullmatch(pattern, done.stderr), done.stderr
    assert contents(home) == before


def test_two_who_decide_at_once_lose_nothing(home: Path) -> None:
    pairs = [("Ivo Kroll", "Bela Kroll"), ("bridge-tax", "airport-tax")]
    command = [sys.executable, "-m", "kg", "identity", "graph", "--different"]
    running = [subprocess.Popen([*command, *pair], cwd=home, stderr=subprocess.PIPE, text=True) for pair in pairs]
    told = [(process.communicate()[1], process.returncode) for process in running]
    assert [said for said, status in told if status and "was changed by another command meanwhile" not in said] == []
    done = [status for _, status in told]
    lines = (home / "graph" / "identity.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(lines) == done.count(0) >= 1
