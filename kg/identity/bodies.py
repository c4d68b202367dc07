"""Bodies that articles name by first letters or by a former name; and one name that is of several kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.identity.forms import acronym, is_acronym
from kg.identity.lands import is_description
from kg.identity.likeness import Blocks, Candidate, one_of, unsure
from kg.identity.names import slug
from kg.identity.profiles import BODIES, LAND, Profile, beside, conflict, shared, size
from kg.identity.renaming import renamed
from kg.model import Kind

SAME, ACRONYM, RENAMED = 0.9, 0.85, 0.8  # scores
CLEAR = 3  # letters from which on an acronym tells a body by itself


def same_names(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """Bodies of one name and country whose ids differ, as one article tells the country and another does not."""
    bodies = sorted((p for p in profiles if p.kind in BODIES and p.lands), key=size)
    blocks = Blocks(((p.kind, p.name), p) for p in bodies)
    place = {p.id: n for n, p in enumerate(bodies)}
    for small in bodies:
        found, whole = blocks.of(small, [(small.kind, small.name)])
        fits = [p for p in found if place[p.id] > place[small.id] and p.lands & small.lands and not beside(p, small)]
        yield from one_of(small, fits, whole, "same name", (SAME, SAME))


def acronyms(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """Bodies named by their first letters alone: the one body of that kind whose name has them."""
    bodies = [p for p in profiles if p.kind in BODIES]
    blocks = Blocks(((p.kind, key), p) for p in bodies for key in _initials(p))
    for small in sorted(bodies, key=size):
        if letters := _letters(small):
            found, whole = blocks.of(small, [(small.kind, letters)])
            fits = [p for p in found if len(letters) >= CLEAR or _confirmed(small, p, letters)]
            yield from one_of(small, fits, whole, "acronym", (ACRONYM, ACRONYM))


def _initials(profile: Profile) -> list[str]:
    return sorted({letters for name in profile.names if (letters := acronym(name))})


def _letters(profile: Profile) -> str | None:
    """The acronym that is all an article tells of a body; not one that a table knows the meaning of."""
    if not any(is_acronym(e.actor.name) and _is_bare(e.actor.id, profile) for e in profile.entries):
        return None
    return None if " " in profile.name else profile.name


def _is_bare(key: str, profile: Profile) -> bool:
    return key == f"{slug(profile.name)}-{profile.kind}"


def _confirmed(small: Profile, large: Profile, letters: str) -> bool:
    """Whether two letters mean a body: an article gives them beside its name, or both share more than a country."""
    return letters in large.aliases or shared(small, large)[0] > LAND


def renamings(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """Bodies that an article, or the table of renamed bodies, gives another name: the one body of that name."""
    bodies = [p for p in profiles if p.kind in BODIES]
    blocks = Blocks(((p.kind, name), p) for p in bodies for name in sorted(p.names))
    for profile in sorted(bodies, key=size):
        told = sorted({name for e in profile.entries for name in e.renamed})
        for reason, name, year in [("renamed, as an article says", name, 0) for name in told] + _known(profile):
            found, whole = blocks.of(profile, [(profile.kind, name)])
            fits = [p for p in found if not p.years or p.years[0] >= year]
            yield from one_of(profile, fits, whole, reason, (RENAMED, RENAMED))


def _known(profile: Profile) -> list[tuple[str, str, int]]:
    found = [(former, *renamed()[former]) for former in sorted(profile.names) if former in renamed()]
    return [(f"renamed in {year}", name, year) for _, name, year in found]


def kinds(profiles: Sequence[Profile]) -> Iterator[Candidate]:
    """One name or id of several kinds, of a person and of a body, of a party and its people: a person is asked."""
    named: dict[str, dict[Kind, Profile]] = defaultdict(dict)
    for profile in sorted(profiles, key=size):
        actor = profile.entries[0].actor
        if profile.kind != "unnamed" and not is_description(actor):
            for key in (profile.name, actor.id):
                named[key][profile.kind] = profile
    pairs: dict[tuple[str, str], None] = {}
    for key in sorted(named):
        *others, largest = sorted(named[key].values(), key=size)
        for small in others:
            if (small.id, largest.id) not in pairs and not beside(small, largest) and not conflict(small, largest):
                pairs[small.id, largest.id] = None
                yield from unsure(small, [largest], f"same name, yet one is {_a(small.kind)}, one {_a(largest.kind)}")


def _a(kind: Kind) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
