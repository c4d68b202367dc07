"""Graphs that several tests share: a small one of every kind of statement, a hostile one, and any one."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import (
    KINDS,
    POSITIONS,
    RELATIONS,
    STATUSES,
    Actor,
    Article,
    Evidence,
    Graph,
    Interaction,
    Membership,
    Mention,
    Policy,
    Quotation,
    Stance,
    Statement,
)

TEXT = "Ada Example, mayor of Springfield, opposes the “toll road”.\nShe said: “No <tolls> & no \\ fees\u2028here 🚧.”"


def found(text: str, quote: str, article: str = "a1") -> tuple[Evidence, ...]:
    """Where the words stand."""
    start = text.index(quote)
    return (Evidence(article, start, start + len(quote), quote),)


def small_graph() -> Graph:
    """One article, two actors, one policy, one statement of each type."""
    article = Article("a1", TEXT, "Tolls", "https://example.org/a1", "2020-05-06", "The Example", file="a1.txt")
    ada = Actor(
        "ada-example", "Ada Example", "person", ("Example",), ("http://example.org/Q1",), (Mention("a1", 0, 11),)
    )
    town = Actor("springfield", "Springfield", "government")
    road = Policy("toll-road", "toll road", ("tolls",), "tolling")
    shared = {"confidence": 0.875, "extractor": "test/1", "observed": "2020-05-06"}
    statements: list[Statement] = [
        Membership(person=ada, role="mayor", organization=town, evidence=found(TEXT, "mayor of Springfield"), **shared),
        Stance(actor=ada, stance="oppose", policy=road, evidence=found(TEXT, "opposes the “toll road”"), **shared),
        Quotation(speaker=ada, quote=TEXT[71:-1], evidence=found(TEXT, TEXT[71:-1]), **shared),
        Interaction(source=ada, relation="criticize", target=town, evidence=found(TEXT, "She said"), **shared),
    ]
    return graph_of([article], statements)


HOSTILE = (
    '</script><img src=x onerror="alert(1)">',
    "=HYPERLINK(\"http://evil.example\",\"a;b,c\")",
    "line\nbreak\ttab\u2028separator\x85end",
    "\u202eRTL\u202c עברית 👩\u200d🚒 é ﷽",
    "quotes ' \" ''' \"\"\" \\ & &amp; ]]> %s {0}",
    "__proto__",
)  # fmt: skip


def hostile_graph() -> Graph:
    """A graph whose every name, role, policy, quotation and title is an attack or an oddity."""
    articles = [Article(f"a/{n} <{n}>", text, text, None, None, text) for n, text in enumerate(HOSTILE)]
    actors = [Actor(text, text, "person", (text,)) for text in HOSTILE]
    policies = [Policy(text, text, (text,)) for text in HOSTILE]
    statements: list[Statement] = []
    for n, text in enumerate(HOSTILE):
        shared = {"evidence": found(text, text, articles[n].id), "confidence": 0.5, "extractor": "test/1"}
        who, other = actors[n], actors[n - 1]
        statements += [
            Membership(person=who, role=text, organization=other, status="former", **shared),
            Stance(actor=who, stance="support", policy=policies[n], **shared),
            Stance(actor=who, stance="oppose", policy=policies[n - 1], **shared),
            Quotation(speaker=who, quote=text, **shared),
            Interaction(source=who, relation="consult", target=other, **shared),
        ]
    return graph_of(articles, statements)


def graph_of(articles: list[Article], statements: list[Statement]) -> Graph:
    """The statements and everything they are about, sorted by id."""
    names = ("person", "organization", "on_behalf_of", "actor", "speaker", "source", "target")
    parts = [getattr(s, name, None) for s in statements for name in names]
    actors = {a.id: a for a in parts if a}
    policies = {s.policy.id: s.policy for s in statements if isinstance(s, Stance)}
    by_id = (sorted(items, key=lambda i: i.id) for items in (articles, actors.values(), policies.values(), statements))
    return Graph(*map(tuple, by_id))  # type: ignore[arg-type]


# Everything that UTF-8 can carry; identifiers may be odd too.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
names = texts.filter(bool)


@st.composite
def graphs(draw: st.DrawFn, words: st.SearchStrategy[str] = texts) -> Graph:
    """Any graph with one statement of each type."""
    article = Article(draw(names), draw(words), draw(st.none() | words), draw(st.none() | words))
    actors = [Actor(i, draw(words), draw(st.sampled_from(KINDS)), tuple(draw(st.lists(words, max_size=2))))
              for i in draw(st.lists(names, min_size=2, max_size=3, unique=True))]  # fmt: skip
    policy = Policy(draw(names), draw(words), (), draw(st.none() | words))
    evidence = (Evidence(article.id, 0, draw(st.integers(0, 9)), draw(words)),)
    shared = {"evidence": evidence, "confidence": draw(st.integers(0, 1000)) / 1000, "extractor": draw(words)}
    maybe = st.none() | st.sampled_from(actors)
    statements: list[Statement] = [
        Membership(person=actors[0], role=draw(words), organization=draw(maybe), status=draw(st.sampled_from(STATUSES)),
                   on_behalf_of=draw(maybe), **shared),
        Stance(actor=actors[0], stance=draw(st.sampled_from(POSITIONS)), policy=policy, **shared),
        Quotation(speaker=actors[1], quote=draw(words), **shared),
        Interaction(source=actors[1], relation=draw(st.sampled_from(RELATIONS)), target=actors[0], **shared),
    ]  # fmt: skip
    return graph_of([article], statements)
