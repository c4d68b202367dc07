"""Decisions about identity on file: findings, a person's word, undoing it to the byte, whatever the path."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import curation, store
from kg.corpus import Options, build, from_articles
from kg.errors import (
    AmbiguousActorError,
    ChangedMeanwhileError,
    ContradictionError,
    DataError,
    KGError,
    NoFindingsError,
    NotRepeatableError,
    UnknownActorError,
    UsageError,
)
from kg.identity import joined
from kg.identity.decisions import PERSON, Decision, Verdict, ruling
from kg.model import Actor, Article, Mention, Stance

TEXTS = {
    "one": "President Marek Dolny of Poland vetoed the bridge tax. “We will not pay,” Dolny said.",
    "two": "Poland's president, Marek Dolny, met Aino Lehtola on Monday. Marek Dolny opposes the bridge tax.",
    "three": "Senator Marek J. Dolny said he supports the bridge tax. “It is fair,” Dolny said.",
    "four": "Aino Lehtola criticized the bridge tax. “It is too high,” Lehtola said.",
    "five": "Dolny and Lehtola met again in Helsinki on Friday. “We agree,” Dolny said after talks with Lehtola.",
    "six": "Senator Piotr Dolny supports the bridge tax. “It is late,” said Ms. Lehtola, a lawyer.",
}
HEAD = "a,b,verdict,note\n"


def write_corpus(path: Path, texts: dict[str, str] = TEXTS) -> Path:
    lines = (
        {"title": f"Story {n}", "date": f"2024-01-0{n}", "url": f"https://news.example/{name}", "text": text + "\n"}
        for n, (name, text) in enumerate(texts.items(), 1)
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six articles about some Dolnys and Lehtolas."""
    return write_corpus(tmp_path_factory.mktemp("corpus") / "news.jsonl")


@pytest.fixture(scope="module")
def built(corpus: Path) -> Path:
    """Their graph folder; tests change copies of it."""
    build([corpus], corpus.parent / "graph")
    return corpus.parent / "graph"


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "graph"))


def contents(folder: Path, *, stored: bool = False) -> dict[str, bytes]:
    """Every file, build.json without its seconds and, if `stored`, without where its options came from."""
    record = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    for name in ("seconds", "started", *(("options",) if stored else ())):
        record.pop(name, None)
    files = {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file() and p.name != "build.ttl"}
    return files | {"build.json": json.dumps(record).encode()}


def entry(folder: Path, name: str, article: str) -> str:
    """The id of the entry of an actor of that name in an article."""
    for line in (folder / "findings.jsonl").read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        if found["article"] == f"https://news.example/{article}":
            [actor] = [a for a in found["actors"] if a["name"] == name]
            from kg.identity.entries import entry_id

            return entry_id(actor["id"], found["article"])
    raise AssertionError(article)


def are_one(folder: Path, a: str, b: str) -> bool:
    """Whether two entries are parts of one actor."""
    return curation.portrait(folder, a).item.id == curation.portrait(folder, b).item.id


PIOTR, MAREK_J = ("Piotr Dolny", "six"), ("Marek J. Dolny", "three")
MAREK, MAREK_AGAIN = ("Marek Dolny", "one"), ("Marek Dolny", "two")
AINO, AINO_AGAIN = ("Aino Lehtola", "two"), ("Aino Lehtola", "four")


# The files


def test_findings_hold_one_line_an_article_and_are_sorted(built: Path) -> None:
    lines = (built / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["article"] for line in lines] == sorted(f"https://news.example/{name}" for name in TEXTS)
    assert sum(len(json.loads(line)["statements"]) for line in lines) >= len(store.open_graph(built).statements)


def test_findings_are_read_as_they_were_written(built: Path) -> None:
    from kg.findings import findings_to_record
    from kg.statements import write_lines

    again = write_lines(map(findings_to_record, store.read_findings(built)))
    assert again == (built / "findings.jsonl").read_text(encoding="utf-8")


def test_an_article_in_which_nothing_is_found_has_a_line(tmp_path: Path) -> None:
    source = write_corpus(tmp_path / "dull.jsonl", {"dull": "Rain fell all day."})
    build([source], tmp_path / "graph")
    line = json.loads((tmp_path / "graph" / "findings.jsonl").read_text())
    assert line == {"article": "https://news.example/dull", "actors": [], "policies": [], "statements": []}


