"""The table of benchmarks/quality.py: what counts as a match on public corpora, shown on invented records."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

from corpora import CORPORA  # noqa: E402
from corpora.common import Row, readings  # noqa: E402
from corpora.dse import attitudes  # noqa: E402
from corpora.dwie import class_of, memberships  # noqa: E402
from corpora.knowledgenet import employments  # noqa: E402
from corpora.polnear import alike, is_whole, joined, quotations, stretches  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

HOLT = "Senator Maria Holt"


def counts(measure: Callable[..., list[Row]], record: dict[str, Any], file: Path = ROOT) -> dict[str, list[int]]:
    """Matched, found and gold of each row, for one record."""
    rows = measure(readings([{"id": "invented", **record}], lambda: None), file)
    return {row.what: [row.score.matched, row.score.predicted, row.score.gold] for row in rows}


def part(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


@pytest.mark.parametrize(
    ("text", "words", "whole", "pieces"),
    [
        pytest.param('"It is dead," she said', '"It is dead,"', True, ["It is dead,"], id="in marks"),
        pytest.param('"It is dead," she said', "It is dead", True, ["It is dead"], id="the marks just outside"),
        pytest.param("''It is dead,'' she said", "''It is dead,''", True, ["It is dead,"], id="doubled single marks"),
        pytest.param('that it is "as good as dead"', 'it is "as good as dead"', False, ["as good as dead"], id="mixed"),
        pytest.param('"a b" and "c d"', '"a b" and "c d"', False, ["a b", "c d"], id="two with a word between"),
        pytest.param('"a b.\n\n"c d."', '"a b.\n\n"c d."', True, ["a b.", "c d."], id="paragraph left open"),
        pytest.param('the "peace" rally', 'the "peace" rally', False, [], id="one word"),
        pytest.param("it is dead", "it is dead", False, [], id="no marks"),
    ],
)
def test_stretches_in_marks(text: str, words: str, whole: bool, pieces: list[str]) -> None:
    start = text.index(words)
    found = [text[i:j] for i, j in stretches(text, start, start + len(words))]
    assert found == pieces
    if pieces:
        assert is_whole(text, start, start + len(words)) is whole


def test_pieces_of_a_content_that_only_white_space_parts_are_one() -> None:
    text = '"It is dead. We move on," she said. "Now."'
    pieces = [part(text, '"It is dead.'), part(text, 'We move on,"'), part(text, '"Now."')]
    assert [text[i:j] for i, j in joined(text, pieces)] == ['"It is dead. We move on,"', '"Now."']


def test_spans_are_alike_from_four_fifths_on() -> None:
    assert alike((0, 10), (2, 10))
    assert not alike((0, 10), (3, 10))
    assert not alike((0, 10), (20, 30))


def test_a_quotation_is_right_with_its_words_and_its_speaker() -> None:
    text = f'"The treaty is dead," {HOLT} said. "Rain fell today," a sign read. Peter Lang called it "a bad joke".'
    attributions = [
        {"source": [part(text, HOLT)], "content": [part(text, '"The treaty is dead,"')]},
        {"source": [part(text, "a sign")], "content": [part(text, '"Rain fell today,"')]},
        {"source": [part(text, "Peter Lang")], "content": [part(text, 'it "a bad joke"')]},
        {"source": [], "content": [part(text, "Rain fell today")]},
    ]
    rows = counts(quotations, {"text": text, "attributions": attributions})
    assert list(rows.values()) == [[1, 1, 1], [1, 1, 1], [1, 1, 1], [0, 0, 1], [1, 1, 1]]


def test_a_quotation_of_somebody_else_is_wrong_but_its_words_are_right() -> None:
    text = f'Peter Lang waited. "The treaty is dead," {HOLT} said.'
    wrong = {"source": [part(text, "Peter Lang")], "content": [part(text, '"The treaty is dead,"')]}
    rows = counts(quotations, {"text": text, "attributions": [wrong]})
    assert list(rows.values())[:3] == [[0, 1, 1], [0, 1, 1], [1, 1, 1]]


def test_a_quotation_without_an_attribution_is_wrong() -> None:
    rows = counts(quotations, {"text": f'"The treaty is dead," {HOLT} said.', "attributions": []})
    assert next(iter(rows.values())) == [0, 1, 0]


def test_an_attitude_has_a_direction() -> None:
    text = f"{HOLT} condemned Peter Lang on Monday."
    ends = {"a": {**part(text, HOLT), "snapped": HOLT}, "b": {**part(text, "Peter Lang"), "snapped": "Peter Lang"}}
    assert list(counts(attitudes, {"text": text, "label": "neg_a_to_b", **ends}).values()) == [[1, 1, 1]]
    assert list(counts(attitudes, {"text": text, "label": "neg_b_to_a", **ends}).values()) == [[0, 1, 1]]


@pytest.mark.parametrize(
    ("role", "country", "expected"),
    [
        ("prime minister", True, "head of government"),
        ("interior minister", True, "minister"),
        ("president", True, "head of state"),
        ("vice president", True, "official/agent"),
        ("president", False, "head/leader"),
        ("ambassador", True, "official/agent"),
        ("analyst", False, "member"),
        ("spokeswoman", False, "spokesperson"),
    ],
)
def test_classes_of_roles(role: str, country: bool, expected: str) -> None:
    assert class_of(role, country) == expected


def test_a_role_is_right_with_its_class(tmp_path: Path) -> None:
    text = "Chancellor Laura Brandt of Germany met the unions. The German Chancellor Laura Brandt left."
    names = [("Laura Brandt", ["person"]), ("Germany", ["gpe", "gpe0"])]
    entities = [{"id": i, "name": n, "types": t, "mentions": [part(text, n)]} for i, (n, t) in enumerate(names)]
    triples = [
        {"person": "Laura Brandt", "org": "Germany", "role_class": role, "org_mentioned": True}
        for role in ("citizen", "official/agent", "head of government")
    ]
    (tmp_path / "person_role_org_dev.jsonl").write_text(json.dumps({"id": "invented", "triples": triples}))
    rows = counts(memberships, {"text": text, "entities": entities}, tmp_path / "dev.jsonl")
    assert list(rows.values()) == [[1, 1, 1], [1, 1, 1]]


def test_an_employment_is_right_with_its_person_and_organization() -> None:
    text = "Laura Brandt is the president of the World Health Organization. She was born in Norland."
    facts = [
        {"property": "CEO", "subject": part(text, "World Health Organization"), "object": part(text, "Laura Brandt")},
        {"property": "PLACE_OF_BIRTH", "subject": part(text, "She"), "object": part(text, "Norland")},
    ]
    assert list(counts(employments, {"text": text, "facts": facts}).values()) == [[1, 1, 1]]


def test_the_table_of_a_folder() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/quality.py", "tests/articles"],
        cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "utf-8"}, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    head, rule, *rows = done.stdout.splitlines()
    assert head.count("|") == rule.count("|") == 7
    assert len(rows) == 6
    assert all(row.startswith("| articles (") and row.count("|") == 7 for row in rows)


def test_a_corpus_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import quality

    monkeypatch.setattr(quality, "DATA", tmp_path)
    lines = [line for corpus in CORPORA for line in quality.corpus(corpus, None)]
    assert len(lines) == len(CORPORA)
    assert all(line.endswith("is not there, no figures") for line in lines)
