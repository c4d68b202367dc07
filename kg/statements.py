"""Statements as values: merge the same claims, keep or leave out by type and confidence, and JSON Lines in and out."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import DataError, InputUnreadableError
from kg.model import STATEMENTS, Actor, Article, Evidence, Membership, Mention, Policy, Statement, Topic

Record = dict[str, Any]

ACTOR_FIELDS = ("person", "organization", "on_behalf_of", "actor", "speaker", "source", "target")


def actors_of(statement: Statement) -> list[Actor]:
    """The actors of a statement, in the order of its fields."""
    found = (getattr(statement, name, None) for name in ACTOR_FIELDS)
    return [actor for actor in found if isinstance(actor, Actor)]


def agents_of(statement: Statement) -> list[Actor]:
    """The actors of a statement without the body at which an office is held."""
    return [a for a in actors_of(statement) if not isinstance(statement, Membership) or a.id == statement.person.id]


def merge(statements: Iterable[Statement]) -> list[Statement]:
    """One statement a claim, sorted by id: its evidence joined, the best confidence, the earliest observation."""
    claims: dict[str, list[Statement]] = {}
    for statement in statements:
        claims.setdefault(statement.id, []).append(statement)
    return [_merged(claims[key]) for key in sorted(claims)]


def _merged(same: list[Statement]) -> Statement:
    best = min(same, key=lambda s: (-s.confidence, s.extractor, s.evidence))
    evidence = tuple(sorted({e for s in same for e in s.evidence}))
    observed = min((s.observed for s in same if s.observed), default=None)
    return dataclasses.replace(best, evidence=evidence, observed=observed)


def keep_confident(statements: Iterable[Statement], minimum: float) -> Iterator[Statement]:
    """The statements whose confidence is at least `minimum` (0..1)."""
    return (s for s in statements if s.confidence >= minimum)


def to_record(item: Statement | Actor | Policy | Article) -> Record:
    """The JSON form of DESIGN section 3: actors and policies of a statement shrink to id and name."""
    if isinstance(item, Statement):
        return {"id": item.id, "type": item.type} | {f.name: _plain(getattr(item, f.name)) for f in _own_first(item)}
    record = {f.name: getattr(item, f.name) for f in dataclasses.fields(item)}
    if isinstance(item, Actor):
        record["mentions"] = [dataclasses.asdict(m) for m in item.mentions]
    if isinstance(item, Policy):
        record["topics"] = [dataclasses.asdict(t) for t in item.topics]
    return {k: list(v) if isinstance(v, tuple) else v for k, v in record.items() if k != "file" or v is not None}


def _own_first(item: Statement) -> list[dataclasses.Field[Any]]:
    shared = {f.name for f in dataclasses.fields(Statement)}
    return sorted(dataclasses.fields(item), key=lambda f: f.name in shared)


def _plain(value: object) -> object:
    if isinstance(value, Actor | Policy):
        return {"id": value.id, "name": value.name}
    if isinstance(value, tuple):
        return [dataclasses.asdict(v) for v in value]
    return round(value, 3) if isinstance(value, float) else value


def from_record(record: Mapping[str, Any], actors: Mapping[str, Actor], policies: Mapping[str, Policy]) -> Statement:
    """The statement that `to_record` wrote. Raises KeyError, TypeError or ValueError where the record is malformed."""
    kind = STATEMENTS[record["type"]]
    fields = {k: v for k, v in record.items() if k not in ("id", "type")}
    fields["evidence"] = tuple(Evidence(**e) for e in record["evidence"])
    for name in ACTOR_FIELDS:
        if isinstance(fields.get(name), dict):
            fields[name] = actors[fields[name]["id"]]
    if "policy" in fields:
        fields["policy"] = policies[fields["policy"]["id"]]
    return kind(**fields)


def actor_from_record(record: Mapping[str, Any]) -> Actor:
    """The actor of a line of actors.jsonl."""
    _expect_text(record, "id", "name")
    mentions = tuple(Mention(**m) for m in record.get("mentions", ()))
    return Actor(record["id"], record["name"], record["kind"], tuple(record.get("aliases", ())),
                 tuple(record.get("same_as", ())), mentions)  # fmt: skip


def policy_from_record(record: Mapping[str, Any]) -> Policy:
    """The policy of a line of policies.jsonl."""
    _expect_text(record, "id", "name")
    topics = tuple(_topic(topic) for topic in record.get("topics", ()))
    return Policy(record["id"], record["name"], tuple(record.get("aliases", ())), record.get("broader"), topics)


def _topic(record: Mapping[str, Any]) -> Topic:
    """A topic and those above it."""
    line: list[Mapping[str, Any]] = []
    above: Mapping[str, Any] | None = record
    while above is not None:
        _expect_text(above, "id", "name")
        line.append(above)
        above = above.get("broader")
    topic: Topic | None = None
    for one in reversed(line):
        topic = Topic(one["id"], one["name"], topic)
    assert topic is not None
    return topic


def write_lines(records: Iterable[Mapping[str, Any]]) -> str:
    """JSON Lines, UTF-8, one record a line."""
    return "".join(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n" for record in records)


def read_lines(path: Path, make: Callable[[Record], Any]) -> Iterator[Any]:
    """What `make` makes of each line of a JSON Lines file. Raises DataError, InputUnreadableError."""
    try:
        with path.open(encoding="utf-8") as stream:
            for row, line in enumerate(stream, 1):
                if line.strip():
                    yield _read_line(path, row, line, make)
    except (OSError, UnicodeDecodeError) as error:
        raise InputUnreadableError(path=str(path), reason=str(error)) from None


def _read_line(path: Path, row: int, line: str, make: Callable[[Record], Any]) -> Any:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise DataError(path=str(path), row=row, reason=f"not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError):
        reason = "not JSON that can be read: a number too long, or too deeply nested"
        raise DataError(path=str(path), row=row, reason=reason) from None
    try:
        return make(record)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DataError(path=str(path), row=row, reason=f"not as expected ({error!r})") from None


def article_from_record(record: Mapping[str, Any]) -> Article:
    """The article of a line of articles.jsonl."""
    _expect_text(record, "id", "text")
    return Article(**record)


def _expect_text(record: Mapping[str, Any], *names: str) -> None:
    for name in names:
        if not isinstance(record[name], str):
            raise TypeError(f"{name} is no text")
