"""Short names for policies: of a noun phrase its core, of a clause a gerund phrase ("to renegotiate NAFTA")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from kg.model import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOT_LEFT = frozenset({"det", "poss", "predet", "preconj", "punct", "case", "cc", "advmod", "neg", "mark", "prep"})
NOT_FIRST = frozenset({"DT", "PRP$", "PDT", "WDT", "WP$"})
LEADING = NOT_FIRST | {"IN", "TO", "CC", "HYPH", "POS"}
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SEASONS = frozenset(
    {"spring", "summer", "autumn", "fall", "winter", "future", "past", "meantime", "morning", "afternoon"}
)
MARKS = frozenset({'"', "'", "-"})  # within a name: a "time certain" vote
TIMES = frozenset({"DATE", "TIME"})
JOINING = frozenset({
    "of", "on", "for", "to", "with", "against", "between", "into", "from", "over", "toward", "towards", "in", "under",
    "at", "about",
})  # fmt: skip
STICKING = frozenset({"of", "on", "against"})
COMPLEMENTS = frozenset({"dobj", "prt", "acomp", "attr", "oprd", "xcomp", "advmod", "dative", "prep", "npadvmod"})
LIGHT = frozenset({"prt", "advmod", "npadvmod"})
MAX_COMPLEMENTS = 2
MAX_DEPTH = 2
MAX_TOKENS = 12


def noun_phrase(head: Token) -> str:
    """The core of a noun phrase: without determiner, possessor and asides; a bare noun keeps its relative clause."""
    start, end = noun_span(head)
    name = plain(head.doc, start, end)
    clause = next((c for c in head.rights if _tells_what(c)), None) if end - start == 1 else None
    return f"{name} {verb_phrase(clause)}" if clause is not None else name


def _tells_what(clause: Token) -> bool:
    """Whether a clause tells what a thing does: "a bill that raises fees", "a bill raising fees"."""
    if clause.dep_ == "acl":
        return clause.tag_ != "VBN"
    return clause.dep_ == "relcl" and any(c.dep_ == "nsubj" and c.lower_ in {"that", "which"} for c in clause.lefts)


def noun_span(head: Token) -> tuple[int, int]:
    """First token and end of the core of a noun phrase."""
    start = head.i
    for child in reversed(list(head.lefts)):
        if (child.dep_ in NOT_LEFT and child.text not in MARKS) or child.right_edge.i + 1 != start:
            break
        start = child.left_edge.i
    while start < head.i and (
        head.doc[start].is_punct or head.doc[start].tag_ in NOT_FIRST or head.doc[start].is_space
    ):
        start += 1
    return start, _cut(head, min(_noun_end(head), start + MAX_TOKENS))


def clause_span(verb: Token) -> tuple[int, int]:
    """First token and end of the core of a clause: its verb and its first complements."""
    return verb.i, _clause_end(verb)


def _cut(head: Token, end: int) -> int:
    """An end at which no article or preposition is left alone."""
    while end > head.i + 1 and head.doc[end - 1].tag_ in LEADING:
        end -= 1
    return end


def _noun_end(head: Token, depth: int = 0) -> int:
    """Where the core of a noun phrase ends: after its prepositional phrases and its infinitive."""
    end = reach = head.i + 1
    for child in head.rights:
        if child.left_edge.i != reach or depth > MAX_DEPTH:
            break
        if _is_aside(child):
            reach = child.right_edge.i + 1
            continue
        if child.dep_ == "prep" and child.lower_ in JOINING and not _is_time(child):
            end = _prep_end(child, depth)
        elif child.dep_ == "acl" and child.tag_ == "VB":
            end = _clause_end(child, depth)
        else:
            break
        reach = end
        if depth:
            break
    if end == head.i + 1 < len(head.doc) and head.dep_ == "dobj":
        after = head.nbor()  # "impose tariffs on steel", where "on" hangs on the verb
        if after.lower_ in STICKING and after.head == head.head and not _is_time(after):
            return _prep_end(after, depth)
    if end == head.i + 1 < len(head.doc) and head.dep_ == "conj":
        after = head.nbor()  # "on immigration and construction of a wall", where "of" hangs on the first noun
        if after.lower_ in STICKING and after.head == head.head and not _is_time(after):
            return _prep_end(after, depth)
    return end


def _is_aside(token: Token) -> bool:
    """A time or a quotation mark between a noun and what belongs to it."""
    return (token.dep_ == "npadvmod" and token.ent_type_ in TIMES) or token.text in MARKS


def _is_time(token: Token) -> bool:
    words = [token] if token.dep_ == "npadvmod" else list(token.rights)
    return any(t.ent_type_ in TIMES or t.lower_ in SEASONS for t in words)


def _prep_end(prep: Token, depth: int = 0) -> int:
    for child in prep.rights:
        if child.dep_ == "pobj":
            return _noun_end(child, depth + 1)
        if child.dep_ == "pcomp":
            return _clause_end(child, depth)
        if child.dep_ == "prep" and depth <= MAX_DEPTH:
            return _prep_end(child, depth + 1)
    return prep.i + 1


def _clause_end(verb: Token, depth: int = 0) -> int:
    """Where the core of a clause ends: after its first complements."""
    end, taken = verb.i + 1, 0
    for child in verb.rights:
        if child.left_edge.i != end or child.dep_ not in COMPLEMENTS or taken == MAX_COMPLEMENTS:
            break
        if depth > MAX_DEPTH:
            break
        if child.dep_ in {"npadvmod", "prep"} and _is_time(child):
            break
        end = _complement_end(child, depth + 1)
        taken += child.dep_ not in LIGHT
    return _cut(verb, min(end, verb.i + MAX_TOKENS))


def _complement_end(child: Token, depth: int) -> int:
    if child.dep_ == "xcomp":
        return _clause_end(child, depth)
    if child.dep_ == "prep":
        return _prep_end(child, max(depth, 1))
    return _noun_end(child) if child.pos_ in NOMINAL else child.right_edge.i + 1


def verb_phrase(verb: Token, instead: Mapping[int, str] | None = None) -> str:
    """A clause as a gerund phrase; `instead` gives other words for its objects, by their head's token."""
    instead, ing = instead or {}, gerund(verb.lemma_.lower())
    passive = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if passive is not None:  # "that fees be raised": raising fees
        return f"{ing} {instead.get(passive.i) or plain(verb.doc, *noun_span(passive))}"
    end = _clause_end(verb)
    for child in verb.rights:
        if child.i in instead and child.i < end:
            start, stop = noun_span(child)
            before = plain(verb.doc, verb.i + 1, min(start, child.left_edge.i))
            return " ".join(w for w in (ing, before, instead[child.i], plain(verb.doc, stop, end)) if w)
    return f"{ing} {plain(verb.doc, verb.i + 1, end)}".strip()


