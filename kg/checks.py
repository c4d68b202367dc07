"""What is wrong with a graph: broken shapes, undeclared terms, passages that their articles do not hold."""

from __future__ import annotations

import contextlib
import difflib
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import resources
from kg.errors import InputMissingError, InputUnreadableError, NotAGraphError
from kg.model import Article, Evidence, Graph, Mention
from kg.rdf import VOCABULARIES, label
from kg.store import TURTLE, open_graph

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib
    from rdflib.paths import Path as PropertyPath
    from rdflib.term import Node, URIRef

FORMATS = {".ttl": "TURTLE", ".nt": "N_TRIPLES"}  # Oxigraph's parsers: strict, fast, and they fetch nothing
OWN = ("kg", "org", "foaf", "skos", "prov", "oa", "schema")  # the vocabularies whose terms kg.ttl declares
SHOWN = 60  # characters of a text that a message shows
SHAPES = "https://w3id.org/polkg/shapes#"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: the rule that is broken, the node's IRI and label, and what is the matter with it."""

    rule: str
    node: str
    label: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.label or 'unlabelled'} <{self.node}> {self.message}"


def check(path: str | Path) -> list[Finding]:
    """Everything that is wrong with a graph folder or a .ttl or .nt file, sorted; an empty list if nothing is.

    Raises InputMissingError, InputUnreadableError, NotAGraphError, DataError.
    """
    place = Path(path)
    with _quiet_literals():
        rdf = _load(_file(place))
        found = {finding for rule in RULES for finding in rule(rdf)}
        if place.is_dir():
            found |= set(_lines(open_graph(place), rdf))
    return sorted(found)


def _file(path: Path) -> Path:
    if not os.path.exists(path):  # Path.exists would raise where a name is too long
        raise InputMissingError(path=str(path))
    file = path / TURTLE if path.is_dir() else path
    if not file.is_file():
        raise NotAGraphError(path=str(path), reason=f"it holds no {TURTLE}; name the folder that kg build wrote")
    if file.suffix.lower() not in FORMATS:
        raise NotAGraphError(path=str(path), reason=f"its name ends in none of {' '.join(FORMATS)}")
    return file


def _load(file: Path) -> rdflib.Graph:
    import pyoxigraph as ox
    import rdflib

    place = file.resolve()
    form = getattr(ox.RdfFormat, FORMATS[file.suffix.lower()])
    rdf = rdflib.Graph(bind_namespaces="none")
    try:
        for quad in ox.parse(path=place, format=form, base_iri=place.as_uri()):
            rdf.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    except OSError as error:
        raise InputUnreadableError(path=str(file), reason=error.strerror or str(error)) from None
    except (SyntaxError, ValueError) as error:
        raise NotAGraphError(path=str(file), reason=getattr(error, "msg", str(error))) from None
    except MemoryError:
        raise NotAGraphError(path=str(file), reason="one of its values is longer than 16 MiB") from None
    return rdf


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    import pyoxigraph as ox
    import rdflib

    match term:
        case ox.NamedNode():
            return rdflib.URIRef(term.value)
        case ox.BlankNode():
            return rdflib.BNode(term.value)
        case ox.Literal():
            datatype = None if term.language else rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    raise ValueError("it uses the triple terms of RDF 1.2; write RDF 1.1")


