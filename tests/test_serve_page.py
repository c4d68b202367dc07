"""The page of questions in a real browser, served by a real server."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from colours import contrast, luminance
from playwright.sync_api import Browser, Page
from samples import hostile_graph, small_graph
from serving import Served, serving

from kg.model import Graph
from kg.page import draw
from kg.rdf import turtle
from kg.store import save_graph

OPPOSES = "Who opposes what, in whose words"
OWN = "A question of your own"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(save(small_graph(), tmp_path_factory.mktemp("page") / "graph"), "--timeout", "30") as server:
        yield server


def save(graph: Graph, path: Path) -> Path:
    save_graph(graph, path, build={}, extra={"graph.ttl": turtle(graph), "network.html": draw(graph)})
    return path


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page; afterwards: no request to anywhere else, no message, no error, no dialog, no policy violation."""
    troubles: list[str] = []
    requests: list[str] = []
    contexts = []
    home = ""

    def open_page(server: Served, path: str = "/", **options: object) -> Page:
        nonlocal home
        home = server.address
        context = browser.new_context(**({"viewport": {"width": 1300, "height": 800}} | options))  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: requests.append(request.url))
        page.add_init_script("addEventListener('securitypolicyviolation', (e) => console.log(e.violatedDirective))")
        page.goto(server.address.rstrip("/") + path)
        if path.startswith("/#") or path == "/":
            page.wait_for_selector("html[data-ready]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
    assert requests
    assert [url for url in requests if not url.startswith((home, "data:"))] == []


def rows(page: Page) -> list[list[str]]:
    page.locator("#answer table").wait_for()
    return [line.locator("td").all_inner_texts() for line in page.locator("#answer tbody tr").all()]


def status(page: Page, words: str) -> None:
    page.locator("#status", has_text=re.compile(words)).wait_for()


def test_a_question_is_picked_asked_and_downloaded(served: Served, opened: Callable[..., Page], tmp_path: Path) -> None:
    page = opened(served)
    page.get_by_role("button", name=OPPOSES).click()
    assert page.locator("h1").inner_text() == OPPOSES
    page.get_by_label("Part of the actor's name").fill("ada")
    page.get_by_role("button", name="Ask", exact=True).click()
    expected = ["Ada Example", "toll road", "opposes the “toll road”", "Tolls", "2020-05-06"]
    assert rows(page) == [expected]
    status(page, r"^1 row in \d+ ms$")
    assert page.locator("#answer th").all_inner_texts() == ["who", "opposes", "words", "article", "date"]
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "answer.csv")
    assert download.value.suggested_filename == "who-opposes-what.csv"
    with (tmp_path / "answer.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [["who", "opposes", "words", "article", "date"], expected]


def test_the_keyboard_is_enough(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served)
    page.locator("#questions [aria-current=true]").focus()
    page.keyboard.press("End")
    assert page.locator("h1").inner_text() == OWN
    page.keyboard.press("ArrowUp")
    titles = page.locator("#questions button").all_inner_texts()
    assert page.locator("h1").inner_text() == titles[-2]
    for _ in titles[titles.index(OPPOSES) : -2]:
        page.keyboard.press("ArrowUp")
    assert page.locator("h1").inner_text() == OPPOSES
    page.keyboard.press("Tab")
    page.keyboard.type("nobody")
    page.keyboard.press("Enter")
    status(page, "^0 rows in")
    page.locator("#questions button").last.click()
    page.locator("#editor").fill("ASK { ?s kg:opposes ?o }")
    page.keyboard.press("Control+Enter")
    assert page.locator("#answer .verdict").inner_text() == "Yes"


def test_an_iri_leads_to_what_the_graph_says_of_it(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served)
    page.get_by_role("button", name=OWN).click()
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("link", name="actor:ada-example").click()
    assert page.locator("h1").inner_text() == "Ada Example"
    assert page.locator("h2").all_inner_texts() == [
        "Stances", "Roles", "Quotations", "Acts", "All that the graph says of it"
    ]  # fmt: skip
    assert page.locator("blockquote").first.inner_text() == "opposes the “toll road”"
    page.get_by_role("link", name="policy:toll-road").or_(
        page.get_by_role("link", name="toll road", exact=True)
    ).click()
    assert page.locator("h1").inner_text() == "toll road"


def test_the_question_is_shown_in_sparql_and_edits_are_asked(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served, "/#who-opposes-what")
    page.get_by_label("Part of the actor's name").fill('"quoted"')
    page.locator("summary").click()
    page.get_by_role("button", name="Ask", exact=True).click()
    status(page, "^0 rows")
    assert 'VALUES ?actor { "\\"quoted\\"" }' in page.locator("#editor").input_value()
    page.locator("#editor").fill("SELECT ?name { ?s foaf:name ?name } ORDER BY ?name")
    assert page.get_by_label("Part of the actor's name").is_disabled()
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("cell", name="Springfield").wait_for()
    assert rows(page) == [["Ada Example"], ["Springfield"]]
    page.get_by_role("button", name="Undo the edits").click()
    assert page.get_by_label("Part of the actor's name").input_value() == '"quoted"'


def test_the_address_keeps_the_question(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served, "/#who-opposes-what?actor=Ada")
    assert page.get_by_label("Part of the actor's name").input_value() == "Ada"
    page.get_by_role("button", name="Ask", exact=True).click()
    assert len(rows(page)) == 1
    assert page.url.endswith("/#who-opposes-what?actor=Ada")
    page.goto(served.address + "#?query=ASK+%7B%7D")
    page.locator("h1", has_text=OWN).wait_for()
    assert page.locator("#editor").input_value() == "ASK {}"


def test_a_graph_is_shown_as_turtle(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served, "/#?query=DESCRIBE+actor%3Aada-example")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.locator("#answer pre").wait_for()
    assert 'rdfs:label "Ada Example"' in page.locator("#answer pre").inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Turtle", exact=True).click()
    assert download.value.suggested_filename == "answer.ttl"


def test_a_long_query_can_be_stopped(served: Served, opened: Callable[..., Page]) -> None:
    product = " . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(8))
    page = opened(served, f"/#?query=SELECT (COUNT(*) AS ?n) {{ {product} }}")
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("button", name="Stop").click()
    status(page, r"^Stopped\.$")
    assert page.get_by_role("button", name="Stop").is_hidden()


def test_many_rows_are_shown_by_and_by(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served)
    page.get_by_role("button", name=OWN).click()
    page.locator("#editor").fill("SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 1200")
    page.get_by_role("button", name="Ask", exact=True).click()
    status(page, "^1,200 rows")
    more = page.get_by_role("button", name="Show more of 1,200 rows")
    counts = [page.locator("tbody tr").count()]
    while more.is_visible():
        more.click()
        counts.append(page.locator("tbody tr").count())
    assert counts == [500, 1000, 1200]


def test_what_went_wrong_is_told_in_words(served: Served, browser: Browser) -> None:
    """By itself, for Chromium writes of each answer that is no success to its console."""
    page = browser.new_page()
    page.goto(f"{served.address}#?query=SELECT")
    page.wait_for_selector("html[data-ready]")
    page.get_by_role("button", name="Ask", exact=True).click()
    status(page, "^The SPARQL query failed: line 1, column 7")
    assert page.locator("#status").get_attribute("class") == "bad"
    assert page.locator("#result").is_hidden()
    page.close()


def test_hostile_values_are_text(opened: Callable[..., Page], tmp_path: Path) -> None:
    with serving(save(hostile_graph(), tmp_path / "graph")) as server:
        page = opened(server)
        page.get_by_role("button", name=OWN).click()
        page.locator("#editor").fill("SELECT ?a ?l (<javascript:alert(1)> AS ?j) { ?a a kg:Actor ; rdfs:label ?l }")
        page.get_by_role("button", name="Ask", exact=True).click()
        shown = [row[1] for row in rows(page)]
        assert '</script><img src=x onerror="alert(1)">' in shown
        assert page.locator("#answer img").count() == 0
        assert all(str(link.get_attribute("href")).startswith("/node?iri=") for link in page.locator("td a").all())


def test_the_network_is_drawn_and_cannot_ask_the_server(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served, "/network")
    page.wait_for_selector("html[data-drawn]")
    assert page.evaluate("origin") == "null"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out_from_the_paper(served: Served, opened: Callable[..., Page], scheme: str) -> None:
    page = opened(served, "/#who-opposes-what", color_scheme=scheme)
    colour = "(name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()"
    theme = {name: page.evaluate(colour, f"--{name}") for name in ("paper", "card", "ink", "soft", "bad", "focus")}
    assert (luminance(theme["paper"]) < 0.2) == (scheme == "dark")
    assert min(contrast(theme["ink"], theme[paper]) for paper in ("paper", "card")) >= 7
    assert min(contrast(theme[ink], theme["paper"]) for ink in ("soft", "bad")) >= 4.5
    assert contrast(theme["focus"], theme["paper"]) >= 3


def test_nothing_is_wider_than_a_phone(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served, "/#who-opposes-what", viewport={"width": 360, "height": 740})
    page.get_by_role("button", name="Ask", exact=True).click()
    rows(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.goto(f"{served.address}node?iri=https://w3id.org/polkg/actor/ada-example")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_list_scrolls_to_the_question_and_the_page_stays(served: Served, opened: Callable[..., Page]) -> None:
    page = opened(served, "/#who-supports-what", viewport={"width": 1300, "height": 420})
    assert page.evaluate("scrollY") == 0
    place = page.locator("#questions [aria-current=true]").bounding_box()
    assert place is not None
    assert place["y"] + place["height"] <= 420
