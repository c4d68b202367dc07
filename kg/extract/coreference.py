"""Who "he", "she", "they", "it" and "the president" mean: the nearest fitting actor, subjects first; else nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns
from kg.model import Actor, fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from kg.extract.reading import Quote

Meanings = dict[int, tuple[Actor, ...]]

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
OBJECT_PRONOUNS = frozenset({"him", "her", "it", "them"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "pobj"})
AFTER = frozenset({"prep", "appos", "relcl"})  # what tells which one is meant
SINGULAR = frozenset({"NN", "NNP"})
LOOK_BACK = 3  # sentences before the pronoun's own
FAR_BACK = 60  # the same for "the senator"
BODIES = frozenset({"organization", "government", "group"})


def resolve(
    doc: Doc, means: Mapping[int, tuple[Actor, ...]], quotes: Sequence[Quote], titles: Mapping[str, Sequence[str]]
) -> Meanings:
    """Meanings of third-person pronouns and of definite roles ("the senator").

    `means` holds who names mean, by token; `titles` the folded role nouns of each actor's id. Source of the method:
    Hobbs (1978) for the search order, simplified to sentences and subjects.
    """
    found: Meanings = dict(means)
    genders = _genders(means, titles)
    quoted = {i for q in quotes for i in range(q.start, q.end)}
    for sentence in doc.sents:
        for token in sentence:
            if token.i not in means and (meant := _meant(token, found, quoted, genders, titles)):
                found[token.i] = meant
    return found


def resolve_first_person(doc: Doc, quotes: Sequence[Quote]) -> Meanings:
    """Meanings of "I" and "we" inside quotations: the speakers."""
    return {
        token.i: quote.speakers
        for quote in quotes
        if quote.speakers
        for token in doc[quote.start : quote.end]
        if token.lower_ in FIRST and (token.text != "US")
    }


def _meant(
    token: Token, found: Meanings, quoted: set[int], genders: Mapping[str, str], titles: Mapping[str, Sequence[str]]
) -> tuple[Actor, ...]:
    word = token.lower_
    if word in MALE | FEMALE:
        gender = "m" if word in MALE else "f"
        return _one(token, found, quoted, lambda a: a.kind == "person" and genders.get(a.id, gender) == gender)
    if word in NEUTER and token.dep_ in SUBJECTS | {"poss"}:
        return _subject_before(token, found, quoted, ("organization", "government"))
    if word in PLURAL and token.dep_ in SUBJECTS | {"poss"}:
        return _subject_before(token, found, quoted, ("group", "organization", "government", "unnamed"))
    if role := _definite_role(token):
        return _only(token, found, lambda a: role in titles.get(a.id, ()))
    if noun := _definite_body(token):
        return _only(token, found, lambda a: a.kind in BODIES and _is_such(a, noun))
    return ()


def _definite_role(token: Token) -> str | None:
    """The role of "the senator", "the prime minister": singular, definite, with neither a name nor "of" beside it."""
    noun = known.role_noun(token.text)
    if noun is None or token.tag_ not in SINGULAR or token.dep_ in {"compound", "appos"}:
        return None
    before = [c for c in token.children if c.i < token.i and c.dep_ != "punct"]
    if not before or before[0].lower_ != "the" or any(c.dep_ in AFTER for c in token.children if c.i > token.i):
        return None
    if len(before) == 1:
        return noun.name
    found = known.office(token.doc[before[1].left_edge.i : token.i + 1].text)
    return found.office.name if found and not found.before else None


def _definite_body(token: Token) -> str | None:
    """The noun of "the agency", "the court", "the administration": with neither a name nor "of" beside it."""
    if token.tag_ != "NN" or token.lower_ not in body_nouns() or token.dep_ in {"compound", "appos"}:
        return None
    before = [c for c in token.children if c.i < token.i and c.dep_ != "punct"]
    alone = len(before) == 1 and before[0].lower_ == "the"
    return token.lower_ if alone and not any(c.dep_ in AFTER for c in token.children if c.i > token.i) else None


def _is_such(actor: Actor, noun: str) -> bool:
    """Whether a body is a party, an agency, …: by the last word of one of its names, or by the gazetteer."""
    body = known.body(actor.name)
    return any(fold(form).split()[-1:] == [noun] for form in (actor.name, *actor.aliases)) or (
        body is not None and body.type == noun
    )


def _one(token: Token, found: Meanings, quoted: set[int], fits: Callable[[Actor], bool]) -> tuple[Actor, ...]:
    """The one fitting actor of the nearest sentence that names any, a subject before others."""
    barred: set[str] = set()
    for candidates in _sentences_back(token, found, quoted, LOOK_BACK):
        barred |= {a.id for t, actors in candidates for a in actors if _same_clause(t, token)}
        fitting = [(t, a) for t, actors in candidates for a in actors if len(actors) == 1 and fits(a)]
        fitting = [(t, a) for t, a in fitting if a.id not in barred]
        if fitting:
            subjects = [a for t, a in fitting if _is_subject(t)]
            if _own(token, fitting):
                return ((subjects or [a for _, a in fitting])[-1],)
            main = [a for t, a in fitting if _is_subject(t) and _clause(t).dep_ == "ROOT"]
            return ((main or subjects or [a for _, a in fitting])[0],)
    return ()


def _only(token: Token, found: Meanings, fits: Callable[[Actor], bool]) -> tuple[Actor, ...]:
    """The one fitting actor of the nearest sentence that names any; nobody where it names several."""
    for candidates in _sentences_back(token, found, set(), FAR_BACK):
        if fitting := list(dict.fromkeys(a for _, actors in candidates for a in actors if fits(a))):
            return tuple(fitting) if len(fitting) == 1 else ()
    return ()


def _own(token: Token, fitting: list[tuple[Token, Actor]]) -> bool:
    """Whether the candidates stand in the pronoun's own sentence: then the nearest counts, else the first."""
    return fitting[0][0].sent == token.sent


