"""Results of queries to Wikidata: a row is a person, body or term in office, its columns named as is usual there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.authorities import facts
from kg.authorities.draft import Draft
from kg.authorities.gathering import gathered
from kg.authorities.known import Known, Term
from kg.authorities.source import Source, UnfitError

SUBJECTS = ("person", "item")
LABEL = "label"
ROLES = ("positionlabel", "rolelabel", "officelabel", "position", "role", "office")
BODIES = ("organizationlabel", "organisationlabel", "organization", "organisation")
COUNTRIES = ("countrylabel", "country")
STARTS = ("start", "startdate", "starttime")
ENDS = ("end", "enddate", "endtime")
BIRTHS = ("born", "birthdate", "dateofbirth")
ALIASES, LISTED = ("altlabel", "aliases", "alias"), "altlabel"  # LISTED after the subject: several, divided by commas


def is_result(columns: Iterable[str]) -> bool:
    """Whether columns, in lower case, are those of such a result: a subject and its label."""
    told = set(columns)
    return any({subject, subject + LABEL} <= told for subject in SUBJECTS)


def read_bindings(source: Source, told: Mapping[str, Any]) -> Iterator[Known]:
    """The entries of a result in the SPARQL 1.1 format for JSON. Raises AuthorityError where it has no bindings."""
    results = told.get("results")
    bindings = results.get("bindings") if isinstance(results, dict) else None
    if not isinstance(bindings, list):
        raise source.error("its results hold no list of bindings")
    yield from read_list(source, bindings)


def read_list(source: Source, bindings: list[Any]) -> Iterator[Known]:
    """The entries of a list of JSON objects, each of plain texts or of typed values."""
    yield from read_rows(source, _rows(source, bindings))


def read_rows(source: Source, rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[Known]:
    """The entries that the rows of a result tell of, by Wikidata item."""
    return gathered(source, rows, _note)


def _rows(source: Source, bindings: list[Any]) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, binding in enumerate(bindings, 1):
        try:
            yield number, {key.lower(): _value(cell) for key, cell in facts.mapping(binding).items()}
        except UnfitError as error:
            source.skip(number, str(error))


def _value(cell: object) -> str:
    return facts.text(cell.get("value") if isinstance(cell, dict) else cell)


def _note(drafts: dict[str, Draft], number: int, row: Mapping[str, str]) -> None:
    subject = next((one for one in SUBJECTS if row.get(one)), "")
    item = facts.wikidata(row.get(subject))
    if item is None:
        raise UnfitError(f"no Wikidata item under {' or '.join(SUBJECTS)}")
    told = row.get(subject + LABEL, "")
    if item.endswith(f"/{told}"):
        raise UnfitError(f"{told} has no label")
    name, kind = facts.name(told), facts.kind(row.get("kind"))
    start, end = facts.span(_date(_first(row, STARTS)), _date(_first(row, ENDS)))
    term = Term(facts.phrase(_label(row, ROLES)), facts.phrase(_label(row, BODIES)), start, end)
    born = facts.day(_date(_first(row, BIRTHS)))
    draft = drafts.setdefault(item, Draft(item.rpartition("/")[2], name, kind, number, born, same_as={item: None}))
    draft.call([name, *row.get(subject + LISTED, "").split(", "), *_first(row, ALIASES).split("|")])
    draft.place(_label(row, COUNTRIES))
    draft.serve(term)


def _first(row: Mapping[str, str], columns: Iterable[str]) -> str:
    return next((row[column] for column in columns if row.get(column)), "")


def _label(row: Mapping[str, str], columns: Iterable[str]) -> str:
    """The first of some columns that holds words, and no identifier."""
    return next((row[one] for one in columns if row.get(one) and not facts.items([row[one]])), "")


def _date(told: str) -> str:
    """A date; nothing for the node that stands for an unknown one, or for one before Christ."""
    return "" if told.startswith(("-", "_:", "t")) or "/.well-known/genid/" in told else told
