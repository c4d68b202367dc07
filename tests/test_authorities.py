"""Authorities: six formats read alike, malformed rows named and skipped, an index that hostile lists cannot bend."""

from __future__ import annotations

import contextlib
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import seeds
from kg.authorities import COMMON, READERS, Authorities, Known, SkippedRow, Term, country_name, read_authority
from kg.authorities.draft import MAX_ALIASES, MAX_TERMS
from kg.authorities.facts import MAX_NAME
from kg.authorities.index import CROWD
from kg.authorities.source import MAX_ROW
from kg.authorities.yaml_items import MAX_DEPTH
from kg.errors import AuthorityError, InputMissingError, KGError
from kg.model import KINDS, fold
from kg.resources import rows, seed

Q7 = "http://www.wikidata.org/entity/Q700001"
IN_OFFICE = Term("prime minister", "Peru", "2015-03-01", "2018-07-30")


def put(folder: Path, name: str, content: str | bytes | dict[str, Any] | list[Any]) -> Path:
    path = folder / name
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def lines(*items: object) -> str:
    return "".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in items)


def read(path: Path) -> tuple[list[Known], list[tuple[int, str]]]:
    """The entries, and the rows skipped with their reasons."""
    skipped: list[SkippedRow] = []
    known = list(read_authority(path, skip=skipped.append))
    assert {one.path for one in skipped} <= {str(path)}
    return known, [(one.row, one.reason) for one in skipped]


def entity(key: str, schema: str, **properties: object) -> dict[str, Any]:
    told = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    return {"id": key, "schema": schema, "properties": told}


def cell(value: str) -> dict[str, str]:
    return {"type": "literal", "value": value}


# Terms


@pytest.mark.parametrize(
    ("start", "end", "date", "covers"),
    [
        ("2015-03-01", "2018-07-30", "2016-05-05", True),
        ("2015-03-01", "2018-07-30", "2015-03-01", True),
        ("2015-03-01", "2018-07-30", "2018-07-30", True),
        ("2015-03-01", "2018-07-30", "2018-07-31", False),
        ("2015-03-01", "2018-07-30", "2015-02-28", False),
        ("2015", "2018", "2016-05-05", True),
        ("2015", "2018", "2015-05-05", None),
        ("2015-05", "2018", "2015-05-31", True),
        ("2015-05", "2018", "2015-05-30", None),
        ("2015-05", "2018", "2014", False),
        ("2015-05", "2018", "2015", None),
        ("2015-05", "2018", "2016", True),
        ("2015-03-01", None, "2016-05-05", None),
        ("2015-03-01", None, "2014-05-05", False),
        (None, "2018", "2016-05-05", None),
        (None, "2018", "2019-01-01", False),
        (None, None, "2019-01-01", None),
        ("2015", "2018", "yesterday", None),
    ],
)
def test_a_term_covers_a_date(start: str | None, end: str | None, date: str, covers: bool | None) -> None:
    assert Term("mayor", None, start, end).covers(date) is covers


days = st.dates().map(lambda day: day.isoformat())


@given(days, days, days, st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_what_is_known_of_a_term_told_roughly_is_true_of_the_term(
    start: str, end: str, date: str, kept: int, of_end: int
) -> None:
    start, end = sorted((start, end))
    rough = Term("mayor", None, start[:kept], end[:of_end]).covers(date)
    assert rough in (None, start <= date <= end)


# Countries


def test_codes_stand_for_countries_of_the_seed_table() -> None:
    names = {land.name for land in seeds.countries()}
    table = list(rows("country_codes.tsv"))
    assert {row["name"] for row in table} <= names
    assert len({row["name"] for row in table}) == len(table)
    for column, length in (("alpha2", 2), ("alpha3", 3)):
        codes = [row[column] for row in table if row[column]]
        assert len(set(codes)) == len(codes) > 190
        assert all(code.isascii() and code.isupper() and len(code) == length for code in codes)
        assert all(country_name(row[column]) == row["name"] for row in table if row[column])


def test_no_code_or_label_is_another_countrys_name() -> None:
    told = {fold(form): land.name for land in seeds.countries() for form in (land.name, *land.aliases)}
    for row in rows("country_codes.tsv"):
        for form in (row["alpha2"], row["alpha3"], *row["other"].split("|")):
            assert told.get(fold(form), row["name"]) == row["name"], form


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("us", "United States"),
        ("USA", "United States"),
        ("gb", "United Kingdom"),
        ("uk", "United Kingdom"),
        ("gb-sct", "Scotland"),
        ("Deu", "Germany"),
        ("suhh", "Soviet Union"),
        ("People's Republic of China", "China"),
        ("the Gambia", "Gambia"),
        ("Türkiye", "Turkey"),
        ("Republic of the Congo", "Republic of the Congo"),
        ("Democratic Republic of the Congo", "Democratic Republic of the Congo"),
        ("America", None),
        ("Freedonia", None),
        ("", None),
        ("eu", None),
    ],
)
def test_a_country_is_told_by_code_name_or_label(told: str, name: str | None) -> None:
    assert country_name(told) == name


