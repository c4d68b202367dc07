"""The commands as users run them, in processes of their own: what they print, how they end, what they leave behind."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.corpus import Options, Watcher
from kg.errors import KGError

ROOT = Path(__file__).resolve().parent.parent
KG = [sys.executable, "-m", "kg"]
COMMANDS = ("build", "query", "show", "export", "check", "score", "identity", "serve")
FOLDER = {
    "articles.jsonl", "actors.jsonl", "policies.jsonl", "statements.jsonl", "graph.ttl", "network.html", "build.json",
    "findings.jsonl", "identity.jsonl", "identity.csv", "build.ttl",
}  # fmt: skip

MAYOR = "President Ada Example of France arrived on Monday. “We will not pay,” Example said.\n"
RIVAL = "President Ben Sample of Chile left on Tuesday.\n"
GOLD = {
    "actors": [{"name": "Ada Example", "type": "person"}],
    "quotes": [{"speaker": "Ada Example", "quote": "We will"}],
}
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
NOT_UTF8 = b"\xff\xfe\xfd\x80 \xc3\x28"
LONG = b"word " * 6_000_000  # 30 MB and no line break
PARTS = ("articles.jsonl", "actors.jsonl", "policies.jsonl", "statements.jsonl", "graph.ttl", "build.json")


def run(
    *arguments: str | Path | bytes, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    done = subprocess.run(
        [*KG, *arguments], cwd=cwd, input=stdin, capture_output=True, check=False, env=os.environ | environment
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def good(*arguments: str | Path | bytes, cwd: Path, stdin: bytes = b"", **environment: str) -> str:
    """What a command prints that has nothing to complain about."""
    done = run(*arguments, cwd=cwd, stdin=stdin, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of two articles."""
    home = tmp_path_factory.mktemp("graph")
    (home / "one.txt").write_text(MAYOR, encoding="utf-8")
    (home / "two.txt").write_text(RIVAL, encoding="utf-8")
    good("build", "one.txt", "two.txt", "--out", "graph", cwd=home)
    return home / "graph"


# What is wrong with the input


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory, graph: Path) -> Path:
    """A folder of files, and of graph folders, that are each wrong in their own way."""
    home = tmp_path_factory.mktemp("bad")
    long = home / "long.txt"
    long.write_bytes(LONG)
    for name in ("long.md", "long.html", "long.csv", "long.jsonl", "long.ttl"):
        os.link(long, home / name)
    for suffix in (".txt", ".jsonl", ".ttl"):
        (home / f"empty{suffix}").write_bytes(b"")
        (home / f"png{suffix}").write_bytes(PNG)
        (home / f"bytes{suffix}").write_bytes(NOT_UTF8)
        (home / f"broken{suffix}").write_bytes(b'{"text": "President Ada Example of France sp\n')
    (home / "literal.ttl").write_bytes(b'<urn:a> <urn:b> "' + LONG + b'" .')
    (home / "fine.txt").write_text(MAYOR, encoding="utf-8")
    shutil.copytree(graph, home / "graph")
    (home / "graph.jsonl").mkdir()
    (home / "hollow").mkdir()
    (home / "gold").mkdir()
    (home / "gold" / "one.json").write_text(json.dumps(GOLD))
    for name in ("empty", "long", "png", "bytes", "broken"):
        (home / f"gold-{name}").mkdir()
        os.link(home / f"{name}.jsonl", home / f"gold-{name}" / "one.json")
        (home / name).mkdir()
        for part in PARTS:
            os.link(home / f"{name}.jsonl", home / name / part)
    return home


NO_GRAPH = "is no graph folder and no RDF file: "
SKIPPED = "Nothing could be built: 1 skipped, no article left."
TOO_LONG_A_NAME = "x" * 300

