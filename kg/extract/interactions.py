"""Who does what to whom: words for deeds and who stands at their two ends; what speakers say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.extract.deeds.acts import VERBS, Cue, cues_at, places
from kg.extract.deeds.carriers import noun_doers, receiver, undone
from kg.extract.deeds.doers import doers
from kg.extract.deeds.ends import End, ends, named_after, named_by, owner, unreal, whom
from kg.extract.deeds.voices import remarks
from kg.extract.deeds.weighing import features, probability
from kg.extract.reading import Reading
from kg.model import Actor, Interaction, Relation
from kg.resources import words

if TYPE_CHECKING:
    from spacy.tokens import Token

EXTRACTOR = "interactions/1"
THRESHOLD = 0.22  # of the probability from which a claim is worth saying


class Deed(NamedTuple):
    """What a rule found: source, relation, target, the word that tells it, and traits of the way it was found."""

    source: Actor
    relation: Relation
    target: Actor
    at: Token
    rule: str  # "told" or "spoken"
    traits: tuple[str, ...]


def interactions(reading: Reading) -> Iterator[Interaction]:
    """What actors of an article do to each other, with the sentences that tell it."""
    found = claims(reading)
    for deeds in found.values():
        chance = probability(features(reading, deeds, found))
        if chance >= THRESHOLD:
            yield _interaction(reading, deeds, chance)


def _interaction(reading: Reading, deeds: Sequence[Deed], chance: float) -> Interaction:
    """The evidence: the best of the deeds, and those that would stand alone."""
    single = [(probability(features(reading, [deed], {})), deed) for deed in deeds]
    best = max(chance for chance, _ in single)
    evidence = {reading.sentence(deed.at) for p, deed in single if p >= min(best, THRESHOLD)}
    first = deeds[0]
    return Interaction(
        source=first.source, relation=first.relation, target=first.target, evidence=tuple(sorted(evidence)),
        confidence=chance, extractor=EXTRACTOR, observed=reading.article.published,
    )  # fmt: skip


Claims = dict[tuple[str, Relation, str], list[Deed]]


def claims(reading: Reading) -> Claims:
    """All deeds that the rules find, by source, relation and target."""
    found: Claims = {}
    for rule in RULES:
        for deed in rule(reading):
            if deed.source.id != deed.target.id:
                found.setdefault((deed.source.id, deed.relation, deed.target.id), []).append(deed)
    return found


def _told(reading: Reading) -> Iterator[Deed]:
    """What the words for deeds tell."""
    told = (s for s in reading.sentences() if not s.text.rstrip(' "\n').endswith("?"))
    names = {i for named in reading.named for i in range(named.start, named.end)}  # "Levy" and "Alliance" tell nothing
    for token in (token for sentence in told for token in sentence if token.i not in names):
        for cue in () if token.pos_ not in VERBS and undone(token) else cues_at(token):
            back = (
                cue.source == ("by",) and cue.relation != "consult" and receiver(token)
            )  # "rejected calls from Brown"
            deeds = [d for frame in (("back",) if back else cue.target) for d in _framed(reading, token, cue, frame)]
            yield from deeds or _beside(reading, token, cue)


def _beside(reading: Reading, token: Token, cue: Cue) -> Iterator[Deed]:
    """Where the parser goes astray: "Brown, who met with Green several times", told by the names beside the verb."""
    frames = [] if cue.pos != "verb" or token.tag_ == "VBN" else [f for f in cue.target if f not in CLAUSAL]
    if any(True for frame in frames for _ in _targets(reading, token, cue, frame)):
        return
    target = next((found for f in frames if (found := named_after(reading, token, f))), ())
    for end in ends(target, "beside"):
        for source in _sources(reading, token, cue, "obj", token):
            if _fit(cue.needs, source.actor, end.actor):
                traits = (f"{cue.pos} {cue.word}", f"{cue.pos} beside", *(w for w in (source.way, end.way) if w))
                yield Deed(source.actor, cue.relation, end.actor, token, "told", traits)


def _framed(reading: Reading, token: Token, cue: Cue, frame: str) -> Iterator[Deed]:
    for place, target in _targets(reading, token, cue, frame):
        for source in _sources(reading, token, cue, frame, place):
            if _fit(cue.needs, source.actor, target.actor):
                traits = (f"{cue.pos} {cue.word}", f"{cue.pos} {frame}", *(w for w in (source.way, target.way) if w))
                yield Deed(source.actor, cue.relation, target.actor, token, "told", traits)


def _fit(needs: str, source: Actor, target: Actor) -> bool:
    """Whether the two are of the kinds that a cue asks for: persons are dismissed, and attack with words only."""
    return (needs != "person" or target.kind == "person") and (needs != "force" or source.kind != "person")


def _targets(reading: Reading, token: Token, cue: Cue, frame: str) -> Iterator[tuple[Token, End]]:
    """To whom a deed is done, and the words for them."""
    if frame == "self":
        yield from ((token, end) for end in named_by(reading, token))
    elif frame == "back":  # "Brown drew criticism from Green"
        yield from ((place, end) for place in receiver(token) for end in ends(whom(reading, place)))
    else:
        for place in places(token, frame):
            found = ends(whom(reading, place))
            if not found and cue.relation not in PERSONAL and not _is_policy(place):
                found = owner(reading, place)  # "condemned Brown's remarks"
            yield from ((place, end) for end in found)


def _is_policy(noun: Token) -> bool:
    """Whether a noun is a plan or the like, and no deed: criticism of Brown's plan is none of Brown."""
    return noun.lemma_ in words("policy_nouns.tsv") - words("serving_nouns.tsv") - words("deed_nouns.tsv")


def _sources(reading: Reading, token: Token, cue: Cue, frame: str, place: Token) -> Iterator[End]:
    """Who does it."""
    if frame in {"mutual", "between"}:
        first = place.head if place.dep_ == "conj" else place
        while first.dep_ == "conj":
            first = first.head
        if not unreal(token):
            yield from ends(reading.actors_at(first), "each other")
        return
    for way in cue.source:
        if way == "subj":
            yield from doers(reading, token, cue.relation)
        elif way == "self":
            yield from named_by(reading, token)
        elif way == "by":
            yield from noun_doers(reading, token, place, cue.relation)
        elif token.pos_ not in VERBS or not unreal(token):
            yield from (end for t in places(token, way) if t != place for end in ends(whom(reading, t), f"after {way}"))


def _spoken(reading: Reading) -> Iterator[Deed]:
    """What speakers say of others in their own words."""
    for remark in remarks(reading):
        for trait, relation in MEANINGS.items():
            if trait in remark.traits:
                yield Deed(remark.speaker, relation, remark.actor, remark.at, "spoken", remark.traits)


MEANINGS: dict[str, Relation] = {"blame": "criticize", "praise": "cooperate", "duty": "request"}
CLAUSAL = frozenset({"inf", "that", "fact", "for", "subj", "mutual"})  # frames that no preposition opens
PERSONAL = frozenset({"appoint", "dismiss"})  # done to actors only, never to what is theirs
RULES = (_told, _spoken)
