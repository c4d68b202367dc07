"""What is shipped: the source archive, the wheel made from it, and the pins that a checkout is installed from."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

import pytest
import yaml

import kg

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ARTICLES = {
    "one.txt": "President Ada Example of France arrived on Monday. “We will not pay,” Example said.\n",
    "two.txt": "President Ben Sample of Chile left on Tuesday.\n",
}
FOLDER = {
    "articles.jsonl", "actors.jsonl", "policies.jsonl", "statements.jsonl", "graph.ttl", "network.html", "build.json",
    "build.ttl", "findings.jsonl", "identity.jsonl", "identity.csv",
}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source archive, and the wheel that is made from what is in it."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    [archive], [wheel] = out.glob("*.tar.gz"), out.glob("*.whl")
    return archive, wheel


@pytest.fixture(scope="module")
def installed(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds the wheel.

    Nothing is downloaded: a .pth file points to the packages of the environment that runs the tests. Python does not
    read the .pth files that lie in a folder named so, hence this checkout, installed there as editable, stays unseen.
    """
    home = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / "bin" / "python"
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        built[1],
    ]
    subprocess.run(install, check=True)
    [packages] = home.glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


# The archives


def test_the_wheel_holds_the_code_and_all_data(built: tuple[Path, Path]) -> None:
    shipped = set(zipfile.ZipFile(built[1]).namelist())
    code = {str(path.relative_to(ROOT)) for path in (ROOT / "kg").rglob("*.*") if "__pycache__" not in path.parts}
    data = {
        f"kg/_data/{path.relative_to(ROOT)}"
        for folder in ("models", "ontology", "seeds")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert {"kg/py.typed", "kg/queries/offices.rq", "kg/templates/network.html"} <= code
    kept = {"models/stances.onnx", "ontology/kg.ttl", "ontology/shapes.ttl", "seeds/offices.tsv"}
    assert {f"kg/_data/{name}" for name in kept} <= data
    assert {name for name in shipped if ".dist-info/" not in name} == code | data


def test_the_wheel_tells_what_it_is(built: tuple[Path, Path]) -> None:
    wheel = zipfile.ZipFile(built[1])
    [metadata] = [name for name in wheel.namelist() if name.endswith("/METADATA")]
    told = Parser().parsestr(wheel.read(metadata).decode())
    assert (told["Name"], told["Version"]) == ("polkg", kg.__version__)
    assert (told["License-Expression"], told["Requires-Python"]) == ("Apache-2.0", "<3.14,>=3.11")
    assert any(name.endswith("/licenses/LICENSE") for name in wheel.namelist())


def test_the_source_archive_holds_what_a_wheel_is_made_of(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        shipped = {name.split("/", 1)[1] for name in archive.getnames()}
    assert {"pyproject.toml", "LICENSE", "README.md", "CITATION.cff", "kg/model.py", "seeds/offices.tsv"} <= shipped
    assert not {name for name in shipped if name.startswith((".venv", ".git/", "demo", "tests"))}


# The wheel at work


def test_an_installed_wheel_builds_checks_and_answers(installed: Path, tmp_path: Path) -> None:
    home = Path(run(installed / "python", "-c", "import kg; print(kg.__file__)", cwd=tmp_path).strip())
    assert home.is_relative_to(installed.parent)
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = run(installed / "kg", "build", *ARTICLES, "--out", "graph", cwd=tmp_path)
    assert re.search(r"^memberships +2$", said, re.MULTILINE)
    assert {path.name for path in (tmp_path / "graph").iterdir()} == FOLDER
    assert run(installed / "kg", "check", "graph", cwd=tmp_path) == "graph: no findings\n"
    offices = run(installed / "kg", "query", "graph", "--named", "offices", "--format", "csv", cwd=tmp_path)
    assert [name in offices for name in ("Ada Example", "Ben Sample", "Chile")] == [True, True, True]


# The pins


def pins() -> dict[str, str]:
    """What requirements.lock says of each package."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    return {line.split("==")[0]: line for line in text.splitlines()}


def declared() -> set[str]:
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return {re.split("[<>=~!]", line)[0].lower() for group in groups for line in group}


def test_every_package_is_pinned_with_hashes() -> None:
    unpinned = [
        line for line in pins().values() if not re.fullmatch(r"[a-z0-9.-]+==\S+( ; [^\\]+?)?( +--hash=\S+)+", line)
    ]
    assert unpinned == []


def test_every_declared_package_is_pinned() -> None:
    assert declared() - set(pins()) == set()


def test_the_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    [latest] = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)[:1]
    assert {kg.__version__, PROJECT["version"], citation["version"], latest} == {kg.__version__}
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["license"] == PROJECT["license"] == "Apache-2.0"
