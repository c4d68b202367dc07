"""Which names of an article are one person: by surname, given name, nickname, title and gender."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import same_given
from kg.extract.naming.kinds import Votes
from kg.extract.naming.names import Name
from kg.model import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(slots=True, eq=False)
class Cluster:
    """The names of one article that are one thing."""

    key: str
    names: list[Name] = field(default_factory=list)
    votes: Votes = field(default_factory=dict)
    canonical: str | None = None

    @property
    def kind(self) -> str:
        """The kind with most votes, all mentions taken together."""
        return min(self.votes, key=lambda k: (-self.votes[k], k)) if self.votes else "thing"


def words_of(doc: Doc, name: Name) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(fold(doc[name.start : name.end].text).split())


def persons(doc: Doc, names: list[tuple[Name, Votes]]) -> list[Cluster]:
    """Full names first, then titled and other short ones; a short name's mentions decide together what it is."""
    found: list[Cluster] = []
    shorts: dict[tuple[str, ...], list[tuple[Name, Votes]]] = defaultdict(list)
    for name, vote in sorted(names, key=lambda pair: -len(words_of(doc, pair[0]))):
        if name.end - name.start > 1 and _top(vote) == "person":
            _person_cluster(found, words_of(doc, name)).names.append(name)
        elif words := words_of(doc, name):
            shorts[words].append((name, vote))
    for words in sorted(shorts, key=lambda w: (-len(w), w)):
        _place_short(doc, found, words, shorts[words])
    for cluster in found:
        cluster.names.sort(key=lambda n: n.start)
        cluster.votes = {"person": 1.0}
    return found


def _place_short(doc: Doc, found: list[Cluster], words: tuple[str, ...], mentions: list[tuple[Name, Votes]]) -> None:
    total = total_of(vote for _, vote in mentions)
    fresh = [name for name, vote in mentions if not _bear(doc, found, name, vote)]
    if fresh and _top(total) == "person":
        _person_cluster(found, words).names.extend(fresh)


def _bear(doc: Doc, found: list[Cluster], name: Name, vote: Votes) -> bool:
    cluster = _bearer(doc, found, name, vote)
    if cluster:
        cluster.names.append(name)
    return cluster is not None


def total_of(parts: Iterable[Votes]) -> Votes:
    """The votes of several mentions together."""
    total: Votes = defaultdict(float)
    for part in parts:
        for kind, weight in part.items():
            total[kind] += weight
    return total


def _top(vote: Votes) -> str:
    return min(vote, key=lambda k: (-vote[k], k)) if vote else ""


def _person_cluster(found: list[Cluster], words: tuple[str, ...]) -> Cluster:
    for cluster in found:
        if _same_person(tuple(cluster.key.split()), words):
            cluster.key = max(cluster.key, " ".join(words), key=lambda k: (len(k), k))
            return cluster
    found.append(Cluster(" ".join(words)))
    return found[-1]


def _same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Equal but for middle names and initials; a first initial or a nickname stands for a first name."""
    if a == b:
        return True
    if min(len(a), len(b)) < 2 or a[-1] != b[-1]:
        return False
    if len(b) > 1 and a[-len(b) :] == b:  # "Quintero de la Vega", after Rosa Quintero de la Vega
        return True
    return same_given(a[0], b[0]) and _same_middle(*sorted((a[1:-1], b[1:-1]), key=len))


def _same_middle(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether middle names may be one person's: left out or shortened, but not George W. and George H. W."""
    pairs = zip(few, many, strict=False)
    return all(same_given(word, other) or (len(word) > 1 and word in many) for word, other in pairs)


def _bearer(doc: Doc, persons: list[Cluster], name: Name, vote: Votes) -> Cluster | None:
    """The one person whose surname (or else given name) a shorter name is; None where none or several are."""
    own = words_of(doc, name)
    if (
        not own
        or (not name.titled and known.nation(doc[name.start : name.end].text) and "person" not in vote)
        or (len(own) > 1 and _top(vote) == "government")
    ):
        return None
    full = [c for c in persons if len(c.key.split()) > len(own) and not _other_gender(doc, name, c)]
    for fits in (_surname_fits, _first_fits):
        candidates = [c for c in full if fits(tuple(c.key.split()), own)]
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            return _nearest(doc, candidates, name)
    return None


def _other_gender(doc: Doc, name: Name, person: Cluster) -> bool:
    """Whether the title before a name and the given name are of different genders: "Mr." Roe is not Jane Roe."""
    titles = (known.title(t.text) for t in doc[name.title : name.start])
    told = next((t.gender for t in titles if t and t.gender), None)
    given = known.gender(person.key.split()[0])
    return told is not None and given is not None and told != given


def _surname_fits(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    base = full[:-1] if full[-1] in {"jr", "sr", "ii", "iii"} else full
    inner = len(base) > 2 and words in (base[1:2], base[-2:-1]) and len(words[0]) > 2
    return base[-len(words) :] == words or inner


def _first_fits(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return full[: len(words)] == words


def _nearest(doc: Doc, candidates: list[Cluster], name: Name) -> Cluster:
    """Of several bearers of a surname the one named before in the sentence, else the one named most, then nearest."""
    sentence = doc[name.start].sent.start

    def nearness(cluster: Cluster) -> tuple[bool, int, int]:
        before = [n.start for n in cluster.names if n.start < name.start]
        last = max(before) if before else -min(n.start for n in cluster.names)
        return last >= sentence, len(cluster.names) if last > 0 else 0, last

    return max(candidates, key=nearness)
