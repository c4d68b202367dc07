"""Who pronouns and definite nouns mean: "she", "it", "the Kentucky senator", "the agency"; in doubt, nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract import neuters, pronouns
from kg.extract.candidates import SUBJECTS, Scene
from kg.extract.descriptions import Fits, description
from kg.extract.lexicon import body_nouns
from kg.extract.pairs import pair_kind, two
from kg.extract.portraits import Portraits
from kg.model import Actor, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.extract.reading import Quote

Meanings = dict[int, tuple[Actor, ...]]

FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
AFTER = frozenset({"prep", "appos", "relcl"})  # what tells which one is meant
NEAR_BACK, FAR_BACK = 2, 60  # sentences before that may name "the Ohio senator", "the senator"
BODIES = frozenset({"organization", "government", "group"})


def resolve(
    doc: Doc,
    means: Mapping[int, tuple[Actor, ...]],
    quotes: Sequence[Quote],
    portraits: Portraits,
) -> Meanings:
    """Meanings of third-person pronouns and of definite nouns ("the senator", "the agency").

    `means` holds who names mean, by token; `portraits` what the article says of each person.
    """
    found: Meanings = dict(means)
    scene = Scene(doc, found, frozenset(i for q in quotes for i in range(q.start, q.end)))
    told = {key: portrait.gender for key, portrait in portraits.items() if portrait.gender}
    genders = pronouns.shown(scene, told) | told
    for token in doc:
        if token.i not in means and (meant := _meant(scene, token, genders, portraits)):
            found[token.i] = meant
    return found


def resolve_first_person(doc: Doc, quotes: Sequence[Quote]) -> Meanings:
    """Meanings of "I" and "we" inside quotations: the speakers."""
    return {
        token.i: quote.speakers
        for quote in quotes
        if quote.speakers
        for token in doc[quote.start : quote.end]
        if token.lower_ in FIRST and (token.text != "US")
    }


def _meant(scene: Scene, token: Token, genders: Mapping[str, str], portraits: Portraits) -> tuple[Actor, ...]:
    word = token.lower_
    if pronouns.gender(word):
        return pronouns.person(scene, token, genders)
    if word in neuters.NEUTER and token.dep_ in SUBJECTS | {"poss"}:
        return neuters.body(scene, token)
    if word in neuters.PLURAL and token.dep_ in SUBJECTS | {"poss"}:
        return neuters.several(scene, token)
    if kind := pair_kind(token):
        return two(scene, token, kind, portraits)
    if described := description(token, portraits, genders):
        said, possible = described
        return _only(scene, token, said) or _last(scene, token, possible)
    if noun := _definite_body(token):
        return _only(scene, token, lambda a: a.kind in BODIES and _is_such(a, noun))
    return ()


def _only(scene: Scene, token: Token, fits: Fits) -> tuple[Actor, ...]:
    """The one fitting actor of the nearest sentence that names any; nobody where it names several."""
    for named in scene.sentences_back(token, FAR_BACK):
        if fitting := list(dict.fromkeys(a for _, actors in named for a in actors if fits(a))):
            return tuple(fitting) if len(fitting) == 1 else ()
    return ()


def _last(scene: Scene, token: Token, fits: Fits) -> tuple[Actor, ...]:
    """The one person of the nearest sentence before that names any, where a description may be of that person."""
    for back, named in enumerate(scene.sentences_back(token, NEAR_BACK)):
        persons = list(dict.fromkeys(a for _, actors in named for a in actors if a.kind == "person"))
        if persons and back == 0:
            return ()
        if persons:
            return tuple(persons) if len(persons) == 1 and fits(persons[0]) else ()
    return ()


def _definite_body(token: Token) -> str | None:
    """The noun of "the agency", "the court", "the administration": with neither a name nor "of" beside it."""
    if token.tag_ != "NN" or token.lower_ not in body_nouns() or token.dep_ in {"compound", "appos"}:
        return None
    before = [c for c in token.children if c.i < token.i and c.dep_ != "punct"]
    alone = len(before) == 1 and before[0].lower_ == "the"
    return token.lower_ if alone and not any(c.dep_ in AFTER for c in token.children if c.i > token.i) else None


def _is_such(actor: Actor, noun: str) -> bool:
    """Whether a body is a party, an agency, …: by the last word of one of its names, or by the gazetteer."""
    body = known.body(actor.name)
    return any(fold(form).split()[-1:] == [noun] for form in (actor.name, *actor.aliases)) or (
        body is not None and body.type == noun
    )
