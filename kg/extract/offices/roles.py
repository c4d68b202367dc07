"""What a role phrase says: a role and its status, such as "former Interior Secretary", and where it is held."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from kg import gazetteer as known
from kg.extract.naming.initials import in_full
from kg.extract.naming.wording import JOINTS, is_filler, statuses
from kg.extract.offices.seats import RolePhrase, complete, party_of
from kg.model import Status, fold
from kg.resources import words as seed_words

MAX_WORDS, NAMED, CABINET = 14, "Party ", "cabinet secretary"
SOME = frozenset({"one", "two", "three", "some", "many", "several", "most", "all", "both", "none", "part"})
TASKED = frozenset({"minister", "undersecretary", "commissioner"})
OWNING = ("'s", "s'", "\u2019s", "s\u2019", "'")
SERVING = frozenset({"to", "on"})
SHADOW, SHADOW_OFFICE = "shadow", "shadow minister"
RANKS, NUMBERS = frozenset({"top", "ranking", "senior", "highest-ranking"}), frozenset({"no.", "number"})
DEGREES = frozenset({"Special", "Principal", "Personal", "Honorary", "Associate", "Assistant"})  # words of a role
ADJECTIVAL = frozenset({"official", "chief", "general", "representative", "major", "principal", "executive"})
IN_OFFICES = frozenset({"house", "senate", "cabinet", "treasury"})


@lru_cache(maxsize=8192)  # asked for again when the roles of an article are told, after those whom they recall
def read_role(phrase: str) -> RolePhrase | None:
    """The role that a phrase names, None where it names none. Articles and adjectives of praise are left out."""
    words = _plain(phrase).split()[:MAX_WORDS]
    status, words = _status(words)
    cut = _joint(words)
    words = [*words[:-1], *in_full(words[-1]).split()] if cut == len(words) > 0 else words
    cut = _joint(words)
    if cut == 0 or not words or (words[0].lower() in SOME and words[1:2] == ["of"]):
        return None
    own = _shadow(words, cut, status) or _adviser(words, cut, status)
    return own or _known_office(words, status) or _by_noun(words[:cut], words[cut:], status)


def _shadow(words: list[str], cut: int, status: Status) -> RolePhrase | None:
    """A role of the opposition, "shadow home secretary": at its party, and never that of the office it shadows."""
    start = next((i for i, word in enumerate(words[:cut]) if word.lower() == SHADOW), cut)
    noun = known.role_noun(words[cut - 1]) if start + 1 < cut else None
    if noun is None or noun.kind != "office" or _is_plural(words[cut - 1]) or words[cut - 1].endswith(OWNING):
        return None
    after = words[cut:]
    own = after and party_of(" ".join(after[1:]).removeprefix("the "))
    role = words[start:cut] if own else words[start:]
    phrase = RolePhrase(" ".join(role), status, office=office_named(SHADOW_OFFICE), linked=bool(own))
    return replace(complete(phrase, words[:start], after if own else []), nation=None, body=None, place=None)


def _adviser(words: list[str], cut: int, status: Status) -> RolePhrase | None:
    """A role of whoever serves a holder of office in something: "Special Adviser to the President on Media"."""
    after, links = words[cut:], {word.lower() for word in words[cut:]}
    serves = words[cut - 1].lower() in seed_words("staff_nouns.tsv", at="office") and links >= SERVING
    if not serves or not any(known.role_noun(word) for word in after):
        return None
    start = _role_start(words, cut - 1)
    lands = (land.name for word in after if (land := known.nation(word)))
    phrase = RolePhrase(" ".join(words[start:]), status, nation=next(lands, None), linked=True)
    return complete(phrase, words[:start], [])


def _known_office(words: list[str], status: Status) -> RolePhrase | None:
    """A role that is an office of the gazetteer."""
    found = known.office(" ".join(words))
    if found is None or found.words.endswith(OWNING) or found.after.startswith("elect") or not _core(found.words):
        return None
    before, after = found.before.split(), found.after.split()
    if after and _joint(after) != 0 and known.role_noun(after[-1]):
        return None  # "prime minister spokesman": the office is not the role
    rank = before.pop() if before and before[-1] in DEGREES else None
    role, task = " ".join(filter(None, (rank, _core(found.words)))), _task(found.office.name, after)
    if found.office.name == CABINET and before and all(is_portfolio(word) for word in before):
        before, role = [], " ".join([*before, role])  # "Health" Cabinet Secretary
    if before and role.startswith(NAMED):  # Labour "Party" leader
        before, role = [*before, NAMED.strip()], role.removeprefix(NAMED)
    return complete(RolePhrase(" ".join([role, *after[:task]]), status, office=found.office), before, after[task:])


def _by_noun(before: list[str], after: list[str], status: Status) -> RolePhrase | None:
    """A role by the last role noun or title before a preposition; courtesy alone ("Dr.") is none."""
    head = max((i for i, w in enumerate(before) if _names_role(w)), default=None)
    if head is None or not any(_tells_role(w) for w in before):
        return None
    if _is_plural(before[head]) and not known.title(before[head]) and not party_of(before[head]):
        return None  # "one of the senators": not this person's role alone
    if before[head] in ADJECTIVAL and head + 1 < len(before) and before[head + 1].islower():
        return None  # the "official arm" of a party
    if head + 1 < len(before):
        after = []  # "journalist based in Vienna": no place of a role
    if party := party_at(before, head):
        if (first := _ranked(before[:head])) is not None and (after or first + 1 < head):
            named = " ".join([*before[first : first + 1 + (before[first].lower() in NUMBERS)], before[head]])
            return complete(RolePhrase(named, status, party=party), before[first + 1 : head], after)
        return complete(RolePhrase("member", status, party=party), before[:head], after)
    start = _role_start(before, head)
    role = _role_name(before[start : head + 1])
    task = _task(before[head], after)
    role, after = " ".join([role, *after[:task]]), after[task:]
    return complete(RolePhrase(role, status, office=office_named(role)), before[:start], after)


def party_at(words: list[str], head: int) -> str | None:
    """The party of a follower's noun, by two words before one: a "Social Democrat" is no Democrat."""
    one, two = words[head].removesuffix("s"), " ".join(words[max(head - 1, 0) : head + 1]).removesuffix("s")
    party = party_of(one)
    longer = party and two[0].isupper() and party_of(two) not in (None, party)
    return f"{two.removesuffix('ic')}s" if longer else party


