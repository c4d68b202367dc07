"""Whom "it" and "they" mean: the body or group that is the subject of a clause above or of the sentence before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.meaning.candidates import SUBJECTS, Scene, is_main_subject, is_subject, same_clause, subjects_above
from kg.model import Actor
from kg.resources import words

if TYPE_CHECKING:
    from spacy.tokens import Token

PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
CLAUSAL = frozenset({"ccomp", "csubj", "xcomp", "advcl", "acl"})
OPENING = frozenset({"that", "to", "for", "whether"})
BODIES, GROUPS = (
    frozenset({"organization", "government"}),
    frozenset({"organization", "government", "group", "unnamed"}),
)


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
    above = next((t for t in subjects_above(scene, token) if t.i in scene.found), None)
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
    if token.dep_ not in SUBJECTS:
        return False
    if verb.lemma_.lower() in words("expletive_verbs.tsv"):
        return True
    told = any(c.dep_ in {"acomp", "attr", "oprd"} for c in verb.children) or token.dep_ == "nsubjpass"
    return (verb.lemma_ == "be" or token.dep_ == "nsubjpass") and told and any(_follows(c, verb) for c in verb.subtree)


def _follows(token: Token, verb: Token) -> bool:
    """Whether a clause behind the verb is what "it" announces."""
    near = verb in (token.head, token.head.head)
    opened = any(c.dep_ in {"mark", "aux"} and c.lower_ in OPENING for c in token.children)
    return token.i > verb.i and near and token.dep_ in CLAUSAL and opened