# Each format


def test_seed_tables_are_authorities() -> None:
    for table in ("countries.tsv", "bodies.tsv"):
        known, skipped = read(seed(table))
        assert not skipped
        told = {(one.name, one.country) for one in known}
        for row in rows(table):
            land = row["name"] if table == "countries.tsv" else row["country"]
            assert ((row["name"], land or None) in told) == (land != "*")
        assert {one.kind for one in known} <= set(KINDS) - {"person", "unnamed"}
        assert all(one.source == table for one in known)


PERSONS = """name,aliases,kind,country,role,organization,start,end,wikidata
Ana Quispe Lara,A. Quispe|Anita Quispe,person,pe,prime minister,Peru,2015-03-01,2018-07-30,Q700001
Orchard Party,OP,organization,PER,,,,,
Ana Quispe Lara,,person,Peru,senator,Senate of Peru,2019,,Q700001
"Vell, Tomas",,,FR,,,,,
"""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_gathers_the_terms_of_a_person(tmp_path: Path, delimiter: str) -> None:
    text = PERSONS.replace('"Vell, Tomas"', "Tomas Vell").replace(",", delimiter)
    known, skipped = read(put(tmp_path, "own.tsv" if delimiter == "\t" else "own.csv", text))
    assert not skipped
    ana, party, vell = known
    assert (ana.id, ana.name, ana.kind, ana.country, ana.row) == ("Q700001", "Ana Quispe Lara", "person", "Peru", 2)
    assert ana.aliases == ("A. Quispe", "Anita Quispe")
    assert ana.same_as == (Q7,)
    assert ana.terms == (IN_OFFICE, Term("senator", "Senate of Peru", "2019", None))
    assert (party.kind, party.country, party.aliases, party.same_as) == ("organization", "Peru", ("OP",), ())
    assert (vell.kind, vell.country, vell.terms) == ("person", "France", ())


def test_persons_of_one_name_and_country_are_one_and_of_two_countries_two(tmp_path: Path) -> None:
    text = "name,country,role\nJo Marl,fr,mayor\nJo Marl,France,senator\nJo Marl,ke,mayor\nJo Marl,,mayor\n"
    known, _ = read(put(tmp_path, "own.csv", text))
    assert [(one.country, len(one.terms)) for one in known] == [("France", 2), ("Kenya", 1), (None, 1)]
    assert len({one.id for one in known}) == 3


