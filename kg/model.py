"""The nouns: what an article says, as frozen values. Standard library only; nothing here knows how they are made."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, Literal, TypeVar

Kind = Literal["person", "organization", "government", "group", "unnamed"]
Status = Literal["current", "former", "future", "acting"]
Position = Literal["support", "oppose", "mixed"]
Relation = Literal["consult", "cooperate", "request", "criticize", "coerce", "appoint", "dismiss"]

KINDS: tuple[Kind, ...] = ("person", "organization", "government", "group", "unnamed")
STATUSES: tuple[Status, ...] = ("current", "former", "future", "acting")
Finders = Literal["rules", "model", "both"]  # who finds stances

POSITIONS: tuple[Position, ...] = ("support", "oppose", "mixed")
RELATIONS: tuple[Relation, ...] = ("consult", "cooperate", "request", "criticize", "coerce", "appoint", "dismiss")

StatementT = TypeVar("StatementT", bound="Statement")

_SEPARATOR = "\x1f"  # a control character: no part of a claim can contain it by accident


def digest(*parts: str | None, size: int = 16) -> str:
    """`size` hexadecimal digits of the SHA-256 of the parts, joined with a separator."""
    joined = _SEPARATOR.join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:size]


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case, without accents, punctuation, possessive or leading article: the key by which names are compared."""
    plain = (
        text
        if text.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    )
    plain = re.sub(r"['’]s\b", "", plain.lower())
    plain = re.sub(r"\b([a-z])\.(?=[a-z]\b|\s|$)", r"\1", plain)  # U.S. -> us
    words = re.sub(r"[^\w]+", " ", plain).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"the", "a", "an"} else words)


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. `id` is its URL, else `sha256:` of its text; `published` an ISO date; `file` its file's name."""

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str = "en"
    file: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """The words that carry a statement: `article.text[start:end] == quote`, in characters (code points)."""

    article: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Where an article names an actor, in characters."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or body that acts in politics. Two actors are equal when their ids are."""

    id: str
    name: str = field(compare=False)
    kind: Kind = field(compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)
    same_as: tuple[str, ...] = field(default=(), compare=False)
    mentions: tuple[Mention, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """What policies are about: a concept of a codebook. `id` is its IRI or local id, `broader` the concept above it."""

    id: str
    name: str = field(compare=False)
    broader: Topic | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """Something that could be adopted, kept, changed or dropped. Two policies are equal when their ids are."""

    id: str
    name: str = field(compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)
    broader: str | None = field(default=None, compare=False)
    topics: tuple[Topic, ...] = field(default=(), compare=False)  # suggested, the likeliest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What every statement has. `observed` is the article's date, never the date at which a role began."""

    type: ClassVar[str] = ""

    evidence: tuple[Evidence, ...]
    confidence: float
    extractor: str
    observed: str | None = None

    @property
    def claim(self) -> tuple[str | None, ...]:
        """The parts that make two statements the same claim; evidence is none of them."""
        raise NotImplementedError

    @property
    def id(self) -> str:
        """Hash of the claim: the same claim in two articles is one statement with two pieces of evidence."""
        return digest(self.type, *self.claim)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Statement):
    """A person holds, held or will hold a role at an organization. A missing end is unknown, not "still current"."""

    type: ClassVar[str] = "membership"

    person: Actor
    role: str
    organization: Actor | None = None
    status: Status = "current"
    start: str | None = None
    end: str | None = None
    on_behalf_of: Actor | None = None

    @property
    def claim(self) -> tuple[str | None, ...]:
        """Person, role, organization, status and dates."""
        organization = self.organization.id if self.organization else None
        represented = self.on_behalf_of.id if self.on_behalf_of else None
        return self.person.id, fold(self.role), organization, self.status, self.start, self.end, represented


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance(Statement):
    """An actor supports, opposes or is of two minds about a policy."""

    type: ClassVar[str] = "stance"

    actor: Actor
    stance: Position
    policy: Policy

    @property
    def claim(self) -> tuple[str | None, ...]:
        """Actor, position, policy."""
        return self.actor.id, self.stance, self.policy.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation(Statement):
    """Words within quotation marks, and who said or wrote them."""

    type: ClassVar[str] = "quotation"

    speaker: Actor
    quote: str

    @property
    def claim(self) -> tuple[str | None, ...]:
        """Speaker and words."""
        return self.speaker.id, self.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction(Statement):
    """A reported act or attitude of one actor towards another (after PLOVER, grouped)."""

    type: ClassVar[str] = "interaction"

    source: Actor
    relation: Relation
    target: Actor

    @property
    def claim(self) -> tuple[str | None, ...]:
        """Source, relation, target."""
        return self.source.id, self.relation, self.target.id


STATEMENTS: dict[str, type[Statement]] = {cls.type: cls for cls in (Membership, Stance, Quotation, Interaction)}


@dataclass(frozen=True, slots=True)
class Graph:
    """What a set of articles says: four sorted tuples. Every actor and policy of a statement is in its tuple."""

    articles: tuple[Article, ...] = ()
    actors: tuple[Actor, ...] = ()
    policies: tuple[Policy, ...] = ()
    statements: tuple[Statement, ...] = ()

    def of_type(self, kind: type[StatementT]) -> tuple[StatementT, ...]:
        """The statements of one class, such as `graph.of_type(Stance)`."""
        return tuple(s for s in self.statements if isinstance(s, kind))
