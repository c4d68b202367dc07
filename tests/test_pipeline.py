"""Promises about any text: nothing raises, evidence slices its article, actors are reported, ids stay the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from cases import FOLDER, reading_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import PipelineMissingError
from kg.extract.pipeline import EXTRACTORS, load, parse, read, report
from kg.model import KINDS, STATUSES, Article, Membership
from kg.statements import actors_of, merge, to_record

if TYPE_CHECKING:
    from spacy.language import Language

PIECES = [
    "Carla Whitmore", "Sen. Dale Hutchins (R-Ohio)", "President Marek Dolny of Poland", "the Labour Party", "NATO",
    "Mexico", "the prime minister", "She", "they", "a senior Turkish official", "House Republicans", "said", "met",
    "opposed the bill", "was named minister of", "who leads", "“We will not pay,”", "former", "and", "is", "not",
    "the Senate", "Ms.", "Faris al-Nasser", "U.S.", "de la", "elect", "’s", ",", ".", "\n\n", "\"", "(", ")", "-", "--",
    "\t", "<b>", "\u200b", "🗳", "'",
]  # fmt: skip
fragments = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
texts = fragments | st.text(max_size=200) | st.lists(fragments | st.text(max_size=20), max_size=4).map("\n".join)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@often
@given(texts)
def test_every_text_is_read_and_what_is_found_holds_together(nlp: Language, text: str) -> None:
    reading = reading_of(nlp, text)
    found = report(reading)
    ids = [actor.id for actor in found.actors]
    assert len(set(ids)) == len(ids)
    assert {actor.kind for actor in found.actors} <= set(KINDS)
    assert {a.id for statement in found.statements for a in actors_of(statement)} <= set(ids)
    for statement in found.statements:
        assert 0 < statement.confidence <= 1
        assert statement.evidence
        for evidence in statement.evidence:
            assert evidence.quote == text[evidence.start : evidence.end] != ""


@often
@given(texts)
def test_mentions_slice_the_article_and_names_are_their_words(nlp: Language, text: str) -> None:
    for actor in reading_of(nlp, text).actors:
        assert actor.name.strip() == actor.name != ""
        for mention in actor.mentions:
            assert 0 <= mention.start < mention.end <= len(text)
            assert text[mention.start : mention.end].strip() != ""


@often
@given(fragments)
def test_memberships_are_of_persons_at_bodies(nlp: Language, text: str) -> None:
    for held in (s for s in report(reading_of(nlp, text)).statements if isinstance(s, Membership)):
        assert held.person.kind == "person"
        assert held.organization is None or held.organization.kind in {"organization", "government", "group"}
        assert held.status in STATUSES
        assert held.role == " ".join(held.role.split()) != ""


def test_offsets_are_those_of_the_article_though_marks_are_made_plain(nlp: Language) -> None:
    text = "«Poland’s\u00a0plan» – said “Carla\u2009Whitmore”…"
    [(article, doc)] = parse([Article("invented", text)], nlp)
    assert len(doc.text) == len(article.text) == len(text)


def test_articles_come_back_in_order(nlp: Language) -> None:
    articles = [Article(str(n), f"Senator Carla Whitmore met {n} mayors.") for n in range(40)]
    assert [article for article, _ in parse(articles, nlp)] == articles


def test_a_more_certain_reading_says_less(nlp: Language) -> None:
    reading = reading_of(nlp, "Sen. Carla Whitmore is the mayor of Gdansk. “We will not pay at all,” Whitmore said.")
    counts = [len(report(reading, least).statements) for least in (0.0, 0.85, 0.94, 1.0)]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1] == 0


def test_an_implied_body_is_reported(nlp: Language) -> None:
    found = report(reading_of(nlp, "Sen. Carla Whitmore opposed the bill."))
    assert [actor.name for actor in found.actors] == ["Carla Whitmore", "Senate"]


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(PipelineMissingError, match="no_such_pipeline"):
        load("no_such_pipeline")


def test_the_table_of_extractors_names_their_versions(nlp: Language) -> None:
    reading = reading_of(nlp, "Sen. Carla Whitmore criticized Poland. “We will not support the treaty,” Whitmore said.")
    assert {s.extractor.partition("/")[0] for s in report(reading).statements} <= set(EXTRACTORS)


PRINT = """
import json, sys
from kg.extract.pipeline import load, parse, read, report
from kg.model import Article
from kg.statements import merge, to_record
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")][:40]
for article, doc in parse([Article(str(n), row["text"]) for n, row in enumerate(rows)], load()):
    found = report(read(article, doc))
    print(json.dumps([to_record(item) for item in (*found.actors, *merge(found.statements))]))
"""


def test_the_same_words_give_the_same_bytes_whatever_the_hash_seed() -> None:
    told = [
        subprocess.run(
            [sys.executable, "-c", PRINT, FOLDER / "memberships.jsonl"],
            capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert told[0] == told[1]
    assert len(told[0].splitlines()) == 40


def test_an_article_is_read_alike_alone_and_among_others(nlp: Language) -> None:
    rows = [json.loads(line) for line in (FOLDER / "actors.jsonl").read_text(encoding="utf-8").splitlines()][:20]
    articles = [Article(str(n), row["text"]) for n, row in enumerate(rows)]
    together = [report(read(article, doc)) for article, doc in parse(articles, nlp)]
    alone = [report(read(article, doc)) for one in articles for article, doc in parse([one], nlp)]
    assert [list(map(to_record, merge(f.statements))) for f in together] == [
        list(map(to_record, merge(f.statements))) for f in alone
    ]