def _ranked(before: list[str]) -> int | None:
    """Where a word tells the rank of a party's member in a body: the "top" Republican on the committee."""
    return next((i for i, word in enumerate(before) if word.lower() in RANKS | NUMBERS), None)


def _task(noun: str, after: list[str]) -> int:
    """How many words after a minister's noun name the task ("of Railways"), if they name no country or place."""
    found = known.role_noun(noun)
    if found is None or found.name not in TASKED or after[:1] not in (["of"], ["for"]):
        return 0
    end = 1 + _joint(after[1:])
    name = " ".join(after[1:end])
    return 0 if _place_or_body(name.removeprefix("the ")) else end


def _names_role(word: str) -> bool:
    return not word.endswith(OWNING) and (known.role_noun(word) or known.title(word)) is not None


def _tells_role(word: str) -> bool:
    title = known.title(word)
    return known.role_noun(word) is not None or (title is not None and bool(title.role))


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
        noun = known.role_noun(word)
        row = statuses().get(noun.name if noun else word.lower().strip("-"))
        if row is None or i > _joint(words):
            continue
        status, place = row
        if place == "role" and i + 1 == _joint(words):
            return "future", words
        if (place == "before" and i + 1 < len(words)) or (place == "after" and i):
            return status, words[_begins(words, i) : i] + words[i + 1 :]
    for i, word in enumerate(words):
        if word.lower().endswith(("-elect", "-designate")):
            return "future", [*words[:i], word.rsplit("-", 1)[0], *words[i + 1 :]]
    return "current", words


def _begins(words: list[str], status: int) -> int:
    """Where a role begins, at the status word if but plain words are before it ("the problems former" ministers)."""
    plain = all(w.islower() and not _owner(w) and not _tells_role(w) for w in words[:status])
    return status if plain else 0


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
        if parts[-1][0].isupper() and known.body(" ".join(parts[cut + 1 :])) and known.role_noun(parts[cut - 1]):
            parts = parts[:cut]
    owned = max((i + 1 for i, p in enumerate(parts) if p.endswith(("'s", "s'"))), default=0)
    return _role_name(parts[owned:])


def _role_start(words: list[str], head: int) -> int:
    """First word of the role's own name: over the words before the head that name no body or nation."""
    start = head
    while start > 0 and not _owner(words[start - 1]) and not is_filler(words[start - 1]):
        if words[start - 1][0].isupper() and not words[start][0].isupper():  # "Commission chief": the body of the role
            break
        if _ends_body(words[start - 1]) or any(_place_or_body(" ".join(words[i:start])) for i in range(start)):
            break
        start -= 1
    return start


def _is_plural(word: str) -> bool:
    noun = known.role_noun(word)
    return noun is not None and fold(word) != noun.name and fold(word).endswith(("s", "men", "women"))


def _place_or_body(text: str) -> bool:
    return (known.body(text) or known.region(text) or known.nation(text)) is not None


def is_portfolio(word: str) -> bool:
    """Whether a word is what a minister deals with: Trade, or the "and" in a list of these."""
    return word.lower() in seed_words("portfolios.tsv") | {"and", "&"}


def _ends_body(word: str) -> bool:
    return word[0].isupper() and word.lower() in words_of_bodies()


@cache
def words_of_bodies() -> frozenset[str]:
    """Nouns that end the name of a body, offices' words ("House" Speaker) left out."""
    return seed_words("body_nouns.tsv", kind="organization") - IN_OFFICES


def _owner(word: str) -> bool:
    return (
        word.endswith(("'s", "s'"))
        or known.nation(word) is not None
        or known.region(word) is not None
        or party_of(word) is not None
    )


def _role_name(words: list[str]) -> str:
    if not words:  # "President 's": an owner and nothing owned
        return ""
    whole = known.title(" ".join(words)) if len(words) > 1 and words[-1].endswith(".") else None
    if whole and whole.role and words[0].endswith("."):  # "Lt. Gov."
        return whole.role.title()
    title = known.title(words[-1]) if words[-1].endswith(".") or len(words) == 1 else None
    if title and title.role and words[-1][0].isupper():
        words = [*words[:-1], title.role.capitalize()]
    noun = known.role_noun(words[-1]) if _is_plural(words[-1]) else None
    if noun:  # "Presidents" Roe and Doe
        plain = words[-1].removesuffix("s")
        single = plain if plain.isupper() else noun.name.capitalize() if words[-1][0].isupper() else noun.name
        words = [*words[:-1], single]
    return " ".join(words)
