"""Seconds of processor time to read 50,000 invented persons from an authority file of each format, to index them, and
to anchor 10,000 profiles of invented articles to them:

python benchmarks/authorities.py
"""

from __future__ import annotations

import csv
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.authorities import Authorities, read_authority
from kg.identity import actor_id
from kg.identity.anchoring import anchor
from kg.identity.entries import entries
from kg.identity.resolving import resolve
from kg.model import Actor, Article, Evidence, Membership, Mention

PERSONS = 50_000
PROFILES = 10_000  # of persons, every second of them known
CAST = 10  # persons of an article
TERMS = 3  # of each person
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "ri", "so", "tu")
COUNTRIES = ("France", "Kenya", "Peru", "Japan")
STATES = ("OH", "TX", "ME", "UT")
COLUMNS = ("name", "aliases", "kind", "country", "role", "organization", "start", "end", "wikidata")


def named(number: int) -> tuple[str, str]:
    """A given name and a surname that no other number has."""
    digits = [int(digit) for digit in f"{number:06}"]
    made = "".join(SYLLABLES[digit] for digit in digits)
    return made[:6].capitalize() + "i", made[6:].capitalize() + "er"


def terms() -> Iterator[tuple[str, str]]:
    for number in range(TERMS):
        yield f"{2000 + 4 * number}-01-03", f"{2004 + 4 * number}-01-02"


