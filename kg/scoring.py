"""How good a graph is: its actors and statements against gold annotations, one JSON file an article."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.agreement import TASKS, Agree, Item, Names
from kg.errors import DataError, InputMissingError, InputUnreadableError
from kg.model import (
    POSITIONS,
    RELATIONS,
    STATUSES,
    Article,
    Graph,
    Interaction,
    Membership,
    Quotation,
    Stance,
    Statement,
)
from kg.store import open_graph

Items = dict[str, list[Item]]  # by kind: actors, roles, stances, quotes, relations
Gold = str | Path

# What an item must have, may have, and which words it may have there.
NEEDED = {
    "actors": ("name",),
    "roles": ("person", "role"),
    "stances": ("actor", "stance", "policy"),
    "quotes": ("speaker", "quote"),
    "relations": ("source", "relation", "target"),
}
OPTIONAL = ("organization", "evidence")
LISTS = ("aliases", "role_aliases", "organization_aliases", "policy_aliases")
VALUES: dict[str, tuple[str, ...]] = {"stance": POSITIONS, "relation": RELATIONS, "status": STATUSES}


@dataclass(frozen=True, slots=True)
class Score:
    """How many items of a task were matched one to one, predicted and annotated, over all articles."""

    matched: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predicted items that are right, 0 where there are none."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found, 0 where there are none."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.matched / (self.predicted + self.gold) if self.matched else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.matched + other.matched, self.predicted + other.predicted, self.gold + other.gold)


class Difference(NamedTuple):
    """An item that only one side has: "missed" stands in the gold annotation, "extra" in the graph."""

    article: str
    task: str
    side: str
    item: Item

    def __str__(self) -> str:
        return "\t".join((self.article, self.task, self.side, json.dumps(self.item, ensure_ascii=False)))


class _Pairing(NamedTuple):
    """A task in one article: both sides' items, and which of them belong together."""

    article: str
    task: str
    predicted: Sequence[Item]
    gold: Sequence[Item]
    pairs: dict[int, int]  # predicted -> gold


def score(gold: Gold, graph: Graph | str | Path) -> dict[str, Score]:
    """The score of each task, over the articles annotated in the folder `gold`; an article is known by its file's stem.

    Raises InputMissingError, InputUnreadableError and DataError, and those of `open_graph`.
    """
    totals = dict.fromkeys(TASKS, Score())
    for p in _pairings(gold, graph):
        totals[p.task] += Score(len(p.pairs), len(p.predicted), len(p.gold))
    return totals


def errors(gold: Gold, graph: Graph | str | Path) -> Iterator[Difference]:
    """Every missed and every extra item, article by article. Raises as `score` does."""
    for p in _pairings(gold, graph):
        found = set(p.pairs.values())
        yield from (Difference(p.article, p.task, "extra", x) for i, x in enumerate(p.predicted) if i not in p.pairs)
        yield from (Difference(p.article, p.task, "missed", x) for j, x in enumerate(p.gold) if j not in found)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many articles are annotated, and how many of them a graph holds."""

    annotated: int
    shared: int


def overlap(gold: Gold, graph: Graph | str | Path) -> Overlap:
    """How many of the articles annotated in the folder `gold` are in the graph. Raises as `score` does."""
    held = {_stem(article) for article in (graph if isinstance(graph, Graph) else open_graph(graph)).articles}
    stems = [path.stem for path in _annotations(Path(gold))]
    return Overlap(len(stems), sum(stem in held for stem in stems))


def table(scores: dict[str, Score]) -> str:
    """The scores in plain columns, a task a line."""
    lines = [f"{'task':14} {'P':>6} {'R':>6} {'F1':>6}   matched/predicted/gold"]
    for task, s in scores.items():
        figures = f"{s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f}"
        lines.append(f"{task:14} {figures}   {s.matched}/{s.predicted}/{s.gold}")
    return "\n".join(lines)


def _pairings(gold: Gold, graph: Graph | str | Path) -> Iterator[_Pairing]:
    predicted = _predicted(graph if isinstance(graph, Graph) else open_graph(graph))
    for path in _annotations(Path(gold)):
        annotated = _read(path)
        names = Names(annotated["actors"])
        for task, (kind, agree) in TASKS.items():
            answers = predicted.get(path.stem, {}).get(kind, [])
            if task == "actors":  # two names of one actor are one answer
                answers = list({names.denoted(a["name"]): a for a in answers}.values())
            wanted = annotated[kind]
            yield _Pairing(path.stem, task, answers, wanted, _match(names, answers, wanted, agree))


def _match(names: Names, answers: Sequence[Item], gold: Sequence[Item], agree: Agree) -> dict[int, int]:
    """The greatest one-to-one matching: index of the answer -> index of the gold item."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    if not answers or not gold:
        return {}
    same = csr_array([[agree(names, a, g) for g in gold] for a in answers], dtype=bool)
    columns = maximum_bipartite_matching(same, perm_type="column")
    return {i: int(j) for i, j in enumerate(columns) if j >= 0}