def plain(doc: Doc, start: int, end: int) -> str:
    """The words of tokens `start:end` on one line, without quotation marks and parentheses."""
    if end <= start:
        return ""
    text = re.sub(r"\([^)]*\)?|\[[^\]]*\]?", " ", doc[start:end].text)
    return " ".join(re.sub(r"[\"`()\[\]]|''|(?<!\w)'|'(?!\w)", " ", text).split()).strip(" ,;:-—.")


@cache
def gerund(lemma: str) -> str:
    """The -ing form of a verb's lemma."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if DOUBLING.fullmatch(lemma) else lemma) + "ing"


def content(text: str) -> frozenset[str]:
    """The content words of a phrase, crudely stemmed: by them phrases are compared."""
    return frozenset(stem(word) for word in fold(text).split() if word not in EMPTY)


@cache
def stem(word: str) -> str:
    """A lower-case word without its commonest endings."""
    if len(word) > SHORT:
        return ENDINGS.sub("", word)
    return word.removesuffix("s") if len(word) == SHORT and not word.endswith("ss") else word


IRREGULAR = {"be": "being", "panic": "panicking", "mimic": "mimicking", "singe": "singeing"}
# Verbs that double their last letter: a short last syllable that bears the stress.
DOUBLING = re.compile(
    r"[^aeiou]*(?:qu)?[aeiou][bdgklmnprtv]"
    r"|(?:com|sub|ad|per|o|e|trans|re)mit|(?:com|ex|pro|re|im|dis)pel|(?:pre|re|de|con|trans|in)fer|(?:oc|in|re|con)cur"
    r"|(?:out|off|re|up|be)set|(?:for|be)get|(?:out|sub)let|(?:under|de)cut|(?:out|over)run|(?:dis|de)bar"
    r"|control|patrol|begin|rebel|acquit|abhor|deter|abet|regret|allot|unplug|equip"
)
SHORT = 4  # letters of words that lose an s at most
ENDINGS = re.compile(r"(ations|ation|ings|ing|ies|ed|es|s|e|y)$")
EMPTY = frozenset({
    "a", "an", "the", "of", "to", "for", "in", "on", "at", "by", "with", "from", "and", "or", "its", "his", "her",
    "their", "our", "your", "my", "this", "that", "these", "those", "new", "proposed", "use", "be", "being", "is",
    "are", "was", "were", "will", "would", "s", "between", "into", "over", "under", "toward", "towards", "as",
    "against", "plan", "plans", "policy", "policies",
})  # fmt: skip
