"""Runs of capitalised words in a Doc, with the small words inside them: where names may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns, particles
from kg.extract.naming.capitals import capitalised, is_headline, is_surname
from kg.extract.naming.enumerations import JOINING, listed, portfolio

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

NAMED_THINGS = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT"})
LINKS = frozenset({"of", "for", "on", "and", "&", "the", "a", "to", "in", "'s", "'"})
ELECT = frozenset({"elect", "designate"})
COMPOUNDING = frozenset({"led", "era", "wide", "born", "like", "run", "style", "made", "owned", "based"})
OWNING = frozenset({"'s", "'"})
PEOPLE = frozenset({"women", "men", "children", "people", "workers", "veterans", "citizens"})
WITHIN = frozenset({"Without", "Against", "For", "Under", "Of", "The", "Over", "With"})
ARTICLES = frozenset({"al", "el"})
SUFFIXES = frozenset({"Jr.", "Sr.", "Jr", "Sr"})
GLUED, GLUED_BACK = re.compile(r"([A-Z][a-z'-]+?)([A-Z][\w']*)"), 8  # RoeMore; tokens back to where "Roe" stands


def find_runs(doc: Doc) -> Iterator[Span]:
    """The runs of capitalised words of a Doc, headlines left out."""
    named = {t.text for t in doc if (t.pos_ == "PROPN" and not t.is_sent_start) or is_surname(t)}
    torn = sorted(_torn(doc))
    for sentence in _lines(doc):
        if is_headline(sentence):
            continue
        i = sentence.start
        while i < sentence.end:
            if i in torn or (not capitalised(doc[i]) and not _named_again(doc[i], named)):
                i += 1
                continue
            limit = next((t for t in torn if t > i), sentence.end)
            end = _run_end(doc, i, min(limit, sentence.end))
            yield doc[_particle(doc, i) : end]
            i = end


def find_headlines(doc: Doc) -> Iterator[Span]:
    """The lines that are left out because capitals do not mark names in them."""
    return (line for line in _lines(doc) if is_headline(line))


def _particle(doc: Doc, start: int) -> int:
    """Where a name begins that an Arabic article stands before: "al" Qaeda, "al-" Shabab."""
    hyphen = start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_
    i = start - 2 if hyphen else start - 1
    return i if i >= 0 and doc[i].text in ARTICLES and (hyphen or doc[i].pos_ in {"PROPN", "NOUN"}) else start


def _torn(doc: Doc) -> set[int]:
    """Tokens between a name and a word glued to its surname, as web pages leave them: Ana Roe "Ana Maria RoeMore"."""
    torn: set[int] = set()
    for token in doc:
        if glued := GLUED.fullmatch(token.text):
            before = range(max(0, token.i - GLUED_BACK), token.i)
            if first := next((i for i in before if doc[i].text == glued[1]), None):
                torn.update(range(first + 1, token.i + 1))
    return torn


def _lines(doc: Doc) -> Iterator[Span]:
    """The sentences, joined where the parser parted them without a mark or line break between."""
    start = 0
    for sentence in doc.sents:
        last = sentence[-1]
        if last.is_punct or last.is_space or sentence.end == len(doc):
            yield doc[start : sentence.end]
            start = sentence.end


def _named_again(token: Token, named: set[str]) -> bool:
    """Whether a noun that begins a sentence and has a verb is a name found elsewhere, missed by the tagger."""
    before_verb = token.i + 1 < len(token.doc) and token.nbor().pos_ in {"VERB", "AUX"}
    return bool(token.is_sent_start) and token.pos_ in {"NOUN", "AUX"} and token.text in named and before_verb


def _run_end(doc: Doc, start: int, limit: int) -> int:
    end = start + 1
    while end < limit and (step := _step(doc, start, end, limit)):
        end += step
    return end


def _step(doc: Doc, start: int, end: int, limit: int) -> int:
    """How many tokens further the run goes on from `end`; 0 where it stops."""
    token = doc[end]
    if capitalised(token) or (token.text == "." and len(doc[end - 1]) == 1):
        return 1
    if token.text == "-" and not doc[end - 1].whitespace_ and not token.whitespace_ and end + 1 < limit:
        return 2 if _goes_on(doc[end + 1]) or _syllable(doc, start, end) else 0
    if token.text == "," and end + 1 < limit:
        return 2 if doc[end + 1].text in SUFFIXES else listed(doc, start, end, limit)
    if token.lower_ in particles() and doc[end + 1 : end + 2].text == "-":  # Faris al-Nasser
        return 3 if end + 2 < limit and capitalised(doc[end + 2]) else 0
    if token.text in WITHIN and end + 1 < limit and capitalised(doc[end + 1]):  # Doctors Without Borders
        return 2
    if token.text == '"' and not token.whitespace_:
        return _nickname(doc, end, limit)
    if token.lower_ in particles() and (step := _next_capital(doc, end, limit, particles())):
        return step
    step = _next_capital(doc, end, limit, LINKS) if token.lower_ in LINKS else 0
    return step if step and _linked(doc, start, end, end + step) else 0


def _goes_on(token: Token) -> bool:
    """Whether a name goes on after a hyphen: Kim Yo-jong, but not president-elect."""
    named = token.ent_type_ == "PERSON" or token.pos_ == "PROPN"
    return token.text[:1].isupper() or (named and token.lower_ not in ELECT and not token.text.endswith("ed"))


def _syllable(doc: Doc, start: int, hyphen: int) -> bool:
    """Whether a short word behind a hyphen ends a Korean name of short words: Moon Jae-in."""
    words, last = doc[max(start, hyphen - 2) : hyphen], doc[hyphen + 1]
    short = last.is_alpha and all(1 < len(t) < 6 and t.is_alpha for t in (*words, last))
    return short and len(words) == 2 and last.lower_ not in ELECT | COMPOUNDING and last.tag_ not in {"VBN", "VBG"}


def _nickname(doc: Doc, mark: int, limit: int) -> int:
    """Tokens of a nickname in quotation marks and the surname behind it: Daniel "Danny" Ostrow."""
    if mark + 3 >= limit or doc[mark + 2].text != '"' or not doc[mark].nbor(-1).whitespace_:
        return 0
    name, close, surname = doc[mark + 1 : mark + 4]
    return 4 if capitalised(name) and not name.whitespace_ and close.whitespace_ and capitalised(surname) else 0


def _next_capital(doc: Doc, end: int, limit: int, through: frozenset[str]) -> int:
    for step in (1, 2):
        if end + step < limit and capitalised(doc[end + step]):
            return step + 1
        if end + step >= limit or doc[end + step].lower_ not in through:
            return 0
    return 0


def _linked(doc: Doc, start: int, end: int, after: int) -> bool:
    """Whether the link at `end` stands inside one name: the gazetteer, a body's noun or the parser's entity says so."""
    link, left, text = doc[end].lower_, doc[end - 1], doc[start:after].text
    if link in JOINING and (after - end > 2 or known.body(doc[start:end].text)) and not known.body(text):
        return False  # the Council of Europe and "the" court
    if link in JOINING and any(known.role_noun(t.text) for t in doc[start:after]):
        return False
    if known.body(text):
        return True
    if _spans_entity(doc, start, end, after):
        person = known.given_name(doc[start].text) and not known.nation(doc[start].text)
        return link not in OWNING and not (link == "of" and person)  # Jane Roe of Poland
    if link == "'":  # the Dockers' Union
        return doc[after - 1].lower_ in body_nouns()
    if link == "for":  # Council for the Welfare of Immigrants
        return left.lower_ in body_nouns() or (portfolio(doc[end + 1]) and known.role_noun(left.text) is not None)
    if link == "'s" and left.lower_ in PEOPLE:  # the Women's Access Fund
        return True
    if link == "of":
        return left.lower_ in body_nouns() or (known.role_noun(left.text) is not None and bool(known.office(text)))
    before = {t.lower_ for t in doc[start:end]}
    if link in JOINING and _one_body(doc, start, end):
        return True
    return link in JOINING and "of" in before and not before.isdisjoint(body_nouns())


def _one_body(doc: Doc, start: int, link: int) -> bool:
    """Whether the words on both sides of "and" belong to one body's noun behind them: Food and Drug Administration."""
    end = link + 1
    while end < len(doc) and capitalised(doc[end]) and end - link < 5:
        end += 1
        if known.body(doc[start:end].text) or _spelt(doc, start, end):
            return True
    words, bodies = doc[start:link], body_nouns()
    if doc[end - 1].lower_ not in bodies or words[-1].lower_ in bodies or end - link < 3:
        return False
    if any(known.nation(t.text) or known.party(t.text) for t in words):
        return False
    return words.root.dep_ in {"compound", "nmod", "amod"} and words.root.head.i in range(link, end)


def _spelt(doc: Doc, start: int, end: int) -> bool:
    """Whether an acronym in brackets behind a phrase has its initials (after Schwartz and Hearst, 2003)."""
    if end + 2 >= len(doc) or doc[end].text != "(" or doc[end + 2].text != ")":
        return False
    return doc[end + 1].text == "".join(t.text[0] for t in doc[start:end] if t.text[0].isupper() and t.text != "The")


def _spans_entity(doc: Doc, start: int, end: int, after: int) -> bool:
    entity = doc[end].ent_type_
    if entity not in NAMED_THINGS:
        return False
    same = all(t.ent_type_ == entity and t.ent_iob_ != "B" for t in doc[end:after])
    return same and (doc[end].lower_ != "and" or any(t.lower_ in body_nouns() for t in doc[start:after]))
