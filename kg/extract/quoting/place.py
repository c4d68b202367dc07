"""A quotation in its place: the words before and after it, and whether its marks hold a title or a scare quote."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.reading import Quote, Reading
from kg.extract.subjects import ancestors, is_judging, is_saying

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

STOPS = frozenset({".", "?", "!"})
LIGHT = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "this", "to", "with", "'s"})
MODIFIERS = frozenset({"compound", "nmod", "nummod"})
OBJECTS = frozenset({"dobj", "pobj"})
COLOURS = frozenset({"ADJ", "ADV", "VERB", "AUX", "PRON"})  # bare nouns have none of them
HEADING = 10  # tokens of a subheading
REACH = 80  # tokens of a sentence before a quotation
SHORT, BARE = 6, 4  # words: what is shorter may be a scare quote, as a modifier or as bare nouns


class Place(NamedTuple):
    """A quotation in its article; `quoted` holds the tokens of all its quotations."""

    reading: Reading
    quoted: frozenset[int]
    quote: Quote

    @property
    def doc(self) -> Doc:
        """The parsed article."""
        return self.reading.doc

    @property
    def span(self) -> Span:
        """The quoted words."""
        return self.doc[self.quote.start : self.quote.end]

    @property
    def earlier(self) -> Span:
        """The words before the opening mark, as far back as a sentence may reach."""
        return self.doc[max(0, self.quote.start - REACH) : self.quote.start]


def breaks(token: Token) -> bool:
    """Whether a token ends a paragraph."""
    return token.is_space and "\n" in token.text


def words_after(place: Place) -> list[Token]:
    """The words after the closing mark, to the end of their sentence or the next quotation."""
    found: list[Token] = []
    for token in place.doc[place.quote.end :]:
        if breaks(token) or token.i in place.quoted:
            break
        if found or not token.is_punct:
            found.append(token)
            if token.is_sent_end:
                break
    return found


def words_before(place: Place) -> list[Token]:
    """The words of the sentence before the opening mark, back to the last quotation; none where a sentence begins."""
    found: list[Token] = []
    for token in reversed(place.earlier):
        if breaks(token) or token.i in place.quoted or (not found and token.text in STOPS):
            break
        if found or not (token.is_quote or token.is_space):
            found.append(token)
        if token.is_sent_start:
            break
    return found[::-1]


def sentence_before(place: Place, words: list[Token], *, line_break: bool) -> list[Token]:
    """The sentence before that of a quotation, which `words` begin; of the paragraph before only where that may be."""
    begin = words[0].i if words else place.quote.start
    gap = [t for t in place.doc[max(0, begin - REACH) : begin] if not t.is_quote]
    lines = len(list(takewhile(lambda t: t.is_space, reversed(gap))))
    found = [t for t in gap if not t.is_space]
    if not found or sum(breaks(t) for t in gap[len(gap) - lines :]) > line_break:
        return []
    return [t for t in found if t.sent == found[-1].sent]


def line_before(place: Place) -> list[Token]:
    """The last sentence before a quotation, in its paragraph or the one before, where it ends with a colon."""
    words = [t for t in place.earlier if not (t.is_space or t.is_quote)]
    return [t for t in words if t.sent == words[-1].sent] if words and words[-1].text == ":" else []


def is_title(span: Span) -> bool:
    """Whether every word of weight has a capital and no sentence ends: "Meet the Press", "Free Speech"."""
    heavy = [t.text.lstrip("'") for t in span if t.lower_ not in LIGHT]
    several = sum(not t.is_punct for t in span) > 1 and not any(t.text in STOPS for t in span[:-1])
    return bool(heavy) and several and not any(word[:1].islower() for word in heavy)


def is_heading(place: Place) -> bool:
    """Whether a few words in single marks are a line of their own, as newspapers set their subheadings."""
    text, span = place.reading.article.text, place.span
    line = text[text.rfind("\n", 0, span.start_char) + 1 :].partition("\n")[0].strip()
    return line[:1] in {"'", "‘"} and line[1:2] != line[:1] and len(line) <= len(span.text) + 2 and len(span) < HEADING


def is_scare(span: Span, root: Token) -> bool:
    """Whether words are but a modifier (the "peace" rally) or bare nouns under a verb (he cited an "exact match")."""
    words = [t for t in span if t.is_alpha]
    named = root.head.lower_ == "as" and root.head.head.lemma_ == "know"  # a rule known as "exact match"
    if named or (root.dep_ in MODIFIERS and root.head.i > root.i):
        return len(words) < SHORT
    bare = len(words) < BARE and not any(t.pos_ in COLOURS for t in words)
    judged = root.head.lower_ == "as" and is_judging(root.head.head)
    whole = span[0].pos_ == "DET" or any(t.pos_ == "CCONJ" for t in words)  # she said they made "a slight error"
    told = whole and any(is_saying(above) for above in ancestors(root))
    return bare and root.dep_ in OBJECTS and not (judged or told)
