"""An open graph folder, joined again as it is, and its change: a person's decision is made or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kg
from kg import store
from kg.assembly import Assembly, Material, assemble, own_rows, read_decided, resolve, write
from kg.authorities import Authorities, load_authorities
from kg.codebooks import Codebook, read_codebook
from kg.errors import ChangedMeanwhileError, KGError, NotRepeatableError
from kg.files import locked, telling
from kg.identity.decisions import PERSON, Decision
from kg.identity.whom import Register
from kg.model import Graph
from kg.rdf import BASE


@dataclass(frozen=True, slots=True)
class Change:
    """A person's decision, made or taken back: its number, None where it is gone, and the graph before and after."""

    decision: Decision
    number: int | None
    before: Graph
    after: Graph
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenFolder:
    """An open graph folder, joined again as it is."""

    path: Path
    graph: Graph
    record: dict[str, Any]
    material: Material
    made: Assembly
    written: int  # when its build.json was written: nobody else may have changed it meanwhile

    @property
    def register(self) -> Register:
        """Whom a text means in it."""
        return Register(self.made.graph, self.made.sides)

    def change(self, decision: Decision, decided: list[Decision]) -> Change:
        """Write the folder as other decisions make it."""
        made = assemble(self.material, decided)
        base = self.record["options"].get("base", BASE)
        with telling(self.path), locked(self.path):  # who waits for a folder that is replaced finds it changed
            if _written(self.path) != self.written:
                raise ChangedMeanwhileError(path=str(self.path))
            write(made, self.material, self.path, base=base, record=self.record)
        pair = decision.a, decision.b
        number = next((f.n for f in made.filed if (f.a.id, f.b.id) == pair and f.decision.by == PERSON), None)
        return Change(decision, number, self.graph, made.graph, made.notes)


def open_folder(folder: str | Path) -> OpenFolder:
    """The folder. Raises NotAGraphError, NoFindingsError, DataError, NotRepeatableError."""
    path = Path(folder)
    written = _written(path)
    found, graph, record = store.read_findings(path), store.open_graph(path), store.read_build(path)
    material = Material(graph.articles, found, _codebook(path, record), _authorities(path, record))
    return OpenFolder(
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
        raise _refusal(path, f"its {store.BUILD} is not as expected") from None
    if version != kg.__version__:
        raise _refusal(path, f"polkg {version} built it, this is {kg.__version__}")
    try:
        codebook = read_codebook(name)
    except KGError as error:
        raise _refusal(path, str(error).removesuffix(".")) from None
    if codebook.sha256 != sha256:
        raise _refusal(path, f"its codebook {name or codebook.name} has changed since")
    return codebook


def _authorities(path: Path, record: dict[str, Any]) -> Authorities:
    """The authority files that the folder was built with, as they were."""
    try:
        names, known = tuple(record["options"]["authorities"]), record["authorities"]
    except (KeyError, TypeError):
        raise _refusal(path, f"its {store.BUILD} is not as expected") from None
    try:
        authorities, records = load_authorities(names, lambda _: None)
    except KGError as error:
        raise _refusal(path, str(error).removesuffix(".")) from None
    if records != known:
        raise _refusal(path, "one of its authority files has changed since")
    return authorities


def _refusal(path: Path, reason: str) -> NotRepeatableError:
    return NotRepeatableError(path=str(path), reason=reason)
