"""`kg build`: a graph folder from articles."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from kg.cli.shared import Out, Sources
from kg.terminal import progress, summary


class Finders(StrEnum):
    """Who finds stances."""

    RULES = "rules"
    MODEL = "model"
    BOTH = "both"


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
    identity: Annotated[
        str | None, typer.Option(metavar="FILE", help="What persons decided of who is one: .csv with a,b,verdict,note.")
    ] = None,
    authority: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="Known actors: .csv .tsv .jsonl .json .yaml; may be given several times."),
    ] = None,
) -> None:
    """Build a graph folder from articles (.txt .md .html .jsonl .csv, also with .gz).

    Example: kg build articles/*.txt --out graph
    """
    from kg.articles import Fields
    from kg.corpus import Options
    from kg.corpus import build as build_graph

    fields = Fields(text_field, title_field, date_field, publisher_field, url_field)
    options = Options(
        pipeline, base, fields, min_confidence, strict, codebook, stances.value, identity, tuple(authority or ())
    )
    with progress() as watcher:
        done = build_graph(articles, out, options=options, watcher=watcher)
    summary(done, out)
