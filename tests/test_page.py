from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from colours import contrast, luminance
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from kg.model import (
    Actor,
    Article,
    Evidence,
    Graph,
    Interaction,
    Membership,
    Policy,
    Quotation,
    Stance,
    Statement,
)
from kg.page import LINES, draw

ADA = Actor("ada", "Ada Quist", "person", aliases=("Mayor Quist",))
BO = Actor("bo", "Bo Ångström", "person")
UNION = Actor("union", "Teachers' Union", "organization")
NORLAND = Actor("norland", "Norland", "government")
SILENT = Actor("cy", "Cy Silent", "person")
LEVY, RAIL = Policy("levy", "sugar levy"), Policy("rail", "night trains")
WEB = Article("https://news.example/1", "x", "Levy divides council", "https://news.example/1", "2017-02-09", "The Post")
FILE = Article("sha256:2", "x", "Trains return", published="2017-03-01", file="trains.txt")


def shared(quote: str, article: Article = WEB) -> dict[str, object]:
    evidence = (Evidence(article.id, 0, len(quote), quote),)
    return {"evidence": evidence, "confidence": 0.9, "extractor": "test/1"}


def graph_of(statements: list[Statement], *more: Actor, articles: tuple[Article, ...] = (WEB, FILE)) -> Graph:
    parts = [getattr(s, f) for s in statements for f in s.__slots__ if isinstance(getattr(s, f), Actor | Policy)]
    nodes = {(type(p).__name__, p.id): p for p in [*parts, *more]}
    actors = tuple(nodes[k] for k in sorted(nodes) if isinstance(nodes[k], Actor))
    policies = tuple(nodes[k] for k in sorted(nodes) if isinstance(nodes[k], Policy))
    return Graph(articles, actors, policies, tuple(sorted(statements, key=lambda s: s.id)))


TOWN = graph_of(
    [
        Stance(actor=ADA, stance="support", policy=LEVY, **shared("Quist wants the levy by spring.")),
        Stance(actor=UNION, stance="oppose", policy=LEVY, **shared("The union called the levy a mistake.")),
        Stance(actor=BO, stance="mixed", policy=RAIL, **shared("Ångström has doubts about the trains.", FILE)),
        Membership(person=ADA, role="mayor", organization=NORLAND, **shared("Ada Quist, mayor of Norland,")),
        Interaction(source=UNION, relation="criticize", target=ADA, **shared("The union attacked Quist.")),
        Quotation(speaker=SILENT, quote="No.", **shared("“No.” Silent said.", FILE)),
    ],
    Actor("zed", "Zed Unmentioned", "person"),
)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens a graph's page; afterwards: one request made, no message, no error, no dialog, no policy violation."""
    troubles: list[str] = []
    requests: list[str] = []
    contexts = []

    def open_page(graph: Graph, width: int = 1300, title: str = "Town", **options: str) -> Page:
        file = tmp_path / "network.html"
        file.write_text(draw(graph, title), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: (troubles.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: requests.append(request.url))
        page.add_init_script("addEventListener('securitypolicyviolation', (e) => console.log(e.violatedDirective))")
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-drawn]")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []
    assert len(requests) == len(contexts)
    assert all(url.startswith("file:") for url in requests)


def spot(page: Page, target: str) -> tuple[float, float]:
    """Where on the window a node or line stands: `target` as the page's script names it, such as "node: 1"."""
    place = "(s, b) => [s.x + b.x, s.y + b.y]"
    found = page.evaluate(f"({place})(spotOf({{{target}}}), stage.getBoundingClientRect())")
    return found[0], found[1]


def number(page: Page, name: str) -> int:
    return int(page.evaluate("(name) => nodes.findIndex((node) => node.name === name)", name))


def line(page: Page, kind: str) -> int:
    return int(page.evaluate("(kind) => edges.findIndex((edge) => edge.kind === kind)", kind))


def data_of(html: str) -> dict[str, object]:
    class Finder(HTMLParser):
        inside, text = False, ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.inside = dict(attrs).get("type") == "application/json"

        def handle_endtag(self, tag: str) -> None:
            self.inside = False

        def handle_data(self, data: str) -> None:
            self.text += data if self.inside else ""

    finder = Finder()
    finder.feed(html)
    found: dict[str, object] = json.loads(finder.text)
    return found


# What a reader sees and does


