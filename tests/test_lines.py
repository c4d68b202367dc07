"""Wrapped lines and boxes of links: which become spaces, and that nothing moves."""

from __future__ import annotations

import textwrap

import pytest
from cases import reading_of
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.extract.lines import readable, unlinked, unwrapped
from kg.extract.memberships import memberships
from kg.extract.pipeline import parse, read, report
from kg.model import Article, Membership

PROSE = (
    "The mayor of Leeds, Ada Holt, said on Friday that she would not sign the harbour bill, which the council passed "
    "in May. Her spokesman, Peter Lund, told reporters that the money was needed elsewhere. The council, he said, had "
    "been told so more than once, and it had chosen not to listen to anybody who knew the figures."
)
WRAPPED = "Council divided\n\n" + "\n".join(textwrap.wrap(PROSE, 72)) + "\n\n" + "\n".join(textwrap.wrap(PROSE, 72))


def test_breaks_within_sentences_become_spaces() -> None:
    assert unwrapped(WRAPPED) == f"Council divided\n\n{PROSE}\n\n{PROSE}"


def test_paragraphs_on_lines_of_their_own_stay() -> None:
    text = "\n".join(["A short headline", *PROSE.split(". ")])
    assert unwrapped(text) == text


def test_items_of_a_list_stay_apart() -> None:
    text = WRAPPED + "\n- a point that the council made about the harbour bill in May\n- another point"
    assert unwrapped(text).endswith("\n- a point that the council made about the harbour bill in May\n- another point")


def test_a_wrapped_article_is_read_like_an_unwrapped_one(nlp: Language) -> None:
    article = Article("invented", WRAPPED)
    [(_, doc)] = parse([article], nlp)
    statements = report(read(article, doc)).statements
    offices = {(s.person.name, s.role) for s in statements if isinstance(s, Membership)}
    assert ("Ada Holt", "mayor") in offices
    assert all(WRAPPED[e.start : e.end] == e.quote for s in statements for e in s.evidence)


@given(st.text(alphabet="ab .\n-\r\u2028", max_size=800))
def test_nothing_moves(text: str) -> None:
    plain = unwrapped(text)
    assert len(plain) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, plain, strict=True))


LINKED = (
    "The bill was opposed by Sens. Carla Whitmore Carla Jane WhitmoreTen senators to watch "
    "Poll: voters like the bill MORE (R-Ohio) and Dale Hutchins (D-Iowa)."
)


def test_a_box_of_links_behind_a_name_becomes_spaces() -> None:
    assert len(unlinked(LINKED)) == len(LINKED)
    plain = " ".join(readable(LINKED).split())
    assert plain == "The bill was opposed by Sens. Carla Whitmore (R-Ohio) and Dale Hutchins (D-Iowa)."


@pytest.mark.parametrize(
    "text", ["Whitmore wants MORE money.", "Whitmore said Whitmore Hall needs no MORE rooms.", "No more."]
)
def test_a_name_said_twice_is_no_box_of_links(text: str) -> None:
    assert unlinked(text) == text


def test_what_stands_behind_a_box_of_links_is_read_with_the_name(nlp: Language) -> None:
    told = {(m.person.name, m.role) for m in memberships(reading_of(nlp, LINKED))}
    names = ("Carla Whitmore", "Dale Hutchins")
    assert told == {(name, role) for name in names for role in ("Senator", "member")}
