"""Proper names in a Doc: runs of capitalised words, cut into titles, persons' names, and names of bodies and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.lexicon import body_nouns, modifiers, status_words, thing_nouns
from kg.extract.naming.capitals import is_dated
from kg.extract.naming.initials import means_office
from kg.extract.naming.runs import ELECT, LINKS, WITHIN, find_runs
from kg.extract.naming.wording import national_body

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PLURALS = frozenset({"NNS", "NNPS"})
TIMES = frozenset({"DATE", "TIME"})  # entities that no title holds: "Yesterday" President Jane Roe
VERBAL = frozenset({"VB", "VBD", "VBZ", "VBP"})
PARTISANS = frozenset({"Republican", "Democrat", "Democratic"})  # they stand before names as titles do
CABINET = "cabinet"  # before a secretary it belongs to the office
MAX_PERSON_WORDS = 5


@dataclass(frozen=True, slots=True)
class Name:
    """Tokens `start:end` are a name; tokens `title:start` the title or role written directly before it."""

    start: int
    end: int
    title: int

    @property
    def titled(self) -> bool:
        """Whether a title stands before the name."""
        return self.title < self.start


def find_names(doc: Doc) -> list[Name]:
    """The names of a Doc in order of place; they do not overlap."""
    return [name for run in find_runs(doc) for name in _names(run)]


def _names(run: Span) -> Iterator[Name]:
    """Cut a run of capitalised words: what stands before the title, and the name itself."""
    doc, cut = run.doc, _title_end(run)
    if cut == len(run):  # a title alone, such as "the Prime Minister": no name but what stands before it
        if run[-1].tag_ in PLURALS or _office_of(run):  # "House Republicans", "Office of the Attorney General"
            start = _qualified(run)
            yield Name(start, run.end, start)
        else:
            yield from _before_title(run)
        return
    if cut:
        yield from _before_title(run[:cut])
    start = run.start + cut
    title = _title_start(doc, run.start, start) if cut or not known.body(run.text) else start
    if title == start and run[-1].tag_ in PLURALS:
        start = title = _qualified(doc[start : run.end])
    for piece_start, piece_end in _pieces(doc[start : run.end]):
        yield Name(piece_start, piece_end, title if piece_start == start else piece_start)


def _qualified(run: Span) -> int:
    """Where the name of some of a party begins, with the plain words that tell which: "14 moderate" Republicans."""
    start, doc = run.start, run.doc
    if known.party(run[-1].text) is None:
        return start
    while start > run.sent.start and _tells_which(doc[start - 1]):
        start -= 1
    return start + 1 if doc[start].is_punct else start


def _tells_which(token: Token) -> bool:
    plain = token.lower_ not in modifiers("group") or token.pos_ == "NUM"
    return plain and (token.dep_ in {"amod", "nummod", "compound", "nmod"} or token.text == "-")


def _office_of(run: Span) -> bool:
    """Whether a phrase names the body of an office: Office of the Attorney General."""
    words = [t.lower_ for t in run if t.i > run.start or t.lower_ != "the"]
    return len(words) > 3 and words[0] in body_nouns() and words[1] in {"of", "for"}


def _title_end(run: Span) -> int:
    """Length of the title phrase that begins a run ("Homeland Security Secretary" John Kelly), 0 if there is none."""
    if known.body(run.text):
        return 0
    for length in range(len(run), 0, -1):
        if is_title(run[:length]) and (length == len(run) or _personal(run[length:])):
            return length
    return _title_of(run)


def _title_of(run: Span) -> int:
    """Length of a title with its place or task that begins a run ("Lord Mayor of Dublin" Jane Roe), else 0."""
    for i in range(1, len(run) - 3):
        if run[i].lower_ in {"of", "for"} and is_title(run[:i]):
            starts = (j for j in range(i + 2, len(run) - 1) if known.given_name(run[j].text) and _personal(run[j:]))
            return next(starts, 0)
    return 0


def is_title(span: Span) -> bool:
    """Whether a phrase ends in a title, a role's noun or an office."""
    last = span[-1].text
    if len(span) > 1 and _given(span[-2].text):
        return False  # Representative Steve "King"
    if known.title(last) or known.role_noun(last) or last in PARTISANS or means_office(span[-1]):
        return True
    found = known.office(span.text) if len(span) > 2 else None  # Secretary of State
    return found is not None and not found.after