BAD_INPUT = [
    ("build missing.txt --out OUT", "Cannot read missing.txt: no such file or folder."),
    ("build *.nothing --out OUT", "Cannot read *.nothing: no such file or folder."),
    (f"build {TOO_LONG_A_NAME} --out OUT", "xxx: no such file or folder."),
    ("build empty.txt --out OUT", f"skipped empty.txt: empty\nkg: {SKIPPED}"),
    ("build empty.jsonl --out OUT", f"skipped empty.jsonl: empty\nkg: {SKIPPED}"),
    ("build hollow --out OUT", f"skipped hollow: no article in this folder: read are .txt*\nkg: {SKIPPED}"),
    ("build long.txt --out OUT", f"skipped long.txt: 29,999,999 characters; at most 1,000,000 *\nkg: {SKIPPED}"),
    ("build long.md --out OUT", f"skipped long.md: 30,000,000 characters; at most 1,000,000 *\nkg: {SKIPPED}"),
    ("build long.html --out OUT", f"skipped long.html: no article was found in this page\nkg: {SKIPPED}"),
    ("build long.csv --out OUT", f'skipped long.csv: no column "text"; the columns are: word *…\nkg: {SKIPPED}'),
    ("build long.jsonl --out OUT", f"skipped long.jsonl, row 1: not JSON: Expecting value at column 1\nkg: {SKIPPED}"),
    ("build png.txt --out OUT", f"skipped png.txt: looks like a binary file, not text\nkg: {SKIPPED}"),
    (
        "build bytes.txt --out OUT",
        f"skipped bytes.txt: begins as utf-16 and is cut or damaged: save it as UTF-8\nkg: {SKIPPED}",
    ),
    ("build broken.jsonl --out OUT", f"skipped broken.jsonl, row 1: not JSON: *\nkg: {SKIPPED}"),
    ("build broken.ttl --out OUT", f"skipped broken.ttl: .ttl files are not read; these are: .txt *\nkg: {SKIPPED}"),
    ("build fine.txt --out OUT --pipeline nothing", "Cannot load the spaCy pipeline nothing: install it, or give *."),
    ("build fine.txt --out OUT --codebook missing.csv", "Cannot read missing.csv: no such file or folder."),
    ("build fine.txt --out OUT --codebook empty.ttl", "Cannot use the codebook empty.ttl: it holds no concepts."),
    ("build fine.txt --out OUT --codebook bytes.ttl", "Cannot use the codebook bytes.ttl: row 1 is not UTF-8."),
    ("build fine.txt --out OUT --codebook broken.ttl", "Cannot use the codebook broken.ttl: not Turtle: *."),
    ("build fine.txt --out OUT --codebook long.csv", "Cannot use the codebook long.csv: it is larger than 16 MiB."),
    ("query missing.ttl 'ASK {}'", "Cannot read missing.ttl: no such file or folder."),
    (f"query {TOO_LONG_A_NAME} 'ASK {{}}'", "xxx*: no such file or folder."),
    ("query empty.txt 'ASK {}'", f"empty.txt {NO_GRAPH}its name ends in none of .ttl .nt .nq .trig .rdf .jsonld."),
    ("query long.ttl 'ASK {}'", "long.ttl, row 1: between columns 1 and 5: word is not a valid subject *."),
    ("query literal.ttl 'ASK {}'", f"literal.ttl {NO_GRAPH}one of its values is longer than 16 MiB."),
    ("query png.ttl 'ASK {}'", "png.ttl, row 1: column 1: Invalid UTF-8 character encoding."),
    ("query bytes.ttl 'ASK {}'", "bytes.ttl, row 1: column 1: Invalid UTF-8 character encoding."),
    ("query broken.jsonl 'ASK {}'", f"broken.jsonl {NO_GRAPH}its name ends in none of *."),
    ("query hollow 'ASK {}'", f"hollow {NO_GRAPH}it holds no graph.ttl; name the folder that kg build wrote."),
    ("query broken 'ASK {}'", "broken/build.json, row 1: not as expected *."),
    ("query graph 'SELECT'", "The SPARQL query failed: line 1, column 7, after “SELECT”: expected *."),
    ("query graph ''", "The SPARQL query failed: the query is empty."),
    ("query graph 'DELETE WHERE { ?s ?p ?o }'", "The SPARQL query failed: a query only reads; begin with SELECT, *."),
    ("query graph 'ASK { SERVICE <http://127.0.0.1:1/> {} }'", "The SPARQL query failed: SERVICE is refused: *."),
    ("query graph 'ASK { nobody:knows ?x ?y }'", "The SPARQL query failed: there is no prefix nobody: (line 1); *."),
    ("query graph 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c+?f+?i+?l=1) }' --timeout 0.5",
     "The SPARQL query failed: it took longer than 0.5 seconds and was stopped; narrow it or add LIMIT."),
    ("query graph 'SELECT * {}' --format turtle", "The SPARQL query failed: Turtle shows triples, which CONSTRUCT *."),
    ("show missing --out OUT", "Cannot read missing: no such file or folder."),
    (f"show {TOO_LONG_A_NAME} --out OUT", "xxx*: no such file or folder."),
    ("show empty.txt --out OUT", f"empty.txt {NO_GRAPH}it is a file; name the folder that kg build wrote."),
    ("show hollow --out OUT", f"hollow {NO_GRAPH}it holds no articles.jsonl; name the folder that kg build wrote."),
    ("show long --out OUT", "long/articles.jsonl, row 1: not JSON: Expecting value at column 1."),
    ("show png --out OUT", "Cannot read png/articles.jsonl: 'utf-8' codec can't decode byte 0x89 *."),
    ("show bytes --out OUT", "Cannot read bytes/articles.jsonl: 'utf-8' codec can't decode byte 0xff *."),
    ("show broken --out OUT", "broken/articles.jsonl, row 1: not JSON: *."),
    ("export missing OUT.nt", "Cannot read missing: no such file or folder."),
    (f"export {TOO_LONG_A_NAME} OUT.nt", "xxx*: no such file or folder."),
    ("export empty.txt OUT.nt", f"empty.txt {NO_GRAPH}it is a file; name the folder that kg build wrote."),
    ("export empty OUT.nt", "empty/build.json, row 1: not as expected *."),
    ("export long OUT.nt", "long/articles.jsonl, row 1: not JSON: Expecting value at column 1."),
    ("export png OUT.nt", "Cannot read png/articles.jsonl: 'utf-8' codec can't decode byte 0x89 *."),
    ("export bytes OUT.nt", "Cannot read bytes/articles.jsonl: 'utf-8' codec can't decode byte 0xff *."),
    ("export broken OUT.nt", "broken/articles.jsonl, row 1: not JSON: *."),
    ("check missing.ttl", "Cannot read missing.ttl: no such file or folder."),
    (f"check {TOO_LONG_A_NAME}", "xxx*: no such file or folder."),
    ("check empty.txt", f"empty.txt {NO_GRAPH}its name ends in none of .ttl .nt."),
    ("check long.ttl", f"long.ttl {NO_GRAPH}Parser error at line 1 between columns 1 and 5: *."),
    ("check literal.ttl", f"literal.ttl {NO_GRAPH}one of its values is longer than 16 MiB."),
    ("check png.ttl", f"png.ttl {NO_GRAPH}Parser error at line 1 column 1: Invalid UTF-8 character encoding."),
    ("check bytes.ttl", f"bytes.ttl {NO_GRAPH}Parser error at line 1 column 1: Invalid UTF-8 character encoding."),
    ("check broken.jsonl", f"broken.jsonl {NO_GRAPH}its name ends in none of .ttl .nt."),
    ("score missing graph", "Cannot read missing: no such file or folder."),
    ("score gold missing", "Cannot read missing: no such file or folder."),
    (f"score {TOO_LONG_A_NAME} graph", "xxx*: no such file or folder."),
    (f"score gold {TOO_LONG_A_NAME}", "xxx*: no such file or folder."),
    ("score empty.txt graph", "Cannot read empty.txt: it holds no annotations, one ARTICLE.json each."),
    ("score hollow graph", "Cannot read hollow: it holds no annotations, one ARTICLE.json each."),
    ("score gold-empty graph", "gold-empty/one.json, row 1: no annotation, for it is no JSON: *."),
    ("score gold-long graph", "gold-long/one.json, row 1: no annotation, for it is no JSON: *."),
    ("score gold-png graph", "gold-png/one.json, row 1: no annotation, for it is no JSON: *."),
    ("score gold-bytes graph", "gold-bytes/one.json, row 1: no annotation, for it is no JSON: *."),
    ("score gold-broken graph", "gold-broken/one.json, row 1: no annotation, for it is no JSON: *."),
    ("score gold png.txt", f"png.txt {NO_GRAPH}it is a file; name the folder that kg build wrote."),
    ("score gold long", "long/articles.jsonl, row 1: not JSON: Expecting value at column 1."),
    ("score gold bytes", "Cannot read bytes/articles.jsonl: 'utf-8' codec can't decode byte 0xff *."),
    ("score gold broken", "broken/articles.jsonl, row 1: not JSON: *."),
    ("check broken", f"broken/graph.ttl {NO_GRAPH}Parser error at line 1 column 1: *."),
]  # fmt: skip


