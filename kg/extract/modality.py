"""What turns a clause round or leaves it open: negation, duty, doubt, denial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.subjects import RELATIVE, is_saying

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
# Nouns that vouch for nothing, and what makes a sentence untrue of which a clause is the subject.
HEARSAY = frozenset(
    {"suggestion", "claim", "rumor", "rumour", "allegation", "notion", "speculation", "denial", "gossip", "accusation"}
)
TRUE = frozenset({"true", "clear", "certain", "evident", "proof", "evidence", "sign", "indication"})
FALSE = frozenset({"false", "untrue", "unclear", "unlikely", "impossible", "uncertain", "wrong", "doubtful"})
UNTRULY = frozenset({"falsely", "wrongly"})
ALLEGATIONS = frozenset({"allege", "claim", "insinuate", "suspect", "pretend", "speculate"})
ALLEGEDLY = frozenset({"allegedly", "supposedly", "purportedly"})


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
    return head.lemma_ in HEARSAY and _is_content(verb)


def _is_content(verb: Token) -> bool:
    """Whether a clause says what a noun is about: "the rumor that he was fired", which may be parsed as a relative."""
    if verb.dep_ == "relcl":
        return any(c.dep_ in SUBJECTS and c.lower_ not in RELATIVE for c in verb.lefts)
    return verb.dep_ == "acl" and any(c.dep_ == "mark" for c in verb.lefts)


def is_false(verb: Token) -> bool:
    """Whether a clause is said to be untrue or open: "it is not true that she met him", "no evidence that she did"."""
    head = verb.head
    if _is_content(verb):
        return head.lemma_ in TRUE and any(c.lower_ in NEGATIONS for c in head.lefts)
    if verb.dep_ not in {"ccomp", "csubj", "advcl"}:
        return False
    said = {c.lemma_.lower() for c in head.children if c.dep_ in {"acomp", "attr", "advmod", "oprd"}}
    return bool(said & (FALSE | UNTRULY)) or (bool(said & TRUE) and negated(head))


def is_unproven(verb: Token) -> bool:
    """Whether nobody vouches for a clause: it is denied, false, or only alleged."""
    if any(c.lower_ in ALLEGEDLY | UNTRULY for c in verb.children):
        return True
    while verb.dep_ == "conj":  # "denied that he was a member and led the cell"
        verb = verb.head
    alleged = verb.dep_ == "ccomp" and verb.head.lemma_ in ALLEGATIONS
    return alleged or is_denied(verb) or is_false(verb)


def no_longer(verb: Token) -> bool:
    """Whether a clause tells what has ended: she "is no longer" mayor."""
    return any(c.lower_ == "longer" and any(w.lower_ == "no" for w in c.lefts) for c in verb.children)


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
