"""Policies of an article: which words name one, how it is called, and what takes it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.extract.pipeline import parse, read
from kg.extract.stating.phrases import content, gerund
from kg.extract.stating.policies import Policies
from kg.model import Article
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.language import Language


def at(nlp: Language, text: str, word: str, *, strict: bool = True) -> str | None:
    """The name of the policy that the last token of this form means."""
    [(article, doc)] = parse([Article("invented", text)], nlp)
    policies = Policies(read(article, doc))
    found = policies.at([t for t in doc if t.text == word][-1], strict=strict)
    return found.name if found else None


def deed(nlp: Language, text: str, verb: str) -> str | None:
    """The name of the policy of the clause with this verb."""
    [(article, doc)] = parse([Article("invented", text)], nlp)
    policies = Policies(read(article, doc))
    found = policies.of_clause(next(t for t in doc if t.text == verb))
    return found.name if found else None


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("They signed the farm subsidy bill.", "bill", "farm subsidy bill"),
        ("They signed Holt's new farm bill.", "bill", "new farm bill"),
        ("They backed a ban on cage farming.", "ban", "ban on cage farming"),
        ("They backed the plan to close the old port.", "plan", "plan to close the old port"),
        ("They imposed tariffs on steel.", "tariffs", "tariffs on steel"),
        ("They signed the farm bill on Friday.", "bill", "farm bill"),
        ('They signed the "clean farm" bill.', "bill", "clean farm bill"),
        ("They passed a bill that cuts fares.", "bill", "bill cutting fares"),
        ("They left the Affordable Care Act alone.", "Act", "Affordable Care Act"),
        ("They left Obamacare alone.", "Obamacare", "Affordable Care Act"),
    ],
)
def test_the_name_is_the_core_of_the_noun_phrase(nlp: Language, text: str, word: str, name: str) -> None:
    assert at(nlp, text, word) == name


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        ("They vowed to renegotiate the fishing treaty.", "renegotiate", "renegotiating the fishing treaty"),
        ("They vowed to cut fares for students.", "cut", "cutting fares for students"),
        ("They said that fares must be raised.", "raised", "raising fares"),
        ("They vowed to shut down the old reactors.", "shut", "shutting down the old reactors"),
        ("They debated the farm bill and vowed to repeal it.", "repeal", "repealing farm bill"),
        ("They vowed to repeal it.", "repeal", None),
        ("They vowed to stay.", "stay", None),
    ],
)
def test_a_clause_is_named_by_a_gerund_phrase(nlp: Language, text: str, verb: str, name: str | None) -> None:
    assert deed(nlp, text, verb) == name


@pytest.mark.parametrize(
    ("later", "word"),
    [("Holt opposed the bill.", "bill"), ("Holt opposed this legislation.", "legislation"), ("Holt opposed it.", "it")],
)
def test_a_bare_noun_or_pronoun_takes_up_the_policy_named_before(nlp: Language, later: str, word: str) -> None:
    assert at(nlp, f"Critics debated the harbour bill. {later}", word) == "harbour bill"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Holt opposed the bill.", "bill"),
        ("Holt opposed it.", "it"),
        ("Critics debated the harbour bill. Holt opposed the deal.", "deal"),
    ],
)
def test_what_nothing_came_before_is_no_policy(nlp: Language, text: str, word: str) -> None:
    assert at(nlp, text, word) is None


@pytest.mark.parametrize("word", ["Norway", "Holt", "colleague", "voters"])
def test_people_and_countries_are_no_policies(nlp: Language, word: str) -> None:
    text = "Senator Maria Holt met Norway, a colleague and voters. Holt likes Norway, that colleague and voters."
    assert at(nlp, text, word, strict=False) is None


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("cut", "cutting"), ("close", "closing"), ("be", "being"), ("die", "dying"), ("agree", "agreeing"),
        ("veto", "vetoing"), ("ban", "banning"), ("limit", "limiting"), ("permit", "permitting"), ("offer", "offering"),
        ("refer", "referring"), ("budget", "budgeting"), ("target", "targeting"), ("tax", "taxing"), ("fix", "fixing"),
        ("control", "controlling"), ("quit", "quitting"), ("buy", "buying"), ("mimic", "mimicking"),
        ("scrap", "scrapping"), ("open", "opening"), ("rescind", "rescinding"), ("withdraw", "withdrawing"),
    ],
)  # fmt: skip
def test_gerund(lemma: str, form: str) -> None:
    assert gerund(lemma) == form


def test_content_words_leave_out_what_every_policy_has() -> None:
    assert content("the proposed plan to raise taxes") == content("raising of taxes") == {"rais", "tax"}


def test_no_policy_noun_or_known_policy_stands_twice() -> None:
    for table, column in (("policy_nouns.tsv", "noun"), ("policies.tsv", "name"), ("no_policies.tsv", "noun")):
        names = [row[column] for row in rows(table)]
        assert len(names) == len(set(names)) > 50
