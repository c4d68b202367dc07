"""From what a reader found to an article: the text made clean, id, date, address and language checked."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from kg.articles.dates import iso_date
from kg.articles.decoding import tidy
from kg.articles.found import EMPTY, Found, Reading, UnfitError, refuse_long, shown
from kg.model import Article

# An absolute IRI of RFC 3987, so that every store takes it; of its characters no quotation marks.
_BEYOND_ASCII = r"\u00a1-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000dffff"
_CHARACTER = rf"[!$&()*+,\-./0-9:;=?@A-Z_a-z~{_BEYOND_ASCII}]|%[0-9A-Fa-f]{{2}}"
ADDRESS = re.compile(rf"https?://(?=[^/?#:@])(?:{_CHARACTER})+(?:#(?:{_CHARACTER})*)?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def to_article(found: Found, reading: Reading, file: str | None) -> Article:
    """The article. What cannot be understood of its date, address or language is noted and left out.

    Raises UnfitError where the text is empty or too long.
    """
    text = tidy(found.text).strip()
    refuse_long(text)
    if not any(map(str.isalpha, text)):
        raise UnfitError(EMPTY)
    url = _url(found, reading)
    return Article(
        id=url or text_id(text),
        text=text,
        title=_one_line(found.title),
        url=url,
        published=_date(found, reading),
        publisher=_one_line(found.publisher),
        language=_language(found, reading),
        file=file,
    )


def text_id(text: str) -> str:
    """The id of an article without address: the SHA-256 of its text in UTF-8, after `sha256:`."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _one_line(value: str | None) -> str | None:
    return " ".join(tidy(value or "").split()) or None


def _date(found: Found, reading: Reading) -> str | None:
    value = _one_line(found.date)
    published = iso_date(value) if value else None
    if value and not published:
        reading.note(f'the date "{shown(value)}" is not understood (YYYY-MM-DD is): left out', found.row)
    return published


def _url(found: Found, reading: Reading) -> str | None:
    value = (found.url or "").strip()
    if not value or _absolute(value):
        return value or None
    reading.note(f'the url "{shown(value)}" is not an absolute http(s) address: left out', found.row)
    return None


def _absolute(value: str) -> bool:
    if not ADDRESS.fullmatch(value):
        return False
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def _language(found: Found, reading: Reading) -> str:
    value = (_one_line(found.language) or "en").replace("_", "-")
    if LANGUAGE.fullmatch(value):
        return value
    reading.note(f'the language "{shown(value)}" is not a tag such as "en": taken for English', found.row)
    return "en"
