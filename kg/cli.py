"""The command line: each command opens what it is given, makes one call of the library, and prints."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.errors import KGError, NothingInCommonError, UsageError
from kg.terminal import complain, progress, say, summary

ABOUT = "From news articles to a knowledge graph of political actors, every statement with its evidence."
app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None, help=ABOUT)

DONE, AT_FAULT, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


class Form(StrEnum):
    """How a query's answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    TURTLE = "turtle"


class Finders(StrEnum):
    """Who finds stances."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


Sources = Annotated[list[str], typer.Argument(help="Files, folders, globs, or - for standard input.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="The graph folder to write.")]
Folder = Annotated[Path, typer.Argument(help="A graph folder.")]
Data = Annotated[Path, typer.Argument(help="A graph folder or an RDF file.")]


def _list_queries(wanted: bool) -> None:
    """Needs no graph, so it comes before the arguments are looked at."""
    from kg.queries import named_queries

    if not wanted:
        return
    for name, found in sorted(named_queries().items()):
        say(f"{name}: {found.title}")
        for parameter in found.parameters:
            say(f"    --set {parameter.name}=…  {parameter.description}")
    raise typer.Exit(DONE)


@app.command()
def build(
    articles: Sources,
    out: Out,
    text_field: Annotated[str, typer.Option(help="Column or key of the text in .csv and .jsonl.")] = "text",
    title_field: Annotated[str, typer.Option(help="… of the title.")] = "title",
    date_field: Annotated[str, typer.Option(help="… of the date.")] = "date",
    publisher_field: Annotated[str, typer.Option(help="… of the publisher.")] = "publisher",
    url_field: Annotated[str, typer.Option(help="… of the URL.")] = "url",
    base: Annotated[str, typer.Option(help="IRI under which the data's names are minted.")] = "https://w3id.org/polkg/",
    pipeline: Annotated[str, typer.Option(help="spaCy pipeline, by package name or path.")] = "en_core_web_sm",
    min_confidence: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out statements below this confidence.")
    ] = 0.0,
    strict: Annotated[bool, typer.Option("--strict", help="Write nothing if any article has to be skipped.")] = False,
    codebook: Annotated[
        str | None, typer.Option(help="Topics for policies: SKOS .ttl, or .csv with concept,parent,keywords.")
    ] = None,
    stances: Annotated[Finders, typer.Option(help="Who finds stances: rules, a trained model, both.")] = Finders.BOTH,
) -> None:
    """Build a graph folder from articles (.txt .md .html .jsonl .csv, also with .gz).

    Example: kg build articles/*.txt --out graph
    """
    from kg.articles import Fields
    from kg.corpus import Options
    from kg.corpus import build as build_graph

    fields = Fields(text_field, title_field, date_field, publisher_field, url_field)
    options = Options(pipeline, base, fields, min_confidence, strict, codebook, stances.value)
    with progress() as watcher:
        done = build_graph(articles, out, options=options, watcher=watcher)
    summary(done, out)


@app.command()
def query(
    data: Data,
    sparql: Annotated[str | None, typer.Argument(help="A SPARQL query; - reads it from standard input.")] = None,
    named: Annotated[str | None, typer.Option(help="A named query instead; --list shows them.")] = None,
    values: Annotated[list[str] | None, typer.Option("--set", help="A named query's parameter, as name=value.")] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print the answer.")] = Form.TABLE,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds after which the query is ended.")] = 60.0,
    names: Annotated[
        bool, typer.Option("--list", is_eager=True, callback=_list_queries, help="List the named queries and stop.")
    ] = False,
) -> None:
    """Ask a graph folder or an RDF file with SPARQL.

    Example: kg query graph --named who-opposes-what
    """
    from kg.queries import bind, named_query
    from kg.results import format_result
    from kg.sparql import query as ask

    if (sparql is None) == (named is None):
        raise UsageError(reason="give either a SPARQL query or --named NAME; --list shows the names")
    text = bind(named_query(named), _pairs(values)) if named else _stdin() if sparql == "-" else sparql or ""
    say(format_result(ask(data, text, base=_base(data), timeout=timeout), form.value))


@app.command()
def show(
    folder: Folder,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write the page; default DIR/network.html.")
    ] = None,
) -> None:
    """Draw the network of a graph folder as one offline HTML page.

    Example: kg show graph -o network.html
    """
    from kg.files import write_text
    from kg.page import draw
    from kg.store import PAGE, open_graph

    target = out or folder / PAGE
    write_text(target, draw(open_graph(folder)))
    say(str(target))


@app.command()
def export(
    folder: Folder, file: Annotated[Path, typer.Argument(help="The file to write; its suffix tells the format.")]
) -> None:
    """Write a graph folder in another format: .ttl .nt .jsonld .csv .jsonl .graphml .gexf.

    Example: kg export graph network.graphml
    """
    from kg.store import open_graph
    from kg.writers import export as write

    write(open_graph(folder), file, base=_base(folder))
    say(str(file))


@app.command()
def check(data: Data) -> None:
    """Check a graph folder or a Turtle file: shapes, undeclared terms, evidence that its article does not hold.

    Example: kg check graph
    """
    from kg.checks import check as find

    findings = find(data)
    for finding in findings:
        say(str(finding))
    say(f"{data}: {len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}")
    if findings:
        raise typer.Exit(AT_FAULT)


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(help="Folder of gold annotations, one ARTICLE.json each.")],
    folder: Folder,
    errors: Annotated[bool, typer.Option("--errors", help="List every missed and every extra item.")] = False,
) -> None:
    """Compare a graph folder with gold annotations: precision, recall and F1 of each task.

    Example: kg score gold/dev graph
    """
    from kg import scoring
    from kg.store import open_graph

    graph = open_graph(folder)
    common = scoring.overlap(gold, graph)
    if not common.shared:
        raise NothingInCommonError(gold=str(gold), graph=str(folder), annotated=common.annotated)
    if common.shared < common.annotated:
        complain(f"warning: {folder} holds only {common.shared} of the {common.annotated} articles annotated in {gold}")
    if errors:
        for line in scoring.errors(gold, graph):
            say(str(line))
    say(scoring.table(scoring.score(gold, graph)))


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Options before any command."""
    if version:
        say(f"polkg {kg.__version__}")
        raise typer.Exit(DONE)


def main() -> None:
    """Run the command line. Bad input ends in one line on stderr and exit status 1, wrong usage in 2, Ctrl-C in 130."""
    try:
        app()
    except UsageError as error:
        _fail(error, WRONG_USAGE)
    except KGError as error:
        _fail(error, AT_FAULT)
    except SystemExit as ending:
        if ending.code == INTERRUPTED:
            complain("stopped")
        raise


def _base(data: Path) -> str:
    """The IRI under which the names of a graph folder were minted."""
    from kg.rdf import BASE
    from kg.store import BUILD, read_build

    options = read_build(data).get("options") if os.path.isfile(data / BUILD) else None
    return str(options.get("base", BASE)) if isinstance(options, dict) else BASE


def _fail(error: object, status: int) -> None:
    complain(error)
    sys.exit(status)


def _stdin() -> str:
    """All of standard input; bytes that are no UTF-8 become lone surrogates, as they do in an argument."""
    return sys.stdin.buffer.read().decode("utf-8", "surrogateescape")


def _pairs(values: list[str] | None) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for value in values or []:
        name, equals, content = value.partition("=")
        if not equals:
            raise UsageError(reason=f"--set takes name=value, not {value!r}")
        pairs[name.strip()] = content
    return pairs
