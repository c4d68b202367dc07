"""Whom the words for a speaker mean: the actors named there, the author of a text, or whoever spoke last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import gazetteer as known
from kg.extract.quoting.place import Place, breaks
from kg.extract.reading import Quote
from kg.extract.subjects import OWNING, ancestors, is_saying, is_text, owners, subject
from kg.model import Actor

if TYPE_CHECKING:
    from spacy.tokens import Token

GENDERS = {"he": "m", "she": "f"}
DEFINITE = frozenset({"the", "this", "that", "his", "her", "their", "its"})
PARTISANS = frozenset({"democrat", "republican"})
BODIES = frozenset({"agency", "committee", "company", "group", "it", "ministry", "organization", "party", "union"})
BODILY = frozenset({"organization", "government"})
PARTING = frozenset({"outgoing", "departing", "dismissed", "ousted", "sacked", "fired"})
MEMORY = 300  # tokens back to the last mention of a text or of "the official"
NEAR = 120  # tokens back to the words told last, for "the congressman"
LIST = 30  # tokens of a list of speakers

Speakers = tuple[Actor, ...]


def speakers_of(place: Place, token: Token, last: Quote | None) -> Speakers:
    """Whom a speaker's token means; `last` is the quotation before whose speakers were found."""
    apposed = (c for c in token.children if c.dep_ == "appos")
    written = _authors(token) if is_text(token) else ()
    found = next((f for named in (token, *apposed, *written) if (f := place.reading.actors_of(named))), ())
    found = found or _beside(place, token) or _surnamed(place, token)
    return _joint(place, token, found) or _called(place, token, last)


def _beside(place: Place, token: Token) -> Speakers:
    """The person whose name stands between a role and its verb: "the minister, Laura Brandt, said"."""
    verb = token.head.i
    if verb <= token.i or not known.role_noun(token.lower_):
        return ()
    persons = [n for n in place.reading.named if token.i < n.start and n.end <= verb and n.actor.kind == "person"]
    last = persons[-1] if persons else None
    return (last.actor,) if last and all(t.is_punct or t.pos_ == "ADV" for t in place.doc[last.end : verb]) else ()


def _joint(place: Place, token: Token, found: Speakers) -> Speakers:
    """With a person, those whom a list before or behind them names: "Sens. Holt of Ohio, Lang and Brandt"."""
    start, doc = token.left_edge.i, place.doc
    if start == 0 or not found or any(a.kind != "person" for a in found):
        return found
    if doc[start - 1].lower_ != "and" or len(found) > 1:
        return _behind(place, token, found)
    begin = max(0, start - LIST)
    words = [t.i for t in doc[begin:start] if t.pos_ in {"VERB", "AUX"} or t.is_quote or breaks(t) or t.is_sent_start]
    since = words[-1] if words else begin
    named = [n for n in place.reading.named if since <= n.start < start and n.actor.kind == "person"]
    return tuple(dict.fromkeys((*(n.actor for n in named), *found)))


def _behind(place: Place, token: Token, found: Speakers) -> Speakers:
    """With a person, those named between them and the verb, the last after "and"; no places "of" which they are."""
    doc, verb = place.doc, token.head.i
    named = [n for n in place.reading.named if token.i < n.start and n.end <= verb and n.actor.kind == "person"]
    named = [n for n in named if doc[n.title - 1].lower_ not in OWNING]
    if not named or doc[named[-1].title - 1].lower_ != "and":
        return found
    others = any(t.pos_ in {"VERB", "AUX"} or t.is_quote or t.is_sent_start for t in doc[token.i + 1 : verb])
    return found if others else tuple(dict.fromkeys((*found, *(n.actor for n in named))))


def _surnamed(place: Place, token: Token) -> Speakers:
    """The one person of the article with that surname, where the parse does not tell a name: "Will said"."""
    if not token.text[:1].isupper():
        return ()
    people = [a for a in place.reading.actors if a.kind == "person" and a.name.split()[-1] == token.text]
    return tuple(people) if len(people) == 1 else ()


