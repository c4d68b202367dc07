"""What is resolved of policies: groups, the decisions that led to them, and the ids that they get."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.identity.decisions import Decision, Verdict
from kg.identity.names import canonical_ids
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
        ids = canonical_ids({group.id: group for group in self.groups.values()}, _policy_ids, _told_apart)
        return {entry.id: ids[group.id] for group in self.groups.values() for entry in group.entries}

    def decide(self, one: PolicyGroup, other: str, verdict: Verdict, reason: str, score: float) -> None:
        """Write a decision down."""
        self.decisions.append(Decision(one.id, other, verdict, reason, score))

    def merge(self, small: PolicyGroup, large: PolicyGroup) -> None:
        """Take the entries of one group into another."""
        large.take(small.entries)
        self.holder |= dict.fromkeys(small.ids, large)
        del self.groups[small.id]


def _policy_ids(group: PolicyGroup) -> list[tuple[str, str]]:
    return [(entry.policy.id, entry.article) for entry in group.entries]


def _told_apart(group: PolicyGroup, _others: object) -> str:
    return digest(group.id, size=8)
