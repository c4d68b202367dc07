from __future__ import annotations

import pytest

from kg import words
from kg.model import RELATIONS, Actor, Evidence, Interaction, Membership, Policy, Quotation, Stance, Statement

ADA, BO = Actor("ada", "Ada Quist", "person"), Actor("bo", "Bo Lind", "person")
UNION = Actor("union", "Teachers' Union", "organization")
LEVY = Policy("levy", "sugar levy")
SHARED = {"evidence": (Evidence("a", 0, 1, "x"),), "confidence": 0.9, "extractor": "test/1"}


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (Membership(person=ADA, role="chair", organization=UNION, **SHARED), "Ada Quist, chair, Teachers' Union"),
        (Membership(person=ADA, role="senator", **SHARED), "Ada Quist, senator"),
        (Membership(person=ADA, role="chair", status="former", **SHARED), "Ada Quist, former chair"),
        (Membership(person=ADA, role="former chair", status="former", **SHARED), "Ada Quist, former chair"),
        (Membership(person=ADA, role="Acting Chair", status="acting", **SHARED), "Ada Quist, Acting Chair"),
        (Membership(person=ADA, role="chair", start="2013", **SHARED), "Ada Quist, chair (from 2013)"),
        (
            Membership(person=ADA, role="chair", start="2013", end="2017-02", **SHARED),
            "Ada Quist, chair (from 2013 until 2017-02)",
        ),
        (Membership(person=ADA, role="envoy", on_behalf_of=BO, **SHARED), "Ada Quist, envoy, on behalf of Bo Lind"),
        (Stance(actor=ADA, stance="support", policy=LEVY, **SHARED), "Ada Quist supports sugar levy"),
        (Stance(actor=ADA, stance="mixed", policy=LEVY, **SHARED), "Ada Quist is of two minds about sugar levy"),
        (Interaction(source=UNION, relation="criticize", target=BO, **SHARED), "Teachers' Union criticizes Bo Lind"),
        (Quotation(speaker=BO, quote="No deal.", **SHARED), "Bo Lind: “No deal.”"),
    ],
)
def test_a_statement_in_words(statement: Statement, told: str) -> None:
    assert "".join(part if isinstance(part, str) else part.name for part in words.sentence(statement)) == told


def test_every_relation_has_a_verb_of_its_own() -> None:
    assert len({words.VERBS[relation] for relation in RELATIONS}) == len(RELATIONS)


@pytest.mark.parametrize(
    ("published", "told"),
    [("2017-02-09", "9 February 2017"), ("2017-02-09T23:59:00+01:00", "9 February 2017"), ("<b>", None), (None, None)],
)
def test_a_date_in_words(published: str | None, told: str | None) -> None:
    assert words.day(published) == told


def test_counts_agree_with_their_nouns() -> None:
    told = [words.count(*c) for c in ((1, "policy"), (2000, "policy"), (0, "article"))]
    assert told == ["1 policy", "2,000 policies", "0 articles"]