def test_followthemoney_entities_are_joined_by_their_ids(tmp_path: Path) -> None:
    text = lines(
        entity("o-1", "Occupancy", holder="p-1", post="post", startDate="2015-03-01", endDate="2018-07-30"),
        entity("p-1", "Person", name=["Ana Quispe Lara", "Ана Киспе"], alias="Anita", nationality="pe", country="us",
               wikidataId="Q700001", birthDate="1960-04", position="head of the Orchard Party"),
        entity("post", "Position", name="prime minister", country="pe"),
        entity("m-1", "Membership", member="p-1", organization="party", role="chair", startDate="2010"),
        entity("party", "PoliticalParty", name="Orchard Party", country="pe"),
        entity("seat", "Position", name="senator", organization="senate"),
        entity("senate", "PublicBody", name="Senate of Peru", country="pe"),
        entity("o-2", "Occupancy", holder="p-1", post="seat"),
        entity("a-1", "Address", full="1 Main Street"),
    )  # fmt: skip
    known, skipped = read(put(tmp_path, "entities.ftm.json", text))
    assert not skipped
    assert [(one.id, one.kind, one.row) for one in known] == [
        ("p-1", "person", 2),
        ("party", "organization", 5),
        ("senate", "organization", 7),
    ]
    ana = known[0]
    assert (ana.name, ana.aliases, ana.country, ana.born) == (
        "Ana Quispe Lara", ("Ана Киспе", "Anita"), "Peru", "1960-04"
    )  # fmt: skip
    assert ana.same_as == (Q7,)
    assert ana.terms == (
        IN_OFFICE,
        Term("chair", "Orchard Party", "2010", None),
        Term("senator", "Senate of Peru", None, None),
        Term("head of the Orchard Party", None, None, None),
    )
    with gzip.open(tmp_path / "packed.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.write(text)
    packed, _ = read(tmp_path / "packed.jsonl.gz")
    assert [one.terms for one in packed] == [one.terms for one in known]


def test_what_a_person_held_may_be_nested_within(tmp_path: Path) -> None:
    post = entity("post", "Position", name="prime minister", country="pe")
    held = [
        entity("o-1", "Occupancy", holder="p-1", post=[post], startDate="2015-03-01", endDate="2018-07-30"),
        entity("o-2", "Occupancy", post="post", startDate="2020"),
        entity("o-3", "Occupancy", post="post", startDate="soon"),
        7,
    ]
    told = entity("p-1", "Person", name="Ana Quispe Lara", positionOccupancies=held)
    (ana,), skipped = read(put(tmp_path, "targets.nested.json", lines(told)))
    assert skipped == [(1, "Occupancy: 'soon' is no date such as 2016-05-01, 2016-05 or 2016")]
    assert ana.terms == (IN_OFFICE, Term("prime minister", "Peru", "2020", None))


POPOLO = {
    "persons": [
        {
            "id": "p1",
            "name": "Ana Quispe Lara",
            "birth_date": "1960-04-02",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q700001"}, {"scheme": "viaf", "identifier": "7"}],
            "other_names": [{"name": "Ана Киспе", "lang": "ru"}, {"name": "Anita Quispe", "lang": "en"}],
        },
        {"id": "p2", "name": "Tomas Vell"},
    ],
    "organizations": [
        {"id": "senate", "name": "U.S. Senate", "classification": "legislature"},
        {"id": "party", "name": "Orchard Party", "classification": "party"},
    ],
    "areas": [{"id": "pe", "name": "Peru", "type": "country"}],
    "events": [{"id": "term/7", "start_date": "2015-03-01", "end_date": "2018-07-30"}],
    "memberships": [
        {
            "person_id": "p1",
            "organization_id": "senate",
            "on_behalf_of_id": "party",
            "role": "member",
            "legislative_period_id": "term/7",
            "end_date": "2017",
            "area_id": "pe",
        },
        {"person_id": "p2", "organization_id": "senate", "role": "speaker", "start_date": "2016-05"},
    ],
}


def test_popolo_memberships_become_terms_within_their_period(tmp_path: Path) -> None:
    known, skipped = read(put(tmp_path, "ep-popolo.json", POPOLO))
    assert not skipped
    assert [(one.id, one.kind) for one in known] == [
        ("senate", "organization"), ("party", "organization"), ("p1", "person"), ("p2", "person")
    ]  # fmt: skip
    ana, vell = known[2:]
    assert (ana.aliases, ana.born, ana.same_as) == (("Anita Quispe", "Ана Киспе"), "1960-04-02", (Q7,))
    assert ana.country == "Peru"
    assert ana.terms == (
        Term("member", "U.S. Senate", "2015-03-01", "2017"),
        Term("member", "Orchard Party", "2015-03-01", "2017"),
    )
    assert vell.country == "United States"
    assert vell.terms == (Term("speaker", "U.S. Senate", "2016-05", None),)


CONGRESS = """# legislators
---
- id:
    bioguide: Z000001
    wikidata: Q700001
    thomas: '00136'
  name:
    first: Adelaide
    middle: B.
    last: Quill
    nickname: Addie
    official_full: Adelaide B. Quill
  bio:
    birthday: '1952-11-09'
  terms:
  - type: rep
    start: '2001-01-03'
    end: '2003-01-03'
    state: OH
    district: 13
    party: Democrat
  - type: sen
    start: 2007-01-04
    end: 2013-01-03
    state: OH
    party: Independent
- id: {govtrack: '77'}
  name: {first: Tom, last: Vell}
  terms: [{type: prez, start: '1901-03-04', end: '1905-03-04', party: Republican}]
"""


def check_congress(known: list[Known]) -> None:
    quill, vell = known
    assert (quill.id, quill.name, quill.country, quill.born) == (
        "Z000001", "Adelaide B. Quill", "United States", "1952-11-09"
    )  # fmt: skip
    assert (quill.aliases, quill.same_as) == (("Adelaide Quill", "Addie Quill"), (Q7,))
    assert quill.terms == (
        Term("representative from Ohio", "House of Representatives", "2001-01-03", "2003-01-03"),
        Term("member", "Democratic Party", "2001-01-03", "2003-01-03"),
        Term("senator from Ohio", "U.S. Senate", "2007-01-04", "2013-01-03"),
    )
    assert vell.terms[0] == Term("president", "United States", "1901-03-04", "1905-03-04")
    index = Authorities(known)
    for role, place in (
        ("senator", "Ohio"), ("Senator", "United States"), ("senator from Ohio", None), ("senator", "US Senate")
    ):  # fmt: skip
        assert index.holder(role, place, "2010-01-01") == (quill,), (role, place)
    assert index.holder("president", "U.S.", "1902") == (vell,)


def test_congress_legislators_in_yaml_and_json(tmp_path: Path) -> None:
    import yaml

    for name, text in (("own.yaml", CONGRESS), ("own.json", json.dumps(yaml.load(CONGRESS, yaml.BaseLoader)))):
        known, skipped = read(put(tmp_path, name, text))
        assert not skipped
        check_congress(known)


RESULT = [
    {"person": Q7, "personLabel": "Ana Quispe Lara", "positionLabel": "prime minister", "organizationLabel": "Peru",
     "countryLabel": "Peru", "start": "2015-03-01T00:00:00Z", "end": "2018-07-30T00:00:00Z", "altLabel": "Anita"},
    {"person": Q7, "personLabel": "Ana Quispe Lara", "positionLabel": "Q99", "altLabel": "A. Quispe", "start": "t17"},
    {"person": Q7 + "1", "personLabel": "Tomas Vell", "personAltLabel": "Tom Vell, T. Vell", "countryLabel": "Q142"},
]  # fmt: skip


@pytest.mark.parametrize("subject", ["person", "item"])
@pytest.mark.parametrize("form", ["bindings", "objects", "csv"])
def test_a_result_of_a_query_to_wikidata(tmp_path: Path, form: str, subject: str) -> None:
    told = [{key.replace("person", subject): value for key, value in row.items()} for row in RESULT]
    columns = list(dict.fromkeys(key for row in told for key in row))
    if form == "csv":
        body = ["\r\n" + ",".join(f'"{row.get(column, "")}"' for column in columns) for row in told]
        path = put(tmp_path, "query.csv", ",".join(columns) + "".join(body))
    elif form == "objects":
        path = put(tmp_path, "query.json", told)
    else:
        bindings = [{key: cell(value) for key, value in row.items()} for row in told]
        path = put(tmp_path, "query.json", {"head": {"vars": columns}, "results": {"bindings": bindings}})
    known, skipped = read(path)
    assert not skipped
    ana, vell = known
    assert (ana.id, ana.name, ana.country, ana.same_as) == ("Q700001", "Ana Quispe Lara", "Peru", (Q7,))
    assert (ana.aliases, ana.terms) == (("Anita", "A. Quispe"), (IN_OFFICE,))
    assert (vell.aliases, vell.country, vell.terms) == (("Tom Vell", "T. Vell"), None, ())


# What is malformed


def test_a_malformed_row_of_a_table_is_named_and_skipped(tmp_path: Path) -> None:
    text = (
        "name,kind,country,role,start,end,wikidata\n"
        "Ana Quispe,person,pe,mayor,2015,2018,Q700001\n"  # 2
        ",person,pe,mayor,,,\n"
        "Jo Marl,wizard,pe,mayor,,,\n"  # 4
        "Jo Marl,person,pe,mayor,yesterday,,\n"
        "Jo Marl,person,pe,mayor,2018,2015,\n"  # 6
        "Jo Marl,person,pe,mayor,2018-02-30,,\n"
        "Jo Marl,person,pe,mayor,,,Q0\n"  # 8
        "Jo Marl,person,pe,mayor,,,,,\n"
        "7,person,pe,mayor,,,\n"  # 10
        "Jo Marl,organization,pe,mayor,,,Q700001\n" + "J" * (MAX_NAME + 1) + ",person,pe,,,,\n"
        'Jo "Marl,person\n'  # 13
        'Jo Marl,person,pe,"may"or",,,\n'
        "Tomas Vell\n"  # 15
    )
    known, skipped = read(put(tmp_path, "own.csv", text.encode() + b"Jo \xff,person,pe\n"))
    assert [one.name for one in known] == ["Ana Quispe", 'Jo "Marl', "Tomas Vell"]
    assert [row for row, _ in skipped] == [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16]
    reasons = dict(skipped)
    assert reasons[3] == "no name"
    assert reasons[4] == "the kind 'wizard' is none of person, organization, government, group"
    assert reasons[5] == "'yesterday' is no date such as 2016-05-01, 2016-05 or 2016"
    assert reasons[6] == "the end 2015 comes before the start 2018"
    assert reasons[16] == "not UTF-8"


def test_a_malformed_entity_is_named_and_skipped(tmp_path: Path) -> None:
    good = entity("p", "Person", name="Ana Quispe", alias=[7, None, ["x"], "Anita"], country={"a": 1})
    text = lines(
        good,
        "{",
        "[" * 100_000,
        "[]",
        '{"schema": "Person", "properties": {}}',
        entity("q", "Person", name=7),
        entity("r", "Person", name="Jo Marl", birthDate="soon"),
        entity("o", "Occupancy", holder="p", post="z", startDate="2018", endDate="2015"),
        "",
        '{"id": "x", "schema": "Person", "properties": {"name": ["' + "J" * MAX_ROW + '"]}}',
        entity("s", "Position", name=[]),
        "1" * 5000,
        entity("o", "Occupancy", holder=7, post="z"),
    )
    known, skipped = read(put(tmp_path, "own.jsonl", text))
    assert [(one.name, one.aliases, one.country, one.terms) for one in known] == [("Ana Quispe", ("Anita",), None, ())]
    assert [row for row, _ in skipped] == [2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13]
    assert dict(skipped)[3] == "its JSON is nested too deep"


def test_a_malformed_item_of_popolo_is_named_and_skipped(tmp_path: Path) -> None:
    told = {
        "persons": [{"id": "p1", "name": "Ana Quispe"}, 7, {"id": "p2"}, {"name": "Jo"}, {"id": "p4", "name": ["Jo"]}],
        "organizations": {"no": "list"},
        "memberships": [
            {"person_id": "p1", "organization_id": ["x"], "role": "mayor", "start_date": "2015"},
            {"person_id": "p1", "role": "mayor", "start_date": "soon"},
            "text",
            {"person_id": "p9", "role": "mayor"},
        ],
        "events": None,
    }
    known, skipped = read(put(tmp_path, "own.json", told))
    assert [(one.name, one.terms) for one in known] == [("Ana Quispe", (Term("mayor", None, "2015", None),))]
    assert skipped == [
        (3, "memberships: no person_id"),
        (2, "memberships: 'soon' is no date such as 2016-05-01, 2016-05 or 2016"),
        (2, "persons: no object with an id"),
        (3, "persons: no name"),
        (4, "persons: no object with an id"),
        (5, "persons: text was expected where list stands"),
    ]


@pytest.mark.parametrize("library", ["C", "Python"])
def test_a_malformed_item_of_yaml_is_named_and_skipped(
    tmp_path: Path, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if library == "Python":
        monkeypatch.delattr("yaml.CBaseLoader", raising=False)
    sound = "- id: {bioguide: Z1}\n  name: {first: Tom, last: Vell}\n  terms: []\n"
    text = (
        "- id: {bioguide: Z0\n"
        "- 7\n"
        "- [1, 2\n" + "- " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1) + "\n"
        "- " + "- " * 300_000 + "\n"
        "- {a: &a [x, x], b: *a}\n"
        "- &a [*a]\n"
        "- ? {a: b}\n  : c\n"
        "- id: {bioguide: Z1}\n  name: {last: Vell}\n  terms: [{type: king}]\n"
        "- id: {bioguide: Z1}\n  name: {last: Vell}\n  terms: x\n"
        "- id: {}\n  name: {last: Vell}\n"
        "- !!python/object/apply:os.system [exit]\n"
        "- \x00\n" + sound + "- name: |\n    " + "x\n    " * MAX_ROW + "\n"
    )
    known, skipped = read(put(tmp_path, "own.yaml", text))
    assert [one.name for one in known] == ["Tom Vell"]
    assert [row for row, _ in skipped] == [*range(1, 14), 15]
    reasons = dict(skipped)
    assert reasons[4] == reasons[5] == f"nested deeper than {MAX_DEPTH}"
    assert reasons[6] == reasons[7] == "aliases (*name) are not read"
    assert reasons[15] == "longer than 1 MiB"


def test_a_row_of_a_query_without_item_or_label_is_skipped(tmp_path: Path) -> None:
    text = "item,itemLabel\nQ5,Q5\nhttp://example.org/Q5,Jo Marl\n,Jo Marl\nQ6,Jo Marl\n"
    known, skipped = read(put(tmp_path, "query.csv", text))
    assert [one.id for one in known] == ["Q6"]
    assert [row for row, _ in skipped] == [2, 3, 4]
    assert skipped[0][1] == "Q5 has no label"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", "PK", "its format is not known"),
        ("a", "x", "its format is not known"),
        *((f"a{suffix}", "", "") for suffix in READERS),
        ("a.csv", "name\n", "it holds no persons and no bodies"),
        ("a.csv", "nom\nAna\n", "a table of actors has one called name"),
        ("a.csv", "name\n7\n8\n", "none of its rows can be read; row 2: '7' is no name"),
        ("a.csv", b"\x00\x01\x02\xff\xfe", ""),
        ("a.jsonl", "{}\n", "none of its rows can be read; row 1: no entity"),
        ("a.jsonl", lines(entity("a", "Vessel", name="Gull")), "it holds no persons and no bodies"),
        ("a.json", "[" * 100_000, "it is not sound JSON"),
        ("a.json", b'{"persons": "\xff"}', "line 1 is not UTF-8"),
        ("a.json", {"results": []}, "its results hold no list of bindings"),
        ("a.json", {"results": {"bindings": {}}}, "its results hold no list of bindings"),
        ("a.json", {"persons": []}, "it holds no persons and no bodies"),
        ("a.json", {"news": []}, "it is no JSON of a kind that is known"),
        ("a.json", [1, [], {"a": 1}], "it is no JSON of a kind that is known"),
        ("a.yaml", "a: b\n", "it is no list"),
        ("a.json.gz", b"text", "not a gzip file"),
        ("a.csv.gz", gzip.compress(b"name\nAna\n" * 1000)[:-9], "cut short"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, name: str, content: Any, reason: str) -> None:
    path = put(tmp_path, name, content)
    with pytest.raises(AuthorityError) as error:
        read(path)
    assert reason in str(error.value)
    assert str(error.value).startswith(f"Cannot use the authority {path}")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputMissingError):
        read(tmp_path / "none.csv")
    with pytest.raises(InputMissingError):
        read(Path("-"))
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(AuthorityError, match="not a regular file"):
        read(tmp_path / "a.csv")


