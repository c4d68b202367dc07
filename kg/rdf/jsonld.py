"""A graph as JSON-LD in the words of ontology/context.jsonld: one flat object a node."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from kg import resources
from kg.model import Graph
from kg.rdf.describe import Object, nodes
from kg.rdf.terms import BASE, prefixes

CONTEXT = "context.jsonld"


def jsonld(graph: Graph, base: str = BASE) -> str:
    """JSON-LD that needs nothing from elsewhere: the context stands in it, with the base of the names.

    No prefix is declared, for an IRI that someone gives as the same as an actor may begin like one.
    """
    words, described = _Words(base), nodes(graph)
    objects = [words.node(name, described[name]) for name in sorted(described)]
    return json.dumps({"@context": words.context, "@graph": objects}, ensure_ascii=False, indent=1) + "\n"


class _Words:
    """The terms of the context, by the IRIs that they stand for."""

    def __init__(self, base: str) -> None:
        shipped: dict[str, Any] = json.loads(resources.ontology(CONTEXT).read_text(encoding="utf-8"))["@context"]
        self.spaces = prefixes(base)
        home = self.spaces["actor"].removesuffix("actor/")
        self.home = home if home.endswith("/") else None  # else names are not relative to it
        self.context = shipped | ({"@base": self.home} if self.home else {})
        iris = {term: value["@id"] if isinstance(value, dict) else value for term, value in shipped.items()}
        self.terms = {iri: term for term, iri in iris.items()}
        self.types = {iris[term]: value["@type"] for term, value in shipped.items() if isinstance(value, dict)}

    def node(self, name: str, properties: dict[str, set[Object]]) -> dict[str, object]:
        made: dict[str, object] = {"id": self.reference(name)}
        for predicate in sorted(properties, key=lambda p: (p != "rdf:type", p)):
            iri = self.iri(predicate)
            if predicate == "rdf:type":
                made["type"] = _one(sorted(self.term(str(item)) for item in properties[predicate]))
            else:
                values = (self.value(item, self.types.get(iri)) for item in properties[predicate])
                made[self.terms.get(iri, iri)] = _one(sorted(values, key=json.dumps))
        return made

    def value(self, item: Object, expected: str | None) -> object:
        if isinstance(item, str) or item.type == "@id":
            iri = self.term(item) if expected == "@vocab" and isinstance(item, str) else self.reference(item)
            return iri if expected in ("@id", "@vocab") else {"@id": iri}
        if expected == (self.iri(item.type) if item.type else None):
            return item.text
        return {"@value": item.text} | ({"@type": self.term(item.type)} if item.type else {})

    def iri(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return name[1:-1] if name.startswith("<") else self.spaces[prefix] + local

    def term(self, name: str) -> str:
        return self.terms.get(self.iri(name), self.iri(name))

    def reference(self, name: Object) -> str:
        """A node's IRI, relative to the base where it begins with it."""
        if not isinstance(name, str):
            return name.text
        ours = self.home and not name.startswith("<") and self.iri(name).startswith(self.home)
        return self.iri(name)[len(self.home or "") :] if ours else self.iri(name)


def _one(values: Iterable[object]) -> object:
    """A list, but for one of one value."""
    items = list(values)
    return items[0] if len(items) == 1 else items
