"""What is resolved of policies: groups, the decisions that led to them, and the ids that they get."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.identity.decisions import Decision, Verdict
from kg.identity.policy_groups import PolicyGroup
from kg.model import digest


@dataclass(slots=True)
class ResolvedPolicies:
    """Groups by the id of their first entry, who holds which entry, and the decisions that led to them."""

    groups: dict[str, PolicyGroup] = field(default_factory=dict)
    holder: dict[str, PolicyGroup] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    def of_entry(self) -> dict[str, str]:
        """The policy's id by that of the entry."""
        ids = canonical_ids(list(self.groups.values()))
        return {entry.id: ids[group.id] for group in self.groups.values() for entry in group.entries}

    def decide(self, one: PolicyGroup, other: str, verdict: Verdict, reason: str, score: float) -> None:
        """Write a decision down."""
        self.decisions.append(Decision(one.id, other, verdict, reason, score))

    def merge(self, small: PolicyGroup, large: PolicyGroup) -> None:
        """Take the entries of one group into another."""
        large.take(small.entries)
        self.holder |= dict.fromkeys(small.ids, large)
        del self.groups[small.id]


def canonical_ids(groups: Sequence[PolicyGroup]) -> Mapping[str, str]:
    """The id of each group's policy: the commonest of its entries; of several the one most named has it unchanged."""
    bases: dict[str, list[PolicyGroup]] = defaultdict(list)
    for group in groups:
        bases[_base(group)].append(group)
    made: dict[str, str] = {}
    for base in sorted(bases):
        first, *others = sorted(bases[base], key=lambda g: (-len(g.entries), g.id))
        made[first.id] = base
        made |= {group.id: f"{base}-{digest(group.id, size=8)}" for group in others}
    return made


def _base(group: PolicyGroup) -> str:
    counts = Counter(entry.policy.id for entry in group.entries)
    alone = {e.policy.id for e in group.entries if e.policy.id.endswith(digest(e.article, size=8))}
    return min(counts, key=lambda key: (key in alone, -counts[key], key))
