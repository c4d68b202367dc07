"""What a role phrase says: "former Mexican Interior Secretary" is a role, a status, a nation; "head of the X" a body."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from kg import gazetteer as known
from kg.extract.lexicon import modifiers
from kg.model import Status, fold
from kg.resources import rows
from kg.resources import words as seed_words

JOINTS = frozenset({"of", "for", "at", "in", "to", "on", "with", "from"})
BODY_LINKS = frozenset({"of", "the", "and", "for", "on", "&", "de", "in", "to", "'s"})
ACCREDITED = frozenset(
    {"ambassador", "envoy", "consul", "commissioner", "representative"}
)  # "to" tells where they are sent
MAX_WORDS = 14
MAX_BODY_WORDS = 9


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """The parts of a role phrase; `body` and `nation` are words of the text or names of the gazetteer, else None.

    `linked`: a preposition follows the role ("head of the X"); a body before the role is less certain.
    """

    role: str
    status: Status = "current"
    nation: str | None = None
    body: str | None = None
    place: str | None = None
    party: str | None = None
    office: known.Office | None = None
    linked: bool = False


def read_role(phrase: str) -> RolePhrase | None:
    """The role that a phrase names, None where it names none. Articles and adjectives of praise are left out."""
    words = _plain(phrase).split()[:MAX_WORDS]
    status, words = _status(words)
    cut = _joint(words)
    if cut == 0 or not words:
        return None
    before, after = words[:cut], words[cut:]
    found = known.office(" ".join(words))
    if found and not found.after.startswith("elect") and _core(found.words):
        if found.after and not _joint(found.after.split()) == 0 and known.role_noun(found.after.split()[-1]):
            found = None  # "prime minister spokesman": the office is not the role
        else:
            before, after = found.before.split(), found.after.split()
            return _complete(RolePhrase(_core(found.words), status, office=found.office), before, after)
    if (
        words
        and not any(known.role_noun(w) for w in before)
        and not any(t.role for w in before if (t := known.title(w)))
    ):
        return None  # "Mr.", "Dr."
    head = next(
        (i for i in range(len(before) - 1, -1, -1) if known.role_noun(before[i]) or known.title(before[i])), None
    )
    if head is None:
        return None
    if _is_plural(before[head]) and not known.title(before[head]):
        return None  # "one of the senators": not this person's role alone
    start = _role_start(before, head)
    if party := _party(before[head].removesuffix("s")):
        return _complete(RolePhrase("member", status, party=party), before[:head], after)
    role = _role_name(before[start : head + 1])
    return _complete(RolePhrase(role, status, office=office_named(role)), before[:start], after)


def office_named(role: str) -> known.Office | None:
    """The office of a role by its name alone."""
    found = known.office(role)
    return found.office if found and not found.before and not found.after else None


def _plain(phrase: str) -> str:
    phrase = re.sub(r"\b([Ee])x-\s?", r"\1x ", phrase).replace("Then-", "then ").replace("then-", "then ")
    return re.sub(r"\s+", " ", re.sub(r"\s's\b", "'s", phrase)).strip(" ,;:-")


def _status(words: list[str]) -> tuple[Status, list[str]]:
    """The status that a word beside the role gives, and the words without it."""
    for i, word in enumerate(words):
        row = _statuses().get(word.lower().strip("-"))
        if row is None or i > _joint(words):
            continue
        status, place = row
        if place == "role" and i + 1 == _joint(words):
            return "future", words
        if (place == "before" and i + 1 < len(words)) or (place == "after" and i):
            return status, words[:i] + words[i + 1 :]
    for i, word in enumerate(words):
        if word.lower().endswith(("-elect", "-designate")):
            return "future", [*words[:i], word.rsplit("-", 1)[0], *words[i + 1 :]]
    return "current", words


@cache
def _statuses() -> dict[str, tuple[Status, str]]:
    return {row["word"].strip("-"): (row["status"], row["place"]) for row in rows("role_status.tsv")}  # type: ignore[misc]


def _joint(words: list[str]) -> int:
    """Where the preposition after the role stands, else the length."""
    return next((i for i, w in enumerate(words) if w.lower() in JOINTS), len(words))


def _core(words: str) -> str:
    """An office's words without a nation or body of the gazetteer before them ("White House" press secretary)."""
    parts = words.split()
    for cut in range(len(parts) - 1, 0, -1):
        left = " ".join(parts[:cut])
        if (
            (known.metonym(left) or known.nation(left))
            and known.role_noun(parts[-1])
            and (known.office(" ".join(parts[cut:])) or cut == len(parts) - 1)
        ):
            return " ".join(parts[cut:])
    if "of" in parts[1:-1]:  # "president of the European Commission": the body is told apart
        cut = parts.index("of")
        if known.body(" ".join(parts[cut + 1 :])) and known.role_noun(parts[cut - 1]):
            parts = parts[:cut]
    return _role_name([p for p in parts if p.lower() != "the"])


def _role_start(words: list[str], head: int) -> int:
    """First word of the role's own name: lower-case or capitalised nouns before the head that name no body or nation."""
    start = head
    while start > 0 and not _owner(words[start - 1]) and not _filler(words[start - 1]):
        if words[start - 1][0].isupper() and not words[start][0].isupper():  # "Commission chief": the body of the role
            break
        if _ends_body(words[start - 1]) or any(_place_or_body(" ".join(words[i:start])) for i in range(start)):
            break
        start -= 1
    return start


