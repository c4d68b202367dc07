"""Whose a role is, where its phrase says so by a name or pronoun: "Brown's" spokesman, "his" chief of staff."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.meaning.candidates import clauses_above, subjects
from kg.extract.meaning.pronouns import gender
from kg.extract.reading import Named, Reading
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

OWNING = frozenset({"poss", "pobj", "compound", "nmod"})
MUCH = 4  # times as often
LOOK_BACK = 3  # sentences before a pronoun's own


def owner(reading: Reading, person: Named, part: Span) -> Actor | None:
    """The one other actor that a phrase names or means: "Brown's" spokesman, a spokesman for "the agency"."""
    own = range(person.start, person.end)  # "her lawyer Jane Roe": the pronoun may hang on the name
    telling = (t for t in part if t.dep_ in OWNING and (_of_role(t, part) or t.head.i in own))
    meant = (reading.means.get(t.i, ()) for t in telling if _is_sure(reading, t, person.actor))
    found = dict.fromkeys(a for actors in meant for a in actors if a != person.actor)
    return next(iter(found)) if len(found) == 1 else None


def _of_role(token: Token, part: Span) -> bool:
    """Whether a noun depends on a role's noun, itself or by a preposition or a noun between; a pronoun must itself."""
    above = [token.head, token.head.head, token.head.head.head][: 1 if token.pos_ == "PRON" else 3]
    role = next((t for t in above if known.role_noun(t.text) or known.title(t.text)), None)
    return role is not None and (role.head.lower_ != "to" or role == part.root)  # an adviser to the Governor "on Media"


def _is_sure(reading: Reading, token: Token, holder: Actor) -> bool:
    """Whether "his" can mean but one: the subject of its clause, who stands before "and his", or the one man named.

    A man counts for nothing beside one whom the article names many times as often.
    """
    meant = reading.means.get(token.i, ())
    if gender(token.lower_) is None or not meant:
        return True
    verb = next(clauses_above(token), None)
    acting = [a for t in (subjects(verb) if verb is not None else ()) for a in reading.means.get(t.i, ())]
    beside = reading.means.get(token.i - 2, ()) if token.nbor(-1 if token.i else 0).lower_ == "and" else ()
    rivals = next((men for men in _named_before(reading, token) if men - {holder}), frozenset())
    often = max(len(actor.mentions) for actor in meant)
    others = [a for a in rivals - {holder, *meant} if len(a.mentions) * MUCH > often]
    return meant in (tuple(acting), beside) or not others


def _named_before(reading: Reading, token: Token) -> Iterator[frozenset[Actor]]:
    """The persons that a pronoun may mean, of its sentence before it and of each of the sentences before."""
    start, end = token.sent.start, token.i
    for _ in range(LOOK_BACK + 1):
        named = (a for i in range(start, end) for a in reading.means.get(i, ()))
        yield frozenset(a for a in named if a.kind == "person" and _fits(a, token))
        if start == 0:
            return
        start, end = token.doc[start - 1].sent.start, start


def _fits(actor: Actor, pronoun: Token) -> bool:
    return known.gender(actor.name) in (None, gender(pronoun.lower_))