def test_the_header_counts_and_dates(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    assert page.locator("h1").inner_text() == "Town"
    told = page.locator("#summary").inner_text()
    assert told == "2 articles · 6 actors · 2 policies · 6 statements · 9 February 2017 to 1 March 2017"
    assert page.locator("#notes").inner_text() == "Not drawn: 1 named without a statement."


def test_hovering_a_line_shows_the_statement_and_its_evidence(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    page.mouse.move(*spot(page, f"edge: {line(page, 'oppose')}"))
    told = page.locator("#tip").inner_text()
    assert "Teachers' Union opposes sugar levy" in told
    assert "The union called the levy a mistake." in told
    assert "Levy divides council · The Post · 9 February 2017" in told


def test_hovering_a_node_shows_who_it_is_and_what_it_said(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    page.mouse.move(*spot(page, f"node: {number(page, 'Cy Silent')}"))
    told = page.locator("#tip").inner_text()
    assert told.split("\n\n")[:3] == ["Cy Silent", "person", "Cy Silent: “No.”"]
    assert "“No.” Silent said." in told
    page.mouse.move(5, 5)
    assert page.locator("#tip").is_hidden()


def test_a_click_tells_everything_of_an_actor_in_the_panel(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    page.mouse.click(*spot(page, f"node: {number(page, 'Ada Quist')}"))
    page.locator("#panel h2", has_text="Ada Quist").wait_for()
    assert page.locator("#panel .kind").inner_text() == "person, also Mayor Quist"
    assert page.locator("#panel h3").all_inner_texts() == ["Roles", "Supports", "Acts"]
    assert page.locator("#panel .claim").all_inner_texts() == [
        "Ada Quist, mayor, Norland",
        "Ada Quist supports sugar levy",
        "Teachers' Union criticizes Ada Quist",
    ]
    assert page.locator("#panel blockquote").nth(1).inner_text() == "Quist wants the levy by spring."
    page.locator("#panel .claim button", has_text="sugar levy").click()
    assert page.locator("#panel h3").all_inner_texts() == ["Supported by", "Opposed by"]


def test_only_web_addresses_become_links(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    page.locator("#panel button", has_text="sugar levy").click()
    link = page.locator("#panel .source a").first
    assert link.get_attribute("href") == "https://news.example/1"
    assert "noopener" in str(link.get_attribute("rel"))
    page.locator("#panel .back").click()
    page.locator("#panel button", has_text="night trains").click()
    assert page.locator("#panel .source").inner_text() == "Trains return · 1 March 2017 · trains.txt"
    assert page.locator("#panel .source a").count() == 0


def test_the_panel_tells_in_words_who_stands_where(opened: Callable[..., Page]) -> None:
    told = opened(TOWN).locator("#panel .policies").inner_text().split("\n")
    assert [row for row in told if row] == ["sugar levy", "support", "Ada Quist", "oppose", "Teachers' Union",
                    "night trains", "two minds", "Bo Ångström"]  # fmt: skip


def test_a_legend_entry_switches_its_lines_off_and_on(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    middle = spot(page, f"edge: {line(page, 'oppose')}")
    entry = page.locator("#lines label", has_text="opposes")
    assert entry.inner_text().split() == ["opposes", "1"]
    for shown in (False, True):
        entry.click()
        page.wait_for_function("new Promise(requestAnimationFrame)")
        page.mouse.move(5, 5)
        page.mouse.move(*middle)
        assert page.locator("#tip").is_visible() == shown


def test_a_kind_of_line_that_does_not_occur_cannot_be_switched(opened: Callable[..., Page]) -> None:
    page = opened(graph_of([Stance(actor=ADA, stance="support", policy=LEVY, **shared("x"))]))
    assert page.locator("#lines input:disabled").count() == len(LINES) - 1


@pytest.mark.parametrize("typed", ["angstr", "ÅNGSTR", "Ångström"])
def test_search_by_keyboard_finds_without_accents_and_centres(opened: Callable[..., Page], typed: str) -> None:
    page = opened(TOWN, reduced_motion="reduce")
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#found [aria-selected=true]").inner_text().split("\n")[0] == "Bo Ångström"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "Bo Ångström"
    assert page.locator("#found").is_hidden()
    box = page.locator("#stage").bounding_box()
    assert box is not None
    x, y = spot(page, f"node: {number(page, 'Bo Ångström')}")
    assert (x, y) == pytest.approx((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), abs=2)


def test_search_knows_aliases_and_says_when_nothing_is_found(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    page.locator("#search").fill("mayor q")
    assert page.locator("#found li").all_inner_texts() == ["Ada Quist\nperson"]
    page.locator("#search").fill("nobody")
    assert page.locator("#found li").all_inner_texts() == ["No such actor or policy here"]
    page.keyboard.press("Escape")
    assert page.locator("#found").is_hidden()


def test_arrow_keys_choose_among_several_finds(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    page.locator("#search").fill("n")
    names = [text.split("\n")[0] for text in page.locator("#found li").all_inner_texts()]
    assert len(names) > 2
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == names[1]


def test_arrow_keys_walk_the_network(opened: Callable[..., Page]) -> None:
    page = opened(TOWN)
    page.locator("#network").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel h2").inner_text()
    page.keyboard.press("ArrowDown")
    assert page.locator("#panel h2").inner_text().count(" and ") == 1
    assert first in page.locator("#panel h2").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel h2").inner_text() != first
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").inner_text() == "In words"


# How it looks


def crowd(count: int) -> Graph:
    """As many actors as said; each supports the policy of its ten, opposes the next one; and all belong to Norland."""
    found: list[Statement] = []
    policies = [Policy(f"p{n}", f"reform number {n}") for n in range(count // 10 + 1)]
    for n in range(count):
        actor = Actor(f"a{n}", f"Councillor Number {n}", "person")
        first, second = policies[n // 10], policies[(n + 7) % len(policies)]
        found += [Stance(actor=actor, stance="support", policy=first, **shared(f"{n} is for it."))]
        found += [Stance(actor=actor, stance="oppose", policy=second, **shared(f"{n} is against it."))]
        found += [Membership(person=actor, role="councillor", organization=NORLAND, **shared(f"Councillor {n}"))]
    return graph_of(found)


def test_labels_cover_neither_each_other_nor_the_frame(opened: Callable[..., Page]) -> None:
    page = opened(crowd(50))
    boxes = page.evaluate(
        "placed.map(({ x, y, width, height }) => [x - width / 2, y - height / 2, x + width / 2, y + height / 2])"
    )
    wide, tall = page.evaluate("[stage.clientWidth, stage.clientHeight]")
    assert len(boxes) > 30
    assert min(min(box) for box in boxes) >= 0
    assert all(right <= wide and bottom <= tall for _, _, right, bottom in boxes)
    pairs = [(a, b) for n, a in enumerate(boxes) for b in boxes[:n]]
    assert not [1 for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_a_large_network_begins_with_its_best_connected_part(opened: Callable[..., Page]) -> None:
    page = opened(crowd(160))
    hidden = "nodeSet.get().filter((node) => node.hidden).length"
    assert page.locator("#part").is_visible()
    assert page.evaluate(hidden) > 80
    assert page.evaluate("nodeSet.get(0).hidden") is False
    last = page.evaluate("nodes.length - 1")
    page.locator("#search").fill(page.evaluate("nodes.at(-1).name"))
    page.keyboard.press("Enter")
    assert page.evaluate(f"nodeSet.get({last}).hidden") is False
    page.locator("#rest").click()
    assert page.evaluate(hidden) == 0
    assert page.locator("#part").is_hidden()


def test_no_more_is_drawn_than_a_picture_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["kg.page"], "MOST_NODES", 4)
    html = draw(crowd(20))
    found = data_of(html)
    names = [node["name"] for node in found["nodes"]]
    assert len(names) == 4
    assert names[0] == "Norland"
    assert "Drawn are the 4 best connected of 24 actors and policies." in html
    assert all(part < 4 for s in found["story"]["statements"] for part in s["parts"] if isinstance(part, int))


def test_lines_differ_by_more_than_colour() -> None:
    looks = [json.dumps([look["dashes"], look["arrows"] and look["arrows"]["to"]["type"]]) for look in LINES.values()]
    assert len(set(looks)) == len(LINES)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_stand_out_from_the_paper(opened: Callable[..., Page], scheme: str) -> None:
    page = opened(TOWN, color_scheme=scheme)
    theme = page.evaluate("theme")
    dark = luminance(theme["paper"]) < 0.2
    assert dark == (scheme == "dark")
    assert contrast(theme["ink"], theme["paper"]) >= 7
    assert contrast(theme["soft"], theme["paper"]) >= 4.5
    lines = {name: contrast(theme[name], theme["paper"]) for name in ("support", "oppose", "mixed", "interaction")}
    assert min(lines.values()) >= 3, lines


def test_it_fits_a_telephone_and_a_tap_tells(opened: Callable[..., Page]) -> None:
    page = opened(crowd(30), width=360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.mouse.click(*spot(page, "node: 0"))
    page.locator("#tip h2", has_text="Norland").wait_for()


def test_it_prints_on_white_also_from_a_dark_screen(opened: Callable[..., Page]) -> None:
    page = opened(TOWN, color_scheme="dark")
    page.evaluate("addEventListener('beforeprint', () => { window.printed = theme.paper })")
    assert page.pdf().startswith(b"%PDF")
    assert luminance(page.evaluate("window.printed")) > 0.9
    assert luminance(page.evaluate("theme.paper")) < 0.2


def test_a_graph_without_statements_says_so(opened: Callable[..., Page]) -> None:
    page = opened(Graph())
    assert page.locator("#empty").is_visible()


# Hostile input

HOSTILE = [
    "</script><img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "<a href='javascript:window.pwned=1'>href</a>",
    "<!--<script>window.pwned=1",
    "{{ 7 * 7 }}{% raw %}",
    "${window.pwned=1}`",
    "left\u2028line\u2029end \u202eright-to-left",
    "__proto__",
    "'quoted\" &amp; \\u003cb\\u003e",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_articles_stays_text(opened: Callable[..., Page], text: str) -> None:
    actor, other = Actor(text, text, "person", aliases=(text + "2",)), Actor("constructor", text + "3", "group")
    policy = Policy(text, text + "4", aliases=(text,))
    article = Article(text, text, text, url=text, published=text, publisher=text, file=text + "5")
    told = {"evidence": (Evidence(text, 0, 1, text),), "confidence": 0.5, "extractor": text}
    statements: list[Statement] = [
        Stance(actor=actor, stance="oppose", policy=policy, **told),
        Membership(person=actor, role=text, organization=other, start=text, end=text, **told),
        Interaction(source=other, relation="coerce", target=actor, **told),
        Quotation(speaker=actor, quote=text, **told),
    ]
    page = opened(graph_of(statements, articles=(article,)), title=text)
    shown = lambda where: page.locator(where).evaluate("(found) => found.textContent")  # noqa: E731
    assert shown("h1") == text
    page.mouse.move(*spot(page, "node: 0"))
    assert text in shown("#tip")
    page.mouse.click(*spot(page, "node: 0"))
    page.locator("#panel h3", has_text="Said").wait_for()
    assert shown("#panel h2") == text
    assert [text] * 4 == [found.evaluate("(e) => e.textContent") for found in page.locator("#panel blockquote").all()]
    page.locator("#search").fill(text[:6])
    assert text in shown("#found")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, svg[onload], #panel a, #tip a, script[src]").count() == 0


def test_a_foreign_script_or_style_is_refused(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    foreign = (
        "<script>window.pwned = 1</script><style>h1 { color: rgb(1, 2, 3) }</style><b onclick=window.pwned=1>b</b>"
    )
    file.write_text(draw(TOWN).replace("<main>", foreign + "<main>"), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-drawn]")
    page.locator("b").dispatch_event("click")
    assert page.evaluate("window.pwned") is None
    assert page.locator("h1").evaluate("(h1) => getComputedStyle(h1).color") != "rgb(1, 2, 3)"
    page.close()


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[", "//x.example"]
)
def test_no_other_address_becomes_a_link(link: str) -> None:
    article = Article("sha256:1", "", "Title", url=link)
    told = {"evidence": (Evidence("sha256:1", 0, 1, "x"),), "confidence": 1.0, "extractor": "test/1"}
    html = draw(graph_of([Stance(actor=ADA, stance="support", policy=LEVY, **told)], articles=(article,)))
    assert [a["link"] for a in data_of(html)["story"]["articles"]] == [None]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(), min_size=1))
def test_every_text_arrives_as_it_was(text: str) -> None:
    html = draw(
        graph_of([Stance(actor=Actor("a", text, "person"), stance="support", policy=LEVY, **shared(text))]), text
    )
    html.encode("utf-8")
    found = data_of(html)
    assert text in {node["name"] for node in found["nodes"]}
    assert [piece["quote"] for piece in found["story"]["evidence"]] == [text]


# The same graph, the same bytes


def test_the_page_does_not_depend_on_the_hash_seed() -> None:
    program = "import sys; sys.path.insert(0, 'tests'); from test_page import crowd; from kg.page import draw; "
    program += "sys.stdout.buffer.write(draw(crowd(40)).encode())"
    root = Path(__file__).parent.parent
    pages = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(pages) == 1
    assert len(pages.pop()) > 100_000


def test_lines_between_the_same_two_nodes_do_not_cover_each_other() -> None:
    both = [
        Stance(actor=ADA, stance=stance, policy=LEVY, **shared(stance)) for stance in ("support", "oppose", "mixed")
    ]
    bends = [json.dumps(edge["smooth"]) for edge in data_of(draw(graph_of([*both])))["edges"]]
    assert len(set(bends)) == 3


def test_a_role_without_an_organization_is_told_but_draws_no_line() -> None:
    found = data_of(draw(graph_of([Membership(person=ADA, role="senator", **shared("Senator Quist"))])))
    assert found["edges"] == []
    assert found["story"]["statements"][0]["parts"] == [0, ", senator"]
