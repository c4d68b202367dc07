"""Where quotation marks open and close, and who speaks between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.reading import Quote, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_quotes(doc: Doc) -> list[Quote]:
    """The quotations of a Doc, without their speakers, in order; they do not overlap."""
    quotes, opened = [], None
    for token in doc:
        if token.text == '"':
            if opened is None:
                opened = token.i + 1
            else:
                if token.i > opened:
                    quotes.append(Quote(opened, token.i))
                opened = None
        elif token.is_space and "\n" in token.text:
            opened = None
    return quotes


def attribute(reading: Reading) -> tuple[Quote, ...]:
    """The quotations of a reading with their speakers; those that nobody can be found for keep none."""
    return reading.quotes
