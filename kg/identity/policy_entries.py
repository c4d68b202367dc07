"""A `PolicyEntry`: a policy as one article tells of it, with what helps to know it again in another article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from kg.identity.entries import Entry, entry_id
from kg.identity.forms import acronym, is_acronym
from kg.identity.lands import CLEAR
from kg.identity.policy_forms import PolicyForm, policy_form
from kg.identity.policy_words import homes
from kg.model import Article, Policy, Stance, fold

MOST_LETTERS = 10  # words of a name that an article gives the acronym of
EXPLAINED = 20  # places at which an acronym may be explained
BEFORE, WITHIN = 200, 120  # characters of it before the acronym, and behind it in parentheses


@dataclass(frozen=True, slots=True, eq=False)
class PolicyEntry:
    """A policy of one article. `id` stays the same whatever it is joined with.

    `lands`: whose politics the article is about, `near`: the countries that it names; `positions`:
    who has which position on it, by the actor's id.
    """

    id: str
    policy: Policy
    article: str
    form: PolicyForm
    published: str | None = None
    lands: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    positions: Mapping[str, str] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    stands_for: str = ""  # of an acronym, what its article says


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the actors of articles: their entries, whom each is, the home of each article."""

    entries: Mapping[str, Entry]
    people: Mapping[str, str]
    homes: Mapping[str, frozenset[str]]


def policy_entries(
    articles: Iterable[Article], stances: Iterable[Stance], actors: Sequence[Entry], people: Mapping[str, str]
) -> list[PolicyEntry]:
    """The policies of the articles, sorted by id. `actors`: the entries of actors, `people`: whom each of them is."""
    texts = {article.id: article for article in articles}
    told: dict[tuple[str, str], list[Stance]] = defaultdict(list)
    for stance in stances:
        for article in sorted({e.article for e in stance.evidence}):
            told[stance.policy.id, article].append(stance)
    known = _Known({entry.id: entry for entry in actors}, people, _homes(actors))
    made = (_entry(same, texts.get(key) or Article(key, ""), known) for (_, key), same in told.items())
    return sorted(made, key=lambda entry: entry.id)


def policy_entry_id(policy: str, article: str) -> str:
    """The id of a policy of an article; a person may have the policy's name: Roe."""
    return entry_id(f"{policy}-policy", article)


def _entry(told: list[Stance], article: Article, known: _Known) -> PolicyEntry:
    policy = told[0].policy
    who = {entry_id(s.actor.id, article.id): s for s in told}
    actors = [known.entries[key] for key in who if key in known.entries]
    lands = known.homes.get(article.id) or frozenset(land for a in actors for land in a.lands)
    words = expansion(policy.name, article.text)
    near = frozenset(land for a in actors for land in a.near)
    return PolicyEntry(
        policy_entry_id(policy.id, article.id),
        policy,
        article.id,
        _at_home(policy_form(words or policy.name), policy.name, lands | near),
        article.published,
        lands,
        near,
        {known.people.get(key, key): s.stance for key, s in who.items()},
        frozenset(known.people.get(key, key) for key, s in who.items() if s.actor.kind == "person"),
        words,
    )


def _at_home(form: PolicyForm, name: str, lands: frozenset[str]) -> PolicyForm:
    """The form of a name, a known policy's only in an article that names its country: many leave the European Union."""
    home = homes().get(form.title or "")
    abroad = home and lands and home not in lands and form.title != name
    return replace(form, title=None) if abroad else form


def _homes(actors: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """The country of most bodies of each article, where most are of one."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in actors:
        if entry.actor.kind != "person":
            counts[entry.article].update(sorted(entry.lands))
    tops = ((article, count, *count.most_common(1)[0]) for article, count in counts.items() if count)
    return {article: frozenset({land}) for article, count, land, top in tops if top > CLEAR * count.total()}


def expansion(name: str, text: str) -> str:
    """What an acronym stands for in an article that explains it: "the Trade Adjustment Bill (TAB)"; else ""."""
    if not is_acronym(name):
        return ""
    phrases = (*_before(name, text), *_behind(name, text))
    return next((phrase for phrase in phrases if acronym(phrase) == fold(name)), "")


def _before(name: str, text: str) -> Iterator[str]:
    """The words before an acronym in parentheses, few and many of them."""
    for match in islice(re.finditer(rf"(?<=\s)\(\s?{re.escape(name)}\s?\)", text), EXPLAINED):
        words = text[max(0, match.start() - BEFORE) : match.start()].split()
        yield from (" ".join(words[-size:]) for size in range(2, min(len(words), MOST_LETTERS) + 1))


def _behind(name: str, text: str) -> Iterator[str]:
    """The words in parentheses behind an acronym."""
    found = re.finditer(rf"\b{re.escape(name)}\s\(([^()]{{3,{WITHIN}}})\)", text)
    return (match[1] for match in islice(found, EXPLAINED))
