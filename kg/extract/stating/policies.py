"""The policies of an article: which nouns and clauses name one, and which of them are one and the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.extract.reading import Reading
from kg.extract.stating.attitudes import cues_at
from kg.extract.stating.nouns import head_class, instrument, is_no_policy, policy_noun
from kg.extract.stating.phrases import content, noun_phrase, noun_span, plain, stem, verb_phrase
from kg.identity import policy_id
from kg.model import Article, Policy, fold

if TYPE_CHECKING:
    from spacy.tokens import Token

NOUNS = frozenset({"NOUN", "PROPN"})
WITHIN = frozenset({"compound", "nmod"})  # "immigration" in "immigration reform" is no policy by itself
NO_TARGETS = frozenset({
    "PERSON", "GPE", "NORP", "LOC", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY",
})  # fmt: skip
POINTERS = frozenset({"it", "this", "that", "them", "they", "these"})
POINTING = frozenset({"it", "them", "him"})  # within a name: it would say nothing outside of its article
DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "such", "its", "their", "his", "her", "our", "my", "both"}
)
ARTICLES = frozenset({"a", "an", "the"})
BEHIND = frozenset({"to", "from", "for", "on", "with", "against", "between"})
NAMED = frozenset({"GPE", "NORP", "ORG", "LOC", "LAW", "EVENT"})
CLAUSE, KNOWN = "to ", "known"  # heads of policies named by a clause, and of well-known ones
LOOK_BACK = 50  # tokens from a pronoun back to the policy that it means
MAX_NAME = 7  # words of a name that still counts as short


@dataclass(slots=True, eq=False)
class Found:
    """A policy while an article is read: what heads it, its content words, its names, the tokens that mean it."""

    head: str
    words: frozenset[str]
    names: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    title: str | None = None

    @property
    def name(self) -> str:
        """The name by which it is well known, else the fullest that is still short, the commonest of these."""
        counts = Counter(self.names)
        return self.title or min(self.names, key=lambda n: (-min(len(n.split()), MAX_NAME), -counts[n], len(n), n))

    @property
    def bare(self) -> bool:
        """Whether the article names it by one common noun alone: "the agreement", "a deal"."""
        return len(self.words) == 1 and self.title is None and self.name.islower()

    def policy(self, article: Article) -> Policy:
        """The Policy, its other names as aliases."""
        name = self.name
        return Policy(policy_id(name, article), name, tuple(sorted({n for n in self.names if fold(n) != fold(name)})))


class Policies:
    """The policies that the policy nouns of a reading name, and others as they are asked for."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.found: list[Found] = []
        self.speaking: dict[int, bool] = {}  # for extractors: which verbs state a position of their own
        self._at: dict[int, Found | None] = {}
        self._parts: set[int] = set()  # tokens within the names of others
        self._by_head: dict[str, list[Found]] = {}
        self._by_place: dict[int, Found] = {}
        for token in reading.doc:
            within = token.dep_ in WITHIN or token.i in self._parts
            if token.pos_ in NOUNS and not within and (policy_noun(token) or instrument(token)):
                self._at[token.i] = self._named(token)

    def at(self, token: Token, *, strict: bool = True) -> Found | None:
        """The policy that a noun or pronoun means; `strict` wants a policy noun as its head."""
        if token.lower_ in POINTERS and token.tag_ in {"PRP", "DT"} and token.dep_ not in {"det", "mark"}:
            return self._pointed(token)
        if token.i not in self._at and not strict and self._may_be(token):
            self._at[token.i] = self._named(token)
        return self._at.get(token.i)

    def of_clause(self, verb: Token) -> Found | None:
        """The policy of doing what a clause says; None where it says too little, or points to what is unknown."""
        objects = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass"}]
        meant = {t.i: f for t in objects if (f := self.at(t)) and not (_points(t) and f.head.startswith(CLAUSE))}
        if any(_points(t) and t.i not in meant for t in objects):
            return None
        name = verb_phrase(verb, {t.i: self._called(t, meant[t.i]) for t in objects if t.i in meant})
        if POINTING & set(name.lower().split()):
            return None  # "paying for it": of what is unknown
        if len(content(name)) < 2 or (verb.lemma_.lower() in {"be", "have"} and len(name.split()) < 3):
            return None
        return self._join(CLAUSE + stem(verb.lemma_.lower()), content(name), name, verb.i)

    def of_word(self, token: Token) -> Found | None:
        """The policy of a noun before another, such as "gun control" advocates."""
        if not policy_noun(token) and not instrument(token):
            return None
        return self.of_name(plain(token.doc, token.left_edge.i, token.i + 1), token.i)

    def of_name(self, name: str, place: int) -> Found | None:
        """The policy of a name that stands at a token."""
        words = fold(name).split()
        return self._join(stem(words[-1]), content(name), name, place) if words else None

    def of_phrase(self, token: Token) -> Found | None:
        """The policy of a noun that may be none by the tables; None where it says too little."""
        name = noun_phrase(token)
        says_enough = len(name.split()) > 1 or not name.islower()
        return self._join(head_class(token), content(name), name, token.i) if says_enough and content(name) else None

    def _called(self, token: Token, found: Found) -> str:
        """How an object is named within a gerund phrase: in its own words, if they say enough."""
        own = noun_phrase(token)
        if _points(token) or len(content(own)) < 2:
            return found.name
        article = next((c.text + " " for c in token.lefts if c.tag_ == "DT" and c.lower_ in ARTICLES), "")
        return article + own

    def _may_be(self, token: Token) -> bool:
        if token.pos_ not in NOUNS or token.ent_type_ in NO_TARGETS or token.i in self._parts:
            return False
        return not self.reading.actors_at(token) and not is_no_policy(token)

    def _pointed(self, token: Token) -> Found | None:
        """What "it" or "this" means: of the policies named near before it the one named most often, else last."""
        start = token.sent.start
        before = token.doc[start - 1].sent.start if start else 0
        for near in (range(token.i - 1, before - 1, -1), range(before - 1, token.i - LOOK_BACK, -1)):
            if named := [self._by_place[place] for place in near if place in self._by_place]:
                return max(named, key=lambda f: len(f.places))
        return None

    def _named(self, token: Token) -> Found | None:
        if title := instrument(token):
            return self._join(KNOWN, content(title), title, token.i, title)
        name, noun = _uncoloured(token, self._whole(token)), policy_noun(token)
        words = content(name)
        bare = not words - {stem(token.lower_), stem(token.lemma_.lower())}
        if bare and noun and ((again := self._again(token)) or not (noun.alone or _introduced(token))):
            return again
        return self._join(head_class(token), words, name, token.i) if words else None

    def _whole(self, token: Token) -> str:
        """The name of a noun with what the parser left out behind it; what stands there is no policy by itself."""
        end, last = _behind(token)
        self._parts.update(range(end, last))
        return f"{noun_phrase(token)} {plain(token.doc, end, last)}".strip()

    def _again(self, token: Token) -> Found | None:
        """The policy that a bare noun takes up: the last of that noun; for "the bill", "this law" else of its class."""
        noun = stem(token.lemma_.lower())
        before = [f for f in self.found if f.places[0] < token.i and not f.head.startswith(CLAUSE)]
        same = [f for f in before if noun in f.words]
        if not same:
            definite = any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in token.lefts)
            same = [f for f in before if f.head == head_class(token) and (definite or f.bare)]
        best = max(same, key=lambda f: f.places[-1], default=None)
        return self._placed(best, token.i) if best else None

    def _join(self, head: str, words: frozenset[str], name: str, place: int, title: str | None = None) -> Found:
        """The policy of this head whose words hold these or are held by them, the last such, else a new one."""
        rivals = self._by_head.setdefault(head, [])
        alike = [found for found in rivals if found.words <= words or words <= found.words]
        if found := max(alike, key=lambda f: f.places[-1], default=None):
            found.names.append(name)
            found.words |= words if len(name.split()) <= MAX_NAME else frozenset()
            return self._placed(found, place)
        found = Found(head, words, [name], [], title)
        rivals.append(found)
        self.found.append(found)
        return self._placed(found, place)

    def _placed(self, found: Found, place: int) -> Found:
        if self._by_place.get(place) is not found:
            found.places.append(place)
            self._by_place[place] = found
        return found


