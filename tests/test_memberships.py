"""Who holds which role where: invented sentences, each named for its phenomenon, through the whole pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cases import cases, reading_of

from kg.extract.memberships import memberships

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.model import Membership


def found(nlp: Language, text: str) -> list[Membership]:
    """The memberships of an invented article."""
    return list(memberships(reading_of(nlp, text)))


@pytest.mark.parametrize(("text", "expected"), cases("memberships.jsonl", "text", "expected"))
def test_a_sentence_and_its_memberships(nlp: Language, text: str, expected: list[list[str]]) -> None:
    told = {(m.person.name, m.role, m.organization.name if m.organization else None, m.status)
            for m in found(nlp, text)}  # fmt: skip
    assert told == set(map(tuple, expected))


def test_the_evidence_is_the_sentence_that_tells_the_role(nlp: Language) -> None:
    text = "Rain fell. Aino Lehtola, Finland's foreign minister, rejected the offer. Nobody was hurt."
    [membership] = found(nlp, text)
    [evidence] = membership.evidence
    assert evidence.quote == "Aino Lehtola, Finland's foreign minister, rejected the offer."
    assert text[evidence.start : evidence.end] == evidence.quote


def test_evidence_keeps_the_marks_of_the_article(nlp: Language) -> None:
    text = "Aino Lehtola, Finland’s foreign minister, rejected the “offer”."
    [membership] = found(nlp, text)
    assert membership.evidence[0].quote == text


def test_a_role_is_observed_on_the_day_of_its_article_and_its_dates_stay_unknown(nlp: Language) -> None:
    [membership] = found(nlp, "Aino Lehtola is the foreign minister of Finland.")
    assert (membership.observed, membership.start, membership.end) == ("2024-05-06", None, None)


def test_a_guessed_country_is_less_certain_than_a_told_one(nlp: Language) -> None:
    [told] = found(nlp, "President Marek Dolny of Poland vetoed the bill.")
    [guessed] = found(nlp, "Poland closed the border. President Marek Dolny said that Poland would open it.")
    assert told.organization == guessed.organization
    assert guessed.confidence < told.confidence < 1


def test_a_former_office_is_not_also_a_current_one(nlp: Language) -> None:
    text = "Former President Marek Dolny of Poland criticized the treaty. President Dolny had signed it in 2012."
    assert {m.status for m in found(nlp, text)} == {"former"}


def test_a_body_has_one_id_under_its_names(nlp: Language) -> None:
    [by_acronym] = found(nlp, "Lars Holmqvist, who heads the EU, spoke.")
    [in_full] = found(nlp, "Lars Holmqvist, who heads the European Union, spoke.")
    assert by_acronym.organization == in_full.organization


def test_the_title_counts_for_the_full_name_found_elsewhere(nlp: Language) -> None:
    [membership] = found(nlp, "Aino Lehtola spoke first. Finnish Foreign Minister Lehtola rejected the offer.")
    assert membership.person.name == "Aino Lehtola"
