"""Statements to an rdflib graph, and to Turtle, TriG, N-Triples and N-Quads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.model import Graph
from kg.rdf.describe import Nodes, Object, Value, direct, nodes
from kg.rdf.graphs import DEFAULT, by_article
from kg.rdf.names import statement_name
from kg.rdf.terms import BASE, KINDS, prefixes

if TYPE_CHECKING:
    import rdflib


def to_rdf(graph: Graph, base: str = BASE) -> rdflib.Graph:
    """The statements, what they are about and their evidence as an rdflib graph. Raises BaseIRIError."""
    import rdflib

    spaces = prefixes(base)
    rdf = rdflib.Graph(bind_namespaces="none")
    for prefix, space in spaces.items():
        rdf.bind(prefix, space)
    names: dict[str, rdflib.URIRef] = {}  # most names occur many times, and making one is slow
    for subject, predicates in nodes(graph).items():
        for predicate, objects in predicates.items():
            for item in objects:
                rdf.add((_name(subject, spaces, names), _name(predicate, spaces, names), _term(item, spaces, names)))
    return rdf


def _term(item: Object, spaces: dict[str, str], names: dict[str, rdflib.URIRef]) -> rdflib.URIRef | rdflib.Literal:
    import rdflib

    if isinstance(item, str):
        return _name(item, spaces, names)
    if item.type == "@id":
        return rdflib.URIRef(item.text)
    datatype = _name(item.type, spaces, names) if item.type else None
    return rdflib.Literal(item.text, datatype=datatype, normalize=False)


def _name(name: str, spaces: dict[str, str], names: dict[str, rdflib.URIRef]) -> rdflib.URIRef:
    import rdflib

    if name not in names and name.startswith("<"):
        names[name] = rdflib.URIRef(name[1:-1])
    elif name not in names:
        prefix, local = name.split(":", 1)
        names[name] = rdflib.URIRef(spaces[prefix] + local)
    return names[name]


def turtle(graph: Graph, base: str = BASE, *, reified: bool = False) -> str:
    """The graph of `to_rdf` as Turtle, sorted: the same statements give the same text. Raises BaseIRIError.

    `reified` makes it RDF 1.2: each statement also reifies the direct triples that follow from it.
    The layout is ours, since rdflib takes ten times as long; Oxigraph escapes what stands between quotation marks.
    """
    return _head(base) + _blocks(_nodes(graph, reified))


def trig(graph: Graph, base: str = BASE, *, reified: bool = False) -> str:
    """The same as TriG: a named graph an article, as `by_article` parts them. Raises BaseIRIError."""
    parts = by_article(graph, _nodes(graph, reified))
    text = [_head(base), _blocks(parts.pop(DEFAULT, {}))]
    for article in sorted(parts):
        text += [f"\n{article} {{", _blocks(parts[article]), "}\n"]
    return "".join(text)


def ntriples(graph: Graph, base: str = BASE, *, reified: bool = False) -> str:
    """N-Triples, one sorted line a triple. Raises BaseIRIError."""
    return _lines(turtle(graph, base, reified=reified), "TURTLE", "N_TRIPLES")


def nquads(graph: Graph, base: str = BASE, *, reified: bool = False) -> str:
    """N-Quads, one sorted line a quad; the graphs are those of `trig`. Raises BaseIRIError."""
    return _lines(trig(graph, base, reified=reified), "TRIG", "N_QUADS")


def _lines(text: str, given: str, wanted: str) -> str:
    import pyoxigraph as ox

    data = ox.serialize(ox.parse(text, getattr(ox.RdfFormat, given)), format=getattr(ox.RdfFormat, wanted)) or b""
    return b"".join(sorted(data.splitlines(keepends=True))).decode()


def _nodes(graph: Graph, reified: bool) -> Nodes:
    described = nodes(graph)
    for statement in graph.statements if reified else ():
        for subject, predicate, item in direct(statement):
            triple = Value(f"<<( {subject} {predicate} {_turtle(item)} )>>", "@triple")
            described[statement_name(statement)]["rdf:reifies"].add(triple)
    return described


def _head(base: str) -> str:
    return "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes(base).items())


def _blocks(described: Nodes) -> str:
    parts = []
    for subject in sorted(described, key=_place):
        predicates = sorted(described[subject].items(), key=lambda pair: (_FIRST.get(pair[0], 2), pair[0]))
        lines = (f"{_VERBS.get(name, name)} {', '.join(sorted(map(_turtle, items)))}" for name, items in predicates)
        parts.append(f"\n{subject} " + " ;\n    ".join(lines) + " .\n")
    return "".join(parts)


def _place(name: str) -> tuple[int, str]:
    return KINDS.index("topic" if name.startswith("<") else name.split(":", 1)[0]), name


def _turtle(item: Object) -> str:
    import pyoxigraph

    if isinstance(item, str):
        return item
    if item.type == "@triple":
        return item.text
    if item.type == "@id":
        return str(pyoxigraph.NamedNode(item.text))
    if item.type == "xsd:decimal" and _DECIMAL.fullmatch(item.text):
        return item.text
    try:
        literal = pyoxigraph.Literal(item.text)
    except ValueError:  # half a character: a UnicodeEncodeError, as Python has it
        item.text.encode()
        raise
    return str(literal) + (f"^^{item.type}" if item.type else "")


_FIRST = {"rdf:type": 0, "rdfs:label": 1}
_VERBS = {"rdf:type": "a"}
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
