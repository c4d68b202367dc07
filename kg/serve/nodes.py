"""What the graph says of one node: its names, its kinds, the statements about it with their words, its other facts."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import RefusedError

if TYPE_CHECKING:
    from kg.serve.workers import Pool

KINDS = {"Stance": "Stances", "Membership": "Roles", "Quotation": "Quotations", "Interaction": "Acts"}

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an article, and where they stand."""

    words: str
    article: str
    date: str
    publisher: str
    url: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about the node, with the passages that carry it."""

    iri: str
    kind: str
    label: str
    confidence: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph; `facts` are its triples, as property and value."""

    iri: str
    name: str
    kinds: tuple[str, ...]
    aliases: tuple[str, ...]
    claims: tuple[Claim, ...]
    facts: tuple[Row, ...]

    @property
    def known(self) -> bool:
        """Whether the graph says anything of it."""
        return bool(self.facts or self.claims)

    @property
    def sections(self) -> list[tuple[str, list[Claim]]]:
        """The claims under their headings."""
        found = [(kind, [claim for claim in self.claims if claim.kind == kind]) for kind in KINDS.values()]
        return [(kind, claims) for kind, claims in found if claims]


async def read_node(pool: Pool, iri: str) -> Node:
    """The node of that IRI. Raises RefusedError where it is none."""
    import pyoxigraph as ox

    try:
        term = str(ox.NamedNode(iri))
    except ValueError:
        raise RefusedError(status=400, reason=f"/node?iri= takes an absolute IRI, not “{iri[:100]}”") from None
    facts, told = await asyncio.gather(_rows(pool, _FACTS, term), _rows(pool, _CLAIMS, term))
    labels = [fact["value"] for fact in facts if fact["property"].endswith("#label")]
    aliases = [fact["value"] for fact in facts if fact["property"].endswith("#altLabel")]
    kinds = [fact["value"] for fact in facts if fact["property"].endswith("#type")]
    name = labels[0] if labels else iri
    telling = tuple(_local(kind) for kind in kinds if not kind.endswith(_GENERAL))
    shown = tuple(_short(pool, fact) for fact in facts)
    return Node(iri, name, telling, tuple(aliases), tuple(_claims(told)), shown)


async def _rows(pool: Pool, sparql: str, term: str) -> list[Row]:
    """The rows of a query in which `$node` stands for the term; what is not bound is empty."""
    answer = await pool.ask(sparql.replace("$node", term))
    data: dict[str, Any] = json.loads(answer.data)
    names = data["head"]["vars"]
    return [
        {name: str(row.get(name, {}).get("value", "")) for name in names}
        | {f"{name} type": str(row.get(name, {}).get("type", "")) for name in names}
        for row in data["results"]["bindings"]
    ]


def _claims(rows: list[Row]) -> list[Claim]:
    """Rows of passages gathered by statement."""
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        gathered.setdefault(row["statement"], []).append(row)
    return [
        Claim(iri, KINDS[_local(found[0]["class"])], found[0]["label"], found[0]["sure"], tuple(map(_passage, found)))
        for iri, found in gathered.items()
        if _local(found[0]["class"]) in KINDS
    ]


def _passage(row: Row) -> Passage:
    return Passage(row["words"], row["title"], row["date"], row["publisher"], _web(row["url"]))


def _short(pool: Pool, fact: Row) -> Row:
    """A fact with its property and value as a reader wants them."""
    shown = {name: _prefixed(pool, fact[name]) if fact[f"{name} type"] == "uri" else fact[name]
             for name in ("property", "value")}  # fmt: skip
    label = fact["label"] if fact["value type"] == "uri" else ""
    return fact | {"short": shown["property"], "shown": label or shown["value"]}


def _prefixed(pool: Pool, iri: str) -> str:
    found = [(p, space) for p, space in pool.prefixes.items() if iri.startswith(space) and iri != space]
    return f"{found[0][0]}:{iri[len(found[0][1]) :]}" if found else iri


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _web(url: str) -> str:
    """The address where a browser may go; nothing else is a link."""
    return url if url.startswith(("https://", "http://")) else ""


_GENERAL = ("#Actor", "#Statement", "#Concept")
_FACTS = """
SELECT ?property ?value ?label WHERE {
  $node ?property ?value
  FILTER(?property NOT IN (kg:mention, schema:articleBody))
  OPTIONAL { ?value rdfs:label ?label }
} ORDER BY ?property ?label ?value LIMIT 1000
"""
_CLAIMS = """
SELECT DISTINCT ?statement ?class ?label ?sure ?words ?title ?date ?publisher ?url WHERE {
  { ?statement org:member|org:organization|org:role|kg:onBehalfOf|kg:actor|kg:policy|kg:speaker|kg:source|kg:target|
               prov:wasDerivedFrom $node }
  UNION { BIND($node AS ?statement) }
  ?statement a ?class ; rdfs:label ?label ; kg:confidence ?sure ; kg:evidence ?evidence .
  FILTER(?class != kg:Statement)
  ?evidence oa:hasSelector/oa:exact ?words ; oa:hasSource ?article .
  ?article rdfs:label ?title .
  OPTIONAL { ?article schema:datePublished ?date }
  OPTIONAL { ?article schema:publisher ?publisher }
  OPTIONAL { ?article schema:url ?url }
} ORDER BY ?class ?date ?label ?statement ?words LIMIT 2000
"""
