"""What a name is: each mention votes, by titles, verbs, shapes, the gazetteer and the parser; an article decides once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.names import PLURALS, Name, body_nouns, thing_nouns
from kg.resources import words

if TYPE_CHECKING:
    from spacy.tokens import Doc

Votes = dict[str, float]
Vote = tuple[str, float]

# Weights, found by reading errors on the training articles; certain knowledge outvotes any number of guesses in a mention.
SURE, STRONG, FAIR, WEAK = 6.0, 3.0, 1.5, 0.7
LABELS = {"PERSON": "person", "ORG": "organization", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place",
          "EVENT": "thing", "LAW": "thing", "WORK_OF_ART": "thing", "PRODUCT": "thing", "LANGUAGE": "thing"}  # fmt: skip
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "across", "around", "outside", "inside", "from", "through"})
PERSONAL_NOUNS = frozenset(
    ["wife", "husband", "son", "daughter", "campaign", "administration", "lawyer", "attorney", "aide", "spokesman", "spokeswoman", "office", "tweet", "remarks", "speech"]
)
COUNTRY, DEMONYM, OUTLET = "country", "demonym", "outlet"


def votes(doc: Doc, name: Name) -> Votes:
    """Sum of the votes of one mention, by kind; besides actors' kinds: country, demonym, place, outlet, thing."""
    total: Votes = defaultdict(float)
    for voter in (_gazetteer, _shape, _context, _entity):
        for kind, weight in voter(doc, name):
            total[kind] += weight
    return total


def _gazetteer(doc: Doc, name: Name) -> Iterator[Vote]:
    text = doc[name.start : name.end].text
    if name.titled:
        return
    last = doc[name.end - 1]
    if last.tag_ in PLURALS and last.lower_ in words("body_nouns.tsv", kind="group"):
        yield "group", 2 * SURE
    elif body := known.body(text):
        yield body.kind, SURE
    elif metonym := known.metonym(text):
        yield ("country" if metonym.capital else metonym.kind), STRONG
    if known.country(text):
        yield COUNTRY, SURE
    elif known.demonym(text):
        yield DEMONYM, SURE
    elif known.region(text):
        yield "place", STRONG
    if known.is_outlet(text):
        yield OUTLET, 3 * SURE


def _shape(doc: Doc, name: Name) -> Iterator[Vote]:
    span = doc[name.start : name.end]
    last = span[-1]
    if name.titled:
        yield "person", SURE
    if last.lower_ in words("body_nouns.tsv", kind="government") and len(span) > 1:
        yield "government", SURE
    elif (
        (last.lower_ in body_nouns()
        and len(span) > 1)
        or any(t.lower_ in body_nouns() and t.nbor().lower_ in {"of", "for", "on"} for t in span[:-1])
    ):
        yield "organization", SURE - FAIR
    elif last.lower_ in thing_nouns():
        yield "thing", SURE
    elif last.lower_ in words("body_nouns.tsv", kind="group"):
        yield "group", SURE
    if len(span) == 1 and len(last) > 1 and last.text.isupper() and last.text.isalpha():
        yield "organization", FAIR
    if (len(span) > 1 and known.gender(span[0].text)) or (len(span) > 2 and len(span[1].text.strip(".")) == 1):
        yield "person", STRONG


def _context(doc: Doc, name: Name) -> Iterator[Vote]:
    before = doc[name.title - 1] if name.title and doc[name.title - 1].sent == doc[name.start].sent else None
    after = doc[name.end] if name.end < len(doc) else None
    head = doc[name.start : name.end].root
    if (
        after is not None
        and after.text == "("
        and name.end + 2 < len(doc)
        and doc[name.end + 1].text[:1] in "RDI"
        and "-" in doc[name.end + 1 : name.end + 4].text
    ):
        yield "person", SURE
    if after is not None and after.text == "," and _role_follows(doc, name.end + 1):
        yield "person", FAIR
    if any(t.lower_ == "who" for t in doc[name.end : name.end + 2]):
        yield "person", FAIR
    if head.dep_ == "nsubj" and head.head.lemma_ in speech_verbs():
        yield "person", WEAK
    if after is not None and (
        (after.text == "'s"
        and name.end + 1 < len(doc)
        and doc[name.end + 1].lower_ in PERSONAL_NOUNS)
        or after.lower_ == "administration"
    ):
        yield "person", FAIR
    if before is not None and before.lower_ == "the":
        yield "organization", FAIR
    elif before is not None and before.lower_ in PLACE_PREPOSITIONS:
        yield "place", WEAK


def _role_follows(doc: Doc, start: int) -> bool:
    for token in doc[start : start + 6]:
        if token.is_punct or token.pos_ in {"VERB", "AUX"} or token.lower_ == "and":
            return False
        if known.role_noun(token.text):
            return True
    return False


def _entity(doc: Doc, name: Name) -> Iterator[Vote]:
    labels = Counter(t.ent_type_ for t in doc[name.start : name.end] if t.ent_type_ in LABELS)
    if not labels:
        return
    label = min(labels, key=lambda k: (-labels[k], k))
    if label == "NORP" and doc[name.end - 1].tag_ not in PLURALS:
        yield DEMONYM, STRONG  # "Muslim", "Central American": an adjective names nobody
        return
    yield LABELS[label], FAIR if name.end - name.start > 1 else WEAK


@cache
def speech_verbs() -> frozenset[str]:
    """Lemmas of verbs of saying."""
    return words("speech_verbs.tsv")
