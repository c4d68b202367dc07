"""Words that tell what one actor does to another, and the places in the sentence where the two may stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.deeds.verdicts import complements, verdict
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.model import Relation

VERBS = frozenset({"VERB", "AUX"})
PARTS = {"NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
PARTICLES = frozenset({"prt", "advmod", "dobj", "acomp", "prep"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative", "nsubjpass"})
CLAUSES = frozenset({"xcomp", "ccomp"})
NON_FINITE = frozenset({"VB", "VBN", "VBG", "NN", "NNS", "NNP", "JJ"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
OWNERS = frozenset({"poss", "compound", "amod", "nmod"})
THROUGH = frozenset({"prt", "prep", "advmod", "acomp", "npadvmod", "dobj"})  # between a verb and its preposition
CLOSE = frozenset({"of", "by", "from"})  # prepositions that a noun shares with no verb
TOPICS = frozenset({"about", "on", "over"})
HOSTILE = frozenset({"against", "on", "at"})
MAX_SPLIT = 4  # tokens between verbs that share an object: "praised or attacked her"


class Cue(NamedTuple):
    """A row of the table: what it tells, and the frames in which target and source stand."""

    word: str
    pos: str
    relation: Relation
    target: tuple[str, ...]
    source: tuple[str, ...]
    needs: str


def cues_at(token: Token) -> list[Cue]:
    """The cues that a token is, as its sentence allows them; with its particle ("lash out") it is another verb."""
    return [cue for cue in _rows_of(token) if _allowed(token, cue.needs)]


def _rows_of(token: Token) -> tuple[Cue, ...]:
    lemma = token.lemma_.lower()
    if token.pos_ not in VERBS:
        return _table().get((lemma, PARTS.get(token.pos_, "")), ())
    pairs = (_table().get((f"{lemma} {c.lower_}", "verb"), ()) for c in token.rights if c.dep_ in PARTICLES)
    found = tuple(chain.from_iterable(pairs)) or _table().get((lemma, "verb"), ())
    return found + _table().get((token.lower_, "adj"), ()) if token.tag_ in {"VBN", "VBD"} else found


@cache
def _table() -> dict[tuple[str, str], tuple[Cue, ...]]:
    found: dict[tuple[str, str], list[Cue]] = {}
    for row in rows("interaction_cues.tsv"):
        target, source = (tuple(row[end].split(" | ")) for end in ("target", "source"))
        cue = Cue(row["cue"], row["pos"], row["relation"], target, source, row["needs"])  # type: ignore[arg-type]
        found.setdefault((row["cue"], row["pos"]), []).append(cue)
    return {key: tuple(cues) for key, cues in found.items()}


def _allowed(token: Token, needs: str) -> bool:
    """Whether a cue has beside it what its row asks for; "person" and "force" are asked of the actors."""
    if needs == "to":
        return any(c.tag_ == "VB" for c in infinitives(token))
    if needs in {"blame", "praise"}:
        return any(verdict(word) == needs for word in complements(token))
    return needs in {"", "person", "force"} or any(c.lower_ == needs for c in token.subtree)


def infinitives(verb: Token) -> list[Token]:
    """The clauses without tense that a verb governs: "urged them to leave", "wanted him fired"."""
    return [c for c in verb.rights if c.dep_ in CLAUSES and c.tag_ in NON_FINITE and not _is_finite(c)]


def _is_finite(verb: Token) -> bool:
    return any(c.dep_ == "mark" or (c.dep_ in {"aux", "auxpass"} and c.lower_ != "to") for c in verb.lefts)


def places(token: Token, frame: str) -> Iterator[Token]:
    """The heads of what stands in a frame of a cue word; conjuncts only where a frame is made of them."""
    yield from _FRAMES.get(frame, _after)(token, frame)


def _objects(verb: Token, _: str) -> Iterator[Token]:
    """Object, also as subject of its infinitive; subject of the passive; the noun that a clause stands by."""
    direct = [c for c in verb.children if c.lower_ == "whom" or (c.dep_ in OBJECTS and c.pos_ != "ADP")]
    direct += [s for c in infinitives(verb) for s in c.lefts if s.dep_ == "nsubj"]
    direct += [verb.head] if is_hyphened(verb) else []
    direct += [c for c in verb.rights if c.dep_ == "oprd" and c.pos_ == "PROPN"]  # "called Democrats Brown and Green"
    if direct:
        yield from (verb.head if t.lower_ in RELATIVE and verb.dep_ == "relcl" else t for t in direct)
    elif (verb.dep_ == "acl" and verb.tag_ == "VBN") or (verb.dep_ == "relcl" and _has_own_subject(verb)):
        yield verb.head
    elif verb.dep_ == "conj" and verb.tag_ == "VBN":  # "was arrested and charged"
        yield from (c for c in verb.head.lefts if c.dep_ == "nsubjpass")
    else:
        yield from _shared(verb)


def is_hyphened(verb: Token) -> bool:
    """As in "Iran-backed rebels"."""
    return verb.tag_ in {"VBN", "VBD"} and verb.dep_ == "amod" and verb.i > 1 and verb.nbor(-1).text == "-"


def _shared(verb: Token) -> Iterator[Token]:
    """As in "praised or attacked her", where the object hangs on the last verb only."""
    for other in verb.rights:
        if other.dep_ == "conj" and other.pos_ in VERBS and other.i <= verb.i + MAX_SPLIT:
            yield from (c for c in other.rights if c.dep_ == "dobj")


def _has_own_subject(verb: Token) -> bool:
    return any(c.dep_ == "nsubj" and c.lower_ not in RELATIVE for c in verb.lefts)


def _subjects(verb: Token, _: str) -> Iterator[Token]:
    for token in verb.lefts:
        if token.dep_ == "nsubj":
            yield verb.head if token.lower_ in RELATIVE and verb.dep_ == "relcl" else token


def _after(token: Token, word: str) -> Iterator[Token]:
    """Objects of a preposition, also through a particle or an object: "lash out at", "declare war on"."""
    holders = [token, *(c for c in token.rights if c.dep_ in THROUGH and c.pos_ != "PROPN")]
    if token.dep_ == "dobj" and word not in CLOSE:  # "voiced its anger on Sunday at"
        holders.append(token.head)
    if token.pos_ == "NOUN":  # "talks about taxes with"
        holders += [
            p for c in token.rights if c.lower_ in TOPICS for p in c.rights if p.dep_ == "pobj" and word == "with"
        ]
    for holder in holders:
        for prep in holder.rights:
            if prep.lower_ == word and prep.i > token.i and prep.dep_ in {"prep", "dative", "agent", "mark"}:
                yield from (c for c in prep.rights if c.dep_ == "pobj")


def _owners(noun: Token, _: str) -> Iterator[Token]:
    """As in "Brown's arrest"; but in "Brown's arrest of Green" Brown is not arrested."""
    if not any(c.lower_ == "of" for c in noun.rights):
        yield from (c for c in noun.lefts if c.dep_ in OWNERS)


def _in_infinitive(verb: Token, _: str) -> Iterator[Token]:
    """As in "threatened to sue Brown", "threatened to impose tariffs on Brown"."""
    for clause in infinitives(verb):
        yield from (c for c in clause.rights if c.dep_ == "dobj")
        yield from (t for word in sorted(HOSTILE) for t in _after(clause, word))


def _in_clause(verb: Token, frame: str) -> Iterator[Token]:
    """Who shall do what a clause says ("demanded that he resign"), or of whom it tells ("complained that he lied")."""
    for clause in verb.rights:
        if clause.dep_ == "ccomp" and is_wish(clause) == (frame == "that"):
            yield from (c for c in clause.lefts if c.dep_ in SUBJECTS)


def is_wish(verb: Token) -> bool:
    """Whether a clause with a subject says what shall be: "that Brown resign", "Brown to resign"."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or any(c.dep_ == "aux" and c.lower_ != "to" for c in verb.lefts):
        return False
    one = verb.dep_ == "ccomp" and subject.tag_ in {"NNP", "NN"} and not subject.conjuncts
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and one)


