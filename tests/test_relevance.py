"""Who takes part in the events told, and who or what is merely named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cases import reading_of

from kg.extract.naming.relevance import THRESHOLD, features, probability

if TYPE_CHECKING:
    from spacy.language import Language

PART = [
    ("subject of a deed", "Mexico rejected the tariff.", ["Mexico"]),
    ("speaker", "The Kremlin said the report was false.", ["Kremlin"]),
    ("agent of a passive", "The convoy was attacked by Hezbollah.", ["Hezbollah"]),
    ("two subjects", "Carla Whitmore and Dale Hutchins opposed the bill.", ["Carla Whitmore", "Dale Hutchins"]),
    ("place of a meeting", "The delegates met in Beijing on Monday.", []),
    ("place of an event", "Senator Carla Whitmore said the rally in Mexico was peaceful.", ["Carla Whitmore"]),
]


@pytest.mark.parametrize(("text", "acting"), [pytest.param(text, acting, id=name) for name, text, acting in PART])
def test_who_takes_part(nlp: Language, text: str, acting: list[str]) -> None:
    reading = reading_of(nlp, text)
    assert sorted(actor.name for actor in reading.actors if actor.id in reading.acting) == acting


def test_the_features_of_a_speaker(nlp: Language) -> None:
    doc = nlp("The Kremlin said the report was false.")
    found = features(doc, "government", "name", [(1, 2)], titled=False)
    assert {"bias", "kind=government", "sort=name", "says", "ever says,government"} <= set(found)
    assert found["mentions"] == 0.0  # the logarithm of one


def test_probabilities_lie_between_0_and_1_and_grow_with_deeds(nlp: Language) -> None:
    doc = nlp("The Kremlin said no. They met in the Kremlin.")
    speaker = probability(features(doc, "government", "name", [(1, 2)], titled=False))
    place = probability(features(doc, "government", "name", [(8, 9)], titled=False))
    assert 0 < place < THRESHOLD < speaker < 1
