"""Statements as RDF and back. The only room that mints IRIs; ontology/README.md draws the model."""

from __future__ import annotations

from kg.rdf.jsonld import jsonld
from kg.rdf.labels import label
from kg.rdf.rdfxml import rdfxml
from kg.rdf.read import from_rdf
from kg.rdf.terms import BASE, VOCABULARIES, prefixes
from kg.rdf.write import nquads, ntriples, to_rdf, trig, turtle

__all__ = ["BASE", "VOCABULARIES", "from_rdf", "jsonld", "label", "nquads", "ntriples", "prefixes", "rdfxml", "to_rdf",
           "trig", "turtle"]  # fmt: skip