def test_names_are_kept_on_one_line_and_aliases_within_limits(tmp_path: Path) -> None:
    many = [f"Alias {number}" for number in range(100_000)]
    told = entity(
        "p", "Person", name="Ana\u0000\n Quispe\ud800", alias=["A", "77", "J" * (MAX_NAME + 1), *many][:50_000]
    )
    joins = [entity(f"o{n}", "Occupancy", holder="p", post="x", startDate=str(1000 + n)) for n in range(MAX_TERMS + 9)]
    (ana,), skipped = read(put(tmp_path, "own.jsonl", lines(told, entity("x", "Position", name="mayor"), *joins)))
    assert not skipped
    assert ana.name == "Ana Quispe"
    assert ana.aliases == tuple(many[:MAX_ALIASES])
    assert len(ana.terms) == MAX_TERMS


suffixes = st.sampled_from([*READERS, ".json.gz"])
texts = st.text() | st.sampled_from(["Ana Quispe", "Q7", "2015", Q7, "wikidata", "pe"])
KEYS = [
    "id",
    "name",
    "persons",
    "memberships",
    "person_id",
    "other_names",
    "identifiers",
    "scheme",
    "terms",
    "schema",
    "properties",
    "results",
    "bindings",
    "person",
    "personLabel",
    "value",
    "bio",
    "last",
    "start",
    "positionOccupancies",
    "post",
]
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


