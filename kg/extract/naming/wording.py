"""Where a body's name ends among the words of a phrase."""

from __future__ import annotations

from functools import cache

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns, modifiers
from kg.extract.offices.terms import DATES
from kg.model import Status
from kg.resources import rows

JOINTS = frozenset({"of", "for", "at", "in", "to", "on", "with", "from"})
BODY_LINKS = frozenset({"of", "the", "and", "for", "on", "&", "de", "in", "to", "'s"})
MAX_DESCRIPTION = 4  # plain words before a body's name
MAX_MODIFIERS = 3  # plain words up to a body's noun: the Manbij "local authority"
MAX_BODY_WORDS = 9
STATES = frozenset({"republic", "kingdom", "government", "administration"})  # of these the country is the whole name


def body_words(words: list[str]) -> list[str]:
    """The longest beginning that is one name: known, or capitalised words with links between them."""
    limit, named = min(len(words), MAX_BODY_WORDS), _capitalised(words)
    for end in range(limit, 0, -1):
        text = " ".join(words[:end])
        if known.body(text) or known.country(text) or known.metonym(text) or (end == named and known.region(text)):
            if end < named and words[named - 1].lower() in body_nouns():
                break  # "Washington" and Lee University
            return words[: _with_country(words, end)]
    return words[:named]


def _capitalised(words: list[str]) -> int:
    """How many words at the beginning are capitalised or links between such."""
    limit, end = min(len(words), MAX_BODY_WORDS), 0
    limit = next((i for i in range(1, limit) if words[i].lower().rstrip(".,") in DATES), limit)
    while end < limit and (is_name(words[end]) or (end and words[end].lower() in BODY_LINKS)):
        end += 1
    while end and words[end - 1].lower() in BODY_LINKS:
        end -= 1
    return end


def is_name(word: str) -> bool:
    """Whether a word holds a capital: "Ford", "iRobot"; a compound's first part counts ("Ohio-based" does not)."""
    return word[0].isupper() or any(c.isupper() for c in word.partition("-")[0])


def _with_country(words: list[str], end: int) -> int:
    """The end of a body's name with the country behind it: the Foreign Ministry "of Norway"."""
    for last in range(min(len(words), end + 4), end + 1, -1):
        if words[end] == "of" and known.country(" ".join(words[end + 1 : last])):
            return last
    return end


def national_body(words: list[str]) -> bool:
    """Whether words are the name of a body that ends in a country's: Law Society "of Malawi"."""
    links = [i for i, word in enumerate(words) if word == "of"]
    owner = known.country(" ".join(words[links[-1] + 1 :])) if links else None
    noun = any(words[i - 1].lower() in body_nouns() - STATES for i in links if i)
    inside = BODY_LINKS - {"the"}
    whole = all(is_name(w) or w in inside or (w == "the" and words[i - 1] == "of") for i, w in enumerate(words))
    return owner is not None and noun and whole and is_name(words[0])


def is_filler(word: str) -> bool:
    """Whether a word is a mere modifier: "new", but not the "New" of New York."""
    return word in modifiers("role") or word in {"The", "A", "An", "His", "Her", "Its", "Their", "My", "Our"}


def described(words: list[str]) -> int:
    """How many plain words describe the name behind them: "the conservative publication" National Review."""
    end = next((i for i, w in enumerate(words) if not is_filler(w) and (not w.islower() or w in JOINTS)), len(words))
    known_first = known.body(" ".join(words[:3])) or known.body(" ".join(words[:2]))
    named = end < len(words) and words[end] not in JOINTS and not any(w.endswith("'s") for w in words[:end])
    if named and end <= MAX_DESCRIPTION and not known_first:
        return end
    return next((i for i, word in enumerate(words) if not is_filler(word)), len(words))


def is_adjective(name: list[str], following: list[str]) -> bool:
    """Whether an unknown name belongs to a common noun behind it that is no body: "Constitutional" law."""
    noun, text = following[0] if following else "", " ".join(name)
    if not noun.islower() or noun in JOINTS | BODY_LINKS or name[-1].endswith(("'s", "s'")):
        return False
    known_name = (
        known.body(text) or known.nation(text) or known.metonym(text) or known.region(text) or known.party(text)
    )
    return known_name is None and not body_nouns() & set(following[:MAX_MODIFIERS])


def modifies(name: str, following: list[str]) -> bool:
    """Whether a name is the adjective of a common noun behind it."""
    return name.endswith("an") and bool(following) and following[0].islower() and following[0] not in JOINTS


@cache
def statuses() -> dict[str, tuple[Status, str]]:
    """The words that tell a status: the status, and whether they stand before or after a role, or are its noun."""
    return {row["word"].strip("-"): (row["status"], row["place"]) for row in rows("role_status.tsv")}  # type: ignore[misc]
