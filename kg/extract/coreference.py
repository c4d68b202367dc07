"""Who pronouns and definite nouns mean: "she", "it", "the Kentucky senator", "the agency"; in doubt, nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kg.extract.meaning import neuters, pronouns
from kg.extract.meaning.candidates import SUBJECTS, Scene
from kg.extract.meaning.descriptions import Fits, description
from kg.extract.meaning.institutions import GOVERNMENT, institution, is_such, may_be
from kg.extract.meaning.pairs import pair_kind, two
from kg.extract.meaning.portraits import Portraits
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.extract.reading import Quote

Meanings = dict[int, tuple[Actor, ...]]

FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
NEAR_BACK, LOOK_BACK, FAR_BACK = 2, 5, 60  # sentences before that may name "the Ohio senator", "the senator"


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
    if noun := institution(token):
        return _body(scene, token, noun)
    return ()


def _body(scene: Scene, token: Token, noun: str) -> tuple[Actor, ...]:
    """The body of that noun named shortly before, else one that the noun may mean, else the last of that noun."""
    far = 0 if noun == GOVERNMENT else FAR_BACK
    return (
        _only(scene, token, lambda a: is_such(a, noun), LOOK_BACK)
        or _only(scene, token, lambda a: may_be(a, noun), LOOK_BACK)
        or _only(scene, token, lambda a: is_such(a, noun), far)
    )


def _only(scene: Scene, token: Token, fits: Fits, back: int = FAR_BACK) -> tuple[Actor, ...]:
    """The one fitting actor of the nearest sentence that names any; nobody where it names several."""
    for named in scene.sentences_back(token, back):
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