def survives(path: Path) -> None:
    with contextlib.suppress(KGError):
        for known in read_authority(path, skip=lambda skipped: None):
            assert known.name.strip()
            json.dumps(str(known)).encode()


@settings(max_examples=150, deadline=None)
@given(suffix=suffixes, content=st.binary() | st.text().map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, suffix: str, content: bytes) -> None:
    survives(put(tmp_path_factory.mktemp("any"), f"a{suffix}", content))


@settings(max_examples=300, deadline=None)
@given(
    suffix=st.sampled_from([".json", ".jsonl", ".yaml"]), value=values, wrapped=st.sampled_from(["", "list", "entity"])
)
def test_any_json_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, value: Any, wrapped: str
) -> None:
    if wrapped == "entity":
        properties = value if isinstance(value, dict) else {"name": value, "alias": value, "birthDate": value}
        value = {"id": "p", "schema": "Person", "properties": properties}
    text = json.dumps([value] if wrapped == "list" else value)
    survives(put(tmp_path_factory.mktemp("any"), f"a{suffix}", "- " + text if suffix == ".yaml" else text))


# The index


def person(name: str, *aliases: str, number: int = 0, country: str | None = None, **more: Any) -> Known:
    return Known(f"p{number}", name, "person", aliases, country, row=number, **more)


