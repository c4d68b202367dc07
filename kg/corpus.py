"""From article files to a graph, and to a graph folder."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg import identity, page, rdf, store
from kg.articles import Fields, Skipped, read_articles
from kg.codebooks import Codebook, read_codebook
from kg.errors import KGError, NothingToBuildError, SkippedArticlesError
from kg.extract.pipeline import DEFAULT_PIPELINE, EXTRACTORS, load, parse, read, report, versions
from kg.model import Actor, Article, Finders, Graph, Statement
from kg.resources import fingerprint
from kg.topics import with_topics

Source = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be told. `fields` names the columns or keys of tables; `min_confidence` is 0..1.

    `codebook` is the file whose topics are suggested for policies; by default it is ontology/policies.ttl. `stances`
    are found by the rules, the trained model, or both.
    """

    pipeline: str = DEFAULT_PIPELINE
    base: str = rdf.BASE
    fields: Fields = Fields()
    min_confidence: float = 0.0
    strict: bool = False
    codebook: str | None = None
    stances: Finders = "both"


def _ignore(_event: object) -> None:
    pass


@dataclass(slots=True)
class Watcher:
    """Told of what happens during a build; the defaults say nothing."""

    skip: Callable[[Skipped], None] = _ignore
    note: Callable[[str], None] = _ignore
    begin: Callable[[int], None] = _ignore  # how many articles there are
    step: Callable[[Article], None] = _ignore  # an article is read


@dataclass(frozen=True, slots=True)
class Build:
    """A graph, and how it came about: what was skipped and noted, and the seconds that it took."""

    graph: Graph
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    reused: bool = False


@dataclass(slots=True)
class _Log:
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def build(
    sources: Iterable[Source],
    out: Source | None = None,
    *,
    options: Options = Options(),
    watcher: Watcher | None = None,
) -> Build:
    """Build the graph of article files, folders, globs or "-"; with `out`, write it as a graph folder.

    A folder that holds the result of the same texts, options and version is left as it is. Raises NothingToBuildError,
    SkippedArticlesError (`options.strict`), InputMissingError, OutputUnwritableError, BaseIRIError, CodebookError.
    """
    began = datetime.now(UTC).isoformat(timespec="seconds")
    started, watcher, log = time.perf_counter(), watcher or Watcher(), _Log()
    codebook = read_codebook(options.codebook)
    articles = _read(sources, options, watcher, log)
    stamp = _stamp(articles, options, codebook)
    if out is not None and (old := _unchanged(out, stamp)):
        return Build(old, tuple(log.skipped), tuple(log.notes), time.perf_counter() - started, reused=True)
    if out is not None:
        rdf.prefixes(options.base)
        store.expect_writable(Path(out))
    graph = with_topics(_graph(articles, options, watcher), codebook)
    if out is not None:
        record = _record(graph, options, log, codebook)
        record |= {"stamp": stamp, "started": began, "seconds": round(time.perf_counter() - started, 3)}
        extra = {store.TURTLE: rdf.turtle(graph, options.base, record), store.PAGE: page.draw(graph)}
        extra[store.PROVENANCE] = rdf.build_turtle(record, options.base)
        store.save_graph(graph, Path(out), build=record, extra=extra)
    return Build(graph, tuple(log.skipped), tuple(log.notes), time.perf_counter() - started)


def from_articles(
    articles: Sequence[Article], *, options: Options = Options(), watcher: Watcher | None = None
) -> Graph:
    """The graph of articles that are already in memory."""
    codebook = read_codebook(options.codebook)
    return with_topics(_graph(articles, options, watcher or Watcher()), codebook)


def _graph(articles: Sequence[Article], options: Options, watcher: Watcher) -> Graph:
    watcher.begin(len(articles))
    actors: list[Actor] = []
    statements: list[Statement] = []
    for article, doc in parse(articles, load(options.pipeline)):
        found = report(read(article, doc), options.min_confidence, options.stances)
        actors += found.actors
        statements += found.statements
        watcher.step(article)
    return identity.join(articles, actors, statements)


def _read(sources: Iterable[Source], options: Options, watcher: Watcher, log: _Log) -> list[Article]:
    def skip(skipped: Skipped) -> None:
        log.skipped.append(skipped)
        watcher.skip(skipped)

    def note(text: str) -> None:
        log.notes.append(text)
        watcher.note(text)

    articles = list(read_articles(sources, fields=options.fields, skip=skip, note=note))
    if not articles:
        raise NothingToBuildError(count=len(log.skipped))
    if options.strict and log.skipped:
        raise SkippedArticlesError(count=len(log.skipped))
    return articles


def _stamp(articles: Iterable[Article], options: Options, codebook: Codebook) -> str:
    """Hash of everything that a build depends on: articles, options, codebook, versions, seed tables."""
    parts = [
        repr(sorted(map(repr, articles))),
        repr(options),
        repr(sorted(versions(options.pipeline).items())),
        fingerprint(),
        codebook.sha256,
    ]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _unchanged(out: Source, stamp: str) -> Graph | None:
    """The graph of a folder with the same stamp, if it is whole."""
    try:
        if store.read_build(Path(out)).get("stamp") == stamp and all(
            (Path(out) / name).is_file() for name in store.FILES
        ):
            return store.open_graph(Path(out))
    except KGError:
        pass
    return None


def _record(graph: Graph, options: Options, log: _Log, codebook: Codebook) -> dict[str, Any]:
    """What build.json says, but for its stamp and time."""
    return {
        "versions": versions(options.pipeline),
        "extractors": sorted(EXTRACTORS),
        "options": asdict(options),
        "codebook": {"name": codebook.name, "sha256": codebook.sha256},
        "counts": counts(graph),
        "skipped": [asdict(skipped) for skipped in log.skipped],
        "notes": log.notes,
    }


def counts(graph: Graph) -> dict[str, int]:
    """Numbers of articles, actors, policies and statements by type."""
    by_type = Counter(statement.type for statement in graph.statements)
    return {"articles": len(graph.articles), "actors": len(graph.actors), "policies": len(graph.policies)} | dict(
        sorted(by_type.items())
    )
