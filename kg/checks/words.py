"""Terms and IRIs that are wrong as such: misspelled, not declared, or not to be parsed."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import resources
from kg.checks.finding import Finding, label_of, plain, shown
from kg.rdf import VOCABULARIES

if TYPE_CHECKING:
    import rdflib

    from kg.checks.loading import Loaded

ADVISED = 100  # undeclared terms for which a likely one is looked up: each takes milliseconds


def undeclared(loaded: Loaded) -> Iterator[Finding]:
    """Terms of the known vocabularies that neither ontology/kg.ttl nor the standard declares: a misspelled property."""
    declared, users = _declared(), _users(loaded.rdf)
    names = {iri: _short(iri) for iri in users}
    unknown = sorted(iri for iri, name in names.items() if name and name not in declared)
    for number, iri in enumerate(unknown):
        near = difflib.get_close_matches(names[iri], sorted(declared), n=1) if number < ADVISED else []
        advice = f"; did you mean {near[0]}?" if near else ""
        message = f"is not declared in ontology/kg.ttl, yet <{users[iri]}> uses it{advice}"
        yield Finding("undeclared", iri, plain(names[iri]), message)


def no_iris(loaded: Loaded) -> Iterator[Finding]:
    """IRIs that do not parse, also those without a scheme: other tools refuse the whole file."""
    import rdflib

    for iri, user in loaded.no_iris.items():
        label = label_of(loaded.rdf, rdflib.URIRef(user))
        yield Finding("iri", user, label, f"uses {shown(iri)}, which is no absolute IRI")


def _declared() -> set[str]:
    import rdflib

    ontology = rdflib.Graph().parse(resources.ontology("kg.ttl"), format="turtle")
    ours = {_short(str(term)) for term in ontology.subjects() if isinstance(term, rdflib.URIRef)}
    standards = (rdflib.RDF, rdflib.RDFS, rdflib.OWL, rdflib.XSD)
    return ours | {_short(str(term)) for standard in standards for term in dir(standard) if ":" in str(term)}


def _users(rdf: rdflib.Graph) -> dict[str, str]:
    """Each IRI that is used as a property, a value or a datatype, with a node that uses it."""
    import rdflib

    users: dict[str, str] = {}
    for subject, predicate, item in rdf:
        kind = getattr(item, "datatype", None)
        for term in (predicate, item if isinstance(item, rdflib.URIRef) else kind):
            if term is not None:
                users[str(term)] = min(users.get(str(term), str(subject)), str(subject))
    return users


def _short(iri: str) -> str:
    """The prefixed name of a term of the known vocabularies, else nothing."""
    for prefix, space in VOCABULARIES.items():
        if iri.startswith(space) and iri != space:
            return f"{prefix}:{iri.removeprefix(space)}"
    return ""
