"""Who "he", "she", "it" and "they" mean: the subject of a clause above, else the nearest fitting actor, subjects first.

Source of the method: Hobbs (1978) for the order of search, simplified to clauses, sentences and subjects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.candidates import (
    SINGULAR,
    Candidate,
    Scene,
    clauses_above,
    is_main_subject,
    is_somebody,
    is_subject,
    same_clause,
    subjects,
)
from kg.model import Actor
from kg.resources import words

if TYPE_CHECKING:
    from spacy.tokens import Token

Fits = Callable[[Actor], bool]

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
REFLEXIVE = frozenset({"himself", "herself"})
RELATIVE = frozenset({"who", "which", "that"})
CLAUSAL = frozenset({"ccomp", "csubj", "xcomp", "advcl", "acl"})
SINGLE = frozenset({"person", "unnamed"})
BODIES, GROUPS = (
    frozenset({"organization", "government"}),
    frozenset({"organization", "government", "group", "unnamed"}),
)
LOOK_BACK = 3  # sentences before the pronoun's own


def gender(word: str) -> str | None:
    """The gender that a pronoun tells."""
    return "m" if word in MALE else "f" if word in FEMALE else None


def shown(scene: Scene, told: Mapping[str, str]) -> dict[str, str]:
    """The gender of persons of whom neither name nor title tells it, by the pronouns in their own clauses."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for token in scene.doc:
        sex = gender(token.lower_)
        named = (a for t in _above(scene, token) for a in scene.found.get(t.i, ())) if sex else iter(())
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

    for subject in _above(scene, token):
        if subject.i in scene.found:
            chosen = _single(scene.found[subject.i], free)
            if chosen and _is_person(chosen):  # what a source says of "him" is about somebody else
                return chosen
        elif _somebody_else(subject, token):
            return ()
    return _nearest(scene, token, free, lambda actor: actor.id in genders)


def _above(scene: Scene, token: Token) -> Iterator[Token]:
    """The subjects of the clauses that a token is in, the nearest first; those that follow only a clause set before."""
    for verb in clauses_above(token):
        for subject in subjects(verb):
            meant = verb.head if subject.lower_ in RELATIVE and verb.dep_ == "relcl" else subject
            own = meant.i == token.i or (verb == _verb(token) and token.i not in scene.found and _is_object(token))
            ahead = meant.i > token.i and not _set_before(token, verb)
            if not own and not ahead and scene.heard(meant.i, token):
                yield meant


def _verb(token: Token) -> Token:
    return token.head.head if token.head.dep_ == "prep" else token.head


def _is_object(token: Token) -> bool:
    return token.dep_ in {"dobj", "dative", "pobj"} and token.lower_ not in REFLEXIVE


def _set_before(token: Token, verb: Token) -> bool:
    """Whether a token stands in a subordinate clause before the verb: "After he took office, Roe …"."""
    return any(c.dep_ == "advcl" and c.i < verb.i and c.is_ancestor(token) for c in verb.children)


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

    for back, named in enumerate(scene.sentences_back(token, LOOK_BACK)):
        fitting = [(t, actors) for t, actors in named if _single(actors, fits) and (_is_person(actors) or follows(t))]
        acting = [(t, actors) for t, actors in fitting if is_subject(t)]
        main = [(t, actors) for t, actors in acting if back and is_main_subject(t)]
        if back and not main and named and _unnamed_subject(scene, named[0][0], token):
            return ()
        if best := main or acting or fitting:
            known_ones = [actors for _, actors in best if sure(actors[0])] or [actors for _, actors in best]
            return known_ones[0 if back else -1]
    return ()


def _unnamed_subject(scene: Scene, within: Token, pronoun: Token) -> bool:
    """Whether the subject of a sentence is somebody of that gender whom the article does not name."""
    main = subjects(within.sent.root)
    return any(t.i not in scene.found and _somebody_else(t, pronoun) for t in main)


def body(scene: Scene, token: Token) -> tuple[Actor, ...]:
    """Whom "it" means: the body that is the subject of the clause or sentence before."""
    if token.lower_ == "it" and is_expletive(token):
        return ()
    return _subject_before(scene, token, BODIES)


def several(scene: Scene, token: Token) -> tuple[Actor, ...]:
    """Whom "they" means: the group, body or persons that are the subject of the clause or sentence before."""
    return _subject_before(scene, token, GROUPS)


def _subject_before(scene: Scene, token: Token, kinds: frozenset[str]) -> tuple[Actor, ...]:
    """The body that is the subject of a clause above, else that of the sentence before, its main clause first."""
    above = next((t for t in _above(scene, token) if t.i in scene.found), None)
    if above is not None:
        return _together(scene, token, above, kinds)
    for back, named in enumerate(scene.sentences_back(token, 1)):
        acting = [t for t, _ in named if is_subject(t) and t.i < token.i]
        main = [t for t in acting if is_main_subject(t)]
        if acting:
            return _together(scene, token, main[-1] if main and back else acting[-1], kinds)
    return ()


def _together(scene: Scene, token: Token, subject: Token, kinds: frozenset[str]) -> tuple[Actor, ...]:
    """All that a subject names with its conjuncts, where "it" or "they" may mean them."""
    places = sorted({subject.i, *(t.i for t in subject.conjuncts)})
    same = tuple(dict.fromkeys(a for i in places for a in scene.found.get(i, ())))
    fits = all(a.kind in kinds for a in same) or (token.lower_ in PLURAL and len(same) > 1)
    return same if fits and not same_clause(subject, token) else ()


def is_expletive(token: Token) -> bool:
    """Whether "it" means nothing: of the weather, "it is clear that", "it takes"."""
    verb = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    if verb.lemma_.lower() in words("expletive_verbs.tsv"):
        return True
    told = any(c.dep_ in {"acomp", "attr", "oprd"} for c in verb.children) or token.dep_ == "nsubjpass"
    return (verb.lemma_ == "be" or token.dep_ == "nsubjpass") and told and any(_follows(c, verb) for c in verb.subtree)


def _follows(token: Token, verb: Token) -> bool:
    """Whether a clause behind the verb is what "it" announces."""
    near = verb in (token.head, token.head.head)
    opened = any(c.dep_ in {"mark", "aux"} and c.lower_ in {"that", "to", "for", "whether"} for c in token.children)
    return token.i > verb.i and near and token.dep_ in CLAUSAL and opened
