"""Named SPARQL queries: each .rq file beside this one is a whole query that runs anywhere, with a header of comments.

The header holds `# title: …`, `# description: …` and for each parameter `# param: NAME TYPE: …`, where the type is
string, integer, decimal, date or `choice ONE|OTHER|…`. A parameter is a variable with its default in a line of its
own, `VALUES ?NAME { "" }`; `bind` puts another value there.
"""

from __future__ import annotations

import datetime
import decimal
import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import QueryError, UnknownNameError

_FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be set in a named query; `default` is a SPARQL term, such as `""`.

    `type` is "string", "integer", "decimal", "date" or "choice"; `choices` are the values that a choice may have
    beside its default.
    """

    name: str
    type: str
    description: str
    default: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with a name; `sparql` is the text of its file."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def settings(self) -> list[tuple[str, str]]:
        """What can be set, as "name=" or, of a choice, "name=value", each with what it means."""
        return [
            (f"{parameter.name}={value}", parameter.description)
            for parameter in self.parameters
            for value in parameter.choices or ("",)
        ]


def named_queries() -> dict[str, NamedQuery]:
    """All named queries, sorted by name."""
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.rq"), key=lambda p: p.stem)}


def named_query(name: str) -> NamedQuery:
    """The query of that name. Raises UnknownNameError, which names the nearest."""
    known = named_queries()
    if name not in known:
        raise UnknownNameError(what="named query", name=name, available=_nearest(name, known))
    return known[name]


def listing() -> str:
    """All named queries as JSON: an array of their names, titles, descriptions and parameters."""
    told = [asdict(found) for found in named_queries().values()]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def bind(named: NamedQuery, values: Mapping[str, str]) -> str:
    """The query's text with values in place of defaults; a value becomes one literal, whatever it holds.

    Raises UnknownNameError for an unknown parameter, QueryError for a value that is not of the parameter's type.
    """
    parameters = {parameter.name: parameter for parameter in named.parameters}
    for name in values:
        if name not in parameters:
            known = ", ".join(parameters) or "none"
            raise UnknownNameError(what=f"parameter of {named.name}", name=name, available=known)
    literals = {name: _literal(parameters[name], value) for name, value in values.items()}
    # all at once: what was put in is not looked at again
    return _LINE.sub(lambda line: line[1] + literals.get(line["name"], line["term"]) + line[4], named.sparql)


def _nearest(name: str, known: Iterable[str]) -> str:
    """The names that look like this one or hold it; all, where none does."""
    wanted = name.strip().lower()
    near = difflib.get_close_matches(wanted, known, n=_NEAR)
    near += [other for other in known if wanted and wanted in other and other not in near]
    return f"{', '.join(near[:_NEAR])}; kg query --list shows all" if near else ", ".join(known)


def _read(path: Path) -> NamedQuery:
    sparql = path.read_text(encoding="utf-8")
    header = re.findall(r"^# (\w+): (.*)$", sparql, re.MULTILINE)
    told = {key: value for key, value in header if key != "param"}
    defaults = {line["name"]: line["term"] for line in _LINE.finditer(sparql)}
    parameters = tuple(_parameter(value, defaults) for key, value in header if key == "param")
    return NamedQuery(path.stem, told["title"], told["description"], parameters, sparql)


def _parameter(text: str, defaults: Mapping[str, str]) -> Parameter:
    declared, description = text.split(": ", 1)
    name, form, *choices = re.split("[ |]", declared)
    return Parameter(name, form, description, defaults[name], tuple(choices))


def _literal(parameter: Parameter, value: str) -> str:
    import pyoxigraph as ox

    if parameter.choices:
        return _choice(parameter, value)
    try:
        checked = TYPES[parameter.type](value)
        return str(ox.Literal(checked, datatype=ox.NamedNode(_XSD + parameter.type)))
    except (ValueError, ArithmeticError):  # also UnicodeEncodeError: a lone surrogate
        article = "an" if parameter.type.startswith(("a", "e", "i", "o")) else "a"
        raise QueryError(reason=f'{parameter.name} must be {article} {parameter.type}, not "{value}"') from None


def _choice(parameter: Parameter, value: str) -> str:
    literal = f'"{value.strip().lower()}"'
    if literal not in (parameter.default, *(f'"{choice}"' for choice in parameter.choices)):
        one = ", ".join(parameter.choices)
        raise QueryError(reason=f'{parameter.name} must be one of {one}, not "{value}"')
    return literal


_LINE = re.compile(r"^( *VALUES \?(?P<name>\w+) { )(?P<term>.*)( })$", re.MULTILINE)
_NEAR = 4  # names in an error
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
