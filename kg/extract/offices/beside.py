"""Roles that stand beside a name: the title before it, appositions before and after it, a party's tag behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import status_words
from kg.extract.naming.names import PLURALS, is_national
from kg.extract.naming.wording import body_words, is_filler
from kg.extract.offices.claims import Claim, claims_in
from kg.extract.offices.lists import is_group, members, one_of_many
from kg.extract.offices.seats import RolePhrase, held_at, party_of
from kg.extract.reading import Named, Reading

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PLURAL_TITLES = frozenset({"Sens.", "Reps.", "Govs.", "Sens", "Reps"})
TAG = re.compile(r"\s*,?\s?\(?\s?(?P<party>[A-Z][a-z]{0,3})\.?\s?[-,]\s?(?P<place>(?:[A-Z][\w.]*\s?){1,3})")
BRACKET = re.compile(r"\s*\((?P<party>[A-Z][^\s,()]*(?: [A-Z][^\s,()]+)*)(?:, [^()]*)?\)")
NO_PARTY = "independent"
OF, AT = frozenset({"of", "from"}), frozenset({"at", "with"})
MAX_APPOSITION, MAX_TAG, MAX_PLACE, MAX_OWNER, MAX_PLAIN, MAX_WITHIN = 24, 8, 7, 8, 3, 3  # tokens

DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their"})  # "the mayor and President Roe" are two
SINGULAR = frozenset({"NN", "NNP"})
TITLE, APPOSITION, PARTY_TAG, DESCRIBED = 0.95, 0.9, 0.95, 0.75


def title(reading: Reading, person: Named) -> Iterator[Claim]:
    """The title before a name: "Mexican Interior Secretary" Miguel Osorio."""
    if person.title < person.start and not _imagined(reading.doc, person):
        yield from _placed(reading, person, _titular(reading, person))


def _imagined(doc: Doc, person: Named) -> bool:
    """Whether an office is only thought of: "a President Roe"."""
    found = known.office(doc[person.title : person.start].text)
    return bool(found and found.office.unique and person.title and doc[person.title - 1].lower_ in {"a", "an"})


def _titular(reading: Reading, person: Named) -> list[Claim]:
    """What the words before a name tell, a plural of the first name of a list ("Greenpeace activists") included."""
    words = reading.doc[_owner_start(reading.doc, person.title) : person.start]
    found = list(claims_in(reading, person, words, TITLE))
    return found if found or not is_group(words[-1]) else list(one_of_many(person, words, TITLE))


def _owner_start(doc: Doc, title: int) -> int:
    """Where the words of a title begin with its owner: "Iran's" President, "House of Representatives" speaker."""
    before = doc[title - 1] if title else None
    if before is None or before.is_space:
        return title
    if before.tag_ == "POS":
        owner = before.head
        first = max(owner.left_edge.i, owner.sent.start)
        return first if owner.i < title and title - first <= MAX_OWNER else title
    if (pronoun := _pronoun_before(doc, title)) is not None:
        return pronoun
    if before.lower_ == "and" and (joined := _joined_start(doc, title - 1)) is not None:
        return joined
    first = next((i + 1 for i in range(title - 1, -1, -1) if doc[i].is_punct or doc[i].is_space), 0)
    starts = range(max(first, title - MAX_OWNER), title)
    within = range(title, title + (MAX_WITHIN if before.lower_ == "of" else 1))  # "Bank of Canada" governor
    spans = (doc[i:end] for i in starts for end in within)
    return next((span.start for span in spans if known.body(span.text) or is_national(span)), title)


def _pronoun_before(doc: Doc, title: int) -> int | None:
    """Where a possessive pronoun owns a title: "her" lawyer, "his former" aide."""
    plain = (i for i in range(title - 1, title - 1 - MAX_PLAIN, -1) if i >= 0 and not _is_plain(doc[i]))
    first = next(plain, None)
    return first if first is not None and doc[first].tag_ == "PRP$" else None


def _is_plain(token: Token) -> bool:
    return token.tag_ != "PRP$" and (is_filler(token.text) or token.lower_ in status_words())


def _joined_start(doc: Doc, link: int) -> int | None:
    """Where a first role of the same person begins: "former House Speaker" and presidential candidate Jane Roe."""
    start = link
    while start > 0 and not doc[start - 1].is_sent_start and doc[start - 1].pos_ in {"PROPN", "ADJ", "NOUN"}:
        start -= 1
    if start > 0 and doc[start - 1].is_sent_start and doc[start - 1].pos_ in {"PROPN", "ADJ", "NOUN"}:
        start -= 1
    other = start > 0 and doc[start - 1].lower_ in DETERMINERS
    one = known.role_noun(doc[link - 1].text) is not None and doc[link - 1].tag_ not in PLURALS
    return start if start < link and one and not other else None


def _placed(reading: Reading, person: Named, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims with the place or body told after the name: Governor Jane Roe "of Ohio"."""
    link, *words = reading.doc[person.end : person.end + MAX_PLACE].text.replace(" 's", "'s").split() or [""]
    name = re.sub(r"('s|[.,;:])$", "", " ".join(body_words(words[1:] if words[:1] == ["the"] else words)))
    for claim in claims:
        told = name and link in (OF if claim.phrase.office else OF | AT)
        yield replace(claim, phrase=held_at(claim.phrase, name)) if told else claim


