"""Who holds which role where: titles, appositions, copulas, verbs of office, party tags."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.bodies import Bodies
from kg.extract.homes import countries_of, is_national
from kg.extract.reading import Named, Reading
from kg.extract.roles import RolePhrase, read_role
from kg.model import Membership, Status, fold
from kg.resources import rows

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EXTRACTOR = "memberships/1"

STOPS = frozenset(
    {",", ";", ":", "(", ")", '"', "--", "who", "that", "which", "where", "whose", "while", "when", "but", "as"}
)
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
TAG = re.compile(r"\s?,?\s?\(?\s?(?P<party>[A-Z][a-z]{0,3})\.?\s?[-,]\s?(?P<place>(?:[A-Z][\w.]*\s?){1,3})")
LIST = re.compile(
    r"(?:\s*(?:of|from)(?:\s[A-Z][\w.]*){1,3}|\s*\([^()]*\)|\s*,\s*[RDI]-[A-Z][\w.]*(?:\s[A-Z]\w*)?)?\s*(?:,|and|&|, and)\s*"
)
MAX_APPOSITION = 24  # tokens

TITLE, APPOSITION, COPULA, VERB, PARTY_TAG = 0.95, 0.9, 0.8, 0.8, 0.95
GUESSED_COUNTRY = 0.8  # times the rest, where the country is that of the article's other bodies


@dataclass(frozen=True, slots=True)
class Claim:
    """Before it is settled: a person, a role phrase, and the token at which the evidence stands."""

    person: Named
    phrase: RolePhrase
    at: int
    confidence: float


def memberships(reading: Reading) -> Iterator[Membership]:
    """The memberships of an article, each person's role at a body once."""
    bodies, claims = Bodies(reading), list(_claims(reading))
    homes = countries_of(reading, [(c.person.actor.id, c.phrase) for c in claims])
    found = [m for claim in claims for m in _memberships(reading, bodies, homes.get(claim.person.actor.id), claim)]
    yield from _settled(found)


def _claims(reading: Reading) -> Iterator[Claim]:
    persons = [n for n in reading.named if n.actor.kind == "person"]
    for person in persons:
        for finder in FINDERS:
            yield from finder(reading, person)


def _title(reading: Reading, person: Named) -> Iterator[Claim]:
    """ "Mexican Interior Secretary" Miguel Osorio."""
    if person.title < person.start:
        yield from _claim(reading, person, person.title, person.start, TITLE)


def _shared_title(reading: Reading, person: Named) -> Iterator[Claim]:
    """ "Sens." Jane Roe of Ohio and John Doe: a plural title counts for each name of the list."""
    doc = reading.doc
    before = [
        n
        for n in reading.named
        if n.actor.kind == "person" and n.end <= person.start and doc[n.end - 1].sent == doc[person.start].sent
    ]
    chain = [*before, person]
    for left, right in zip(chain[-2::-1], chain[:0:-1], strict=True):
        if right.title < right.start or not LIST.fullmatch(doc[left.end : right.start].text):
            return
        if left.title < left.start and _plural(doc[left.start - 1]):
            for claim in _claim(reading, left, left.title, left.start, TITLE):
                yield replace(claim, person=person, at=person.start)
            return


def _plural(token: Token) -> bool:
    return token.tag_ in {"NNS", "NNPS"} or token.text in {"Sens.", "Reps.", "Govs.", "Sens", "Reps"}


def _apposition_after(reading: Reading, person: Named) -> Iterator[Claim]:
    """Carlos Gutierrez, "former secretary of Commerce"."""
    doc, start = reading.doc, person.end
    while start < len(doc) and doc[start].text == "," and (end := _apposition_end(reading, start + 1)) > start + 1:
        if (
            doc[start + 1].is_sent_start
            or (doc[start + 1].lower_ in {"and", "or", "his", "her", "their"}
            and not _is_role(doc, start + 1, end))
        ):
            return
        parts = list(_claim(reading, person, start + 1, end, APPOSITION))
        yield from parts
        if not parts and not TAG.match(doc[person.end : end].text):
            return
        start = end


def _apposition_end(reading: Reading, start: int) -> int:
    doc, end = reading.doc, start
    names = {n.title for n in reading.named if n.title < n.start and n.actor.kind == "person"}
    while end < min(len(doc), start + MAX_APPOSITION):
        token = doc[end]
        if token.text in STOPS or token.lower_ in STOPS or token.tag_ in FINITE or token.is_space or token.tag_ == ".":
            break
        if end in names:  # "Smith, Senator Jones and …": a list of persons
            return start
        end += 1
    return end


