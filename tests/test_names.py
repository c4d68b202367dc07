"""Where names stand: runs of capitals cut into titles and names."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from kg.extract.naming.names import find_names
from kg.extract.pipeline import parse
from kg.model import Article

if TYPE_CHECKING:
    from spacy.language import Language

# phenomenon, text, "title / name" of each name, in order
NAMES = [
    ("a bare name", "Yesterday Carla Whitmore resigned.", ["/ Carla Whitmore"]),
    ("a title in capitals", "Yesterday President Marek Dolny resigned.", ["President / Marek Dolny"]),
    ("a title in small letters", "The press secretary Daniel Ostrow resigned.", ["press secretary / Daniel Ostrow"]),
    ("a body before the title", "White House press secretary Daniel Ostrow resigned.",
     ["/ White House", "White House press secretary / Daniel Ostrow"]),
    ("a country before the title", "Mexican President Luis Arrieta resigned.",
     ["/ Mexican", "Mexican President / Luis Arrieta"]),
    ("a title with its place", "Lord Mayor of Dublin Niamh Corrigan resigned.",
     ["/ Dublin", "Lord Mayor of Dublin / Niamh Corrigan"]),
    ("a title alone", "The Prime Minister resigned.", []),
    ("president-elect", "The bill of President-elect Carla Whitmore failed.", ["President-elect / Carla Whitmore"]),
    ("al-", "They accused Faris al-Nasser of fraud.", ["/ Faris al-Nasser"]),
    ("a nickname", "They accused Daniel \"Danny\" Ostrow of fraud.", ["/ Daniel \"Danny\" Ostrow"]),
    ("junior", "They accused Dale Hutchins, Jr. of fraud.", ["/ Dale Hutchins, Jr."]),
    ("a body with of", "They sued the Bank of England.", ["/ Bank of England"]),
    ("a body with and", "They sued the Department of Health and Human Services.",
     ["/ Department of Health and Human Services"]),
    ("a union with an apostrophe", "They sued the Dockers' Union.", ["/ Dockers' Union"]),
    ("two persons", "They sued Carla Whitmore and Dale Hutchins.", ["/ Carla Whitmore", "/ Dale Hutchins"]),
    ("a person of a country", "They sued Carla Whitmore of Poland.", ["/ Carla Whitmore", "/ Poland"]),
    ("a party's tag is no name", "They sued Carla Whitmore (R-Ohio) again.", ["/ Carla Whitmore", "/ Ohio"]),
    ("a dateline is no name", "MANILA (Reuters) - They sued Carla Whitmore.", ["/ Reuters", "/ Carla Whitmore"]),
    ("a headline holds no names", "Whitmore Slams Budget Deal In Late Speech", []),
    ("a word that begins a sentence", "Critics laughed. Still, they voted.", []),
    ("days and months", "They voted on Monday in May.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(text, names, id=name) for name, text, names in NAMES])
def test_a_text_and_its_names(nlp: Language, text: str, expected: list[str]) -> None:
    [(_, doc)] = parse([Article("invented", text)], nlp)
    found = [f"{doc[n.title : n.start].text.strip()} / {doc[n.start : n.end].text}".strip() for n in find_names(doc)]
    assert found == expected


def test_names_stand_in_order_and_apart(nlp: Language) -> None:
    text = "Sens. Carla Whitmore (R-Ohio) and Dale Hutchins met Mexican President Luis Arrieta of the United Nations."
    [(_, doc)] = parse([Article("invented", text)], nlp)
    names = find_names(doc)
    assert all(name.title <= name.start < name.end for name in names)
    assert all(a.end <= b.start for a, b in pairwise(names))
