"""Who holds an office no more because the article tells of the end: Justice Roe "died", the minister "was fired"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.modality import CONDITIONS
from kg.extract.offices.claims import Claim, claims_in, phrase_of
from kg.extract.offices.predicates import PRONOUNS, subjects, told
from kg.extract.reading import Named, Reading
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Token

WHOSE = {"nsubj": "subject", "nsubjpass": "object", "dobj": "object", "poss": "owner", "pobj": "owner"}
PAST = frozenset({"VBD", "VBN"})
WISHES = frozenset(
    {"call", "demand", "seek", "want", "urge", "threaten", "wish", "plan", "plot", "order", "ask", "press", "push"}
)
DEATH = "death"
GONE = 0.8
MAX_ABOVE = 3


class End(NamedTuple):
    """Where a word tells of the end of somebody's office, and its kind: death or leaving."""

    at: Token
    kind: str


def bygone(reading: Reading, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims; formerly held are all offices of who died, and what is named in the sentence of who left it."""
    ends: dict[str, list[End]] = defaultdict(list)
    for person in (n for n in reading.named if n.actor.kind == "person"):
        ends[person.actor.id] += [
            end for token in _places(reading, person) if (end := _end(token)) and not _elsewhere(end)
        ]
    for claim in claims:
        sentence = reading.doc[claim.at].sent
        over = any(end.kind == DEATH or end.at.sent == sentence for end in ends[claim.person.actor.id])
        now = claim.phrase.status in {"current", "acting"}
        yield replace(claim, phrase=replace(claim.phrase, status="former")) if over and now else claim


def departure(reading: Reading, person: Named) -> Iterator[Claim]:
    """The office that somebody left, by the noun that tells of it: the departure of Roe "as attorney general"."""
    for token in _places(reading, person):
        if end := _end(token):
            links = (c for c in end.at.children if c.dep_ == "prep" and c.lower_ == "as" and end.at.pos_ == "NOUN")
            for role in (c for link in links for c in link.children if c.dep_ == "pobj"):
                yield from claims_in(reading, person, phrase_of(role), GONE, "former")


def _elsewhere(end: End) -> bool:
    """Whether it is told which other office is left: the minister resigned "as party leader", "from Orbex"."""
    links = {c.lower_: c for c in end.at.children if c.dep_ == "prep"}
    of_name = any(c.pos_ == "PROPN" for c in links["from"].children) if "from" in links else False
    return end.kind != DEATH and ("as" in links or "to" in links or of_name)  # "retired to his room"


def _places(reading: Reading, person: Named) -> Iterator[Token]:
    """Where a name stands, the "who" behind it, and once for each actor its other names; "he" may be another."""
    root = reading.doc[person.start : person.end].root
    yield root
    yield from (t for t in subjects(reading, person) if t != root and t.lower_ == "who")
    yield from (t for t in reading.meant(person) if t != root and t.lower_ not in PRONOUNS)


def _end(token: Token) -> End | None:
    """The end that a word tells of whom it stands for; a list is of those who share it."""
    while token.dep_ == "conj":
        token = token.head
    word = token.head
    if token.dep_ == "pobj" and word.lower_ == "of":
        word = word.head
    noun = word.pos_ == "NOUN"
    row = _ending().get((word.lemma_.lower(), "noun" if noun else "verb"))
    if row is None or WHOSE.get(token.dep_) != row["whose"]:
        return None
    return End(word, row["kind"]) if (not _wished(word) if noun else _done(word)) else None


def _done(verb: Token) -> bool:
    """Whether a verb tells of what has happened."""
    open_ = any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in verb.lefts)
    return verb.tag_ in PAST and told(verb) and not open_ and not any(c.tag_ == "MD" for c in verb.children)


def _wished(noun: Token) -> bool:
    """Whether a noun's deed is only called for, feared or possible."""
    above = list(islice(noun.ancestors, MAX_ABOVE))
    return any(t.lemma_.lower() in WISHES or any(c.tag_ == "MD" for c in t.lefts) for t in above)


@cache
def _ending() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["word"], row["class"]): row for row in rows("departures.tsv")}
