"""What turns a clause round or leaves it open: negation, duty, doubt, denial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.subjects import is_saying

if TYPE_CHECKING:
    from spacy.tokens import Token

NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly"})
NOBODY = frozenset({"neither", "few", "no", "none", "nobody", "hardly"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DOUBTS = frozenset({"could", "might", "may"})
CONDITIONS = frozenset({"if", "unless", "whether"})
DUTIES = frozenset({"should", "must", "ought"})
NEEDS = frozenset({"need", "have"})  # with an infinitive, in the present tense, duties too
DENIALS = frozenset({"deny", "dispute", "doubt", "refute", "disprove"})
HEARSAY = frozenset({"suggestion", "claim", "rumor", "rumour", "allegation", "notion"})  # nouns that vouch for nothing


def negated(token: Token) -> bool:
    """Whether a verb stands in the negative: not, never, no longer."""
    if any(c.dep_ == "neg" for c in token.children):
        return True
    words = (w for c in token.children if c.dep_ in {"advmod", "preconj"} for w in (c, *c.lefts))
    return any(w.lower_ in NEGATIONS for w in words)


def is_denied(verb: Token) -> bool:
    """Whether somebody denies a clause, or does not say it: "denied that she backs the bill"."""
    head = verb.head
    if verb.dep_ == "ccomp":
        return head.lemma_ in DENIALS or (is_saying(head) and negated(head))
    return verb.dep_ == "acl" and head.lemma_ in HEARSAY and any(c.dep_ == "mark" for c in verb.lefts)


def is_duty(verb: Token) -> bool:
    """Whether a clause says what should, must or needs to be done: a demand by whoever says it."""
    return _is_needed(verb) or any(c.dep_ == "aux" and c.lower_ in DUTIES for c in verb.lefts)


def _is_needed(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lemma_ in NEEDS and verb.head.tag_ in {"VBP", "VBZ", "VB"}


def forbids(verb: Token) -> bool:
    """Whether a duty is one not to do it: "should not pay", "does not have to pay"."""
    return negated(verb) != (_is_needed(verb) and negated(verb.head))


def doubtful(verb: Token) -> bool:
    """Whether a clause is hypothetical, or neither of two is done."""
    if any(w.lower_ in NOBODY for c in verb.lefts if c.dep_ in SUBJECTS for w in (c, *c.lefts)):
        return True  # "neither Brown nor Green", "few senators", "no one"
    words = {(c.dep_, c.lower_) for c in verb.lefts}
    if ("preconj", "neither") in words or ("cc", "neither") in words or ("advmod", "neither") in words:
        return True
    return any((dep == "aux" and w in DOUBTS) or (dep == "mark" and w in CONDITIONS) for dep, w in words)
