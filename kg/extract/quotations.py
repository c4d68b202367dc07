"""Quotations: words within quotation marks, and who said or wrote them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.reading import Quote, Reading
from kg.model import Evidence, Quotation

EXTRACTOR = "quotations/1"
BESIDE, CONTINUED = 0.95, 0.9  # confidence: with a cue of its own, and in the wake of another quotation
MIN_WORDS = 2


def quotations(reading: Reading) -> Iterator[Quotation]:
    """One Quotation for every speaker of every quotation of two or more words."""
    for quote in reading.quotes:
        words = _words(reading, quote)
        if len(words.split()) < MIN_WORDS:
            continue
        for speaker in quote.speakers:
            yield Quotation(
                speaker=speaker, quote=words, evidence=_evidence(reading, quote), extractor=EXTRACTOR,
                confidence=CONTINUED if quote.cue is None else BESIDE, observed=reading.article.published,
            )  # fmt: skip


def _words(reading: Reading, quote: Quote) -> str:
    """The words within the marks, verbatim, without the comma or full stop that belongs to the sentence around them."""
    words = reading.text(quote.start, quote.end).strip()
    return words[:-1] if words.endswith((",", ".")) and not words.endswith("..") else words


def _evidence(reading: Reading, quote: Quote) -> tuple[Evidence, ...]:
    """From the sentence of the quotation to that of its cue; the two apart where what lies between is too long."""
    own = reading.doc[reading.doc[quote.start].sent.start : reading.doc[quote.end - 1].sent.end]
    return (reading.evidence(own),)
