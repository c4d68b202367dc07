"""Which file, and which store, answers for a path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputMissingError, InputUnreadableError, NotAGraphError
from kg.store import TURTLE
from kg.triplestore.disk import stored

SUFFIXES = {
    ".ttl": "TURTLE",
    ".nt": "N_TRIPLES",
    ".nq": "N_QUADS",
    ".trig": "TRIG",
    ".rdf": "RDF_XML",
    ".jsonld": "JSON_LD",
}  # and pyoxigraph's names of these formats


@dataclass(frozen=True, slots=True)
class Source:
    """An RDF file, its format in pyoxigraph's words, and the store on disk that holds the same, if there is one."""

    file: Path
    form: str
    store: Path | None = None


def source(path: str | Path) -> Source:
    """What answers for a graph folder or an RDF file; the store of a large folder is built if need be.

    Raises InputMissingError, InputUnreadableError, NotAGraphError, and what `stored` raises.
    """
    file = rdf_file(Path(path))
    return Source(file, SUFFIXES[file.suffix.lower()], stored(file) if os.path.isdir(path) else None)


def rdf_file(path: Path) -> Path:
    """The RDF file of a folder, or the file itself. Raises InputMissingError, InputUnreadableError, NotAGraphError."""
    if not os.path.exists(path):  # Path.exists would raise where a name is too long
        raise InputMissingError(path=str(path))
    if path.is_dir() and not (path / TURTLE).is_file():
        raise NotAGraphError(path=str(path), reason=f"it holds no {TURTLE}; name the folder that kg build wrote")
    file = path / TURTLE if path.is_dir() else path
    if file.suffix.lower() not in SUFFIXES:
        raise NotAGraphError(path=str(path), reason=f"its name ends in none of {' '.join(SUFFIXES)}")
    if not os.access(file, os.R_OK):
        raise InputUnreadableError(path=str(file), reason="permission denied")
    return file
