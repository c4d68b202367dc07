"""Sets of words that several extractors ask for, from the seed tables."""

from __future__ import annotations

from functools import cache

from kg.identity.forms import long_forms
from kg.resources import words


@cache
def body_nouns() -> frozenset[str]:
    """Nouns that make a capitalised phrase a body when they end it."""
    return words("body_nouns.tsv", kind="organization") | government_nouns()


def government_nouns() -> frozenset[str]:
    """Nouns that make a phrase a government when they end it."""
    return words("body_nouns.tsv", kind="government")


def group_nouns() -> frozenset[str]:
    """Nouns that make a phrase a group when they end it."""
    return words("body_nouns.tsv", kind="group")


def thing_nouns() -> frozenset[str]:
    """Nouns that make a capitalised phrase a thing, place or text when they end it."""
    return words("thing_nouns.tsv")


def speech_verbs() -> frozenset[str]:
    """Lemmas of verbs of saying."""
    return words("speech_verbs.tsv")


def modifiers(use: str) -> frozenset[str]:
    """Words that say nothing: of whose role ("role") or whose group ("group") a phrase speaks."""
    return words("modifiers.tsv", use=use)


def personal_nouns() -> frozenset[str]:
    """Nouns for what a person has, rather than a body."""
    return words("personal_nouns.tsv")


def particles() -> frozenset[str]:
    """Lower-case words inside names of persons."""
    return words("name_particles.tsv")


def same_given(a: str, b: str) -> bool:
    """Whether two folded given names may be one person's: equal, an initial, a nickname."""
    if a == b or (1 in {len(a), len(b)} and a[0] == b[0]):
        return True
    return b in long_forms(a) or a in long_forms(b)


def status_words() -> frozenset[str]:
    """Words beside a role that tell whether it is held: "former", "acting"."""
    return words("role_status.tsv")
