"""An rdflib graph back to statements. Derived direct triples and what polkg does not know are passed over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import NotStatementsError
from kg.model import (
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
from kg.rdf.names import identifier
from kg.rdf.terms import ACTORS, POSITIONS, RELATIONS, STATEMENTS, STATUSES, VOCABULARIES

if TYPE_CHECKING:
    import rdflib

Word = TypeVar("Word")
Properties = Mapping[str, list[str]]


def from_rdf(rdf: rdflib.Graph | rdflib.Dataset) -> Graph:
    """The statements of a graph that `to_rdf` made, everything sorted; of a Dataset, those of all its graphs together.

    Raises NotStatementsError.
    """
    try:
        return _read(_Reader(_index(rdf)))
    except ValueError as error:  # a number that is none
        raise NotStatementsError(reason=str(error)) from None


def _read(reader: _Reader) -> Graph:
    reader.articles = {node: reader.article(node) for node in reader.of_class("schema:NewsArticle")}
    reader.actors = {node: reader.actor(node) for node in reader.of_class("kg:Actor")}
    reader.policies = {node: reader.policy(node) for node in reader.of_class("kg:Policy")}
    statements = [reader.statement(node) for node in reader.of_class("kg:Statement")]
    return Graph(
        tuple(sorted(reader.articles.values(), key=lambda a: a.id)),
        tuple(sorted(reader.actors.values(), key=lambda a: a.id)),
        tuple(sorted(reader.policies.values(), key=lambda p: p.id)),
        tuple(sorted(statements, key=lambda s: s.id)),
    )


def _index(rdf: rdflib.Graph | rdflib.Dataset) -> dict[str, dict[str, list[str]]]:
    index: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, item, *_graph in rdf:
        index[_short(subject)][_short(predicate)].append(_short(item))
    return index


def _short(term: rdflib.term.Node) -> str:
    import rdflib

    text = str(term)
    if isinstance(term, rdflib.URIRef):
        space, local = text[: (cut := max(text.rfind("/"), text.rfind("#")) + 1)], text[cut:]
        return f"{_PREFIXES[space]}:{local}" if space in _PREFIXES else text
    return text


class _Reader:
    """What has been read so far, keyed by IRI."""

    def __init__(self, index: Mapping[str, Properties]) -> None:
        self.index = index
        self.articles: dict[str, Article] = {}
        self.actors: dict[str, Actor] = {}
        self.policies: dict[str, Policy] = {}

    def of_class(self, name: str) -> list[str]:
        return [node for node, properties in self.index.items() if name in properties.get("rdf:type", ())]

    def all(self, node: str, name: str) -> list[str]:
        return sorted(set(self.index.get(node, {}).get(name, ())))  # a Dataset may say a thing more than once

    def maybe(self, node: str, name: str) -> str | None:
        return next(iter(self.all(node, name)), None)

    def one(self, node: str, name: str) -> str:
        for value in self.all(node, name):
            return value
        raise NotStatementsError(reason=f"{node} has no {name}")

    def word(self, node: str, name: str, words: Mapping[str, Word]) -> Word:
        for value in self.all(node, name):
            if value in words:
                return words[value]
        raise NotStatementsError(reason=f"{name} of {node} is none of {', '.join(words)}")

    def known(self, things: Mapping[str, Any], node: str, name: str) -> Any:
        thing = self.one(node, name)
        if thing not in things:
            raise NotStatementsError(reason=f"{name} of {node} is {thing}, which the graph does not describe")
        return things[thing]

    def article(self, node: str) -> Article:
        return Article(
            self.one(node, "schema:identifier"),
            self.one(node, "schema:articleBody"),
            title=self.maybe(node, "schema:headline"),
            url=self.maybe(node, "schema:url"),
            published=self.maybe(node, "schema:datePublished"),
            publisher=self.maybe(node, "schema:publisher"),
            language=self.one(node, "schema:inLanguage"),
            file=self.maybe(node, "kg:file"),
        )

    def actor(self, node: str) -> Actor:
        mentions = (Mention(*self.span(mention)) for mention in self.all(node, "kg:mention"))
        return Actor(
            identifier(node),
            self.one(node, "foaf:name"),
            self.word(node, "rdf:type", _KINDS),
            tuple(self.all(node, "skos:altLabel")),
            tuple(self.all(node, "owl:sameAs")),
            tuple(sorted(mentions)),
        )

    def policy(self, node: str) -> Policy:
        broader = self.maybe(node, "skos:broader")
        return Policy(
            identifier(node),
            self.one(node, "skos:prefLabel"),
            tuple(self.all(node, "skos:altLabel")),
            None if broader is None else identifier(broader),
            tuple(self.topic(node) for node in self.all(node, "dcterms:subject")),
        )

    def topic(self, node: str) -> Topic:
        """A topic and those above it."""
        line = [node]
        while (above := self.maybe(line[-1], "skos:broader")) is not None:
            if above in line:
                raise NotStatementsError(reason=f"{above} is broader than itself")
            line.append(above)
        topic: Topic | None = None
        for one in reversed(line):
            topic = Topic(self.one(one, "schema:identifier"), self.one(one, "skos:prefLabel"), topic)
        assert topic is not None
        return topic

    def span(self, node: str) -> tuple[str, int, int]:
        article: Article = self.known(self.articles, node, "oa:hasSource")
        start, end = (self.selected(node, name) for name in ("oa:start", "oa:end"))
        return article.id, int(start), int(end)

    def selected(self, node: str, name: str) -> str:
        for selector in self.all(node, "oa:hasSelector"):
            for value in self.all(selector, name):
                return value
        raise NotStatementsError(reason=f"no selector of {node} has {name}")

    def evidence(self, node: str) -> Evidence:
        return Evidence(*self.span(node), self.selected(node, "oa:exact"))

    def statement(self, node: str) -> Statement:
        make = self.word(node, "rdf:type", _MAKERS)
        return make(
            self,
            node,
            evidence=tuple(sorted(self.evidence(e) for e in self.all(node, "kg:evidence"))),
            confidence=float(self.one(node, "kg:confidence")),
            extractor=self.one(node, "kg:extractor"),
            observed=self.maybe(node, "kg:observed"),
        )


def _membership(read: _Reader, node: str, **shared: Any) -> Membership:
    represented, organization = (
        read.known(read.actors, node, name) if read.all(node, name) else None
        for name in ("kg:onBehalfOf", "org:organization")
    )
    return Membership(
        person=read.known(read.actors, node, "org:member"),
        role=read.one(node, "kg:roleName"),
        organization=organization,
        status=read.word(node, "kg:status", _STATUSES),
        start=read.maybe(node, "schema:validFrom"),
        end=read.maybe(node, "schema:validThrough"),
        on_behalf_of=represented,
        **shared,
    )


def _stance(read: _Reader, node: str, **shared: Any) -> Stance:
    return Stance(
        actor=read.known(read.actors, node, "kg:actor"),
        stance=read.word(node, "kg:position", _POSITIONS),
        policy=read.known(read.policies, node, "kg:policy"),
        **shared,
    )


def _quotation(read: _Reader, node: str, **shared: Any) -> Quotation:
    return Quotation(speaker=read.known(read.actors, node, "kg:speaker"), quote=read.one(node, "schema:text"), **shared)


def _interaction(read: _Reader, node: str, **shared: Any) -> Interaction:
    return Interaction(
        source=read.known(read.actors, node, "kg:source"),
        relation=read.word(node, "kg:relation", _RELATIONS),
        target=read.known(read.actors, node, "kg:target"),
        **shared,
    )


_PREFIXES = {space: prefix for prefix, space in VOCABULARIES.items()}
_KINDS = {name: kind for kind, name in ACTORS.items()}
_STATUSES = {term.concept: word for word, term in STATUSES.items()}
_POSITIONS = {term.concept: word for word, term in POSITIONS.items()}
_RELATIONS = {term.concept: word for word, term in RELATIONS.items()}
_MAKERS: dict[str, Callable[..., Statement]] = {
    STATEMENTS["membership"]: _membership,
    STATEMENTS["stance"]: _stance,
    STATEMENTS["quotation"]: _quotation,
    STATEMENTS["interaction"]: _interaction,
}
