"""Stances: invented sentences, each named for its phenomenon, through the whole pipeline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from cases import cases, reading_of

from kg.extract.stances import MINIMUM, stances
from kg.extract.stating.attitudes import FRAMES
from kg.model import Finders, Stance
from kg.resources import rows
from kg.statements import merge

if TYPE_CHECKING:
    from spacy.language import Language

KINDS = {"attitude", "act", "end", "will", "demand", "effect", "judgement", "stir", "draw", "light"}


def found(nlp: Language, text: str, by: Finders = "both") -> list[Stance]:
    """The stances of an invented article."""
    return list(stances(reading_of(nlp, text), by))


@pytest.mark.parametrize(("text", "expected"), cases("stances.jsonl", "text", "expected"))
def test_a_sentence_and_its_stances_by_the_rules(nlp: Language, text: str, expected: list[list[str]]) -> None:
    expect(found(nlp, text, "rules"), text, expected)


@pytest.mark.parametrize(("text", "expected"), cases("stances.jsonl", "text", "both", also="fails both"))
def test_a_sentence_and_its_stances_by_rules_and_tagger(nlp: Language, text: str, expected: list[list[str]]) -> None:
    expect(found(nlp, text), text, expected)


@pytest.mark.parametrize(("text", "expected"), cases("tagged.jsonl", "text", "expected"))
def test_what_no_rule_finds_and_the_tagger_does(nlp: Language, text: str, expected: list[list[str]]) -> None:
    assert not found(nlp, text, "rules")
    expect(found(nlp, text), text, expected)


def expect(statements: list[Stance], text: str, expected: list[list[str]]) -> None:
    """Just these stances, each with words of the text."""
    assert sorted([s.actor.name, s.stance, s.policy.name] for s in statements) == sorted(expected)
    for evidence in (e for s in statements for e in s.evidence):
        assert text[evidence.start : evidence.end] == evidence.quote


def test_evidence_is_the_sentence_that_states_the_position(nlp: Language) -> None:
    [stance] = found(nlp, "Rain fell. Senator Maria Holt opposed the harbour bill. The session ended.")
    assert [e.quote for e in stance.evidence] == ["Senator Maria Holt opposed the harbour bill."]


def test_a_position_stated_twice_is_one_stance_with_two_sentences(nlp: Language) -> None:
    text = "Senator Maria Holt opposed the harbour bill. In the end Holt rejected the harbour bill."
    [stance] = found(nlp, text)
    assert [e.quote for e in sorted(stance.evidence)] == text.replace(". In", ".|In").split("|")


def test_like_names_of_one_policy_are_one_stance(nlp: Language) -> None:
    text = "Senator Maria Holt opposed the harbour expansion bill. She called the harbour bill a mistake."
    [stance] = found(nlp, text)
    assert (stance.policy.name, stance.policy.aliases) == ("harbour expansion bill", ("harbour bill",))


def test_two_holders_of_one_policy_share_it(nlp: Language) -> None:
    text = "Senator Maria Holt opposed the harbour bill. Mayor Ines Ortiz defended the bill."
    one, other = sorted(found(nlp, text), key=lambda s: s.stance)
    assert (one.stance, other.stance) == ("oppose", "support")
    assert one.policy == other.policy


def test_acronym_and_long_name_are_one_policy(nlp: Language) -> None:
    text = (
        "Senator Maria Holt opposes NAFTA. In May, Mayor Ines Ortiz defended the North American Free Trade Agreement."
    )
    assert {s.policy.id for s in found(nlp, text)} == {"north-american-free-trade-agreement"}


def test_what_is_said_plainly_is_surer_than_what_follows_from_a_deed(nlp: Language) -> None:
    [plain] = found(nlp, "Senator Maria Holt supports the harbour bill.")
    [denied] = found(nlp, "Senator Maria Holt never backed the tariff increase.")
    assert MINIMUM["both"] <= denied.confidence < plain.confidence < 1


def test_a_stance_is_observed_on_the_day_of_its_article(nlp: Language) -> None:
    [stance] = found(nlp, "Senator Maria Holt opposed the harbour bill.")
    assert (stance.observed, stance.extractor) == ("2024-05-06", "stances/2")


def test_no_actor_holds_opposite_positions_on_one_policy(nlp: Language) -> None:
    text = "Senator Maria Holt opposed the harbour bill. In May, Senator Maria Holt voted for the harbour bill."
    assert len(found(nlp, text)) == 1


def test_the_same_text_gives_the_same_statements_in_the_same_order(nlp: Language) -> None:
    text = "Senator Maria Holt and Mayor Ines Ortiz opposed the harbour bill and the tax. Norway agreed to a ceasefire."
    assert found(nlp, text) == found(nlp, text)
    assert len(merge(found(nlp, text))) == len(found(nlp, text)) == 5


ODD = ["", "\n\n", "?", '"', "(((", "Bill bill bill.", "To to to. " * 50, "a-" * 99]
NESTED = [f"Senator Maria Holt {verb} {part * 200}the harbour bill." for verb, part in
          (("wants to", "want to "), ("voiced", "support for "), ("said", "that Ines Ortiz said "))]  # fmt: skip


@pytest.mark.parametrize("text", [*ODD, *NESTED])
def test_odd_texts_yield_nothing_and_break_nothing(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


def test_the_table_of_cues_uses_known_frames_kinds_and_positions() -> None:
    table = list(rows("stance_cues.tsv"))
    assert {row["kind"] for row in table} == KINDS
    assert {row["stance"] for row in table} == {"support", "oppose", "mixed"}
    assert {row["pos"] for row in table} == {"verb", "noun", "adj"}
    frames = {frame for row in table for frame in row["frames"].split(" | ")}
    assert {frame.partition(":")[0] for frame in frames} == set(FRAMES)
    assert all(re.fullmatch(r"prep:[a-z]+", frame) for frame in frames if frame.startswith("prep"))


def test_every_cue_is_a_word_or_a_verb_with_its_particle() -> None:
    for row in rows("stance_cues.tsv"):
        assert re.fullmatch(r"[a-z'-]+( [a-z]+)?" if row["pos"] == "verb" else r"[a-z'-]+", row["cue"])


def test_no_cue_stands_twice_with_one_kind_and_position() -> None:
    keys = [(row["cue"], row["pos"], row["stance"], row["kind"]) for row in rows("stance_cues.tsv")]
    assert len(keys) == len(set(keys))
