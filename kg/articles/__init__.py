"""Articles from files, folders, globs and standard input; what cannot be read is reported, the rest is read."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Iterator

from kg.articles.finish import text_id, to_article
from kg.articles.found import MAX_BYTES, MAX_CHARACTERS, Fields, Found, Reading, Skipped, UnfitError, printable
from kg.articles.readers import READERS, Reader, read_stdin
from kg.articles.sources import STDIN, find, opened, reason_of, suffix_of
from kg.model import Article

__all__ = ["MAX_BYTES", "MAX_CHARACTERS", "READERS", "Fields", "Skipped", "read_articles"]

_FIELDS = Fields()


def read_articles(
    sources: Iterable[str | os.PathLike[str]],
    *,
    fields: Fields = _FIELDS,
    skip: Callable[[Skipped], None],
    note: Callable[[str], None],
) -> Iterator[Article]:
    """The articles of files, folders (all the way down, sorted), globs and "-" (standard input), in that order.

    Read are .txt .md .html .htm .jsonl .ndjson .csv, each also with .gz. `skip` is told each article that is left
    out, `note` what was guessed or ignored. Raises InputMissingError where the only source does not exist.
    """
    seen: dict[str, str] = {}
    for path in find(sources, READERS, skip, note):
        reading = Reading(printable(path), fields, skip, note)
        for row, article in _read(path, reading):
            twin = _twin(article, seen)
            if twin:
                reading.skip(twin, row)
            else:
                seen[text_id(article.text)] = seen[article.id] = reading.where(row)
                yield article


def _read(path: str, reading: Reading) -> Iterator[tuple[int | None, Article]]:
    name = None if path == STDIN else printable(os.path.basename(path))
    try:
        reader = _reader(path)
        with opened(path) as stream:
            for found in reader(stream, reading):
                if article := _finished(found, reading, name):
                    yield found.row, article
    except UnfitError as error:
        reading.skip(str(error))
    except (OSError, EOFError, zlib.error) as error:
        reading.skip(reason_of(error))


def _reader(path: str) -> Reader:
    if path == STDIN:
        return read_stdin
    suffix = suffix_of(path)
    if suffix not in READERS:
        kind = f"{printable(suffix)} files are" if suffix else "a file without suffix is"
        raise UnfitError(f"{kind} not read; these are: {' '.join(READERS)}, each also with .gz")
    return READERS[suffix]


def _finished(found: Found, reading: Reading, name: str | None) -> Article | None:
    try:
        return to_article(found, reading, name if found.row is None else None)
    except UnfitError as error:
        reading.skip(str(error), found.row)
        return None


def _twin(article: Article, seen: dict[str, str]) -> str | None:
    """Why an article is a duplicate, or None."""
    if article.url in seen:
        return f"the same URL as {seen[article.url]}"
    twin = seen.get(text_id(article.text))
    return twin and f"the same text as {twin}"