def test_an_entry_is_found_by_its_folded_name_and_aliases_within_its_kind() -> None:
    first = person("José Marl", "J. Marl", number=1)
    second = person("Jo Vell", "Jose Marl", number=2)
    body = Known("b", "Jose Marl", "organization")
    index = Authorities([first, second, body])
    assert index.find("JOSE MARL", "person") == (first, second)
    assert index.find("J Marl", "person") == (first,)
    assert index.find("Jose Marl", "organization") == (body,)
    assert index.find("Jose Marl", "group") == index.find("Nobody", "person") == ()
    assert index.ignored == ()


def test_a_name_that_folds_to_nothing_is_not_found_by_nothing() -> None:
    assert Authorities([person("'s", "’S")]).find("", "person") == ()


def test_a_form_that_many_share_is_no_key() -> None:
    crowd = [person(f"Person N{number}x", "Ana Quispe", number=number) for number in range(COMMON + 1)]
    index = Authorities([*crowd, person("Ana Quispe", number=99)])
    assert index.find("Ana Quispe", "person") == ()
    assert [(one.form, one.entries) for one in index.ignored] == [("ana quispe", COMMON + 2)]
    assert Authorities(crowd[:COMMON]).find("Ana Quispe", "person") == tuple(crowd[:COMMON])


