"""Annotated articles without links between them: persons of like names that the graph keeps apart or holds for one.

Names are *like* where the surnames are equal, and neither given names, middle names nor suffixes contradict: equal, an
initial of the other, or a short form of it ("Mike"). A person of like names in several articles is *split* where the
graph has several actors for it; whether those who bear like names are one person, the annotation does not tell, so the
list is to be read. An actor is *merged* where it stands for persons of unlike *names* in two articles, or for a person
in one and a body in the other (*kinds*); names that differ by a letter or two may be *spellings* of one. An annotated
actor is the actor of the graph whose mentions in the article bear its name most often, else one of its aliases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from corpora.common import Record
from kg.extract.lexicon import same_given
from kg.model import Actor, Graph, fold

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PERSON = "person"
SPELLING = 75  # of 100, of every two words: "Sergei", "Sergey"
SHOWN = 3  # articles of an actor in a list


class Bearer(NamedTuple):
    """An annotated actor of an article, and the actor of the graph that stands for it."""

    name: str
    kind: str
    article: str
    actor: Actor

    def __str__(self) -> str:
        return f"{self.name} [{self.article}, {self.actor.id}]"


def bearers(gold: Mapping[str, Record], graph: Graph) -> list[Bearer]:
    """The annotated actors, by name of the article's file, that the graph has an actor for."""
    forms = _forms(graph)
    return [
        Bearer(annotated["name"], annotated["type"], name, actor)
        for name, record in sorted(gold.items())
        for annotated in record["actors"]
        if (actor := _meant(forms.get(name, {}), annotated))
    ]


def persons(found: Iterable[Bearer]) -> list[list[Bearer]]:
    """The persons of like full names that stand in several articles, each as those who bear its names."""
    by_surname: dict[str, list[list[Bearer]]] = defaultdict(list)
    named = [b for b in found if b.kind == PERSON and len(parts(b.name)[0]) > 1]
    for bearer in sorted(named, key=lambda b: (-len(parts(b.name)[0]), b.name, b.article)):
        groups = by_surname[parts(bearer.name)[0][-1]]
        group = next((g for g in groups if all(like(bearer.name, other.name) for other in g)), None)
        groups.append([bearer]) if group is None else group.append(bearer)
    groups = [group for key in sorted(by_surname) for group in by_surname[key]]
    return [group for group in groups if len({b.article for b in group}) > 1]


def split(groups: Iterable[list[Bearer]]) -> list[list[Bearer]]:
    """Of these the persons for whom the graph has several actors."""
    return [group for group in groups if len({b.actor.id for b in group}) > 1]


def told(group: Iterable[Bearer]) -> str:
    """The actors of the graph for a person, each with the names and articles that it has there."""
    by_actor: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in group:
        by_actor[bearer.actor.id].append(bearer)
    return " | ".join(
        f"{key}: {', '.join(sorted({b.name for b in found}))} [{', '.join(sorted({b.article for b in found})[:SHOWN])}]"
        for key, found in sorted(by_actor.items())
    )


def merged(found: Iterable[Bearer]) -> Iterator[tuple[str, Bearer, Bearer]]:
    """Why, and which two of different articles are one actor and should not be; each two names once."""
    by_actor: dict[str, list[Bearer]] = defaultdict(list)
    for bearer in found:
        by_actor[bearer.actor.id].append(bearer)
    for key in sorted(by_actor):
        told: set[tuple[str, ...]] = set()
        for one, other in combinations(by_actor[key], 2):
            reason = "" if one.article == other.article else unlike(one, other)
            if reason and (case := (reason, *sorted({fold(one.name), fold(other.name)}))) not in told:
                told.add(case)
                yield reason, one, other


def unlike(one: Bearer, other: Bearer) -> str:
    """What speaks against two being one: their kinds, names, or just the spellings of these; "" where nothing does."""
    if (one.kind == PERSON) != (other.kind == PERSON):
        return "kinds"
    if one.kind != PERSON or like(one.name, other.name):
        return ""
    words, others = parts(one.name)[0], parts(other.name)[0]
    near = len(words) == len(others) and all(ratio(a, b) >= SPELLING for a, b in zip(words, others, strict=True))
    return "spellings" if near else "names"


def like(one: str, other: str) -> bool:
    """Whether two names may be one person's; a single word is a part of the other name, more words are its end."""
    (few, end), (many, finish) = sorted((parts(one), parts(other)), key=lambda name: len(name[0]))
    if len(few) < 2:
        return not few or few[0] in many
    if few[-1] != many[-1] or (end and finish and end != finish):
        return False
    if few == many[-len(few) :] or not same_given(few[0], many[0]):
        return few == many[-len(few) :]
    middle = zip(few[1:-1], many[1:-1], strict=False)
    return all(same_given(word, beside) or (len(word) > 1 and word in many) for word, beside in middle)


def parts(name: str) -> tuple[list[str], str]:
    """The folded words of a name, and its suffix."""
    words = fold(name).split()
    return (words[:-1], words[-1]) if len(words) > 1 and words[-1] in SUFFIXES else (words, "")


def _forms(graph: Graph) -> dict[str, dict[str, Counter[Actor]]]:
    """By name of an article's file: each folded form, and how often it is a mention of which actor."""
    articles = {article.id: article for article in graph.articles}
    found: dict[str, dict[str, Counter[Actor]]] = defaultdict(lambda: defaultdict(Counter))
    for actor in graph.actors:
        for mention in actor.mentions:
            article = articles[mention.article]
            found[Path(article.file or article.id).stem][fold(article.text[mention.start : mention.end])][actor] += 1
    return found


def _meant(forms: Mapping[str, Counter[Actor]], annotated: Record) -> Actor | None:
    """The actor that most often bears the name of an annotated one, else most often one of its aliases."""
    for names in ([annotated["name"]], annotated["aliases"]):
        counts = sum((forms[key] for key in dict.fromkeys(map(fold, names)) if key in forms), Counter[Actor]())
        if counts:
            return min(counts, key=lambda actor: (-counts[actor], actor.id))
    return None