def _for(token: Token, _: str) -> Iterator[Token]:
    """As in "called for Brown to resign", "called for Brown's resignation"."""
    yield from _after(token, "for")
    for clause in token.rights:
        if clause.tag_ == "VB" and any(c.lower_ == "for" and c.dep_ == "mark" for c in clause.lefts):
            yield from (c for c in clause.lefts if c.dep_ in SUBJECTS)


def _mutual(verb: Token, _: str) -> Iterator[Token]:
    """As in "Brown and Green met": the first meets the others."""
    for subject in _subjects(verb, ""):
        yield from subject.conjuncts


def _between(noun: Token, _: str) -> Iterator[Token]:
    """As in "talks between Brown and Green", "Brown and Green reached a deal": those after the first."""
    between = next((t for t in noun.subtree if t.lower_ == "between"), None)  # "talks this week on trade between"
    for first in between.rights if between else ():
        yield from first.conjuncts
    beside = [*noun.rights, *noun.head.rights]
    if noun.dep_ == "dobj" and not any(c.lower_ in {"with", "between"} for c in beside):
        yield from _mutual(noun.head, "")


def _recipients(verb: Token, _: str) -> Iterator[Token]:
    """As in "promised Brown a loan"."""
    yield from (c for c in verb.rights if c.dep_ == "dative" and c.pos_ != "ADP")


_FRAMES: dict[str, Callable[[Token, str], Iterator[Token]]] = {
    "obj": _objects, "subj": _subjects, "own": _owners, "inf": _in_infinitive, "that": _in_clause, "for": _for,
    "fact": _in_clause, "mutual": _mutual, "between": _between, "dative": _recipients,
}  # fmt: skip
