"""A graph folder for those who use rdflib: rdflib's API, Oxigraph behind it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.answer import AnswerError, opened
from kg.rdf import BASE, prefixes
from kg.triplestore.disk import discard
from kg.triplestore.process import data_error
from kg.triplestore.source import Source, source

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib


def rdf_graph(path: str | Path, *, base: str = BASE) -> rdflib.Graph:
    """The RDF of a graph folder or an RDF file as an `rdflib.Graph` that is only read; kg:, actor: … are bound.

    A folder of more than 50,000 triples is not loaded but read from its store on disk, which is built at the first
    use. SPARQL is answered by Oxigraph; prepared queries, and `initBindings` of a variable that is not selected, by
    rdflib. Nothing limits a query's time, and SERVICE asks other servers: what strangers ask belongs to `kg.query`.
    Raises InputMissingError, InputUnreadableError, NotAGraphError, DataError, StoreBusyError; GraphReadOnlyError on
    an attempt to change it.
    """
    import rdflib
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    from kg.triplestore.readonly import ReadOnlyStore

    spaces = prefixes(base)
    store = ReadOnlyStore(store=_open(path, base))
    graph = rdflib.Graph(store=store, identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    for prefix, space in spaces.items():
        graph.bind(prefix, space)
    return graph


def _open(path: str | Path, base: str) -> pyoxigraph.Store:
    found = source(path)
    try:
        return _read(found, base)
    except AnswerError as failure:
        if failure.report["kind"] != "store" or found.store is None:
            raise data_error(failure.report, found.file) from None
    discard(found.store)
    try:
        return _read(source(path), base)
    except AnswerError as failure:
        raise data_error(failure.report, found.file) from None


def _read(found: Source, base: str) -> pyoxigraph.Store:
    store = str(found.store) if found.store else None
    return opened({"path": str(found.file), "format": found.form, "base": base, "store": store})
