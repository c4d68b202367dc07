"""Where the statements come from: the extractors, and the build as an activity, after PROV-O."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from kg.model import Graph
from kg.rdf.names import article_name, build_name, extractor_name, software_name, statement_name
from kg.rdf.values import Triple, Value

UNTOLD = ("base", "fields")  # options that the names of the graph show, or that only concern the reading of tables


def provenance(graph: Graph, build: Mapping[str, Any]) -> Iterator[Triple]:
    """The extractors of the statements and, where `build` is what build.json says, the build without its time."""
    makers = dict(_software(build))
    for extractor in sorted({statement.extractor for statement in graph.statements}):
        yield extractor_name(extractor), "rdf:type", "prov:SoftwareAgent"
        yield extractor_name(extractor), "rdfs:label", Value(extractor)
        yield extractor_name(extractor), "prov:actedOnBehalfOf", makers.get("polkg")
    if node := _node(build):
        yield from activity(build)
        for statement in graph.statements:
            yield statement_name(statement), "prov:wasGeneratedBy", node
        for article in graph.articles:
            yield node, "prov:used", article_name(article.id)


def activity(build: Mapping[str, Any]) -> Iterator[Triple]:
    """The build, its options and the programs that took part."""
    node, versions = _node(build), _texts(build, "versions")
    yield node, "rdf:type", "prov:Activity"
    yield node, "rdfs:label", Value(f"build by polkg {versions.get('polkg', 'of an unknown version')}")
    yield node, "schema:identifier", Value(str(build["stamp"]))
    for option in _options(build):
        yield node, "kg:option", Value(option)
    for role, agent in _software(build):
        yield node, "prov:wasAssociatedWith", agent
        yield agent, "rdf:type", "prov:SoftwareAgent"
        yield agent, "rdfs:label", Value(" ".join(_program(role, versions[role])))
        yield agent, "schema:softwareVersion", Value(_program(role, versions[role])[1])


def times(build: Mapping[str, Any]) -> Iterator[Triple]:
    """When the build began and ended, where build.json says so: apart from the rest, since no two builds share it."""
    try:
        start = datetime.fromisoformat(str(build["started"]))
        end = start + timedelta(seconds=round(float(build["seconds"])))
    except (KeyError, ValueError, OverflowError):
        return
    for name, time in (("prov:startedAtTime", start), ("prov:endedAtTime", end)):
        yield _node(build), name, Value(time.isoformat(), "xsd:dateTime")


def _node(build: Mapping[str, Any]) -> str:
    """The name of the build; nothing where it is not known."""
    stamp = build.get("stamp")
    return build_name(stamp) if isinstance(stamp, str) else ""


def _software(build: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for role, version in sorted(_texts(build, "versions").items()):
        yield role, software_name(*_program(role, version))


def _program(role: str, version: str) -> tuple[str, str]:
    """Name and version: of "polkg" the one is the key of build.json, a pipeline has its own name."""
    named = re.fullmatch(r"(\S+) (\S+)", version)
    return (named[1], named[2]) if named else (role, version)


def _options(build: Mapping[str, Any]) -> Iterator[str]:
    """name=value of each option that was set; of a file only the name, since folders tell of the user's machine."""
    options = build.get("options")
    for name, given in sorted(options.items()) if isinstance(options, dict) else ():
        for item in given if isinstance(given, list | tuple) else [given]:
            if name not in UNTOLD and isinstance(item, str | int | float) and item is not False:
                yield f"{name}={PurePath(item).name if isinstance(item, str) else item}"


def _texts(build: Mapping[str, Any], name: str) -> dict[str, str]:
    part = build.get(name)
    return {k: v for k, v in part.items() if isinstance(v, str)} if isinstance(part, dict) else {}