@contextlib.contextmanager
def _quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal that is no number or date: the shapes report those."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _shapes(rdf: rdflib.Graph) -> Iterator[Finding]:
    """Nodes that break a shape of ontology/shapes.ttl."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    shapes = rdflib.Graph().parse(resources.ontology("shapes.ttl"), format="turtle")
    # With no inference there is nothing to undo in the data, so they need not be copied.
    _, report, _ = pyshacl.validate(rdf, shacl_graph=shapes, inference="none", inplace=True, do_owl_imports=False)
    for result, node in report.subject_objects(SH.focusNode):
        shape = report.value(result, SH.sourceShape)
        value, message = report.value(result, SH.value), report.value(result, SH.resultMessage)
        named = shape if isinstance(shape, rdflib.URIRef) else shapes.value(predicate=SH.property, object=shape)
        shown = "" if value is None or value == node else f"; it has {_shown(value)}"
        yield Finding(str(named).removeprefix(SHAPES), str(node), _label(rdf, node), f"{message}{shown}")


def _undeclared(rdf: rdflib.Graph) -> Iterator[Finding]:
    """Terms of the vocabularies in use that ontology/kg.ttl does not declare, such as a misspelled property."""
    import rdflib

    ontology = rdflib.Graph().parse(resources.ontology("kg.ttl"), format="turtle")
    declared = {_short(str(term)) for term in ontology.subjects()}
    users: dict[str, str] = {}
    for subject, predicate, item in rdf:
        for term in {predicate, item}:
            if isinstance(term, rdflib.URIRef) and (name := _short(str(term))) not in declared and name:
                users[str(term)] = min(users.get(str(term), str(subject)), str(subject))
    for iri, user in users.items():
        near = difflib.get_close_matches(_short(iri), sorted(declared), n=1)
        advice = f"; did you mean {near[0]}?" if near else ""
        message = f"is not declared in ontology/kg.ttl, yet <{user}> uses it{advice}"
        yield Finding("undeclared", iri, _short(iri), message)


def _passages(rdf: rdflib.Graph) -> Iterator[Finding]:
    """Evidence and mentions whose place in the article is not what they say."""
    import rdflib

    kg, oa, schema = (rdflib.Namespace(VOCABULARIES[prefix]) for prefix in ("kg", "oa", "schema"))
    for node in {*rdf.objects(None, kg.evidence), *rdf.objects(None, kg.mention)}:
        body = rdf.value(rdf.value(node, oa.hasSource), schema.articleBody)
        start, end, exact = (_first(rdf, node, oa.hasSelector / name) for name in (oa.start, oa.end, oa.exact))
        if body is None or not (_COUNT.fullmatch(start or "") and _COUNT.fullmatch(end or "")):
            continue  # the shapes have reported it
        if wrong := _wrong(str(body), int(start or 0), int(end or 0), exact):
            yield Finding("passage", str(node), _label(rdf, node), wrong)


def _lines(graph: Graph, rdf: rdflib.Graph) -> Iterator[Finding]:
    """Whether the JSON Lines of a folder agree with their articles, and with graph.ttl."""
    import rdflib

    articles = {article.id: article for article in graph.articles}
    for actor in graph.actors:
        for mention in actor.mentions:
            yield from _line("actors.jsonl", actor.id, actor.name, mention, articles)
    for statement in graph.statements:
        for evidence in statement.evidence:
            yield from _line("statements.jsonl", statement.id, label(statement), evidence, articles)
    in_turtle = rdf.subjects(rdflib.RDF.type, rdflib.URIRef(VOCABULARIES["kg"] + "Statement"))
    named = {str(node).rsplit("/", 1)[-1]: node for node in in_turtle}
    sentences = {statement.id: label(statement) for statement in graph.statements}
    for missing in sentences.keys() - named.keys():
        yield Finding("statements.jsonl", missing, sentences[missing], f"is not in {TURTLE}; build the graph again")
    for missing in named.keys() - sentences.keys():
        node = named[missing]
        yield Finding(TURTLE, str(node), _label(rdf, node), "is not in statements.jsonl; build the graph again")


def _line(file: str, node: str, name: str, span: Evidence | Mention, articles: dict[str, Article]) -> Iterator[Finding]:
    article = articles.get(span.article)
    if article is None:
        yield Finding(file, node, name, f"names the article {_shown(span.article)}, which articles.jsonl does not hold")
    elif wrong := _wrong(article.text, span.start, span.end, span.quote if isinstance(span, Evidence) else None):
        yield Finding(file, node, name, wrong)


def _wrong(text: str, start: int, end: int, quote: str | None) -> str:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return f"lies at {start} to {end} of an article of {len(text)} characters"
    if quote is not None and text[start:end] != quote:
        return f"says {_shown(quote)} at {start} to {end}, where its article says {_shown(text[start:end])}"
    return ""


def _first(rdf: rdflib.Graph, node: Node, path: URIRef | PropertyPath) -> str | None:
    return min(map(str, rdf.objects(node, path)), default=None)


def _label(rdf: rdflib.Graph, node: Node) -> str:
    """The node's label, else that of what points to it: a passage has none, but its statement has."""
    import rdflib

    nodes = {node}
    for _ in range(3):  # a selector, its passage, the passage's statement
        if labels := {str(found) for near in nodes for found in rdf.objects(near, rdflib.RDFS.label)}:
            return _plain(min(labels))
        nodes = {subject for near in nodes for subject in rdf.subjects(None, near)}
    return ""


def _short(iri: str) -> str:
    """The prefixed name of a term of our vocabularies, else nothing."""
    for prefix in OWN:
        if iri.startswith(VOCABULARIES[prefix]) and iri != VOCABULARIES[prefix]:
            return f"{prefix}:{iri.removeprefix(VOCABULARIES[prefix])}"
    return ""


def _shown(text: object) -> str:
    return f"“{_plain(str(text))}”"


def _plain(text: str) -> str:
    """One line without control characters, cut where it is long: it may be hostile."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


_COUNT = re.compile("[0-9]{1,4000}")  # Python reads no longer numbers
RULES = (_shapes, _undeclared, _passages)