def _is_role(doc: Doc, start: int, end: int) -> bool:
    return read_role(doc[start:end].text) is not None


def _apposition_before(reading: Reading, person: Named) -> Iterator[Claim]:
    """ "Mexico's foreign minister", Luis Videgaray."""
    doc, comma = reading.doc, person.start - 1
    if (
        person.title < person.start
        or comma < 2
        or doc[comma].text != ","
        or person.end >= len(doc)
        or not doc[person.end].is_punct
    ):
        return
    head = next((t for t in (doc[comma - 1], *doc[comma - 1].ancestors) if known.role_noun(t.text)), None)
    if (
        head is None
        or head.i >= comma
        or comma - head.left_edge.i > MAX_APPOSITION
        or head.sent != doc[person.start].sent
    ):
        return
    if head.i not in reading.means or reading.means[head.i] == (person.actor,):
        yield from _claim(reading, person, head.left_edge.i, comma, APPOSITION)


def _copula(reading: Reading, person: Named) -> Iterator[Claim]:
    """Smith is "the mayor of Leeds"; she became "chancellor"."""
    for subject in _subjects(reading, person):
        verb = subject.head
        if verb.lemma_ != "be" or subject.dep_ != "nsubj" or any(c.dep_ == "neg" for c in verb.children):
            continue
        for attribute in (c for c in verb.children if c.dep_ == "attr" and known.role_noun(c.text)):
            past: Status = "former" if verb.tag_ == "VBD" else "current"
            yield from _claim(reading, person, attribute.left_edge.i, attribute.right_edge.i + 1, COPULA, past)


def _verbs(reading: Reading, person: Named) -> Iterator[Claim]:
    """Smith "was named minister", "serves as mayor", "leads the party", "is running for president"."""
    for subject in _subjects(reading, person):
        verb = subject.head
        row = _role_verbs().get(verb.lemma_)
        if row is None or any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children) or verb.dep_ == "xcomp":
            continue
        yield from _FRAMES[row["frame"]](reading, person, subject, verb, row)


def _subjects(reading: Reading, person: Named) -> Iterator[Token]:
    """The person's name as a subject, and a "who" that stands for it."""
    root = reading.doc[person.start : person.end].root
    if root.dep_ in {"nsubj", "nsubjpass"}:
        yield root
    beside = [root, *(c for c in root.children if c.dep_ == "appos")]
    for clause in (c for noun in beside for c in noun.children if c.dep_ == "relcl"):
        yield from (c for c in clause.children if c.lower_ == "who" and c.dep_ in {"nsubj", "nsubjpass"})


def _as_role(reading: Reading, person: Named, subject: Token, verb: Token, row: dict[str, str]) -> Iterator[Claim]:
    named_by_others = verb.lemma_ in {
        "serve",
        "work",
        "act",
        "become",
        "remain",
        "resign",
        "step",
        "quit",
        "retire",
        "run",
    }
    if not named_by_others and subject.dep_ != "nsubjpass":
        return
    for child in verb.children:
        role = child
        if child.dep_ == "prep" and child.lower_ == "as":
            role = next((c for c in child.children if c.dep_ == "pobj"), child)
        elif child.dep_ not in {"oprd", "attr", "dobj"}:
            continue
        if known.role_noun(role.text):
            yield from _claim(reading, person, role.left_edge.i, role.right_edge.i + 1, VERB, row["status"])  # type: ignore[arg-type]


def _leads_body(reading: Reading, person: Named, subject: Token, verb: Token, row: dict[str, str]) -> Iterator[Claim]:
    body = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if subject.dep_ != "nsubj" or body is None or not any(t.pos_ == "PROPN" for t in body.subtree):
        return
    text = f"{row['role']} of {reading.text(body.left_edge.i, body.i + 1)}"
    phrase = read_role(text)
    if phrase and phrase.body:
        yield Claim(
            person, replace(phrase, status="former" if verb.tag_ in {"VBD", "VBN"} else "current"), verb.i, VERB
        )


