"""Whose country an office is, where the title does not tell: as guessed, and as left open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cases import reading_of

from kg.extract.memberships import memberships

if TYPE_CHECKING:
    from spacy.language import Language

# phenomenon, text, "person at body" of each office
HOMES = [
    ("told beside the title", "Polish President Marek Dolny spoke.", ["Marek Dolny at Poland"]),
    ("told once, counts for a bare title", "Poland's president, Marek Dolny, spoke. President Dolny left for Rome.",
     ["Marek Dolny at Poland"]),
    ("guessed from the sentence", "Poland closed its border. President Marek Dolny said Poland was in danger.",
     ["Marek Dolny at Poland"]),
    ("guessed from a body of the country", "President Marek Dolny told the Bundestag that he would go.",
     ["Marek Dolny at Germany"]),
    ("two countries alike: nobody's", "Poland and Finland closed the border. President Marek Dolny spoke.", []),
    ("no country: nobody's", "President Marek Dolny spoke.", []),
    ("held by another: nobody's", "Polish President Marek Dolny met President Samir Haddou in Poland.",
     ["Marek Dolny at Poland"]),
    ("a government by its country's own name", "America is divided. President Daniel Ostrow said Congress must act.",
     ["Daniel Ostrow at United States"]),
    ("a country within another name", "President Marek Dolny joined the Iraq War debate.", []),
    ("an office that is one country's, at home", "U.S. officials spoke. Secretary of State Daniel Ostrow left.",
     ["Daniel Ostrow at Department of State"]),
    ("an office that is one country's, abroad", "Secretary of State Daniel Ostrow left for Mexico.", []),
    ("an office of no country", "Tomas Riva, president of the World Bank, spoke in Poland.",
     ["Tomas Riva at World Bank"]),
    ("a company's president is no country's", "Orbex Steel President Tomas Riva spoke in Poland.", []),
    ("a company's chief executive", "Orbex Steel CEO Tomas Riva spoke in Poland.", ["Tomas Riva at Orbex Steel"]),
    ("a shared chamber, the article's country's", "Kenya must save, Kenyan Senator Amina Odera told the Senate. "
     "Kenya owes much. MP Peter Mwangi agreed.", ["Amina Odera at Kenya", "Peter Mwangi at Kenya"]),
    ("another country's attorney general", "Botswana sells diamonds. Botswana is dry. Botswana votes. "
     "Attorney General Neo Dikgang resigned.", ["Neo Dikgang at Botswana"]),
    ("a chamber called as that of others", "Canada votes. Canada is cold. Canadian MPs met. MP Anna Tremont spoke in "
     "the House of Commons.", ["Anna Tremont at House of Commons"]),
    ("a town's mayor", "Gdansk Mayor Marek Dolny spoke in Finland.", ["Marek Dolny at Gdansk"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(text, homes, id=name) for name, text, homes in HOMES])
def test_a_text_and_whose_offices_it_tells(nlp: Language, text: str, expected: list[str]) -> None:
    held = {f"{m.person.name} at {m.organization.name}" for m in memberships(reading_of(nlp, text)) if m.organization}
    assert sorted(held) == expected
