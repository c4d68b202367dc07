"""Nouns and names that mean policies: the tables of policy nouns and of well-known laws, treaties and programmes."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.stating.phrases import stem
from kg.model import fold
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

INTERCHANGEABLE = frozenset({"law", "deal", "plan", "decision", "inquiry"})
MAX_TITLE = 8  # words of a well-known policy's name


class Noun(NamedTuple):
    """A row of seeds/policy_nouns.tsv: the class of a noun, and whether it names a policy without any modifier."""

    kind: str
    alone: bool


def policy_noun(token: Token) -> Noun | None:
    """The row of a policy noun, None for other words."""
    return _nouns().get(token.lemma_.lower()) or _nouns().get(token.lower_)


def head_class(token: Token) -> str:
    """What heads a policy: nouns of one class may stand for each other, other nouns only for themselves."""
    noun = policy_noun(token)
    return noun.kind if noun and noun.kind in INTERCHANGEABLE else stem(token.lemma_.lower())


def instrument(token: Token) -> str | None:
    """The name of the well-known law, treaty or programme whose name or alias ends with a token."""
    if token.lower_ not in _last_words():
        return None
    starts = range(max(token.left_edge.i, token.i - MAX_TITLE), token.i + 1)
    forms = (_key(token.doc[start : token.i + 1].text) for start in starts)
    return next((name for form in forms if (name := _instruments().get(form))), None)


def is_instrument(name: str) -> bool:
    """Whether a name is that of a well-known law, treaty or programme."""
    return _key(name) in _instruments()


@cache
def _nouns() -> dict[str, Noun]:
    return {row["noun"]: Noun(row["class"], row["alone"] == "yes") for row in rows("policy_nouns.tsv")}


def is_no_policy(token: Token) -> bool:
    """Whether a noun names people, or what no position is about."""
    return token.lemma_.lower() in _no_policies()


@cache
def _no_policies() -> frozenset[str]:
    tables = ("role_nouns.tsv", "actor_nouns.tsv", "no_policies.tsv")
    return frozenset(row["noun"] for table in tables for row in rows(table))


@cache
def _instruments() -> dict[str, str]:
    forms = (
        (form, row["name"]) for row in rows("policies.tsv") for form in (row["name"], *row["aliases"].split(" | "))
    )
    return {_key(form): name for form, name in forms if form}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(form.split()[-1].lower() for form in _instruments())


def _key(form: str) -> str:
    """One word counts only as it is written in the table: "ACA" is no "aca"."""
    return fold(form) if " " in form else form
