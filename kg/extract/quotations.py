"""Quotations: words within quotation marks, and who said or wrote them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.naming.pollsters import pollsters
from kg.extract.reading import MAX_EVIDENCE, Quote, Reading
from kg.model import Actor, Evidence, Quotation

EXTRACTOR = "quotations/1"
# Confidence, after the share right on training articles: six words or more, fewer, and without a cue of its own; then
# the same of speakers who are no persons: short ones are often a word that somebody else put in marks.
LONG, SHORT, CONTINUED = 0.94, 0.91, 0.95
BODY_LONG, BODY_SHORT = 0.8, 0.55
MIN_WORDS, LONG_WORDS = 2, 6


def quotations(reading: Reading) -> Iterator[Quotation]:
    """One Quotation for every speaker of every quotation of two or more words; pollsters are no speakers."""
    counting = pollsters(reading)
    for quote in reading.quotes:
        words = _words(reading, quote)
        if len(words.split()) < MIN_WORDS:
            continue
        for speaker in (s for s in quote.speakers if s.id not in counting):
            yield Quotation(
                speaker=speaker, quote=words, evidence=_evidence(reading, quote), extractor=EXTRACTOR,
                confidence=_confidence(quote, words, speaker), observed=reading.article.published,
            )  # fmt: skip


def _confidence(quote: Quote, words: str, speaker: Actor) -> float:
    long = len(words.split()) >= LONG_WORDS
    if speaker.kind not in {"person", "unnamed"}:
        return BODY_LONG if long else BODY_SHORT
    return CONTINUED if quote.cue is None else LONG if long else SHORT


def _words(reading: Reading, quote: Quote) -> str:
    """The words within the marks, verbatim, without the comma or full stop that belongs to the sentence around them."""
    words = reading.text(quote.start, quote.end).strip()
    return words[:-1].rstrip() if words.endswith((",", ".")) and not words.endswith("..") else words


def _evidence(reading: Reading, quote: Quote) -> tuple[Evidence, ...]:
    """The sentences from the quotation to its cue; both apart where that is longer than a piece of evidence may be."""
    doc, cue = reading.doc, quote.end - 1 if quote.cue is None else quote.cue
    sentences = [doc[i].sent for i in (quote.start, quote.end - 1, cue)]
    start, end = min(s.start for s in sentences), max(s.end for s in sentences)
    if quote.cue is None or len(doc[start:end].text) <= MAX_EVIDENCE:
        return (reading.evidence(doc[start:end]),)
    told = doc[quote.end : end] if cue >= quote.end else doc[start : quote.start]
    return (reading.evidence(doc[quote.start : quote.end]), reading.evidence(told))
