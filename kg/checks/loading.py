"""A graph to be checked, read by a parser that fetches nothing; IRIs that are none are kept to be reported."""

from __future__ import annotations

import os
import sys
import urllib.parse
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputMissingError, InputUnreadableError, NotAGraphError
from kg.rdf import is_iri
from kg.store import TURTLE

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib
    from rdflib.term import Node

FORMATS = {".ttl": "TURTLE", ".nt": "N_TRIPLES"}
STDIN = "-"  # standard input, as Turtle
# rdflib reads the values of these with parsers of HTML and XML, which hostile text can keep busy for hours
UNREAD = {f"http://www.w3.org/1999/02/22-rdf-syntax-ns#{name}" for name in ("HTML", "XMLLiteral", "JSON")}


@dataclass(slots=True)
class Loaded:
    """The graph, and for each IRI in it that is none the IRI of a node that uses it."""

    rdf: rdflib.Graph
    no_iris: dict[str, str] = field(default_factory=dict)


def load(path: Path) -> Loaded:
    """Read a graph folder's graph.ttl, a .ttl or .nt file, or standard input ("-").

    Raises InputMissingError, InputUnreadableError, NotAGraphError.
    """
    import pyoxigraph as ox

    if str(path) == STDIN:
        return _read("standard input", input=sys.stdin.buffer.read() if sys.stdin else b"", format=ox.RdfFormat.TURTLE)
    file = _file(path)
    return _read(str(file), path=file, format=getattr(ox.RdfFormat, FORMATS[file.suffix.lower()]))


def _file(path: Path) -> Path:
    if not os.path.exists(path):  # Path.exists would raise where a name is too long
        raise InputMissingError(path=str(path))
    file = path / TURTLE if path.is_dir() else path
    if not file.is_file():
        raise NotAGraphError(path=str(path), reason=f"it holds no {TURTLE}; name the folder that kg build wrote")
    if file.suffix.lower() not in FORMATS:
        raise NotAGraphError(path=str(path), reason=f"its name ends in none of {' '.join(FORMATS)}")
    return file


def _read(name: str, **source: object) -> Loaded:
    import pyoxigraph as ox

    try:
        return _Terms().graph(ox.parse(lenient=True, **source))  # type: ignore[arg-type]
    except OSError as error:
        raise InputUnreadableError(path=name, reason=error.strerror or str(error)) from None
    except (SyntaxError, ValueError) as error:
        raise NotAGraphError(path=name, reason=getattr(error, "msg", str(error))) from None
    except MemoryError:
        raise NotAGraphError(path=name, reason="one of its values is longer than 16 MiB") from None


class _Terms:
    """Oxigraph's terms as rdflib's; each IRI is looked at and made once, for most occur many times."""

    def __init__(self) -> None:
        self.names: dict[str, rdflib.URIRef] = {}
        self.wrong: set[str] = set()

    def graph(self, quads: Iterable[ox.Quad]) -> Loaded:
        import rdflib

        loaded = Loaded(rdflib.Graph(bind_namespaces="none"))
        for quad in quads:
            triple = self.term(quad.subject), self.term(quad.predicate), self.term(quad.object)
            loaded.rdf.add(triple)
            if self.wrong:
                self.report(quad, loaded)
        return loaded

    def report(self, quad: ox.Quad, loaded: Loaded) -> None:
        for term in (quad.subject, quad.predicate, quad.object, getattr(quad.object, "datatype", None)):
            if (text := str(getattr(term, "value", ""))) in self.wrong:
                user = str(self.term(quad.subject))
                loaded.no_iris[text] = min(user, loaded.no_iris.get(text, user))

    def term(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
        import pyoxigraph as ox
        import rdflib

        match term:
            case ox.NamedNode():
                return self.name(term.value)
            case ox.BlankNode():
                return rdflib.BNode(term.value)
            case ox.Literal():
                kind = "http://www.w3.org/2000/01/rdf-schema#Literal" if (d := term.datatype.value) in UNREAD else d
                datatype = None if term.language else self.name(kind)
                return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
        raise ValueError("it uses the triple terms of RDF 1.2; write RDF 1.1")

    def name(self, iri: str) -> rdflib.URIRef:
        import rdflib

        if iri not in self.names:
            safe = iri
            if not is_iri(iri):  # what no IRI may hold would make rdflib fail later
                self.wrong.add(iri)
                safe = urllib.parse.quote(iri, safe=_PLAIN, errors="replace")
            self.names[iri] = rdflib.URIRef(safe)
        return self.names[iri]


_PLAIN = "/:?#[]@!$&()*+,;=%~"  # of an IRI, besides letters and digits