def test_decisions_are_numbered_by_line_and_name_both_sides(built: Path) -> None:
    lines = [json.loads(line) for line in (built / "identity.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["n"] for line in lines] == [*range(1, len(lines) + 1)]
    [same] = [x for x in lines if {x["a"]["name"], x["b"]["name"]} == {"Aino Lehtola"} and x["verdict"] == "same"]
    assert {same["a"]["article"], same["b"]["article"]} == {f"https://news.example/{name}" for name in ("two", "four")}
    assert (same["a"]["kind"], same["a"]["actor"], same["by"]) == ("person", "aino-lehtola", "rule")
    assert same["reason"]


def test_the_same_bytes_whatever_the_hash_seed(corpus: Path, tmp_path: Path) -> None:
    decided = tmp_path / "decided.csv"
    decided.write_text(HEAD + "Piotr Dolny,Marek J. Dolny,same,\nAino Lehtola,Marek Dolny,different,\n")
    for seed in ("0", "77"):
        command = [sys.executable, "-m", "kg", "build", corpus, "--out", tmp_path / seed, "--identity", decided]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True)
    assert contents(tmp_path / "0") == contents(tmp_path / "77")


# A person's word


def test_a_person_joins_two_and_undoing_it_restores_every_byte(folder: Path) -> None:
    before = contents(folder)
    made = curation.same(folder, "Piotr Dolny", "Marek J. Dolny", note="he uses  both\nnames")
    assert len(made.before.actors) - len(made.after.actors) == 1
    assert are_one(folder, entry(folder, *PIOTR), entry(folder, *MAREK_J))
    assert store.open_graph(folder) == made.after
    line = json.loads((folder / "identity.jsonl").read_text(encoding="utf-8").splitlines()[made.number - 1])
    assert (line["by"], line["verdict"], line["reason"]) == ("person", "same", "he uses both names")
    assert store.read_build(folder)["identity"]["by"]["person"] == 1
    assert contents(folder) != before
    curation.undo(folder, made.number)
    assert contents(folder) == before


def test_a_person_parts_what_a_rule_joined_and_undoing_it_restores_every_byte(folder: Path) -> None:
    before = contents(folder)
    pair = entry(folder, *MAREK), entry(folder, *MAREK_AGAIN)
    assert are_one(folder, *pair)
    made = curation.different(folder, *pair)
    assert not are_one(folder, *pair)
    curation.undo(folder, made.number)
    assert contents(folder) == before


def test_undoing_what_a_rule_joined_parts_it(folder: Path) -> None:
    pair = {entry(folder, *AINO), entry(folder, *AINO_AGAIN)}
    [rule] = [f for f in store.read_decisions(folder) if {f.a.id, f.b.id} == pair]
    made = curation.undo(folder, rule.n, note="her niece")
    assert (made.decision.by, made.decision.verdict, made.decision.reason) == (PERSON, "different", "her niece")
    assert len(made.after.actors) - len(made.before.actors) == 1
    assert not are_one(folder, *pair)


def test_a_person_may_join_what_was_read_as_another_kind(folder: Path) -> None:
    wrong = entry(folder, "Lehtola", "five")
    assert curation.portrait(folder, wrong).item.kind == "organization"
    curation.same(folder, wrong, "Aino Lehtola")
    assert curation.portrait(folder, wrong).item.kind == "person"
    assert are_one(folder, wrong, entry(folder, *AINO))


def test_a_contrary_word_takes_the_place_of_the_first(folder: Path) -> None:
    a, b = entry(folder, *PIOTR), entry(folder, *MAREK_J)
    curation.same(folder, a, b)
    curation.different(folder, b, a)
    assert len((folder / "identity.csv").read_text().splitlines()) == 2
    assert not are_one(folder, a, b)


def test_words_of_persons_that_contradict_each_other_are_refused(folder: Path) -> None:
    a, b, c = (entry(folder, *named) for named in (PIOTR, MAREK_J, MAREK))
    curation.same(folder, a, b)
    curation.same(folder, b, c)
    before = contents(folder)
    with pytest.raises(
        ContradictionError, match=f"{c} and {a} cannot be different: persons decided that {c} = {b} = {a}"
    ):
        curation.different(folder, a, c)
    assert contents(folder) == before


def test_a_name_of_several_or_of_none_is_refused_with_candidates(folder: Path) -> None:
    with pytest.raises(AmbiguousActorError, match=r"Dolny fits \d actors .*: .*marek-dolny \(Marek Dolny\)"):
        curation.same(folder, "Dolny", "Aino Lehtola")
    with pytest.raises(UnknownActorError, match=r"called Aina Lehtola; .*similar: aino-lehtola \(Aino Lehtola\)"):
        curation.same(folder, "Aina Lehtola", "Piotr Dolny")
    with pytest.raises(UsageError, match="are one already"):
        curation.different(folder, "aino-lehtola", "Aino Lehtola")


def test_what_joined_nothing_cannot_be_undone(folder: Path) -> None:
    unsure = next(f for f in store.read_decisions(folder) if f.decision.verdict == "unsure")
    with pytest.raises(
        UsageError, match=rf"decision {unsure.n} joined nothing \(unsure\); to join the two: kg identity"
    ):
        curation.undo(folder, unsure.n)
    for number in (0, -1, 10_000):
        with pytest.raises(UsageError, match=f"there is no decision {number}; identity.jsonl numbers them 1 to"):
            curation.undo(folder, number)


def test_numbers_of_before_an_edit_undo_nothing(folder: Path) -> None:
    made = curation.same(folder, "Piotr Dolny", "Marek J. Dolny")
    with (folder / "identity.csv").open("a") as stream:
        stream.write(f"{entry(folder, *AINO)},{entry(folder, *PIOTR)},different,\n")
    with pytest.raises(
        UsageError, match=r"identity\.csv was edited, so that line 1 may be another; run kg build first"
    ):
        curation.undo(folder, made.number or 0)


@pytest.mark.parametrize("note", ["x" * 1000, 'quoted, "twice"; =1+1', "a\x1b[31m\x00b\u2028c", "日本 é"])
def test_any_note_is_kept_on_one_line(folder: Path, note: str) -> None:
    made = curation.same(folder, "Piotr Dolny", "Marek J. Dolny", note=note)
    assert made.decision.reason.isprintable()
    again = curation.different(folder, "Piotr Dolny", "Aino Lehtola")
    assert {f.decision.reason for f in store.read_decisions(folder) if f.n in (1, 2)} >= {made.decision.reason}
    assert again.number in (1, 2)


def test_a_note_too_long_for_the_table_is_refused(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(UsageError, match="the note is longer than 1000 characters"):
        curation.same(folder, "Piotr Dolny", "Marek J. Dolny", note="x" * 1001)
    assert contents(folder) == before


def test_a_pair_that_a_person_decided_on_waits_no_more(folder: Path) -> None:
    waiting = curation.unsure(folder)
    pair = waiting[0].filed
    curation.different(folder, pair.a.id, pair.b.id)
    left = {(p.filed.a.id, p.filed.b.id) for p in curation.unsure(folder)}
    assert (pair.a.id, pair.b.id) not in left
    assert len(left) == len(waiting) - 1


def test_a_portrait_shows_entries_by_date_and_their_decisions(folder: Path) -> None:
    found = curation.portrait(folder, "Aino Lehtola")
    assert [article.title for _, article in found.entries if article] == ["Story 2", "Story 4"]
    assert curation.portrait(folder, found.entries[1][0].id).item == found.item
    assert any(f.decision.verdict == "same" for f in found.decisions)


# Tables


def test_a_table_given_to_the_build_is_taken_into_the_folder_by_ids(corpus: Path, tmp_path: Path) -> None:
    table = tmp_path / "decided.csv"
    table.write_text("\ufeffa;b;verdict;note\n\nPIOTR DOLNY;marek-j-dolny;Same;cousins? no\n", encoding="utf-8")
    made = build([corpus], tmp_path / "graph", options=Options(identity=str(table)))
    ids = sorted(entry(tmp_path / "graph", *named) for named in (PIOTR, MAREK_J))
    assert (tmp_path / "graph" / "identity.csv").read_text() == f"{HEAD}{','.join(ids)},same,cousins? no\n"
    assert made.persons == 1
    again = build([corpus], tmp_path / "graph", options=Options(identity=str(table)))
    assert (again.reused, again.persons, again.graph) == (True, 1, made.graph)


def test_decisions_survive_a_rebuild_with_another_article(corpus: Path, folder: Path, tmp_path: Path) -> None:
    curation.same(folder, "Piotr Dolny", "Marek J. Dolny")
    table = (folder / "identity.csv").read_bytes()
    more = write_corpus(tmp_path / "more.jsonl", TEXTS | {"seven": "Senator Ola Nowak opposes the bridge tax."})
    made = build([more], folder)
    assert (made.reused, made.persons) == (False, 1)
    assert (folder / "identity.csv").read_bytes() == table
    assert are_one(folder, entry(folder, *PIOTR), entry(folder, *MAREK_J))


def test_a_decision_whose_article_is_gone_waits_and_counts_again_when_it_is_back(
    corpus: Path, folder: Path, tmp_path: Path
) -> None:
    made = curation.same(folder, "Piotr Dolny", "Marek J. Dolny")
    whole = contents(folder)
    fewer = write_corpus(tmp_path / "fewer.jsonl", {name: text for name, text in TEXTS.items() if name != "six"})
    without = build([fewer], folder)
    gone = entry(corpus.parent / "graph", *PIOTR)
    assert without.persons == 0
    assert [note for note in without.notes if gone in note and "is in no article" in note]
    assert gone in (folder / "identity.csv").read_text()
    assert curation.overview(folder).waiting == 1
    assert build([corpus], folder).graph == made.after
    assert contents(folder) == whole


def test_of_two_lines_on_a_pair_the_later_wins_and_a_table_that_is_given_comes_last(
    corpus: Path, folder: Path, tmp_path: Path
) -> None:
    table = tmp_path / "decided.csv"
    table.write_text(HEAD + "Piotr Dolny,Marek J. Dolny,same,\nMarek J. Dolny,Piotr Dolny,different,\n")
    build([corpus], folder, options=Options(identity=str(table)))
    pair = entry(folder, *PIOTR), entry(folder, *MAREK_J)
    assert not are_one(folder, *pair)
    curation.same(folder, *pair)
    build([corpus], folder)
    assert are_one(folder, *pair)
    build([corpus], folder, options=Options(identity=str(table)))
    assert not are_one(folder, *pair)
    table.write_text(HEAD + "Piotr Dolny,Marek J. Dolny,same,corrected\n")
    build([corpus], folder, options=Options(identity=str(table)))
    assert are_one(folder, *pair)


def test_a_person_who_cannot_tell_leaves_it_to_the_rules(corpus: Path, folder: Path, tmp_path: Path) -> None:
    before = store.open_graph(folder)
    table = tmp_path / "decided.csv"
    table.write_text(HEAD + "Piotr Dolny,Marek J. Dolny,same,\nPiotr Dolny,Marek J. Dolny,unsure,asked him\n")
    assert build([corpus], folder, options=Options(identity=str(table))).graph == before


def test_a_table_that_a_person_edits_is_read_by_the_next_build(corpus: Path, folder: Path) -> None:
    (folder / "identity.csv").write_text(HEAD + "Piotr Dolny,Marek J. Dolny,same,\nNobody At All,Piotr Dolny,same,\n")
    made = build([corpus], folder)
    assert (made.reused, made.persons) == (False, 1)
    assert [note for note in made.notes if "Nobody At All is in no article" in note]
    assert build([corpus], folder).reused


BAD_ROWS = {
    "a,b\nx,y\n": "row 1: the columns are a, b; they have to be a, b, verdict, note",
    HEAD + "Piotr Dolny,Marek J. Dolny\n": "row 2: 2 cells where a, b, verdict, note are expected",
    HEAD + "Piotr Dolny,Marek J. Dolny,same,x,y\n": "row 2: 5 cells where",
    HEAD + "\nPiotr Dolny,Marek J. Dolny,equal,\n": "row 3: the verdict 'equal' is none of same, different, unsure",
    HEAD + "Piotr Dolny,,same,\n": "row 2: b is empty",
    HEAD + '"one\ntwo",y,same,\nPiotr Dolny,Nobody,same,\n': "row 2: No actor or policy is called one two",
    HEAD + f"Piotr Dolny,{'x' * 501},same,\n": "row 2: b is longer than 500 characters",
    HEAD + f"Piotr Dolny,Aino Lehtola,different,{'x' * 1001}\n": "row 2: the note is longer than 1000 characters",
    HEAD + f"{'x' * 200_000},y,same,\n": "row 2: not CSV: field larger than field limit",
    HEAD + 'Piotr Dolny,"Aino Lehtola"x,same,\n': "row 2: not CSV: ",
    HEAD + "Dolny,Aino Lehtola,same,\n": "row 2: Dolny fits ",
    HEAD + "Aino Lehtola,aino-lehtola,same,\n": "row 2: Aino Lehtola and aino-lehtola are one actor already",
}


@pytest.mark.parametrize("text", BAD_ROWS, ids=range(len(BAD_ROWS)))
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_written(corpus: Path, folder: Path, text: str) -> None:
    table = folder.parent / "decided.csv"
    table.write_text(text, encoding="utf-8")
    before = contents(folder)
    with pytest.raises(DataError) as caught:
        build([corpus], folder, options=Options(identity=str(table)))
    assert str(caught.value).startswith(f"{table}, {BAD_ROWS[text]}")
    assert contents(folder) == before


def test_a_table_that_contradicts_itself_is_refused(corpus: Path, folder: Path) -> None:
    ids = [entry(folder, *named) for named in (PIOTR, MAREK_J, MAREK)]
    table = folder.parent / "decided.csv"
    table.write_text(HEAD + f"{ids[0]},{ids[1]},same,\n{ids[1]},{ids[2]},same,\n{ids[0]},{ids[2]},different,\n")
    with pytest.raises(ContradictionError, match="cannot be different: persons decided that"):
        build([corpus], folder, options=Options(identity=str(table)))


# Folders that cannot be joined again


def test_of_two_changes_at_once_the_second_is_refused_and_loses_nothing(folder: Path) -> None:
    slow = curation.open_folder(folder)
    first = curation.same(folder, "Piotr Dolny", "Marek J. Dolny")
    with pytest.raises(ChangedMeanwhileError, match="was changed by another command meanwhile; nothing was written"):
        slow.change(first.decision, [])
    assert store.open_graph(folder) == first.after


def test_a_folder_of_an_earlier_version_names_the_command_to_run(folder: Path) -> None:
    (folder / "findings.jsonl").unlink()
    with pytest.raises(
        NoFindingsError, match=r"holds no findings\.jsonl, .*: run kg build ARTICLES --out .* again first"
    ):
        curation.same(folder, "Piotr Dolny", "Marek J. Dolny")


def test_a_folder_of_another_version_or_codebook_is_not_joined_again(corpus: Path, tmp_path: Path) -> None:
    codebook = tmp_path / "codebook.csv"
    codebook.write_text("concept,parent,keywords\nTaxes,,tax\n", encoding="utf-8")
    build([corpus], tmp_path / "graph", options=Options(codebook=str(codebook)))
    made = curation.same(tmp_path / "graph", "Piotr Dolny", "Marek J. Dolny")
    assert {t.name for s in made.after.of_type(Stance) for t in s.policy.topics} == {"Taxes"}
    codebook.write_text("concept,parent,keywords\nBridges,,bridge\n", encoding="utf-8")
    with pytest.raises(NotRepeatableError, match=r"its codebook .* has changed since"):
        curation.undo(tmp_path / "graph", made.number)
    record = store.read_build(tmp_path / "graph")
    record["versions"]["polkg"] = "0.0.1"
    (tmp_path / "graph" / "build.json").write_text(json.dumps(record))
    with pytest.raises(NotRepeatableError, match=r"polkg 0\.0\.1 built it, this is"):
        curation.undo(tmp_path / "graph", made.number)


@pytest.mark.parametrize("name", ["findings.jsonl", "identity.csv", "build.json"])
@pytest.mark.parametrize("text", ["{\n", "[]\n", '{"article": 1}\n', "\0\n"])
def test_a_damaged_file_is_named(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    with pytest.raises(KGError) as caught:
        curation.same(folder, "Piotr Dolny", "Marek J. Dolny")
    assert name in str(caught.value)


# Properties


Move = tuple[str, int, int]
moves = st.lists(
    st.tuples(st.sampled_from(["same", "different", "undo"]), st.integers(0, 20), st.integers(0, 20)), max_size=6
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves, seed=st.randoms(use_true_random=False))
def test_the_folder_tells_which_decisions_are_in_force_and_not_how_they_came_about(
    corpus: Path, built: Path, tmp_path_factory: pytest.TempPathFactory, moves: list[Move], seed: random.Random
) -> None:
    home = tmp_path_factory.mktemp("path")
    folder = Path(shutil.copytree(built, home / "one"))
    ids = sorted(side for f in store.read_decisions(folder) for side in (f.a.id, f.b.id))
    decided: dict[frozenset[str], Verdict] = {}
    for what, m, n in moves:
        a, b = ids[m % len(ids)], ids[n % len(ids)]
        try:
            if what == "undo":
                taken = curation.undo(folder, m + 1).decision
                pair = frozenset((taken.a, taken.b))
                if pair in decided:
                    del decided[pair]
                else:
                    decided[pair] = "different"
            else:
                (curation.same if what == "same" else curation.different)(folder, a, b)
                decided[frozenset((a, b))] = "same" if what == "same" else "different"
        except (UsageError, ContradictionError):
            continue
    rows = [",".join([*seed.sample(sorted(pair), 2), verdict, ""]) for pair, verdict in decided.items()]
    other = Path(shutil.copytree(built, home / "other"))
    (other / "identity.csv").write_text(HEAD + "".join(f"{row}\n" for row in seed.sample(rows, len(rows))))
    build([corpus], other)
    assert contents(other) == contents(folder)


NAMES = ("Ada Roe", "Ada B. Roe", "Ben Roe", "Roe", "Ada Doe")


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Article], list[Actor], list[tuple[str, str, Verdict]]]:
    """Articles that each name one or two persons, and what persons decided about pairs of them."""
    from kg.identity import actor_id

    articles = [Article(f"a{n}", "text", published=draw(st.sampled_from([None, "2020", "2021"]))) for n in range(8)]
    actors = [
        Actor(actor_id(name, "person", article), name, "person", (), (), (Mention(article.id, 0, 1),))
        for article in articles
        for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True))
    ]
    from kg.identity.entries import entry_id

    ids = [entry_id(actor.id, actor.mentions[0].article) for actor in actors]
    pair = st.tuples(st.sampled_from(ids), st.sampled_from(ids), st.sampled_from(["same", "same", "different"]))
    return articles, actors, draw(st.lists(pair.filter(lambda p: p[0] != p[1]), max_size=6))


