"""From a body's name to its actor: the one the article names, else a new one without mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns
from kg.extract.meaning.institutions import is_such
from kg.extract.reading import Reading
from kg.identity import actor_id
from kg.model import Actor, Kind, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

CAMPAIGN = "campaign"
BODY_KINDS = ("organization", "government", "group")


class Bodies:
    """The bodies of an article by any of their names, the gazetteer's among them."""

    def __init__(self, reading: Reading) -> None:
        self.article, self.named, self.home = reading.article, reading.named, reading.home
        self.by_name: dict[str, Actor] = {}
        people = [a for a in reading.actors if a.kind == "person"]
        self.persons = {fold(form): a for a in people for form in _short_forms(a)}
        for actor in reading.actors:
            if actor.kind in BODY_KINDS:
                for form in (actor.name, *actor.aliases):
                    for key in self._keys(form):
                        self.by_name.setdefault(key, actor)

    def knows(self, name: str) -> bool:
        """Whether the article or the gazetteer knows a body of this name."""
        if name.rsplit(maxsplit=1)[-1].lower() in body_nouns() and " " in name:
            return True
        return (
            any(key in self.by_name for key in self._keys(name))
            or (known.body(name) or known.metonym(name)) is not None
        )

    def own(self, office: known.Office, home: str) -> str | None:
        """The seat of an office, of those that are usually another country's, that the article names as this one's."""
        if home != self.home:
            return None
        here = (name for name in office.organization if any(key in self.by_name for key in self._keys(name)))
        return next((n for n in here if (b := known.body(n, country=home)) and b.country == home), None)

    def person(self, name: str) -> Actor | None:
        """The person of this name or surname, with or without a title: "President Roe"."""
        words = name.partition(" of ")[0].split()
        for start in range(len(words)):
            titular = start == 0 or known.title(words[start - 1]) or known.role_noun(words[start - 1])
            if titular and (found := self.persons.get(fold(" ".join(words[start:])))):
                return found
        return None

    def such(self, noun: str, at: int) -> Actor | None:
        """The body of a noun ("agency", "committee") that was named last before a token; the article's one campaign."""
        before = (n.actor for n in reversed(self.named) if n.start < at)
        if last := next((actor for actor in before if is_such(actor, noun)), None):
            return last
        found = list(dict.fromkeys(actor for actor in self.by_name.values() if is_such(actor, noun)))
        return found[0] if noun == CAMPAIGN and len(found) == 1 else None

    def beside(self, doc: Doc, at: int) -> Actor | None:
        """The one body named in a token's sentence or the one before."""
        first = doc[at].sent.start
        start = doc[first - 1].sent.start if first else 0
        near = {n.actor for n in self.named if start <= n.start < doc[at].sent.end and n.actor.kind in BODY_KINDS}
        return next(iter(near)) if len(near) == 1 else None

    def find(self, name: str) -> Actor:
        """The actor of this name; the article's own if it names it."""
        for key in self._keys(name):
            if key in self.by_name:
                return self.by_name[key]
        full, kind = _standard(name, self.home)
        actor = Actor(actor_id(full, kind, self.article), full, kind)
        return self.by_name.setdefault(fold(name), actor)

    def _keys(self, name: str) -> list[str]:
        full, _ = _standard(name, self.home)
        return [fold(name), fold(full)]


def _short_forms(person: Actor) -> set[str]:
    return {form for name in (person.name, *person.aliases) for form in (name, name.split()[-1])}


def _standard(name: str, home: str | None) -> tuple[str, Kind]:
    """The gazetteer's name and kind of a body, that of `home` of several; of an unknown one its own name."""
    if land := known.country(name):
        return land.name, "government"
    if body := known.body(name, country=home):
        return body.name, body.kind
    if metonym := known.metonym(name):
        return metonym.name, metonym.kind
    if region := known.region(name):
        return region.name, "government"
    return name, "organization"
