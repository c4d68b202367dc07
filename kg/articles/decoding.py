"""Bytes to text: encodings, line endings, control characters, and files that are no text at all."""

from __future__ import annotations

import codecs
import contextlib
import io
import itertools
import re
from collections.abc import Callable, Iterator
from typing import AnyStr

from kg.articles.found import BINARY, MAX_BYTES, TOO_LARGE, Reading, UnfitError

HEAD = 4096  # bytes looked at to tell what a file is
SAMPLE = 64 * 1024  # bytes looked at to guess an encoding
MAX_CONTROL_SHARE = 0.05  # of the characters of a text
SOUND_SHARE = 2  # sound characters beyond ASCII for each damaged one, in UTF-8 that was cut or patched
MAX_FOREIGN_SHARE = 0.2  # of the letters of a text in Latin script; French has 0.08
MIN_ASCII_SHARE = 0.8  # of the bytes behind a mark of UTF-16 that is none: Chinese has 0.55

# PNG, GIF, JPEG, PDF, ZIP (also .docx), old Word, gzip, bzip2
MAGIC = (b"\x89PNG", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b",
         b"BZh91AY&SY")  # fmt: skip
BYTE_ORDER_MARKS = (  # utf-32 first: its little-endian mark begins like that of utf-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MARKS_AS_LETTERS = ("ÿþ", "þÿ", "ï»¿")  # byte order marks that an editor took for letters
FALSE = b"\xff\xfe"  # the bytes of which marks of UTF-16 are made; UTF-8 has neither
FALSE_MARK, CUT = "the byte order mark at its beginning is false: left out", "cut or damaged: save it as UTF-8"
WIDE = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le"]
CONTROLS = "".join(map(chr, (*range(0x09), *range(0x0B, 0x20))))
NOT_KEPT = re.compile(f"[{CONTROLS}\ud800-\udfff]")
LINE_END = re.compile("\r\n?")
# Encodings of the Latin script, the commonest first; what English news has beyond ASCII besides letters; and signs
# that stand inside a word only by a wrong guess.
LATIN = ("cp1252", "cp1250", "mac_roman")
MARKS = frozenset("‘’‚“”„‹›«»–—…•·†‡°´¿¡¢£¥€§©®™±²³¹¼½¾×\xa0\xad")
INSIDE_A_WORD = re.compile(r"[^\W\d_][¿¡¢£¥€§©®±²³¹ºª¼½¾×†‡„‚][^\W\d_]")


def whole(stream: io.BufferedReader, reading: Reading, declared: str | None = None) -> str:
    """The text of a file that is one article. Raises UnfitError where it is too large or no text."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnfitError(TOO_LARGE)
    text, remark = decode(data, declared)
    if sum(map(text.count, CONTROLS)) - text.count("\r") > MAX_CONTROL_SHARE * len(text):
        raise UnfitError(BINARY)
    if remark:
        reading.note(remark)
    return text


def lines(stream: io.BufferedReader, reading: Reading) -> Iterator[str | None]:
    """The lines of a file of any size, each ending in a line feed; None for a line that is too long.

    Each line's encoding is decided by itself: a file may be joined from several. Raises UnfitError.
    """
    head = stream.peek(HEAD)
    if encoding := _marked(head):
        reading.note(f"read as {encoding}")
        yield from _wide_lines(stream, encoding)
        return
    refuse_binary(head)
    remarks = set()
    for line in _limited(stream.readline, b"\n"):
        if line is None:
            yield None
            continue
        text, remark = _line(line)
        if remark and remark not in remarks:
            remarks.add(remark)
            reading.note(remark)
        yield from io.StringIO(text, newline=None)


def _line(line: bytes) -> tuple[str, str]:
    plain = line.removeprefix(codecs.BOM_UTF8).replace(b"\0", b" ")
    with contextlib.suppress(UnicodeDecodeError):
        return _without_letters(plain.decode())
    with contextlib.suppress(UnfitError):
        return decode(plain)
    return plain.decode("utf-8", "replace"), "damaged characters shown as \ufffd"


def _wide_lines(stream: io.BufferedReader, encoding: str) -> Iterator[str | None]:
    text = io.TextIOWrapper(stream, encoding, "replace")
    try:
        yield from _limited(text.readline, "\n")
    finally:
        with contextlib.suppress(ValueError):  # it was closed already
            text.detach()  # the stream is not ours to close


def _limited(readline: Callable[[int], AnyStr], end: AnyStr) -> Iterator[AnyStr | None]:
    while line := readline(MAX_BYTES + 1):
        too_long = len(line) > MAX_BYTES
        while len(line) > MAX_BYTES and not line.endswith(end):
            line = readline(MAX_BYTES + 1)
        yield None if too_long else line


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of bytes, and what to say about its encoding: nothing for sound UTF-8. Raises UnfitError.

    `declared` is the encoding that a page claims to have; it is asked only where the bytes are not UTF-8.
    """
    if marked := _marked(data):
        try:
            return data.decode(marked), f"read as {marked}"
        except UnicodeDecodeError:
            raise UnfitError(f"begins as {marked} and is {CUT}") from None
    bare = data.lstrip(FALSE) if _mark(data) else data
    text, remark = _unmarked(bare.removeprefix(codecs.BOM_UTF8), declared)
    return text, "; ".join(filter(None, (remark, FALSE_MARK if bare != data else "")))


def _unmarked(data: bytes, declared: str | None) -> tuple[str, str]:
    refuse_binary(data)
    with contextlib.suppress(UnicodeDecodeError):
        return _without_letters(data.decode())
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if len(re.findall(r"[^\x00-\x7f\ufffd]", text)) > SOUND_SHARE * damaged:
        return text, f"read as utf-8, {damaged} damaged character(s) shown as \ufffd"
    encoding = declared or _guess(data)
    return data.decode(encoding, "replace"), f"read as {encoding}"


def refuse_binary(data: bytes) -> None:
    """Raise UnfitError for bytes that are no text in any encoding without a byte order mark."""
    if data.startswith(MAGIC) or b"\0" in data:
        raise UnfitError(BINARY)


def _marked(data: bytes) -> str | None:
    """The encoding that a byte order mark tells, where the bytes behind it are not plainly one a character."""
    mark = _mark(data)
    rest = data[:SAMPLE].lstrip(FALSE) if mark else b""
    plain = rest and b"\0" not in rest and sum(byte < 0x80 for byte in rest) > MIN_ASCII_SHARE * len(rest)
    return mark[1] if mark and not plain else None


def _mark(data: bytes) -> tuple[bytes, str] | None:
    return next((mark for mark in BYTE_ORDER_MARKS if data.startswith(mark[0])), None)


def _without_letters(text: str) -> tuple[str, str]:
    """Text without the letters for which a byte order mark was taken, and what to say of it."""
    shown = next((mark for mark in MARKS_AS_LETTERS if text.startswith(mark)), "")
    return text.removeprefix(shown), FALSE_MARK if shown else ""


def _guess(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8. Raises UnfitError where none fits.

    Those of the Latin script come first where they yield sensible words: charset-normalizer, asked about a few curly
    quotes or Spanish names among ASCII, answers big5 or mac_iceland.
    """
    from charset_normalizer import from_bytes

    sample = _telling(data)
    for encoding in LATIN:
        with contextlib.suppress(UnicodeDecodeError):
            if _sensible(sample.decode(encoding)):
                return encoding
    # These steps look at all of the sample. UTF-16 without its mark is not among them: random bytes fit it.
    matches = from_bytes(sample, steps=SAMPLE // HEAD, chunk_size=HEAD, cp_exclusion=WIDE)
    best = matches.best()
    if best is None:
        raise UnfitError(BINARY)
    return best.encoding


def _telling(data: bytes) -> bytes:
    """The lines that are not ASCII, up to SAMPLE bytes: only they tell encodings apart."""
    sample = b"\n".join(line for line in data.splitlines() if not line.isascii())
    first = re.search(rb"[\x80-\xff]", sample)
    start = max(0, first.start() - HEAD) if first else 0
    cut = sample[start : start + SAMPLE]
    return cut if len(sample) <= SAMPLE else cut[: cut.rfind(b"\n") + 1] or cut


def _sensible(text: str) -> bool:
    """Whether a text in Latin letters looks as if it were decoded rightly."""
    beyond = [c for c in text if not c.isascii()]
    letters = sum(c.isalpha() for c in text)
    foreign = sum(c.isalpha() for c in beyond)
    usual = all(c.isalpha() or c in MARKS for c in beyond) and not INSIDE_A_WORD.search(text)
    capital_inside = any(a.islower() and b.isupper() and not b.isascii() for a, b in itertools.pairwise(text))
    return usual and not capital_inside and foreign <= MAX_FOREIGN_SHARE * letters


def tidy(text: str) -> str:
    """Text with line feeds for line endings and a space for each control character and lone surrogate.

    XML, Turtle or UTF-8 cannot carry them, and a space keeps the words on both sides apart. Nothing else is changed.
    """
    return NOT_KEPT.sub(" ", LINE_END.sub("\n", text))
