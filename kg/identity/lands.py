"""Whose a body is: the countries that its name tells; of a name that several countries share, what its text tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from kg import gazetteer as known
from kg import seeds
from kg.identity.names import slug
from kg.model import Actor
from kg.resources import rows

LEAST = 3  # namings of the country that an article is about
CLEAR = 0.7  # share of the namings of countries in an article from which on they are all of one country
WORDS = 3  # of the name of a country at most
BEFORE = 40  # characters before a mention in which its owner stands
OWNERS = frozenset({"his", "her", "their", "its", "our", "my", "your", "both", "some", "other", "these", "those"})
RUN = re.compile(r"[A-Z][\w.]*(?:['’]s)?(?:[ -](?:(?:of|and|the) )*[A-Z][\w.]*(?:['’]s)?)*")


def lands_of(body: Actor) -> set[str]:
    """The countries that the name of a body tells; none where bodies of several countries bear it."""
    if is_shared(body):
        return set()
    named = known.body(body.name)
    land = known.nation(body.name) or known.government(body.name)
    names = {named.country if named else None, land.name if land else None}
    return {name for name in names if name and name != "*"}


def is_shared(body: Actor) -> bool:
    """Whether bodies of several countries bear the name of one: the Senate, Labour; not where it tells its country."""
    return body.kind in {"organization", "group"} and _is_shared(body.name)


@lru_cache(maxsize=1 << 14)
def _is_shared(name: str) -> bool:
    named = known.body(name)
    return known.is_shared(name) and (named is None or named.type != "company")


def is_description(body: Actor) -> bool:
    """Whether the words for a group or body name nobody: "rebels", "her parents", "the federal government"."""
    return body.kind in {"group", "organization", "government"} and _describes(body.name, body.kind == "group")


@lru_cache(maxsize=1 << 14)
def _describes(name: str, of_people: bool) -> bool:
    words = name.split()
    if not words or not words[-1][:1].islower() or known.body(name) or known.is_shared(name):
        return False
    proper = [word for word in words if word[:1].isupper()]
    return words[0].lower() in OWNERS or not any(_names(word) or not of_people for word in proper)


def _names(word: str) -> bool:
    """Whether a capital is more than that of a sentence's first word: "Kenyan lawmakers", not "Senior lawmakers"."""
    bare = re.sub(r"['’]s$", "", word)
    known_as = (known.nation(bare), known.party(bare), known.region(bare), known.body(bare, weak=True))
    return bare != word or any(known_as)


def _told_by_id(body: Actor) -> set[str]:
    """The country of the body that the id names where the name does not, as extraction told it from the article."""
    words, table = body.id.split("-"), seeds.bodies()
    named = [b for b in (*table.strong.all(body.name), *table.weak.all(body.name)) if b != known.body(body.name)]
    found = {b.country for b in named if body.id.startswith(f"{slug(b.name)}-") and b.country not in {None, "", "*"}}
    starts = (known.nation(" ".join(words[:count]).title()) for count in range(WORDS, 0, -1))
    return {land for land in found if land} or {land.name for land in starts if land}


def owners(body: Actor, article: str, text: str) -> set[str]:
    """The countries that stand right before the mentions of a body: Kenya's Labour Party, the Kenyan Senate."""
    starts = [m.start for m in body.mentions if m.article == article]
    found = (_last(text[max(0, start - BEFORE) : start]) for start in starts)
    return {land for land in found if land}


def _last(text: str) -> str | None:
    words = text.split(" ")[:-1] if text.endswith(" ") else []
    ends = (" ".join(words[-count:]) for count in range(WORDS, 0, -1) if len(words) >= count)
    return next((land.name for end in ends if end[:1].isupper() and (land := known.nation(end))), None)


@lru_cache(maxsize=1 << 12)
def named_in(text: str) -> tuple[tuple[str, int], ...]:
    """The countries that a text names, by their own names, peoples or capitals, each with how often."""
    counts = Counter(land for run in RUN.findall(text) for land in _named(run.replace("-", " ").split()))
    return tuple(sorted(counts.items()))


def _named(words: list[str]) -> Iterator[str]:
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + WORDS), start, -1):
            phrase = " ".join(words[start:end])
            if land := known.nation(phrase) or known.capital(phrase):
                yield land.name
                break
        start = end if land else start + 1


def whose(body: Actor, article: str, text: str, others: Mapping[str, int]) -> set[str]:
    """The country of a body whose name several share; `others` tells of how many other bodies a country is the usual.

    Its id or what stands before the name tells it; else it is the country that news usually means, where the article
    names that country or another body of it; else the country that the article is about. In doubt it is unknown.
    """
    if found := _told_by_id(body) or owners(body, article, text):
        return found
    counts, usual = Counter(dict(named_in(text))), usual_of(body)
    if usual and (counts[usual] or others.get(usual, 0) or not counts):
        return {usual}
    [(land, count)] = counts.most_common(1) or [("", 0)]
    least = LEAST if usual else 1
    return {land} if count >= least and count > CLEAR * counts.total() else set()


@cache
def parties() -> dict[str, str]:
    """The well-known parties: their names by their ids."""
    told = (row for row in rows("bodies.tsv") if row["type"] == "party")
    return {f"{slug(row['name'])}-{row['kind'] or 'organization'}": row["name"] for row in told}


def usual_of(body: Actor) -> str | None:
    """The country whose body news usually means by a name."""
    named = known.body(body.name)
    return named.country if named and named.country not in {None, "", "*"} else None
