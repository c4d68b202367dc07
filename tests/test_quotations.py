"""Quotations and their speakers: invented sentences, each named for its phenomenon, through the whole pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cases import cases, reading_of

from kg.extract.quotations import quotations
from kg.extract.reading import MAX_EVIDENCE
from kg.model import Quotation

if TYPE_CHECKING:
    from spacy.language import Language


def found(nlp: Language, text: str) -> list[Quotation]:
    """The quotations of an invented article, in its order."""
    return list(quotations(reading_of(nlp, text)))


@pytest.mark.parametrize(("text", "expected"), cases("quotations.jsonl", "text", "expected"))
def test_a_sentence_and_its_quotations(nlp: Language, text: str, expected: list[list[str]]) -> None:
    statements = found(nlp, text)
    assert [[s.speaker.name, s.quote] for s in statements] == expected
    for evidence in (e for s in statements for e in s.evidence):
        assert text[evidence.start : evidence.end] == evidence.quote


def test_evidence_holds_the_quotation_and_its_cue(nlp: Language) -> None:
    [statement] = found(nlp, 'The vote is near. "The treaty is dead," Senator Maria Holt said. Rain fell.')
    [evidence] = statement.evidence
    assert evidence.quote == '"The treaty is dead," Senator Maria Holt said.'


def test_evidence_of_a_long_quotation_is_its_beginning_and_its_cue(nlp: Language) -> None:
    words = ", and the ports, the farms and the mines of the north will have to pay for it" * 10
    [statement] = found(nlp, f'"The treaty is dead{words}," Senator Maria Holt said.')
    quoted, told = statement.evidence
    assert statement.quote.startswith(quoted.quote)
    assert len(quoted.quote) == MAX_EVIDENCE
    assert "Senator Maria Holt said" in told.quote


def test_short_quotations_and_those_of_bodies_are_less_certain(nlp: Language) -> None:
    text = '"The treaty is dead and will not come back," Senator Maria Holt said. "Nobody will mourn it in the north."'
    long, continued = found(nlp, text)
    [short] = found(nlp, 'Senator Maria Holt called the plan "a terrible mistake".')
    [body] = found(nlp, '"The treaty is dead and will not come back," the Foreign Ministry said.')
    [both] = found(nlp, 'The Foreign Ministry called the plan "a terrible mistake".')
    assert both.confidence < body.confidence < short.confidence < long.confidence <= continued.confidence < 1


def test_a_quotation_is_observed_on_the_day_of_its_article(nlp: Language) -> None:
    [statement] = found(nlp, '"The treaty is dead," Senator Maria Holt said.')
    assert (statement.observed, statement.extractor) == ("2024-05-06", "quotations/1")


def test_i_and_we_within_a_quotation_are_its_speaker(nlp: Language) -> None:
    reading = reading_of(nlp, '"I will not sign it, and we will vote against it," Senator Maria Holt said.')
    named = {reading.doc[i].text: [a.name for a in actors] for i, actors in reading.means.items()}
    assert (named["I"], named["we"]) == (["Maria Holt"], ["Maria Holt"])


def test_a_scare_quote_stays_a_span_without_a_speaker(nlp: Language) -> None:
    reading = reading_of(nlp, 'Senator Maria Holt said the "peace" rally was over.')
    [quote] = reading.quotes
    assert (reading.text(quote.start, quote.end), quote.speakers, quote.cue) == ("peace", (), None)
