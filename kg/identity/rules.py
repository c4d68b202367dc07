"""The rules by which profiles of different names may be one actor: those of full names first, of short ones last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.identity.bare import surnames
from kg.identity.bodies import acronyms, kinds, renamings, same_names
from kg.identity.likeness import Candidate
from kg.identity.profiles import Profile
from kg.identity.variants import variants

Rule = Callable[[Sequence[Profile]], Iterable[Candidate]]

RULES: tuple[Rule, ...] = (variants, same_names, acronyms, renamings, surnames, kinds)
