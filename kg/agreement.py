"""When an answer and a gold annotation of the same article mean the same: names, phrases, policies, whole items.

An item is a record such as {"actor": "Jane Roe", "stance": "oppose", "policy": "school tax", "evidence": "…"}; in gold
annotations also with what else would be right: "policy_aliases", "role_aliases", "organization_aliases".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from kg.model import fold

Item = dict[str, Any]

ALIKE = 85  # of 100, from which two phrases or quotations are the same
SHARED = 0.6  # of the content words of the shorter of two phrases; of the characters of the shorter evidence
LONG = 4  # letters; longer words lose their ending
ENDINGS = re.compile(r"(ations?|ings?|ies|e[sd]|[sey])$")
# Words that make no difference between two policies.
EMPTY = frozenset(
    {
        "a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their", "our", "your",
        "of", "to", "for", "in", "on", "at", "by", "with", "from", "and", "or",
        "is", "are", "was", "were", "be", "will", "would",
        "use", "new", "proposed", "plan", "plans", "policy", "policies", "s",
    }
)  # fmt: skip


class Names:
    """The actors of a gold annotation by all their forms; persons also by a surname that only one of them has."""

    def __init__(self, actors: Iterable[Item]) -> None:
        self._forms: dict[str, str] = {}
        self._bearers: dict[str, set[str]] = {}
        for actor in actors:
            name = actor["name"]
            for form in (name, *actor.get("aliases", ())):
                self._forms.setdefault(fold(form), name)
            if actor.get("type") == "person":
                self._bearers.setdefault(_last(fold(name)), set()).add(name)

    def denoted(self, name: str | None) -> str:
        """The name of the gold actor that a name denotes, else the folded name itself."""
        form = fold(name or "")
        if form in self._forms:
            return self._forms[form]
        bearers = self._bearers.get(_last(form), set()) if form else set()
        return next(iter(bearers)) if len(bearers) == 1 else form

    def same(self, answer: str | None, gold: str | None) -> bool:
        """Whether two names denote the same actor."""
        return self.denoted(answer) == self.denoted(gold)


def _last(form: str) -> str:
    return form.rpartition(" ")[2]


def same_phrase(answer: str | None, accepted: Iterable[str | None]) -> bool:
    """Whether a phrase is nearly one of the accepted ones, word order and repetition aside."""
    from rapidfuzz.fuzz import token_set_ratio

    form = fold(answer or "")
    return bool(form) and any(token_set_ratio(form, fold(a)) >= ALIKE for a in accepted if a)


def same_policy(answer: Item, gold: Item) -> bool:
    """Whether the names of two policies share most content words, or some where the evidence is the same."""
    from rapidfuzz.fuzz import partial_ratio

    own = content(answer.get("policy") or "")
    shared = [(len(own & words), min(len(own), len(words))) for p in _policies(gold) if (words := content(p))]
    if any(count >= SHARED * size for count, size in shared if count):
        return True
    texts = [fold(item.get("evidence") or "") for item in (answer, gold)]
    return any(count for count, _ in shared) and all(texts) and partial_ratio(*texts) >= 100 * SHARED


def _policies(gold: Item) -> list[str]:
    return [gold["policy"], *gold.get("policy_aliases", ())]


@lru_cache(maxsize=4096)
def content(phrase: str) -> frozenset[str]:
    """The content words of a phrase, long ones without their ending."""
    words = (word for word in fold(phrase).split() if word not in EMPTY)
    return frozenset(ENDINGS.sub("", word) if len(word) > LONG else word for word in words)


def _actors(names: Names, answer: Item, gold: Item) -> bool:
    return names.same(answer["name"], gold["name"])


def _roles(names: Names, answer: Item, gold: Item) -> bool:
    if not names.same(answer["person"], gold["person"]):
        return False
    if not same_phrase(answer["role"], [gold["role"], *gold.get("role_aliases", ())]):
        return False
    body, wanted = answer.get("organization"), gold.get("organization")
    accepted = [wanted, *gold.get("organization_aliases", ())]
    return wanted is None or same_phrase(body, accepted) or names.same(body, wanted)


def _dated_roles(names: Names, answer: Item, gold: Item) -> bool:
    return answer.get("status", "current") == gold.get("status", "current") and _roles(names, answer, gold)


def _stances(names: Names, answer: Item, gold: Item) -> bool:
    same = answer["stance"] == gold["stance"] and names.same(answer["actor"], gold["actor"])
    return same and same_policy(answer, gold)


def _quotes(names: Names, answer: Item, gold: Item) -> bool:
    from rapidfuzz.fuzz import ratio

    return names.same(answer["speaker"], gold["speaker"]) and ratio(fold(answer["quote"]), fold(gold["quote"])) >= ALIKE


def _relations(names: Names, answer: Item, gold: Item) -> bool:
    ends = all(names.same(answer[end], gold[end]) for end in ("source", "target"))
    return ends and answer["relation"] == gold["relation"]


Agree = Callable[[Names, Item, Item], bool]

# Each task with the kind of item that it compares.
TASKS: dict[str, tuple[str, Agree]] = {
    "actors": ("actors", _actors),
    "roles": ("roles", _roles),
    "roles+status": ("roles", _dated_roles),
    "stances": ("stances", _stances),
    "quotes": ("quotes", _quotes),
    "relations": ("relations", _relations),
}