@pytest.mark.parametrize(
    "word", ["minister", "Presidents", "Mr", "Maria", "prime minister", "France", "French", "army"]
)
def test_a_word_is_no_name_of_a_person(word: str) -> None:
    index = Authorities([person("Ana Quispe", word)])
    assert index.find(word, "person") == ()
    assert [one.form for one in index.ignored] == [fold(word)]


@given(st.integers(1, 40), st.integers(0, 40))
def test_a_hostile_entry_makes_doubt_but_no_match(honest: int, stolen: int) -> None:
    """An entry whose aliases are the names of others is never the only candidate for one of them."""
    people = [person(f"Ana{number} Quispe", number=number) for number in range(honest)]
    thief = person("Jo Marl", *(one.name for one in people[:stolen]), number=99)
    index = Authorities([*people, thief])
    assert all(index.find(one.name, "person")[0] == one for one in people)
    assert index.find("Jo Marl", "person") == (thief,)


def test_entries_of_one_item_in_two_files_are_one() -> None:
    first = person("Ana Quispe", "Anita", number=1, same_as=(Q7,), terms=(IN_OFFICE,))
    second = person("Ana Quispe Lara", "Ana Quispe", number=2, same_as=(Q7,), country="Peru", born="1960")
    other = person("Jo Marl", number=3, same_as=(Q7,))
    index = Authorities([first, second, other])
    (found,) = index.find("Ana Quispe", "person")
    assert (found.id, found.aliases, found.country, found.born) == ("p1", ("Anita", "Ana Quispe Lara"), "Peru", "1960")
    assert found.terms == (IN_OFFICE,)
    assert index.find("Ana Quispe Lara", "person") == (found,)
    assert index.find("Jo Marl", "person") == (other,)


