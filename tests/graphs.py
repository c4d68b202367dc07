"""Graphs for the tests: one that has everything, and a strategy for odd ones."""

from __future__ import annotations

from typing import Any

import samples
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
    Topic,
)

TEXT = (
    "Prime Minister Ada Example of Ruritania rejected the border tax on Monday. "
    "“We will never accept it,” she said after talks with the Farmers’ Union.\n\n"
    'The Friday Marchers and a senior official called the tax "fair". </script>\u202e😀\\'
)


def everything() -> Graph:
    """Every kind of actor, statement, status, position and relation, and every optional field."""
    article = Article(
        "https://news.example/1", TEXT, title="No", url="https://news.example/1", published="2017-02-23",
        publisher="The Daily Example", language="en-GB", file="no.txt",
    )  # fmt: skip
    where = TEXT.index("Ada Example")
    ada = Actor("ada-example", "Ada Example", "person", ("Example", "Mrs Example"), ("https://people.example/17",),
                (Mention(article.id, where, where + 11),))  # fmt: skip
    others = [Actor(f"{kind}-x", f"the {kind}", kind) for kind in KINDS]
    trade = Topic("https://topics.example/trade", "foreign trade")
    topics = (Topic("https://topics.example/trade#tariffs", "tariffs", trade), Topic("local", "a local topic"))
    policy = Policy("border-tax", "border tax", ("the tax",), "trade", topics)
    evidence = (_evidence(article, "Ada Example of Ruritania rejected"), _evidence(article, 'called the tax "fair"'))
    shared = {"evidence": tuple(sorted(evidence)), "confidence": 0.93, "extractor": "test/1", "observed": "2017-02-23"}
    statements: list[Statement] = [
        *(Membership(person=ada, role="Prime Minister", organization=others[2], status=status, start="2015",
                     end="2019-03", on_behalf_of=others[1], **shared) for status in STATUSES),
        Membership(person=ada, role="prime minister", evidence=evidence[:1], confidence=0.5, extractor="test/1"),
        *(Stance(actor=actor, stance=position, policy=policy, **shared) for actor in others for position in POSITIONS),
        Quotation(speaker=ada, quote="We will never accept it", **shared),
        *(Interaction(source=ada, relation=relation, target=others[3], **shared) for relation in RELATIONS),
    ]  # fmt: skip
    actors = tuple(sorted([ada, *others], key=lambda a: a.id))
    policies = (policy, Policy("trade", "trade"))
    return Graph((article,), actors, policies, tuple(sorted(statements, key=lambda s: s.id)))


def _evidence(article: Article, quote: str) -> Evidence:
    start = article.text.index(quote)
    return Evidence(article.id, start, start + len(quote), quote)


def plain(graph: Graph) -> tuple[list[str], ...]:
    """A graph as values that compare by every field and not by order."""
    return (
        sorted(map(repr, graph.articles)),
        sorted(repr((a.id, a.name, a.kind, *map(_set, (a.aliases, a.same_as, a.mentions)))) for a in graph.actors),
        sorted(repr((p.id, p.name, _set(p.aliases), p.broader, sorted(map(_line, p.topics)))) for p in graph.policies),
        sorted(
            repr((s.id, s.claim, getattr(s, "role", ""), s.observed, s.extractor, s.confidence, _set(s.evidence)))
            for s in graph.statements
        ),
    )


def _line(topic: Topic | None) -> list[tuple[str, str]]:
    """A topic and those above it."""
    return [] if topic is None else [(topic.id, topic.name), *_line(topic.broader)]


def _set(items: tuple[Any, ...]) -> list[Any]:
    return sorted(set(items))


texts = samples.texts | st.sampled_from(
    ["", "_", "-", ".", "a/b", "a%2Fb", "a b", "</script>", 'a"b', "a\\", "a'''b", "é", "e\u0301", "Иван", "\u202eabc",
     "😀", "#x", "?q=1", "<x>", "a:b", "../..", "a\nb", "a\r\nb", "\u2028", "\x85", "\ufeff", "\x00", "~", "x.", "%"]
)  # fmt: skip
identifiers = texts
dates = st.none() | st.sampled_from(["2017", "2017-02", "2017-02-23", "2017-02-30", "yesterday", "0000", "2017-W08-4"])
confidences = st.integers(0, 1000).map(lambda n: n / 1000)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Small graphs with odd strings in every field."""
    articles = draw(st.lists(_articles(), min_size=1, max_size=3, unique_by=lambda a: a.id))
    actors = draw(st.lists(_actors(articles), min_size=1, max_size=4, unique_by=lambda a: a.id))
    policies = draw(st.lists(_policies(), min_size=1, max_size=3, unique_by=lambda p: p.id))
    statements = draw(st.lists(_statements(articles, actors, policies), max_size=6, unique_by=lambda s: s.id))
    return Graph(tuple(articles), tuple(actors), tuple(policies), tuple(statements))


def _articles() -> st.SearchStrategy[Article]:
    maybe = st.none() | texts
    return st.builds(Article, texts, texts.filter(bool), title=maybe, url=maybe, published=dates, publisher=maybe,
                     language=texts, file=maybe)  # fmt: skip


def _actors(articles: list[Article]) -> st.SearchStrategy[Actor]:
    same = st.sampled_from(["https://www.wikidata.org/entity/Q1", "urn:x:1", "no iri", "<"])
    mentions = _spans(articles).map(lambda e: Mention(e.article, e.start, e.end))
    return st.builds(
        Actor, identifiers, texts, st.sampled_from(KINDS), _tuples(texts), _tuples(same), _tuples(mentions)
    )


def _policies() -> st.SearchStrategy[Policy]:
    topics = identifiers.map(lambda i: Topic(i, f"a {i}", Topic(f"{i} above", i)))
    chosen = st.lists(topics, max_size=3, unique_by=lambda t: t.id).map(tuple)
    return st.builds(Policy, identifiers, texts, _tuples(texts), st.none() | identifiers, chosen)


def _statements(articles: list[Article], actors: list[Actor], policies: list[Policy]) -> st.SearchStrategy[Statement]:
    actor, status = st.sampled_from(actors), st.sampled_from(STATUSES)
    shared = {
        "evidence": st.lists(_spans(articles), min_size=1, max_size=2, unique=True).map(tuple),
        "confidence": confidences, "extractor": texts, "observed": dates,
    }  # fmt: skip
    return st.one_of(
        st.builds(Membership, person=actor, role=texts, organization=st.none() | actor, status=status,
                  start=dates, end=dates, on_behalf_of=st.none() | actor, **shared),
        st.builds(Stance, actor=actor, stance=st.sampled_from(POSITIONS), policy=st.sampled_from(policies), **shared),
        st.builds(Quotation, speaker=actor, quote=texts, **shared),
        st.builds(Interaction, source=actor, relation=st.sampled_from(RELATIONS), target=actor, **shared),
    )  # fmt: skip


@st.composite
def _spans(draw: st.DrawFn, articles: list[Article]) -> Evidence:
    article = draw(st.sampled_from(articles))
    start = draw(st.integers(0, len(article.text) - 1))
    end = draw(st.integers(start + 1, len(article.text)))
    return Evidence(article.id, start, end, article.text[start:end])


def _tuples(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=3, unique=True).map(tuple)
