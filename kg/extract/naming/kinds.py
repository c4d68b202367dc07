"""What a name is: each mention votes, by title, verb, shape, gazetteer and parser; an article decides once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import (
    body_nouns,
    government_nouns,
    group_nouns,
    personal_nouns,
    speech_verbs,
    thing_nouns,
)
from kg.extract.naming.enumerations import JOINING, portfolio
from kg.extract.naming.names import PLURALS, Name

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

Votes = dict[str, float]
Vote = tuple[str, float]

# Weights, found by reading errors on the training articles; certain knowledge outvotes the guesses of a mention.
SURE, STRONG, FAIR, WEAK, HINT = 6.0, 3.0, 1.5, 0.7, 0.1
LABELS = {
    "PERSON": "person", "ORG": "organization", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "thing", "LAW": "thing", "WORK_OF_ART": "thing", "PRODUCT": "thing", "LANGUAGE": "thing",
}  # fmt: skip
PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "across", "around", "outside", "inside", "from", "through"})
BEHIND_PERSONS = (["administration"], ["campaign"], ["camp"])
ARMED = (["militia"], ["militants"], ["rebels"], ["fighters"], ["insurgents"], ["militiamen"])
MAX_SERVED = 7  # words back from a task to the noun of whoever deals with it
COUNTRY, DEMONYM, OUTLET = "country", "demonym", "outlet"


def votes(doc: Doc, name: Name) -> Votes:
    """Sum of the votes of one mention, by kind; besides actors' kinds: country, demonym, place, outlet, thing."""
    total: Votes = defaultdict(float)
    for voter in (_gazetteer, _shape, _before, _after, _speaks, _entity):
        for kind, weight in voter(doc, name):
            total[kind] += weight
    if not total and name.end - name.start > 1 and doc[name.end - 1].pos_ == "PROPN":
        return {"organization": HINT}
    return total


def _gazetteer(doc: Doc, name: Name) -> Iterator[Vote]:
    text = doc[name.start : name.end].text
    if name.titled:
        return
    last = doc[name.end - 1]
    if last.tag_ in PLURALS and last.lower_ in group_nouns():
        yield "group", 2 * SURE
    elif body := known.body(text):
        yield body.kind, 2 * SURE
    elif metonym := known.metonym(text):
        yield ("country", STRONG) if metonym.capital else (metonym.kind, STRONG if metonym.ambiguous else 2 * SURE)
    if known.country(text):
        yield COUNTRY, SURE
    elif known.demonym(text):
        yield DEMONYM, SURE
    elif known.region(text):
        yield "place", STRONG
    if "-" in text and all(known.nation(part) or known.body(part) for part in text.split("-")):
        yield "thing", 2 * SURE  # "the U.S.-Mexico border"
    if known.is_outlet(text):
        yield OUTLET, 3 * SURE


def _shape(doc: Doc, name: Name) -> Iterator[Vote]:
    span = doc[name.start : name.end]
    last, several = span[-1], len(span) > 1
    if name.titled and (several or last.lower_ not in body_nouns()):
        yield "person", SURE
    if several and (last.lower_ in government_nouns() or (last.lower_ == "administration" and len(span) == 2)):
        yield "government", SURE
    elif (several and last.lower_ in body_nouns()) or _body_of(span):
        yield "organization", SURE - FAIR
    elif last.lower_ in thing_nouns() and not known.metonym(span.text):
        yield "thing", SURE
    elif last.lower_ in group_nouns():
        yield "group", SURE
    if not several and len(last) > 1 and last.text.isupper() and last.text.isalpha():
        yield "organization", FAIR
    if (several and known.given_name(span[0].text)) or (
        len(span) > 2 and len(span[1].text.strip(".")) == 1 and span[1].text[0].isalpha()
    ):
        yield "person", STRONG
    elif not several and known.given_name(span.text) and not known.nation(span.text):
        yield "person", WEAK + HINT


def _body_of(span: Span) -> bool:
    """Whether a body's noun stands inside: Committee "for" Peace."""
    return any(t.lower_ in body_nouns() and t.nbor().lower_ in {"of", "for", "on"} for t in span[:-1])


def _before(doc: Doc, name: Name) -> Iterator[Vote]:
    if not name.title or doc[name.title - 1].sent != doc[name.start].sent:
        return
    word = doc[name.title - 1].lower_
    if word == "the" and not _modifies(doc, name):
        yield "organization", FAIR
    elif word in {"a", "an"} and not name.titled and not _modifies_noun(doc, name):
        yield "thing", 3 * SURE  # arrived on a Boeing 737, wore an Apple Watch
    elif word in PLACE_PREPOSITIONS:
        yield "place", WEAK
    elif word == "on" and _is_task(doc, name):
        yield "thing", 3 * SURE


def _is_task(doc: Doc, name: Name) -> bool:
    """Whether a name tells what somebody deals with: an adviser to the president "on Media and Health"."""
    words = all(portfolio(t) or t.lower_ in JOINING for t in doc[name.start : name.end])
    return words and any(known.role_noun(t.text) for t in doc[max(name.title - MAX_SERVED, 0) : name.title - 1])


def _modifies_noun(doc: Doc, name: Name) -> bool:
    """Whether a name stands before a noun, as in "a Google spokesman", or is a demonym or a party's."""
    after, text = doc[name.end : name.end + 1], doc[name.start : name.end].text
    known_word = known.demonym(text) or known.party(text) or known.metonym(text)
    return known_word is not None or any(t.pos_ in {"NOUN", "ADJ", "PROPN"} or t.text in {"-", "'s"} for t in after)


def _modifies(doc: Doc, name: Name) -> bool:
    """Whether "the" is the article of what follows: the Smith campaign."""
    return any(t.lower_ in personal_nouns() for t in doc[name.end : name.end + 1])


def _after(doc: Doc, name: Name) -> Iterator[Vote]:
    after = doc[name.end : name.end + 5]
    words = [t.lower_ for t in after]
    if words[:1] == ["("] and len(words) > 2 and after[1].text[:1] in "RDI" and "-" in after[1:4].text:
        yield "person", SURE
    if words[:1] == [","] and _role_follows(doc, name.end + 1):
        yield "person", FAIR
    if words[:1] in ARMED:
        yield "group", STRONG
    if "who" in words[:2]:
        yield "person", FAIR
    if (words[:1] == ["'s"] and not personal_nouns().isdisjoint(words[1:2])) or words[:1] in BEHIND_PERSONS:
        yield "person", FAIR


def _speaks(doc: Doc, name: Name) -> Iterator[Vote]:
    root = doc[name.start : name.end].root
    if root.dep_ == "nsubj" and root.head.lemma_ in speech_verbs():
        thing = any(LABELS.get(t.ent_type_) == "thing" for t in doc[name.start : name.end])
        yield "person", FAIR + WEAK if thing and name.end - name.start in (2, 3) else WEAK


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
