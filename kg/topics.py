"""Which topics of a codebook a policy may belong to, by the words of its names and of the sentences about it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.codebooks import Codebook
from kg.extract.stating.phrases import EMPTY, stem
from kg.model import Graph, Policy, Stance, Topic, fold

MOST = 3  # topics of a policy
NAME, ALIAS, PASSAGE = 1.0, 0.8, 0.25  # what a phrase counts in the policy's name, in another name, in its evidence
TAIL = 0.8  # what it counts in the name behind the first preposition: "sanctions on a shipping company"
LEAST = 0.7  # what a phrase counts whose words many topics have
HINT = 0.65  # what a hint counts beside a name
PARENT = 0.3  # how much of its parent's own score a subtopic gains in rank
THRESHOLD = 0.5  # below it nothing is suggested; a word that only one topic has counts 1
MOST_AROUND = 0.5  # what the evidence can add: it tells of other things too
SHARE = 0.4  # of the best score, which every further topic needs
SMALL = EMPTY - {"new", "plan", "plans", "policy", "policies", "proposed", "use"}  # these tell apart what phrases name
# Words whose stems are those of other words: police, house, statue, security, probe, car, far, package, zone, treat.
WHOLE = {
    "policies": "policy", "policy": "policy", "housing": "housing", "status": "status", "securities": "securities",
    "probation": "probation", "care": "care", "caring": "care", "fare": "fare", "fares": "fare", "offshore": "offshore",
    "packaging": "packaging", "zoning": "zoning", "treaty": "treaty", "treaties": "treaty", "training": "training",
}  # fmt: skip
BREAK = "."  # between the parts of a text: no phrase goes across

Phrase = tuple[str, ...]
Weights = dict[Phrase, float]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic for a policy, how strongly its words speak for it, and these words as they were matched: their stems."""

    topic: Topic
    score: float
    words: tuple[str, ...]


class Topics:
    """Suggestions from one codebook; making it indexes the phrases by their first word."""

    def __init__(self, codebook: Codebook) -> None:
        self._concepts = codebook.concepts
        self._at = {concept.topic.id: number for number, concept in enumerate(self._concepts)}
        self._phrases: dict[Phrase, dict[int, float]] = defaultdict(dict)  # phrase -> concept -> strength
        for number, concept in enumerate(self._concepts):
            for strength, texts in ((HINT, concept.hints), (1.0, concept.names)):
                for phrase in filter(None, map(_phrase, texts)):
                    self._phrases[phrase][number] = strength
        self._rarity = self._rarities()
        self._turned = {p[::-1]: p for p in self._phrases if len(p) == 2 and p[::-1] not in self._phrases}
        for turned, phrase in self._turned.items():  # in names: a "tax on carbon" is a carbon tax
            self._phrases[turned] = self._phrases[phrase]
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for phrase in sorted(self._phrases, key=lambda p: (-len(p), p)):
            if len(phrase) not in self._lengths[phrase[0]]:
                self._lengths[phrase[0]].append(len(phrase))

    def _rarities(self) -> dict[str, float]:
        """How telling each word is, from 1 (one concept has it) downwards."""
        users: dict[str, set[int]] = defaultdict(set)
        for phrase, concepts in self._phrases.items():
            for word in phrase:
                users[word] |= concepts.keys()
        total = len(self._concepts)
        return {word: math.log1p(total / len(found)) / math.log1p(total) for word, found in users.items()}

    def suggest(self, name: str, aliases: Iterable[str] = (), passages: Iterable[str] = ()) -> tuple[Suggestion, ...]:
        """Up to three topics, the likeliest first; none where the words do not tell."""
        told = self._weights([(NAME, name), *((ALIAS, alias) for alias in aliases)])
        around = self._weights([(PASSAGE, passage) for passage in passages])
        ranks = self._ranks(told, around) or self._ranks(around, {})
        best = max(ranks.values(), default=0.0)
        kept = [number for number, rank in ranks.items() if rank >= SHARE * best]
        above = {a for number in kept for a in self._ancestors(number)}
        order = sorted((n for n in kept if n not in above), key=lambda n: (-ranks[n], n))
        return tuple(
            Suggestion(self._concepts[n].topic, round(ranks[n], 3), _words(told.get(n, {}), around.get(n, {})))
            for n in order[:MOST]
        )

    def _ranks(self, found: Mapping[int, Weights], around: Mapping[int, Weights]) -> dict[int, float]:
        """What speaks for the concepts that were found, of those for which enough does."""
        own = {number: _score(phrases, around.get(number, {})) for number, phrases in found.items()}
        return {n: score + PARENT * own.get(self._parent(n), 0.0) for n, score in own.items() if score >= THRESHOLD}

    def _weights(self, places: Iterable[tuple[float, str]]) -> dict[int, Weights]:
        """Concept -> phrase -> what it counts, at its best place."""
        found: dict[int, Weights] = defaultdict(dict)
        for place, text in places:
            tail = len(_keys(_PREPOSITION.split(text, maxsplit=1)[0]))
            for start, phrase in self._matches(_keys(text)):
                weight = place * max(LEAST, sum(self._rarity[word] for word in phrase))
                if place == PASSAGE and phrase in self._turned:
                    continue
                if place > PASSAGE and start >= tail:
                    weight *= TAIL
                for number, strength in self._phrases[phrase].items():
                    found[number][phrase] = max(found[number].get(phrase, 0.0), weight * strength)
        return found

    def _matches(self, words: Phrase) -> Iterator[tuple[int, Phrase]]:
        """The phrases in a text with their places, from left to right, the longest at each place."""
        start = 0
        while start < len(words):
            for length in self._lengths.get(words[start], ()):
                if (phrase := words[start : start + length]) in self._phrases:
                    yield start, phrase
                    start += length
                    break
            else:
                start += 1

    def _parent(self, number: int) -> int:
        broader = self._concepts[number].topic.broader
        return -1 if broader is None else self._at[broader.id]

    def _ancestors(self, number: int) -> Iterator[int]:
        while (number := self._parent(number)) >= 0:
            yield number


