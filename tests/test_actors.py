"""Who is named in an article: invented sentences, each named for its phenomenon; places among those who act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cases import cases, reading_of

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(("text", "expected"), cases("actors.jsonl", "text", "expected"))
def test_a_text_and_its_cast(nlp: Language, text: str, expected: list[list[str]]) -> None:
    told = sorted([actor.name, actor.kind] for actor in reading_of(nlp, text).actors)
    assert told == sorted(expected)


def test_every_form_is_an_alias_and_every_place_a_mention(nlp: Language) -> None:
    text = "Sen. Carla J. Whitmore opposed the bill. Carla Whitmore called it cruel. Whitmore’s staff agreed."
    actor = next(a for a in reading_of(nlp, text).actors if a.kind == "person")
    assert (actor.name, actor.aliases) == ("Carla J. Whitmore", ("Carla Whitmore", "Whitmore"))
    assert [text[m.start : m.end] for m in actor.mentions] == ["Carla J. Whitmore", "Carla Whitmore", "Whitmore"]


def test_an_acronym_in_brackets_is_an_alias(nlp: Language) -> None:
    text = "The Harbour Workers Union (HWU) called a strike. The HWU said talks had failed."
    [actor] = reading_of(nlp, text).actors
    assert (actor.name, actor.aliases) == ("Harbour Workers Union", ("HWU",))


def test_a_nickname_in_quotation_marks_keeps_its_place(nlp: Language) -> None:
    text = "“Poland will pay,” said Daniel “Danny” Ostrow."
    people = [a for a in reading_of(nlp, text).actors if a.kind == "person"]
    assert [text[m.start : m.end] for a in people for m in a.mentions] == ["Daniel “Danny” Ostrow"]


def test_the_same_body_has_one_id_in_two_articles(nlp: Language) -> None:
    [european] = reading_of(nlp, "The European Union rejected the plan.").actors
    [eu] = reading_of(nlp, "The EU rejected the plan.").actors
    assert eu == european
    assert eu.name != european.name


def test_a_person_of_one_name_is_another_in_each_article(nlp: Language) -> None:
    from kg.extract.pipeline import parse, read
    from kg.model import Article

    articles = [Article(name, "Thant said that he would fight. Mr. Thant led the march.") for name in ("a", "b")]
    ids = {actor.id for article, doc in parse(articles, nlp) for actor in read(article, doc).actors}
    assert len(ids) == 2
