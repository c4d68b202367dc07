"""The ids of actors and policies: readable names, with a hash where a name says too little."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from kg.model import Article, Kind, digest, fold

GroupT = TypeVar("GroupT")


def slug(name: str) -> str:
    """Readable local name of a phrase: letters and digits of any script, joined by hyphens."""
    return re.sub(r"[\W_]+", "-", fold(name)).strip("-") or digest(name, size=8)


def actor_id(name: str, kind: Kind, article: Article) -> str:
    """Id of an actor. Unnamed actors, and persons known by one word only, stay apart in each article."""
    base = slug(name) if kind == "person" else f"{slug(name)}-{kind}"
    alone = kind == "unnamed" or (kind == "person" and len(fold(name).split()) == 1)
    return f"{base}-{digest(article.id, size=8)}" if alone else base


def policy_id(name: str, article: Article) -> str:
    """Id of a policy: its name, without articles and case. One common noun ("ban") stays apart in each article."""
    return f"{slug(name)}-{digest(article.id, size=8)}" if name.islower() and len(name.split()) == 1 else slug(name)


def canonical_ids(
    groups: Mapping[str, GroupT],
    of_entries: Callable[[GroupT], Sequence[tuple[str, str]]],
    told_apart: Callable[[GroupT, Sequence[GroupT]], str],
) -> dict[str, str]:
    """The id of each group's actor or policy: the commonest of its entries; of several the one most named keeps it.

    `groups` by their ids; `of_entries` gives the id and article of each entry of a group, `told_apart` what tells one
    group from others of its id.
    """
    bases: dict[str, list[str]] = defaultdict(list)
    sizes = {key: len(of_entries(group)) for key, group in groups.items()}
    for key, group in groups.items():
        bases[_commonest(of_entries(group))].append(key)
    made: dict[str, str] = {}
    for base in sorted(bases):
        first, *others = sorted(bases[base], key=lambda key: (-sizes[key], key))
        rest = [groups[key] for key in others]
        made[first] = base
        made |= {key: f"{base}-{told_apart(group, rest)}" for key, group in zip(others, rest, strict=True)}
    return made


def _commonest(entries: Iterable[tuple[str, str]]) -> str:
    """The commonest id; one that holds for all articles before one of a single article."""
    told = list(entries)
    counts = Counter(key for key, _ in told)
    alone = {key for key, article in told if key.endswith(digest(article, size=8))}
    return min(counts, key=lambda key: (key in alone, -counts[key], key))
