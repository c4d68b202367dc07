"""Statements as RDF and back. The only room that mints IRIs; ontology/README.md draws the model."""

from __future__ import annotations

from kg.rdf.jsonld import jsonld
from kg.rdf.labels import label
from kg.rdf.rdfxml import rdfxml
from kg.rdf.read import from_rdf
from kg.rdf.terms import BASE, VOCABULARIES, is_iri, prefixes
from kg.rdf.write import build_turtle, nquads, ntriples, to_rdf, trig, turtle

__all__ = ["BASE", "VOCABULARIES", "build_turtle", "from_rdf", "is_iri", "jsonld", "label", "nquads", "ntriples",
           "prefixes", "rdfxml", "to_rdf", "trig", "turtle"]  # fmt: skip