@given(worlds())
def test_a_word_of_a_person_holds_whatever_rules_and_chains_say(
    world: tuple[list[Article], list[Actor], list[tuple[str, str, Verdict]]],
) -> None:
    from kg.identity.decisions import expect_consistent, in_force

    articles, actors, words = world
    decided: list[Decision] = []
    for a, b, verdict in words:
        try:
            expect_consistent(in_force([*decided, Decision(a, b, verdict, "", 1.0, PERSON)]))
        except ContradictionError:
            continue
        decided.append(Decision(a, b, verdict, "", 1.0, PERSON))
    made = joined(articles, actors, [], ruling(decided))
    for decision in in_force(decided):
        one = made.sides[decision.a].actor == made.sides[decision.b].actor
        assert one == (decision.verdict == "same"), decision
    assert made == joined(articles[::-1], actors[::-1], [], ruling(decided[::-1] if not _repeats(decided) else decided))


def _repeats(decided: list[Decision]) -> bool:
    return len({frozenset((d.a, d.b)) for d in decided}) < len(decided)


def test_a_chain_of_rules_does_not_join_what_a_person_parted() -> None:
    names = {"a": "Michael Roe", "b": "Michael B. Roe", "c": "Mike Roe"}
    actors = [
        Actor(name.lower().replace(".", "").replace(" ", "-"), name, "person", (), (), (Mention(key, 0, 1),))
        for key, name in names.items()
    ]
    articles = [Article(key, "text") for key in names]
    plain = joined(articles, actors, [])
    assert len(plain.graph.actors) == 1
    ids = {side.article: side.id for side in plain.sides.values()}
    parted = joined(articles, actors, [], ruling([Decision(ids["a"], ids["c"], "different", "", 1.0, PERSON)]))
    assert parted.sides[ids["a"]].actor != parted.sides[ids["c"]].actor


def test_decisions_grow_with_the_entries() -> None:
    def lines(count: int) -> int:
        articles = [Article(f"a{n}", "text", published=f"{1000 + 80 * (n % 40)}-01-01") for n in range(count)]
        actors = [Actor("ada-roe", "Ada Roe", "person", (), (), (Mention(a.id, 0, 1),)) for a in articles]
        return len(joined(articles, actors, []).decisions)

    assert lines(400) < 14 * 400
    assert lines(800) - lines(400) == 400


def test_a_graph_of_articles_in_memory_takes_a_table_too(tmp_path: Path) -> None:
    table = tmp_path / "decided.csv"
    table.write_text(HEAD + "Piotr Dolny,Marek Dolny,same,\n", encoding="utf-8")
    articles = [Article(name, text + "\n") for name, text in TEXTS.items()]
    plain = from_articles(articles)
    assert len(plain.actors) - len(from_articles(articles, options=Options(identity=str(table))).actors) == 1
