"""polkg: from news articles to a knowledge graph of political actors.

>>> import kg
>>> graph = kg.build(["seeds/articles"], "graph").graph            # doctest: +SKIP
>>> for stance in graph.of_type(kg.Stance):                        # doctest: +SKIP
...     print(stance.actor.name, stance.stance, stance.policy.name)
...     print("    ", stance.evidence[0].quote)
>>> for row in kg.query("graph", "SELECT ?who WHERE { ?who kg:opposes ?policy }").records():   # doctest: +SKIP
...     print(row["who"])
>>> kg.export(graph, "network.graphml")                            # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.model import Actor, Article, Evidence, Graph, Interaction, Membership, Policy, Quotation, Stance

if TYPE_CHECKING:
    from kg.checks import check
    from kg.corpus import build, from_articles
    from kg.page import draw
    from kg.rdf import to_rdf
    from kg.sparql import query
    from kg.store import open_graph
    from kg.triplestore import rdf_graph
    from kg.writers import export

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Article",
    "Evidence",
    "Graph",
    "Interaction",
    "Membership",
    "Policy",
    "Quotation",
    "Stance",
    "build",
    "check",
    "draw",
    "export",
    "from_articles",
    "open_graph",
    "query",
    "rdf_graph",
    "to_rdf",
]

# Loaded when first used, so that `import kg` stays cheap.
_ROOMS = {
    "build": "corpus",
    "check": "checks",
    "draw": "page",
    "export": "writers",
    "from_articles": "corpus",
    "open_graph": "store",
    "query": "sparql",
    "rdf_graph": "triplestore",
    "to_rdf": "rdf",
}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return getattr(import_module(f"kg.{_ROOMS[name]}"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
