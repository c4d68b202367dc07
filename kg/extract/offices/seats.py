"""Where a role is held, as far as its own phrase tells: the nation, body, place and party in the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns
from kg.extract.naming.wording import (
    JOINTS,
    body_words,
    described,
    is_adjective,
    is_filler,
    is_name,
    modifies,
    national_body,
)
from kg.model import Status

# After these "to" tells where somebody is sent, not by whom.
ACCREDITED = frozenset({"ambassador", "envoy", "consul", "commissioner", "representative"})
WHEREABOUTS = frozenset({"in", "on", "from"})  # after these an occupation is told where or in what somebody works
TASKS = ("on ", "for ", "to ")
EXPERTS = frozenset({"expert", "specialist"})
TASKED = frozenset({"commissioner", "superintendent", "secretary", "solicitor"})  # words before these tell the task
CHAMBERS = frozenset({"parliament", "chamber"})  # types of bodies
AMERICA = "United States"  # many a country has senators
PORTFOLIOS = (" minister", " secretary")  # the words before these are a task
NO_PARTY = "Party"  # alone it names none
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """The parts of a role phrase; `body` and `nation` are words of the text or names of the gazetteer, else None.

    `linked`: a preposition follows the role ("head of the X"); a body before the role is less certain. `noun`: the noun
    of a body named elsewhere ("agency" spokesman).
    """

    role: str
    status: Status = "current"
    nation: str | None = None
    body: str | None = None
    place: str | None = None
    party: str | None = None
    office: known.Office | None = None
    linked: bool = False
    noun: str | None = None

    @property
    def bare(self) -> bool:
        """Whether it names no body, party or place of its role, and hints at none."""
        return not (self.body or self.place or self.linked or (self.party and self.status == "future"))


def complete(phrase: RolePhrase, before: list[str], after: list[str]) -> RolePhrase:
    """Fill nation, body, place and party from the words around the role, the party also from inside it."""
    portfolio = phrase.office is not None and phrase.office.name.endswith(PORTFOLIOS)  # "Labour Minister"
    phrase = replace(phrase, party=phrase.party or (None if portfolio else _party_within(phrase.role.split())))
    if any(w.lower() in POSSESSIVES for w in before):  # "its president": of a body named elsewhere
        phrase = replace(phrase, linked=True)
    name = re.sub(r"'s?$", "", " ".join(before[_plain(before) :]))
    if national_body(name.split()) and not phrase.body:
        return replace(phrase, body=name, linked=True)  # "Law Society of Malawi" president
    named = {i for i in range(1, len(before) - 1) if is_name(before[i - 1]) and is_name(before[i + 1])}
    told = [w for i, w in enumerate(before) if not is_filler(w) or (w == "and" and i in named)]  # Law and Justice
    phrase = _from_before(phrase, told)
    for i in (i for i, word in enumerate(after) if word.lower() in JOINTS):  # "of law at the university"
        if i and not after[i - 1].islower():
            return phrase
        if not _tells_no_seat(phrase, after[i:]):
            found = _from_after(replace(phrase, linked=True), after[i + 1 :])
            if found != replace(phrase, linked=True):
                return found
            phrase = found
    return phrase


def _plain(words: list[str]) -> int:
    """How many mere modifiers begin a phrase."""
    return next((i for i, word in enumerate(words) if not is_filler(word)), len(words))


def _tells_no_seat(phrase: RolePhrase, after: list[str]) -> bool:
    """Whether what follows is no body of the role: an envoy "to Yemen", a lawyer "from Paris", an expert "on trade"."""
    link, name = after[0].lower(), " ".join(body_words(after[1:]))
    if (name and link == "on") or (link in WHEREABOUTS and is_profession(phrase.role)):
        return not _names_body(name)
    return (link == "to" and phrase.role.split()[-1].lower() in ACCREDITED) or (
        link == "from" and known.capital(name) is not None
    )


def _names_body(name: str) -> bool:
    """Whether a name is a body's, by the gazetteer or by its last noun."""
    return (" " in name and not body_nouns().isdisjoint(name.lower().split())) or known.body(name) is not None


def held_at(phrase: RolePhrase, name: str) -> RolePhrase:
    """The phrase of a title with the place or body that follows the name: Judge Jane Roe "of the Supreme Court"."""
    if phrase.place or phrase.linked or (phrase.body and not is_profession(phrase.role)):
        return phrase
    if phrase.office is None or is_profession(phrase.role):  # an expert "of the Orbex Institute"
        return replace(phrase, body=name, linked=True) if _names_body(name) and not known.region(name) else phrase
    unknown = _unknown(replace(phrase, linked=True), name) if phrase.office.level == "local" else phrase
    found = _known(phrase, name.rstrip("."))
    of_party = phrase.office.organization == ("{party}",)  # no country has a party leader
    return phrase if found and found.nation and of_party else found or unknown


def is_profession(role: str) -> bool:
    """Whether a role is an occupation rather than a post: "analyst", "farmer"."""
    return _kind(role) == "profession"


def is_relation(role: str) -> bool:
    """Whether a role is what somebody is to another person: "ally", "opponent"."""
    return _kind(role) == "relation"


def _kind(role: str) -> str | None:
    noun = known.role_noun(role.rsplit(maxsplit=1)[-1])
    return noun.kind if noun else None


