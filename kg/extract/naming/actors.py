"""Which names of an article are one actor: persons, and bodies by name, acronym and the place that stands for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns, group_nouns
from kg.extract.naming.headlines import in_headlines
from kg.extract.naming.kinds import COUNTRY, DEMONYM, Votes, votes
from kg.extract.naming.names import PLURALS, Name, find_names
from kg.extract.naming.persons import Cluster, persons, total_of
from kg.model import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "agent"})
SIDES = frozenset({"by", "with", "between", "against"})  # before those who act


def clusters(doc: Doc, home: str | None = None) -> list[Cluster]:
    """The names of a Doc, grouped by what they mean, in order of first mention; kinds that are no actors included.

    `home`: the country that it is about, whose bodies bear names which several countries share.
    """
    found = find_names(doc)
    found = sorted([*found, *in_headlines(doc, found)], key=lambda name: name.start)
    names = [(name, votes(doc, name)) for name in found]
    people = persons(doc, names)
    taken = {name for cluster in people for name in cluster.names}
    others = _bodies(doc, [(n, v) for n, v in names if n not in taken], home)
    return sorted([*people, *others], key=lambda c: c.names[0].start)


def _bodies(doc: Doc, names: list[tuple[Name, Votes]], home: str | None) -> list[Cluster]:
    found: dict[str, Cluster] = {}
    for name, vote in names:
        text = doc[name.start : name.end].text
        canonical = _canonical(doc, name, text, home)
        key = fold(canonical or text)
        if not key:
            continue
        cluster = found.setdefault(key, Cluster(key, canonical=canonical))
        cluster.names.append(name)
        cluster.votes = total_of((cluster.votes, vote))
    return _joined(found)


def _canonical(doc: Doc, name: Name, text: str, home: str | None) -> str | None:
    """The gazetteer's name of what a name means, None where it knows nothing of it."""
    last = doc[name.end - 1]
    if last.tag_ in PLURALS and last.lower_ in group_nouns():
        party = known.party_in(home, text)
        return party.name if party else None
    if land := known.country(text) or known.demonym(text):
        return land.name
    if body := known.body(text, country=home):
        return body.name
    metonym = known.metonym(text)
    doubtful = metonym and (metonym.capital or metonym.ambiguous)
    return metonym.meaning if metonym and not (doubtful and not acts(doc, name)) else None


def acts(doc: Doc, name: Name) -> bool:
    """Whether a place is named as one who does something, as those who govern there are: Moscow rejected the plan."""
    root = doc[name.start : name.end].root
    while root.dep_ in {"conj", "appos"} and root.head.i != root.i:
        root = root.head
    return root.dep_ in SUBJECTS | {"poss"} or (root.dep_ == "pobj" and root.head.lower_ in SIDES)


def _joined(found: dict[str, Cluster]) -> list[Cluster]:
    """Acronyms go to the body that they abbreviate; a shorter name to the one longer name that holds its words."""
    for key in sorted(found, key=lambda k: (len(k.split()), k)):
        owners = [c for k, c in sorted(found.items()) if k != key and _abbreviates(key, k, found[key], c)]
        if len(owners) == 1:
            short = found.pop(key)
            owners[0].names = sorted([*owners[0].names, *short.names], key=lambda n: n.start)
            owners[0].votes = total_of((owners[0].votes, short.votes))
    return list(found.values())


def _abbreviates(short: str, long: str, a: Cluster, b: Cluster) -> bool:
    if a.canonical and b.canonical and a.canonical != b.canonical:
        return False
    few, many = short.split(), long.split()
    if len(many) < 2 or b.kind in {COUNTRY, DEMONYM} or a.kind in {COUNTRY, DEMONYM, "group"}:
        return False
    if (
        len(few) == 1
        and len(few[0]) > 1
        and few[0] == "".join(w[0] for w in many if w not in {"of", "the", "for", "and", "on", "in", "to"})
    ):
        return True
    return (
        len(few) < len(many)
        and b.kind == "organization"
        and ((many[-len(few) :] == few and few[-1] in body_nouns()) or (len(few) > 1 and set(few) <= set(many)))
    )
