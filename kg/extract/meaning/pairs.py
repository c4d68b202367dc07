"""Whom "both men", "the two leaders", "the two countries" mean: the two of that kind named last, no third with them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.meaning.candidates import Scene
from kg.extract.meaning.descriptions import recalls
from kg.extract.meaning.portraits import Portrait, Portraits
from kg.model import Actor
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

LOOK_BACK = 3  # sentences before the pair's own
GENDERS = {"men": "m", "women": "f"}
BEHIND = frozenset({"prep", "relcl", "appos", "acl"})  # what behind a noun tells which two are meant


def pair_kind(token: Token) -> str | None:
    """What kind of two a noun means (seeds/pair_nouns.tsv), None where it means no two named before."""
    kind = _kinds().get(token.lower_)
    if kind is None or token.tag_ not in {"NNS", "NNPS"} or any(c.dep_ in BEHIND for c in token.rights):
        return None
    before = [t.lower_ for t in token.doc[token.left_edge.i : token.i]]
    return kind if before in (["both"], ["the", "two"], ["both", "the"], ["these", "two"]) else None


def two(scene: Scene, token: Token, kind: str, portraits: Portraits) -> tuple[Actor, ...]:
    """The two of that kind who are named last; nobody where a sentence names more."""
    found: dict[str, Actor] = {}
    for named in scene.sentences_back(token, LOOK_BACK):
        for _, actors in named:
            found.update({a.id: a for a in actors if _fits(a, token, kind, portraits)})
        if len(found) > 1:
            return tuple(found.values()) if len(found) == 2 else ()
    return ()


def _fits(actor: Actor, token: Token, kind: str, portraits: Portraits) -> bool:
    if actor.kind != kind:
        return False
    if kind == "government":
        return known.country(actor.name) is not None
    portrait, noun = portraits.get(actor.id) or Portrait(), known.role_noun(token.text)
    sex = GENDERS.get(token.lower_)
    return sex in (None, portrait.gender or sex) and (noun is None or recalls(noun.name, portrait))


@cache
def _kinds() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in rows("pair_nouns.tsv")}
