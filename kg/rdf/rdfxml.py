"""A graph as RDF/XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from kg.errors import NotXMLError
from kg.model import Graph
from kg.rdf.describe import Object, nodes
from kg.rdf.terms import BASE, VOCABULARIES, prefixes

_NOT_XML = re.compile("[^\t\n\r\x20-\ufffd\U00010000-\U0010ffff]")  # half a character UTF-8 itself refuses


def rdfxml(graph: Graph, base: str = BASE) -> str:
    """RDF/XML, sorted: one element a node. Raises NotXMLError for text with characters that XML 1.0 has not."""
    spaces, described = prefixes(base), nodes(graph)
    head = "".join(f"\n    xmlns:{prefix}={quoteattr(space)}" for prefix, space in VOCABULARIES.items())
    parts = [f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{head}>\n']
    for name in sorted(described):
        parts.append(f"  <rdf:Description rdf:about={quoteattr(_iri(name, spaces))}>\n")
        for predicate in sorted(described[name]):
            lines = (_property(name, predicate, item, spaces) for item in described[name][predicate])
            parts += sorted(lines)
        parts.append("  </rdf:Description>\n")
    return "".join([*parts, "</rdf:RDF>\n"])


def _property(node: str, name: str, item: Object, spaces: dict[str, str]) -> str:
    if isinstance(item, str) or item.type == "@id":
        iri = _iri(item, spaces) if isinstance(item, str) else item.text
        return f"    <{name} rdf:resource={quoteattr(iri)}/>\n"
    if wrong := _NOT_XML.search(item.text):
        raise NotXMLError(code=f"U+{ord(wrong[0]):04X}", node=_iri(node, spaces))
    datatype = f" rdf:datatype={quoteattr(_iri(item.type, spaces))}" if item.type else ""
    text = escape(item.text, {"\r": "&#13;"})  # a parser would make it a line feed
    return f"    <{name}{datatype}>{text}</{name}>\n"


def _iri(name: str, spaces: dict[str, str]) -> str:
    prefix, _, local = name.partition(":")
    return name[1:-1] if name.startswith("<") else spaces[prefix] + local
