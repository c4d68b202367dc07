"""Write the documentation of the ontology as one HTML page that needs no network: make ontology-docs

The page is pyLODE's, with our own terms before the borrowed ones, and with the positions, statuses and relations.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import rdflib
from pylode.profiles.ontpub import OntPub
from pylode.rdf_elements import CLASS_PROPS, ONT_TYPES
from pylode.utils import section_html
from rdflib import OWL, RDFS, SKOS

from kg import resources

PAGE = Path(__file__).resolve().parent / "ontology" / "index.html"
OURS = "https://w3id.org/polkg/"
ADDED = {SKOS.closeMatch: "Close Match", SKOS.relatedMatch: "Related Match", RDFS.seeAlso: "See Also"}
SHOWN = [*CLASS_PROPS, *ADDED]
ONT_TYPES[RDFS.Datatype] = ("dt", "RDFS Datatype")


class OntologyPage(OntPub):  # type: ignore[misc]
    """pyLODE's page with two more sections: datatypes and named individuals."""

    def _make_main_sections(self) -> None:
        super()._make_main_sections()
        for prop, title in ADDED.items():  # pyLODE does not know how these are called
            self.props_labeled[prop] = {"title": title, "description": title, "ont_title": "SKOS and RDFS"}
        for title, kind in {"Named Individuals": OWL.NamedIndividual, "Datatypes": RDFS.Datatype}.items():
            anchor = title.lower().replace(" ", "_")
            known = (self.ont, self.back_onts, self.ns, kind, SHOWN, self.toc, anchor, self.fids, self.props_labeled)
            with self.content:
                section_html(title, *known).render()


def main(page: Path = PAGE) -> None:
    """Write the page; the same ontology gives the same bytes."""
    logging.disable(logging.INFO)
    html = OntologyPage(ordered(rdflib.Graph().parse(resources.ontology("kg.ttl")))).make_html()
    page.write_text("\n".join(line.rstrip() for line in html.splitlines()) + "\n", encoding="utf-8", newline="\n")


def ordered(ontology: rdflib.Graph) -> rdflib.Graph:
    """The triples in the order of the page: our own terms first, each sort by its label."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, space in sorted(ontology.namespaces()):
        graph.bind(prefix, space)
    named = [triple for triple in ontology if not any(isinstance(term, rdflib.BNode) for term in triple)]
    for triple in sorted(named, key=lambda t: (not t[0].startswith(OURS), str(ontology.value(t[0], RDFS.label)), t)):
        graph.add(triple)
    return graph


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
