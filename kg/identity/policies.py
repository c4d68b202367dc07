"""Which policies of articles are one: equal names, equal parts of names, acronyms; in doubt they stay apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kg.identity.decisions import Ruling, Verdict
from kg.identity.forms import acronym, is_acronym
from kg.identity.policy_entries import PolicyEntry
from kg.identity.policy_forms import Key, PolicyForm
from kg.identity.policy_groups import PolicyGroup, conflict, doubt, is_common, telling
from kg.identity.policy_likeness import UNSURE, look_alikes
from kg.identity.policy_resolved import ResolvedPolicies
from kg.model import fold

EXACT, TITLE, WORDS, ACRONYM, WITHIN = 0.95, 0.95, 0.85, 0.8, 0.75
LOOK_BACK = 8  # groups of one name and country with which another is compared
WRITTEN = 3  # of these, from how many it is said to be apart
LITTLE = 2  # words more that leave a fuller name of one article the same policy
LETTERS = 3  # of an acronym that may be told from initials alone
NO_LAND = ""


def resolve_policies(entries: Iterable[PolicyEntry], ruling: Ruling | None = None) -> ResolvedPolicies:
    """Group entries into policies. Linear in the entries but for small blocks of like names; deterministic."""
    ruling, told, found = ruling or Ruling(), list(entries), ResolvedPolicies()
    for entry in told:
        found.groups[entry.id] = found.holder[entry.id] = PolicyGroup.of(entry)
    for pair in ruling.same:  # first, so that a person's word holds
        holders = {found.holder[key].id: found.holder[key] for key in pair if key in found.holder}
        if len(holders) > 1:
            found.merge(holders[max(holders)], holders[min(holders)])
    for same in _by_name(told):
        _gather(found, [found.holder[entry.id] for entry in same], ruling, "same name", EXACT)
    for key, groups in _by_key(found.groups.values()):
        _gather(found, [found.holder[group.id] for group in groups], ruling, *_why(key))
    _join_acronyms(found, ruling)
    _join_within(found, ruling)
    for one, other, verdict, reason, score in look_alikes(list(found.groups.values())):
        if not ruling.forbids(one.ids, other.ids):
            found.decide(one, other.id, verdict, reason, score)
    return found


def _by_name(entries: Iterable[PolicyEntry]) -> Iterator[list[PolicyEntry]]:
    groups: dict[str, list[PolicyEntry]] = defaultdict(list)
    for entry in entries:
        groups[entry.policy.id].append(entry)
    for key in sorted(groups):
        yield sorted(groups[key], key=lambda e: (e.published or "", e.id))


def _by_key(groups: Iterable[PolicyGroup]) -> list[tuple[Key, list[PolicyGroup]]]:
    """Groups some of whose names have the same parts, the largest first."""
    blocks: dict[Key, list[PolicyGroup]] = defaultdict(list)
    for group in groups:
        for key in sorted({form.key for form in group.forms.values() if form.key}):
            blocks[key].append(group)
    several = (key for key in sorted(blocks) if len({e for g in blocks[key] for e in g.forms}) > 1)
    return [(key, sorted(blocks[key], key=lambda g: (-len(g.entries), g.id))) for key in several]


def _why(key: Key) -> tuple[str, float]:
    known = key[0].startswith("title:")
    return (f"names of {key[0].removeprefix('title:')}", TITLE) if known else ("the same words otherwise put", WORDS)


class _Shelf:
    """Groups of one name or key so far, by article and by country: a new one is compared with few of them."""

    def __init__(self) -> None:
        self._by_article: dict[str, list[PolicyGroup]] = defaultdict(list)
        self._by_land: dict[str, list[PolicyGroup]] = defaultdict(list)

    def put(self, group: PolicyGroup, taken: PolicyGroup) -> None:
        """Put a group where one that it has taken in, or is itself, would be looked for."""
        for article in sorted(taken.articles):
            self._by_article[article].append(group)
        for land in sorted(taken.lands) or [NO_LAND]:
            if not self._by_land[land] or self._by_land[land][-1] is not group:
                self._by_land[land].append(group)

    def near(self, group: PolicyGroup) -> list[PolicyGroup]:
        """Those of its articles first, then the latest of its countries and of a few others."""
        beside = [g for article in sorted(group.articles) for g in self._by_article[article]]
        if not telling(group):
            return list(dict.fromkeys(beside))
        own = [NO_LAND, *sorted(group.lands)] if group.lands and is_common(group) else list(self._by_land)
        others = list(islice((land for land in self._by_land if land not in own), WRITTEN))
        latest = [g for lands, most in ((own, LOOK_BACK), (others, 1)) for land in lands for g in self._row(land, most)]
        return list(dict.fromkeys((*beside, *latest)))

    def _row(self, land: str, most: int) -> list[PolicyGroup]:
        return self._by_land[land][-most:] if land in self._by_land else []


def _gather(found: ResolvedPolicies, groups: Sequence[PolicyGroup], ruling: Ruling, reason: str, score: float) -> None:
    """Join groups of one name or key, those whose country is known first, where nothing keeps them apart."""
    shelf = _Shelf()
    for group in sorted(dict.fromkeys(groups), key=lambda g: (len(g.entries) == 1, not g.lands)):
        others = [g for g in shelf.near(group) if not ruling.forbids(g.ids, group.ids)]
        apart = {g.id: kept for g in others if (kept := _apart(group, g))}
        fits = [g for g in others if g.id not in apart]
        if len(fits) > 1 and _open(group, fits) and not group.articles & fits[0].articles:
            apart |= {g.id: ("unsure", f"{len(fits)} others fit") for g in fits}
            fits = []
        for other, (verdict, why) in list(apart.items())[: 0 if fits else WRITTEN]:
            found.decide(group, other, verdict, f"{reason}, {why}", UNSURE if verdict == "unsure" else score)
        if fits:
            found.decide(group, fits[0].id, "same", _told(reason, group, fits[0]), score)
            found.merge(group, fits[0])
        shelf.put(fits[0] if fits else group, group)


def _open(group: PolicyGroup, fits: Sequence[PolicyGroup]) -> bool:
    """Whether nobody can tell which of several groups one is: of which country, or what its letters stand for."""
    return is_common(group) or any(g.meanings for g in fits)


def _apart(group: PolicyGroup, other: PolicyGroup) -> tuple[Verdict, str] | None:
    """Why two groups of one name or key are not joined."""
    if why := conflict(group, other):
        return "different", why
    return ("unsure", f"yet {why}") if (why := doubt(group, other)) else None


def _told(reason: str, one: PolicyGroup, other: PolicyGroup) -> str:
    explained = next((e for g in (one, other) for e in g.entries if e.stands_for), None)
    return f"{explained.policy.name} stands for {explained.stands_for}" if explained else reason


def _join_acronyms(found: ResolvedPolicies, ruling: Ruling) -> None:
    """Names of capitals that no article explains: the one policy of these initials."""
    short = [g for g in found.groups.values() if _is_short(g)]
    named: dict[str, list[PolicyGroup]] = defaultdict(list)
    for group in found.groups.values():
        if group.form.named and (letters := acronym(group.entries[0].policy.name)):
            named[letters].append(group)
    for group in sorted(short, key=lambda g: g.id):
        fits = [g for g in named[fold(group.entries[0].policy.name)] if not conflict(group, g)]
        fits = [g for g in fits if not ruling.forbids(g.ids, group.ids)]
        abroad = any(group.lands and g.lands and not group.lands & g.lands for g in fits)
        why = "in articles about other countries" if abroad else f"{len(fits)} others fit"
        if len(fits) == 1 and not abroad:
            found.decide(group, fits[0].id, "same", "acronym", ACRONYM)
            found.merge(group, fits[0])
        else:
            for other in fits[:WRITTEN]:
                found.decide(group, other.id, "unsure", f"acronym, {why}", UNSURE)


def _is_short(group: PolicyGroup) -> bool:
    name = group.entries[0].policy.name
    return is_acronym(name) and len(fold(name)) >= LETTERS and not group.form.title and not group.meanings


def _join_within(found: ResolvedPolicies, ruling: Ruling) -> None:
    """Policies of one article alone that another of its policies names too, with little more."""
    alike: dict[tuple[str, str, bool, Key, frozenset[str]], list[PolicyGroup]] = defaultdict(list)
    for group in sorted(found.groups.values(), key=lambda g: (len(g.form.arguments), g.id)):
        form = group.form
        for article in sorted(group.articles) if form.kind else ():
            alike[article, form.kind, form.deed, form.turns, form.figures].append(group)
    for (article, *_), groups in sorted(alike.items(), key=lambda item: (item[0][0], item[1][0].id)):
        for small in [g for g in groups if len(g.articles) == 1 and telling(g)]:
            fits = [g for g in groups if g.id in found.groups and _fuller(small.form, g.form)]
            fits = [g for g in fits if not conflict(small, g) and not ruling.forbids(small.ids, g.ids)]
            if len(fits) == 1:
                beside = min(e.id for e in fits[0].entries if e.article == article)
                reason = "one name says the other and little more, in one article"
                found.decide(small, beside, "same", reason, WITHIN)
                found.merge(small, fits[0])


def _fuller(small: PolicyForm, large: PolicyForm) -> bool:
    """Whether a name says what another of the same kind, turn and rank says, and little more."""
    held = small.words <= large.words and small.lands <= large.lands
    return held and 0 < len(large.arguments) - len(small.arguments) <= LITTLE
