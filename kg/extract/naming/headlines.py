"""Names in headlines, where capitals mark nothing: those that the text below names, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.naming.names import Name
from kg.extract.naming.runs import find_headlines

if TYPE_CHECKING:
    from spacy.tokens import Doc


def in_headlines(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names that stand in a headline as they do in the text below."""
    forms = {tuple(t.text for t in doc[n.start : n.end]) for n in names}
    forms |= {(doc[n.end - 1].text,) for n in names if n.end - n.start > 1 and known.given_name(doc[n.start].text)}
    longest = max((len(form) for form in forms), default=0)
    for line in find_headlines(doc):
        i = line.start
        while i < line.end:
            ends = range(min(i + longest, line.end), i, -1)
            end = next((e for e in ends if tuple(t.text for t in doc[i:e]) in forms), None)
            if end:
                yield Name(i, end, i)
            i = end or i + 1