@pytest.mark.parametrize(("command", "complaint"), BAD_INPUT, ids=[row[0][:60] for row in BAD_INPUT])
def test_bad_input_ends_in_a_clear_line_and_status_1(command: str, complaint: str, bad: Path, tmp_path: Path) -> None:
    before = names(bad)
    done = run(*shlex.split(command.replace("OUT", str(tmp_path / "out"))), cwd=bad)
    pattern = re.escape(f"kg: {complaint}\n").replace(r"\*", ".*").replace("xxx", ".*x")
    assert re.fullmatch(pattern, done.stderr), done.stderr
    assert (done.returncode, done.stdout) == (1, "")
    assert max(map(len, done.stderr.splitlines())) < 700
    assert names(tmp_path) == []
    assert names(bad) == before


# What is wrong with the command


WRONG_USAGE = [
    ("build fine.txt", "Missing option '--out'"),
    ("build --out OUT", "Missing argument"),
    ("build fine.txt --out OUT --nonsense", "No such option: --nonsense"),
    ("build fine.txt --out OUT --min-confidence 2", "Invalid value for '--min-confidence'"),
    ("build fine.txt --out OUT --min-confidence much", "Invalid value for '--min-confidence'"),
    ("build fine.txt --out OUT --base 'no iri'", "no iri cannot begin the names of a graph: give an absolute IRI"),
    ("build fine.txt --out OUT --codebook own.xlsx", "There is no codebook format .xlsx. Available: .ttl, .csv"),
    ("query graph", "give either a SPARQL query or --named NAME; --list shows the names"),
    ("query graph 'ASK {}' --named offices", "give either a SPARQL query or --named NAME; --list shows the names"),
    ("query graph --named nothing", "There is no named query nothing. Available: actors, agree-disagree,"),
    ("query graph --named person --set nothing", "--set takes name=value, not 'nothing'"),
    ("query graph --named person --set age=5", "There is no parameter of person age. Available: "),
    ("query graph 'ASK {}' --format yaml", "Invalid value for '--format'"),
    ("query graph 'ASK {}' --timeout soon", "Invalid value for '--timeout'"),
    ("show", "Missing argument"),
    ("export graph", "give either a file to write or --endpoint URL"),
    ("export graph OUT.docx", "There is no export format .docx. Available: .ttl, .nt,"),
    ("export graph OUT", 'There is no export format for "out". Available: .ttl, .nt,'),
    ("check", "Missing argument"),
    ("check graph graph", "Got unexpected extra argument"),
    ("score graph", "Missing argument"),
    ("draw graph", "No such command 'draw'"),
    ("--nonsense", "No such option: --nonsense"),
]


