"""What persons decide about identity in a graph folder: each decision joins it again from its findings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kg
from kg import store
from kg.assembly import Assembly, Material, assemble, is_unchanged, own_rows, read_decided, resolve, write
from kg.authorities import Authorities, load_authorities
from kg.codebooks import Codebook, read_codebook
from kg.errors import ChangedMeanwhileError, KGError, NotRepeatableError, UsageError
from kg.identity.decisions import PERSON, POLICY, Decision, Side, Verdict
from kg.identity.filing import Filed, open_pairs
from kg.identity.persons import person_decision
from kg.identity.whom import Item, Register
from kg.model import Article, Graph, Mention, Policy, Stance, Statement
from kg.rdf import BASE
from kg.statements import agents_of

BEFORE, AFTER = 40, 60  # characters around a mention by which a person knows who is meant


@dataclass(frozen=True, slots=True)
class Change:
    """A person's decision, made or taken back: its number, None where it is gone, and the graph before and after."""

    decision: Decision
    number: int | None
    before: Graph
    after: Graph
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Numbers of decisions by judge and verdict, of those that wait for an article, of pairs that wait for a person."""

    numbers: dict[tuple[str, str], int]
    waiting: int
    open: int


@dataclass(frozen=True, slots=True)
class Place:
    """The article of an entry, and its words around the first mention; nothing where no article names it."""

    article: Article | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """A pair of entries that waits for a person, where each is told of, and how many statements are at stake."""

    filed: Filed
    places: tuple[Place, Place]
    statements: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """An actor or policy, its entries with their articles, and the decisions about these."""

    item: Item
    entries: tuple[tuple[Side, Article | None], ...]
    decisions: tuple[Filed, ...]


def overview(folder: str | Path) -> Overview:
    """What was decided, by whom. Raises NotAGraphError, NoFindingsError, DataError."""
    filed = store.read_decisions(folder)
    numbers = Counter((f.decision.by, f.decision.verdict) for f in filed)
    waiting = sum(f.decision.by == PERSON and not f.in_force for f in filed)
    return Overview(dict(sorted(numbers.items())), waiting, len(open_pairs(filed)))


def unsure(folder: str | Path) -> list[OpenPair]:
    """The pairs that wait for a person, those first by which most statements would be told of fewer actors."""
    filed, graph = store.read_decisions(folder), store.open_graph(folder)
    told = Counter(key for statement in graph.statements for key in _about(statement))
    articles = {article.id: article for article in graph.articles}
    first = {(actor.id, m.article): m for actor in graph.actors for m in reversed(actor.mentions)}
    stances = {(s.policy.id, e.article): e.quote for s in graph.of_type(Stance) for e in reversed(s.evidence)}

    def place(side: Side) -> Place:
        article, key = articles.get(side.article or ""), (side.actor or "", side.article or "")
        if side.kind == POLICY:
            return Place(article, stances.get(key, ""))
        return Place(article, _around(article.text, first[key]) if article and key in first else "")

    made = [
        OpenPair(f, (place(f.a), place(f.b)), min(told[f.a.actor or ""], told[f.b.actor or ""]))
        for f in open_pairs(filed)
    ]
    return sorted(made, key=lambda pair: (-pair.statements, pair.filed.n))


def _about(statement: Statement) -> list[str]:
    agents = [actor.id for actor in agents_of(statement)]
    return [*agents, statement.policy.id] if isinstance(statement, Stance) else agents


def _around(text: str, mention: Mention) -> str:
    """The words around a mention, without those that are cut."""
    start, end = max(0, mention.start - BEFORE), min(len(text), mention.end + AFTER)
    left, right = text[start : mention.start], text[mention.end : end]
    left = left.partition(" ")[2] if start else left
    right = right.rpartition(" ")[0] if end < len(text) else right
    return f"{left}{text[mention.start : mention.end]}{right}"


def portrait(folder: str | Path, actor: str) -> Portrait:
    """An actor or policy by id, name, alias or one of its entries. Raises UnknownActorError, AmbiguousActorError."""
    now = _open(folder)
    item = now.register.item(actor)
    policy = isinstance(item, Policy)
    own = [s for s in now.made.sides.values() if s.actor == item.id and (s.kind == POLICY) == policy]
    articles = {article.id: article for article in now.graph.articles}
    told = [(side, articles.get(side.article or "")) for side in own]
    ids = {side.id for side in own}
    about = tuple(f for f in now.made.filed if f.a.id in ids or f.b.id in ids)
    return Portrait(item, tuple(sorted(told, key=_by_date)), about)


def same(folder: str | Path, a: str, b: str, *, note: str | None = None) -> Change:
    """Decide that two are one, each given by id, name or alias; the folder is written again, all or nothing.

    Raises UnknownActorError, AmbiguousActorError, ContradictionError, NoFindingsError, NotRepeatableError.
    """
    return _decide(folder, a, b, "same", note)


def different(folder: str | Path, a: str, b: str, *, note: str | None = None) -> Change:
    """Decide that two are not one; entries that are parts of one actor are given by their ids. Raises as `same`."""
    return _decide(folder, a, b, "different", note)


def undo(folder: str | Path, number: int, *, note: str | None = None) -> Change:
    """Take back a line of identity.jsonl: a person's decision goes; what others made one is decided to be different.

    Raises UsageError where there is no such line, or where it joined nothing.
    """
    now = _open(folder)
    if not is_unchanged(now.path, now.record):
        raise UsageError(reason=f"{store.DECIDED} was edited, so that line {number} may be another; run kg build first")
    filed = next((f for f in now.made.filed if f.n == number), None)
    if filed is None:
        raise UsageError(
            reason=f"there is no decision {number}; identity.jsonl numbers them 1 to {len(now.made.filed)}"
        )
    decision = filed.decision
    if decision.by == PERSON:
        return now.change(decision, [d for d in now.made.decided if (d.a, d.b) != (decision.a, decision.b)])
    if decision.verdict != "same":
        advice = f'kg identity {folder} --same "{decision.a}" "{decision.b}"'
        raise UsageError(reason=f"decision {number} joined nothing ({decision.verdict}); to join the two: {advice}")
    made = person_decision(decision.a, decision.b, "different", note)
    return now.change(made, [*now.made.decided, made])


def _decide(folder: str | Path, a: str, b: str, verdict: Verdict, note: str | None) -> Change:
    now = _open(folder)
    one, other = now.register.entry(a), now.register.entry(b)
    if one == other:
        reason = (
            f"{a} and {b} are one already; kg identity {folder} --actor {a!r} lists its entries, to part them by id"
        )
        raise UsageError(reason=reason)
    kinds = {now.made.sides[key].kind == POLICY for key in (one, other)}
    if len(kinds) > 1:
        raise UsageError(reason=f"{a} and {b} are an actor and a policy")
    made = person_decision(one, other, verdict, note)
    return now.change(made, [*now.made.decided, made])


@dataclass(frozen=True, slots=True)
class _Folder:
    """An open graph folder, joined again as it is."""

    path: Path
    graph: Graph
    record: dict[str, Any]
    material: Material
    made: Assembly
    written: int  # when its build.json was written: nobody else may have changed it meanwhile

    @property
    def register(self) -> Register:
        return Register(self.made.graph, self.made.sides)

    def change(self, decision: Decision, decided: list[Decision]) -> Change:
        """Write the folder as other decisions make it."""
        made = assemble(self.material, decided)
        if _written(self.path) != self.written:
            raise ChangedMeanwhileError(path=str(self.path))
        base = self.record["options"].get("base", BASE)
        write(made, self.material, self.path, base=base, record=self.record)
        pair = decision.a, decision.b
        number = next((f.n for f in made.filed if (f.a.id, f.b.id) == pair and f.decision.by == PERSON), None)
        return Change(decision, number, self.graph, made.graph, made.notes)


def _open(folder: str | Path) -> _Folder:
    path = Path(folder)
    written = _written(path)
    found, graph, record = store.read_findings(path), store.open_graph(path), store.read_build(path)
    material = Material(graph.articles, found, _codebook(path, record), _authorities(path, record))
    return _Folder(
        path, graph, record, material, resolve(material, read_decided(material, (), own_rows(path))), written
    )


def _written(path: Path) -> int:
    try:
        return (path / store.BUILD).stat().st_mtime_ns
    except OSError:
        return 0


def _codebook(path: Path, record: dict[str, Any]) -> Codebook:
    """The codebook that the folder was built with; another, or another version, would change more than identity."""
    try:
        version, name = record["versions"]["polkg"], record["options"]["codebook"]
        sha256 = record["codebook"]["sha256"]
    except (KeyError, TypeError):
        raise _not(path, f"its {store.BUILD} is not as expected") from None
    if version != kg.__version__:
        raise _not(path, f"polkg {version} built it, this is {kg.__version__}")
    try:
        codebook = read_codebook(name)
    except KGError as error:
        raise _not(path, str(error).removesuffix(".")) from None
    if codebook.sha256 != sha256:
        raise _not(path, f"its codebook {name or codebook.name} has changed since")
    return codebook


def _authorities(path: Path, record: dict[str, Any]) -> Authorities:
    """The authority files that the folder was built with, as they were."""
    try:
        names, known = tuple(record["options"]["authorities"]), record["authorities"]
    except (KeyError, TypeError):
        raise _not(path, f"its {store.BUILD} is not as expected") from None
    try:
        authorities, records = load_authorities(names, lambda _: None)
    except KGError as error:
        raise _not(path, str(error).removesuffix(".")) from None
    if records != known:
        raise _not(path, "one of its authority files has changed since")
    return authorities


def _not(path: Path, reason: str) -> NotRepeatableError:
    return NotRepeatableError(path=str(path), reason=reason)


def _by_date(told: tuple[Side, Article | None]) -> tuple[str, str]:
    side, article = told
    return (article.published or "" if article else ""), side.id
