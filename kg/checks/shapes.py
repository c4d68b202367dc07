"""Nodes that break a shape of ontology/shapes.ttl."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import resources
from kg.checks.finding import Finding, label_of, shown

if TYPE_CHECKING:
    import rdflib

    from kg.checks.loading import Loaded

SHAPES = "https://w3id.org/polkg/shapes#"


def shapes(loaded: Loaded) -> Iterator[Finding]:
    """What pyshacl reports; the name of the shape is the rule."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    rdf = loaded.rdf
    written = rdflib.Graph().parse(resources.ontology("shapes.ttl"), format="turtle")
    owners = {shape: node for node, shape in written.subject_objects(SH.property)}
    # With no inference there is nothing to undo in the data, so they need not be copied.
    _, report, _ = pyshacl.validate(
        rdf, shacl_graph=_flat(written), inference="none", inplace=True, do_owl_imports=False
    )
    for result, node in report.subject_objects(SH.focusNode):
        shape = report.value(result, SH.sourceShape)
        value, message = report.value(result, SH.value), report.value(result, SH.resultMessage)
        has = "" if value is None or value == node else f"; it has {shown(value)}"
        rule = str(owners.get(shape, shape)).removeprefix(SHAPES)
        yield Finding(rule, str(node), label_of(rdf, node), f"{message}{has}")


def _flat(written: rdflib.Graph) -> rdflib.Graph:
    """The same shapes with the targets given to each property shape: pyshacl then takes all nodes at once.

    A property shape within a node shape it validates node by node, which takes twice as long.
    """
    from rdflib import RDF
    from rdflib.namespace import SH

    flat = type(written)()
    flat += written
    for owner, shape in written.subject_objects(SH.property):
        targets = [
            (term, item) for term in (SH.targetClass, SH.targetObjectsOf) for item in written.objects(owner, term)
        ]
        if targets:
            flat.remove((owner, SH.property, shape))
            flat.add((shape, RDF.type, SH.PropertyShape))
        for term, item in targets:
            flat.add((shape, term, item))
    return flat


@contextlib.contextmanager
def quiet_literals() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each literal that is no number or date: the shapes report those."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
