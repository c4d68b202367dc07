"""SPARQL queries to an endpoint (SPARQL 1.1 Protocol), and its answers as ours."""

from __future__ import annotations

import json
import re
import urllib.parse
from typing import Any

from kg.endpoint.requests import Answer, Call, Server
from kg.errors import QueryError
from kg.faults import QUOTED
from kg.rdf import prefixes
from kg.results import Result
from kg.sparql import TIMEOUT

JSON = "application/sparql-results+json"
RDF = {
    "application/n-triples": "N_TRIPLES",
    "text/ntriples": "N_TRIPLES",
    "text/plain": "N_TRIPLES",
    "text/turtle": "TURTLE",
    "application/x-turtle": "TURTLE",
    "application/rdf+xml": "RDF_XML",
}
ACCEPT = {
    "SELECT": f"{JSON}, application/json;q=0.5",
    "ASK": f"{JSON}, application/json;q=0.5",
    "CONSTRUCT": "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5",
    "DESCRIBE": "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5",
}


def query(url: str, sparql: str, *, timeout: float = TIMEOUT) -> Result:
    """The answer of a SPARQL endpoint at an http(s) address. kg:, actor: and the like need no declaration.

    Updates are refused. `Result.note` says so where the server cut its answer short. Raises UsageError, QueryError for
    a query that the server refuses, EndpointError.
    """
    form, server = _form(sparql), Server(url, timeout)
    sent = urllib.parse.urlencode({"query": _declared(sparql)}).encode()
    answer = server.send(Call("POST", url, sent, accept=ACCEPT[form], safe=True))
    if answer.status == 405:  # some servers take queries by GET only
        address = f"{url}{'&' if '?' in url else '?'}{sent.decode()}"
        answer = server.send(Call("GET", address, accept=ACCEPT[form], safe=True))
    if answer.status == 400:
        raise QueryError(reason=f"the endpoint says: {server.words(answer) or 'bad request'}")
    if answer.status != 200:
        raise server.refusal(answer)
    result = _understood(answer, form)
    if result is None:
        raise server.error(f"sent {answer.type}, not {_EXPECTED[form]} that could be read; is it one for SPARQL?")
    return result


def _understood(answer: Answer, form: str) -> Result | None:
    try:
        result = (_solutions if form in ("SELECT", "ASK") else _triples)(answer)
        len(result)  # every term is read here
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, SyntaxError):
        return None
    return result


def _form(sparql: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; anything else is refused before it is sent."""
    if re.search("[\ud800-\udfff]", sparql):
        raise QueryError(reason="it holds half a character (a lone surrogate)")
    bare = re.sub(r"(?i)\b(PREFIX\s+\S*?:|BASE\b|DEFINE\s+\S+)", " ", QUOTED.sub(" ", sparql))
    found = re.search(r"[A-Za-z]+", bare)
    form = found[0].upper() if found else ""
    if form not in ACCEPT:
        raise QueryError(reason="a query only reads; begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    return form


def _declared(sparql: str) -> str:
    """The query with those of our prefixes that it uses without declaring them, in its first line."""
    bare = QUOTED.sub(" ", sparql)
    own = set(re.findall(r"(?i)\bPREFIX\s+([\w.-]*)\s*:", bare))
    used = set(re.findall(r"(?<![\w?$:-])([\w-]+):", bare))
    return "".join(f"PREFIX {p}: <{space}> " for p, space in prefixes().items() if p in used - own) + sparql


def _solutions(answer: Answer) -> Result:
    """SPARQL results in JSON, also as older servers write them: "typed-literal", and ASK as a table."""
    told = json.loads(answer.body)
    variables, note = [str(name) for name in told["head"].get("vars", [])], _note(answer)
    if "boolean" in told or variables == [_VIRTUOSO_ASK]:
        rows = told.get("results", {}).get("bindings") or [{}]
        truth = told.get("boolean", rows[0].get(_VIRTUOSO_ASK, {}).get("value") == "1")
        return Result("boolean", json.dumps({"head": {}, "boolean": bool(truth)}).encode(), prefixes(), note)
    rows = [{name: _term(term) for name, term in row.items()} for row in told["results"]["bindings"]]
    data = {"head": {"vars": variables}, "results": {"bindings": rows}}
    return Result("solutions", json.dumps(data, ensure_ascii=False).encode(), prefixes(), note)


def _term(term: dict[str, Any]) -> dict[str, Any]:
    match term["type"]:
        case "typed-literal":
            return term | {"type": "literal"}
        case "bnode":
            return term | {"value": "b" + re.sub(r"\W", "", term["value"], flags=re.ASCII)}
    return term


def _triples(answer: Answer) -> Result:
    import pyoxigraph as ox

    quads = ox.parse(answer.body, getattr(ox.RdfFormat, RDF[answer.type]), rename_blank_nodes=False)
    lines = {f"{quad.triple} .\n".encode() for quad in quads}
    return Result("triples", b"".join(sorted(lines)), prefixes(), _note(answer))


def _note(answer: Answer) -> str:
    most = answer.headers.get("X-SPARQL-MaxRows", "")
    state = answer.headers.get("X-SQL-State", "")
    if most.isdecimal() and answer.body:
        return f"the endpoint answers with no more than {int(most)} rows"
    return "the endpoint ran out of time, and its answer is not complete" if state == "S1TAT" else ""


_VIRTUOSO_ASK = "__ASK_RETVAL"
_EXPECTED = dict.fromkeys(("SELECT", "ASK"), "SPARQL results in JSON") | dict.fromkeys(("CONSTRUCT", "DESCRIBE"), "RDF")
