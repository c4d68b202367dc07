"""Oxigraph behind rdflib as oxrdflib has it, made to answer as rdflib does, and to change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from oxrdflib import OxigraphStore
from rdflib import XSD, Graph, Literal
from rdflib.query import Result

from kg.errors import GraphReadOnlyError, QueryError


class ReadOnlyStore(OxigraphStore):
    """oxrdflib's store but for these: plain text has no datatype, FROM counts, bindings are those of rdflib."""

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """The triples of a pattern, as a store of rdflib gives them."""
        for triple, contexts in super().triples(triple_pattern, context):
            yield tuple(map(_plain, triple)), contexts

    def __len__(self, context: Any = None) -> int:
        """The number of triples; where no graph has a name, without a look at each of them."""
        return super().__len__(context) if any(self._inner.named_graphs()) else len(self._inner)

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: Any, **kwargs: Any) -> Result:  # noqa: ARG002, N803
        """The answer of Oxigraph; NotImplementedError, upon which rdflib answers, where Oxigraph could not.

        Raises QueryError for a query that is none.
        """
        try:
            # no graph is named: else Oxigraph would pass over FROM
            result = super().query(query, initNs, initBindings, "", **kwargs)
        except SyntaxError as error:
            raise QueryError(reason=error.msg) from None
        except RuntimeError:
            if initBindings:  # of a variable that is not selected
                raise NotImplementedError from None
            raise
        return _as_rdflib(result)

    def _refuse(self, *_arguments: object, **_options: object) -> NoReturn:
        raise GraphReadOnlyError

    add = addN = remove = update = add_graph = remove_graph = _refuse  # noqa: N815


def _as_rdflib(result: Result) -> Result:
    if result.type == "SELECT":
        again = Result("SELECT")
        again.vars = result.vars
        again.bindings = _rows(result)
        return again
    if result.type == "CONSTRUCT":
        result.graph = _copy(result.graph)
    return result


def _rows(result: Result) -> Iterator[dict[Any, Any]]:
    """Each row without what is not bound."""
    row: Any
    for row in result:
        yield {name: _plain(row[name]) for name in result.vars or () if row[name] is not None}


def _copy(triples: Any) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(tuple(map(_plain, triple)))
    return graph


def _plain(term: Any) -> Any:
    """In rdflib, "x" in a file is a literal without a datatype, and "x"^^xsd:string another one."""
    return Literal(str(term)) if isinstance(term, Literal) and term.datatype == XSD.string else term
