"""An entry while its rows are gathered."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.articles.found import printable
from kg.authorities.countries import country_name
from kg.authorities.facts import is_name, text
from kg.authorities.known import Known, Term
from kg.model import Kind

MAX_ALIASES = 50  # of one entry; the first that are told
MAX_TERMS = 200  # of one entry


@dataclass(slots=True)
class Draft:
    """What is told of one actor so far. Dictionaries keep the order in which things are told."""

    id: str
    name: str
    kind: Kind
    row: int
    born: str | None = None
    aliases: dict[str, None] = field(default_factory=dict)
    countries: dict[str, None] = field(default_factory=dict)
    terms: dict[Term, None] = field(default_factory=dict)
    same_as: dict[str, None] = field(default_factory=dict)

    def call(self, aliases: Iterable[str]) -> None:
        """Add aliases, except those that can be no name and those beyond MAX_ALIASES."""
        for alias in aliases:
            if len(self.aliases) >= MAX_ALIASES:
                return
            told = text(alias)
            if told != self.name and is_name(told):
                self.aliases[told] = None

    def place(self, country: str | None) -> None:
        """Add a country, if it is known."""
        if country and (told := country_name(country)):
            self.countries[told] = None

    def serve(self, term: Term) -> None:
        """Add a term that tells something, up to MAX_TERMS."""
        if (term.role or term.organization) and len(self.terms) < MAX_TERMS:
            self.terms[term] = None

    def known(self, path: str) -> Known:
        """The finished entry of the file at `path`. Its country is the one told; where several are, it has none."""
        return Known(
            id=self.id,
            name=self.name,
            kind=self.kind,
            aliases=tuple(self.aliases),
            country=next(iter(self.countries)) if len(self.countries) == 1 else None,
            terms=tuple(self.terms),
            same_as=tuple(self.same_as),
            born=self.born,
            source=printable(os.path.basename(path)),
            row=self.row,
        )