def _filler(word: str) -> bool:
    """Whether a word is a mere modifier: "new", but not the "New" of New York."""
    return word in modifiers("role") or word in {"The", "A", "An"}


def _is_plural(word: str) -> bool:
    noun = known.role_noun(word)
    return noun is not None and fold(word) != noun.name and fold(word).endswith(("s", "men", "women"))


def _place_or_body(text: str) -> bool:
    return (known.body(text) or known.region(text) or known.nation(text)) is not None


def _ends_body(word: str) -> bool:
    return word[0].isupper() and word.lower() in words_of_bodies()


def words_of_bodies() -> frozenset[str]:
    """Nouns that end the name of a body, offices' words ("House" Speaker) left out."""
    return seed_words("body_nouns.tsv", kind="organization") - {"house", "senate", "cabinet", "treasury"}


def _owner(word: str) -> bool:
    return (
        word.endswith(("'s", "s'"))
        or known.nation(word) is not None
        or known.region(word) is not None
        or _party(word) is not None
    )


def _role_name(words: list[str]) -> str:
    title = known.title(words[-1]) if words[-1].endswith(".") or len(words) == 1 else None
    if title and title.role and words[-1][0].isupper():
        words = [*words[:-1], title.role.capitalize()]
    return " ".join(words)


def _complete(phrase: RolePhrase, before: list[str], after: list[str]) -> RolePhrase:
    """Fill nation, body, place and party from the words around the role, the party also from inside it."""
    phrase = replace(phrase, party=phrase.party or _party_within(phrase.role.split()))
    phrase = _from_before(phrase, [w for w in before if not _filler(w)])
    if after and after[0].lower() in JOINTS:
        sent = after[0].lower() == "to" and phrase.role.split()[-1].lower() in ACCREDITED
        phrase = phrase if sent else _from_after(replace(phrase, linked=True), after[1:])
    return phrase


def _from_before(phrase: RolePhrase, words: list[str]) -> RolePhrase:
    """Known names first, the longest from the left; what is left over and capitalised is a body's name."""
    left: list[str] = []
    i = 0
    while i < len(words):
        for end in range(len(words), i, -1):
            if filled := _known(phrase, re.sub(r"'s?$", "", " ".join(words[i:end]))):
                phrase, i = filled, end
                break
        else:
            left, i = [*left, words[i]], i + 1
    rest = re.sub(r"'s?$", "", " ".join(left))
    return phrase if phrase.body else _unknown(phrase, rest)


def _known(phrase: RolePhrase, text: str) -> RolePhrase | None:
    """The phrase with what the gazetteer knows by this name."""
    if party := _party(text):
        return replace(phrase, party=party)
    land, region = known.nation(text), known.region(text)
    if land and not (
        region and phrase.office and phrase.office.country == region.country
    ):  # Georgia, to a U.S. senator
        return replace(phrase, nation=land.name)
    if (body := known.body(text) or known.metonym(text)) and text[:1].isupper():
        return replace(phrase, body=text, nation=phrase.nation or body.country)
    if region:
        return replace(phrase, place=region.name, nation=phrase.nation or region.country)
    return None


def _unknown(phrase: RolePhrase, text: str) -> RolePhrase:
    """The phrase with a body that the gazetteer does not know."""
    named = text[:1].isupper() and len(text) > 1 and not known.role_noun(text) and not known.title(text)
    return replace(phrase, body=text) if named else phrase


def _party(text: str) -> str | None:
    found = known.party(text)
    return found.name if found else None


def _party_within(words: list[str]) -> str | None:
    """The party that the longest stretch of words names: "Liberal Democrat" leader is no Democrat."""
    spans = sorted(((j - i, -i) for i in range(len(words)) for j in range(i + 1, len(words) + 1)), reverse=True)
    return next((party for size, i in spans if (party := _party(" ".join(words[-i : -i + size])))), None)


def _from_after(phrase: RolePhrase, words: list[str]) -> RolePhrase:
    """ "... of the Senate Judiciary Committee": the capitalised words after the preposition name a body or place."""
    while words and _filler(words[0]):
        words = words[1:]
    if phrase.status == "future" and any(known.role_noun(w) for w in words):
        return phrase  # "nominee for governor of Ohio": what is sought is an office
    name = _body_words(words)
    if not name:
        return phrase
    text = re.sub(r"'s$", "", " ".join(name))
    return _known(phrase, text) or _unknown(phrase, text)


def _body_words(words: list[str]) -> list[str]:
    """The longest beginning that is one name: known, or capitalised words with links between them."""
    for end in range(min(len(words), MAX_BODY_WORDS), 0, -1):
        text = " ".join(words[:end])
        if known.body(text) or known.country(text) or known.metonym(text):
            return words[:end]
    end = 0
    while end < min(len(words), MAX_BODY_WORDS) and (
        words[end][0].isupper() or (end and words[end].lower() in BODY_LINKS)
    ):
        end += 1
    while end and words[end - 1].lower() in BODY_LINKS:
        end -= 1
    return words[:end]
