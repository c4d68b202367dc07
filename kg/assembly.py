"""From findings and decisions to a graph, and to all files of its folder: what building and deciding have in common."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from kg import identity, page, rdf, store
from kg.authorities import Authorities
from kg.codebooks import Codebook
from kg.errors import UsageError, one_line
from kg.findings import ArticleFindings, findings_to_record
from kg.identity.decisions import PERSON, POLICY, Decision, Side, expect_consistent, in_force, ruling
from kg.identity.filing import Filed, file_decisions, filed_to_record
from kg.identity.joining import Joined
from kg.identity.persons import Row, decisions_of, read_rows, rows_text
from kg.identity.whom import Register
from kg.model import Article, Graph
from kg.statements import write_lines
from kg.topics import with_topics

LONGEST = 400  # characters of a note


@dataclass(frozen=True, slots=True)
class Material:
    """What a graph is joined of, before any decision of a person: articles, what was found in them, what is known."""

    articles: Sequence[Article]
    found: Sequence[ArticleFindings]
    codebook: Codebook
    authorities: Authorities | None = None

    def joined(self, decided: Iterable[Decision] = ()) -> Joined:
        """One graph of all, without topics; the order of articles and findings does not matter."""
        found = sorted(self.found, key=lambda f: f.article)
        actors = [actor for f in found for actor in f.actors]
        statements = [statement for f in found for statement in f.statements]
        articles = sorted(self.articles, key=lambda a: a.id)
        return identity.joined(articles, actors, statements, ruling(decided), self.authorities)


@dataclass(frozen=True, slots=True)
class Assembly:
    """A graph, the decisions about identity that led to it, those of persons by themselves, what the ids stand for."""

    graph: Graph
    decided: tuple[Decision, ...]
    filed: tuple[Filed, ...]
    sides: Mapping[str, Side]

    @property
    def notes(self) -> tuple[str, ...]:
        """The decisions of persons that wait: one of their sides is in no article."""
        return tuple(_waiting(f) for f in self.filed if f.decision.by == PERSON and not f.in_force)

    @property
    def persons(self) -> int:
        """How many decisions of persons are in force."""
        return sum(f.decision.by == PERSON and f.in_force for f in self.filed)

    @property
    def record(self) -> dict[str, Any]:
        """What build.json says of decisions: how many are in force, by verdict and by whom, and what waits."""
        active = [f.decision for f in self.filed if f.in_force]
        return {
            "verdicts": dict(Counter(d.verdict for d in active)),
            "by": dict(Counter(d.by for d in active)),
            "notes": list(self.notes),
            "sha256": _hash(rows_text(self.decided).encode()),
        }


def assemble(material: Material, decided: Iterable[Decision] = ()) -> Assembly:
    """The graph of what was found, with what persons decided. Raises ContradictionError."""
    made = resolve(material, decided)
    return replace(made, graph=with_topics(made.graph, material.codebook))


def resolve(material: Material, decided: Iterable[Decision]) -> Assembly:
    """The same without topics, where it is asked who is one. Raises ContradictionError, UsageError."""
    told = in_force(decided)
    expect_consistent(told)
    made = material.joined(told)
    for decision in told:
        kinds = {made.sides[key].kind == POLICY for key in (decision.a, decision.b) if key in made.sides}
        if decision.verdict == "same" and len(kinds) > 1:
            raise UsageError(reason=f"{decision.a} and {decision.b} are an actor and a policy: they cannot be the same")
    filed = file_decisions([*told, *made.decisions], made.sides)
    return Assembly(made.graph, tuple(told), tuple(filed), made.sides)


def read_decided(material: Material, given: Iterable[Row], own: Iterable[Row]) -> list[Decision]:
    """What the rows of the folder's own table decide, then those of a given one: what is asked for now counts.

    A name means whom it means where persons have decided nothing; so it means the same whatever else they decide. In
    the folder's own table a name may mean nobody: its article may be gone. Raises DataError.
    """

    @cache
    def register() -> Register:
        made = material.joined()
        return Register(made.graph, made.sides)

    def entry(text: str) -> str:
        return register().entry(text)

    return [*decisions_of(own, entry, lenient=True), *decisions_of(given, entry)]


def write(made: Assembly, material: Material, out: Path, *, base: str, record: Mapping[str, Any]) -> None:
    """Write the graph folder, all or nothing; `record` is what build.json says besides counts and identity."""
    told = {**record, "counts": counts(made.graph), "identity": made.record}
    found = sorted(material.found, key=lambda f: f.article)
    extra = {
        store.TURTLE: rdf.turtle(made.graph, base, told),
        store.PROVENANCE: rdf.build_turtle(told, base),
        store.PAGE: page.draw(made.graph),
        store.FINDINGS: write_lines(map(findings_to_record, found)),
        store.IDENTITY: write_lines(map(filed_to_record, made.filed)),
        store.DECIDED: rows_text(made.decided),
    }
    store.save_graph(made.graph, out, build=told, extra=extra)


def counts(graph: Graph) -> dict[str, int]:
    """Numbers of articles, actors, policies and statements by type."""
    by_type = Counter(statement.type for statement in graph.statements)
    return {"articles": len(graph.articles), "actors": len(graph.actors), "policies": len(graph.policies)} | dict(
        sorted(by_type.items())
    )


def own_rows(folder: str | os.PathLike[str]) -> list[Row]:
    """The table of decisions that a folder holds. Raises DataError, InputUnreadableError."""
    path = Path(folder) / store.DECIDED
    return read_rows(path) if os.path.lexists(path) else []


def is_unchanged(folder: Path, record: Mapping[str, Any]) -> bool:
    """Whether the table of decisions of a folder is the one that build.json knows."""
    try:
        return bool(record["identity"]["sha256"] == _hash((folder / store.DECIDED).read_bytes()))
    except (OSError, KeyError, TypeError):
        return False


def _hash(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()


def _waiting(filed: Filed) -> str:
    gone = " and ".join(side.id for side in (filed.a, filed.b) if not side.name)
    text = f"decision {filed.n} ({filed.a.id}, {filed.b.id}: {filed.decision.verdict}) waits: {gone} is in no article"
    return one_line(text, LONGEST)
