"""When an answer and a gold annotation mean the same: one rule at a time."""

from __future__ import annotations

from typing import Any

import pytest

from kg.agreement import TASKS, Names, content, same_phrase, same_policy

GOLD: list[dict[str, Any]] = [
    {"name": "Ada Example", "type": "person", "aliases": ["Mrs. Example", "the mayor of Springfield"]},
    {"name": "Bea Twin", "type": "person", "aliases": []},
    {"name": "Cem Twin", "type": "person", "aliases": []},
    {"name": "U.S. Farmers' Union", "type": "organization", "aliases": ["the Union"]},
]
NAMES = Names(GOLD)


def agree(task: str, answer: dict[str, Any], gold: dict[str, Any]) -> bool:
    return TASKS[task][1](NAMES, answer, gold)


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("Ada Example", "Ada Example"),
        ("ADA EXAMPLE'S", "Ada Example"),
        ("mayor of Springfield", "Ada Example"),
        ("Senator Example", "Ada Example"),  # only one person has this surname
        ("Mr. Twin", "mr twin"),  # two persons have it
        ("US Farmers’ Union", "U.S. Farmers' Union"),
        ("Farmers' Union", "farmers union"),  # a body has no surname
        ("somebody else", "somebody else"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_name_denotes_the_gold_actor_of_its_form_or_surname(answer: str | None, name: str) -> None:
    assert NAMES.denoted(answer) == name


def test_the_first_of_two_actors_owns_a_shared_form() -> None:
    names = Names([{"name": "A", "aliases": ["party"]}, {"name": "B", "aliases": ["the Party"]}])
    assert names.denoted("Party") == "A"


@pytest.mark.parametrize(
    ("answer", "accepted", "same"),
    [
        ("Foreign Minister", ["minister, foreign"], True),
        ("Minister", ["Foreign Minister"], True),  # its words are all there
        ("Prime Minister", ["Foreign Minister"], False),
        ("", ["Foreign Minister"], False),
        (None, ["Foreign Minister"], False),
        ("Minister", [None, ""], False),
    ],
)
def test_a_phrase_is_the_same_whatever_its_order(answer: str | None, accepted: list[str | None], same: bool) -> None:
    assert same_phrase(answer, accepted) is same


def test_content_words_lose_endings_and_empty_words() -> None:
    assert content("the proposed taxation of Farms and farm plans") == {"tax", "farm"}
    assert content("plan for a tax") == {"tax"}


@pytest.mark.parametrize(
    ("answer", "evidence", "same"),
    [
        ("border tax", "", True),
        ("taxing the border", "", True),
        ("customs duty", "", True),  # an alias
        ("tax", "", True),
        ("income tax on farm wages", "", False),  # one word of five
        ("income tax on farm wages", "they will never accept the border tax", True),  # … but the same evidence
        ("school meals", "they will never accept the border tax", False),  # no word in common
        ("the plan", "they will never accept the border tax", False),  # nothing but empty words
        ("", "they will never accept the border tax", False),
    ],
)
def test_policies_share_content_words_or_one_and_the_evidence(answer: str, evidence: str, same: bool) -> None:
    gold = {"policy": "border tax on oranges", "policy_aliases": ["customs duty", "border tax"]}
    gold["evidence"] = "They will never accept the border tax."
    assert same_policy({"policy": answer, "evidence": evidence}, gold) is same


ROLE = {"person": "Ada Example", "role": "mayor", "role_aliases": ["head of the town"], "organization": "Springfield",
        "organization_aliases": ["town hall"], "status": "former"}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "role", "dated"),
    [
        ({}, True, True),
        ({"role": "Head of Town"}, True, True),
        ({"role": "governor"}, False, False),
        ({"person": "Bea Twin"}, False, False),
        ({"organization": "the Town Hall"}, True, True),
        ({"organization": "Shelbyville"}, False, False),
        ({"organization": None}, False, False),
        ({"status": "current"}, True, False),
    ],
)
def test_roles_agree_in_person_role_and_organization(changes: dict[str, Any], role: bool, dated: bool) -> None:
    answer = {key: ROLE[key] for key in ("person", "role", "organization", "status")} | changes
    assert (agree("roles", answer, ROLE), agree("roles+status", answer, ROLE)) == (role, dated)


def test_a_role_at_no_organization_agrees_with_any() -> None:
    assert agree("roles", {"person": "Example", "role": "mayor", "organization": "Moon"}, ROLE | {"organization": None})


def test_a_status_that_is_not_given_is_current() -> None:
    gold = {key: ROLE[key] for key in ("person", "role", "organization")}
    assert agree("roles+status", gold | {"status": "current"}, gold)


@pytest.mark.parametrize(
    ("task", "gold", "changes", "same"),
    [
        ("stances", {"actor": "Ada Example", "stance": "oppose", "policy": "border tax"}, {}, True),
        ("stances", {"actor": "Ada Example", "stance": "oppose", "policy": "border tax"}, {"stance": "support"}, False),
        ("stances", {"actor": "Ada Example", "stance": "oppose", "policy": "border tax"}, {"actor": "Bea Twin"}, False),
        ("quotes", {"speaker": "Ada Example", "quote": "never, ever again"}, {"quote": "Never ever again."}, True),
        ("quotes", {"speaker": "Ada Example", "quote": "never, ever again"}, {"quote": "not now"}, False),
        ("quotes", {"speaker": "Ada Example", "quote": "never, ever again"}, {"speaker": "Bea Twin"}, False),
        ("relations", {"source": "Ada Example", "relation": "consult", "target": "the Union"}, {}, True),
        ("relations", {"source": "Ada Example", "relation": "consult", "target": "the Union"},
         {"source": "the Union", "target": "Ada Example"}, False),
        ("relations", {"source": "Ada Example", "relation": "consult", "target": "the Union"},
         {"relation": "coerce"}, False),
    ],
)  # fmt: skip
def test_every_part_of_an_item_counts(task: str, gold: dict[str, Any], changes: dict[str, Any], same: bool) -> None:
    assert agree(task, gold | changes, gold) is same
