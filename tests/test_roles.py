"""What a role phrase says, without any article around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.offices.roles import read_role

# phrase, role, status, and what else is told: nation, body, place, party
PHRASES = [
    ("former Mexican Interior Secretary", "Interior Secretary", "former", {"nation": "Mexico"}),
    ("Mexico's foreign minister", "foreign minister", "current", {"nation": "Mexico"}),
    ("the president of the European Commission", "president", "current", {}),
    ("head of the Senate Judiciary Committee", "head", "current", {"body": "Senate Judiciary Committee"}),
    ("governor of Ohio", "governor", "current", {"place": "Ohio", "nation": "United States"}),
    ("governor of Georgia", "governor", "current", {"place": "Georgia"}),
    ("president of Georgia", "president", "current", {"nation": "Georgia"}),
    ("President-elect", "President", "future", {}),
    ("prime minister-designate", "prime minister", "future", {}),
    ("acting attorney general", "attorney general", "acting", {}),
    ("then-Prime Minister", "Prime Minister", "former", {}),
    ("ex-president of Poland", "president", "former", {"nation": "Poland"}),
    ("the Republican candidate for governor of Ohio", "candidate for governor", "future",
     {"party": "Republican Party", "place": "Ohio"}),
    ("a Labour MP", "MP", "current", {"party": "Labour Party"}),
    ("an Ohio Republican", "member", "current", {"party": "Republican Party"}),
    ("minister for women", "minister for women", "current", {}),
    ("Minister of Railways", "Minister of Railways", "current", {"body": None}),
    ("Minister of Kenya", "Minister", "current", {"nation": "Kenya"}),
    ("the World Bank's president", "president", "current", {}),
    ("U.S. ambassador to France", "ambassador", "current", {"nation": "United States"}),
    ("Iran expert", "Iran expert", "current", {"nation": None}),
    ("Iranian expert", "expert", "current", {"nation": "Iran"}),
    ("director for European affairs", "director", "current", {"body": None, "nation": None}),
    ("journalist based in Vienna", "journalist", "current", {"body": None, "place": None}),
    ("spokeswoman for the Foreign Ministry of Norway", "spokeswoman", "current",
     {"body": "Foreign Ministry of Norway"}),
    ("a new, outspoken mayor", "mayor", "current", {}),
    ("Presidents", "President", "current", {}),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "role", "status", "told"), PHRASES, ids=[p[0] for p in PHRASES])
def test_a_phrase_and_its_role(phrase: str, role: str, status: str, told: dict[str, str | None]) -> None:
    found = read_role(phrase)
    assert found is not None
    assert (found.role, found.status) == (role, status)
    assert {name: getattr(found, name) for name in told} == told


@pytest.mark.parametrize(
    "phrase",
    [
        "Mr.",
        "Dr.",
        "her brother",
        "President 's",
        "one of the senators",
        "two of the ministers",
        "the harbour",
        "of Ohio",
        "",
        "the",
        ",",
    ],
)
def test_a_phrase_without_a_role(phrase: str) -> None:
    assert read_role(phrase) is None


WORDS = ["the", "former", "President", "minister", "of", "for", "Ohio", "Mexican", "Labour", "party", "-elect", "'s",
         ",", "Bank", "and", "to", "Sen.", "\u200b", "X"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=16).map(" ".join) | st.text(max_size=60))
def test_no_phrase_raises_and_a_role_has_words(phrase: str) -> None:
    found = read_role(phrase)
    assert found is None or found.role.strip()
