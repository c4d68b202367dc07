"""The words of the model in RDF, as prefixed names: "kg:Support"; and the namespaces behind the prefixes."""

from __future__ import annotations

from typing import NamedTuple

from kg.errors import BaseIRIError
from kg.model import Kind, Position, Relation, Status

BASE = "https://w3id.org/polkg/"
# in the order of a Turtle file
KINDS = ("actor", "policy", "topic", "role", "statement", "evidence", "mention", "article", "interval", "build",
         "extractor", "software")  # fmt: skip
VOCABULARIES = {
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "kg": "https://w3id.org/polkg/ontology#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class Term(NamedTuple):
    """A word of the model: its concept, the property of the derived direct triple, its verb in a label."""

    concept: str
    property: str
    verb: str


STATUSES: dict[Status, Term] = {
    "current": Term("kg:Current", "kg:holdsOffice", "is"),
    "former": Term("kg:Former", "kg:heldOffice", "was"),
    "future": Term("kg:Future", "kg:willHoldOffice", "is to be"),
    "acting": Term("kg:Acting", "kg:actsInOffice", "is acting"),
}
POSITIONS: dict[Position, Term] = {
    "support": Term("kg:Support", "kg:supports", "supports"),
    "oppose": Term("kg:Oppose", "kg:opposes", "opposes"),
    "mixed": Term("kg:Mixed", "kg:mixedOn", "is of two minds about"),
}
RELATIONS: dict[Relation, Term] = {
    "consult": Term("kg:Consult", "kg:consults", "consults"),
    "cooperate": Term("kg:Cooperate", "kg:cooperatesWith", "cooperates with"),
    "request": Term("kg:Request", "kg:requests", "makes a request of"),
    "criticize": Term("kg:Criticize", "kg:criticizes", "criticizes"),
    "coerce": Term("kg:Coerce", "kg:coerces", "coerces"),
    "appoint": Term("kg:Appoint", "kg:appoints", "appoints"),
    "dismiss": Term("kg:Dismiss", "kg:dismisses", "dismisses"),
}
ACTORS: dict[Kind, str] = {
    "person": "foaf:Person",
    "organization": "org:Organization",
    "government": "kg:Government",
    "group": "foaf:Group",
    "unnamed": "kg:UnnamedActor",
}
STATEMENTS = {
    "membership": "org:Membership",
    "stance": "kg:Stance",
    "quotation": "schema:Quotation",
    "interaction": "kg:Interaction",
}


def prefixes(base: str = BASE) -> dict[str, str]:
    """Prefix -> namespace: one a kind of node under `base`, then the vocabularies. Raises BaseIRIError."""
    home = base if base.endswith(("/", "#", ":")) else base + "/"
    if not is_iri(home):
        raise BaseIRIError(base=base)
    return {kind: f"{home}{kind}/" for kind in KINDS} | VOCABULARIES


def is_iri(text: str) -> bool:
    """Whether the text is an absolute IRI, by RFC 3987."""
    import pyoxigraph

    try:
        pyoxigraph.NamedNode(text)
    except ValueError:  # also a lone surrogate, which is a UnicodeEncodeError
        return False
    return True
