"""Other people's stores: a query to a SPARQL endpoint, a graph to a store. Nothing else in polkg uses the network."""

from __future__ import annotations

from kg.endpoint.asking import query
from kg.endpoint.storing import publish

__all__ = ["publish", "query"]
