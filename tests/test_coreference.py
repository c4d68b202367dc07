"""Who a pronoun or a role means: invented sentences, each named for its phenomenon. The last such word counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cases import cases, reading_of

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(("text", "word", "expected"), cases("coreference.jsonl", "text", "word", "expected"))
def test_a_word_and_whom_it_means(nlp: Language, text: str, word: str, expected: list[str]) -> None:
    reading = reading_of(nlp, text)
    token = [token for token in reading.doc if token.text == word][-1]
    assert [actor.name for actor in reading.actors_at(token)] == expected


def test_pronouns_are_no_mentions(nlp: Language) -> None:
    [actor] = reading_of(nlp, "Carla Whitmore opposed the bill. She called it cruel.").actors
    assert [(m.start, m.end) for m in actor.mentions] == [(0, len("Carla Whitmore"))]
    assert actor.aliases == ()
