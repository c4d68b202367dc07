"""The stance tagger: what it reads, and that it reads the same whatever stands around."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from cases import reading_of

from kg.extract.pipeline import load, parse, read
from kg.extract.stances import stances
from kg.extract.stating.marking import MARKS, marked
from kg.extract.stating.pairs import ANOTHERS_WORDS, NOT_QUOTED, OWN_WORDS, UNNAMED, pairs
from kg.extract.stating.policies import Policies
from kg.extract.stating.tagged import tagged
from kg.extract.stating.tagger import LONGEST, chances, inputs, pieces
from kg.extract.stating.targets import CLAUSE, NOUN, POINTER, targets
from kg.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

HOLT = "Senator Maria Holt opposes the harbour bill."


def words(nlp: Language, text: str) -> list[str]:
    """The last sentence of a text as the tagger reads it."""
    return list(marked(reading_of(nlp, text)))[-1].words


def test_marks_stand_around_an_actor_and_tell_its_kind(nlp: Language) -> None:
    made = " ".join(words(nlp, HOLT))
    assert made == "[sentence] [actor] [person] Senator Maria Holt [/actor] opposes the harbour bill ."


def test_the_sentence_before_is_read_first(nlp: Language) -> None:
    made = words(nlp, f"Rain fell. {HOLT}")
    assert made[: made.index("[sentence]")] == ["Rain", "fell", "."]


def test_a_speaker_without_a_name_in_the_sentence_is_named_before_it(nlp: Language) -> None:
    text = 'Mayor Ines Ortiz said: "The bill is a mistake. The fee will ruin the harbour."'
    made = words(nlp, text)
    assert made[:4] == ["[actor]", "Ines", "Ortiz", "[person]"]


def test_a_sentence_without_actors_is_not_read(nlp: Language) -> None:
    assert not list(marked(reading_of(nlp, "Rain fell on the harbour.")))


def forms(nlp: Language, text: str) -> dict[str, int]:
    """The phrases of a text that may name a policy, with their form."""
    reading = reading_of(nlp, text)
    policies = Policies(reading)
    return {reading.doc[t.start : t.end].text: t.form for s in reading.sentences() for t in targets(s, policies)}


def test_nouns_clauses_and_pronouns_may_name_a_policy(nlp: Language) -> None:
    text = "Senator Maria Holt wants to raise harbour fees. Mayor Ines Ortiz opposes the bill and hates it."
    found = forms(nlp, text)
    assert found["raise harbour fees"] == CLAUSE
    assert found["bill"] == NOUN
    assert found["it"] == POINTER


def test_persons_and_dates_name_no_policy(nlp: Language) -> None:
    assert not {"Maria Holt", "Monday"} & forms(nlp, "Senator Maria Holt opposed the fee on Monday.").keys()


def test_whose_words_a_phrase_stands_in(nlp: Language) -> None:
    text = '"The harbour bill is a mistake," Senator Maria Holt told Mayor Ines Ortiz on the pier.'
    reading = reading_of(nlp, text)
    [made] = marked(reading)
    phrases = list(targets(made.sentence, Policies(reading)))
    asked = pairs(made, phrases, {})
    known = {(made.parties[p.party].actor.name, phrases[p.target].head.text): p.quoted for p in asked}
    assert known["Maria Holt", "bill"] == OWN_WORDS
    assert known["Ines Ortiz", "bill"] == ANOTHERS_WORDS
    assert known["Maria Holt", "pier"] == NOT_QUOTED
    assert all(p.distance < UNNAMED for p in asked)


def test_an_overlong_sentence_is_read_to_a_limit(nlp: Language) -> None:
    text = HOLT[:-1] + "".join(f", the harbour fee number {n}" for n in range(200)) + "."
    reading = reading_of(nlp, text)
    for made in marked(reading):
        assert len(pieces(made).numbers) <= LONGEST + 20
        phrases = list(targets(made.sentence, Policies(reading)))
        for pair, likely in chances(made, phrases, pairs(made, phrases, {})):
            assert pair.target < len(phrases)
            assert likely.sum() == pytest.approx(1, abs=1e-3)


def test_inputs_name_places_within_the_pieces(nlp: Language) -> None:
    reading = reading_of(nlp, f"Rain fell. {HOLT}")
    [made] = list(marked(reading))
    phrases = list(targets(made.sentence, Policies(reading)))
    asked, fed = inputs(made, phrases, pairs(made, phrases, {})) or pytest.fail("nothing read")
    length = fed["pieces"].shape[1]
    assert all(len(fed[name]) == len(asked) for name in ("party", "head", "first", "last", "form", "sign"))
    assert max(fed["last"].max(), fed["head"].max()) < length
    assert np.allclose(fed["parties"].sum(axis=1), 1)


def test_marks_are_words_of_their_own(nlp: Language) -> None:
    [made] = marked(reading_of(nlp, HOLT))
    read = pieces(made)
    numbers = {mark: read.numbers[read.starts[n]] for n, mark in enumerate(made.words) if mark in MARKS}
    assert len(set(numbers.values())) == len(numbers)
    assert all(number < 100 for number in numbers.values())  # below the vocabulary's words


TEXTS = (
    HOLT,
    "Mayor Ines Ortiz backed the harbour bill on Monday. She called the fee a mistake.",
    '"We will scrap the parking fee," President Ana Kova said. Senator Maria Holt agreed.',
    "Norway rejected the fishing treaty after Minister Lars Berg criticised it.",
)


@pytest.mark.parametrize("batch", [1, 2, 4])
def test_what_is_found_hangs_on_no_batch_and_no_order(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.extract.pipeline.BATCH", batch)
    articles = [Article(f"a{n}", text) for n, text in enumerate(TEXTS)]
    random.Random(batch).shuffle(articles)
    found = {a.id: [*stances(read(a, doc))] for a, doc in parse(articles, load())}
    alone = {a.id: [*stances(read(a, doc))] for n in articles for a, doc in parse([n], load())}
    assert found == alone
    assert any(found.values())


def test_the_tagger_says_the_same_of_a_sentence_after_others_were_read(nlp: Language) -> None:
    reading = reading_of(nlp, HOLT)
    before = [(t.actor.id, t.policy.name, t.chances) for t in tagged(reading, Policies(reading), [])]
    for text in TEXTS[1:]:
        other = reading_of(nlp, text)
        list(tagged(other, Policies(other), []))
    assert [(t.actor.id, t.policy.name, t.chances) for t in tagged(reading, Policies(reading), [])] == before