def _given(word: str) -> bool:
    """Whether a word is a given name and neither a title nor a country."""
    return known.given_name(word) and not known.title(word) and not known.nation(word) and not known.region(word)


def _personal(span: Span) -> bool:
    """Whether a phrase may be a person's name."""
    if len(span) > MAX_PERSON_WORDS + 2 or span[-1].lower_ in body_nouns() | thing_nouns() or known.body(span.text):
        return False
    plain = (t for t in span if t.i == span.start or t.nbor(-1).text != "-")  # Moon Jae-"in" is a name
    if any(t.lower_ in LINKS or t.text in WITHIN for t in plain) or known.nation(span.text):
        return False
    return not known.role_noun(span[-1].text) or span[-1].ent_type_ == "PERSON" or _given(span[0].text)


def _title_start(doc: Doc, start: int, name: int) -> int:
    """Where the title before a name begins: over capitalised and plain title words ("press secretary" Sean Spicer).

    `start`: where the capitals begin; where they begin with the name itself, the nearest word must be a title.
    """
    i = start
    while i > 0 and _titular(doc[i - 1], i == start == name):
        if doc[i - 1].lower_ == "of" and any(known.role_noun(t.text) for t in doc[i:name]):
            break  # "an ally of President" Jane Roe
        i -= 1
    return i


def _titular(token: Token, nearest: bool) -> bool:
    if token.is_space or (token.is_punct and not _hyphen(token)):
        return False
    if token.ent_type_ in TIMES and not is_dated(token):
        return False
    if token.is_sent_start and token.is_stop and token.lower_ not in status_words():
        return False
    if nearest and token.lower_ in ELECT and token.i > 1 and _hyphen(token.nbor(-1)):
        return True
    if known.title(token.text) or (known.role_noun(token.text) and token.tag_ not in VERBAL):
        return token.tag_ not in PLURALS or nearest
    return not nearest and (token.pos_ in {"PROPN", "ADJ", "NOUN"} or token.lower_ in {"of", "-", "then"})


def _hyphen(token: Token) -> bool:
    """Whether this joins two words; between spaces it is a dash ("PARIS - President Roe")."""
    return token.text == "-" and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def _before_title(title: Span) -> Iterator[Name]:
    """The bodies and countries named inside a title phrase: "White House" press secretary, "Mexican" president."""
    for start in range(title.start, title.end):
        for end in range(title.end, start, -1):
            if _is_body(title.doc[start:end], title):
                yield Name(start, end, start)
                yield from _before_title(title.doc[end : title.end])
                return


def _is_body(span: Span, title: Span) -> bool:
    """Whether a part of a title phrase names a body or country; an unknown body must have a body's noun."""
    if known.metonym(span.text) or known.nation(span.text):
        return True
    if len(span) == 1 or span[0].lower_ in status_words() or span[-1].lower_ == CABINET:
        return False  # "Interior Cabinet" Secretary
    own = span[-1].lower_ in body_nouns() or is_national(span)
    return known.body(span.text) is not None or (own and span.end < title.end)


def is_national(span: Span) -> bool:
    """Whether a phrase is a body's name that ends in a country's: Law Society "of Malawi"."""
    words = [t.text for t in span]
    return span[0].pos_ != "DET" and national_body(words)


def _owner(word: str) -> bool:
    """Whether a word before a person's name is a country, capital or body of its own."""
    return known.country(word) is not None or known.capital(word) is not None or known.body(word) is not None


def _pieces(span: Span) -> Iterator[tuple[int, int]]:
    """Cut what holds two names ("U.S.-Mexico", "Mexico City Mayor"); else the whole."""
    hyphens = [t.i for t in span if t.text == "-"]
    for hyphen in hyphens:
        left, right = span.doc[span.start : hyphen], span.doc[hyphen + 1 : span.end]
        if all(known.nation(side.text) or known.body(side.text) for side in (left, right)):
            yield left.start, left.end
            yield right.start, right.end
            return
    if len(span) > 2 and _owner(span[0].text) and known.given_name(span[1].text) and not known.body(span.text):
        yield span.start, span.start + 1  # president of "Iran" Hamid Roe, ambassador to the "U.N." Jane Roe
        yield span.start + 1, span.end
        return
    for i in range(span.start + 1, span.end - 1):  # "Refugee Council" Enver Solomon
        if span.doc[i - 1].lower_ in body_nouns() and known.given_name(span.doc[i].text) and not known.body(span.text):
            yield span.start, i
            yield i, span.end
            return
    yield span.start, span.end