@pytest.mark.parametrize(("command", "complaint"), WRONG_USAGE, ids=[row[0] for row in WRONG_USAGE])
def test_wrong_usage_ends_in_status_2(command: str, complaint: str, bad: Path, tmp_path: Path) -> None:
    done = run(*shlex.split(command.replace("OUT", str(tmp_path / "out"))), cwd=bad)
    assert complaint in done.stderr.splitlines()[-1]
    assert (done.returncode, done.stdout) == (2, "")
    assert names(tmp_path) == []


def test_a_query_that_stands_where_the_folder_belongs_is_refused(bad: Path) -> None:
    long_query = "SELECT ?who WHERE { ?who kg:opposes ?policy . " + "?who kg:supports ?other . " * 20 + "}"
    done = run("query", long_query, "graph", cwd=bad)
    assert re.fullmatch(r"kg: Cannot read SELECT .*…: no such file or folder\.\n", done.stderr)
    assert done.returncode == 1


@pytest.mark.parametrize("call", [
    lambda name: kg.build([name]), kg.open_graph, kg.check, lambda name: kg.query(name, "ASK {}"),
    lambda name: kg.export(kg.Graph(), f"{name}.ttl"),
])  # fmt: skip
def test_a_name_with_a_null_character_cannot_come_from_a_shell_and_the_library_refuses_it(call: object) -> None:
    with pytest.raises(KGError, match=r"^Cannot (read|write) a b"):
        call("a\0b")  # type: ignore[operator]


# Where nothing can be written


UNWRITABLE = [
    ("occupied", "it is a file; name a folder", "Is a directory|it is a folder; name a file"),
    ("occupied/below", "Not a directory", "Not a directory"),
    ("occupied/further/below", "Not a directory", "Not a directory"),
    ("/proc/graph", "No such file or directory", "No such file or directory"),
    (f"{'x' * 300}", "File name too long", "File name too long"),
]