def _uncoloured(token: Token, name: str) -> str:
    """A name without the judging adjectives before its noun: a "bad deal" is a deal."""
    for child in token.lefts:
        if child.dep_ == "amod" and any(cue.kind == "judgement" for cue in cues_at(child)):
            words = token.doc[child.left_edge.i : child.i + 1].text  # "the most reckless"
            name = name.replace(f"{words} ", "", 1)
    return name


def _behind(token: Token) -> tuple[int, int]:
    """First token and end of what is a noun's own though the parser left it out: "aid | to Israel"."""
    doc, end = token.doc, noun_span(token)[1]
    apart = end == token.i + 1 and end < len(doc) and doc[end].lower_ in BEHIND and doc[end].head != token
    split = end < len(doc) and doc[end].lower_ == "and" and doc[max(token.i, end - 2)].lower_ == "between"
    if not (apart or split):
        return end, end
    first = end + 1 + (end + 1 < len(doc) and doc[end + 1].lower_ in ARTICLES)
    if first >= len(doc) or doc[first].ent_type_ not in NAMED or doc[first].ent_iob_ != "B":
        return end, end
    last = first + 1
    while last < len(doc) and (doc[last].ent_iob_ == "I" or _goes_on(doc[last])):
        last += 1
    return end, last


def _goes_on(token: Token) -> bool:
    """Whether a noun goes on from a name before it: the Paris accord."""
    return token.pos_ in NOUNS and token.nbor(-1).dep_ == "compound"


def _introduced(token: Token) -> bool:
    """Whether "an agreement" comes up for the first time; "the agreement" must have been named before."""
    return any(c.tag_ == "DT" and c.lower_ in {"a", "an", "another"} for c in token.lefts)


def _points(token: Token) -> bool:
    return token.lower_ in POINTERS
