"""Interactions: invented sentences, each named for its phenomenon, through the whole pipeline; the tables of words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, get_args

import pytest
from cases import cases, reading_of

from kg.extract.deeds.acts import _FRAMES
from kg.extract.interactions import THRESHOLD, claims, interactions
from kg.extract.reading import MAX_EVIDENCE
from kg.model import Interaction, Relation
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.language import Language

RELATIONS = set(get_args(Relation))
PREPOSITIONS = {
    "about", "after", "against", "around", "at", "before", "behind", "between", "for", "from", "in", "into", "of", "on",
    "over", "to", "toward", "towards", "upon", "with",
}  # fmt: skip
QUARREL = (
    "Senator Maria Holt accused Governor Peter Brandt of lying about the flood. “He betrayed every family in town,”"
    " Senator Holt said of the governor.\n\nGovernor Brandt left without a word. Senator Holt accused him again later."
)


def found(nlp: Language, text: str) -> list[Interaction]:
    """The interactions of an invented article."""
    return list(interactions(reading_of(nlp, text)))


@pytest.mark.parametrize(("text", "expected"), cases("interactions.jsonl", "text", "expected"))
def test_a_sentence_and_its_interactions(nlp: Language, text: str, expected: list[list[str]]) -> None:
    statements = found(nlp, text)
    assert sorted([s.source.name, s.relation, s.target.name] for s in statements) == sorted(expected)
    for evidence in (e for s in statements for e in s.evidence):
        assert text[evidence.start : evidence.end] == evidence.quote


def test_a_claim_is_one_statement_with_all_its_evidence(nlp: Language) -> None:
    [quarrel] = found(nlp, QUARREL)
    assert quarrel.claim == ("maria-holt", "criticize", "peter-brandt")
    assert [e.quote.split(" ", 3)[:3] for e in quarrel.evidence] == [
        ["Senator", "Maria", "Holt"], ["“He", "betrayed", "every"], ["Senator", "Holt", "accused"],
    ]  # fmt: skip


def test_a_statement_is_dated_named_and_weighed(nlp: Language) -> None:
    [quarrel] = found(nlp, QUARREL)
    assert (quarrel.observed, quarrel.extractor) == ("2024-05-06", "interactions/1")
    assert THRESHOLD <= quarrel.confidence < 1


def test_more_and_clearer_deeds_weigh_more(nlp: Language) -> None:
    [once] = found(nlp, QUARREL.split(". ", maxsplit=1)[0] + ".")
    [often] = found(nlp, QUARREL)
    assert often.confidence > once.confidence


def test_evidence_is_the_sentence_and_not_longer_than_allowed(nlp: Language) -> None:
    endless = "Senator Maria Holt accused Governor Peter Brandt of lying about the flood, " + "and the dam, " * 80
    [statement] = found(nlp, endless + "and the bridge.")
    assert len(statement.evidence[0].quote) == MAX_EVIDENCE


def test_claims_below_the_threshold_are_kept_to_oneself(nlp: Language) -> None:
    reading = reading_of(nlp, "Maria Holt said the town will soon hear of the courage of Peter Brandt.")
    assert [deeds[0].relation for deeds in claims(reading).values()] == ["cooperate"]
    assert list(interactions(reading)) == []


def test_the_same_text_gives_the_same_statements_in_the_same_order(nlp: Language) -> None:
    text = QUARREL + " Mayor Lena Kovac thanked Governor Brandt. She met with Senator Holt on Monday for two hours."
    assert [s.id for s in found(nlp, text)] == [s.id for s in found(nlp, text)]


def test_nothing_happens_in_an_empty_article(nlp: Language) -> None:
    assert found(nlp, "") == []


def test_cues_stand_once_and_name_relations_and_frames_that_exist() -> None:
    table = list(rows("interaction_cues.tsv"))
    frames = set(_FRAMES) | {"self", "by"} | PREPOSITIONS
    keys = Counter((r["cue"], r["pos"], r["relation"], r["source"], r["needs"]) for r in table)
    assert [key for key, times in keys.items() if times > 1] == []
    assert {r["relation"] for r in table} == RELATIONS
    assert {frame for r in table for end in ("target", "source") for frame in r[end].split(" | ")} <= frames


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("verdicts.tsv", "verdict", {"blame", "praise"}),
        ("carrying_verbs.tsv", "turn", {"same", "back", "undone"}),
        ("governing_verbs.tsv", "relation", {"*", *RELATIONS}),
    ],
)
def test_tables_of_words_are_sound(table: str, column: str, allowed: set[str]) -> None:
    found = list(rows(table))
    cells = Counter(tuple(row.values()) for row in found)
    assert [cell for cell, times in cells.items() if times > 1] == []
    assert {row[column] for row in found} <= allowed
