"""The articles we wrote, and the statements annotated in them by hand: each stands in its article, word for word."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.articles import read_articles
from kg.model import KINDS, POSITIONS, RELATIONS, STATUSES, Article

ROOT = Path(__file__).parent.parent
INVENTED = ROOT / "tests" / "articles"
DEMO = ROOT / "seeds" / "articles"

ALLOWED = {"type": KINDS, "status": STATUSES, "stance": POSITIONS, "relation": RELATIONS}
ACTORS = ("person", "actor", "speaker", "source", "target")
CLAIM = ("person", "role", "organization", "status", "actor", "stance", "policy", "speaker", "quote", "source",
         "relation", "target")  # fmt: skip
STATEMENTS = ("roles", "stances", "quotes", "relations")
TAGGED = {"Republican Party", "Democratic Party"}  # named in the text by their letter only: (R-Ohio)

Gold = dict[str, Any]


def articles(folder: Path, pattern: str) -> list[Article]:
    found = list(read_articles([str(p) for p in sorted(folder.glob(pattern))], skip=refuse, note=refuse))
    assert found
    return found


def refuse(complaint: object) -> None:
    raise AssertionError(complaint)


def gold(article: Article) -> Gold:
    folder = INVENTED / "demo" if article.publisher == "polkg demo" else INVENTED
    annotated: Gold = json.loads((folder / f"{Path(article.file or '').stem}.json").read_text(encoding="utf-8"))
    return annotated


ARTICLES = [*articles(DEMO, "*.md"), *articles(INVENTED, "*.txt")]
each_article = pytest.mark.parametrize(
    ("article", "annotated"), [pytest.param(article, gold(article), id=str(article.file)) for article in ARTICLES]
)


def items(annotated: Gold) -> list[dict[str, Any]]:
    return [item for kind in STATEMENTS for item in annotated[kind]]


@each_article
def test_evidence_and_quotes_stand_in_the_article(article: Article, annotated: Gold) -> None:
    for item in items(annotated):
        assert item["evidence"] in article.text
        assert item.get("quote", "") in item["evidence"]
        assert len(item["evidence"].split()) <= 60


@each_article
def test_every_form_of_an_actor_stands_in_the_article(article: Article, annotated: Gold) -> None:
    forms = {form for actor in annotated["actors"] for form in [actor["name"], *actor["aliases"]]}
    assert {form for form in forms if form not in article.text} <= TAGGED


@each_article
def test_statements_speak_of_annotated_actors_only(article: Article, annotated: Gold) -> None:
    names = [actor["name"] for actor in annotated["actors"]]
    assert len(names) == len(set(names))
    assert {item[key] for item in items(annotated) for key in ACTORS if key in item} <= set(names)


@each_article
def test_values_are_those_of_the_model(article: Article, annotated: Gold) -> None:
    for item in [*annotated["actors"], *items(annotated)]:
        for key, values in ALLOWED.items():
            assert item.get(key, values[0]) in values


@each_article
def test_no_statement_is_annotated_twice(article: Article, annotated: Gold) -> None:
    claims = [tuple((key, item[key]) for key in CLAIM if key in item) for item in items(annotated)]
    assert len(claims) == len(set(claims))


def test_every_annotation_has_its_article() -> None:
    annotated = {path.stem for path in INVENTED.rglob("*.json")}
    assert annotated == {Path(article.file or "").stem for article in ARTICLES}


def test_the_demo_folder_holds_five_articles_of_350_to_700_words() -> None:
    demo = list(read_articles([str(DEMO)], skip=refuse, note=lambda _: None))
    assert len(demo) == 5
    assert all(350 <= len(article.text.split()) <= 700 for article in demo)


def test_the_demo_is_rich_enough_for_its_promise() -> None:
    demo = [gold(article) for article in articles(DEMO, "*.md")]
    assert all(len(annotated["roles"]) >= 7 and len(annotated["stances"]) >= 8 for annotated in demo)
