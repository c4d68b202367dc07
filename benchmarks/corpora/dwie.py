"""DWIE: articles of Deutsche Welle, with the relations of their persons to organizations that the text names.

A gold item is a person, an organization or country that the article mentions, and the most special of the classes that
the corpus gives them (a head of state is an official as well); citizenship is no role. Our memberships are read as the
same classes by the words of the role, where person and organization go by a name of entities of the corpus; others are
not counted. All topics of the corpus are in, sports and science, too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from corpora.common import Pairs, Record, Row, called, counted
from kg.extract.memberships import memberships as extracted
from kg.extract.reading import Reading
from kg.model import Actor

RELATIONS = "person_role_org_dev.jsonl"
# The classes from the most special to the least, with the words of a role that tell them, at a country or anywhere.
CLASSES = {
    "spokesperson": r"spokes(man|woman|person)",
    "advisor": r"advis[eo]r",
    "mayor": r"mayor",
    "minister": r"(?<!prime )minister|secretary of (state|defense|the treasury)|treasurer",
    "head of government": r"prime minister|premier|chancellor|taoiseach",
    "head of state": r"president|king|queen|emperor|monarch|sultan|emir|ruler|dictator|supreme leader",
    "head/leader": r"president|leader|chair(man|woman|person)?|head|chief|director|secretary.general|ceo|founder|coach",
}
AT_COUNTRY = ("head of state", "official/agent")
AT_BODY = ("head/leader", "member")
PLACES = frozenset({"gpe0", "gpe", "gpe0-x"})
NOT_FIRST = re.compile(r"\b(vice|deputy|assistant)\b")

Item = tuple[str, str, str]  # person, organization, class


def memberships(pairs: Pairs, file: Path) -> list[Row]:
    """The rows of the corpus."""
    with (file.parent / RELATIONS).open(encoding="utf-8") as lines:
        relations = {record["id"]: record["triples"] for record in map(json.loads, lines)}
    right, same, found_, wanted_ = 0, 0, 0, 0
    for record, reading in pairs:
        gold, found = special(wanted(relations.get(record["id"], ()))), special(answers(record, reading))
        both = gold.keys() & found.keys()
        same += len(both)
        right += sum(gold[pair] == found[pair] for pair in both)
        found_, wanted_ = found_ + len(found), wanted_ + len(gold)
    return [
        Row("person, organization and class of role", counted(right, found_, wanted_)),
        Row("the same, person and organization alone", counted(same, found_, wanted_)),
    ]


def wanted(triples: Iterable[Record]) -> Iterable[Item]:
    """The gold relations of an article whose organization it mentions."""
    for t in triples:
        if t["org_mentioned"] and t["role_class"] != "citizen" and t["person"] != t["org"]:
            yield t["person"], t["org"], t["role_class"]


def special(items: Iterable[Item]) -> dict[tuple[str, str], str]:
    """The most special class of each person and organization."""
    order = [*CLASSES, "official/agent", "member"]
    found: dict[tuple[str, str], str] = {}
    for person, organization, role in sorted(items, key=lambda item: order.index(item[2])):
        found.setdefault((person, organization), role)
    return found


def answers(record: Record, reading: Reading) -> Iterable[Item]:
    """Our memberships between entities of the record."""
    for statement in extracted(reading):
        person, body = (
            entity(record, statement.person),
            statement.organization and entity(record, statement.organization),
        )
        if person and body and person["id"] != body["id"]:
            yield person["name"], body["name"], class_of(statement.role.lower(), not PLACES.isdisjoint(body["types"]))


def entity(record: Record, actor: Actor) -> Record | None:
    """The entity of the corpus that goes by a name of the actor."""
    return next(
        (e for e in record["entities"] if called(actor, (e["name"], *(m["text"] for m in e["mentions"])))), None
    )


def class_of(role: str, country: bool) -> str:
    """The class that the words of a role tell."""
    first, rest = AT_COUNTRY if country else AT_BODY
    special = (name for name in CLASSES if name not in {AT_COUNTRY[0], AT_BODY[0]} or name == first)
    found = next((name for name in special if re.search(rf"\b({CLASSES[name]})\b", role)), rest)
    return rest if found == first and NOT_FIRST.search(role) else found
