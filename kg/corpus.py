"""From article files to a graph, and to a graph folder."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kg import rdf, store
from kg.articles import Fields, Skipped, read_articles
from kg.assembly import Material, assemble, is_unchanged, own_rows, read_decided, write
from kg.authorities import content, load_authorities
from kg.codebooks import Codebook, read_codebook
from kg.errors import KGError, NothingToBuildError, SkippedArticlesError
from kg.extract.pipeline import DEFAULT_PIPELINE, EXTRACTORS, load, parse, read, report, versions
from kg.findings import ArticleFindings, findings
from kg.identity.decisions import PERSON
from kg.identity.persons import Row, read_rows
from kg.model import Article, Finders, Graph
from kg.resources import fingerprint

Source = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be told. `fields` names the columns or keys of tables; `min_confidence` is 0..1.

    `codebook` is the file whose topics are suggested for policies; by default it is ontology/policies.ttl. `stances`
    are found by the rules, the trained model, or both. `identity` is a table of what persons decided of who is one;
    `authorities` are files of known actors, to which those of the articles are anchored.
    """

    pipeline: str = DEFAULT_PIPELINE
    base: str = rdf.BASE
    fields: Fields = Fields()
    min_confidence: float = 0.0
    strict: bool = False
    codebook: str | None = None
    stances: Finders = "both"
    identity: str | None = None
    authorities: tuple[str, ...] = ()


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
    persons: int = 0  # decisions of persons about identity that are in force


@dataclass(slots=True)
class _Log:
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def build(self, graph: Graph, started: float, *, reused: bool, persons: int) -> Build:
        """What came of it."""
        seconds = time.perf_counter() - started
        return Build(graph, tuple(self.skipped), tuple(self.notes), seconds, reused, persons)

    def telling(self, note: Callable[[str], None]) -> Callable[[str], None]:
        """Keeps a note and passes it on."""

        def tell(text: str) -> None:
            self.notes.append(text)
            note(text)

        return tell


def build(
    sources: Iterable[Source],
    out: Source | None = None,
    *,
    options: Options = Options(),
    watcher: Watcher | None = None,
) -> Build:
    """Build the graph of article files, folders, globs or "-"; with `out`, write it as a graph folder.

    A folder that holds the result of the same texts, options and version is left as it is; where only decisions about
    identity changed, it is joined again without parsing. Raises NothingToBuildError, SkippedArticlesError
    (`options.strict`), InputMissingError, OutputUnwritableError, BaseIRIError, CodebookError, AuthorityError; DataError
    and ContradictionError for decisions that cannot be.
    """
    began = datetime.now(UTC).isoformat(timespec="seconds")
    started, watcher, log = time.perf_counter(), watcher or Watcher(), _Log()
    codebook, given = read_codebook(options.codebook), _given(options)
    articles = _read(sources, options, watcher, log)
    stamp, own = _stamp(articles, options, codebook), [] if out is None else own_rows(out)
    old = None if out is None else _unchanged(Path(out), stamp)
    if old and not given and old.is_decided:
        return log.build(old.graph, started, reused=True, persons=old.persons)
    if out is not None:
        rdf.prefixes(options.base)
        store.expect_writable(Path(out))
    known, records = load_authorities(options.authorities, log.telling(watcher.note))
    found = (old.findings() if old else None) or _findings(articles, options, watcher)
    material = Material(articles, found, codebook, known)
    made = assemble(material, read_decided(material, given, own))
    reused = old is not None and old.is_decided and old.record["identity"] == made.record
    if out is not None and not reused:
        record = _record(options, log, codebook) | {"authorities": records, "stamp": stamp}
        record |= {"started": began, "seconds": round(time.perf_counter() - started, 3)}
        write(made, material, Path(out), base=options.base, record=record)
    for text in made.notes:
        watcher.note(text)
    log.notes += made.notes
    return log.build(made.graph, started, reused=reused, persons=made.persons)


def from_articles(
    articles: Sequence[Article], *, options: Options = Options(), watcher: Watcher | None = None
) -> Graph:
    """The graph of articles that are already in memory."""
    codebook, given, watcher = read_codebook(options.codebook), _given(options), watcher or Watcher()
    known, _ = load_authorities(options.authorities, watcher.note)
    material = Material(articles, _findings(articles, options, watcher), codebook, known)
    return assemble(material, read_decided(material, given, ())).graph


def _findings(articles: Sequence[Article], options: Options, watcher: Watcher) -> list[ArticleFindings]:
    watcher.begin(len(articles))
    made: list[ArticleFindings] = []
    for article, doc in parse(articles, load(options.pipeline)):
        found = report(read(article, doc), options.min_confidence, options.stances)
        made.append(findings(article.id, found.actors, found.statements))
        watcher.step(article)
    return made


def _given(options: Options) -> list[Row]:
    return read_rows(options.identity) if options.identity else []


def _read(sources: Iterable[Source], options: Options, watcher: Watcher, log: _Log) -> list[Article]:
    def skip(skipped: Skipped) -> None:
        log.skipped.append(skipped)
        watcher.skip(skipped)

    articles = list(read_articles(sources, fields=options.fields, skip=skip, note=log.telling(watcher.note)))
    if not articles:
        raise NothingToBuildError(count=len(log.skipped))
    if options.strict and log.skipped:
        raise SkippedArticlesError(count=len(log.skipped))
    return articles


def _stamp(articles: Iterable[Article], options: Options, codebook: Codebook) -> str:
    """Hash of everything that a build depends on: articles, options, codebook, versions, seed tables."""
    parts = [
        repr(sorted(map(repr, articles))),
        repr(replace(options, identity=None)),  # decisions have a hash of their own
        repr(sorted(versions(options.pipeline).items())),
        fingerprint(),
        codebook.sha256,
        *map(content, options.authorities),
    ]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class _Old:
    """A whole graph folder that holds the result of the same texts, options and version."""

    folder: Path
    graph: Graph
    record: dict[str, Any]

    @property
    def persons(self) -> int:
        return int(self.record["identity"]["by"].get(PERSON, 0))

    @property
    def is_decided(self) -> bool:
        """Whether its table of decisions is as it was when the folder was written."""
        return is_unchanged(self.folder, self.record)

    def findings(self) -> list[ArticleFindings] | None:
        """What extraction found, if it can be read."""
        try:
            return store.read_findings(self.folder)
        except KGError:
            return None


def _unchanged(folder: Path, stamp: str) -> _Old | None:
    try:
        record = store.read_build(folder)
        if record.get("stamp") == stamp and all((folder / name).is_file() for name in store.FILES):
            return _Old(folder, store.open_graph(folder), record)
    except KGError:
        pass
    return None


def _record(options: Options, log: _Log, codebook: Codebook) -> dict[str, Any]:
    """What build.json says, but for its counts, identity, stamp and time."""
    return {
        "versions": versions(options.pipeline),
        "extractors": sorted(EXTRACTORS),
        "options": asdict(options),
        "codebook": {"name": codebook.name, "sha256": codebook.sha256},
        "skipped": [asdict(skipped) for skipped in log.skipped],
        "notes": log.notes,
    }