def _from_before(phrase: RolePhrase, words: list[str]) -> RolePhrase:
    """Known names first, the longest from the left; what is left over and capitalised is a body's name."""
    left: list[str] = []
    i = 0
    if is_profession(phrase.role) and (topic := " ".join(words)) and _is_topic(topic, phrase.role):
        return replace(phrase, role=f"{topic} {phrase.role}")
    while i < len(words):
        for end in range(len(words), i, -1):
            if filled := _known(phrase, re.sub(r"'s?$", "", " ".join(words[i:end]))):
                phrase, i = filled, end
                break
        else:
            left, i = [*left, words[i]], i + 1
    left = left[:-1] if left[-1:] == ["of"] else left  # "Republic of" Malawi
    if phrase.place and any(w.endswith("'s") and known.role_noun(w[:-2]) for w in left):
        phrase = replace(phrase, body=phrase.place, linked=True)  # the Ohio "governor's" adviser
    if any(word.islower() for word in left):  # "union president": of something that is no country
        phrase = replace(phrase, linked=True)
    if left and not phrase.body:
        phrase = replace(phrase, noun=_body_noun(left[0]))
    rest = re.sub(r"'s?$", "", " ".join(left))
    if phrase.place and rest.istitle() and phrase.role.split()[-1].lower() in TASKED and not phrase.body:
        return replace(phrase, role=f"{rest} {phrase.role}")  # Ohio "Insurance" Commissioner
    return phrase if phrase.body else _unknown(phrase, rest)


def _body_noun(word: str) -> str | None:
    """The noun of a body that a word is, if it is one: "the agency's", "University"."""
    noun = re.sub(r"'s?$", "", word).lower()
    return noun if noun in body_nouns() else None


def _is_topic(text: str, role: str) -> bool:
    """Whether a name is what an expert knows: an "Iran" expert; "U.S." serves as an adjective, too."""
    if text.replace(".", "").isupper() or text.endswith("'s"):
        return False
    vague = role.lower() in EXPERTS and text.istitle() and not any(known.nation(w) for w in text.split())
    return known.country(text) is not None or (vague and not _names_body(text) and known.metonym(text) is None)


def _known(phrase: RolePhrase, text: str) -> RolePhrase | None:
    """The phrase with what the gazetteer knows by this name."""
    office = phrase.office if phrase.office and phrase.office.country != AMERICA else None  # of a "Greens senator"
    if party := party_of(text, phrase.nation or (office.country if office else None)):
        return replace(phrase, party=party)
    land, region = known.nation(text), known.region(text)
    if land and not (region and phrase.office and _of_regions(phrase.office, region)):
        return replace(phrase, nation=land.name)
    if (named := known.body(text)) and named.type == "party" and text[:1].isupper() and not phrase.party:
        return replace(phrase, party=text)  # "Liberal Party": of one of several countries
    if (body := known.body(text) or known.metonym(text)) and text[:1].isupper():
        return replace(phrase, body=text, nation=phrase.nation or body.country)
    if region:
        return replace(phrase, place=region.name, nation=phrase.nation or region.country)
    return None


def _of_regions(office: known.Office, region: known.Region) -> bool:
    """Whether an office is held at regions of that name rather than at a country: Georgia, to a U.S. senator."""
    return office.level == "regional" or office.country == region.country


def _unknown(phrase: RolePhrase, text: str) -> RolePhrase:
    """The phrase with a body that the gazetteer does not know."""
    first, _, rest = text.partition(" ")
    held = known.role_noun(first) and rest.startswith(TASKS)  # adviser to the "Governor on Media"
    titular = held or known.role_noun(text) or known.title(text)
    named = len(text) > 1 and text != NO_PARTY and is_name(text.split(maxsplit=1)[0]) and not titular
    if named and text.endswith(" Party") and not phrase.party:
        return replace(phrase, party=text)
    return replace(phrase, body=text) if named else phrase


def _is_kind(word: str) -> bool:
    """Whether a plain noun tells what the body named behind it is: a "rival", an "agency"."""
    noun = known.role_noun(word)
    return word.islower() and (word in body_nouns() or (noun is not None and noun.kind == "relation"))


def party_of(text: str, country: str | None = None) -> str | None:
    """The name of the party that a word names, of that country where several have one of the name."""
    found, body = known.party(text, country=country), known.body(text)
    chamber = body is not None and body.type in CHAMBERS and found is not None and found.country != country
    return found.name if found and not chamber else None  # "Congress" where no country is told


def _party_within(words: list[str]) -> str | None:
    """The party that the longest stretch of words names: "Liberal Democrat" leader is no Democrat."""
    spans = sorted(((j - i, -i) for i in range(len(words)) for j in range(i + 1, len(words) + 1)), reverse=True)
    return next((party for size, i in spans if (party := party_of(" ".join(words[-i : -i + size])))), None)


def _from_after(phrase: RolePhrase, words: list[str]) -> RolePhrase:
    """The body or place that the words after the preposition name: "the Senate Judiciary Committee"."""
    if "against" in words[: described(words)]:
        return phrase  # an official "in the fight against" a body
    words = words[described(words) :]
    if phrase.status == "future" and any(known.role_noun(w) for w in words):
        sought = known.office(" ".join(words)) if phrase.role == "nominee" and not phrase.party else None
        return (
            replace(phrase, office=sought.office, linked=False) if sought else phrase
        )  # "nominee for governor of Ohio": what is sought is an office
    name = body_words(words)
    if name and (later := words[len(name) + 1 :]) and _is_kind(words[len(name)]) and is_name(later[0]):
        name = body_words(words := later)  # "Microsoft rival" Orbex
    if not name:
        return replace(phrase, noun=phrase.noun or _body_noun(words[0])) if words else phrase
    text = re.sub(r"'s$", "", " ".join(name))
    if phrase.body and not known.body(text):
        return phrase  # "UN director for Europe"
    if (
        is_adjective(name, words[len(name) :])
        or (known.demonym(text) and not known.country(text))
        or modifies(text, words[len(name) :])
    ):
        return phrase  # "director for European affairs"
    return _known(phrase, text) or _unknown(phrase, text)
