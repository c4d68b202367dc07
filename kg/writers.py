"""A graph in other programs' formats: one writer a suffix."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import UnknownNameError
from kg.files import telling, write_text
from kg.model import Article, Graph, Interaction, Membership, Quotation, Stance, Statement, digest
from kg.network import network
from kg.rdf import BASE, jsonld, nquads, ntriples, rdfxml, trig, turtle
from kg.statements import to_record, write_lines

if TYPE_CHECKING:
    import networkx as nx

Writer = Callable[[Graph, str], str]

COLUMNS = (
    "type", "subject", "relation", "object", "topic", "status", "role_start", "role_end", "quote",
    "article_title", "article_url", "article_date", "start", "end", "confidence",
    "id", "subject_id", "object_id", "article_id",
)  # fmt: skip

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what a spreadsheet takes for the beginning of a formula
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(graph: Graph, path: str | Path, *, base: str = BASE, rdf12: bool = False) -> None:
    """Write the graph to a file in the format that its suffix names, replacing an older file.

    `rdf12` writes RDF 1.2, in which a statement reifies the triples that follow from it; older tools cannot read it.
    Raises UnknownNameError for another suffix, BaseIRIError, NotXMLError, OutputUnwritableError.
    """
    suffix, writers = Path(path).suffix.lower(), RDF12 if rdf12 else WRITERS
    if suffix not in writers:
        what = "RDF 1.2 format" if rdf12 else "export format"
        raise UnknownNameError(what=what, name=suffix or f'for "{Path(path).name}"', available=", ".join(writers))
    with telling(path):
        text = writers[suffix](graph, base)
    write_text(path, text)


def jsonl(graph: Graph, _base: str = BASE) -> str:
    """The lines of statements.jsonl."""
    return write_lines(to_record(statement) for statement in graph.statements)


def table(graph: Graph, _base: str = BASE) -> str:
    """Comma-separated values, UTF-8: one row for each piece of evidence of each statement.

    A spreadsheet runs a cell that begins with = + - @ as a formula, and an article's words are anybody's words: such
    cells, and those that begin with a tab or a line break, get an apostrophe in front, which makes them text there.
    A program that wants the exact words reads .jsonl.
    """
    articles = {article.id: article for article in graph.articles}
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writeheader()
    for statement in graph.statements:
        writer.writerows(_rows(statement, articles))
    return stream.getvalue()


def _rows(statement: Statement, articles: dict[str, Article]) -> Iterator[dict[str, object]]:
    claim = _parts(statement) | {
        "type": statement.type,
        "id": statement.id,
        "confidence": round(statement.confidence, 3),
    }
    for evidence in statement.evidence:
        article = articles.get(evidence.article)
        found = {
            "quote": evidence.quote, "start": evidence.start, "end": evidence.end, "article_id": evidence.article,
            "article_title": article and article.title, "article_url": article and article.url,
            "article_date": article and article.published,
        }  # fmt: skip
        yield {name: _cell(value) for name, value in (claim | found).items()}


def _parts(statement: Statement) -> dict[str, object]:
    match statement:
        case Membership(person=who, role=role, organization=body):
            parts = {"status": statement.status, "role_start": statement.start, "role_end": statement.end}
            return _claim(who.name, who.id, role, body.name if body else None, body.id if body else None) | parts
        case Stance(actor=who, stance=stance, policy=policy):
            topics = "; ".join(topic.name for topic in policy.topics)
            return _claim(who.name, who.id, stance, policy.name, policy.id) | {"topic": topics or None}
        case Quotation(speaker=who, quote=quote):
            return _claim(who.name, who.id, "said", quote)
        case Interaction(source=who, relation=relation, target=other):
            return _claim(who.name, who.id, relation, other.name, other.id)
    raise TypeError(f"no row for a {statement.type}")


def _claim(name: str, key: str, relation: str, other: str | None, other_key: str | None = None) -> dict[str, object]:
    return {"subject": name, "subject_id": key, "relation": relation, "object": other, "object_id": other_key}


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def graphml(graph: Graph, _base: str = BASE) -> str:
    """GraphML of the network, for Gephi, yEd, igraph."""
    import networkx as nx

    stream = io.BytesIO()
    # the writer by name: `write_graphml` writes otherwise where lxml is installed
    nx.write_graphml_xml(_plain(network(graph)), stream)
    return stream.getvalue().decode() + "\n"


def gexf(graph: Graph, _base: str = BASE) -> str:
    """GEXF of the network, for Gephi; without the day's date, so that the same graph gives the same bytes."""
    import networkx as nx

    net = _plain(network(graph))
    for _, _, key, data in net.edges(keys=True, data=True):
        data["id"] = key
    stream = io.BytesIO()
    nx.write_gexf(net, stream)
    return re.sub(' lastmodifieddate="[^"]*"', "", stream.getvalue().decode(), count=1) + "\n"


def _plain(net: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The network in words that XML can carry."""
    import networkx as nx

    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, data in net.nodes(data=True):
        plain.add_node(_key(name), **_attributes(data))
    for source, target, key, data in net.edges(keys=True, data=True):
        plain.add_edge(_key(source), _key(target), key=key, **_attributes(data))
    return plain


def _attributes(data: dict[str, Any]) -> dict[str, Any]:
    clean = {name: _xml(value) if isinstance(value, str) else value for name, value in data.items()}
    return {name: value for name, value in clean.items() if value not in (None, "")}


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _key(name: str) -> str:
    """A node's name in XML; two names stay two, whatever had to be replaced in them."""
    return name if _xml(name) == name else f"{_xml(name)}-{digest(name, size=8)}"


WRITERS: dict[str, Writer] = {
    ".ttl": turtle,
    ".nt": ntriples,
    ".nq": nquads,
    ".trig": trig,
    ".jsonld": jsonld,
    ".rdf": rdfxml,
    ".csv": table,
    ".jsonl": jsonl,
    ".graphml": graphml,
    ".gexf": gexf,
}
RDF12: dict[str, Writer] = {
    suffix: partial(writer, reified=True)
    for suffix, writer in ((".ttl", turtle), (".nt", ntriples), (".nq", nquads), (".trig", trig))
}
