"""Words of blame and praise, and the words of a sentence that say something of its subject."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg.resources import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

OBJECTS = frozenset({"dobj", "nsubjpass"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
APART = frozenset({"punct", "cc", "mark", "advcl", "relcl", "parataxis", "appos", "nsubj", "nsubjpass", "csubj"})
MAX_DEPTH = 3


def verdict(word: Token) -> str | None:
    """What a word says of somebody: "blame", "praise" or None."""
    lemma = word.lemma_.lower()
    return (
        _table().get(lemma) or _table().get(word.lower_) or _table().get(lemma.removesuffix("e"))
    )  # "usurpe" is a slip


@cache
def _table() -> dict[str, str]:
    return {row["word"]: row["verdict"] for row in rows("verdicts.tsv")}


def complements(verb: Token) -> Iterator[Token]:
    """The words after a verb's object, where it says what that is: "called her a liar", "described her as weak"."""
    known = next((c for c in verb.rights if c.dep_ in OBJECTS), verb)
    yield from (word for child in verb.rights for word in child.subtree if word.i > known.i)


def about(head: Token, apart: Token, depth: int = MAX_DEPTH) -> Iterator[Token]:
    """A word and those below it that say what it says, without `apart` and without clauses about somebody else."""
    yield head
    for child in head.children if depth else ():
        clause = child.dep_ in {"ccomp", "conj", "xcomp", "acl"} and any(c.dep_ in SUBJECTS for c in child.lefts)
        if child.i != apart.i and child.dep_ not in APART and not clause:
            yield from about(child, apart, depth - 1)