def table(path: Path, delimiter: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number in range(PERSONS):
            first, last = named(number)
            land = COUNTRIES[number % 4]
            for start, end in terms():
                aliases = f"{first[0]}. {last}|{last} {first}"
                person = (f"{first} {last}", aliases, "person", land)
                writer.writerow((*person, "member", f"Parliament of {land}", start, end, f"Q{number + 1}"))


def followthemoney(path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for number in range(PERSONS):
            first, last = named(number)
            person = {"name": [f"{first} {last}"], "alias": [f"{last} {first}"], "country": ["fr"]}
            put(stream.write, f"p{number}", "Person", person | {"wikidataId": [f"Q{number + 1}"]})
            for turn, (start, end) in enumerate(terms()):
                held = {"holder": [f"p{number}"], "post": ["post"], "startDate": [start], "endDate": [end]}
                put(stream.write, f"o{number}-{turn}", "Occupancy", held)
        put(stream.write, "post", "Position", {"name": ["member of parliament"], "country": ["fr"]})


def put(write: Callable[[str], object], key: str, schema: str, properties: dict[str, list[str]]) -> None:
    write(json.dumps({"id": key, "schema": schema, "properties": properties}) + "\n")


def popolo(path: Path) -> None:
    persons, memberships = [], []
    for number in range(PERSONS):
        first, last = named(number)
        identifiers = [{"scheme": "wikidata", "identifier": f"Q{number + 1}"}]
        others = [{"name": f"{last} {first}", "lang": "en"}]
        persons.append(
            {"id": f"p{number}", "name": f"{first} {last}", "identifiers": identifiers, "other_names": others}
        )
        for turn in range(TERMS):
            memberships.append(
                {"person_id": f"p{number}", "organization_id": "house", "on_behalf_of_id": "party", "role": "member",
                 "legislative_period_id": f"term/{turn}"}
            )  # fmt: skip
    events = [{"id": f"term/{i}", "start_date": start, "end_date": end} for i, (start, end) in enumerate(terms())]
    bodies = [{"id": "house", "name": "Great Assembly"}, {"id": "party", "name": "Orchard Party"}]
    told = {"persons": persons, "memberships": memberships, "organizations": bodies, "events": events}
    path.write_text(json.dumps(told), encoding="utf-8")


def congress(path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for number in range(PERSONS):
            first, last = named(number)
            stream.write(f"- id:\n    bioguide: X{number:06}\n    wikidata: Q{number + 1}\n")
            stream.write(f"  name:\n    first: {first}\n    last: {last}\n    official_full: {first} {last}\n")
            stream.write("  bio:\n    birthday: '1950-01-01'\n    gender: F\n  terms:\n")
            for start, end in terms():
                stream.write(
                    f"  - type: rep\n    start: '{start}'\n    end: '{end}'\n    state: {STATES[number % 4]}\n"
                )
                stream.write("    district: 4\n    party: Democrat\n")


def result(path: Path) -> None:
    bindings = []
    for number in range(PERSONS):
        first, last = named(number)
        for start, end in terms():
            row = {
                "person": f"http://www.wikidata.org/entity/Q{number + 1}",
                "personLabel": f"{first} {last}",
                "positionLabel": "member of parliament",
                "countryLabel": COUNTRIES[number % 4],
                "start": f"{start}T00:00:00Z",
                "end": f"{end}T00:00:00Z",
            }
            bindings.append({key: {"type": "literal", "value": value} for key, value in row.items()})
    head = {"vars": list(bindings[0])}
    path.write_text(json.dumps({"head": head, "results": {"bindings": bindings}}), encoding="utf-8")


def told() -> tuple[list[Article], list[Actor], list[Membership]]:
    """Articles with their persons, each with a role at its country's parliament."""
    articles, actors, roles = [], [], []
    for number in range(PROFILES):
        if number % CAST == 0:
            articles.append(Article(f"a{number}", "Invented.", published=f"{2001 + number // CAST % 10}-05-05"))
        first, last = named(number * 3)
        name = f"{first} {last}" if number % 2 else f"{first}a {last}o"
        article, land = articles[-1], COUNTRIES[number * 3 % 4]
        person = Actor(actor_id(name, "person", article), name, "person", (last,), (), (Mention(article.id, 0, 3),))
        house = Actor(
            actor_id(f"Parliament of {land}", "organization", article), f"Parliament of {land}", "organization"
        )
        evidence = (Evidence(article.id, 0, 3, "Inv"),)
        actors.append(person)
        roles.append(
            Membership(
                person=person, role="member", organization=house, evidence=evidence, confidence=1.0, extractor="x"
            )
        )
    return articles, actors, roles


def anchoring(index: Authorities) -> None:
    """Print the time that anchoring takes beside resolving."""
    articles, actors, roles = told()
    resolved = []
    resolving = seconds(lambda: resolved.append(resolve(entries(articles, actors, roles))))
    profiles, anchors = len(resolved[0].profiles), []
    spent = seconds(lambda: anchors.append(anchor(resolved[0], articles, roles, index)))
    print(
        "\n| profiles | known actors | anchored | seconds to resolve | seconds to anchor |\n|---:|---:|---:|---:|---:|"
    )
    print(f"| {profiles:,} | {PERSONS:,} | {len(anchors[0].profiles):,} | {resolving:.1f} | {spent:.1f} |", flush=True)


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


FILES: dict[str, Callable[[Path], None]] = {
    "persons.tsv": lambda path: table(path, "\t"),
    "persons.csv": lambda path: table(path, ","),
    "entities.ftm.json": followthemoney,
    "popolo.json": popolo,
    "congress.yaml": congress,
    "wikidata.json": result,
}


def main() -> None:
    print(f"{PERSONS:,} persons with {TERMS} terms each\n")
    print("| file | MB | entries | seconds to read | seconds to index |\n|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in FILES.items():
            path = Path(folder, name)
            write(path)
            known = []
            spent = seconds(lambda path=path, known=known: known.extend(read_authority(path, skip=print)))
            indexing = seconds(lambda known=known: Authorities(known))
            size = path.stat().st_size / 1e6
            print(f"| {name} | {size:.0f} | {len(known):,} | {spent:.1f} | {indexing:.1f} |", flush=True)
        path = Path(folder, "persons.csv")
        anchoring(Authorities(read_authority(path, skip=print)))


if __name__ == "__main__":
    main()