def shared_title(reading: Reading, person: Named) -> Iterator[Claim]:
    """A plural title counts for each name of the list behind it: "Sens." Jane Roe of Ohio and John Doe."""
    doc, listed = reading.doc, members(reading, person)
    for left in reversed(listed[: listed.index(person) if person.title == person.start else 0]):
        if left.title < left.start:
            if _plural(doc[left.start - 1]):
                claims = _titular(reading, left)
                yield from _placed(reading, person, (replace(c, person=person, at=person.start) for c in claims))
            return


def _plural(token: Token) -> bool:
    return is_group(token) or token.tag_ in PLURALS or token.text in PLURAL_TITLES


def party_tag(reading: Reading, person: Named) -> Iterator[Claim]:
    """The party of a tag behind a name: Jane Roe "(R-Ohio)", John Doe "(Lab, Leeds Central)"."""
    after = reading.doc[person.end : person.end + MAX_TAG].text
    tag, bracket = TAG.match(after), BRACKET.match(after)
    party = known.party_tag(tag["party"]) if tag and _is_place(tag, after) else None
    if bracket and not party and person.end - person.title > 1:  # "Movimento (M5S)" is the party's own acronym
        party = known.party_tag(bracket["party"]) or party_of(bracket["party"])
    if party and party != NO_PARTY:
        yield Claim(person, RolePhrase("member", party=party), person.end, PARTY_TAG)


def _is_place(tag: re.Match[str], text: str) -> bool:
    """Whether a tag ends in a place: one known, or any behind a hyphen where the tag ends with it (R-Elmwood Hills)."""
    closed = "-" in tag[0] and text[tag.end() : tag.end() + 1] in {",", ")"}
    return known.region(tag["place"].strip()) is not None or closed


def described(reading: Reading, person: Named) -> Iterator[Claim]:
    """What definite nouns that mean a person add to what they name: "the Kentucky senator", "the Iowa Republican"."""
    names = {i for n in reading.named if n.actor == person.actor for i in range(n.title, n.end)}
    for noun in (t for t in reading.meant(person) if t.i not in names and t.tag_ in SINGULAR):
        if noun.i - noun.left_edge.i > 1 and (known.role_noun(noun.text) or party_of(noun.text)):
            found = claims_in(reading, person, reading.doc[noun.left_edge.i : noun.i + 1], DESCRIBED)
            yield from (claim for claim in found if claim.phrase.party)  # a role alone is one that was told before