def test_the_holder_of_an_office_depends_on_the_date() -> None:
    def minister(name: str, start: str | None, end: str | None, role: str = "Prime Minister of Peru") -> Known:
        return person(name, country="Peru", terms=(Term(role, None, start, end),))

    ana, jo = minister("Ana Quispe", "2015-03-01", "2018-07-30"), minister("Jo Marl", "2018-07-31", None)
    uma = minister("Uma Pell", "2015-03-01", "2018-07-30", "Minister of Fish")
    never = minister("Ed Ott", None, None)
    index = Authorities([ana, jo, uma, never])
    asked = (
        ("prime minister", "Peru"),
        ("Prime Minister of Peru", None),
        ("PREMIER", "Peru"),
        ("Peruvian premier", None),
    )
    for role, place in asked:
        assert index.holder(role, place, "2016-05-05") == (ana,)
        assert index.holder(role, place, "2016") == (ana,)
        assert index.holder(role, place, "2019-01-01") == (jo,)
        assert index.holder(role, place, "2014-01-01") == ()
        assert index.holder(role, place, "2018") == (ana, jo)
    assert index.holder("prime minister", "Kenya", "2016-05-05") == ()
    assert index.holder("prime minister", None, "2016-05-05") == ()
    assert index.holder("minister", "Peru", "2016-05-05") == ()
    assert index.holder("minister of fish", "Peru", "2016-05-05") == (uma,)
    assert index.holder("Secretary of State", "Peru", "2016-05-05") == ()


def test_only_dates_that_cover_a_day_make_a_holder_sure() -> None:
    ana = person("Ana Quispe", number=1, terms=(Term("mayor", "Peru", "2015", "2018"),))
    jo = person("Jo Marl", number=2, terms=(Term("mayor", "Peru", "2019-05", None),))
    index = Authorities([ana, jo])
    asked = ("mayor", "Peru")
    assert index.sure_holder(*asked, "2016-05-05") == (ana,)
    assert index.sure_holder(*asked, "2018-05-05") == index.sure_holder(*asked, "2020-01-01") == ()
    assert index.open_holder(*asked, "2020-01-01") == (jo,)
    assert index.open_holder(*asked, "2016-05-05") == index.open_holder(*asked, "2019-05-05") == ()
    assert index.terms(jo, *asked) == list(jo.terms)
    assert index.terms(jo, "king", "Peru") == index.terms(person("Jo Marl"), *asked) == []


def test_an_office_that_a_crowd_held_makes_nobody_sure() -> None:
    first, last = Term("mayor", "Peru", "2015", "2018"), Term("mayor", "Peru", "2001", "2002")
    crowd = [person(f"Person N{number}x", number=number, terms=(last,)) for number in range(CROWD)]
    ana = person("Ana Quispe", number=CROWD, terms=(first,))
    assert Authorities([*crowd[1:], ana]).sure_holder("mayor", "Peru", "2016-05-05") == (ana,)
    assert Authorities([*crowd, ana]).sure_holder("mayor", "Peru", "2016-05-05") == ()
    assert Authorities([*crowd, ana]).terms(ana, "mayor", "Peru") == [first]


@pytest.mark.parametrize(
    ("held", "body", "asked", "place"),
    [
        ("United States Secretary of State", None, "secretary of state", "U.S."),
        ("Secretary of the Treasury", "United States", "Treasury secretary", "US"),
        ("Federal Chancellor of Germany", None, "chancellor", "Germany"),
        ("Minister of Foreign Affairs", "Kenya", "Kenyan foreign minister", None),
        ("President of the European Commission", None, "president", "European Commission"),
        ("Secretary-General of the United Nations", None, "secretary-general", "UN"),
        ("governor", "Ohio", "Governor of Ohio", None),
        ("Governor of Ohio", None, "governor", "Ohio"),
        ("chair", "Orchard Party", "Chair", "orchard party"),
    ],
)
def test_an_office_is_one_under_its_names(held: str, body: str | None, asked: str, place: str | None) -> None:
    ana = person("Ana Quispe", terms=(Term(held, body, "2015", "2018"),))
    assert Authorities([ana]).holder(asked, place, "2016-05-05") == (ana,)


@pytest.mark.parametrize(
    ("held", "asked", "place"),
    [
        ("Deputy Prime Minister of Peru", "prime minister", "Peru"),
        ("Minister of Fish", "minister", "Peru"),
        ("Secretary of State", "secretary", "Peru"),
        ("President of the European Commission", "president", "Peru"),
        ("adviser to the president", "president", "Peru"),
        ("Prime Minister of Kenya", "prime minister", "Peru"),
        ("chair of PRI", "chair", "Puerto Rico"),
    ],
)
def test_an_office_is_not_another(held: str, asked: str, place: str) -> None:
    ana = person("Ana Quispe", country="Peru", terms=(Term(held, None, "2015", "2018"),))
    assert Authorities([ana]).holder(asked, place, "2016-05-05") == ()
