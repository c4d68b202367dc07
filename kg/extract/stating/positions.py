"""The rules by which positions are found: what a cue word is about, and whose position it states."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.modality import forbids, is_duty, negated
from kg.extract.stating.attitudes import VERBS, Cue, cues_at, places
from kg.extract.stating.holders import COPULAS, SOURCES, Scope, after, doers, scope_of, voice_of
from kg.extract.stating.nouns import is_instrument, policy_noun
from kg.extract.stating.policies import Found, Policies

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from kg.extract.reading import Reading
    from kg.model import Actor

SPEAKING = frozenset(
    {"attitude", "act", "demand", "will"}
)  # kinds of cues that speak for themselves in another's clause
STATING = SPEAKING | {"end"}
STRICT = frozenset({"act", "end", "will"})  # kinds that need a policy noun
NAMING = frozenset({"call", "deem", "consider", "brand", "label", "declare", "describe", "view", "see", "term", "rule"})
FUTURE = frozenset({"will", "'ll", "would"})
PLANS = frozenset({"plan", "decision", "law", "ban", "deal"})  # classes of nouns whose owner wants them
WISHES = frozenset({"request", "demand", "push", "recommendation", "bid", "effort", "commitment"})
IDLE = frozenset({"PUNCT", "SPACE", "DET", "NUM", "PART", "SYM", "CCONJ"})  # words that state no position
MAX_DEPTH = 60  # of a sentence's parse
PREFIXES = {"pro": 1, "anti": -1}
MIN_WORD = 2  # letters of a word after a prefix


class Position(NamedTuple):
    """An actor's position (+1 support, -1 oppose, 0 both) on a policy, and the word that states it."""

    actor: Actor
    sign: int
    policy: Found
    at: Token
    cue: Cue
    frame: str
    way: str


class Finding(NamedTuple):
    """What a rule finds at a cue word: a policy, the sign that it stands under, and whose position it is."""

    cue: Cue
    frame: str
    policy: Found
    sign: int
    scope: Scope


def positions(reading: Reading, policies: Policies) -> Iterator[Position]:
    """Each position that the rules find, in order of place; a question states none."""
    for sentence in reading.sentences():
        if not sentence.text.rstrip("\"' \n").endswith("?") and not _is_tangled(sentence):
            for token in (t for t in sentence if t.pos_ not in IDLE):
                yield from _positions(reading, policies, token)


def _is_tangled(sentence: Span) -> bool:
    """Whether a sentence is nested deeper than any prose."""
    return len(sentence) > MAX_DEPTH and any(sum(1 for _ in token.ancestors) > MAX_DEPTH for token in sentence)


def _positions(reading: Reading, policies: Policies, token: Token) -> Iterator[Position]:
    for rule in RULES:
        for cue, frame, policy, sign, scope in rule(reading, policies, token):
            for actor in scope.holders:
                if not is_instrument(actor.name):  # a law mistaken for a body
                    yield Position(actor, scope.sign * sign, policy, token, cue, frame, scope.way)