def _score(told: Weights, around: Weights) -> float:
    more = sum(weight for phrase, weight in around.items() if phrase not in told)
    return sum(told.values()) + min(MOST_AROUND, more)


def _words(*weights: Weights) -> tuple[str, ...]:
    return tuple(sorted({" ".join(phrase) for found in weights for phrase in found}))


def with_topics(graph: Graph, codebook: Codebook) -> Graph:
    """The graph with topics suggested for its policies, from their names and the evidence of their stances."""
    topics = Topics(codebook)
    passages: dict[str, list[str]] = defaultdict(list)
    for stance in graph.of_type(Stance):
        passages[stance.policy.id] += (evidence.quote for evidence in stance.evidence)
    policies = {p.id: _with_topics(p, topics, passages) for p in graph.policies}
    statements = (replace(s, policy=policies[s.policy.id]) if isinstance(s, Stance) else s for s in graph.statements)
    return replace(graph, policies=tuple(policies.values()), statements=tuple(statements))


def _with_topics(policy: Policy, topics: Topics, passages: Mapping[str, list[str]]) -> Policy:
    found = topics.suggest(policy.name, policy.aliases, dict.fromkeys(passages[policy.id]))
    return replace(policy, topics=tuple(suggestion.topic for suggestion in found))


def _phrase(text: str) -> Phrase:
    return tuple(word for word in _keys(text) if word != BREAK)


def _keys(text: str) -> Phrase:
    """The words of a text by which phrases are compared: stemmed, without the small ones."""
    return tuple(filter(None, map(_key, _WORDS.findall(text))))


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    """A word's stem, the letters of an acronym ("US" is no "us"), nothing for a small word, BREAK for punctuation."""
    if not word[0].isalnum():
        return BREAK
    letters = word.replace(".", "")
    if letters.isupper() and len(letters) > 1:
        return letters
    plain = fold(word)
    if plain in SMALL:
        return ""
    if plain in WHOLE:
        return WHOLE[plain]
    return stem(plain)[:3] if len(plain) == 4 and plain.endswith("e") else stem(plain)  # wages, wage


_PREPOSITION = re.compile(r"\b(?:about|against|for|from|in|into|on|over|to|with)\b", re.IGNORECASE)
_WORDS = re.compile(r"(?:[^\W_]\.)+|[^\W_]+(?:\.[^\W_])*(?:['’]s\b)?|[.,;:!?()\[\]\"“”—–]")
