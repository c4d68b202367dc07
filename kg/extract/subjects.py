"""Who is at the other end of a verb or noun of saying: its subject, its owner, or the subject it borrows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.resources import words

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj"})
RELATIVE = frozenset({"who", "which", "that"})
OWNING = frozenset({"of", "from", "by"})
REPORTED = frozenset({"quote", "cite", "record", "hear", "overhear", "report"})  # "was quoted": the subject speaks
ASPECTS = frozenset({"begin", "continue", "start"})  # they introduce words, or another verb
APART = frozenset({",", "-", "--", "—"})
MAX_CLIMB = 12


@lru_cache(maxsize=4096)
def says(verb: str, use: str) -> bool:
    """Whether a lemma is a verb of saying of that use (seeds/speech_verbs.tsv); "retweete" is a lemmatizer's slip."""
    return bool({verb.lower(), verb.lower().removesuffix("e")} & words("speech_verbs.tsv", use=use))


def is_saying(token: Token) -> bool:
    """Whether a token is a verb that introduces words: said, tweeted, adding; no "continued to seek"."""
    if token.lemma_ in ASPECTS and any(c.i == token.i + 1 and c.tag_ in {"TO", "VBG"} for c in token.subtree):
        return False
    return (token.pos_ in {"VERB", "AUX"} and says(token.lemma_, "say")) or token.lower_ in {"said", "says"}


def is_judging(token: Token) -> bool:
    """Whether a token is a verb that may take quoted words inside its clause: called, dismissed … as."""
    return token.pos_ == "VERB" and (says(token.lemma_, "judge") or is_saying(token))


def is_text(token: Token) -> bool:
    """Whether a token is a noun for what somebody says or writes: statement, letter, ruling."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in words("speech_nouns.tsv")


def subject(verb: Token) -> Token | None:
    """Who does what a verb tells: its agent or subject, else the one it borrows from the clause above."""
    return next(subjects(verb), None)


def subjects(verb: Token) -> Iterator[Token]:
    """Who may do what a verb tells, the likeliest first: its agent or subject, else those of the clauses above it."""
    for above in ancestors(verb):
        passive = _own(above, PASSIVE_SUBJECTS)
        if (passive is None or above == verb) and (agent := _agent(above)):
            yield agent
        elif quoted := _quoted(above, verb):
            yield quoted
        elif own := _own(above, SUBJECTS):
            yield above.head if own.lower_ in RELATIVE and above.dep_ == "relcl" else own
        elif passive:
            if above == verb and verb.lemma_ not in REPORTED:
                return
            yield passive
        elif above.dep_ == "acl" and not _apart(above):
            yield above.head
        if above.dep_ == "relcl" or (above.dep_ == "acl" and above.tag_ == "VBG" and not _apart(above)):
            return


def ancestors(token: Token) -> Iterator[Token]:
    """A token and the tokens above it, the nearest first."""
    for _ in range(MAX_CLIMB):
        yield token
        if token.head == token:
            return
        token = token.head


def _agent(verb: Token) -> Token | None:
    """Whom a passive names after "by", which the parser may have hung on another word of the clause."""
    if _own(verb, PASSIVE_SUBJECTS) is None and verb.tag_ != "VBN":
        return None
    by = (t for t in verb.subtree if t.i > verb.i and t.lower_ == "by")
    return next((p for t in by for p in t.children if p.dep_ == "pobj"), None)


def _apart(verb: Token) -> bool:
    """Whether a participle is set off, so that the subject of the clause does it: she left the meeting, "saying"."""
    return verb.tag_ == "VBG" and verb.i > 0 and verb.nbor(-1).text in APART


def _quoted(above: Token, verb: Token) -> Token | None:
    """Whom a paper quotes: it quoted Brown "as saying" that; it quoted Brown: "…"."""
    through = above == verb or verb.head.lower_ == "as"
    return _own(above, OBJECTS) if through and above.lemma_ == "quote" and above.tag_ != "VBN" else None


def _own(verb: Token, deps: frozenset[str]) -> Token | None:
    return next((c for c in verb.children if c.dep_ in deps), None)


def owners(noun: Token) -> Iterator[Token]:
    """Whose a text is: "the ministry's statement", "a letter from the ministry", "the White House statement"."""
    yield from (c for c in noun.children if c.dep_ == "poss")
    yield from (p for c in noun.children if c.lower_ in OWNING for p in c.children if p.dep_ == "pobj")
    yield from (c for c in noun.children if c.dep_ in {"compound", "nmod"})


def according(token: Token) -> Token | None:
    """The source named by "according to"."""
    return next((p for to in token.children for p in to.children if p.dep_ == "pobj"), None)
