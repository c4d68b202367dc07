"""The cast of an article: its actors with their ids, kinds and mentions, and who is meant at which token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.naming.actors import clusters
from kg.extract.naming.groups import Group, find_bare, find_groups, find_parties
from kg.extract.naming.kinds import COUNTRY, DEMONYM
from kg.extract.naming.names import PLURALS, Name
from kg.extract.naming.persons import Cluster
from kg.extract.naming.relevance import ALONE, THRESHOLD, features, probability
from kg.extract.reading import Named
from kg.identity import actor_id
from kg.model import KINDS, Actor, Article, Kind, Mention, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


@dataclass(slots=True, eq=False)
class Role:
    """One member of the cast while it is being gathered: token spans, and whether it takes part in the events told."""

    kind: Kind
    key: str
    spans: list[tuple[int, int]] = field(default_factory=list)
    heads: dict[int, int] = field(default_factory=dict)  # token that stands for it -> index of its span
    standard: str | None = None  # the gazetteer's name, by which it is one across articles
    sort: str = "name"  # name, country, place or noun: what it was found by
    titles: set[str] = field(default_factory=set)
    names: list[Name] = field(default_factory=list)  # those of the spans that are proper names


Roles = dict[tuple[str, str], Role]
BODY_KINDS: tuple[Kind, ...] = ("organization", "government", "group")


@dataclass(frozen=True, slots=True)
class Cast:
    """Actors of an article; `means` tells who a token names; `acting` holds the ids of those that take part.

    `prominent`: those of them that are worth naming even where nothing is stated of them.
    `named`: the places of proper names; `titles`: the role nouns written before the names of each actor, by its id.
    """

    actors: tuple[Actor, ...]
    means: dict[int, tuple[Actor, ...]]
    acting: frozenset[str]
    prominent: frozenset[str]
    titles: dict[str, tuple[str, ...]]
    named: tuple[Named, ...]


def cast(article: Article, doc: Doc, home: str | None = None) -> Cast:
    """Gather the cast of an article, about the country `home`, from names and from common nouns."""
    made = [(role, _actor(article, doc, role)) for role in gather(doc, home)]
    means: dict[int, tuple[Actor, ...]] = {head: (actor,) for role, actor in made for head in role.heads}
    titles = {a.id: tuple(sorted(role.titles)) for role, a in made if role.titles}
    chances = [(a.id, _chance(doc, role)) for role, a in made]
    acting, prominent = (frozenset(i for i, p in chances if p >= least) for least in (THRESHOLD, ALONE))
    named = [Named(a, name.start, name.end, name.title) for role, a in made for name in role.names]
    return Cast(
        tuple(a for _, a in made), means, acting, prominent, titles, tuple(sorted(named, key=lambda n: n.start))
    )


def _chance(doc: Doc, role: Role) -> float:
    """The probability that a member of the cast takes part in the events told."""
    return probability(features(doc, role.kind, role.sort, role.spans, bool(role.titles)))


def gather(doc: Doc, home: str | None = None) -> list[Role]:
    """All who are named in a Doc, whether they act or not, in order of first mention."""
    roles: Roles = {}
    for cluster in clusters(doc, home):
        _add_cluster(doc, roles, cluster)
    named = {head for role in roles.values() for head in role.heads}
    for group in find_groups(doc):
        if group.head not in named:  # "the ruling Labour Party" is named already
            _add_group(doc, roles, group)
    ends = {key.rpartition(" ")[2] for _, key in roles}
    for group in find_bare(doc):
        if group.head not in named and doc[group.head].lower_ not in ends:
            _add_group(doc, roles, group)
    for party in find_parties(doc, home):
        _add_group(doc, roles, party, means=False)
    return sorted((role for role in roles.values() if role.spans), key=lambda role: min(role.spans))


def _add_cluster(doc: Doc, roles: Roles, cluster: Cluster) -> None:
    if cluster.kind == DEMONYM and cluster.canonical is None:
        return  # "Muslim": an adjective names nobody
    nation = cluster.kind in {COUNTRY, DEMONYM}
    kind = "government" if nation or cluster.kind == "place" else cluster.kind
    if kind not in KINDS:
        return
    sort = "country" if nation else "place" if cluster.kind == "place" else "name"
    role = roles.setdefault((kind, cluster.key), Role(kind, cluster.key, standard=cluster.canonical, sort=sort))
    for name in cluster.names:
        text = doc[name.start : name.end].text
        if nation and known.demonym(text) and not known.country(text) and not _people(doc, name):
            continue
        role.titles.update(_titles(doc[name.title : name.start]))
        role.names.append(name)
        _place(role, name.start, name.end, range(max(name.title, name.start - 1), name.end))


def _people(doc: Doc, name: Name) -> bool:
    """Whether a demonym means those who act for a country: "the Russians"."""
    several = doc[name.end - 1].tag_ in PLURALS and name.end - name.start == 1
    return several and name.start > 0 and doc[name.start - 1].lower_ == "the"


def _titles(words: Span) -> Iterator[str]:
    """The roles that a title tells, in lower case: its nouns, what "Sen." stands for, the office as a whole."""
    for token in words:
        title = known.title(token.text)
        if title or known.role_noun(token.text):
            yield token.lower_
        if title and title.role:
            yield title.role
    if found := known.office(words.text):
        yield found.office.name


def _add_group(doc: Doc, roles: Roles, group: Group, *, means: bool = True) -> None:
    """Add an actor; `means`: whether its head stands for it, as "a Republican" does not for the party."""
    name = group.standard or fold(doc[group.start : group.end].text)
    start = group.start if group.amount is None else group.amount
    sort = "country" if group.kind == "government" and group.standard else "noun"
    role = _known_role(roles, group.kind, fold(name)) or roles.setdefault(
        (group.kind, fold(name)), Role(group.kind, fold(name), standard=group.standard, sort=sort)
    )
    _place(role, start, group.end, [group.head] if means else [])


def _known_role(roles: Roles, kind: Kind, key: str) -> Role | None:
    """The role of this key, of this kind or else another: the Republicans and the Republican Party."""
    return roles.get((kind, key)) or next((roles[k, key] for k in BODY_KINDS if (k, key) in roles), None)


def _place(role: Role, start: int, end: int, heads: range | list[int]) -> None:
    role.spans.append((start, end))
    role.heads.update(dict.fromkeys(heads, len(role.spans) - 1))


def _actor(article: Article, doc: Doc, role: Role) -> Actor:
    name = name_of(doc, role)
    others = tuple(sorted({_form(doc, start, end) for start, end in role.spans} - {name}))
    mentions = tuple(sorted({Mention(article.id, doc[s].idx, doc[e - 1].idx + len(doc[e - 1])) for s, e in role.spans}))
    body = known.body(role.standard) if role.standard else None
    standard = role.standard or (role.key if role.sort == "noun" and role.key else name)
    key = actor_id(standard, body.kind if body else role.kind, article)
    return Actor(key, name, role.kind, others, (), mentions)


def name_of(doc: Doc, role: Role) -> str:
    """The fullest form: most words, then the commonest; a country's plain name before "X officials".

    A place that stands for a body is no name of it while there are others; nor is an adjective, of several people.
    """
    forms = [_form(doc, start, end) for start, end in role.spans]
    plain = [f for f in forms if known.country(f)] if role.kind == "government" else []
    if plain and (land := known.country(plain[0])):
        known_as = [f for f in plain if f not in land.weak]  # "America" is more than a government's name
        return min(known_as, key=lambda f: (f != land.name, -plain.count(f), f), default=land.name)
    own = [f for f in forms if not known.metonym(f)] if role.standard else forms
    several = [f for f in own if f.endswith("s")] if role.kind == "group" and role.standard else []
    if role.sort == "noun" and not role.standard:  # "lawmakers" rather than "some lawmakers"
        own = [f for f in own if fold(f) == role.key] or own
    return min(several or own or forms, key=lambda f: (-len(f.split()), -forms.count(f), f))


def _form(doc: Doc, start: int, end: int) -> str:
    """A surface form on one line, without the article before it and the possessive behind it."""
    return " ".join(doc[start:end].text.split()).removesuffix("'s").removeprefix("The ").strip()
