"""Whether an actor named in an article takes part in the events told: a logistic model over where and how it is named.

The weights in seeds/relevance.tsv are fitted by training/relevance.py; the model adds them up and nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.deeds.acts import cues_at
from kg.extract.lexicon import speech_verbs
from kg.model import fold
from kg.resources import rows, words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

THRESHOLD = 0.3  # from which an actor is taken to act
ALONE = 0.55  # the same for one of whom nothing is stated
EARLY, LATE = 0.2, 0.8  # shares of an article
NEAR = 7  # tokens
ENDS = frozenset({".", "?", "!"})
PARAGRAPH = "paragraph"  # instead of a word, where a line begins or ends
Features = dict[str, float]

DOING = frozenset({"nsubj", "agent"})
DONE_TO = frozenset({"dobj", "nsubjpass", "dative"})
STATES = frozenset({"be", "have", "remain", "include", "seem", "become", "lie"})


def probability(values: Features) -> float:
    """Probability (0..1) that an actor with these features takes part."""
    total = sum(_weights().get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-total))


def features(doc: Doc, kind: str, sort: str, spans: Sequence[tuple[int, int]], titled: bool) -> Features:
    """Named figures about an actor; counts are logarithms, the others 0 or 1 or shares."""
    heads = [doc[start:end].root for start, end in spans]
    found = {"bias": 1.0, f"kind={kind}": 1.0, f"sort={sort}": 1.0, f"mentions,{kind}": math.log(len(spans)),
             "mentions": math.log(len(spans)), f"titled,{kind}": float(titled),
             "early": float(min(spans)[0] < EARLY * len(doc)),
             f"late,{kind}": float(min(spans)[0] > LATE * len(doc))}  # fmt: skip
    for token in heads:
        for name in (*_places(token), *_around(token)):
            found[name] = found.get(name, 0.0) + 1 / len(heads)
            found[f"ever {name},{kind}"] = 1.0
    for start, end in spans:
        for name in _beside(doc, start, end):
            found[f"{name},{kind}"] = found.get(f"{name},{kind}", 0.0) + 1 / len(spans)
    return found | _form(doc[slice(*spans[0])], kind)


def _beside(doc: Doc, start: int, end: int) -> Iterator[str]:
    """The words or marks on both sides of a mention; the end of its sentence tells nothing."""
    left, right = doc[start - 1 : start].text.strip(), doc[end : end + 1].text.strip()
    yield f"left={left.lower() or PARAGRAPH}"
    if right not in ENDS:
        yield f"right={right.lower() or PARAGRAPH}"


def _around(token: Token) -> Iterator[str]:
    """What stands near a mention: a line of its own, an outlet, words for an occupation, a word for a deed."""
    sentence = token.sent
    if not any(t.pos_ in {"VERB", "AUX"} for t in sentence):
        yield "no verb"
    near = [t for t in token.doc[max(sentence.start, token.i - NEAR) : token.i + NEAR + 1] if t.i < sentence.end]
    if any(known.is_outlet(t.text) or known.is_outlet(t.doc[t.i : t.i + 2].text) for t in near if t.text[0].isupper()):
        yield "near outlet"
    nouns = [noun for t in near if (noun := known.role_noun(t.text))]
    yield from sorted({f"near {noun.kind}, {noun.political}" for noun in nouns})
    if any(cues_at(t) for t in (token.head, token.head.head)):
        yield f"deed, {token.dep_ if token.dep_ in DOING | DONE_TO | {'poss', 'pobj'} else 'other'}"


def _places(token: Token) -> Iterator[str]:
    """Where a mention stands in its sentence."""
    top = token
    while top.dep_ in {"conj", "appos", "flat"} and top.head.i != top.i:
        top = top.head
    verb = top.head
    if top.dep_ in DOING:
        yield "says" if verb.lemma_ in speech_verbs() else "is" if verb.lemma_ in STATES else "does"
    elif top.dep_ in DONE_TO:
        yield "done to"
    elif top.dep_ == "poss":
        yield "possessor"
    elif top.dep_ in {"compound", "amod", "nmod"}:
        yield "modifier"
    elif top.dep_ == "pobj":
        yield (
            f"after {verb.lower_}"
            if verb.lower_ in {"by", "to", "with", "against", "of", "in", "from", "for", "at", "on"}
            else "after another"
        )
    else:
        yield "elsewhere"


def _form(name: Span, kind: str) -> Features:
    labels = {t.ent_type_ for t in name if t.ent_type_}
    found = {f"label={label},{kind}": 1.0 for label in labels or {"none"}}
    found[f"words={min(len(name), 3)},{kind}"] = 1.0
    if kind != "person" and fold(name[-1].text) in common_heads():
        found[f"noun={fold(name[-1].lemma_)}"] = 1.0
    body = known.body(name.text)
    found[f"known={body.type if body else None},{kind}"] = 1.0
    if len(name) > 1 and known.gender(name[0].text):
        found["given name"] = 1.0
    if name.text.isupper():
        found["capitals"] = 1.0
    return found


@cache
def common_heads() -> frozenset[str]:
    """Common nouns that end the names of bodies and groups."""
    return words("body_nouns.tsv") | words("actor_nouns.tsv")


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("relevance.tsv")}