def _annotations(folder: Path) -> list[Path]:
    if not os.path.exists(folder):  # Path.exists would raise where a name is too long
        raise InputMissingError(path=str(folder))
    if found := sorted(folder.glob("*.json")):
        return found
    raise InputUnreadableError(path=str(folder), reason="it holds no annotations, one ARTICLE.json each")


def _read(path: Path) -> Items:
    """The items of an annotation, by kind; a kind that the file leaves out has none."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputUnreadableError(path=str(path), reason=str(error)) from None
    except (RecursionError, ValueError) as error:
        raise DataError(path=str(path), row=1, reason=f"no annotation, for it is no JSON: {error}") from None
    if not isinstance(record, dict):
        raise DataError(path=str(path), row=1, reason="no annotation: a JSON object is expected")
    items: Items = {kind: record.get(kind, []) for kind, _ in TASKS.values()}
    for kind, rows in items.items():
        if flaw := _flaw(kind, rows):
            raise DataError(path=str(path), row=1, reason=flaw)
    return items


def _flaw(kind: str, rows: object) -> str | None:
    """What is wrong with the items of a kind, if anything is: the first that is malformed."""
    if not isinstance(rows, list):
        return f'"{kind}" is no list'
    flaws = ((number, _flaw_of_item(kind, item)) for number, item in enumerate(rows, 1))
    return next((f"{kind}, item {number}: {flaw}" for number, flaw in flaws if flaw), None)


def _flaw_of_item(kind: str, item: object) -> str | None:
    if not isinstance(item, dict):
        return "no JSON object"
    for field in NEEDED[kind]:
        if not isinstance(item.get(field), str):
            return f'"{field}" is missing or no text'
    for field in OPTIONAL:
        if not isinstance(item.get(field), str | None):
            return f'"{field}" is no text'
    for field in LISTS:
        if not (isinstance(names := item.get(field, []), list) and all(isinstance(name, str) for name in names)):
            return f'"{field}" is no list of texts'
    for field, values in VALUES.items():
        if item.get(field) is not None and item[field] not in values:
            return f'{field} "{item[field]}" is none of {", ".join(values)}'
    return None


def _predicted(graph: Graph) -> dict[str, Items]:
    """The items of a graph by stem and kind: actors wherever mentioned, statements wherever they have evidence."""
    articles = {_stem(article): article.id for article in graph.articles}  # of two of one stem the last counts
    found: dict[str, Items] = {article: {kind: [] for kind, _ in TASKS.values()} for article in articles.values()}
    for actor in graph.actors:
        for article in found.keys() & {mention.article for mention in actor.mentions}:
            found[article]["actors"].append({"name": actor.name, "type": actor.kind})
    for statement in graph.statements:
        kind, item = _item(statement)
        first = {evidence.article: evidence.quote for evidence in reversed(statement.evidence)}
        for article in found.keys() & first.keys():
            found[article][kind].append(item | {"evidence": first[article]})
    return {stem: found[article] for stem, article in articles.items()}


def _stem(article: Article) -> str:
    return Path(article.file or article.id).stem


def _item(statement: Statement) -> tuple[str, Item]:
    match statement:
        case Membership(person=person, role=role, organization=body, status=status):
            name = body.name if body else None
            return "roles", {"person": person.name, "role": role, "organization": name, "status": status}
        case Stance(actor=actor, stance=stance, policy=policy):
            return "stances", {"actor": actor.name, "stance": stance, "policy": policy.name}
        case Quotation(speaker=speaker, quote=quote):
            return "quotes", {"speaker": speaker.name, "quote": quote}
        case Interaction(source=source, relation=relation, target=target):
            return "relations", {"source": source.name, "relation": relation, "target": target.name}
    raise TypeError(f"no gold annotation has a {statement.type}")