def _runs_for(reading: Reading, person: Named, subject: Token, verb: Token, row: dict[str, str]) -> Iterator[Claim]:
    for preposition in (c for c in verb.children if c.dep_ == "prep" and c.lower_ == "for"):
        for office in (c for c in preposition.children if c.dep_ == "pobj" and known.role_noun(c.text)):
            phrase = read_role(reading.text(office.left_edge.i, office.i + 1))
            if phrase:
                yield Claim(person, replace(phrase, role=f"candidate for {phrase.role}", status="future"), verb.i, VERB)


def _tag(reading: Reading, person: Named) -> Iterator[Claim]:
    """Smith ("R-Ohio")."""
    match = TAG.match(reading.doc[person.end : person.end + 8].text)
    party = known.party_tag(match["party"]) if match else None
    if match and party and known.region(match["place"].strip()):
        yield Claim(person, RolePhrase("member", party=party), person.end, PARTY_TAG)


def _claim(
    reading: Reading, person: Named, start: int, end: int, confidence: float, status: Status = "current"
) -> Iterator[Claim]:
    """A claim for each role of a phrase: "founder and chairman of the party" holds two."""
    for part_start, part_end in _conjuncts(reading.doc, start, end):
        phrase = read_role(reading.text(part_start, part_end))
        if phrase:
            settled = phrase if phrase.status != "current" else replace(phrase, status=status)
            yield Claim(person, settled, part_start, confidence)


def _conjuncts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    for i in range(start + 1, end - 1):
        if doc[i].lower_ == "and" and read_role(doc[i + 1 : end].text) and read_role(doc[start:i].text):
            yield start, i
            yield from _conjuncts(doc, i + 1, end)
            return
    yield start, end


def _memberships(reading: Reading, bodies: Bodies, home: str | None, claim: Claim) -> Iterator[Membership]:
    """The role at its body, and the party that the phrase names."""
    phrase = claim.phrase
    shared = {"person": claim.person.actor, "evidence": (reading.sentence(reading.doc[claim.at]),), "extractor": EXTRACTOR,
              "observed": reading.article.published}  # fmt: skip
    if phrase.party:
        yield Membership(role="member", organization=bodies.find(phrase.party), confidence=claim.confidence, **shared)  # type: ignore[arg-type]
    if fold(phrase.role) in PARTY_ROLES:
        return
    seat, guessed = _seat(phrase, home, bodies)
    confidence = claim.confidence * (GUESSED_COUNTRY if guessed else 1.0)
    if seat is None:  # a role at nobody knows what: seven of eight such readings were wrong or of no use
        return
    yield Membership(
        role=phrase.role, organization=bodies.find(seat), status=phrase.status, confidence=confidence, **shared
    )  # type: ignore[arg-type]


def _seat(phrase: RolePhrase, home: str | None, bodies: Bodies) -> tuple[str | None, bool]:
    """Name of the body at which a role is held, and whether its country was guessed from the article."""
    office = phrase.office
    if phrase.body and (phrase.linked or bodies.knows(phrase.body)):
        return phrase.body, False
    if office and office.country and home not in (None, office.country) and not phrase.nation:
        return home, True  # "attorney general" in an article about Britain alone
    if office and (seats := known.seats(office, country=phrase.nation, place=phrase.place, party=phrase.party)):
        return seats[0], False
    if office and home and is_national(office) and not phrase.linked and not phrase.place:
        return home, True
    return phrase.nation or phrase.place, False


def _settled(found: Iterable[Membership]) -> Iterator[Membership]:
    """One membership a person, role and body: a former office is not also current; a role with a body outdoes one without."""
    groups: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for item in found:
        groups[item.person.id, fold(item.role)].append(item)
    for same in groups.values():
        seated = [m for m in same if m.organization] or same
        told = {m.status for m in seated if m.status != "current"}
        for item in seated:
            yield replace(item, status=next(iter(told))) if len(told) == 1 and item.status == "current" else item


@cache
def _role_verbs() -> dict[str, dict[str, str]]:
    return {row["verb"]: row for row in rows("role_verbs.tsv")}


PARTY_ROLES = frozenset({"republican", "democrat", "democratic", "independent", "liberal", "conservative", "member"})

FINDERS: tuple[Callable[[Reading, Named], Iterator[Claim]], ...] = (
    _title,
    _shared_title,
    _apposition_after,
    _apposition_before,
    _copula,
    _verbs,
    _tag,
)
_FRAMES = {"as": _as_role, "body": _leads_body, "for": _runs_for}
