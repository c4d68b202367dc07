"""Named SPARQL queries: each .rq file beside this one is a whole query that runs anywhere, with a header of comments.

The header holds `# title: …`, `# description: …` and for each parameter `# param: NAME TYPE: …`. A parameter is a
variable with its default in a line of its own, `VALUES ?NAME { "" }`; `bind` puts another value there.
"""

from __future__ import annotations

import datetime
import decimal
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import QueryError, UnknownNameError

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be set in a named query; `default` is a SPARQL term, such as `""`."""

    name: str
    type: str
    description: str
    default: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name; `sparql` is the text of its file."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str


def named_queries() -> dict[str, NamedQuery]:
    """All named queries, sorted by name."""
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.rq"))}


def named_query(name: str) -> NamedQuery:
    """The query of that name. Raises UnknownNameError."""
    known = named_queries()
    if name not in known:
        raise UnknownNameError(what="named query", name=name, available=", ".join(known))
    return known[name]


def bind(named: NamedQuery, values: Mapping[str, str]) -> str:
    """The query's text with values in place of defaults; a value becomes one literal, whatever it holds.

    Raises UnknownNameError for an unknown parameter, QueryError for a value that is not of the parameter's type.
    """
    parameters = {parameter.name: parameter for parameter in named.parameters}
    sparql = named.sparql
    for name, value in values.items():
        if name not in parameters:
            known = ", ".join(parameters) or "none"
            raise UnknownNameError(what=f"parameter of {named.name}", name=name, available=known)
        before, after = _line(name).split(sparql)
        sparql = before + _literal(parameters[name], value) + after
    return sparql


def _read(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    header = re.findall(r"^# (\w+): (.*)$", sparql, re.MULTILINE)
    told = {key: value for key, value in header if key != "param"}
    parameters = tuple(_parameter(value, sparql) for key, value in header if key == "param")
    return NamedQuery(path.stem, told["title"], told["description"], parameters, sparql)


def _parameter(text: str, sparql: str) -> Parameter:
    declared, description = text.split(": ", 1)
    name, form = declared.split()
    (default,) = _line(name).findall(sparql)
    return Parameter(name, form, description, default)


def _line(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=VALUES \?{name} {{ ).*(?= }}$)", re.MULTILINE)


def _literal(parameter: Parameter, value: str) -> str:
    import pyoxigraph as ox

    try:
        checked = TYPES[parameter.type](value)
        return str(ox.Literal(checked, datatype=ox.NamedNode(_XSD + parameter.type)))
    except (ValueError, ArithmeticError):  # also UnicodeEncodeError: a lone surrogate
        raise QueryError(reason=f'{parameter.name} must be a {parameter.type}, not "{value}"') from None


_DIGITS = 30  # before or after the point
_XSD = "http://www.w3.org/2001/XMLSchema#"
TYPES: dict[str, Callable[[str], str]] = {
    "string": str,
    "integer": lambda text: str(int(text)),
    "decimal": lambda text: f"{_finite(text):f}",
    "date": lambda text: datetime.date.fromisoformat(text).isoformat(),
}


def _finite(text: str) -> decimal.Decimal:
    number = decimal.Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > _DIGITS:
        raise ValueError(text)
    return number
