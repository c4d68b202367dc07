"""Codebooks: the concepts under which policies are filed, read from SKOS Turtle or from CSV."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import CodebookError, InputMissingError, UnknownNameError
from kg.identity import slug
from kg.model import Topic, fold
from kg.resources import ontology

if TYPE_CHECKING:
    import pyoxigraph as ox

DEFAULT = "policies.ttl"
COLUMNS = ("concept", "parent", "keywords")
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MAX_BYTES = 16 << 20
MAX_DEPTH = 20  # concepts from a top concept down

Labels = dict[str, list[tuple[str, str]]]  # SKOS property -> language and text


@dataclass(frozen=True, slots=True)
class Concept:
    """A topic with the phrases that name it (`names`) and weaker ones that point to it (`hints`)."""

    topic: Topic
    notation: str
    names: tuple[str, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """Concepts, sorted by notation and id; the file's name and SHA-256 tell which codebook it is."""

    name: str
    sha256: str
    concepts: tuple[Concept, ...]


class _Entry(NamedTuple):
    """A concept as a file tells it, its parent by id; `row` as one says it in a message."""

    row: str
    id: str
    name: str
    parent: str | None
    notation: str
    names: tuple[str, ...]
    hints: tuple[str, ...] = ()


def read_codebook(path: str | Path | None = None) -> Codebook:
    """The codebook of a .ttl or .csv file; without a path ontology/policies.ttl.

    Raises InputMissingError, UnknownNameError for another suffix, CodebookError for what cannot be used.
    """
    file = ontology(DEFAULT) if path is None else Path(path)
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise UnknownNameError(what="codebook format", name=file.suffix or file.name, available=", ".join(READERS))
    data = _bytes(file)
    try:
        concepts = _concepts(reader(data))
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise CodebookError(path=str(file), reason=f"row {row} is not UTF-8") from None
    except _UnfitError as error:
        raise CodebookError(path=str(file), reason=str(error)) from None
    return Codebook(file.name, hashlib.sha256(data).hexdigest(), concepts)


class _UnfitError(Exception):
    """What is wrong with a codebook, in words."""


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise CodebookError(path=str(file), reason=f"it is larger than {MAX_BYTES >> 20} MiB")
        return file.read_bytes()
    except FileNotFoundError:
        raise InputMissingError(path=str(file)) from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise CodebookError(path=str(file), reason=getattr(error, "strerror", None) or str(error)) from None


def _concepts(entries: Iterable[_Entry]) -> tuple[Concept, ...]:
    known: dict[str, _Entry] = {}
    for entry in entries:
        if entry.id in known:
            raise _UnfitError(f"{entry.row}: the concept {entry.name!r} is there already, in {known[entry.id].row}")
        known[entry.id] = entry
    if not known:
        raise _UnfitError("it holds no concepts")
    topics: dict[str, Topic] = {}
    for entry in known.values():
        for one in reversed(_line(entry, known)):
            topics.setdefault(one.id, Topic(one.id, one.name, topics[one.parent] if one.parent else None))
    ordered = sorted(known.values(), key=lambda e: (e.notation, e.id))
    return tuple(Concept(topics[e.id], e.notation, e.names, e.hints) for e in ordered)


def _line(entry: _Entry, known: Mapping[str, _Entry]) -> list[_Entry]:
    """An entry, its parent, and so on up to the top."""
    line = [entry]
    while (parent := line[-1].parent) is not None:
        if parent not in known:
            raise _UnfitError(f"{line[-1].row}: the parent {parent!r} of {line[-1].name!r} is no concept of this file")
        if known[parent] in line:
            raise _UnfitError(f"{entry.row}: {known[parent].name!r} is a parent of itself, in a circle")
        if len(line) == MAX_DEPTH:
            raise _UnfitError(f"{entry.row}: {entry.name!r} lies deeper than {MAX_DEPTH} concepts")
        line.append(known[parent])
    return line


