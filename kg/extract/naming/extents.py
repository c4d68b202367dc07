"""How far a phrase reaches that names an actor by a common noun: from its adjectives to "familiar with the talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import modifiers
from kg.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
BEFORE_NOUN = frozenset(
    {"amod", "compound", "nmod", "poss", "case", "punct", "npadvmod", "advmod", "conj", "cc", "nummod", "quantmod"}
)
INSIDE = frozenset({"'s", "'", "-"})  # signs inside the name of a group
AMOUNTS = frozenset(
    {"number", "group", "dozens", "hundreds", "thousands", "handful", "majority", "lot", "some", "many", "most",
     "several", "few", "part", "contingent", "two", "three", "four", "one", "all", "coalition", "combination"}
)  # fmt: skip
PLACED = frozenset({"embassy", "consulate"})  # where they are tells which is meant
FOLLOWING = frozenset({"of", "in", "from", "for", "at", "within", "with", "to", "on"})
STATES = frozenset({"familiar", "close", "involved", "present", "briefed", "knowledge"})  # of those who know
STOPS = frozenset({"VERB", "AUX", "PRON", "SCONJ"})
MAX_BODY = 5  # words of a body before a noun
MAX_AFTER = 8  # words of a phrase behind its noun


def extent(token: Token, kind: Kind) -> tuple[int, int]:
    """First and last token (exclusive) of the phrase of a noun, without articles and amounts.

    What follows the noun belongs to it where nothing stands before it, or where it is an amount or a place.
    """
    start = first(token)
    whole = start == token.i or token.lower_ in AMOUNTS | PLACED
    return start, _end(token, kind) if whole else token.i + 1


def first(token: Token) -> int:
    """First word of the noun phrase before its head: without articles, over possessors and adjectives."""
    start = token.i
    while start > token.sent.start and _belongs(token.doc[start - 1]):
        start -= 1
    while start < token.i and (token.doc[start].text in INSIDE or known.title(token.doc[start].text)):
        start += 1
    return _over_body(token.doc, start)


def _over_body(doc: Doc, start: int) -> int:
    """The start moved over a body whose name has an "of" inside: the "Department of" Labor spokesman."""
    starts = range(max(0, start - MAX_BODY), start)
    longer = (i for i in starts if doc[i].text[0].isupper() and known.body(doc[i : start + 1].text))
    return next(longer, start) if start and doc[start - 1].lower_ in {"of", "and"} else start


def _belongs(token: Token) -> bool:
    """Whether a token may stand inside the name of a group before its head."""
    hyphened = token.i + 1 < len(token.doc) and token.nbor().text == "-" and not token.whitespace_
    if (
        token.lower_ in modifiers("group") and token.pos_ != "PROPN" and not hyphened
    ):  # "new", but not that of New Zealand
        return False
    if token.dep_ not in BEFORE_NOUN:
        return False
    if token.lower_ == "and":  # House "and" Senate lawmakers
        left = token.nbor(-1) if token.i else token
        alike = left.pos_ in NOMINAL and (left.pos_ != "PROPN" or token.nbor().pos_ == "PROPN")
        return alike and left.dep_ in {"compound", "amod", "nmod"} and left.head.i > token.i
    participle = token.tag_ in {"VBN", "VBG"} and token.dep_ == "amod" and token.i > token.sent.start
    return token.pos_ in NOMINAL or token.text in INSIDE or participle


def amount(token: Token, start: int) -> int | None:
    """Where the number or "some", "several" before a phrase begins; None where none stands there."""
    first = start
    while first > token.sent.start and _counts(token.doc[first - 1]):
        first -= 1
    return first if first < start else None


def _counts(token: Token) -> bool:
    return (
        token.pos_ == "NUM"
        or token.tag_ == "PRP$"
        or (token.lower_ in AMOUNTS | modifiers("group") and token.dep_ != "pobj")
    )


def _end(token: Token, kind: Kind) -> int:
    """Where a phrase ends with what follows its noun: "members of Congress", "people familiar with the talks"."""
    doc, end = token.doc, token.i + 1
    after = doc[end] if end < len(doc) else None
    if after is None or not (after.lower_ in FOLLOWING or after.lower_ in STATES) or after not in token.subtree:
        return end
    if kind == "government" and not any(c.pos_ == "PROPN" for c in after.children):
        return end  # accused the government "of fraud"
    last = min(max(t.i for t in after.subtree) + 1, end + MAX_AFTER)
    for t in doc[end:last]:
        if t.is_punct and t.text not in INSIDE and t.text != ",":
            break
        if t.pos_ in STOPS or t.is_space:
            break
        end = t.i + 1
    while end > token.i + 1 and doc[end - 1].pos_ not in {"NOUN", "PROPN"}:
        end -= 1
    return end