def _stated(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """A cue word with what it is about: "rejected the bill", "opposition to the bill", "vowed to end it"."""
    for cue in cues_at(token):
        targets = list(_about(policies, token, cue)) if cue.kind in STATING else []
        scope = scope_of(reading, token) if targets else None
        if scope:
            yield from (Finding(cue, frame, policy, sign * cue.sign, scope) for frame, policy, sign in targets)


def _about(policies: Policies, token: Token, cue: Cue) -> Iterator[tuple[str, Found, int]]:
    """What a cue is about: frame, policy, and -1 where the clause says what shall not be done."""
    for frame in cue.frames:
        for place in places(token, frame):
            if frame == "compound":
                if found := policies.of_word(place):
                    yield frame, found, 1
            elif place.pos_ in VERBS and frame != "obj":
                if not _speaks(policies, place) and (found := policies.of_clause(place)):
                    yield frame, found, -1 if negated(place) else 1
            elif found := policies.at(place, strict=cue.kind in STRICT):
                yield frame, found, 1


def _speaks(policies: Policies, verb: Token) -> bool:
    """Whether a verb is a cue with something to be about: then it states the position itself."""
    if verb.i not in policies.speaking:
        own = (next(_about(policies, verb, cue), None) for cue in cues_at(verb) if cue.kind in SPEAKING)
        policies.speaking[verb.i] = any(own)
    return policies.speaking[verb.i]


def _duty(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """What should be done, in somebody's words: "the council should raise fares, she said"."""
    if token.pos_ in VERBS and is_duty(token) and not _speaks(policies, token):
        voice = voice_of(reading, token)
        if voice and (found := policies.of_clause(token)):
            yield Finding(DUTY, "clause", found, -1 if forbids(token) else 1, Scope(voice, 1, "voice"))


def _future(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """What will be done, in somebody's words: "the House will investigate the leak, she said"."""
    if token.pos_ not in VERBS or not any(c.dep_ == "aux" and c.lower_ in FUTURE for c in token.lefts):
        return
    voice, who = voice_of(reading, token), doers(reading, token)
    if voice and who and not _speaks(policies, token) and (found := policies.of_clause(token)):
        sign = -1 if negated(token) else 1
        yield Finding(WILL, "clause", found, sign, Scope(who, 1, "subject"))
        if others := tuple(a for a in voice if a not in who):
            yield Finding(WILL, "clause", found, sign, Scope(others, 1, "voice"))


def _owned(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """Whose a plan, decision or law is: "Brown's plan to raise fares"."""
    noun = policy_noun(token.head) if token.dep_ == "poss" else None
    if noun and (noun.kind in PLANS or token.head.lemma_.lower() in WISHES):
        actors, found = reading.actors_at(token), policies.at(token.head)
        if actors and found:
            cue = Cue(token.head.lemma_.lower(), 1, (), "owned")
            yield Finding(cue, "poss", found, 1, Scope(actors, 1, "owner"))


def _judged(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """What someone says a policy is: "the bill is a mistake, she said", "called the bill reckless"."""
    for cue in cues_at(token):
        if cue.kind == "judgement" and (verdict := _verdict(reading, token)):
            verb, holders, targets = verdict
            yield from _said(policies, cue, targets, holders, -1 if negated(verb) else 1)


def _verdict(reading: Reading, token: Token) -> tuple[Token, tuple[Actor, ...], list[Token]] | None:
    """The verb that links a judgement to what is judged, who judges, and what."""
    verb = token.head
    if token.dep_ in {"oprd", "ccomp", "xcomp", "acl"} and verb.lemma_ in NAMING:
        named = [c for c in verb.rights if c.dep_ in {"dobj", "oprd"} and c.i < token.i]
        return verb, doers(reading, verb), named + list(places(token, "subj"))
    if token.dep_ == "pobj" and verb.lower_ == "as" and verb.head.pos_ in VERBS:
        return verb.head, doers(reading, verb.head), list(places(verb.head, "obj"))
    if token.dep_ in {"acomp", "attr"} and verb.lemma_ in COPULAS:
        frames = (("to", verb), ("to", token), ("prep:for", verb), ("prep:for", token), ("subj", verb))
        return verb, voice_of(reading, verb), [t for frame, source in frames for t in places(source, frame)]
    return None


def _coloured(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """A disapproving adjective in someone's words: "this reckless plan"."""
    if token.dep_ == "amod" and token.pos_ == "ADJ" and (found := policies.at(token.head)):
        for cue in cues_at(token):
            if cue.kind == "judgement" and cue.sign < 0 and (voice := voice_of(reading, token)):
                yield Finding(cue._replace(kind="colour"), "amod", found, cue.sign, Scope(voice, 1, "voice"))


def _effect(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """What someone says a policy does: "the bill would hurt farmers, she said"."""
    for cue in cues_at(token):
        if cue.kind == "effect" and (voice := voice_of(reading, token)):
            subjects = [t for t in places(token, "subj") if t.dep_ != "nsubjpass"]
            yield from _said(policies, cue, subjects, voice, -1 if negated(token) else 1)


def _said(
    policies: Policies, cue: Cue, targets: list[Token], holders: tuple[Actor, ...], turn: int
) -> Iterator[Finding]:
    for target in targets:
        found = policies.of_clause(target) if target.pos_ == "VERB" else policies.at(target)
        if found and holders:
            yield Finding(cue, "subj", found, cue.sign * turn, Scope(holders, 1, "voice"))


def _stirred(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """What a policy stirs: "the plan angered unions", "drew criticism from unions", "passed the Senate"."""
    for cue in (c for c in cues_at(token) if c.kind in {"stir", "draw"}):
        targets = [f for t in places(token, "subj") if (f := policies.at(t))]
        nouns = [t for frame in ("obj", "prep:with") for t in places(token, frame)] if targets else []
        for stirred, scope in (pair for noun in nouns for pair in _reactions(reading, cue, noun)):
            yield from (Finding(stirred, "subj", found, stirred.sign, scope) for found in targets)


def _reactions(reading: Reading, cue: Cue, noun: Token) -> Iterator[tuple[Cue, Scope]]:
    """Who is stirred, and to what attitude."""
    if cue.kind == "stir":
        yield cue, Scope(reading.actors_of(noun), 1, "object")
    else:
        scope = Scope(after(reading, noun, SOURCES) or after(reading, noun.head, SOURCES), 1, "owner")
        yield from ((drawn._replace(kind="draw"), scope) for drawn in cues_at(noun) if drawn.kind == "attitude")


def _prefixed(reading: Reading, policies: Policies, token: Token) -> Iterator[Finding]:
    """What a prefix says of those it stands before: "pro-tariff members", "anti-abortion groups"."""
    prefix, _, word = token.text.partition("-")
    sign, head = PREFIXES.get(prefix.lower()), token.head
    if sign and not word and token.i + 2 < len(token.doc) and token.nbor().text == "-":
        last = token.nbor(2)
        word, head = last.text, last.head if last.head.i > last.i else head
    if sign and word[:1].islower() and len(word) > MIN_WORD and (found := policies.of_name(word, token.i)):
        yield Finding(
            Cue(prefix.lower(), sign, (), "prefix"), "prefix", found, sign, Scope(reading.actors_at(head), 1, "itself")
        )


DUTY, WILL = Cue("should", 1, (), "duty"), Cue("will", 1, (), "future")

Rule = Callable[["Reading", Policies, "Token"], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    _stated, _duty, _future, _owned, _judged, _coloured, _effect, _stirred, _prefixed,
)  # fmt: skip
