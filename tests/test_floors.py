"""The house: what may import what, where each library comes in, and what `import kg` leaves asleep."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "kg"

# From the top down. A room is a module of kg, or a package with everything in it; it imports from lower floors only.
FLOORS = (
    {"__main__"},
    {"cli"},
    {"terminal"},
    {"corpus", "curation", "endpoint", "serve"},
    {"assembly"},
    {"checks", "page", "scoring", "sparql", "topics", "writers"},
    {"faults"},
    {"triplestore"},
    {"codebooks", "extract", "layout", "network", "queries", "results", "store", "story"},
    {"agreement", "answer", "files", "findings", "identity", "rdf", "words"},
    {"authorities"},
    {"gazetteer"},
    {"seeds"},
    {"articles", "index", "resources", "statements"},
    {"errors", "model"},
)
# What the floors alone would allow.
NEVER = {"extract": {"files", "rdf", "words"}}
DOORS = {
    "charset_normalizer": {"articles"},
    "jinja2": {"page", "serve"},
    "markdown_it": {"articles"},
    "markupsafe": {"page"},
    "networkx": {"network", "writers"},
    "numpy": {"extract", "layout", "page"},
    "onnxruntime": {"extract"},
    "oxrdflib": {"triplestore"},
    "pyoxigraph": {"answer", "checks", "codebooks", "endpoint", "queries", "rdf", "results", "serve", "triplestore"},
    "pyshacl": {"checks"},
    "pyvis": {"page"},
    "rapidfuzz": {"agreement"},
    "rdflib": {"checks", "rdf", "triplestore"},
    "rich": {"checks", "results", "terminal"},
    "scipy": {"layout", "scoring"},
    "spacy": {"extract"},
    "starlette": {"serve"},
    "tokenizers": {"extract"},
    "trafilatura": {"articles"},
    "typer": {"cli"},
    "uvicorn": {"serve"},
    "yaml": {"articles", "authorities"},
}
HEAVY = set(DOORS) - {"rich", "typer"}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}
each_file = pytest.mark.parametrize("module", FILES)


def room(module: str) -> str:
    """kg.rdf.write -> rdf."""
    return module.split(".")[1] if "." in module else ""


def imports(module: str, *, for_types: bool = True) -> Iterator[str]:
    """Names of the modules that a module imports, also within functions; with or without those for type checkers."""
    todo: list[ast.AST] = [ast.parse(FILES[module].read_text(encoding="utf-8"))]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} imports relatively"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in FILES else str(node.module)
        only_types = isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        if for_types or not only_types:
            todo += ast.iter_child_nodes(node)


def own(module: str, *, for_types: bool = True) -> set[str]:
    return {name for name in imports(module, for_types=for_types) if name in FILES} - {"kg"}


def libraries(module: str) -> set[str]:
    return {name.split(".")[0] for name in imports(module)} - set(sys.stdlib_module_names) - {"kg"}


def floor(name: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if name in rooms)


# Floors


def test_every_room_has_a_floor() -> None:
    assert {room(module) for module in FILES} - {""} <= set().union(*FLOORS)


@each_file
def test_imports_lead_downwards(module: str) -> None:
    if module == "kg":
        assert own("kg", for_types=False) == {"kg.model"}
        return
    here = room(module)
    others = {room(name) for name in own(module)} - {here}
    assert {name for name in others if floor(name) <= floor(here)} == set()
    assert others & NEVER.get(here, set()) == set()


def test_the_model_and_the_errors_need_the_standard_library_only() -> None:
    for module in ("kg.model", "kg.errors"):
        assert own(module) == set()
        assert libraries(module) == set()


def test_there_is_no_circle() -> None:
    try:
        TopologicalSorter({module: own(module, for_types=False) for module in FILES}).prepare()
    except CycleError as error:
        pytest.fail(f"imports in a circle: {' -> '.join(error.args[1])}")


# Libraries


@each_file
def test_each_library_comes_in_by_its_own_door(module: str) -> None:
    wrong = {name for name in libraries(module) if room(module) not in DOORS.get(name, set())}
    assert wrong == set()


def test_every_imported_library_is_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {line.split("=")[0].split(">")[0].lower() for line in project["dependencies"]}
    distributions = packages_distributions()
    missing = {
        name
        for name in set().union(*map(libraries, FILES))
        if not {found.lower().replace("_", "-") for found in distributions.get(name, [])} & declared
    }
    assert missing == set()


def loaded_by(code: str) -> set[str]:
    """The top-level modules that are loaded once a program has run."""
    program = f"import sys, json\n{code}\nprint(json.dumps(sorted({{n.split('.')[0] for n in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=ROOT, text=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "code",
    [
        "import kg; kg.Article, kg.Stance",
        "import kg.cli",
        "from kg.cli import app; app(['--help'], standalone_mode=False)",
        "from kg.cli import app; app(['build', '--help'], standalone_mode=False)",
        "from kg.cli import app; app(['query', '--list'], standalone_mode=False)",
    ],
)
def test_no_heavy_library_is_loaded_before_it_is_used(code: str) -> None:
    assert loaded_by(code) & HEAVY == set()


def test_a_heavy_library_that_is_loaded_would_be_noticed() -> None:
    assert {"rdflib", "pyoxigraph"} <= loaded_by("import kg; kg.to_rdf(kg.Graph())") & HEAVY


# The public names


@pytest.mark.parametrize("name", kg.__all__)
def test_a_public_name_is_a_documented_function_or_class(name: str) -> None:
    item = getattr(kg, name)
    assert inspect.isclass(item) or inspect.isfunction(item)
    assert item.__module__.startswith("kg.")
    assert len((item.__doc__ or "").split()) > 3


def test_no_module_hides_a_public_name() -> None:
    """Importing `kg.draw`, were it a module, would put it in the place of the function."""
    assert [name for name in kg.__all__ if importlib.util.find_spec(f"kg.{name}")] == []
    program = f"import kg, importlib\nfor m in {sorted(set(FILES) - {'kg.__main__'})}: importlib.import_module(m)\n"
    program += "assert all(callable(getattr(kg, name)) for name in kg.__all__)"
    loaded_by(program)


def test_public_names_are_sorted_and_those_loaded_late_are_among_them() -> None:
    assert list(kg.__all__) == sorted(kg.__all__)
    assert set(kg._ROOMS) <= set(kg.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nothing'"):
        kg.nothing  # noqa: B018
