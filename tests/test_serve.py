"""The server: the SPARQL protocol as others speak it, and everything that a hostile client may try."""

from __future__ import annotations

import base64
import concurrent.futures
import contextlib
import http.client
import http.server
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from samples import hostile_graph, small_graph
from serving import Answer, Served, serving

from kg.model import Graph
from kg.page import draw
from kg.queries import named_queries
from kg.rdf import turtle
from kg.serve.formats import accepted
from kg.store import save_graph

QUOTED = "SELECT ?who ?what WHERE { ?s a kg:Stance ; kg:actor/rdfs:label ?who ; kg:policy/rdfs:label ?what }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r }"
ADA = "https://w3id.org/polkg/actor/ada-example"
FORM = "application/x-www-form-urlencoded"


def save(graph: Graph, path: Path) -> Path:
    save_graph(graph, path, build={}, extra={"graph.ttl": turtle(graph), "network.html": draw(graph)})
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(small_graph(), tmp_path_factory.mktemp("serve") / "graph")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with serving(folder, "--timeout", "20") as server:
        yield server


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a thousand triples, whose products are beyond any machine."""
    path = tmp_path_factory.mktemp("serve") / "thousand.nt"
    path.write_text("".join(f'<http://e/{n}> <http://e/p> "{n}" .\n' for n in range(1000)))
    return path


@pytest.fixture(scope="module")
def small(thousand: Path) -> Iterator[Served]:
    """A server of few means: two workers, one second, ten rows."""
    with serving(thousand, "--timeout", "1", "--rows", "10", "--workers", "2") as server:
        yield server


def who(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [row["who"]["value"] for row in answer.json["results"]["bindings"]]


# The protocol


def test_a_query_comes_by_get_by_form_and_by_itself(served: Served) -> None:
    field = urllib.parse.urlencode({"query": QUOTED})
    asked = [
        served.ask(f"/sparql?{field}"),
        served.ask("/sparql", field, Content_Type=FORM),
        served.ask("/sparql", field, Content_Type=f"{FORM}; charset=UTF-8"),
        served.ask("/sparql", QUOTED, Content_Type="application/sparql-query"),
    ]
    assert [who(answer) for answer in asked] == [["Ada Example"]] * 4
    assert {answer.media for answer in asked} == {"application/sparql-results+json"}


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/json", "application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", "text/tab-separated-values", ox.QueryResultsFormat.TSV),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml",
         ox.QueryResultsFormat.XML),
        ("application/*;q=0.1, text/tab-separated-values", "text/tab-separated-values", ox.QueryResultsFormat.TSV),
    ],
)  # fmt: skip
def test_solutions_come_in_the_format_that_is_liked_best(
    served: Served, accept: str, media: str, form: ox.QueryResultsFormat
) -> None:
    answer = served.query("SELECT * { VALUES (?x ?y) { (<http://e/a> 'ä\\n\\t\"'@de) (UNDEF 2.50) } }", Accept=accept)
    assert (answer.status, answer.media, answer.headers["Vary"]) == (200, media, "Accept")
    read = ox.parse_query_results(answer.body, form)
    assert isinstance(read, ox.QuerySolutions)
    rows = [(row["x"], row["y"]) for row in read]
    number = ox.Literal("2.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    assert rows == [(ox.NamedNode("http://e/a"), ox.Literal('ä\n\t"', language="de")), (None, number)]


def test_csv_is_what_spreadsheets_read(served: Served) -> None:
    answer = served.query(QUOTED, Accept="text/csv")
    assert (answer.media, answer.body) == ("text/csv", b"who,what\r\nAda Example,toll road\r\n")


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_yes_or_no_comes_in_each_format(served: Served, form: str) -> None:
    asked = urllib.parse.quote("ASK { actor:ada-example kg:opposes policy:toll-road }")
    answer = served.ask(f"/sparql?query={asked}&format={form}")
    assert answer.status == 200
    assert b"true" in answer.body


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        ("text/turtle", "text/turtle", ox.RdfFormat.TURTLE),
        ("*/*", "text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("text/csv, application/n-triples;q=0.3", "application/n-triples", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_triples_come_in_each_format(served: Served, accept: str, media: str, form: ox.RdfFormat) -> None:
    answer = served.query("CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o }", Accept=accept)
    assert (answer.status, answer.media) == (200, media)
    labels = {quad.object.value for quad in ox.parse(answer.body, form) if isinstance(quad.object, ox.Literal)}
    assert {"Ada Example", "Springfield", "toll road"} <= labels


def test_the_same_query_gets_the_same_bytes(served: Served, folder: Path) -> None:
    asked = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    with serving(folder) as other:
        for accept in ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples"):
            assert served.query(asked, Accept=accept).body == other.query(asked, Accept=accept).body


def test_what_nobody_can_write_is_not_acceptable(served: Served) -> None:
    assert (served.query("ASK {}", Accept="image/png")).status == 406
    wrong = served.query("ASK {}", Accept="text/turtle")
    assert (wrong.status, "SELECT and ASK are answered in application/sparql-results+json" in wrong.error) == (
        406,
        True,
    )
    assert served.query("DESCRIBE actor:ada-example", Accept="text/csv").status == 406
    assert served.query("ASK {}", Accept="application/sparql-results+json;q=0, text/csv;q=0").status == 406


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        (None, ("json", "turtle")),
        ("", ("json", "turtle")),
        ("text/*", ("csv", "turtle")),
        ("text/csv;q=0, */*;q=0.1", ("json", "turtle")),
        ("application/json;q=0.2, application/ld+json;q=0.9, application/sparql-results+xml;q=0.5", ("xml", "jsonld")),
        ("TEXT/CSV ; Q=1.000", ("csv", None)),
        ("text/csv;q=2, text/turtle;q=nan, application/n-triples", (None, "ntriples")),
    ],
)  # fmt: skip
def test_accept_headers_are_read_as_rfc_9110_says(accept: str | None, found: tuple[str | None, str | None]) -> None:
    formats = accepted(accept)
    assert (formats.solutions, formats.triples) == found


def test_without_a_query_the_service_describes_itself(served: Served) -> None:
    terms = "http://www.w3.org/ns/sparql-service-description#"
    for accept, form in {
        "text/turtle": "turtle",
        "application/ld+json": "json-ld",
        "application/rdf+xml": "xml",
    }.items():
        answer = served.ask("/sparql", Accept=accept)
        assert (answer.status, answer.media) == (200, accept)
        graph = rdflib.Graph().parse(data=answer.body, format=form)
        [service] = graph.subjects(rdflib.RDF.type, rdflib.URIRef(f"{terms}Service"))
        assert str(service) == f"{served.address}sparql"
        assert len(set(graph.objects(service, rdflib.URIRef(f"{terms}resultFormat")))) == 8
    browser = served.ask("/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert (browser.status, browser.headers["Location"]) == (303, "/")


def test_rdflib_is_a_client(served: Served) -> None:
    store = SPARQLStore(f"{served.address}sparql")
    graph = rdflib.Graph(store=store)
    assert (rdflib.URIRef(ADA), rdflib.RDFS.label, rdflib.Literal("Ada Example")) in graph
    rows = list(graph.query("SELECT ?o { <" + ADA + "> <https://w3id.org/polkg/ontology#opposes> ?o }"))
    assert [str(row[0]) for row in rows] == ["https://w3id.org/polkg/policy/toll-road"]  # type: ignore[index]
    assert len(store.query(f"DESCRIBE <{ADA}>").graph or ()) > 5


def test_many_queries_come_on_one_connection(served: Served) -> None:
    with contextlib.closing(served.connect()) as connection:
        for _ in range(20):
            connection.request("POST", "/sparql", QUOTED, {"Content-Type": "application/sparql-query"})
            answer = connection.getresponse()
            assert (answer.status, b"Ada Example" in answer.read()) == (200, True)


# Named queries


def test_the_named_queries_are_told_with_their_parameters(served: Served) -> None:
    told = served.ask("/queries").json
    assert [query["name"] for query in told["queries"]] == list(named_queries())
    [stances] = [query for query in told["queries"] if query["name"] == "stances"]
    assert stances["parameters"][0]["name"] == "actor"
    assert stances["parameters"][0]["type"] == "string"
    assert told["prefixes"]["kg"] == "https://w3id.org/polkg/ontology#"


@pytest.mark.parametrize("name", named_queries())
def test_each_named_query_has_an_address(served: Served, name: str) -> None:
    assert served.ask(f"/query/{name}").status == 200


def test_a_named_query_takes_values_from_its_address(served: Served) -> None:
    assert who(served.ask("/query/who-opposes-what?actor=ada")) == ["Ada Example"]
    assert who(served.ask("/query/who-opposes-what?actor=nobody")) == []
    assert served.ask("/query/who-opposes-what?actor=ada&format=csv").body.startswith(b"who,opposes,words,")


def test_a_value_cannot_break_out_of_its_place(served: Served) -> None:
    attack = '" } } } SELECT ?who { ?who ?p ?o } #\\" } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } \\u0022 }\n}'
    assert who(served.ask(f"/query/who-opposes-what?{urllib.parse.urlencode({'actor': attack})}")) == []
    number = served.ask(f"/query/stances?{urllib.parse.urlencode({'confidence': '0 } ?s ?p ?o {'})}")
    assert (number.status, "confidence must be a decimal" in number.error) == (400, True)


def test_a_named_querys_text_is_to_be_had(served: Served) -> None:
    answer = served.ask("/query/who-opposes-what?actor=Ada", Accept="application/sparql-query")
    assert answer.media == "application/sparql-query"
    assert 'VALUES ?actor { "Ada" }' in answer.body.decode()


def test_what_a_named_query_does_not_know_is_told(served: Served) -> None:
    missing = served.ask("/query/nothing")
    assert (missing.status, "There is no named query nothing" in missing.error) == (404, True)
    wrong = served.ask("/query/offices?nothing=1")
    assert (wrong.status, "There is no parameter of offices nothing" in wrong.error) == (400, True)
    assert served.ask("/query/offices?actor=a&actor=b").status == 400


# What is refused


def asked(**fields: str) -> str:
    return f"/sparql?{urllib.parse.urlencode(fields)}"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nothing", 404, "there is nothing here"),
        ("/sparql/", 404, "there is nothing here"),
        ("/../../etc/passwd", 404, "there is nothing here"),
        ("/query/..%2f..%2fetc%2fpasswd", 404, ""),
        ("/query/%00", 404, "There is no named query"),
        ("/graph.ttl", 404, "there is nothing here"),
        ("/static/../guard.py", 404, "there is nothing here"),
        (asked(query=""), 400, "the query is empty"),
        (asked(query="SELECT * {"), 400, "line 1, column 11"),
        (asked(query="ASK { ?s ?p 'a\0b' }"), 400, "null character"),
        ("/sparql?query=ASK%20%7B%7D%FF", 400, "the address is not UTF-8"),
        ("/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D", 400, "“query” is given 2 times"),
        ("/sparql?" + "&".join(f"a{n}" for n in range(200)), 400, "more than 100 fields"),
        (asked(query="ASK {}", **{"default-graph-uri": "http://e/"}), 400, "“default-graph-uri” is refused"),
        (asked(query="ASK {}", **{"named-graph-uri": "http://e/"}), 400, "“named-graph-uri” is refused"),
        (asked(update="DELETE WHERE { ?s ?p ?o }"), 400, "this server only reads"),
        (asked(query="ASK {}", format="pdf"), 400, "there is no format “pdf”"),
        (asked(query="LOAD <file:///etc/passwd>"), 400, "a query only reads"),
        (asked(query="DELETE WHERE { ?s ?p ?o }"), 400, "a query only reads"),
        (asked(query="CLEAR ALL"), 400, "a query only reads"),
        ("/node", 400, "takes an absolute IRI"),
        ("/node?iri=" + urllib.parse.quote("http://e/> ?p ?o } #"), 400, "takes an absolute IRI"),
    ],
)
def test_a_bad_address_gets_a_clear_line(served: Served, path: str, status: int, said: str) -> None:
    answer = served.ask(path)
    assert (answer.status, answer.media) == (status, "application/json")
    assert said in answer.error
    assert answer.error.isprintable()


@pytest.mark.parametrize(
    ("body", "media", "status", "said"),
    [
        (b"DELETE WHERE { ?s ?p ?o }", "application/sparql-update", 415, "updates are refused"),
        (b"DELETE WHERE { ?s ?p ?o }", "application/sparql-query", 400, "a query only reads"),
        (b"update=DELETE+WHERE+%7B%7D", FORM, 400, "this server only reads"),
        (b"ASK {}", "text/plain", 415, "not “text/plain”"),
        (b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400, "not UTF-8"),
        (b"ASK { ?s ?p '\0' }", "application/sparql-query", 400, "null character"),
        (b"query=%ff", FORM, 400, "the body is not UTF-8"),
        (b"", FORM, 400, "there is no “query”"),
    ],
)
def test_a_bad_body_gets_a_clear_line(served: Served, body: bytes, media: str, status: int, said: str) -> None:
    answer = served.ask("/sparql", body, Content_Type=media)
    assert (answer.status, said in answer.error) == (status, True)


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/sparql"), ("DELETE", "/sparql"), ("PATCH", "/sparql"), ("OPTIONS", "/sparql"),
                         ("POST", "/"), ("TRACE", "/"), ("POST", "/network")]
)  # fmt: skip
def test_other_methods_are_not_allowed(served: Served, method: str, path: str) -> None:
    answer = served.ask(path, method=method)
    assert (answer.status, answer.error) == (405, f"{method} is not possible here")
    assert "GET" in answer.headers["Allow"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_no_other_origin_may_ask(served: Served) -> None:
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec_Fetch_Site": "cross-site"},
    ):
        answer = served.query("ASK {}", **headers)
        assert (answer.status, answer.error) == (403, "a page of another server may not ask this one")
    own = served.query("ASK {}", Origin=served.address.rstrip("/"), Sec_Fetch_Site="same-origin")
    assert (own.status, "Access-Control-Allow-Origin" in own.headers) == (200, False)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "localhost.evil:PORT"]
)
def test_a_foreign_host_is_told_to_go(served: Served, host: str) -> None:
    answer = served.ask("/sparql", Host=host.replace("PORT", str(served.port)))
    assert (answer.status, f"127.0.0.1:{served.port}" in answer.error) == (421, True)
    assert served.ask("/sparql", Host="a b\tc").status == 400
    assert served.ask("/sparql", Host=f"LOCALHOST:{served.port}").status == 200


def test_every_answer_is_closed_to_others(served: Served) -> None:
    for path in ("/", "/network", "/queries", f"/node?iri={ADA}", "/sparql", "/nothing"):
        headers = served.ask(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Referrer-Policy"] == "same-origin"


# Nothing outside is reached


def test_service_reaches_nobody(served: Served, listener: tuple[str, list[str]]) -> None:
    address, visits = listener
    for query in ("SELECT * { SERVICE <URL> { ?s ?p ?o } }", "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }"):
        answer = served.query(query.replace("URL", address))
        assert (answer.status, "SERVICE is refused" in answer.error) == (400, True)
    for query in ("SELECT * FROM <URL> { ?s ?p ?o }", "SELECT * { ?s ?p ?o . FILTER(?o = <URL>) }"):
        assert served.query(query.replace("URL", address)).json["results"]["bindings"] == []
    assert visits == []


def test_a_worker_can_open_neither_files_nor_connections(served: Served) -> None:
    served.query("ASK {}")
    workers = served.children()
    assert len(workers) >= 2
    for worker in workers:
        limits = Path(f"/proc/{worker}/limits").read_text()
        assert re.search(r"^Max open files +0 +0 ", limits, re.MULTILINE)
        assert re.search(r"^Max address space +\d+ ", limits, re.MULTILINE)


# Limits


def test_a_cross_product_is_stopped_while_another_client_is_answered(small: Served) -> None:
    with concurrent.futures.ThreadPoolExecutor() as threads:
        began = time.monotonic()
        endless = threads.submit(small.query, ENDLESS)
        answered = 0
        while not endless.done():
            assert small.query("ASK { ?s ?p '7' }").json["boolean"] is True
            answered += 1
        assert answered > 5
        answer = endless.result()
    assert (answer.status, time.monotonic() - began < 30) == (504, True)
    assert "it took longer than 1 seconds and was stopped; narrow it or add LIMIT" in answer.error


def test_all_workers_are_replaced_when_all_had_to_be_killed(small: Served) -> None:
    small.query("ASK {}")
    before = set(small.children())
    with concurrent.futures.ThreadPoolExecutor() as threads:
        answers = list(threads.map(small.query, [ENDLESS] * 4))
    assert [answer.status for answer in answers] == [504] * 4
    assert small.query("ASK { ?s ?p '7' }").json["boolean"] is True
    deadline = time.monotonic() + 20
    while before & set(small.children()):
        assert time.monotonic() < deadline, "a worker outlived its query"
        time.sleep(0.05)


def test_an_answer_ends_at_the_limit_of_rows_and_says_so(small: Served) -> None:
    every = "SELECT * { ?s ?p ?o } ORDER BY ?s"
    for accept, form in (("text/tab-separated-values", ox.QueryResultsFormat.TSV),
                         ("application/sparql-results+json", ox.QueryResultsFormat.JSON)):  # fmt: skip
        cut = small.query(every, Accept=accept)
        assert (cut.status, cut.headers["KG-Rows-Cut"]) == (200, "10")
        assert len(list(ox.parse_query_results(cut.body, form))) == 10  # type: ignore[arg-type]
    whole = small.query(f"{every} LIMIT 10")
    assert (len(whole.json["results"]["bindings"]), whole.headers["KG-Rows-Cut"]) == (10, None)
    triples = small.query("CONSTRUCT WHERE { ?s ?p ?o }", Accept="application/n-triples")
    assert (triples.body.count(b"\n"), triples.headers["KG-Rows-Cut"]) == (10, "10")


def test_a_value_of_many_lines_is_one_row(small: Served) -> None:
    answer = small.query("SELECT (GROUP_CONCAT(?o; separator='\\n') AS ?all) { ?s ?p ?o }", Accept="text/csv")
    assert (answer.headers["KG-Rows-Cut"], answer.body.count(b"\n")) == (None, 1001)


def test_an_answer_without_end_is_refused(small: Served) -> None:
    long = "SELECT (GROUP_CONCAT(CONCAT(?o, ?y, ?o, ?y)) AS ?all) { ?s ?p ?o . ?x ?p ?y . ?z ?p ?q }"
    answer = small.query(long)
    assert answer.status in (400, 504)
    assert re.search("larger than|too much memory|took longer", answer.error)
    assert small.query("ASK {}").json["boolean"] is True


def test_a_query_nested_beyond_reason_kills_a_worker_and_nothing_else(small: Served) -> None:
    answer = small.query("SELECT * {" + "{" * 100_000 + "}" * 100_000 + "}")
    assert (answer.status, "nested too deeply" in answer.error) == (400, True)
    assert small.query("ASK {}").json["boolean"] is True


def test_a_query_of_ten_megabytes_is_refused(served: Served) -> None:
    long = b"ASK { ?s ?p '" + b"a" * 10_000_000 + b"' }"
    for body, media in ((long, "application/sparql-query"), (b"query=" + long, FORM)):
        answer = served.ask("/sparql", body, Content_Type=media)
        assert (answer.status, answer.error) == (413, "the request is larger than 1 MB; shorten the query")
    assert served.query("ASK {}").status == 200


def raw(server: Served, data: bytes, *, wait: float = 20) -> bytes:
    """What comes back for bytes on a connection, until the server closes it."""
    with socket.create_connection((server.host, server.port), timeout=wait) as connection:
        connection.sendall(data)
        got = b""
        with contextlib.suppress(ConnectionResetError):
            while more := connection.recv(65536):
                got += more
    return got


def test_a_large_request_is_refused_before_it_has_come(served: Served) -> None:
    head = f"POST /sparql HTTP/1.1\r\nHost: {served.host}:{served.port}\r\nContent-Type: application/sparql-query\r\n"
    announced = raw(served, head.encode() + b"Content-Length: 10000000000\r\nConnection: close\r\n\r\nASK")
    assert announced.startswith(b"HTTP/1.1 413 ")
    chunk = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
    chunked = raw(served, head.encode() + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunk * 40)
    assert chunked.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x00\x01\x02\xff\xfe\r\n\r\n", 400),
        (b"GET /\xff HTTP/1.1\r\nHost: HOST\r\n\r\n", 400),
        (b"GET /\x00 HTTP/1.1\r\nHost: HOST\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: HOST\r\nContent-Length: -5\r\n\r\n", 400),
        (b"GET /" + b"a" * 1_000_000 + b" HTTP/1.1\r\nHost: HOST\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: HOST\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n", 431),
        (b"GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n", 404),
    ],
)
def test_what_is_no_http_is_answered_and_closed(served: Served, data: bytes, status: int) -> None:
    got = raw(served, data.replace(b"HOST", f"{served.host}:{served.port}".encode()))
    assert got.startswith(f"HTTP/1.1 {status} ".encode())
    assert b'{"error":"' in got
    assert served.query("ASK {}").status == 200


def test_who_is_slow_is_sent_away(served: Served) -> None:
    assert raw(served, b"GET / HTTP/1.1\r\nHost: ", wait=30).startswith(b"HTTP/1.1 408 ")


def test_two_hundred_connections_at_once_are_answered_or_told_to_wait(served: Served) -> None:
    with contextlib.ExitStack() as idle, concurrent.futures.ThreadPoolExecutor(200) as threads:
        for _ in range(100):
            idle.enter_context(socket.create_connection((served.host, served.port)))
        answers = list(threads.map(served.query, ["ASK { ?s kg:opposes ?o }"] * 200))
    statuses = {answer.status for answer in answers}
    assert statuses <= {200, 503}
    assert sum(answer.status == 200 for answer in answers) >= 50
    assert all("ask again in a moment" in answer.error for answer in answers if answer.status == 503)
    assert served.query("ASK {}").status == 200


def test_a_query_ends_when_its_client_goes_away(thousand: Path) -> None:
    with serving(thousand, "--timeout", "300", "--workers", "1") as server:
        body = ENDLESS.encode()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nContent-Type: application/sparql-query\r\n"
        )
        with socket.create_connection((server.host, server.port)) as connection:
            connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            time.sleep(0.5)
        assert server.query("ASK { ?s ?p '7' }").json["boolean"] is True


def test_who_waits_is_answered_when_the_query_before_is_stopped(thousand: Path) -> None:
    with serving(thousand, "--timeout", "3", "--workers", "1") as server, \
            concurrent.futures.ThreadPoolExecutor() as threads:  # fmt: skip
        first = threads.submit(server.query, ENDLESS)
        time.sleep(0.5)
        assert server.query("ASK {}").json["boolean"] is True
        assert first.result().status == 504


def test_the_network_page_is_the_folders_own_and_kept_apart(served: Served, folder: Path) -> None:
    answer = served.ask("/network")
    assert answer.body == (folder / "network.html").read_bytes()
    assert answer.headers["Content-Security-Policy"].startswith("sandbox allow-scripts ")


def test_a_node_tells_its_statements_and_their_words(served: Served) -> None:
    page = served.ask(f"/node?iri={ADA}").body.decode()
    for part in ("<h1 dir=\"auto\">Ada Example</h1>", "Ada Example opposes toll road", "opposes the “toll road”",
                 "https://example.org/a1", "also Example"):  # fmt: skip
        assert part in page
    unknown = served.ask("/node?iri=http://e/nobody")
    assert (unknown.status, b"The graph says nothing of this node" in unknown.body) == (404, True)


def test_hostile_names_are_text_on_a_page(tmp_path: Path) -> None:
    with serving(save(hostile_graph(), tmp_path / "graph")) as server:
        listed = server.query("SELECT ?who { ?who a kg:Actor }")
        for iri in who(listed):
            page = server.ask(f"/node?{urllib.parse.urlencode({'iri': iri})}")
            assert page.status == 200
            assert b"<img" not in page.body
            assert b"javascript:" not in page.body


# The folder and the process


def test_a_rebuilt_folder_is_seen_by_the_next_query(tmp_path: Path) -> None:
    place = save(small_graph(), tmp_path / "graph")
    with serving(place, "--workers", "2") as server:
        assert who(server.query(QUOTED)) == ["Ada Example"]
        save(Graph(), place)
        assert who(server.query(QUOTED)) == []
        (place / "graph.ttl").write_text("nonsense")
        broken = server.query(QUOTED)
        assert (broken.status, "graph.ttl, row 1:" in broken.error) == (500, True)
        shutil.rmtree(place)
        gone = server.query(QUOTED)
        assert (gone.status, "no such file or folder" in gone.error) == (500, True)
        save(small_graph(), place)
        assert who(server.query(QUOTED)) == ["Ada Example"]


def test_the_server_writes_nothing(folder: Path) -> None:
    def state() -> dict[str, tuple[int, bytes]]:
        return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(folder.iterdir())}

    before = state()
    with serving(folder) as server:
        server.query("DELETE WHERE { ?s ?p ?o }")
        server.query(QUOTED)
        server.ask("/network")
    assert state() == before


def test_the_workers_end_with_the_server(folder: Path) -> None:
    with serving(folder) as server:
        server.query("ASK {}")
        workers = server.children()
    assert workers
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


def test_ctrl_c_waits_for_no_query(thousand: Path) -> None:
    with concurrent.futures.ThreadPoolExecutor() as threads:
        with serving(thousand, "--timeout", "300") as server:
            asked = threads.submit(server.query, ENDLESS)
            time.sleep(0.5)
            began = time.monotonic()
        assert time.monotonic() - began < 15
        with contextlib.suppress(OSError, http.client.HTTPException):
            assert asked.result().status >= 500


def test_another_address_of_this_machine_will_do(folder: Path) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    with serving(folder, "--host", "::1") as server:
        assert server.address == f"http://[::1]:{server.port}/"
        assert server.query("ASK {}").status == 200


def test_the_workers_end_when_the_server_is_killed(thousand: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", str(thousand), "--port", "0", "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = process.stdout.readline().split()[-1]
    server = Served(process, told)
    server.query("ASK {}")
    workers = server.children()
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while [worker for worker in workers if Path(f"/proc/{worker}").exists()]:
        assert time.monotonic() < deadline, "a worker outlived the server"
        time.sleep(0.05)


# The token


def test_with_a_token_only_who_has_it_is_answered(folder: Path) -> None:
    with serving(folder, "--host", "0.0.0.0", KG_TOKEN="open sesame") as server:
        server.host = "127.0.0.1"
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Cookie": f"kg-token-{server.port}=wrong"}):
            answer = server.ask("/", **headers)
            assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
            assert "token" in answer.error
        assert server.ask("/?token=wrong").status == 401
        assert server.query(QUOTED, Authorization="Bearer open sesame").status == 200
        entered = server.ask("/node?token=open+sesame&iri=http://e/")
        assert (entered.status, entered.headers["Location"]) == (303, "/node?iri=http%3A%2F%2Fe%2F")
        cookie = entered.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "samesite=strict" in cookie.lower()
        assert server.ask("/", Cookie=cookie.split(";")[0]).status == 200


def test_a_made_up_token_is_printed_and_never_logged(folder: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0", "--token"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[-1]
    token = urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["token"][0]
    assert len(base64.urlsafe_b64decode(token + "==")) >= 32
    assert Served(process, address).ask(f"/?token={token}").status == 303
    process.send_signal(signal.SIGTERM)
    said, complaints = process.communicate(timeout=20)
    assert (process.returncode, token in said + complaints) == (0, False)
    assert re.search(r"kg: GET / 303 \d+ ms", complaints)


# How it begins


def fails(*arguments: str, **environment: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "kg", "serve", *arguments]
    clean = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"}
    done = subprocess.run(command, capture_output=True, text=True, env=clean | environment, timeout=60, check=False)
    assert done.stdout == ""
    return done.returncode, done.stderr


def test_other_machines_need_a_token(folder: Path) -> None:
    status, said = fails(str(folder), "--host", "0.0.0.0", "--port", "0")
    assert (status, said) == (
        2, "kg: 0.0.0.0 can be reached from other machines; add --token, or set KG_TOKEN.\n"
    )  # fmt: skip


def test_a_port_in_use_is_told(folder: Path, served: Served) -> None:
    status, said = fails(str(folder), "--port", str(served.port))
    assert (status, said.count("\n")) == (1, 1)
    assert said.startswith(f"kg: Cannot serve on 127.0.0.1:{served.port}: ")


def test_a_host_of_no_machine_is_told(folder: Path) -> None:
    status, said = fails(str(folder), "--host", "no.such.host.invalid", "--token", "--port", "0")
    assert (status, "Cannot serve on no.such.host.invalid:0" in said, said.count("\n")) == (1, True, 1)


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "no such file or folder"), ("nonsense", "row 1: ")],
)
def test_what_is_no_graph_is_told_before_anything_is_served(tmp_path: Path, content: str | None, said: str) -> None:
    if content is not None:
        (tmp_path / "a.ttl").write_text(content)
    status, complaint = fails(str(tmp_path / "a.ttl"), "--port", "0")
    assert (status, said in complaint, complaint.count("\n")) == (1, True, 1)


def test_the_log_holds_no_control_characters(folder: Path) -> None:
    with serving(folder) as server:  # which looks at what was logged
        server.ask("/%1b%5b2J%0d%0aGET%20/x")
        raw(server, f"GET /\x7f HTTP/1.1\r\nHost: {server.host}:{server.port}\r\nConnection: close\r\n\r\n".encode())


def test_who_does_not_take_a_large_answer_hinders_nobody(thousand: Path) -> None:
    query = b"SELECT * { ?a ?b ?c . ?d ?e ?f }"
    head = "POST /sparql HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/sparql-query\r\n"
    with serving(thousand) as server, contextlib.ExitStack() as idle:
        for _ in range(3):
            connection = idle.enter_context(socket.create_connection((server.host, server.port)))
            asked = f"{head}Content-Length: {len(query)}\r\n\r\n".replace("HOST", f"{server.host}:{server.port}")
            connection.sendall(asked.encode() + query)
            assert connection.recv(12) == b"HTTP/1.1 200"
        assert server.query("ASK { ?s ?p '7' }").json["boolean"] is True
