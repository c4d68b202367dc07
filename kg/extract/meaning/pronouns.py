"""Who "he" and "she" mean: the subject of a clause above, else the nearest fitting person, subjects first.

Source of the method: Hobbs (1978) for the order of search, simplified to clauses, sentences and subjects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.meaning.candidates import (
    SINGULAR,
    Candidate,
    Scene,
    clauses_above,
    is_main_subject,
    is_somebody,
    is_subject,
    same_clause,
    sentences,
    subjects,
    subjects_above,
)
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Fits = Callable[[Actor], bool]

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
SINGLE = frozenset({"person", "unnamed"})
LOOK_BACK = 3  # sentences before the pronoun's own


def gender(word: str) -> str | None:
    """The gender that a pronoun tells."""
    return "m" if word in MALE else "f" if word in FEMALE else None


def shown(scene: Scene, told: Mapping[str, str]) -> dict[str, str]:
    """The gender of persons of whom neither name nor title tells it, by the pronouns in their own clauses."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for token in scene.doc:
        sex = gender(token.lower_)
        named = (a for t in subjects_above(scene, token) for a in scene.found.get(t.i, ())) if sex else iter(())
        nearest = next((a for a in named if a.kind == "person"), None)
        if sex and nearest and nearest.id not in told:
            votes[nearest.id][sex] += 1
    return {key: sexes.most_common(1)[0][0] for key, sexes in votes.items() if len(sexes) == 1}


def person(scene: Scene, token: Token, genders: Mapping[str, str]) -> tuple[Actor, ...]:
    """The person that "he" or "she" means; nobody where it may well be somebody whom the article does not name."""
    barred = {a.id for t, actors in _own_sentence(scene, token) for a in actors if same_clause(t, token)}
    barred |= {a.id for a in _speakers(scene, token)}
    sex = gender(token.lower_)

    def free(actor: Actor) -> bool:
        return actor.kind in SINGLE and actor.id not in barred and genders.get(actor.id, sex) == sex

    if (others := _beside_with(token)) is not None:
        found = (scene.found.get(t.i, ()) for t in others)
        return next((chosen for actors in found if (chosen := _single(actors, free))), ())
    for subject in subjects_above(scene, token):
        if subject.i in scene.found:
            chosen = _single(scene.found[subject.i], free)
            if chosen and _is_person(chosen):  # what a source says of "him" is about somebody else
                return chosen
        elif _somebody_else(subject, token):
            return ()
    return _nearest(scene, token, free, lambda actor: actor.id in genders)


def _beside_with(token: Token) -> list[Token] | None:
    """The objects that the pronoun in "questioned Roe, with Holt accusing him" may mean; None where it is none such."""
    verb = token.head
    own = any(c.dep_ == "nsubj" for c in verb.lefts)
    if token.dep_ != "dobj" or verb.dep_ != "pcomp" or verb.head.lower_ != "with" or not own:
        return None
    return [c for c in verb.head.head.rights if c.dep_ == "dobj"] or None


def _speakers(scene: Scene, token: Token) -> Iterator[Actor]:
    """Whoever says the quoted words that a pronoun is in: a speaker means somebody else."""
    if token.i in scene.quoted:
        for verb in clauses_above(token):
            for subject in subjects(verb):
                if subject.i not in scene.quoted:
                    yield from scene.found.get(subject.i, ())


def _single(actors: tuple[Actor, ...], fits: Fits) -> tuple[Actor, ...]:
    return actors if len(actors) == 1 and fits(actors[0]) else ()


def _is_person(actors: tuple[Actor, ...]) -> bool:
    return actors[0].kind == "person"


def _somebody_else(noun: Token, pronoun: Token) -> bool:
    """Whether a noun means one person of that gender whom the article does not name."""
    role = known.role_noun(noun.text)
    return is_somebody(noun) and role is not None and role.gender in (None, "-", gender(pronoun.lower_))


def _own_sentence(scene: Scene, token: Token) -> list[Candidate]:
    return next(scene.sentences_back(token, 0), [])


def _nearest(scene: Scene, token: Token, fits: Fits, sure: Fits) -> tuple[Actor, ...]:
    """The fitting person of the nearest sentence that names any: in its own the last subject, before it the first.

    Of several in like places those count whose gender is known.
    """
    own, quoted = token.sent.start, token.i in scene.quoted

    def follows(source: Token) -> bool:  # an unnamed source of whom the narrator told in a sentence before
        return not quoted and source.i < own and source.tag_ in SINGULAR and is_main_subject(source)

    for back, (named, sentence) in enumerate(
        zip(scene.sentences_back(token, LOOK_BACK), sentences(token), strict=False)
    ):
        fitting = [(t, actors) for t, actors in named if _single(actors, fits) and (_is_person(actors) or follows(t))]
        acting = [(t, actors) for t, actors in fitting if is_subject(t)]
        main = [(t, actors) for t, actors in acting if back and is_main_subject(t)]
        if back and not main and _unnamed_subject(scene, sentence, token):
            return ()
        if best := main or acting or fitting:
            known_ones = [actors for _, actors in best if sure(actors[0])] or [actors for _, actors in best]
            return known_ones[0 if back else -1]
    return ()


def _unnamed_subject(scene: Scene, sentence: Span, pronoun: Token) -> bool:
    """Whether the subject of a sentence is somebody of that gender whom the article does not name."""
    main = (t for t in subjects(sentence.root) if scene.heard(t.i, pronoun))
    return any(t.i not in scene.found and _somebody_else(t, pronoun) for t in main)
