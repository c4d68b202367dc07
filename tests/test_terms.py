"""When a role began and ended, by the words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cases import reading_of
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.memberships import memberships
from kg.extract.offices.terms import Term, is_past, term

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.model import Status

# words, status, whether the verb tells of the change, start, end
TERMS: list[tuple[str, Status, bool, str | None, str | None]] = [
    ("served as mayor from 1996 to 2007", "former", False, "1996", "2007"),
    ("mayor between 1996 and March 2007", "former", False, "1996", "2007-03"),
    ("mayor 1996-2007", "former", False, "1996", "2007"),
    ("has been mayor since March 2010", "current", False, "2010-03", None),
    ("was mayor until 3 May 2012", "former", False, None, "2012-05-03"),
    ("was elected on May 3, 2015", "current", True, "2015-05-03", None),
    ("resigned in August 2014", "former", True, None, "2014-08"),
    ("was elected on Monday", "current", True, None, None),
    ("spoke in 2014", "current", False, None, None),
    ("was elected on May 99, 2015", "current", True, "2015-05", None),
]

# text, start, end of its one membership
SENTENCES = [
    ("Marek Dolny resigned as mayor of Gdansk on 3 May 2019.", None, "2019-05-03"),
    ("Aino Lehtola served as Finland's foreign minister from 1996 to 2007.", "1996", "2007"),
    ("Carla Whitmore, governor of Ohio since March 2010, opposed the bill.", "2010-03", None),
    ("Marek Dolny was mayor of Gdansk from 1998 until 2006.", "1998", "2006"),
    ("Priya Nandakumar joined the Labour Party in 1998.", "1998", None),
    ("Aino Lehtola, who resigned on Monday as foreign minister of Finland, spoke.", None, None),
]


@pytest.mark.parametrize(("words", "status", "changes", "start", "end"), TERMS, ids=[t[0] for t in TERMS])
def test_words_and_their_term(words: str, status: Status, changes: bool, start: str | None, end: str | None) -> None:
    assert term(words, status, changes=changes) == (start, end)


@pytest.mark.parametrize(("text", "start", "end"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_a_sentence_and_the_term_of_its_role(nlp: Language, text: str, start: str | None, end: str | None) -> None:
    [membership] = memberships(reading_of(nlp, text))
    assert (membership.start, membership.end) == (start, end)


def test_the_term_told_once_counts_for_the_role_named_again(nlp: Language) -> None:
    text = "Aino Lehtola was elected president of Finland in 2015. Finnish President Aino Lehtola spoke."
    assert {(m.start, m.end) for m in memberships(reading_of(nlp, text))} == {("2015", None)}


def test_the_day_of_an_office_is_not_that_of_a_party(nlp: Language) -> None:
    text = "Carla Whitmore was elected as the Republican governor of Ohio in 2010."
    found = {m.role: (m.start, m.end) for m in memberships(reading_of(nlp, text))}
    assert found == {"governor": ("2010", None), "member": (None, None)}


@given(st.text(max_size=80), st.sampled_from(["current", "former", "future", "acting"]), st.booleans())
def test_any_words_give_iso_dates_or_none(words: str, status: Status, changes: bool) -> None:
    assert all(
        day is None or (len(day) in {4, 7, 10} and day[:4].isdigit()) for day in term(words, status, changes=changes)
    )


OVER = [
    ("governor from 2007 to 2015", Term("2007", "2015"), "current", None, False, True),
    ("governor until 2031", Term(end="2031"), "current", "2024-05-01", False, False),
    ("ambassador until 2015", Term(end="2015"), "current", "2024-05-01", False, True),
    ("governor until 2031", Term(end="2031"), "current", None, False, False),
    ("the 2012 nominee", Term(), "future", None, True, True),
    ("the 2028 nominee", Term(), "future", "2027-12-01", True, False),
    ("2012 candidate", Term(), "future", None, False, False),
    ("2012 candidate", Term(), "future", "2016-02-03", False, True),
]  # words, term, status, the day of the article, whether chosen, whether over


@pytest.mark.parametrize(("words", "told", "status", "published", "chosen", "over"), OVER)
def test_a_role_that_is_over_by_the_day_of_the_article(
    words: str, told: Term, status: Status, published: str | None, chosen: bool, over: bool
) -> None:
    assert is_past(words, told, status, published, chosen=chosen) is over
