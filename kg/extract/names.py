"""Proper names in a Doc: runs of capitalised words, cut into titles, persons' names and the names of bodies and places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.resources import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Parts of speech and entity labels that a name is never made of.
NOT_NAMES = frozenset({"PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ", "PUNCT", "SPACE", "INTJ", "NUM", "SYM"})
NOT_ENTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
PLURALS = frozenset({"NNS", "NNPS"})
PARTICLES = frozenset(["de", "la", "del", "della", "di", "da", "do", "dos", "du", "van", "von", "der", "den", "bin", "ibn", "ben", "al", "el", "le", "y", "ter", "ten", "zu", "af"])
LINKS = frozenset({"of", "for", "on", "and", "&", "the", "to", "in", "'s"})
MAX_PERSON_WORDS = 5
HEADLINE_SHARE = 0.7  # of a line's words capitalised: then capitals tell nothing


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
    return [name for run in _runs(doc) for name in _names(run)]


def _runs(doc: Doc) -> Iterator[Span]:
    for sentence in doc.sents:
        if is_headline(sentence):
            continue
        i = sentence.start
        while i < sentence.end:
            if not capitalised(doc[i]):
                i += 1
                continue
            end = _run_end(doc, i, sentence.end)
            yield doc[i:end]
            i = end


def is_headline(span: Span) -> bool:
    """Whether nearly all words of a line are capitalised, so that capitals do not mark names."""
    letters = [t for t in span if t.is_alpha and len(t) > 3]
    return len(letters) > 4 and sum(t.text[0].isupper() for t in letters) / len(letters) > HEADLINE_SHARE + 0.15 * (
        span.text.rstrip()[-1:] in {".", '"', "?", "!"}
    )


def capitalised(token: Token) -> bool:
    """Whether a token may be a word of a name."""
    if _party_tag(token) or _dateline(token):
        return False
    if not token.text[0].isupper() or token.ent_type_ in NOT_ENTITIES or (token.is_stop and token.ent_type_ == ""):
        return False
    if token.pos_ in NOT_NAMES and not token.ent_type_:
        return False
    if token.i == token.sent.start or _opens(token.nbor(-1)):
        return token.pos_ == "PROPN" or bool(token.ent_type_) or known.nation(token.text) is not None
    return True


def _opens(mark: Token) -> bool:
    """Whether a word after this token may have its capital from the place alone; a closing mark (…," Brown said) gives none."""
    return mark.is_space or mark.text in {":", "(", "-"} or (mark.text in {'"', "'"} and not mark.whitespace_)


def _party_tag(token: Token) -> bool:
    """ "R-Iowa", in one token or in three."""
    if token.text[0] not in "RDI" or token.i + 1 >= len(token.doc):
        return False
    return token.text[1:2] == "-" or (len(token) == 1 and token.nbor().text in {"-", ")"})


def _dateline(token: Token) -> bool:
    """ "MANILA (Reuters) -", "FILE -": a place or a label in capitals that begins a paragraph."""
    if not (token.text.isupper() and len(token) > 3 and token.is_alpha):
        return False
    after = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return (
        after not in {")"}
        and not known.body(token.text)
        and (after in {"(", "-", ":", ",", "--", "—"} or len(token) > 5)
    )


def _run_end(doc: Doc, start: int, limit: int) -> int:
    end = start + 1
    while end < limit:
        step = _step(doc, start, end, limit)
        if not step:
            break
        end += step
    return end


def _step(doc: Doc, start: int, end: int, limit: int) -> int:
    """How many tokens further the run goes on from `end`; 0 where it stops."""
    token = doc[end]
    if capitalised(token) or (token.text == "." and len(doc[end - 1]) == 1):
        return 1
    if token.text == "-" and not doc[end - 1].whitespace_ and not token.whitespace_ and end + 1 < limit:
        return 2 if doc[end + 1].text[:1].isupper() or doc[end + 1].ent_type_ == "PERSON" else 0  # Kim Yo-jong
    if token.text == "," and end + 1 < limit and doc[end + 1].text in {"Jr.", "Sr.", "Jr", "Sr"}:
        return 2
    if token.lower_ in PARTICLES and _next_capital(doc, end, limit, PARTICLES):
        return _next_capital(doc, end, limit, PARTICLES)
    if (
        token.lower_ in LINKS
        and (step := _next_capital(doc, end, limit, LINKS))
        and _linked(doc, start, end, end + step)
    ):
        return step
    return 0


def _next_capital(doc: Doc, end: int, limit: int, through: frozenset[str]) -> int:
    for step in (1, 2):
        if end + step < limit and capitalised(doc[end + step]):
            return step + 1
        if end + step >= limit or doc[end + step].lower_ not in through:
            return 0
    return 0


def _linked(doc: Doc, start: int, end: int, after: int) -> bool:
    """Whether "of", "and", … at `end` stands inside one name: the gazetteer, a body's noun or the parser's entity says so."""
    link, left = doc[end].lower_, doc[end - 1]
    if link in {"and", "&"} and any(known.role_noun(t.text) for t in doc[start:after]):
        return False
    if known.body(doc[start:after].text) or _spans_entity(doc, start, end, after):
        return link != "'s" or known.body(doc[start:after].text) is not None
    if link == "of":
        return (
            left.lower_ in body_nouns()
            or (known.role_noun(left.text) is not None
            and bool(known.office(doc[start:after].text)))
        )
    return (
        link in {"and", "&"}
        and any(t.lower_ in body_nouns() for t in doc[start:end])
        and "of" in {t.lower_ for t in doc[start:end]}
    )


def _spans_entity(doc: Doc, start: int, end: int, after: int) -> bool:
    entity = doc[end].ent_type_
    if entity not in {"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT"}:
        return False
    same = all(t.ent_type_ == entity and t.ent_iob_ != "B" for t in doc[end:after])
    return same and (doc[end].lower_ != "and" or any(t.lower_ in body_nouns() for t in doc[start:after]))


@cache
def body_nouns() -> frozenset[str]:
    """Nouns that make a capitalised phrase a body when they end it."""
    return words("body_nouns.tsv", kind="organization") | words("body_nouns.tsv", kind="government")


@cache
def thing_nouns() -> frozenset[str]:
    """Nouns that make a capitalised phrase a thing, place or text when they end it."""
    return words("thing_nouns.tsv")


def _names(run: Span) -> Iterator[Name]:
    """Cut a run of capitalised words: what stands before the title, and the name itself."""
    doc, cut = run.doc, _title_end(run)
    if cut == len(run):  # a title alone, such as "the Prime Minister": no name but what stands before it
        if run[-1].tag_ in PLURALS:  # "House Republicans"
            yield Name(run.start, run.end, run.start)
        else:
            yield from _before_title(run)
        return
    if cut:
        yield from _before_title(run[:cut])
    start = run.start + cut
    title = _title_start(doc, run.start, cut == 0) if cut or not known.body(run.text) else start
    for piece_start, piece_end in _pieces(doc[start : run.end]):
        yield Name(piece_start, piece_end, title if piece_start == start else piece_start)


def _title_end(run: Span) -> int:
    """Length of the title phrase that begins a run ("Homeland Security Secretary" John Kelly), 0 if there is none."""
    if known.body(run.text):
        return 0
    for length in range(len(run), 0, -1):
        if is_title(run[:length]) and (length == len(run) or _personal(run[length:])):
            return length
    return 0


def is_title(span: Span) -> bool:
    """Whether a phrase ends in a title, a role's noun or an office."""
    last = span[-1].text
    if known.title(last) or known.role_noun(last) or last in {"Republican", "Democrat", "Democratic"}:
        return True
    found = known.office(span.text) if len(span) > 2 else None  # Secretary of State
    return found is not None and not found.after


def _personal(span: Span) -> bool:
    """Whether a phrase may be a person's name."""
    if len(span) > MAX_PERSON_WORDS + 2 or span[-1].lower_ in body_nouns() | thing_nouns() or known.body(span.text):
        return False
    if any(t.lower_ in LINKS for t in span) or known.nation(span.text):
        return False
    return not known.role_noun(span[-1].text) or span[-1].ent_type_ == "PERSON"


def _title_start(doc: Doc, start: int, bare: bool) -> int:
    """Where the title before a name begins: over capitalised and plain title words ("press secretary Sean Spicer").

    `bare`: no title has been found yet, so that the nearest word must be one.
    """
    i = start
    while i > 0 and _titular(doc[i - 1], bare and i == start):
        i -= 1
    return i


def _titular(token: Token, nearest: bool) -> bool:
    if token.is_space or (token.is_punct and token.text != "-") or (token.is_sent_start and token.is_stop):
        return False
    if known.title(token.text) or (known.role_noun(token.text) and token.tag_ not in {"VB", "VBD", "VBZ", "VBP"}):
        return token.tag_ not in {"NNS", "NNPS"} or nearest
    return not nearest and (token.pos_ in {"PROPN", "ADJ", "NOUN"} or token.lower_ in {"of", "-"})


def _before_title(title: Span) -> Iterator[Name]:
    """The bodies and countries named inside a title phrase: "White House" press secretary, "Mexican" president."""
    for start in range(title.start, title.end):
        for end in range(title.end, start, -1):
            span = title.doc[start:end]
            if (len(span) > 1 and known.body(span.text)) or known.metonym(span.text) or known.nation(span.text):
                yield Name(start, end, start)
                yield from _before_title(title.doc[end : title.end])
                return


def _pieces(span: Span) -> Iterator[tuple[int, int]]:
    """Cut what holds two names ("U.S.-Mexico", "Mexico City Mayor"); else the whole."""
    hyphens = [t.i for t in span if t.text == "-"]
    for hyphen in hyphens:
        left, right = span.doc[span.start : hyphen], span.doc[hyphen + 1 : span.end]
        if known.nation(left.text) and known.nation(right.text):
            yield left.start, left.end
            yield right.start, right.end
            return
    for i in range(span.start + 1, span.end - 1):  # "Refugee Council" Enver Solomon
        if span.doc[i - 1].lower_ in body_nouns() and known.gender(span.doc[i].text) and not known.body(span.text):
            yield span.start, i
            yield i, span.end
            return
    yield span.start, span.end
