"""Other people's stores: Oxigraph and Virtuoso as they are, and servers that are strange, slow or hostile."""

from __future__ import annotations

import hashlib
import http.server
import itertools
import json
import os
import re
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from samples import HOSTILE, hostile_graph, small_graph
from servers import Store, oxigraph, virtuoso

import kg
from kg.endpoint import publish, query, requests, storing
from kg.errors import EndpointError, QueryError, UsageError
from kg.queries import bind, named_queries, named_query
from kg.results import Result
from kg.sparql import query as own
from kg.store import open_graph
from kg.writers import ntriples

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <GRAPH> { ?s ?p ?o } }"
NUMBERS = ("integer", "nonNegativeInteger", "decimal", "double")
names = (f"https://graphs.example/{number}" for number in itertools.count())


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever runs the tests may have some."""
    for name in ("KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "none"))


# Two independent stores as they are


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph folder of the demonstration articles."""
    path = tmp_path_factory.mktemp("demo") / "graph"
    kg.build([ROOT / "seeds" / "articles"], path)
    return path


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with oxigraph() if request.param == "oxigraph" else virtuoso(tmp_path_factory.mktemp("virtuoso")) as running:
        yield running


@pytest.fixture
def writing(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    for name, value in store.credentials.items():
        monkeypatch.setenv(name, value)
    return store


@pytest.fixture(scope="module")
def loaded(store: Store, demo: Path) -> str:
    """The address at which a store answers from the demonstration graph."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in store.credentials.items():
            patch.setenv(name, value)
        publish(open_graph(demo), store.graphs, into="urn:demo")
    return f"{store.query}?default-graph-uri=urn%3Ademo"


def rows(result: Result) -> list[tuple[str | None, ...]]:
    """Sorted rows as text; numbers by their value: stores write 0.50 or 0.5, and count in other types."""
    return sorted((tuple(map(_text, row)) for row in result.rows), key=repr)


def _text(term: object) -> str | None:
    if isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in NUMBERS:
        return repr(float(term.value))
    return None if term is None else str(getattr(term, "value", term))


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_named_query_gives_the_same_rows_everywhere(loaded: str, demo: Path, name: str) -> None:
    sparql = bind(named_query(name), {})
    assert rows(query(loaded, sparql)) == rows(own(demo, sparql))


VALUES = [
    ("person", {"actor": "may"}),
    ("agree-disagree", {"one": "trump", "other": "mexico"}),
    ("offices", {"organization": "Britain", "confidence": "0.5"}),
    ("period", {"since": "2019-01-01", "until": "2019-12-31", "type": "quotation"}),
    ("actors", {"kind": "government"}),
    ("single-sourced", {"most": "0"}),
    ("quotations", {"speaker": 'M"} . DELETE', "words": "\\\n'''"}),
    ("quotations", {"words": "é"}),
]


@pytest.mark.parametrize(("name", "values"), VALUES)
def test_values_are_understood_alike(loaded: str, demo: Path, name: str, values: dict[str, str]) -> None:
    sparql = bind(named_query(name), values)
    assert rows(query(loaded, sparql)) == rows(own(demo, sparql))


def test_ask_construct_and_prefixes_that_nobody_declared(loaded: str) -> None:
    assert query(loaded, "ASK { ?s a kg:Stance }").boolean is True
    assert query(loaded, "ASK { ?s a kg:Nothing }").boolean is False
    found = query(loaded, "CONSTRUCT { ?p a kg:Policy } WHERE { ?p a kg:Policy } LIMIT 3")
    assert (found.kind, len(found)) == ("triples", 3)
    assert query(loaded, "DESCRIBE actor:theresa-may").rows


def test_a_malformed_query_gets_the_words_of_the_endpoint(loaded: str) -> None:
    with pytest.raises(QueryError, match="the endpoint says: ") as caught:
        query(loaded, "SELECT nonsense")
    assert str(caught.value).isprintable()


def triples(data: str | bytes) -> set[tuple[str | None, ...]]:
    quads = ox.parse(data, ox.RdfFormat.N_TRIPLES)
    return {tuple(map(_text, (quad.subject, quad.predicate, quad.object))) for quad in quads}


@pytest.mark.parametrize("protocol", ["store", "update"])
def test_a_graph_comes_back_as_it_was_sent(writing: Store, protocol: storing.Protocol) -> None:
    graph, name = small_graph(), next(names)
    address = writing.graphs if protocol == "store" else writing.update
    count = publish(graph, address, into=name, protocol=protocol)
    back = query(writing.query, EVERYTHING.replace("GRAPH>", f"{name}>"))
    assert triples(back.data) == triples(ntriples(graph))
    assert count == len(back)


@pytest.mark.parametrize("protocol", ["store", "update"])
def test_hostile_words_come_back_as_they_were_sent(
    writing: Store, protocol: storing.Protocol, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where a batch ends with every triple: some of the words have line breaks of other alphabets."""
    monkeypatch.setattr(storing, "TRIPLES", 1)
    name = next(names)
    address = writing.graphs if protocol == "store" else writing.update
    publish(hostile_graph(), address, into=name, protocol=protocol)
    back = query(writing.query, f"SELECT ?text {{ GRAPH <{name}> {{ ?q a schema:Quotation ; schema:text ?text }} }}")
    assert {record["text"] for record in back.records()} == set(HOSTILE)


@pytest.mark.parametrize("protocol", ["store", "update"])
def test_to_add_keeps_and_to_replace_removes_what_was_there(writing: Store, protocol: storing.Protocol) -> None:
    name, other = next(names), next(names)
    address = writing.graphs if protocol == "store" else writing.update

    def size(graph: str) -> int:
        return len(query(writing.query, EVERYTHING.replace("GRAPH>", f"{graph}>")))

    first = publish(kg.Graph(articles=small_graph().articles), address, into=name, protocol=protocol)
    publish(kg.Graph(articles=small_graph().articles), address, into=other, protocol=protocol)
    publish(kg.Graph(actors=small_graph().actors), address, into=name, protocol=protocol)
    both = size(name)
    last = publish(kg.Graph(policies=small_graph().policies), address, into=name, protocol=protocol, replace=True)
    assert both > first
    assert size(name) == last
    assert size(other) == first


def test_updates_go_in_batches(writing: Store, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "TRIPLES", 700)
    name = next(names)
    count = publish(open_graph(demo), writing.update, into=name, protocol="update", replace=True)
    (found,) = query(writing.query, f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}").records()
    assert found == {"n": count}
    assert count > 5 * 700


@pytest.mark.parametrize("store", ["virtuoso"], indirect=True)
class TestVirtuoso:
    def test_who_may_not_write_is_told_how(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(EndpointError, match="asks for a user and a password: set KG_ENDPOINT_USER and"):
            publish(small_graph(), store.graphs, into="urn:x")
        monkeypatch.setenv("KG_ENDPOINT_USER", "dba")
        monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "secret-and-wrong")
        for address, protocol in ((store.graphs, "store"), (store.update, "update")):
            with pytest.raises(EndpointError, match="does not accept the user and the password") as caught:
                publish(small_graph(), address, into="urn:x", protocol=protocol)  # type: ignore[arg-type]
            assert "secret" not in str(caught.value)

    def test_netrc_names_who_may_write(self, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        (tmp_path / "netrc").write_text("machine 127.0.0.1 login dba password dba\n")
        monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
        assert publish(small_graph(), store.graphs, into=next(names)) > 50

    def test_it_has_no_default_graph_and_says_so(self, writing: Store) -> None:
        with pytest.raises(EndpointError, match=r"answered 500 .*not configured to have default graph"):
            publish(small_graph(), writing.graphs)

    def test_an_answer_that_was_cut_short_says_so(self, store: Store, loaded: str) -> None:
        found = query(loaded, "SELECT * { ?s ?p ?o }")
        assert (len(found), found.note) == (5000, "the endpoint answers with no more than 5000 rows")
        assert query(loaded, "SELECT * { ?s a kg:Stance }").note == ""


# Servers that are strange, slow or hostile

Handler = http.server.BaseHTTPRequestHandler
Reply = Callable[[Handler, bytes], None]


class Strange:
    """A server that does what `reply` says, and remembers requests as (method, path, headers, body)."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []
        self.reply: Reply = say(b'{"head": {}, "boolean": true}')
        outer = self

        class Answering(Handler):
            def handle_any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                outer.seen.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                outer.reply(self, body)

            do_GET = do_POST = do_PUT = handle_any  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server.server_port}/sparql"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def secrets_seen(self) -> list[str | None]:
        return [headers.get("authorization") for _, _, headers, _ in self.seen]


JSON = "application/sparql-results+json"


def say(body: bytes = b"", status: int = 200, type_: str = JSON, **headers: str) -> Reply:
    def reply(handler: Handler, _body: bytes) -> None:
        handler.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Type": type_, "Content-Length": str(len(body))} | named).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def guarded(challenge: str, then: Reply) -> Reply:
    def reply(handler: Handler, body: bytes) -> None:
        asked = say(b"", 401, WWW_Authenticate=challenge)
        (then if handler.headers.get("Authorization") else asked)(handler, body)

    return reply


@pytest.fixture
def strange() -> Iterator[Strange]:
    running = Strange()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def elsewhere() -> Iterator[Strange]:
    running = Strange()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "ada")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "pässword")


def test_a_query_goes_as_a_form(strange: Strange) -> None:
    assert query(strange.url, "ASK { ?s kg:opposes ?o }").boolean is True
    ((method, _, headers, body),) = strange.seen
    assert (method, headers["content-type"]) == ("POST", "application/x-www-form-urlencoded")
    sent = urllib.parse.parse_qs(body.decode())["query"][0]
    assert sent == "PREFIX kg: <https://w3id.org/polkg/ontology#> ASK { ?s kg:opposes ?o }"


def test_where_forms_are_not_allowed_it_goes_in_the_address(strange: Strange) -> None:
    def reply(handler: Handler, body: bytes) -> None:
        (say(b"", 405) if handler.command == "POST" else say(b'{"head": {}, "boolean": false}'))(handler, body)

    strange.reply = reply
    assert query(strange.url + "?a=b", "ASK {}").boolean is False
    assert strange.seen[-1][:2] == ("GET", "/sparql?a=b&query=ASK+%7B%7D")


def test_no_credentials_are_sent_before_they_are_asked_for(strange: Strange, known: None) -> None:
    query(strange.url, "ASK {}")
    assert strange.secrets_seen == [None]


def test_basic_is_answered(strange: Strange, known: None) -> None:
    strange.reply = guarded('Basic realm="x", charset="UTF-8"', say(b'{"head": {}, "boolean": true}'))
    assert query(strange.url, "ASK {}").boolean is True
    assert strange.secrets_seen == [None, "Basic YWRhOnDDpHNzd29yZA=="]


@pytest.mark.parametrize(("algorithm", "name"), [("MD5", "md5"), ("SHA-256", "sha256")])
def test_digest_is_answered_and_preferred(strange: Strange, known: None, algorithm: str, name: str) -> None:
    challenge = f'Basic realm="y", Digest realm="a, b", nonce="n1", qop="auth,auth-int", algorithm={algorithm}'
    strange.reply = guarded(challenge, say(b'{"head": {}, "boolean": true}'))
    assert query(strange.url + "?x=1", "ASK {}").boolean is True
    told = dict(re.findall(r'(\w+)="?([^",]*(?:, b)?)"?', strange.secrets_seen[1] or ""))

    def hashed(text: str) -> str:
        return hashlib.new(name, text.encode()).hexdigest()

    middle = f"n1:{told['nc']}:{told['cnonce']}:auth"
    expected = hashed(f"{hashed('ada:a, b:pässword')}:{middle}:{hashed('POST:/sparql?x=1')}")
    assert (told["response"], told["uri"], told["nc"]) == (expected, "/sparql?x=1", "00000001")


def test_a_graph_is_sent_once_who_we_are_is_settled(strange: Strange, known: None) -> None:
    strange.reply = guarded('Digest realm="x", nonce="n", qop="auth"', say(b"", 204))
    publish(small_graph(), strange.url, into="urn:x")
    assert [bool(secret) for secret in strange.secrets_seen] == [False, True, True]
    assert [len(body) > 0 for *_, body in strange.seen] == [False, False, True]


@pytest.mark.parametrize("challenge", ["Bearer", "Negotiate", 'Digest realm="x", nonce="n", algorithm=MD5-sess', ""])
def test_another_kind_of_authentication_is_named(strange: Strange, known: None, challenge: str) -> None:
    strange.reply = say(b"", 401, WWW_Authenticate=challenge)
    with pytest.raises(EndpointError, match="asks for a kind of authentication other than Basic and Digest"):
        query(strange.url, "ASK {}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_query_follows_to_another_host_and_the_credentials_stay(
    strange: Strange, elsewhere: Strange, known: None, status: int
) -> None:
    challenge = 'Basic realm="x"'
    strange.reply = guarded(challenge, say(b"", status, Location=elsewhere.url))
    assert query(strange.url, "ASK {}").boolean is True
    assert strange.secrets_seen[0] is None
    assert (strange.secrets_seen[1] or "").startswith("Basic ")
    assert elsewhere.secrets_seen == [None]
    assert elsewhere.seen[0][0] == "POST"


def test_another_host_that_asks_gets_no_credentials(strange: Strange, elsewhere: Strange, known: None) -> None:
    strange.reply = say(b"", 307, Location=elsewhere.url)
    elsewhere.reply = guarded('Basic realm="x"', say(b'{"head": {}, "boolean": true}'))
    with pytest.raises(EndpointError, match="leads to another host that asks for a user and a password"):
        query(strange.url, "ASK {}")
    assert elsewhere.secrets_seen == [None]


def test_a_graph_does_not_follow_to_another_host(strange: Strange, elsewhere: Strange) -> None:
    strange.reply = say(b"", 308, Location=elsewhere.url + "?token=secret")
    with pytest.raises(EndpointError, match=f"has moved to {elsewhere.url}; name that address") as caught:
        publish(small_graph(), strange.url)
    assert elsewhere.seen == []
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/", "http://a b/"])
def test_a_redirect_to_what_is_no_address_ends(strange: Strange, target: str) -> None:
    strange.reply = say(b"", 302, Location=target)
    with pytest.raises(EndpointError, match="leads to an address that is none"):
        query(strange.url, "ASK {}")


def test_redirects_in_a_circle_end(strange: Strange) -> None:
    strange.reply = say(b"", 302, Location=strange.url)
    with pytest.raises(EndpointError, match="leads from one address to the next without end"):
        query(strange.url, "ASK {}")
    assert len(strange.seen) == requests.REDIRECTS + 1


def test_no_secret_is_in_a_message_even_if_the_server_repeats_it(
    strange: Strange, known: None, caplog: pytest.LogCaptureFixture
) -> None:
    def repeat(handler: Handler, body: bytes) -> None:
        say(f"{handler.headers['Authorization']} pässword\n".encode() * 2, 503, "text/plain")(handler, body)

    strange.reply = guarded('Basic realm="x"', repeat)
    with pytest.raises(EndpointError, match="answered 503 Service Unavailable: Basic … … Basic") as caught:
        query(strange.url + "?key=hidden", "ASK {}")
    assert "hidden" not in str(caught.value)
    assert "pässword" not in repr(caught.value) + caplog.text
    assert "YWRhOn" not in repr(caught.value) + caplog.text


def test_a_server_that_never_finishes_is_left(strange: Strange) -> None:
    def drip(handler: Handler, _body: bytes) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:
            pass

    strange.reply = drip
    with pytest.raises(EndpointError, match=r"did not answer within 0\.5 seconds"):
        query(strange.url, "ASK {}", timeout=0.5)


def test_an_answer_beyond_the_limit_is_refused(strange: Strange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "ANSWER", 1 << 20)
    strange.reply = say(b" " * (2 << 20))
    with pytest.raises(EndpointError, match="sent more than 1 MB; narrow the query or add LIMIT"):
        query(strange.url, "ASK {}")


def test_an_answer_that_breaks_off_is_no_answer(strange: Strange) -> None:
    strange.reply = say(b"<urn:a> <urn:b> <urn:c> .\n", type_="application/n-triples", Content_Length="999")
    with pytest.raises(EndpointError, match="broke off in the middle of its answer"):
        query(strange.url, "CONSTRUCT WHERE { ?s ?p ?o }")


MALFORMED = [
    say(b"<html><body>Welcome</body></html>", type_="text/html"),
    say(b"", type_="text/html"),
    say(b"not json"),
    say(b"[1, 2]"),
    say(b"{}"),
    say(b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "uri", "value": "no iri"}}]}}'),
    say(b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": 5}]}}'),
    say(b'{"head": {"vars": ["a"]}, "results": {"bindings": [["a"]]}}'),
    say(b'{"head": 5, "results": null}'),
    say(b"[" * 1_000_000),
    say(b'{"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "\xff"}}]}}'),
]


@pytest.mark.parametrize("reply", MALFORMED)
@pytest.mark.parametrize("sparql", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_what_is_no_answer_is_refused_in_one_line(strange: Strange, reply: Reply, sparql: str) -> None:
    strange.reply = reply
    with pytest.raises(EndpointError, match="that could be read; is it one for SPARQL") as caught:
        query(strange.url, sparql)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (say(b"<html><head><title>T</title></head>Not here</html>", 404, "text/html"), r"answered 404 .*: Not here"),
        (say("\x1b[31mred\u202e".encode(), 500, "text/plain"), "answered 500 Internal Server Error: "),
        (say(b"x" * 99_999, 403, "text/plain"), "answered 403 Forbidden: x{199}…"),
        (say(b"", 204), "answered 204"),
    ],
)  # fmt: skip
def test_an_error_of_the_server_is_one_short_line(strange: Strange, reply: Reply, said: str) -> None:
    strange.reply = reply
    with pytest.raises(EndpointError, match=said) as caught:
        query(strange.url, "ASK {}")
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


def test_a_server_that_speaks_something_else_is_named(strange: Strange) -> None:
    strange.reply = lambda handler, body: handler.wfile.write(b"SSH-2.0\r\n")
    with pytest.raises(EndpointError, match="does not speak HTTP"):
        query(strange.url, "ASK {}")


def test_nobody_there(strange: Strange) -> None:
    strange.server.server_close()
    with pytest.raises(EndpointError, match=r"^The endpoint http://127\.0\.0\.1:\d+/sparql cannot be reached: "):
        query(strange.url, "ASK {}")


def test_a_store_that_fails_half_way_says_how_far_it_came(strange: Strange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "TRIPLES", 10)
    counted = itertools.count(1)

    def reply(handler: Handler, body: bytes) -> None:
        say(b"", 204 if next(counted) < 4 else 507)(handler, body)

    strange.reply = reply
    with pytest.raises(EndpointError, match=r"answered 507 .* \(30 of \d+ triples are there already\)"):
        publish(small_graph(), strange.url, protocol="update")


def test_what_is_no_store_is_told_from_one(strange: Strange) -> None:
    strange.reply = say(b"", 415)
    with pytest.raises(EndpointError, match=r"answered 415 .*is it a Graph Store, .* needs --protocol update"):
        publish(small_graph(), strange.url)


# What is refused before anything is sent


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/", "example.org/sparql", "", "http://", "http://a b/", "http://x:y/",
     "http://[::1", "http://example.org/\r\nHost: evil", "http://ex\u0430mple.org/", "data:text/plain,x", "http://x:0/"],
)  # fmt: skip
def test_what_is_no_http_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="give one such as"):
        query(url, "ASK {}")


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    for url in ("http://ada:secret@example.org/", "http://secret@example.org/", "file://ada:secret@x/"):
        with pytest.raises(
            UsageError, match="an address holds no user and no password here; set KG_ENDPOINT_USER"
        ) as caught:
            query(url, "ASK {}")
        assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <a:a> <a:b> 1 }", "PREFIX select: <urn:x> DELETE WHERE { ?s ?p ?o }", "# SELECT\nDROP ALL",
     "BASE <urn:select> CLEAR ALL", "LOAD <file:///etc/passwd>", "", "'SELECT'"],
)  # fmt: skip
def test_a_query_only_reads(strange: Strange, update: str) -> None:
    with pytest.raises(QueryError, match="a query only reads; begin with SELECT, ASK, CONSTRUCT or DESCRIBE"):
        query(strange.url, update)
    assert strange.seen == []


def test_half_a_character_is_refused(strange: Strange) -> None:
    with pytest.raises(QueryError, match="half a character"):
        query(strange.url, "ASK { ?s ?p '\ud800' }")


@pytest.mark.parametrize("name", ["no iri", "urn:x> { } } ; DROP ALL #", "", "<urn:x>", "urn:a\nb"])
def test_a_graph_needs_an_iri(strange: Strange, name: str) -> None:
    with pytest.raises(UsageError, match="cannot name a graph: give an absolute IRI"):
        publish(small_graph(), strange.url, into=name, protocol="update")
    assert strange.seen == []


def test_the_whole_store_is_not_replaced(strange: Strange) -> None:
    with pytest.raises(UsageError, match="needs the name of a graph"):
        publish(small_graph(), strange.url, replace=True)
    assert strange.seen == []


@pytest.mark.parametrize("name", ["KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD"])
def test_half_of_the_credentials_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "secret")
    with pytest.raises(UsageError, match="set both KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or neither"):
        query("http://127.0.0.1:9/", "ASK {}")


def test_credentials_that_would_break_a_header_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for user, password in (("a:b", "c"), ('a"b', "c"), ("a", "b\r\nX: y")):
        monkeypatch.setenv("KG_ENDPOINT_USER", user)
        monkeypatch.setenv("KG_ENDPOINT_PASSWORD", password)
        with pytest.raises(UsageError, match="can hold no"):
            query("http://127.0.0.1:9/", "ASK {}")


def test_a_malformed_netrc_is_named_without_its_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine x login ada\npassword\nsecret secret secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with pytest.raises(UsageError, match=r"cannot read .*netrc, row \d") as caught:
        query("http://127.0.0.1:9/", "ASK {}")
    assert "secret" not in str(caught.value)


# The commands


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, check=False,
                          env=os.environ | environment, cwd=ROOT)  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def test_the_commands_send_and_ask(store: Store, demo: Path) -> None:
    sent = run("export", demo, "--endpoint", store.graphs, "--graph", "urn:sent", "--replace", **store.credentials)
    assert (sent.returncode, sent.stderr) == (0, "")
    assert re.fullmatch(r"[\d,]+ triples\n", sent.stdout)
    address = f"{store.query}?default-graph-uri=urn:sent"
    asked = run("query", "--endpoint", address, "--named", "spokespersons", "--format", "csv")
    local = run("query", demo, "--named", "spokespersons", "--format", "csv")
    assert (asked.returncode, asked.stdout) == (0, local.stdout)
    assert run("query", "--endpoint", address, "ASK { ?s a kg:Stance }").stdout == "true\n"


def test_the_commands_end_with_one_line_and_a_status(demo: Path) -> None:
    nobody = "http://127.0.0.1:9/sparql"
    for status, said, *arguments in (
        (1, "cannot be reached", "query", "--endpoint", nobody, "ASK {}"),
        (1, "cannot be reached", "export", demo, "--endpoint", nobody),
        (2, "no http or https address", "query", "--endpoint", "file:///etc/passwd", "ASK {}"),
        (2, "there is no graph folder to name", "query", "--endpoint", nobody, demo, "ASK {}"),
        (2, "give either a SPARQL query or --named", "query", "--endpoint", nobody),
        (2, "give either a file to write or --endpoint", "export", demo),
        (2, "give either a file to write or --endpoint", "export", demo, "x.nt", "--endpoint", nobody),
        (2, "are for a store", "export", demo, "x.nt", "--replace"),
        (2, "name a graph folder or an RDF file, or --endpoint URL", "query"),
    ):
        done = run(*map(str, arguments))
        assert (done.returncode, done.stdout) == (status, ""), arguments
        assert said in done.stderr
        assert done.stderr.count("\n") == 1


def test_json_of_an_endpoint_is_printed_as_standard_json(strange: Strange) -> None:
    old = {"head": {"link": [], "vars": ["n", "b"]}, "results": {"distinct": False, "bindings": [{
        "n": {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "5"},
        "b": {"type": "bnode", "value": "nodeID://b10"}}]}}  # fmt: skip
    strange.reply = say(json.dumps(old).encode())
    done = run("query", "--endpoint", strange.url, "SELECT * {}", "--format", "json")
    (row,) = json.loads(done.stdout)["results"]["bindings"]
    assert row["n"]["type"] == "literal"
    assert row["b"] == {"type": "bnode", "value": "bnodeIDb10"}
