"""How each kind of file is read. To add one: a function, and a row in the table at the foot."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kg.articles.decoding import HEAD, lines, tidy, whole
from kg.articles.found import EMPTY, MAX_BYTES, TOO_LARGE, Fields, Found, Reading, UnfitError, refuse_long, shown
from kg.articles.markdown import front_matter, plain

if TYPE_CHECKING:
    from _csv import Reader as CSVReader

Reader = Callable[[io.BufferedReader, Reading], Iterator[Found]]

MAX_TITLE = 200  # characters
MAX_NUMBER = 10**12  # a number that is a year or a title
DELIMITERS = ",;\t"
SENTENCE_END = re.compile(r"[.!…:;,][\"'”’»)\]]*$")  # a headline may well be a question
JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*\{\s*[\"}]")
# Encodings that a page may declare; latin-1 on the web means Windows-1252.
CHARSET = re.compile(rb"<meta[^<>]{0,200}charset\s*=\s*[\"']?((?:windows|iso|koi8|gb|big5|euc|shift)[\w-]{0,20})", re.I)
LATIN_1 = ("iso-8859-1", "iso8859-1")
PAGE_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\blang\s*=\s*[\"']?([\w-]{1,30})", re.I)
# Without tables: they hold no sentences, and a page laid out as one comes out whole, in paragraphs.
# Dates from the page's metadata only: a search through all of it takes a copyright line for the day. Without a
# latest date, the same page would be read differently on another day.
PAGE_OPTIONS: dict[str, Any] = {
    "with_metadata": True,
    "include_comments": False,
    "include_tables": False,
    "date_extraction_params": {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"},
}


def read_text(stream: io.BufferedReader, reading: Reading) -> Iterator[Found]:
    """A plain text is one article, the whole of it."""
    text = tidy(whole(stream, reading)).strip()
    yield Found(text, title=headline(text))


def headline(text: str) -> str | None:
    """The first line, where more follows and it is short and does not end like a sentence."""
    first, _, rest = text.partition("\n")
    first = first.rstrip()
    return first if rest and len(first) <= MAX_TITLE and not SENTENCE_END.search(first) else None


def read_markdown(stream: io.BufferedReader, reading: Reading) -> Iterator[Found]:
    """Markdown is one article; its title, date, publisher and url stand in the front matter."""
    source = tidy(whole(stream, reading)).lstrip()
    refuse_long(source)  # before it is parsed, which takes a while
    values, body = front_matter(source)
    if values is None:
        reading.note("its front matter is not valid YAML: left out")
    known = {str(key).lower(): word(value) for key, value in (values or {}).items()}
    text, heading = plain(body)
    language = known.get("language") or known.get("lang")
    yield Found(text, None, known.get("title") or heading, known.get("date"), known.get("publisher"),
                known.get("url"), language)  # fmt: skip


def read_html(stream: io.BufferedReader, reading: Reading) -> Iterator[Found]:
    """A web page is one article: trafilatura finds its words among the rest of the page."""
    from trafilatura import bare_extraction

    html = tidy(whole(stream, reading, _declared(stream.peek(HEAD))))
    if not html.strip():
        raise UnfitError(EMPTY)
    language = PAGE_LANGUAGE.search(html)
    if "<html" not in html.lower():  # else trafilatura takes a lone paragraph for no page at all
        html = f"<html><body>{html}</body></html>"
    try:
        page = bare_extraction(html, **PAGE_OPTIONS)
    except Exception:  # hostile pages break it in ways of their own; the other files are still to be read
        page = None
    if page is None or isinstance(page, dict) or not page.text:
        raise UnfitError("no article was found in this page")
    text = re.sub("\n+", "\n\n", page.text)  # it puts each paragraph on a line
    yield Found(text, None, page.title, page.date, page.sitename, page.url, language and language[1])


def _declared(head: bytes) -> str | None:
    match = CHARSET.search(head)
    name = match[1].decode().lower() if match else None
    if name is None or name in LATIN_1:
        return name and "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return None
    return name


def read_jsonl(stream: io.BufferedReader, reading: Reading) -> Iterator[Found]:
    """JSON Lines: an article a line. A broken line is reported, the others are read."""
    empty = True
    for row, line in enumerate(lines(stream, reading), 1):
        if line is not None and not line.strip():
            continue
        empty = False
        try:
            yield _record(_parsed(line), row, reading.fields)
        except UnfitError as error:
            reading.skip(str(error), row)
    if empty:
        raise UnfitError(EMPTY)


def _parsed(line: str | None) -> Mapping[str, object]:
    if line is None:
        raise UnfitError(TOO_LARGE)
    try:
        record = json.loads(line.rstrip())
    except json.JSONDecodeError as error:
        raise UnfitError(f"not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError):
        raise UnfitError("not JSON that can be read: a number too long, or too deeply nested") from None
    if not isinstance(record, dict):
        raise UnfitError("not a JSON object")
    return record


def read_csv(stream: io.BufferedReader, reading: Reading) -> Iterator[Found]:
    """A table with a heading: an article a row, counted as a spreadsheet does. A broken row is reported.

    Quoting is strict: read leniently, one stray quotation mark turns all further rows into a single article.
    """
    csv.field_size_limit(max(csv.field_size_limit(), MAX_BYTES))  # a setting of the whole process
    text = _short_lines(stream, reading)
    first = next((line for line in text if line.strip()), "")
    delimiter = max(DELIMITERS, key=lambda d: _fitness(first, d, reading.fields))
    table = csv.reader(itertools.chain([first], text), delimiter=delimiter, strict=True)
    rows = _rows(table, reading)
    heads = _heads(next(rows, None), reading.fields)
    empty = True
    for row, cells in rows:
        empty = False
        if len(cells) == len(heads):
            yield _record(dict(zip(heads, cells, strict=True)), row, reading.fields)
        elif cells:
            reading.skip(f"{len(cells)} cell(s) under {len(heads)} headings", row)
    if empty:
        raise UnfitError(EMPTY)


def _rows(table: CSVReader, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, with their numbers; no cells for a broken one, which is reported."""
    for row in itertools.count(1):
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            reading.skip(f"not CSV, before line {table.line_num + 1}: {error}", row)
            yield row, []
        else:
            if cells:
                yield row, cells


