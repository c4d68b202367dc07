"""Actors as their authority knows them: its identifiers, its name, its aliases; never its roles, countries or dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.authorities import Authorities, Known
from kg.identity.matching import agree, is_full
from kg.identity.told import is_unique
from kg.model import Actor, Kind, fold


def adopted(actors: Mapping[str, Actor], known: Mapping[str, Known], authorities: Authorities) -> dict[str, Actor]:
    """The actors that are `known` (by their ids) with what their authority calls them; ids and mentions stay."""
    bearers: dict[str, set[str]] = {}
    for actor in actors.values():
        for form in (actor.name, *actor.aliases):
            bearers.setdefault(fold(form), set()).add(actor.id)
    return {key: _adopted(actors[key], known[key], authorities, bearers) for key in sorted(known)}


def _adopted(actor: Actor, known: Known, authorities: Authorities, bearers: Mapping[str, set[str]]) -> Actor:
    """One actor. A form that another actor or another entry bears is no alias: it would make them look like one."""
    name = known.name if _is_better(known.name, actor) else actor.name
    kind: Kind = known.kind if actor.kind == "unnamed" else actor.kind
    new = {
        form
        for form in (known.name, *known.aliases)
        if bearers.get(fold(form), {actor.id}) == {actor.id} and authorities.find(form, known.kind) == (known,)
    }
    aliases = sorted({actor.name, *actor.aliases, *new} - {name})
    same_as = sorted({*actor.same_as, *known.same_as})
    return replace(actor, name=name, kind=kind, aliases=tuple(aliases), same_as=tuple(same_as))


def _is_better(name: str, actor: Actor) -> bool:
    """Whether an authority's name is a full one, and one that articles use or that does not contradict theirs."""
    if actor.kind == "unnamed" or is_unique(actor.name):  # "the prime minister" is no name
        return is_full(name)
    used = fold(name) in map(fold, actor.aliases)
    return (actor.kind != "person" or is_full(name)) and (used or agree(name, actor.name, actor.kind))
