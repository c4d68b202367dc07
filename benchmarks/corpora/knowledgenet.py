"""KnowledgeNet: passages, and the facts of them that a knowledge base could take in.

A gold item is a person and an organization, each named in the passage (not by a pronoun), that the person works for,
belongs to, leads, or stands with as a politician. The corpus gives no words for the role, so a membership is right when
its person and organization are actors named at the two places. The facts of a passage are not all of it: what we find
between others is not counted.
"""

from __future__ import annotations

from pathlib import Path

from corpora.common import Pairs, Record, Row, counted, meant
from kg.extract.memberships import memberships

FORWARD = frozenset({"EMPLOYEE_OR_MEMBER_OF", "POLITICAL_AFFILIATION"})
BACKWARD = frozenset({"CEO"})  # the organization is the subject
PRONOUNS = frozenset({"He", "She", "His", "Her", "They", "I"})

Ends = tuple[tuple[int, int], tuple[int, int]]  # the characters of the person, and of the organization


def employments(pairs: Pairs, _: Path) -> list[Row]:
    """The row of the corpus."""
    right, found, gold = 0, 0, 0
    for record, reading in pairs:
        places = [(meant(reading, *person), meant(reading, *body)) for person, body in facts(record)]
        own = {(s.person, s.organization) for s in memberships(reading)} if places else set()
        right += sum(any(p in a and o in b for a, b in places) for p, o in own)
        found += sum(any(p in a for a, _ in places) and any(o in b for _, b in places) for p, o in own)
        gold += len(places)
    return [Row("person and organization of a membership", counted(right, found, gold))]


def facts(record: Record) -> list[Ends]:
    """Where the person and the organization of each fact stand, each pair of names once."""
    found: dict[tuple[str, str], Ends] = {}
    for fact in record["facts"]:
        ends = (fact["subject"], fact["object"]) if fact["property"] in FORWARD else (fact["object"], fact["subject"])
        named = all(e["text"][:1].isupper() and e["text"] not in PRONOUNS for e in ends)
        if named and fact["property"] in FORWARD | BACKWARD:
            person, body = ends
            spans = (person["start"], person["end"]), (body["start"], body["end"])
            found[person["text"], body["text"]] = spans
    return list(found.values())