def _subject_before(token: Token, found: Meanings, quoted: set[int], kinds: tuple[str, ...]) -> tuple[Actor, ...]:
    """The body that is the subject of the clause or sentence before; nobody where another subject stands between."""
    for candidates in _sentences_back(token, found, quoted, 1):
        subjects = [(t, a) for t, actors in candidates for a in actors if _is_subject(t) and t.i < token.i]
        if subjects:
            last = subjects[-1][0]
            same = tuple(a for t, a in subjects if t == last or t in last.conjuncts)
            fits = all(a.kind in kinds for a in same) or (token.lower_ in PLURAL and len(same) > 1)
            return same if fits and not _same_clause(last, token) else ()
    return ()


def _sentences_back(
    token: Token, found: Meanings, quoted: set[int], back: int
) -> Iterator[list[tuple[Token, tuple[Actor, ...]]]]:
    """What is named in the token's sentence before it, then in each of the sentences before."""
    doc, end, inside = token.doc, token.i, token.i in quoted
    start = token.sent.start
    for _ in range(back + 1):
        yield [(doc[i], found[i]) for i in range(start, end) if i in found and (inside or i not in quoted)]
        if start == 0:
            return
        end, start = start, doc[start - 1].sent.start


def _is_subject(token: Token) -> bool:
    """Subject of its clause, also as a conjunct or as the last word of a longer name."""
    while token.dep_ in {"conj", "compound", "flat", "appos", "nmod"} and token.head.i != token.i:
        token = token.head
    return token.dep_ in SUBJECTS


def _clause(token: Token) -> Token:
    """The verb of which a token is the subject, also as a conjunct."""
    while token.dep_ in {"conj", "compound", "flat", "appos", "nmod"} and token.head.i != token.i:
        token = token.head
    return token.head


def _same_clause(named: Token, pronoun: Token) -> bool:
    """Whether an object pronoun and a name have one verb: "Tillerson met him" means another man."""
    if pronoun.dep_ not in OBJECTS or pronoun.lower_ not in OBJECT_PRONOUNS:
        return False
    verb = pronoun.head.head if pronoun.head.dep_ == "prep" else pronoun.head
    return named.head in (verb, pronoun.head)


def _genders(means: Mapping[int, tuple[Actor, ...]], titles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The gender of each person, where the given name or a title tells it."""
    persons = {a.id: a for actors in means.values() for a in reversed(actors) if a.kind == "person"}
    found = ((key, _gender(actor, titles.get(key, ()))) for key, actor in persons.items())
    return {key: gender for key, gender in found if gender}


def _gender(actor: Actor, titles: Sequence[str]) -> str | None:
    for title in titles:
        noun, honorific = known.role_noun(title), known.title(title.capitalize())
        if gender := (honorific.gender if honorific else None) or (noun.gender if noun else None):
            return gender
    words = actor.name.split()
    return known.gender(words[0]) if len(words) > 1 else None
