"""The graph folder: what `kg build` writes and every other command reads."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any

from kg.errors import DataError, InputMissingError, NotAGraphError, OutputUnwritableError
from kg.files import put, staged, sync, telling
from kg.model import Actor, Article, Graph, Policy, Statement
from kg.statements import (
    Record,
    actor_from_record,
    article_from_record,
    from_record,
    policy_from_record,
    read_lines,
    to_record,
    write_lines,
)

ARTICLES, ACTORS, POLICIES, STATEMENTS = "articles.jsonl", "actors.jsonl", "policies.jsonl", "statements.jsonl"
TURTLE, PAGE, BUILD = "graph.ttl", "network.html", "build.json"
STORE = "store"  # a folder that kg.triplestore builds of graph.ttl
PARTS = (ARTICLES, ACTORS, POLICIES, STATEMENTS)
FILES = (*PARTS, TURTLE, PAGE, BUILD)


def save_graph(graph: Graph, path: str | Path, *, build: Mapping[str, Any], extra: Mapping[str, str]) -> None:
    """Write a graph folder, all or nothing; `extra` maps further file names, such as "graph.ttl", to their text.

    An older graph folder is replaced, but for the files in it that are not ours: those are kept.
    Raises OutputUnwritableError, also for a folder with other things in it, which is never touched.
    """
    with telling(path):
        target = Path(os.path.realpath(path))
        _refuse_strangers(target, path)
        fixed = _is_fixed(target)
        with staged(target / target.name if fixed else target) as partial:
            partial.mkdir()
            for name, text in (_texts(graph) | dict(extra) | {BUILD: _json(build)}).items():
                put(partial / name, text.encode())
            (_move_in if fixed else _swap)(partial, target)


def expect_writable(path: str | Path) -> None:
    """Raise OutputUnwritableError where `save_graph` could only fail: to be asked before a long build."""
    with telling(path):
        target = Path(os.path.realpath(path))
        _refuse_strangers(target, path)
        home = target if _is_fixed(target) else next(p for p in target.parents if p.exists())
        os.rmdir(tempfile.mkdtemp(prefix=".", dir=home))


def open_graph(path: str | Path) -> Graph:
    """The graph of a folder that `save_graph` wrote. Raises InputMissingError, NotAGraphError, DataError."""
    folder = Path(path)
    _expect_folder(folder)
    articles: list[Article] = list(read_lines(folder / ARTICLES, article_from_record))
    actors: dict[str, Actor] = {a.id: a for a in read_lines(folder / ACTORS, actor_from_record)}
    policies: dict[str, Policy] = {p.id: p for p in read_lines(folder / POLICIES, policy_from_record)}

    def statement(record: Record) -> Statement:
        made = from_record(record, actors, policies)
        if not (made.id and 0 <= made.confidence <= 1):  # the id reads every part of the claim: none is amiss
            raise ValueError("confidence is not between 0 and 1")
        return made

    statements: list[Statement] = list(read_lines(folder / STATEMENTS, statement))
    return Graph(_sorted(articles), _sorted(actors.values()), _sorted(policies.values()), _sorted(statements))


def read_build(path: str | Path) -> dict[str, Any]:
    """What build.json says: versions, options, counts, seconds. Raises InputMissingError, NotAGraphError, DataError."""
    folder = Path(path)
    _expect_folder(folder)
    try:
        build = json.loads((folder / BUILD).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotAGraphError(path=str(path), reason=f"it holds no {BUILD}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(path=str(folder / BUILD), row=1, reason=f"not as expected ({error})") from None
    if not isinstance(build, dict):
        raise DataError(path=str(folder / BUILD), row=1, reason="not a JSON object")
    return build


def _expect_folder(folder: Path) -> None:
    if not os.path.exists(folder):  # Path.exists would raise where a name is too long
        raise InputMissingError(path=str(folder))
    if not folder.is_dir():
        raise NotAGraphError(path=str(folder), reason="it is a file; name the folder that kg build wrote")
    missing = [name for name in PARTS if not (folder / name).is_file()]
    if missing:
        raise NotAGraphError(path=str(folder), reason=f"it holds no {missing[0]}; name the folder that kg build wrote")


def _texts(graph: Graph) -> dict[str, str]:
    parts = (graph.articles, graph.actors, graph.policies, graph.statements)
    return {name: write_lines(to_record(i) for i in _sorted(items)) for name, items in zip(PARTS, parts, strict=True)}


def _sorted(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(items, key=attrgetter("id")))


def _json(build: Mapping[str, Any]) -> str:
    return json.dumps(build, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _refuse_strangers(target: Path, path: str | Path) -> None:
    if target.exists() and not target.is_dir():
        raise OutputUnwritableError(path=str(path), reason="it is a file; name a folder")
    if target.is_dir() and any(target.iterdir()) and not (target / BUILD).is_file():
        reason = f"the folder is not empty and no graph folder (it holds no {BUILD}); name a new or an empty one"
        raise OutputUnwritableError(path=str(path), reason=reason)


def _is_fixed(target: Path) -> bool:
    """Whether the folder must stay the same one: a mounted folder cannot be renamed, the current one should not be."""
    here = Path.cwd()
    return target.is_dir() and (os.path.ismount(target) or target == here or target in here.parents)


def _swap(new: Path, target: Path) -> None:
    with staged(target) as old:
        if target.is_dir():
            _carry_over(target, new)
            sync(new)
            target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            if old.is_dir():
                old.rename(target)
            raise
        sync(target.parent)


def _carry_over(old: Path, new: Path) -> None:
    """Copy what is not ours, such as reviews.jsonl, and the folder's permissions."""
    for entry in sorted(old.iterdir()):
        if entry.name in (*FILES, STORE) or (new / entry.name).exists():
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, new / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, new / entry.name, follow_symlinks=False)
    shutil.copymode(old, new)


def _move_in(new: Path, target: Path) -> None:
    """Each file by itself, build.json last."""
    for name in set(FILES) - {entry.name for entry in new.iterdir()}:
        (target / name).unlink(missing_ok=True)
    for entry in sorted(new.iterdir(), key=lambda e: (e.name == BUILD, e.name)):
        entry.replace(target / entry.name)
    sync(target)
