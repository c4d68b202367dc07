"""Invented articles with their actors, in the proportions of news, to see what joining them costs.

An article names ten actors: six persons, three bodies and a state. A few of them are in very many articles, most in one
or two. Each is named as articles do: in full, with an initial or a short form, by the surname or a title and the
surname alone, by an acronym. Surnames are fewer than persons, so that many share one, and some share the whole name.
Half of the persons hold an office at a body or a state. The same number gives the same articles.

A crowd is the worst of news: of ten actors two are persons of one surname, one more is that surname alone, and every
twentieth actor is a person of one full name, who holds an office in one of all states.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple, TypeVar

from kg.identity import actor_id
from kg.model import Actor, Article, Evidence, Kind, Membership, Mention
from kg.seeds import countries

PERSONS, BODIES, STATES = 6, 3, 1  # an article
EACH = PERSONS + BODIES + STATES
SKEW, OF_NAMES = 3, 1.5  # the first tenth is drawn 10 ** (-1 / SKEW) of the time: nearly a half, of names a fifth
SURNAME_ALONE, TITLE_ALONE, VARIED, ACRONYM, OFFICE = 0.15, 0.05, 0.08, 0.3, 0.5
GIVEN = ("Michael", "Robert", "Maria", "Elena", "Thomas", "Ines", "Daniel", "Ruth", "Samuel", "Anna", "Victor", "Paula")
SHORT = {"Michael": "Mike", "Robert": "Bob", "Thomas": "Tom", "Daniel": "Dan", "Samuel": "Sam"}
TITLES = ("Senator", "President", "Minister", "Mr.", "Secretary")
ROLES = ("senator", "president", "minister", "spokesman", "secretary", "director")
HEADS = ("Ministry of", "Union of", "Party for", "Council for", "Institute of", "Court of", "Front for", "Office of")
SUBJECTS = (
    "Harbours",
    "Orchards",
    "Bridges",
    "Weavers",
    "Mills",
    "Archives",
    "Meadows",
    "Lanterns",
    "Quarries",
    "Ferries",
)
ADJECTIVES = ("", "National ", "United ", "Free ", "Northern ", "General ", "Federal ", "Popular ")
FIRST = ("Hol", "Ber", "Cas", "Dur", "Fen", "Gar", "Lin", "Mar", "Nor", "Pel", "Ros", "Tav", "Vel", "Win", "Yar", "Zan")
SECOND = ("d", "go", "l", "me", "ni", "ro", "sa", "ta", "ve", "wi")
LAST = ("berg", "court", "den", "field", "ham", "kova", "land", "man", "ner", "rup", "sen", "ton", "well", "wick")
CROWD, NAMESAKE = "Holmsen", "Maria Felwick"
BEGIN = date(2010, 1, 1)

T = TypeVar("T")


class Input(NamedTuple):
    """What `kg.identity.join` takes."""

    articles: list[Article]
    actors: list[Actor]
    statements: list[Membership]


def articles(mentions: int, seed: int = 0) -> Input:
    """As many articles as name so many actors, each actor once an article."""
    rng = random.Random(seed)
    people, bodies = _people(rng, mentions // 8 + 10), _bodies(mentions // 40 + 10)
    made = Input([], [], [])
    for number in range(mentions // EACH):
        cast: list[tuple[str, str, Kind]] = [_person(rng, person) for person in _some(rng, people, PERSONS)]
        cast += [_body(rng, body) for body in _some(rng, bodies, BODIES)]
        cast += [(state.name, state.name, "government") for state in _some(rng, countries(), STATES)]
        _add(made, rng, number, cast)
    return made


def crowd(mentions: int, seed: int = 0) -> Input:
    """The same, with a fifth of the actors of one surname, a tenth that surname alone, a twentieth of one full name."""
    rng = random.Random(seed)
    people, bodies, states = _people(rng, mentions // 8 + 10), _bodies(mentions // 40 + 10), countries()
    given = [f"{a}{b}{c}" for a, b, c in product(FIRST, SECOND, LAST)]
    made = Input([], [], [])
    for number in range(mentions // EACH):
        cast: list[tuple[str, str, Kind]] = [_person(rng, person) for person in _some(rng, people, PERSONS)]
        namesakes = [f"{name} {letter}. {CROWD}" for name in rng.sample(given, 2) for letter in rng.choice("ABCDEFGH")]
        cast[:3] = [(name, name, "person") for name in (*namesakes, CROWD)]
        if number % 2:
            cast[3] = (NAMESAKE, NAMESAKE, "person")
        cast += [_body(rng, body) for body in _some(rng, bodies, BODIES)]
        state = states[number % len(states)].name
        cast.append((state, state, "government"))
        _add(made, rng, number, cast)
    return made


def frequent(rng: random.Random, items: Sequence[T], skew: float) -> T:
    """One of the items: the first ones often, the last ones seldom."""
    return items[int(len(items) * rng.random() ** skew)]


def _some(rng: random.Random, items: Sequence[T], number: int) -> list[T]:
    """So many different ones of the items."""
    found: dict[T, None] = {}
    while len(found) < number:
        found[frequent(rng, items, SKEW)] = None
    return list(found)


def _people(rng: random.Random, number: int) -> list[tuple[str, str]]:
    """Given name, with the initial of a second one or without, and surname."""
    surnames = [a + b + c for a, b, c in product(FIRST, SECOND, LAST)]
    rng.shuffle(surnames)
    given = [f"{name}{middle}" for name in GIVEN for middle in ("", " A.", " J.", " W.")]
    return [(frequent(rng, given, OF_NAMES), frequent(rng, surnames, OF_NAMES)) for _ in range(number)]


def _bodies(number: int) -> list[str]:
    """Names of bodies; the more are asked for, the more subjects a name has."""
    pairs = [f"{a} and {b}" for a, b in product(SUBJECTS, SUBJECTS) if a != b]
    names = [f"{a}{h} {s}" for s in (*SUBJECTS, *pairs) for a, h in product(ADJECTIVES, HEADS)]
    return names[:number]


def _person(rng: random.Random, person: tuple[str, str]) -> tuple[str, str, Kind]:
    """The name in the article, the form that stands in it, the kind."""
    given, surname = person
    chance = rng.random()
    if chance < SURNAME_ALONE:
        return surname, surname, "person"
    if chance < SURNAME_ALONE + TITLE_ALONE:
        return surname, f"{rng.choice(TITLES)} {surname}", "person"
    if chance < SURNAME_ALONE + TITLE_ALONE + VARIED:
        first = given.split()[0]
        given = rng.choice((SHORT.get(first, first), f"{first[0]}."))
    return f"{given} {surname}", f"{given} {surname}", "person"


def _body(rng: random.Random, name: str) -> tuple[str, str, Kind]:
    form = "".join(word[0] for word in name.split() if word[0].isupper()) if rng.random() < ACRONYM else name
    return form, form, "organization"


def _add(made: Input, rng: random.Random, number: int, cast: list[tuple[str, str, Kind]]) -> None:
    """The article of a cast, its actors, and the offices of some."""
    text = ". ".join(form for _, form, _ in cast)
    published = (BEGIN + timedelta(days=rng.randrange(3650))).isoformat()
    article = Article(f"https://example.org/{number}", text, published=published)
    actors, start = [], 0
    for name, form, kind in cast:
        mention = Mention(article.id, start, start + len(form))
        actors.append(Actor(actor_id(name, kind, article), name, kind, (form,) if form != name else (), (), (mention,)))
        start += len(form) + 2
    made.articles.append(article)
    made.actors.extend(actors)
    made.statements.extend(
        Membership(
            person=person, role=rng.choice(ROLES), organization=rng.choice(actors[PERSONS:]), observed=published,
            evidence=(Evidence(article.id, 0, len(text), text),), confidence=0.9, extractor="invented/1",
        )
        for person in actors[:PERSONS]
        if rng.random() < OFFICE
    )  # fmt: skip
