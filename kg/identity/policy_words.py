"""The words by which names of policies are compared: policy_words.tsv and the tables of known policies, read once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from kg.model import fold
from kg.resources import rows

MOST_WORDS = 3  # of a row of policy_words.tsv
SHORTEST, LONG = 4, 8  # letters of words that lose their s, and the ending of a noun or verb


class Sense(NamedTuple):
    """What a word means for a policy, and how: the columns "means" and "use" of policy_words.tsv."""

    means: str
    use: str


@cache
def senses() -> dict[str, Sense]:
    """What words mean, by their form in lower case and the singular."""
    table = (row for row in rows("policy_words.tsv") if row["use"] not in {"vague", "lasting"})
    return {form: Sense(row["means"], row["use"]) for row in table for form in row["words"].split(" | ")}


@cache
def vague() -> frozenset[str]:
    """Stems of words that tell nobody which policy is meant."""
    return frozenset(stem(form) for form in _used("vague"))


@cache
def lasting() -> frozenset[str]:
    """Nouns of policies that last, though others of their class come and go."""
    return _used("lasting")


def _used(use: str) -> frozenset[str]:
    return frozenset(
        form for row in rows("policy_words.tsv") if row["use"] == use for form in row["words"].split(" | ")
    )


@cache
def classes() -> dict[str, str]:
    """The class of each noun that heads policies."""
    return {row["noun"]: row["class"] for row in rows("policy_nouns.tsv")}


@cache
def known_policies() -> tuple[tuple[str, str], ...]:
    """All forms of known policies, each with the policy's name."""
    table = (row for name in ("policy_aliases.tsv", "policies.tsv") for row in rows(name))
    return tuple((form, row["name"]) for row in table for form in (row["name"], *row["aliases"].split(" | ")) if form)


@cache
def titles() -> dict[str, str]:
    """Names of known policies by the keys of all their forms."""
    return {title_key(form): name for form, name in known_policies()}


@cache
def homes() -> dict[str, str]:
    """The countries of known policies whose other names mean them only in articles about these."""
    return {row["name"]: row["country"] for row in rows("policy_aliases.tsv") if row["country"]}


def title_key(form: str) -> str:
    """The key of a form of a known policy; one of one word only as the table writes it: "ACA" is no "aca"."""
    return fold(form) if " " in form else form


@lru_cache(1 << 15)
def singular(word: str) -> str:
    """The singular of a noun in lower case."""
    if len(word) < SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is", "news")):
        return word
    if word.endswith("ies") and len(word) > SHORTEST:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]


@lru_cache(1 << 15)
def stem(word: str, *, verb: bool = False) -> str:
    """A word in lower case without the ending that tells a noun from its verb: "deportation", "deporting"."""
    plain = singular(word)
    ending = r"(?:ation|ing)$" if verb else r"ation$"
    bare = re.sub(ending, "", plain) if len(plain) >= LONG else plain
    return bare.removesuffix("e") if len(bare) > SHORTEST else bare