def _csv(data: bytes) -> Iterable[_Entry]:
    table = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    try:
        header = [cell.strip().lower() for cell in next(table, [])]
        if sorted(header) != sorted(COLUMNS):
            raise _UnfitError(f"row 1: the columns are {', '.join(header) or 'none'}, not {', '.join(COLUMNS)}")
        for cells in table:
            if any(cell.strip() for cell in cells):
                yield _row(f"row {table.line_num}", header, cells)
    except csv.Error as error:
        raise _UnfitError(f"row {table.line_num}: {error}") from None


def _row(row: str, header: list[str], cells: list[str]) -> _Entry:
    if len(cells) != len(header):
        raise _UnfitError(f"{row}: {len(cells)} cells under {len(header)} columns; keywords are parted by ;")
    told = dict(zip(header, (" ".join(cell.split()) for cell in cells), strict=True))
    name, parent = told["concept"], told["parent"]
    if not fold(name):
        raise _UnfitError(f"{row}: the concept is empty")
    keywords = tuple(filter(None, (word.strip() for word in told["keywords"].split(";"))))
    return _Entry(row, slug(name), name, slug(parent) if parent else None, "", (name, *keywords))


def _skos(data: bytes) -> Iterable[_Entry]:
    import pyoxigraph as ox

    data.decode("utf-8")
    labels: dict[str, Labels] = defaultdict(lambda: defaultdict(list))
    parents: dict[str, set[str]] = defaultdict(set)
    concepts: set[str] = set()
    try:
        for triple in ox.parse(data, format=ox.RdfFormat.TURTLE):
            _note(triple, labels, parents, concepts)
    except (SyntaxError, ValueError) as error:
        raise _UnfitError(f"not Turtle: {getattr(error, 'msg', None) or error}") from None
    return [_entry(iri, labels[iri], parents[iri]) for iri in sorted(concepts)]


def _note(triple: ox.Quad, labels: dict[str, Labels], parents: dict[str, set[str]], concepts: set[str]) -> None:
    import pyoxigraph as ox

    subject, property_, item = triple.subject, triple.predicate.value, triple.object
    if property_ == RDF_TYPE and isinstance(item, ox.NamedNode) and item.value == f"{SKOS}Concept":
        if not isinstance(subject, ox.NamedNode):
            raise _UnfitError("a concept has no IRI: it is a blank node")
        concepts.add(subject.value)
    if not (isinstance(subject, ox.NamedNode) and property_.startswith(SKOS)):
        return
    if isinstance(item, ox.Literal):
        labels[subject.value][property_.removeprefix(SKOS)].append((item.language or "", item.value))
    elif isinstance(item, ox.NamedNode) and property_ == f"{SKOS}broader":
        parents[subject.value].add(item.value)
    elif isinstance(item, ox.NamedNode) and property_ == f"{SKOS}narrower":
        parents[item.value].add(subject.value)


def _entry(iri: str, labels: Labels, parents: set[str]) -> _Entry:
    names = _english(labels["prefLabel"])
    if not names:
        raise _UnfitError(f"<{iri}>: the concept is empty: it has no skos:prefLabel")
    notation = min((text for _, text in labels["notation"]), default="")
    names, hints = (*names, *_english(labels["altLabel"])), _english(labels["hiddenLabel"])
    return _Entry(f"<{iri}>", iri, names[0], min(parents, default=None), notation, names, hints)


def _english(labels: list[tuple[str, str]]) -> tuple[str, ...]:
    """The texts in English, else those without a language, else all; sorted."""
    told = sorted((language, " ".join(text.split())) for language, text in labels if fold(text))
    english = [text for language, text in told if language.lower().split("-")[0] == "en"]
    return tuple(english or [text for language, text in told if not language] or [text for _, text in told])


READERS: dict[str, Callable[[bytes], Iterable[_Entry]]] = {".ttl": _skos, ".csv": _csv}
