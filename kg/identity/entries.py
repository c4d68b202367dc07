"""An `Entry`: an actor as one article tells of it, with what helps to know it again in another article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kg import gazetteer as known
from kg.model import Actor, Article, Membership, Statement, digest, fold
from kg.statements import actors_of

CLEAR = 0.7  # share of the bodies of an article from which on they are all of one country's


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An actor of one article. `id` stays the same whatever it is joined with.

    `lands` are the countries that the article connects with it, `near` all that it names, `roles` its folded roles with
    their bodies.
    """

    id: str
    actor: Actor
    article: str
    published: str | None = None
    lands: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    roles: frozenset[tuple[str, str]] = frozenset()


def entry_id(actor: str, article: str) -> str:
    """The id of an actor of an article."""
    return f"{actor}@{digest(article, size=8)}"


@dataclass(slots=True)
class _Seen:
    actors: list[Actor] = field(default_factory=list)
    lands: set[str] = field(default_factory=set)
    roles: set[tuple[str, str]] = field(default_factory=set)


def entries(articles: Iterable[Article], actors: Iterable[Actor], statements: Sequence[Statement]) -> list[Entry]:
    """The entries of what articles say, sorted by id; an actor of a statement is in the articles of its evidence."""
    seen: dict[tuple[str, str], _Seen] = defaultdict(_Seen)
    for actor, article in appearances(actors, statements):
        seen[actor.id, article].actors.append(actor)
    _tell_roles(seen, statements)
    near = _tell_lands(seen)
    dates = {article.id: article.published for article in articles}
    made = (
        Entry(entry_id(key, article), found.actors[0], article, dates.get(article), frozenset(found.lands),
              near.get(article, frozenset()), frozenset(found.roles))
        for (key, article), found in seen.items()
    )  # fmt: skip
    return sorted(made, key=lambda entry: entry.id)


def appearances(actors: Iterable[Actor], statements: Iterable[Statement]) -> Iterator[tuple[Actor, str]]:
    """Each actor with each article that names it; of a joined actor the mentions tell which.

    One without mentions is in the articles of the statements about it; if there are none, in no article ("").
    """
    told = list(statements)
    said = {actor.id for statement in told for actor in actors_of(statement)}
    for actor in actors:
        nowhere = [] if actor.id in said else [""]
        yield from ((actor, article) for article in sorted({m.article for m in actor.mentions}) or nowhere)
    for statement in told:
        for article in sorted({e.article for e in statement.evidence}):
            yield from ((actor, article) for actor in actors_of(statement))


def _tell_roles(seen: dict[tuple[str, str], _Seen], statements: Iterable[Statement]) -> None:
    for statement in statements:
        if isinstance(statement, Membership):
            body = statement.organization
            for article in sorted({e.article for e in statement.evidence}):
                own = seen[statement.person.id, article]
                own.roles.add((fold(statement.role), body.id if body else ""))
                own.lands |= _lands(body) if body else set()


def _tell_lands(seen: dict[tuple[str, str], _Seen]) -> dict[str, frozenset[str]]:
    """The countries that names of bodies tell; for a name that several countries share, that of the article.

    Returns the countries that each article names.
    """
    usual: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, article), found in sorted(seen.items()):
        if found.actors[0].kind != "person":
            own = _lands(found.actors[0])
            found.lands |= own
            usual[article].update(own)
    for (_, article), found in sorted(seen.items()):
        actor = found.actors[0]
        if actor.kind == "organization" and not found.lands and known.is_shared(actor.name):
            found.lands |= _home(usual[article])
    return {article: frozenset(counts) for article, counts in usual.items()}


def _lands(body: Actor) -> set[str]:
    named = known.body(body.name)
    land = known.nation(body.name) or known.government(body.name)
    names = {named.country if named else None, land.name if land else None}
    return {name for name in names if name and name != "*"}


def _home(counts: Counter[str]) -> set[str]:
    """The country of most of an article's bodies, if most are of one."""
    [(land, count)] = counts.most_common(1) or [("", 0)]
    return {land} if count and count > CLEAR * counts.total() else set()
