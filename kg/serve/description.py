"""The endpoint's description of itself (SPARQL 1.1 Service Description)."""

from __future__ import annotations

import kg

FORMATS = {
    "turtle": "TURTLE",
    "ntriples": "N_TRIPLES",
    "jsonld": "JSON_LD",
    "rdfxml": "RDF_XML",
}


def describe(address: str, triples: int, form: str) -> bytes:
    """The description of the service at an address, in a format of `kg.serve.formats.TRIPLES`."""
    import pyoxigraph as ox

    turtle = _TURTLE.format(address=address, triples=triples, version=kg.__version__, formats=", ".join(_W3C))
    if form == "turtle":
        return turtle.encode()
    return ox.serialize(ox.parse(turtle, ox.RdfFormat.TURTLE), format=getattr(ox.RdfFormat, FORMATS[form])) or b""


_W3C = [f"formats:{name}" for name in ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
        "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD", "RDF_XML")]  # fmt: skip
_TURTLE = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix void: <http://rdfs.org/ns/void#> .

<{address}> a sd:Service ;
    rdfs:label "polkg {version}" ;
    sd:endpoint <{address}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} ;
    sd:defaultDataset <{address}#dataset> .

<{address}#dataset> a sd:Dataset ;
    sd:defaultGraph <{address}#graph> .

<{address}#graph> a sd:Graph ;
    void:triples {triples} .
"""
