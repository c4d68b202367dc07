"""Policies of like names that are not one: opposite directions, other countries; or that a person should look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.identity.decisions import Verdict
from kg.identity.policy_forms import PolicyForm
from kg.identity.policy_groups import PolicyGroup, telling

MOST = 30  # groups that share a word, beyond which the word tells nothing
ALIKE = 0.6  # share of the words of two names from which on a person should look at them
UNSURE, OTHER = 0.4, 0.9

Pair = tuple[PolicyGroup, PolicyGroup, Verdict, str, float]


def look_alikes(groups: Sequence[PolicyGroup]) -> Iterator[Pair]:
    """Pairs of like names that are two policies, or that a person should look at."""
    ordered = sorted((g for g in groups if telling(g)), key=lambda g: (-len(g.entries), g.id))
    words: dict[str, list[PolicyGroup]] = defaultdict(list)
    for group in ordered:
        for word in sorted(group.form.specific):
            words[word].append(group)
    seen: set[tuple[str, str]] = set()
    for word in sorted(words):
        block = words[word] if len(words[word]) <= MOST else []
        for n, one in enumerate(block):
            for other in block[n + 1 :]:
                if (one.id, other.id) not in seen and (verdict := _likeness(one.form, other.form)):
                    seen.add((one.id, other.id))
                    yield one, other, *verdict


def _likeness(one: PolicyForm, other: PolicyForm) -> tuple[Verdict, str, float] | None:
    """What two names of unlike parts are to each other, None where they have too little in common."""
    if one.words == other.words and one.key != other.key:
        return _unlike(one, other)
    if one.key == other.key or one.rest != other.rest or _names(one) != _names(other):
        return None
    shared, share = len(one.words & other.words), len(one.words & other.words) / len(one.words | other.words)
    return ("unsure", f"{share:.0%} of the words are the same", UNSURE) if shared > 1 and share >= ALIKE else None


def _names(form: PolicyForm) -> list[str]:
    return sorted(word for word in form.words if word.startswith("="))


def _unlike(one: PolicyForm, other: PolicyForm) -> tuple[Verdict, str, float] | None:
    """Policies of the same words: another country, figure or direction, or one that says what the other does not."""
    for a, b in ((one.lands, other.lands), (one.figures, other.figures)):
        if a - b and b - a:
            return "different", f"the same words, but {_listed(a - b)} and {_listed(b - a)}", OTHER
    if (one.against + other.against) % 2:
        return "different", f"the same words, but opposite directions: {_done(one)} and {_done(other)}", OTHER
    more = (one.lands | one.figures) ^ (other.lands | other.figures)
    return ("unsure", f"the same words, one with {_listed(more)}", UNSURE) if one.turns == other.turns else None


def _done(form: PolicyForm) -> str:
    return " ".join(form.turns) or "the policy itself"


def _listed(parts: Iterable[str]) -> str:
    return " and ".join(sorted(part.lstrip("@=") for part in parts))
