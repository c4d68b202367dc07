"""Whether a capital marks a name: not in headlines, datelines, party tags and dates, nor where a sentence begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg import gazetteer as known

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Parts of speech and entity labels that a name is never made of.
NOT_NAMES = frozenset({"PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ", "PUNCT", "SPACE", "INTJ", "NUM", "SYM"})
NOT_ENTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
AFTER_DATELINE = frozenset({"(", "-", ":", ",", "--", "—"})
OPENING = frozenset({":", "(", "-"})
SAID = frozenset({"said", "says", "told", "tells", "warns", "slams"})  # in capitals no part of a name
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
MAX_TITLED = 8  # words of a title and the name behind it
COUNTED = frozenset({"Circuit", "U.S.", "District"})
HEADLINE_SHARE, SENTENCE_SHARE = 0.7, 0.85  # of a line's words capitalised: then capitals tell nothing


def is_headline(span: Span) -> bool:
    """Whether nearly all words of a line without a full stop are capitalised, so that capitals do not mark names."""
    words = [t for t in span if t.is_alpha and len(t) > 3]
    ends = span.text.rstrip()[-1:]
    share = SENTENCE_SHARE if ends in {'"', "?", "!"} else HEADLINE_SHARE
    return ends != "." and len(words) > 4 and sum(t.text[0].isupper() for t in words) / len(words) > share


def capitalised(token: Token) -> bool:
    """Whether a token may be a word of a name."""
    if _party_tag(token) or _dateline(token):
        return False
    if ORDINAL.fullmatch(token.text) and token.i + 1 < len(token.doc):  # the "9th" Circuit Court of Appeals
        return token.nbor().text in COUNTED
    if is_surname(token):
        return True
    if not token.text[0].isupper() or (token.is_stop and token.ent_type_ == ""):
        return False
    if (token.ent_type_ in NOT_ENTITIES and not is_dated(token)) or (token.text.isupper() and token.lower_ in SAID):
        return False
    if token.pos_ in NOT_NAMES and not token.ent_type_:
        return False
    if token.i == token.sent.start or _opens(token.nbor(-1)):
        return (
            token.pos_ == "PROPN" or bool(token.ent_type_) or known.nation(token.text) is not None or _hyphened(token)
        )
    return True


def _hyphened(token: Token) -> bool:
    """Whether a hyphen joins a word with a capitalised one: Ogun-Falade."""
    after = token.doc[token.i + 1 : token.i + 3]
    return len(after) == 2 and after[0].text == "-" and not token.whitespace_ and after[1].pos_ == "PROPN"


def is_dated(token: Token) -> bool:
    """Whether a title and name were taken for the end of the date before them: March 4 - "Senator Jane" Roe."""
    first, doc = token.i, token.doc
    while 0 < first > token.i - MAX_TITLED and _in_date(doc[first - 1]) and doc[first - 1].pos_ == "PROPN":
        first -= 1
    titular = known.title(doc[first].text) or known.demonym(doc[first].text)
    behind_date = first > 0 and doc[first - 1].ent_type_ in NOT_ENTITIES and titular is not None
    return behind_date and any(t.pos_ == "PROPN" for t in doc[first + 1 : first + 2])


def _in_date(token: Token) -> bool:
    return token.ent_type_ in NOT_ENTITIES and token.is_alpha


def is_surname(token: Token) -> bool:
    """Whether a word that looks like a month or a verb is the surname behind a given name: Theresa May."""
    if not token.is_title:
        return False
    before = token.nbor(-1) if token.i else token
    doubtful = token.ent_type_ in NOT_ENTITIES or token.pos_ == "AUX" or (token.is_stop and token.pos_ == "PROPN")
    return doubtful and token.is_alpha and known.given_name(before.text)


def _opens(mark: Token) -> bool:
    """Whether a word after this token may have its capital from the place alone; a closing mark gives none."""
    return mark.is_space or mark.text in OPENING or (mark.text in {'"', "'"} and not mark.whitespace_)


def _party_tag(token: Token) -> bool:
    """Whether this is the letter of "R-Iowa", in one token or in three."""
    if token.text[0] not in "RDI" or token.i + 1 >= len(token.doc):
        return False
    return token.text[1:2] == "-" or (len(token) == 1 and token.nbor().text in {"-", ")"})


def _dateline(token: Token) -> bool:
    """Whether a place or label in capitals begins a paragraph: "MANILA (Reuters) -", "FILE -"; or is mere emphasis."""
    if not (token.text.isupper() and len(token) > 3 and token.is_alpha) or known.body(token.text):
        return False
    before, after = (token.doc[i].text if 0 <= i < len(token.doc) else "" for i in (token.i - 1, token.i + 1))
    if after == ")" or _given(before) or (_given(token.text) and after[:1].isupper()):
        return False
    return after in AFTER_DATELINE or len(token) > 5


def _given(word: str) -> bool:
    """Whether a word in capitals is a given name or a title: JANE Roe."""
    return word.isupper() and (known.given_name(word.capitalize()) or known.title(word.capitalize()) is not None)