def _authors(text: Token) -> Iterator[Token]:
    """Whose a text is, as its own phrase tells or else an earlier mention of it."""
    for mention in reversed(text.doc[max(0, text.i - MEMORY) : text.i + 1]):
        if mention.lemma_ == text.lemma_ and is_text(mention):
            yield from owners(mention)
            verb = next((a for a in ancestors(mention) if a.pos_ == "VERB"), None)
            if mention.dep_ in {"dobj", "pobj"} and verb is not None and (author := subject(verb)):
                yield author


def _called(place: Place, token: Token, last: Quote | None) -> Speakers:
    """Who spoke last, for "he" and "the Ohio Republican"; who was last called "the aide" or "the agency"."""
    if token.lower_ in GENDERS:
        return last.speakers if last and _is_one(last.speakers, GENDERS[token.lower_]) else ()
    if token.lower_ == "it":
        return _still(place, token, last) or _read_from(place, token)
    if token.lower_ == "they":
        return _several(place, token, last)
    if not any(c.lower_ in DEFINITE for c in token.children if c.i < token.i):
        return ()
    if token.lower_ in PARTISANS:
        return last.speakers if last and _is_one(last.speakers) else ()
    before = reversed(place.doc[max(0, token.i - MEMORY) : token.i])
    same = (t for t in before if (t.lemma_, t.tag_) == (token.lemma_, token.tag_))
    found = next((found for earlier in same if (found := place.reading.actors_at(earlier))), ())
    return found or (_several if token.tag_ == "NNS" else _still)(place, token, last)


def _several(place: Place, token: Token, last: Quote | None) -> Speakers:
    """The two or more who spoke last, for "the countries" or "they"; one source without a name may be "they", too."""
    spoke = _spoke(place, token, last)
    alone = token.lower_ == "they" and len(spoke) == 1 and spoke[0].kind in {"unnamed", "group"}
    return spoke if len(spoke) > 1 or alone else ()


def _read_from(place: Place, token: Token) -> Speakers:
    """The author of the text that the sentence before tells of, for "it": the ministry's letter says … "…," it adds."""
    start = min(token.sent.start, place.quote.start - 1)
    verb = place.doc[start - 1].sent.root if start > 0 else token
    text = subject(verb) if is_saying(verb) and verb.i not in place.quoted else None
    if text is None or not is_text(text):
        return ()
    return next((f for named in _authors(text) if (f := place.reading.actors_of(named))), ())


def _still(place: Place, token: Token, last: Quote | None) -> Speakers:
    """Who spoke last, where a word for a person or a body may mean just them: "the congressman", "the group"."""
    spoke = _spoke(place, token, last)
    if len(spoke) != 1:
        return ()
    if is_text(token):
        return () if any(owners(token)) else spoke
    if token.lower_ in BODIES:
        return spoke if spoke[0].kind in BODILY or (token.lower_, spoke[0].kind) == ("group", "group") else ()
    lefts = [t for t in token.lefts if t.pos_ != "DET" and t.lower_ not in PARTISANS]
    # "the German leader" is another, and so is "the outgoing minister"
    named = any(t.text[:1].isupper() or t.lower_ in PARTING for t in lefts)
    role = None if named or token.lower_.startswith("spokes") else known.role_noun(token.lower_)
    return spoke if role and spoke[0].kind == "person" and _is_one(spoke, role.gender) else ()


def _spoke(place: Place, token: Token, last: Quote | None) -> Speakers:
    """Whose words were told last, in quotation marks or not; nobody's where those were a question."""
    lines = [t.i for t in place.doc[max(0, token.i - NEAR) : token.i] if breaks(t)]
    since = max(lines[-2] if len(lines) > 1 else 0, token.i - NEAR, last.end if last else 0)
    if last and last.end == since and place.doc[since - 1].text == "?":
        return ()
    verbs = (t for t in reversed(place.doc[since : token.sent.start]) if is_saying(t) and t.i not in place.quoted)
    told = (who for t in verbs if (s := subject(t)) is not None and (who := place.reading.actors_of(s)))
    return next(told, last.speakers if last and last.end == since else ())


def _is_one(speakers: Speakers, gender: str | None = None) -> bool:
    """Whether the speaker is one person, who may be of that gender."""
    if len(speakers) != 1 or speakers[0].kind not in {"person", "unnamed"}:
        return False
    first, *more = speakers[0].name.split()
    return not (gender and more) or known.gender(first) in {None, gender}
