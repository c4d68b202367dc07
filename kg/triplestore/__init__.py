"""Where the triples of a graph are found: its file, the Oxigraph store beside it, the process that reads them."""

from __future__ import annotations

from kg.triplestore.disk import LARGE, discard
from kg.triplestore.graph import rdf_graph
from kg.triplestore.process import MEMORY, MEMORY_PER_BYTE, data_error, report, run
from kg.triplestore.source import SUFFIXES, Source, rdf_file, source

__all__ = ["LARGE", "MEMORY", "MEMORY_PER_BYTE", "SUFFIXES", "Source", "data_error", "discard", "rdf_file", "rdf_graph",
           "report", "run", "source"]  # fmt: skip
