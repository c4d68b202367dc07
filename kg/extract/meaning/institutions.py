"""Which body "the agency", "the court", "the group" mean: the one such body that was named last."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns
from kg.model import Actor, fold
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

TELLING = frozenset({"prep", "appos", "relcl"})  # what behind a noun tells which one is meant
BODIES = frozenset({"organization", "government", "group"})
GOVERNMENT = "government"


def institution(token: Token) -> str | None:
    """The noun of "the agency", "the administration": with neither a name nor "of" beside it."""
    if token.tag_ != "NN" or token.dep_ in {"compound", "appos"}:
        return None
    if token.lower_ not in body_nouns() and token.lower_ not in _broader():
        return None
    before = [c for c in token.lefts if c.dep_ != "punct"]
    alone = len(before) == 1 and before[0].lower_ == "the"
    return token.lower_ if alone and not any(c.dep_ in TELLING for c in token.rights) else None


def is_such(actor: Actor, noun: str) -> bool:
    """Whether a body is a party, an agency, …: by the noun of one of its names, or by its type in the gazetteer."""
    if actor.kind not in BODIES:
        return False
    body = known.body(actor.name)
    if noun == GOVERNMENT:  # the White House is no "government" that is funded or shut down
        return actor.kind == GOVERNMENT and (noun in _heads(actor, None) or known.country(actor.name) is not None)
    return noun in _heads(actor, body) or (body is not None and body.type == noun)


def may_be(actor: Actor, noun: str) -> bool:
    """Whether a body may be called again by a broader noun."""
    body = known.body(actor.name)
    kinds = {*_heads(actor, body), *([body.type] if body else [])}
    return actor.kind in BODIES and not kinds.isdisjoint(_broader().get(noun, ()))


def _heads(actor: Actor, body: known.Body | None) -> Iterator[str]:
    """The nouns of a body's names: the last word, or that before "of"."""
    for form in (actor.name, *actor.aliases, *([body.name] if body else [])):
        yield from fold(form).split(" of ")[0].split()[-1:]
        yield from fold(form).split()[-1:]


@cache
def _broader() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: tuple(row["types"].split(" | ")) for row in rows("broader_bodies.tsv")}