def _short_lines(stream: io.BufferedReader, reading: Reading) -> Iterator[str]:
    for number, line in enumerate(lines(stream, reading), 1):
        if line is None:
            raise UnfitError(f"line {number} is longer than {MAX_BYTES // 2**20} MiB: not read from there on")
        yield line


def _fitness(line: str, delimiter: str, fields: Fields) -> tuple[bool, int]:
    cells = next(csv.reader([line], delimiter=delimiter), [])
    return fields.text in (cell.strip() for cell in cells), len(cells)


def _heads(first: tuple[int, list[str]] | None, fields: Fields) -> list[str]:
    if first is None:
        raise UnfitError(EMPTY)
    heads = [cell.strip() for cell in first[1]]
    if fields.text not in heads:
        raise UnfitError(f'no column "{shown(fields.text)}"; the columns are: {shown(", ".join(heads))}')
    return heads


def _record(record: Mapping[str, object], row: int, fields: Fields) -> Found:
    if fields.text not in record:
        raise UnfitError(f'no "{shown(fields.text)}"; the keys are: {shown(", ".join(record))}')
    text = record[fields.text]
    if not isinstance(text, str):
        raise UnfitError(f'"{shown(fields.text)}" is not a string')
    names = (fields.title, fields.date, fields.publisher, fields.url, "language")
    return Found(text, row, *(word(record.get(name)) for name in names))


def word(value: object) -> str | None:
    """A value as text; None for what is neither text, date nor whole number."""
    if isinstance(value, str | date):
        return str(value)
    return str(value) if type(value) is int and abs(value) < MAX_NUMBER else None


def read_stdin(stream: io.BufferedReader, reading: Reading) -> Iterator[Found]:
    """Standard input is JSON Lines where it begins with a JSON object, else a plain text."""
    head = stream.peek(HEAD).replace(b"\0", b"")  # UTF-16, as some shells write it
    return (read_jsonl if JSON_OBJECT.match(head) else read_text)(stream, reading)


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".csv": read_csv,
}
