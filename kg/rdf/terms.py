"""The words of the model in RDF, and how an identifier becomes an IRI. Prefixed names are strings: "kg:Support"."""

from __future__ import annotations

import re
import urllib.parse
from typing import NamedTuple

from kg.errors import BaseIRIError
from kg.model import Kind, Position, Relation, Status, fold

BASE = "https://w3id.org/polkg/"
KINDS = ("actor", "policy", "role", "statement", "evidence", "mention", "article")  # in the order of a Turtle file
VOCABULARIES = {
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


def local_name(identifier: str) -> str:
    """The identifier as the last part of an IRI, one to one: what is not plain in Turtle is percent-encoded."""
    encoded = _UNSAFE.sub(_percent, identifier)
    return re.sub(r"^[-_]", _percent, encoded) or "_"


def identifier(iri: str) -> str:
    """The identifier whose `local_name` is the last part of the IRI."""
    local = iri.rsplit("/", 1)[-1]
    return "" if local == "_" else urllib.parse.unquote(local, errors="surrogatepass")


def role_name(role: str) -> str:
    """The last part of a role's IRI: spellings that `fold` alike are one role."""
    return local_name(fold(role).replace(" ", "-"))


# Plain are the letters and digits of any script that are valid both in a Turtle local name and in an IRI.
_UNSAFE = re.compile(r"[^\w-]|[^-A-Za-z0-9_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF]")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))