@pytest.mark.parametrize(("place", "reason"), [(row[0], row[1]) for row in UNWRITABLE])
def test_a_build_that_cannot_be_written_leaves_nothing(place: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(MAYOR, encoding="utf-8")
    (tmp_path / "occupied").write_text("mine")
    before = contents(tmp_path)
    done = run("build", "one.txt", "--out", place, cwd=tmp_path)
    assert re.fullmatch(rf"kg: Cannot write {place[:290]}.*: {reason}\.\n", done.stderr), done.stderr
    assert (done.returncode, done.stdout) == (1, "")
    assert contents(tmp_path) == before
    assert names(tmp_path) == ["occupied", "one.txt"]


@pytest.mark.parametrize("command", ["show GRAPH --out", "export GRAPH"])
@pytest.mark.parametrize(("place", "reason"), [(row[0], row[2]) for row in UNWRITABLE])
def test_a_file_that_cannot_be_written_leaves_nothing(
    command: str, place: str, reason: str, graph: Path, tmp_path: Path
) -> None:
    (tmp_path / "occupied").write_text("mine")
    (tmp_path / "occupied.ttl").mkdir()
    before = names(tmp_path)
    target = "occupied.ttl" if place == "occupied" else f"{place}.ttl"
    done = run(*shlex.split(command.replace("GRAPH", str(graph))), target, cwd=tmp_path)
    assert re.fullmatch(rf"kg: Cannot write {target[:290]}.*: ({reason})\.\n", done.stderr), done.stderr
    assert (done.returncode, done.stdout) == (1, "")
    assert names(tmp_path) == before


def test_a_build_asks_before_it_reads_whether_it_can_write(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(MAYOR, encoding="utf-8")
    begun: list[int] = []
    for out, base in ((tmp_path / "one.txt", "https://example.org/"), (tmp_path / "graph", "no iri")):
        with pytest.raises(KGError, match=r"it is a file|cannot begin the names"):
            kg.build([tmp_path / "one.txt"], out, options=Options(base=base), watcher=Watcher(begin=begun.append))
    assert begun == []


def test_a_folder_of_other_things_is_not_built_over(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(MAYOR, encoding="utf-8")
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work")
    before = contents(tmp_path)
    done = run("build", "one.txt", "--out", "thesis", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("kg: Cannot write thesis: the folder is not empty and no graph folder")
    assert contents(tmp_path) == before


@pytest.mark.parametrize("command", ["query GRAPH 'SELECT * { ?s ?p ?o }'", "check GRAPH", "query GRAPH --list"])
def test_a_full_disk_behind_standard_output_is_told(command: str, graph: Path) -> None:
    with open("/dev/full", "w") as full:
        arguments = shlex.split(command.replace("GRAPH", str(graph)))
        done = subprocess.run([*KG, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert done.stderr == "kg: Cannot write standard output: No space left on device.\n"
    assert done.returncode == 1


@pytest.mark.parametrize("command", ["query GRAPH 'SELECT * { ?s ?p ?o }'", "check GRAPH", "query --list", "--help"])
def test_a_pipe_that_nobody_reads_any_more_is_no_error_to_talk_about(command: str, graph: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    arguments = shlex.split(command.replace("GRAPH", str(graph)))
    done = subprocess.run([*KG, *arguments], stdout=writer, stderr=subprocess.PIPE, check=False, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


def listen() -> None:
    """Undo what a job in the background inherits: there, an interrupt is ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_stops_a_build_and_leaves_nothing(tmp_path: Path) -> None:
    with subprocess.Popen([*KG, "build", "missing.txt", "-", "--out", "graph"], cwd=tmp_path, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          preexec_fn=listen) as process:  # noqa: PLW1509 - no threads here  # fmt: skip
        assert process.stderr is not None
        assert process.stderr.readline() == "kg: skipped missing.txt: no such file or folder\n"
        process.send_signal(signal.SIGINT)  # it waits for standard input now
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "kg: stopped\n")
    assert names(tmp_path) == []


# Building


def test_a_build_makes_the_graph_folder_and_says_where_it_is(graph: Path, tmp_path: Path) -> None:
    assert {path.name for path in graph.iterdir()} == FOLDER
    (tmp_path / "one.txt").write_text(MAYOR, encoding="utf-8")
    said = good("build", "one.txt", "-o", "my graph", cwd=tmp_path)
    assert re.search(r"^articles +1$", said, re.MULTILINE)
    assert re.search(r"^memberships +1$", said, re.MULTILINE)
    assert "\nfolder  my graph\npage    my graph/network.html\nturtle  my graph/graph.ttl\n" in said
    assert names(tmp_path / "my graph") == sorted(FOLDER)


def test_what_is_skipped_is_told_and_recorded_and_the_rest_is_built(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(MAYOR, encoding="utf-8")
    (articles / "b.txt").write_bytes(b"")
    (articles / "c.txt").write_bytes(PNG)
    rows = [json.dumps({"text": RIVAL}), "{", json.dumps({"text": MAYOR})]
    (articles / "d.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (articles / "e.docx").write_bytes(b"PK")
    done = run("build", "articles", "missing.txt", "--out", "graph", cwd=tmp_path)
    skipped = [
        ("articles/b.txt", None, "empty"),
        ("articles/c.txt", None, "looks like a binary file, not text"),
        ("articles/d.jsonl", 2, "not JSON: Expecting property name enclosed in double quotes at column 2"),
        ("articles/d.jsonl", 3, "the same text as articles/a.txt"),
        ("missing.txt", None, "no such file or folder"),
    ]
    note = "articles: files of other kinds left out: 1 (.docx)"
    lines = [f"skipped {name}{f', row {row}' if row else ''}: {reason}" for name, row, reason in skipped]
    assert sorted(done.stderr.splitlines()) == sorted(f"kg: {line}" for line in [*lines, note])
    assert done.returncode == 0
    assert re.search(r"^articles +2$", done.stdout, re.MULTILINE)
    assert re.search(r"^skipped +5$", done.stdout, re.MULTILINE)
    build = json.loads((tmp_path / "graph" / "build.json").read_text(encoding="utf-8"))
    assert build["skipped"] == [dict(zip(("name", "row", "reason"), item, strict=True)) for item in skipped]
    assert build["notes"] == [note]


def test_strict_makes_one_skipped_article_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAYOR, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    done = run("build", "a.txt", "b.txt", "--out", "graph", "--strict", cwd=tmp_path)
    assert done.stderr.splitlines()[-1] == (
        "kg: Nothing was written: 1 skipped, and every article was asked for (--strict)."
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_second_run_leaves_the_folder_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAYOR, encoding="utf-8")
    first = good("build", "a.txt", "--out", "graph", cwd=tmp_path)
    stamps = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "graph").iterdir()}
    second = good("build", "a.txt", "--out", "graph", cwd=tmp_path)
    assert stamps == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "graph").iterdir()}
    assert first.splitlines()[:-1] == second.splitlines()[:-1]
    assert second.splitlines()[-1] == "unchanged since the last build"
    (tmp_path / "a.txt").write_text(RIVAL, encoding="utf-8")
    assert "unchanged" not in good("build", "a.txt", "--out", "graph", cwd=tmp_path)
    assert "Sample" in (tmp_path / "graph" / "statements.jsonl").read_text(encoding="utf-8")


def test_a_failed_build_leaves_the_old_folder_whole(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path / "graph")
    (tmp_path / "b.txt").write_bytes(b"")
    before = contents(tmp_path)
    assert run("build", "b.txt", "--out", "graph", cwd=tmp_path).returncode == 1
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("stdin", "articles"),
    [
        (MAYOR.encode(), 1),
        (gzip.compress(MAYOR.encode()), 1),
        ("".join(json.dumps({"text": text}) + "\n" for text in (MAYOR, RIVAL)).encode(), 2),
    ],
    ids=["text", "gzip", "jsonl"],
)
def test_standard_input_is_an_article_or_json_lines(stdin: bytes, articles: int, tmp_path: Path) -> None:
    said = good("build", "-", "--out", "graph", cwd=tmp_path, stdin=stdin)
    assert re.search(rf"^articles +{articles}$", said, re.MULTILINE)
    assert re.search(rf"^memberships +[{articles}-9]$", said, re.MULTILINE)


def test_gzipped_files_and_globs_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(MAYOR.encode()))
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(f'body\n"{RIVAL}"\n'.encode()))
    said = good("build", "*.gz", "--text-field", "body", "--out", "graph", cwd=tmp_path)
    assert re.search(r"^articles +2$", said, re.MULTILINE)


ODD_NAMES = {
    "a line break": b"two\nlines.txt",
    "a control character": b"bell\x07.txt",
    "no UTF-8": b"\xff\xfe.txt",
    "other scripts": "naïve – 文.txt".encode(),
    "like an option": b"-o.txt",
    "like shell code": b"a'b\"c$(d).txt",
}


@pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)
def test_an_odd_file_name_is_read_or_told_in_one_printable_line(name: bytes, tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    with open(path, "wb") as stream:
        stream.write(MAYOR.encode())
    good("build", "--out", "graph", "--", name, cwd=tmp_path)
    with open(path, "wb") as stream:
        stream.write(b"")
    done = run("build", "--out", "other", "--", name, cwd=tmp_path)
    assert done.stderr.count("\n") == 2
    assert done.stderr.replace("\n", "").isprintable()
    for command in (["show", "graph", "--out"], ["export", "graph"]):
        target = tmp_path / "targets"
        target.mkdir(exist_ok=True)
        good(*command, os.path.join(os.fsencode(target), name.replace(b".txt", b".ttl")), cwd=tmp_path)
    assert len(list(target.iterdir())) == 1


def test_the_same_articles_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    built = []
    for seed in ("0", "1", "4711"):
        run("build", ROOT / "seeds" / "articles", "--out", seed, cwd=tmp_path, PYTHONHASHSEED=seed)
        files = contents(tmp_path / seed)
        record = json.loads(files.pop("build.json"))
        assert record.pop("seconds") > 0
        assert record.pop("started")[:10].encode() in files.pop("build.ttl")
        built.append((files, json.dumps(record)))
    assert built[0] == built[1] == built[2]
    assert set(built[0][0]) == FOLDER - {"build.json", "build.ttl"}
    assert json.loads(built[0][1])["counts"]["membership"] >= 25


def test_a_terminal_sees_a_progress_bar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAYOR, encoding="utf-8")
    (tmp_path / "b.txt").write_text(RIVAL, encoding="utf-8")
    shown = "".join(on_a_terminal("build", "a.txt", "b.txt", "--out", "graph", cwd=tmp_path))
    assert "reading" in shown
    assert "2/2" in shown


def on_a_terminal(*arguments: str, cwd: Path) -> Iterator[str]:
    """What a command writes on stderr where that is a terminal."""
    controller, terminal = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        [*KG, *arguments], cwd=cwd, stdout=subprocess.DEVNULL, stderr=terminal, env=environment
    ) as process:
        os.close(terminal)
        while True:
            try:
                data = os.read(controller, 4096)
            except OSError:  # the other end is closed
                data = b""
            if not data:
                break
            yield data.decode(errors="replace")
    os.close(controller)
    assert process.returncode == 0


def test_a_pipe_sees_no_progress_bar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAYOR, encoding="utf-8")
    done = run("build", "a.txt", "--out", "graph", cwd=tmp_path, TERM="xterm")
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout


# Asking


ASKED = "SELECT ?name WHERE { ?person a foaf:Person ; rdfs:label ?name } ORDER BY ?name"


def test_a_query_is_printed_as_table_csv_or_json(graph: Path) -> None:
    table = good("query", graph, ASKED, cwd=graph).splitlines()
    assert [line.strip() for line in (table[0], *table[2:])] == ["name", "Ada Example", "Ben Sample", "2 rows"]
    assert good("query", graph, ASKED, "--format", "csv", cwd=graph).split() == [
        "name", "Ada", "Example", "Ben", "Sample"
    ]  # fmt: skip
    answer = json.loads(good("query", graph, ASKED, "--format", "json", cwd=graph))
    assert [row["name"]["value"] for row in answer["results"]["bindings"]] == ["Ada Example", "Ben Sample"]


def test_a_graph_that_a_query_makes_is_printed_as_turtle(graph: Path) -> None:
    made = good(
        "query", graph, "CONSTRUCT { ?p a kg:Known } WHERE { ?p a foaf:Person }", "--format", "turtle", cwd=graph
    )
    assert "actor:ada-example a kg:Known" in made


def test_a_question_of_yes_or_no_is_answered(graph: Path) -> None:
    assert good("query", graph, "ASK { ?a a foaf:Person }", cwd=graph) == "true\n"
    assert good("query", graph, "ASK { ?a a kg:Nothing }", cwd=graph) == "false\n"


def test_a_query_comes_from_standard_input(graph: Path) -> None:
    assert "Ben Sample" in good("query", graph, "-", cwd=graph, stdin=ASKED.encode())
    done = run("query", graph, "-", cwd=graph, stdin=b"ASK {} # \xff")
    assert done.returncode == 1
    assert done.stderr == "kg: The SPARQL query failed: it holds half a character (a lone surrogate).\n"


def test_a_file_is_asked_like_a_folder(graph: Path) -> None:
    assert good("query", graph / "graph.ttl", ASKED, cwd=graph) == good("query", graph, ASKED, cwd=graph)


def test_an_empty_turtle_file_is_a_graph_that_says_nothing(bad: Path) -> None:
    assert good("query", "empty.ttl", "ASK { ?s ?p ?o }", cwd=bad) == "false\n"
    assert good("check", "empty.ttl", cwd=bad) == "empty.ttl: no findings\n"


def test_named_queries_are_listed_without_a_graph_and_take_values(graph: Path) -> None:
    listed = good("query", "--list", cwd=graph)
    assert re.search(r"^offices: .+$", listed, re.MULTILINE)
    assert re.search(r"^ +--set actor=…  .+$", listed, re.MULTILINE)
    found = good("query", graph, "--named", "person", "--set", "actor=sample", "--format", "csv", cwd=graph)
    assert "Ben Sample" in found
    assert "Ada Example" not in found.splitlines()[1]


@pytest.mark.parametrize("name", re.findall(r"[\w-]+(?=\.rq)", " ".join(os.listdir(ROOT / "kg" / "queries"))))
def test_each_named_query_runs_without_values(name: str, graph: Path) -> None:
    assert good("query", graph, "--named", name, "--format", "csv", cwd=graph).count("\n") >= 1


def test_policies_are_filed_under_a_codebook_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mayor Ada Example of Springfield opposes the toll road.", encoding="utf-8")
    (tmp_path / "own.csv").write_text("concept,parent,keywords\nWays,,toll road; lane\n", encoding="utf-8")
    good("build", "a.txt", "--out", "graph", "--codebook", "own.csv", cwd=tmp_path)
    assert good("query", "graph", "--named", "topics", "--format", "csv", cwd=tmp_path).splitlines() == [
        "area,about,what,supporters,opponents", "Ways,Ways,toll road,0,1",
    ]  # fmt: skip
    assert good("query", "graph", "ASK { policy:toll-road dcterms:subject topic:ways }", cwd=tmp_path) == "true\n"


def test_a_folder_with_a_base_of_its_own_is_asked_and_exported_under_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(MAYOR, encoding="utf-8")
    good("build", "a.txt", "--out", "graph", "--base", "https://example.org/news", cwd=tmp_path)
    assert good("query", "graph", "ASK { actor:ada-example a foaf:Person }", cwd=tmp_path) == "true\n"
    good("export", "graph", "a.nt", cwd=tmp_path)
    assert "<https://example.org/news/actor/ada-example>" in (tmp_path / "a.nt").read_text(encoding="utf-8")


# Showing, exporting, checking


def test_the_page_is_drawn_where_it_is_asked_for(graph: Path, tmp_path: Path) -> None:
    assert good("show", graph, "--out", "page.html", cwd=tmp_path) == "page.html\n"
    assert (tmp_path / "page.html").read_bytes() == (graph / "network.html").read_bytes()
    shutil.copytree(graph, tmp_path / "graph")
    (tmp_path / "graph" / "network.html").unlink()
    assert good("show", "graph", cwd=tmp_path) == "graph/network.html\n"
    assert contents(tmp_path / "graph") == contents(graph)


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld", ".csv", ".jsonl", ".graphml", ".gexf"])
def test_each_format_is_exported(suffix: str, graph: Path, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_text("older")
    assert good("export", graph, f"a{suffix}", cwd=tmp_path) == f"a{suffix}\n"
    assert "Ada Example" in (tmp_path / f"a{suffix}").read_text(encoding="utf-8")
    assert names(tmp_path) == [f"a{suffix}"]


def test_a_sound_graph_passes_the_check_and_a_falsified_one_does_not(graph: Path, tmp_path: Path) -> None:
    assert good("check", graph, cwd=tmp_path) == f"{graph}: no findings\n"
    shutil.copytree(graph, tmp_path / "graph")
    lines = (graph / "articles.jsonl").read_text(encoding="utf-8").replace("Ada Example", "Eve Example")
    (tmp_path / "graph" / "articles.jsonl").write_text(lines, encoding="utf-8")
    done = run("check", "graph", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Ada Example" in done.stdout
    assert re.fullmatch(r"graph: \d+ findings?", done.stdout.splitlines()[-1])


def test_a_graph_is_scored_against_gold(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    scored = good("score", tmp_path, graph, cwd=tmp_path)
    assert re.search(r"^quotes +0\.000 +0\.000 +0\.000 +0/1/1$", scored, re.MULTILINE)
    listed = good("score", tmp_path, graph, "--errors", cwd=tmp_path)
    assert listed.endswith(scored)
    assert re.search(r"^one\tquotes\tmissed\t.*We will", listed, re.MULTILINE)


def test_what_a_graph_does_not_hold_is_not_scored_in_silence(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text(json.dumps(GOLD), encoding="utf-8")
    done = run("score", tmp_path, graph, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kg: Nothing to compare: {graph} holds none of the 1 article(s) annotated in ")
    (tmp_path / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    done = run("score", tmp_path, graph, cwd=tmp_path)
    assert (done.returncode, done.stdout.count("quotes")) == (0, 1)
    assert done.stderr == f"kg: warning: {graph} holds only 1 of the 2 articles annotated in {tmp_path}\n"


# Help


def test_version() -> None:
    assert good("--version", cwd=ROOT) == f"polkg {kg.__version__}\n"


def test_the_help_names_every_command() -> None:
    said = good("--help", cwd=ROOT)
    assert tuple(re.findall(r"^  (\w+)  +[A-Z]", said.split("Commands:")[1], re.MULTILINE)) == COMMANDS
    alone = run(cwd=ROOT)
    assert said in (alone.stdout, alone.stderr)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "serve"])  # test_serve.py has that one
def test_the_example_of_the_help_runs_as_it_stands(command: str, graph: Path, tmp_path: Path) -> None:
    example = re.search(r"Example: (kg .+)", good(command, "--help", cwd=ROOT, COLUMNS="200"))
    assert example
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(MAYOR, encoding="utf-8")
    if command != "build":
        shutil.copytree(graph, tmp_path / "graph")
    (tmp_path / "gold" / "dev").mkdir(parents=True)
    (tmp_path / "gold" / "dev" / "one.json").write_text(json.dumps(GOLD), encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run(["bash", "-c", example[1]], cwd=tmp_path, env=os.environ | {"PATH": path}, check=True)
