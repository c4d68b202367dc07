"""An `Entry`: an actor as one article tells of it, with what helps to know it again in another article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kg.identity.lands import is_shared, lands_of, named_in, usual_of, whose
from kg.identity.renaming import renamings
from kg.model import Actor, Article, Membership, Statement, digest, fold
from kg.statements import actors_of


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """An actor of one article. `id` stays the same whatever it is joined with.

    `lands` are the countries that the article connects with it, `near` all that it names, `roles` its folded roles with
    their bodies, `renamed` folded names that it has or had as well.
    """

    id: str
    actor: Actor
    article: str
    published: str | None = None
    lands: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    roles: frozenset[tuple[str, str]] = frozenset()
    renamed: frozenset[str] = frozenset()


def entry_id(actor: str, article: str) -> str:
    """The id of an actor of an article."""
    return f"{actor}@{_article_digest(article)}"


@lru_cache(maxsize=1 << 15)
def _article_digest(article: str) -> str:
    return digest(article, size=8)


def _told(actor: Actor) -> tuple[int, int, str]:
    """Of several forms of an actor in one article: the one with most mentions and aliases comes first."""
    return -len(actor.mentions), -len(actor.aliases), actor.name


@dataclass(slots=True)
class _Seen:
    actors: list[Actor] = field(default_factory=list)
    lands: set[str] = field(default_factory=set)
    roles: set[tuple[str, str]] = field(default_factory=set)


def entries(articles: Iterable[Article], actors: Iterable[Actor], statements: Sequence[Statement]) -> list[Entry]:
    """The entries of what articles say, sorted by id; an actor of a statement is in the articles of its evidence."""
    articles, actors = list(articles), list(actors)
    seen: dict[tuple[str, str], _Seen] = defaultdict(_Seen)
    for actor, article in appearances(actors, statements):
        seen[actor.id, article].actors.append(actor)
    for found in seen.values():
        found.actors.sort(key=_told)  # stable for equal ones
    near = _tell_lands(seen, {article.id: article.text for article in articles})
    _tell_roles(seen, statements)
    dates = {article.id: article.published for article in articles}
    names = renamings(articles, actors)
    made = (
        Entry(entry_id(key, article), found.actors[0], article, dates.get(article), frozenset(found.lands),
              near.get(article, frozenset()), frozenset(found.roles), frozenset(names.get((key, article), ())))
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


def _tell_lands(seen: dict[tuple[str, str], _Seen], texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The countries that names of bodies tell; of a name that several countries share, its owner's or the article's.

    Returns the countries that each article names.
    """
    near: dict[str, set[str]] = defaultdict(set)
    bodies = [(article, found) for (_, article), found in seen.items() if found.actors[0].kind != "person"]
    usual = Counter((article, usual_of(found.actors[0])) for article, found in bodies)
    for article, found in bodies:
        body, text = found.actors[0], texts.get(article, "")
        found.lands |= lands_of(body)
        if is_shared(body):
            land = usual_of(body)
            others = {land: usual[article, land] - 1} if land else {}
            found.lands |= whose(body, article, text, others)
            near[article] |= {land for land, _ in named_in(text)}
        near[article] |= found.lands
    return {article: frozenset(lands) for article, lands in near.items()}


def _tell_roles(seen: Mapping[tuple[str, str], _Seen], statements: Iterable[Statement]) -> None:
    for statement in statements:
        if isinstance(statement, Membership):
            body = statement.organization
            for article in sorted({e.article for e in statement.evidence}):
                own = seen[statement.person.id, article]
                own.roles.add((fold(statement.role), body.id if body else ""))
                own.lands |= seen[body.id, article].lands if body else set()
