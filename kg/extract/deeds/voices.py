"""What speakers say of others, within quotation marks or in reported speech: blame, praise, demands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.deeds.acts import SUBJECTS, VERBS, cues_at
from kg.extract.deeds.doers import doers
from kg.extract.deeds.verdicts import about, verdict
from kg.extract.modality import NEGATIONS
from kg.extract.subjects import ancestors, is_saying

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.extract.reading import Quote, Reading
    from kg.model import Actor

PARTS_OF_NAMES = frozenset({"compound", "conj", "appos", "flat"})
REPORTED = frozenset({"ccomp", "parataxis"})
DUTIES = frozenset({"should", "must", "ought"})
TURNED = {"blame": "praise", "praise": "blame"}  # by "not"
DOUBTS = frozenset({"could", "may", "might", "if", "whether"})
AHEAD = frozenset({"will", "would", "'ll"})  # "Brown will be charged" tells and does not blame
NEEDS = frozenset({"need", "have"})  # "needs to resign", "has to resign"


class Remark(NamedTuple):
    """A mention of an actor in somebody's words: who speaks, of whom, where, and traits of what is said."""

    speaker: Actor
    actor: Actor
    at: Token
    traits: tuple[str, ...]

    @property
    def demands(self) -> bool:
        """Whether the speaker says what the other should do."""
        return "duty" in self.traits


def remarks(reading: Reading) -> Iterator[Remark]:
    """The mentions of actors in the words of others."""
    for token in reading.doc:
        if (actors := reading.actors_at(token)) and not _goes_on(reading, token):
            speakers, way = _voice(reading, token)
            traits = tuple(_traits(reading, token, way)) if speakers else ()
            for speaker in speakers:
                yield from (Remark(speaker, actor, token, traits) for actor in actors if actor.id != speaker.id)


def _goes_on(reading: Reading, token: Token) -> bool:
    """Whether a token is not the last of a name."""
    return token.dep_ == "compound" and reading.means.get(token.i) == reading.means.get(token.i + 1) is not None


def _voice(reading: Reading, token: Token) -> tuple[tuple[Actor, ...], str]:
    if quote := reading.quote_at(token):
        return quote.speakers, "quoted"
    for node in ancestors(token):
        if node.dep_ in REPORTED and is_saying(node.head):
            return tuple(end.actor for end in doers(reading, node.head, "criticize")), "reported"
    return (), ""


def _traits(reading: Reading, token: Token, way: str) -> Iterator[str]:
    """How a sentence speaks of somebody: as its subject or otherwise, with which words, and in which mood."""
    top = next((t for t in ancestors(token) if t.dep_ not in PARTS_OF_NAMES), token)
    head, role = top.head, top.dep_
    clause = next((t for t in ancestors(head) if t.pos_ in VERBS), head)
    near = [word for word in _said(head, top, clause) if _within(word, reading.quote_at(token))]
    denied = any(word.lower_ in NEGATIONS for word in (*near, *clause.children))
    found = sorted({v for word in near if (v := verdict(word))})
    yield from (way, role, f"{way} {role}")
    yield from (f"{word} {role}" for word in found or ["plain"])
    doubts = DOUBTS | AHEAD if role == "nsubjpass" else DOUBTS
    if not any(c.lower_ in doubts for c in clause.lefts) and not (denied and role != "nsubj"):
        yield from (TURNED[word] if denied else word for word in found)
    yield from (f"is {word}" for word in found if clause.lemma_ == "be" and top.dep_ == "nsubj")
    yield from ("denied",) if denied else ()
    yield from sorted({f"far {v}" for word in token.sent if word not in near and (v := verdict(word))})
    yield from _moods(clause, top.dep_ in SUBJECTS)


def _said(head: Token, top: Token, clause: Token) -> Iterator[Token]:
    """The words that say something of a mention, none where it is an object: "they betrayed Brown"."""
    if top.dep_ in SUBJECTS:
        yield from about(head, top)
    elif top.dep_ == "poss" and not any("own" in cue.target for cue in cues_at(head)):  # not "Brown's arrest"
        yield from about(head, top, 2)
        yield from about(clause, head) if head.dep_ in SUBJECTS else [clause, head.head.head]
    elif top.dep_ == "pobj":
        yield from about(head.head, head, 2)


def _within(word: Token, quote: Quote | None) -> bool:
    return quote is None or quote.start <= word.i < quote.end


def _moods(clause: Token, does: bool) -> Iterator[str]:
    marks = {c.lower_ for c in clause.lefts if c.dep_ in {"aux", "mark"}}
    needs = clause.lemma_ in NEEDS and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in clause.rights)
    if does and (marks & DUTIES or (needs and not any(c.dep_ == "neg" for c in clause.children))):
        yield "duty"
    yield from sorted(f"mood {m}" for m in marks & {"will", "would", "could", "may", "might", "can", "if"})
    if clause.tag_ in {"VBD", "VBN"}:
        yield "past"
