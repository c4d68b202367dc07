"""Lists inside one body's name: Ministry of Trade, Industry and Energy; Health, Labour and Pensions Committee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns
from kg.extract.naming.capitals import capitalised
from kg.resources import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

JOINING = frozenset({"and", "&"})
PREPOSITIONS = frozenset({"of", "for", "on"})
COMMITTEES = frozenset({"committee", "subcommittee", "commission", "panel", "ministry", "department"})
LONGEST = 14  # tokens of a list


def listed(doc: Doc, start: int, comma: int, limit: int) -> int:
    """How many tokens a list inside a body's name goes on from its first comma; 0 where the comma ends the name."""
    limit = min(limit, comma + LONGEST)
    end = _after_list(doc, comma, limit)
    if not end:
        return 0
    opened, closed = _opened(doc, start, comma), end < len(doc) and _closes(doc[end])
    known_words = _all_portfolios(doc, comma, end) and (opened or closed)
    return end - comma if known_words or (opened and _one_entity(doc, comma, end)) else 0


def portfolio(token: Token) -> bool:
    """Whether a capitalised word is what a ministry deals with: Trade, Health."""
    return token.text[0].isupper() and token.lower_ in words("portfolios.tsv")


def _after_list(doc: Doc, comma: int, limit: int) -> int:
    """Where a list ends that begins with a comma and whose last item "and" comes before; 0 if it is none."""
    end, last = comma, False
    while end < limit and not last and (doc[end].text == "," or doc[end].lower_ in JOINING):
        end += doc[end].text == ","
        last = end < limit and doc[end].lower_ in JOINING
        first = end = end + last
        while end < limit and _goes_on(doc[end]):
            end += 1
        if end == first:
            return 0
    return end if last else 0


def _goes_on(token: Token) -> bool:
    """Whether a word belongs to an item of a list, not to the next name nor to the noun behind the list."""
    return capitalised(token) and (portfolio(token) or (token.ent_iob_ == "I" and not _closes(token)))


def _all_portfolios(doc: Doc, comma: int, end: int) -> bool:
    return all(portfolio(t) for t in doc[comma - 1 : end] if t.text != "," and t.lower_ not in JOINING)


def _opened(doc: Doc, start: int, comma: int) -> bool:
    """Whether the name so far is a body's noun and what it is for: Ministry of Trade."""
    return any(t.lower_ in body_nouns() and t.nbor().lower_ in PREPOSITIONS for t in doc[start : comma - 1])


def _closes(token: Token) -> bool:
    """Whether this is a body's or officer's noun, as it stands behind a list."""
    return token.lower_ in COMMITTEES or known.role_noun(token.text) is not None


def _one_entity(doc: Doc, comma: int, end: int) -> bool:
    """Whether the parser takes the list and the word before it for one name."""
    return doc[comma - 1].ent_type_ == "ORG" and all(t.ent_type_ == "ORG" and t.ent_iob_ == "I" for t in doc[comma:end])
