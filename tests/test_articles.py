"""Reading articles: each kind of file, each encoding, and everything that can be wrong with a file."""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from kg.articles import MAX_BYTES, MAX_CHARACTERS, READERS, Fields, Skipped, finish, read_articles
from kg.articles.dates import iso_date
from kg.articles.decoding import decode, tidy
from kg.articles.markdown import plain
from kg.errors import InputMissingError
from kg.model import Article

TALKS = "Envoys meet in Mexico City\n\nLuis Videgaray said Mexico would not accept the new rules.\n"
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="{charset}"><title>Court backs vote | Example</title>
<meta property="og:site_name" content="The Daily Example">
<meta property="article:published_time" content="2016-11-03T23:30:00-05:00">
<meta property="article:modified_time" content="2017-01-09T08:00:00Z">
<link rel="canonical" href="https://example.org/news/court-vote"></head>
<body><nav><a href="/">Home</a> <a href="/politics">Politics</a></nav>
<article><h1>Court backs vote</h1>
<p>The court in <a href="/london">London</a> ruled that <b>parliament</b> must vote on the plan first.</p>
<p>The café owner’s lawyer said: “We oppose the plan &amp; the minister.”</p>
<script>alert("no words of the article")</script></article>
<div id="comments"><p>A reader writes that the judges are wrong, and that at some length.</p></div>
<footer>Copyright 2015, March 3</footer></body></html>"""


@dataclasses.dataclass
class Heard:
    """What was read, and what was said meanwhile."""

    articles: list[Article]
    skipped: list[Skipped]
    notes: list[str]

    @property
    def only(self) -> Article:
        assert self.skipped == []
        assert len(self.articles) == 1
        return self.articles[0]

    @property
    def reasons(self) -> list[tuple[int | None, str]]:
        return [(s.row, s.reason) for s in self.skipped]


def read(*sources: str | Path, **options: Any) -> Heard:
    skipped: list[Skipped] = []
    notes: list[str] = []
    articles = list(read_articles(sources, skip=skipped.append, note=notes.append, **options))
    return Heard(articles, skipped, notes)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def jsonl(*records: dict[str, Any]) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


# --- plain text


def test_a_text_is_one_article_with_its_first_line_as_title(tmp_path: Path) -> None:
    article = read(write(tmp_path / "talks.txt", TALKS)).only
    assert article.text == TALKS.strip()
    assert article.title == "Envoys meet in Mexico City"
    assert article.id == "sha256:" + hashlib.sha256(TALKS.strip().encode()).hexdigest()
    assert (article.url, article.published, article.publisher, article.language) == (None, None, None, "en")
    assert article.file == "talks.txt"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Will Congress vote?\n\nNobody knows.", "Will Congress vote?"),
        ("Vote delayed\nThe speaker delayed the vote.", "Vote delayed"),
        ("The speaker delayed the vote.\n\nNobody knows why.", None),
        ("“We will not pay.”\n\nSo said the president.", None),
        ("BERLIN:\nThe chancellor spoke.", None),
        ("A line alone", None),
        ("x" * 200 + "\n\nThe chancellor spoke.", "x" * 200),
        ("x" * 201 + "\n\nThe chancellor spoke.", None),
    ],
)
def test_a_first_line_is_a_title_where_it_is_short_and_no_sentence(tmp_path: Path, text: str, title: str) -> None:
    article = read(write(tmp_path / "a.txt", text)).only
    assert article.title == title
    assert article.text == text


def test_line_endings_become_line_feeds_and_inner_blank_lines_stay(tmp_path: Path) -> None:
    article = read(write(tmp_path / "a.txt", b"\r\n \r\nOne\r\n\r\n\r\nTwo\rThree\n")).only
    assert article.text == "One\n\n\nTwo\nThree"


def test_control_characters_become_spaces_so_that_words_stay_apart(tmp_path: Path) -> None:
    text = "Merkel\x0cspoke\x1f. A tab\tstays, so do \u2028, \ufb01 and e\u0301." + " Words." * 20
    assert read(write(tmp_path / "a.txt", text)).only.text == text.replace("\x0c", " ").replace("\x1f", " ")


CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(CHARACTERS, max_size=400))
@example("\ufeffMerkel")
@example("a\x85b\u2028c\r\r\nd")
def test_any_text_comes_back_as_it_was_but_for_line_endings_and_control_characters(tmp_path: Path, text: str) -> None:
    kept = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    controls = [c for c in kept if c < " " and c not in "\t\n"]
    assume(any(c.isalpha() for c in kept) and 20 * len(controls) <= len(kept))
    for control in controls:
        kept = kept.replace(control, " ")
    assert read(write(tmp_path / "a.txt", text)).only.text == kept.strip()


@given(st.text(st.characters(), max_size=200))
def test_tidy_text_is_utf_8_without_control_characters_and_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert once.encode().decode() == once
    assert not [c for c in once if c < " " and c not in "\t\n"]


# --- encodings


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", ["read as utf-16"]),
        ("utf-32", ["read as utf-32"]),
        ("cp1252", ["read as cp1252"]),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl", "a.csv"])
def test_each_encoding_yields_the_same_text_and_other_than_utf_8_is_said(
    tmp_path: Path, name: str, encoding: str, said: list[str]
) -> None:
    text = "Enrique Peña Nieto said “no” – and meant it."
    content = {
        "a.jsonl": json.dumps({"text": text}, ensure_ascii=False) + "\n",
        "a.csv": f'id,text\n1,"{text}"\n',
    }
    path = write(tmp_path / name, content.get(name, text).encode(encoding))
    heard = read(path)
    assert heard.only.text == text
    assert heard.notes == [f"{path}: {remark}" for remark in said]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Mexico's president, Enrique Peña Nieto, met Miguel Ángel Osorio Chong.", "cp1252"),
        ("It will cost €30 million – the ministry said.", "cp1252"),
        ("Le président a déclaré qu’il s’opposerait à la réforme dès l’été, à Évry.", "cp1252"),
        ("Timişoara is far, the ministry of Nicuşor Dan said on Monday.", "cp1250"),
        ("The minister spoke of “walls” on Monday.", "mac_roman"),
        ("Jarosław Kaczyński and Lech Wałęsa opposed the law, the ministry said on Monday.", "cp1250"),
        ("Президент России Владимир Путин заявил, что не поддерживает санкции.", "cp1251"),
        ("安倍首相は火曜日に計画に反対すると述べた。国会は来月採決する。", "shift_jis"),
    ],
)
def test_an_encoding_that_is_not_given_is_guessed_from_few_characters(text: str, encoding: str) -> None:
    ascii_only = "The ministry had no comment on Tuesday.\n" * 2000
    assert decode((ascii_only + text).encode(encoding))[0] == ascii_only + text


def test_utf_8_that_was_cut_is_not_taken_for_another_encoding() -> None:
    text, said = decode("Peña said “no”".encode() + b"\xe2\x80")
    assert text == "Peña said “no”\ufffd"
    assert said == "read as utf-8, 1 damaged character(s) shown as \ufffd"


def test_lines_in_two_encodings_are_both_read(tmp_path: Path) -> None:
    first, second = ({"text": f"Peña spoke {n}."} for n in ("once", "twice"))
    lines = [json.dumps(first, ensure_ascii=False).encode(), json.dumps(second, ensure_ascii=False).encode("cp1252")]
    heard = read(write(tmp_path / "a.jsonl", b"\n".join(lines)))
    assert [a.text for a in heard.articles] == ["Peña spoke once.", "Peña spoke twice."]
    assert heard.notes == [f"{tmp_path / 'a.jsonl'}: read as cp1252"]


# --- files that are no articles


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"])
@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"PK\x03\x04abc",
        b"Words with a zero\x00byte",
        gzip.compress(b"Merkel spoke."),
    ],
    ids=["png", "pdf", "zip", "nul", "gzip"],
)
def test_a_binary_file_is_skipped_once_whatever_its_name(tmp_path: Path, name: str, content: bytes) -> None:
    heard = read(write(tmp_path / name, content))
    assert heard.articles == []
    assert heard.skipped == [Skipped(str(tmp_path / name), None, "looks like a binary file, not text")]


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize(
    "content",
    [
        bytes(random.Random(1).choices(range(1, 256), k=5000)),
        bytes(random.Random(3).choices(range(1, 256), k=20)),
        b"\x01\x02words\x03\x04" * 50,
    ],
    ids=["noise", "a little noise", "control characters"],
)
def test_bytes_that_no_encoding_explains_are_binary(tmp_path: Path, name: str, content: bytes) -> None:
    assert read(write(tmp_path / name, content)).reasons == [(None, "looks like a binary file, not text")]


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe" * 999, "ÿþ".encode(), "ï»¿".encode()])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl", "a.csv"])
def test_a_false_byte_order_mark_is_left_out_and_said(tmp_path: Path, name: str, encoding: str, mark: bytes) -> None:
    text = "Enrique Peña Nieto said “no” – and meant it. " + "The ministry had no comment on Tuesday. " * 1000
    if not mark.startswith((b"\xff", b"\xfe")):
        encoding = "utf-8"
    content = {"a.jsonl": json.dumps({"text": text}, ensure_ascii=False) + "\n", "a.csv": f'id,text\n1,"{text}"\n'}
    heard = read(write(tmp_path / name, mark + content.get(name, text).encode(encoding)))
    assert heard.only.text == text.strip()
    assert any("the byte order mark at its beginning is false: left out" in note for note in heard.notes)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["北京消息外交部星期二表示反对该计划议会下个月将进行表决" * 20, "Ministry said “no”." * 9]
)
def test_utf_16_with_its_mark_is_read_whatever_its_script(tmp_path: Path, text: str, encoding: str) -> None:
    heard = read(write(tmp_path / "a.txt", f"\ufeff{text}".encode(encoding)))
    assert heard.only.text == text


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xd8\x41\x00", "\ufeffWords".encode("utf-16-be") + b"\x00"])
def test_utf_16_that_was_cut_is_refused(tmp_path: Path, content: bytes) -> None:
    heard = read(write(tmp_path / "a.txt", content))
    assert heard.reasons == [(None, "begins as utf-16 and is cut or damaged: save it as UTF-8")]


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("content", ["", "\ufeff", " \n\n", "-- 2017 --\n"])
def test_a_file_without_words_is_skipped_with_a_reason(tmp_path: Path, suffix: str, content: str) -> None:
    heard = read(write(tmp_path / f"a{suffix}", content))
    assert heard.articles == []
    assert len(heard.skipped) == 1
    if not content.strip("\ufeff \n"):
        assert heard.reasons == [(None, "empty")]


def test_a_text_longer_than_one_article_is_skipped_with_its_length(tmp_path: Path) -> None:
    write(tmp_path / "fits.txt", "a" * MAX_CHARACTERS)
    write(tmp_path / "long.txt", "a " * 15_000_000 + "a")
    write(tmp_path / "long.md", "a " * 500_000 + "a")
    heard = read(tmp_path)
    assert [len(a.text) for a in heard.articles] == [MAX_CHARACTERS]
    tail = "at most 1,000,000 are read in one article: split it"
    assert heard.reasons == [(None, f"1,000,001 characters; {tail}"), (None, f"30,000,001 characters; {tail}")]


def test_a_gzip_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.txt.gz", "wb", compresslevel=1) as stream:
        for _ in range(20):
            stream.write(b"a" * 2**24)  # 320 MiB in all
    bomb = (tmp_path / "bomb.txt.gz").read_bytes()
    write(tmp_path / "bomb.jsonl.gz", bomb)
    write(tmp_path / "bomb.csv.gz", bomb)
    code = """
import resource, sys
from kg.articles import read_articles
resource.setrlimit(resource.RLIMIT_AS, (350 * 2**20, 350 * 2**20))
list(read_articles(sys.argv[1:], skip=lambda s: print(s.reason), note=print))
"""
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "line 1 is longer than 64 MiB: not read from there on",
        "more than 64 MiB in one article: split it",
        "more than 64 MiB in one article: split it",
    ]


@pytest.mark.parametrize("suffix", READERS)
def test_gzip_of_each_kind_reads_like_the_file_itself(tmp_path: Path, suffix: str) -> None:
    content = {".jsonl": jsonl({"text": TALKS}), ".csv": f'text\n"{TALKS}"\n', ".html": PAGE}
    same = {".ndjson": ".jsonl", ".htm": ".html"}
    data = content.get(same.get(suffix, suffix), TALKS).encode()
    article = read(write(tmp_path / f"a{suffix}", data)).only
    packed = read(write(tmp_path / f"A{suffix.upper()}.GZ", gzip.compress(data))).only
    assert packed == dataclasses.replace(article, file=packed.file)
    assert packed.file == (None if suffix in (".jsonl", ".ndjson", ".csv") else f"A{suffix.upper()}.GZ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"Merkel spoke.", "not a gzip file, or a damaged one"),
        (gzip.compress(b"Merkel spoke." * 99)[:-9], "its gzip data are damaged or cut short"),
        (gzip.compress(b"Merkel spoke.")[:10] + b"\xff" * 30, "its gzip data are damaged or cut short"),
        (gzip.compress(b"Merkel spoke.")[:-8] + b"\0" * 8, "not a gzip file, or a damaged one"),
    ],
    ids=["no gzip", "cut", "garbled", "wrong checksum"],
)
@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz", "a.csv.gz"])
def test_damaged_gzip_is_skipped(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    assert (None, reason) in read(write(tmp_path / name, content)).reasons


def test_a_named_file_of_an_unknown_kind_is_skipped_with_the_kinds_that_are_read(tmp_path: Path) -> None:
    heard = read(write(tmp_path / "a.docx", "Merkel spoke."), write(tmp_path / "README", "Merkel spoke."))
    kinds = "these are: .txt .md .html .htm .jsonl .ndjson .csv, each also with .gz"
    assert heard.reasons == [
        (None, f".docx files are not read; {kinds}"),
        (None, f"a file without suffix is not read; {kinds}"),
    ]


def test_pipes_devices_and_unreadable_files_are_skipped_and_the_rest_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "memory.txt").symlink_to("/proc/self/mem")  # a regular file that even root cannot read at 0
    write(tmp_path / "talks.txt", TALKS)
    heard = read(*sorted(tmp_path.iterdir()))
    assert [a.file for a in heard.articles] == ["talks.txt"]
    assert {Path(s.name).name: s.reason for s in heard.skipped} == {
        "device.txt": "not a regular file",
        "lost.txt": "no such file or directory",
        "memory.txt": "input/output error",
        "pipe.txt": "not a regular file",
    }


# --- duplicates


def test_duplicates_are_skipped_with_the_name_of_the_first(tmp_path: Path) -> None:
    first = write(tmp_path / "1.txt", TALKS)
    write(tmp_path / "2.txt", TALKS.replace("\n", "\r\n"))
    rows = write(
        tmp_path / "3.jsonl",
        jsonl(
            {"text": "Merkel spoke.", "url": "https://example.org/1"},
            {"text": "Merkel spoke again.", "url": "https://example.org/1"},
            {"text": TALKS, "url": "https://example.org/2"},
            {"text": "Merkel spoke."},
        ),
    )
    heard = read(tmp_path)
    assert [a.text for a in heard.articles] == [TALKS.strip(), "Merkel spoke."]
    assert heard.reasons == [
        (None, f"the same text as {first}"),
        (2, f"the same URL as {rows}, row 1"),
        (3, f"the same text as {first}"),
        (4, f"the same text as {rows}, row 1"),
    ]


# --- Markdown


def test_markdown_front_matter_gives_title_date_publisher_and_url(tmp_path: Path) -> None:
    source = (
        "---\ntitle: 'Mexico: the talks'\nDate: 2017-02-23\npublisher: The Example\nlang: en-US\n"
        "url: https://example.org/talks\n---\n# Another heading\n\nLuis *Videgaray* spoke.\n"
    )
    article = read(write(tmp_path / "a.md", source)).only
    assert article == Article(
        id="https://example.org/talks",
        text="Another heading\n\nLuis Videgaray spoke.",
        title="Mexico: the talks",
        url="https://example.org/talks",
        published="2017-02-23",
        publisher="The Example",
        language="en-US",
        file="a.md",
    )


@pytest.mark.parametrize(
    ("front", "title", "text", "noted"),
    [
        ("---\ntitle: Mexico: the talks\n---\n", None, "Merkel spoke.", True),
        ("---\ndate: 2017-02-31\n---\n", None, "Merkel spoke.", True),
        ("---\ntitle: !!python/object/apply:os.system ['true']\n---\n", None, "Merkel spoke.", True),
        ("---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: [*b, *b]\n---\n", None, "Merkel spoke.", False),
        ("---\n---\n", None, "Merkel spoke.", False),
        ("---\nA line between rules\n---\n", None, "A line between rules\n\nMerkel spoke.", False),
        ("# The *talks*\n", "The talks", "The talks\n\nMerkel spoke.", False),
        ("## Lesser\n# The talks\n", "The talks", "Lesser\n\nThe talks\n\nMerkel spoke.", False),
        ("---\ntitle: 2017\n---\n", "2017", "Merkel spoke.", False),
    ],
)
def test_front_matter_that_is_none_or_broken(
    tmp_path: Path, front: str, title: str | None, text: str, noted: bool
) -> None:
    heard = read(write(tmp_path / "a.md", front + "\nMerkel spoke.\n"))
    assert (heard.only.title, heard.only.text) == (title, text)
    expected = f"{tmp_path / 'a.md'}: its front matter is not valid YAML: left out"
    assert heard.notes == ([expected] if noted else [])


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("A **bold** and _slanted_ word, `code` too.", "A bold and slanted word, code too."),
        ("See [the *plan*](https://example.org 'title') and <https://example.org/2>.",
         "See the plan and https://example.org/2."),
        ("See [the plan][1].\n\n[1]: https://example.org", "See the plan."),
        ("![A photo](a.png) Merkel spoke.", "Merkel spoke."),
        ("Title\n=====\n\nText", "Title\n\nText"),
        ("snake_case_name, 5 * 3 * 2, Smith* and note[1]", "snake_case_name, 5 * 3 * 2, Smith* and note[1]"),
        ("> “No,” she said.\n> “Never.”", "“No,” she said.\n“Never.”"),
        ("- one\n- two", "- one\n\n- two"),
        ("1990. A year that mattered", "1990. A year that mattered"),
        ("AT&amp;T \\* one\\\ntwo", "AT&T * one\ntwo"),
        ("    An indented paragraph *here*", "An indented paragraph here"),
        ("One\n\n* * *\n\nTwo", "One\n\nTwo"),
        ("<div>\nMerkel <b>spoke</b>\n</div>\n\nTwo<br>lines", "Merkel spoke\n\nTwolines"),
    ],
)  # fmt: skip
def test_markdown_marks_are_taken_away_and_the_words_kept(markdown: str, words: str) -> None:
    assert plain(markdown)[0] == words


# --- HTML


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "no-such-encoding"])
def test_a_page_gives_its_article_without_menus_comments_and_scripts(tmp_path: Path, charset: str) -> None:
    encoding = "utf-8" if charset == "utf-8" else "cp1252"
    article = read(write(tmp_path / "a.html", PAGE.format(charset=charset).encode(encoding))).only
    assert article == Article(
        id="https://example.org/news/court-vote",
        text="Court backs vote\n\nThe court in London ruled that parliament must vote on the plan first.\n\n"
        "The café owner’s lawyer said: “We oppose the plan & the minister.”",
        title="Court backs vote",
        url="https://example.org/news/court-vote",
        published="2016-11-03",
        publisher="The Daily Example",
        language="en-GB",
        file="a.html",
    )


def test_a_copyright_line_is_not_the_day_of_a_page(tmp_path: Path) -> None:
    page = (
        "<html><body><article><p>The court ruled on Monday.</p></article><footer>Copyright 2015</footer></body></html>"
    )
    assert read(write(tmp_path / "a.html", page)).only.published is None


def test_a_declared_encoding_is_believed_where_the_bytes_are_not_utf_8(tmp_path: Path) -> None:
    page = "<html><head><meta charset=windows-1250></head><body><p>Wałęsa spoke on Monday.</p></body></html>"
    heard = read(write(tmp_path / "a.html", page.encode("cp1250")))
    assert heard.only.text == "Wałęsa spoke on Monday."
    assert heard.notes == [f"{tmp_path / 'a.html'}: read as windows-1250"]


def test_a_page_laid_out_as_a_table_comes_in_paragraphs(tmp_path: Path) -> None:
    said = [f"The minister said on {d} that the house would vote on the plan in spring." for d in ("Monday", "Friday")]
    cells = f"<td><a href='/'>Home</a></td><td>{''.join(f'<p>{s}</p>' for s in said)}</td>"
    page = f"<html><body><table><tr>{cells}</tr></table></body></html>"
    assert read(write(tmp_path / "a.html", page)).only.text == "\n\n".join(said)


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>Nothing here</title></head><body></body></html>",
        "<html><body>" + "<div>" * 50_000 + "Merkel" + "</div>" * 50_000 + "</body></html>",
        "<?xml version='1.0' encoding='utf-8'?>",
    ],
    ids=["no words", "too deep", "no page"],
)
def test_a_page_without_an_article_is_skipped(tmp_path: Path, page: str) -> None:
    assert read(write(tmp_path / "a.html", page)).reasons == [(None, "no article was found in this page")]


def test_a_lone_paragraph_and_an_xml_declaration_are_read(tmp_path: Path) -> None:
    write(tmp_path / "1.html", "<p>Merkel spoke <em>on</em> Monday.</p>")
    write(tmp_path / "2.html", "<?xml version='1.0' encoding='utf-8'?><html><body><p>Peña spoke.</p></body></html>")
    assert [a.text for a in read(tmp_path).articles] == ["Merkel spoke on Monday.", "Peña spoke."]


# --- JSON Lines


def test_json_lines_are_an_article_a_row_under_the_names_that_are_given(tmp_path: Path) -> None:
    record = {"body": "Merkel\r\nspoke.", "head": " The\n talks ", "day": 20170223, "paper": "The Example",
              "link": "https://example.org/1", "language": "en_GB"}  # fmt: skip
    fields = Fields(text="body", title="head", date="day", publisher="paper", url="link")
    article = read(write(tmp_path / "a.jsonl", jsonl(record)), fields=fields).only
    assert article == Article(
        id="https://example.org/1",
        text="Merkel\nspoke.",
        title="The talks",
        url="https://example.org/1",
        published="2017-02-23",
        publisher="The Example",
        language="en-GB",
        file=None,
    )


def test_a_broken_row_is_reported_with_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = [
        '{"text": "One."}',
        '{"text": "Two."',
        "",
        "[1, 2]",
        '{"body": "No text", "url": 1}',
        '{"text": ["Three."]}',
        '{"text": " 1 "}',
        "[" * 100_000,
        '{"n": ' + "9" * 5000 + "}",
        '{"text": "' + "a" * (MAX_CHARACTERS + 1) + '"}',
        '{"text": "Ten\\u0000\\ud800\\ud83d\\ude00."}',
    ]
    heard = read(write(tmp_path / "a.jsonl", "\r\n".join(rows)))
    assert [a.text for a in heard.articles] == ["One.", "Ten  \U0001f600."]
    assert heard.reasons == [
        (2, "not JSON: Expecting ',' delimiter at column 16"),
        (4, "not a JSON object"),
        (5, 'no "text"; the keys are: body, url'),
        (6, '"text" is not a string'),
        (7, "empty"),
        (8, "not JSON that can be read: a number too long, or too deeply nested"),
        (9, "not JSON that can be read: a number too long, or too deeply nested"),
        (10, "1,000,001 characters; at most 1,000,000 are read in one article: split it"),
    ]


def test_a_line_longer_than_the_limit_is_one_broken_row(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "One."}\n')
        for _ in range(3):
            stream.write(b"a" * (MAX_BYTES // 2))
        stream.write(b'\n{"text": "Three."}\n')
    heard = read(path)
    assert [a.text for a in heard.articles] == ["One.", "Three."]
    assert heard.reasons == [(2, "more than 64 MiB in one article: split it")]


def test_a_url_date_or_language_that_is_none_is_noted_and_left_out(tmp_path: Path) -> None:
    record = {"text": "Merkel spoke.", "url": "javascript:alert(1)", "date": "last\u202e week", "language": "English"}
    heard = read(write(tmp_path / "a.jsonl", jsonl(record)))
    article = heard.only
    assert (article.url, article.published, article.language) == (None, None, "en")
    assert article.id == finish.text_id("Merkel spoke.")
    where = f"{tmp_path / 'a.jsonl'}, row 1"
    assert heard.notes == [
        f'{where}: the url "javascript:alert(1)" is not an absolute http(s) address: left out',
        f'{where}: the date "last\\u202e week" is not understood (YYYY-MM-DD is): left out',
        f'{where}: the language "English" is not a tag such as "en": taken for English',
    ]


@pytest.mark.parametrize(
    "url",
    ["https://example.org", "http://example.org:8080/a/b.html?x=1&y=(2)#part", "https://example.org/caf%C3%A9",
     "https://exämple.org/é"],
)  # fmt: skip
def test_an_absolute_address_is_the_id(tmp_path: Path, url: str) -> None:
    article = read(write(tmp_path / "a.jsonl", jsonl({"text": "Merkel spoke.", "url": url}))).only
    assert (article.id, article.url) == (url, url)


@pytest.mark.parametrize(
    "url",
    ["example.org/a", "/a", "ftp://example.org/a", "data:text/html,x", "https:///a", "https://", "http://exa mple.org",
     'https://example.org/"a', "https://example.org/'a", "https://example.org/<a>", "https://example.org/%zz",
     "https://example.org/#a#b", "https://example.org:port/", "https://example.org/a\nb", "https://example.org/\ud800",
     "https://example.org/a[1]", "https://example.org/\ue000"],
)  # fmt: skip
def test_what_is_no_absolute_address_is_no_id(tmp_path: Path, url: str) -> None:
    heard = read(write(tmp_path / "a.jsonl", jsonl({"text": "Merkel spoke.", "url": url})))
    assert (heard.only.id, heard.only.url) == (finish.text_id("Merkel spoke."), None)
    assert len(heard.notes) == 1
    assert heard.notes[0].isprintable()


@given(st.text("abc:/?#[]@!$&'()*+,;=%20 \"<>\\^`{|}é\ue000\u00a0", max_size=20))
def test_every_address_that_is_kept_is_an_iri_for_a_strict_store(rest: str) -> None:
    url = "https://" + rest
    if finish._absolute(url):
        assert pyoxigraph.NamedNode(url).value == url


# --- CSV


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_an_article_a_row_whatever_delimiter_encoding_and_line_end(
    tmp_path: Path, delimiter: str, encoding: str, end: str
) -> None:
    rows = [
        ["title", "text", "date", "url", "publisher"],
        ["Talks; late, again", f'"Peña said ""no"";{end * 2}then, yes."', "23 Feb 2017", "", "Ex\u00e1mple"],
        ["Vote", "Merkel spoke.", "2017", "https://example.org/2", ""],
    ]
    rows[1][0] = f'"{rows[1][0]}"'
    content = "".join(delimiter.join(row) + end for row in rows)
    heard = read(write(tmp_path / "a.csv", content.encode(encoding)))
    assert heard.skipped == []
    first, second = heard.articles
    assert first.text == 'Peña said "no";\n\nthen, yes.'
    assert (first.title, first.published, first.publisher) == ("Talks; late, again", "2017-02-23", "Exámple")
    assert second == Article("https://example.org/2", "Merkel spoke.", "Vote", "https://example.org/2", "2017")


def test_columns_are_found_by_name_though_the_heading_has_other_delimiters(tmp_path: Path) -> None:
    content = "id (a, b, c, d);full text\n1;Merkel spoke.\n"
    assert read(write(tmp_path / "a.csv", content), fields=Fields(text="full text")).only.text == "Merkel spoke."


def test_a_broken_row_of_a_table_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    rows = ["id,text", "1,One.", "2,Two, with a comma", "3", '4,"Four "with" quotes"', "", "6,", "7,Seven."]
    heard = read(write(tmp_path / "a.csv", "\n".join(rows)))
    assert [a.text for a in heard.articles] == ["One.", "Seven."]
    assert heard.reasons == [
        (3, "3 cell(s) under 2 headings"),
        (4, "1 cell(s) under 2 headings"),
        (5, "not CSV, before line 6: ',' expected after '\"'"),
        (7, "empty"),
    ]


def test_a_quotation_mark_that_is_never_closed_does_not_make_one_article_of_the_rest(tmp_path: Path) -> None:
    heard = read(write(tmp_path / "a.csv", 'text\nOne.\n"Two.\nThree.\n'))
    assert [a.text for a in heard.articles] == ["One."]
    assert heard.reasons == [(3, "not CSV, before line 5: unexpected end of data")]


def test_a_cell_may_be_as_long_as_an_article(tmp_path: Path) -> None:
    text = "Words, and\n" * 80_000
    assert read(write(tmp_path / "a.csv", f'text\n"{text}"\n')).only.text == text.strip()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("id,body\n1,Merkel spoke.\n", 'no column "text"; the columns are: id, body'),
        ("text\n", "empty"),
        ("text\n\n\n", "empty"),
        ("\n\n", "empty"),
    ],
)
def test_a_table_without_texts_is_skipped_as_a_whole(tmp_path: Path, content: str, reason: str) -> None:
    assert read(write(tmp_path / "a.csv", content)).reasons == [(None, reason)]


# --- dates


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2017-02-23", "2017-02-23"),
        ("2017-2-3", "2017-02-03"),
        ("2017-02", "2017-02"),
        ("2017", "2017"),
        ("2017/02/23", "2017-02-23"),
        ("20170223", "2017-02-23"),
        ("20170223101500", "2017-02-23"),
        ("2017-02-23T23:30:00-05:00", "2017-02-23"),
        ("2017-02-23 10:15", "2017-02-23"),
        ("23.02.2017", "2017-02-23"),
        ("23 February 2017", "2017-02-23"),
        ("23-Feb-2017", "2017-02-23"),
        ("23rd of February, 2017", "2017-02-23"),
        ("February 23, 2017", "2017-02-23"),
        ("Feb. 23, 2017", "2017-02-23"),
        ("Sept. 5, 2017 at 10:15 a.m. EST", "2017-09-05"),
        ("Thursday, February 23rd, 2017", "2017-02-23"),
        ("Thu, 23 Feb 2017 10:15:00 GMT", "2017-02-23"),
        ("February 2017", "2017-02"),
        ("May, 2017", "2017-05"),
        ("2017-02-31", None),
        ("2017-13", None),
        ("02/03/2017", None),
        ("23/02/2017", None),
        ("23.2.17", None),
        ("Thursday", None),
        ("February 23", None),
        ("Mumble 23, 2017", None),
        ("Ma 23, 2017", None),
        ("1487808000", None),
        ("0000", None),
        ("٢٠١٧", None),
        ("on 2017-02-23", None),
    ],
)
def test_dates_are_understood_only_where_they_can_mean_one_day(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


@given(st.dates())
def test_iso_dates_come_back_as_they_were(day: Any) -> None:
    assert iso_date(day.isoformat()) == day.isoformat()


@given(st.text("0123456789-/.:TZ ,aefbmry", max_size=20))
def test_what_comes_out_is_always_an_iso_date(written: str) -> None:
    iso = iso_date(written)
    assert iso is None or iso_date(iso) == iso


# --- folders, globs, names


def listed(*sources: str | Path) -> list[str]:
    return [article.text for article in read(*sources).articles]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "B.txt", "sub/c.txt", "sub/deep/d.md", "other/e.txt", ".hidden/f.txt", ".g.txt"):
        write(tmp_path / "in" / name, f"The file {name}")
    for name in ("photo.jpg", "sub/notes.docx", "sub/more.docx", "LICENSE"):
        write(tmp_path / "in" / name, b"\0")
    return tmp_path / "in"


def test_a_folder_is_read_all_the_way_down_in_order_without_hidden_files(folder: Path) -> None:
    heard = read(folder)
    names = ["B.txt", "a.txt", "b.txt", "other/e.txt", "sub/c.txt", "sub/deep/d.md"]
    assert [a.text for a in heard.articles] == [f"The file {name}" for name in names]
    assert [a.file for a in heard.articles] == [Path(name).name for name in names]
    assert heard.skipped == []
    assert heard.notes == [f"{folder}: files of other kinds left out: 2 (.docx), 1 (.jpg), 1 (no suffix)"]


def test_a_folder_reads_in_the_same_order_however_the_system_lists_it(folder: Path, monkeypatch: Any) -> None:
    before = listed(folder)
    scandir = os.scandir

    class Backwards:
        def __init__(self, path: str) -> None:
            with scandir(path) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> Backwards:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(self.entries)

        def __next__(self) -> os.DirEntry[str]:
            if not self.entries:
                raise StopIteration
            return self.entries.pop(0)

        def close(self) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Backwards)
    assert listed(folder) == before


def test_globs_are_expanded_sorted_and_read_each_file_once(folder: Path) -> None:
    assert listed(folder / "*.txt") == ["The file B.txt", "The file a.txt", "The file b.txt"]
    everything = read(folder / "**")
    assert sorted(a.text for a in everything.articles) == sorted(listed(folder))
    assert not [s for s in everything.skipped if "same text" in s.reason]


def test_a_file_whose_name_looks_like_a_glob_is_read(tmp_path: Path) -> None:
    assert listed(write(tmp_path / "a[1].txt", "Merkel spoke.")) == ["Merkel spoke."]


def test_one_source_may_be_given_by_itself(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Merkel spoke.")
    for source in (path, str(path)):
        articles = list(read_articles(source, skip=pytest.fail, note=pytest.fail))  # type: ignore[arg-type]
        assert [a.text for a in articles] == ["Merkel spoke."]


@pytest.mark.parametrize("name", ["nowhere.txt", "nowhere", "*.txt", "", "a\0b"])
def test_the_only_source_must_exist(tmp_path: Path, name: str, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputMissingError, match="no such file or folder"):
        read(name)


def test_one_of_several_sources_may_be_missing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "Merkel spoke.")
    heard = read(tmp_path / "nowhere.txt", path, tmp_path / "*.html")
    assert [a.text for a in heard.articles] == ["Merkel spoke."]
    assert heard.skipped == [
        Skipped(str(tmp_path / "nowhere.txt"), None, "no such file or folder"),
        Skipped(str(tmp_path / "*.html"), None, "no such file or folder"),
    ]


def test_a_folder_without_articles_is_reported(tmp_path: Path) -> None:
    kinds = ".txt .md .html .htm .jsonl .ndjson .csv"
    assert read(tmp_path).reasons == [(None, f"no article in this folder: read are {kinds}")]


def test_a_link_out_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "private" / "b.txt", "Nobody was to read this.")
    write(tmp_path / "in" / "a.txt", "Merkel spoke.")
    (tmp_path / "in" / "b.txt").symlink_to(secret)
    heard = read(tmp_path / "in")
    assert [a.text for a in heard.articles] == ["Merkel spoke."]
    assert heard.reasons == [(None, "a link that leads out of the folder; name the file itself to read it")]
    assert [a.text for a in read(tmp_path / "in" / "b.txt").articles] == ["Nobody was to read this."]


def test_links_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "in" / "a.txt", "Merkel spoke.")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "self.txt").symlink_to("self.txt")
    heard = read(tmp_path / "in")
    assert [a.text for a in heard.articles] == ["Merkel spoke."]
    assert heard.reasons == [(None, "too many levels of symbolic links")]
    assert heard.notes == [f"{tmp_path / 'in' / 'loop'}: a link to a folder is not followed"]
    assert listed(tmp_path / "in" / "**") == ["Merkel spoke."]


@pytest.mark.parametrize("name", [b"a\nb.txt", b'it\'s "quoted".txt', b"caf\xe9.txt", b"\x1b[31mred.txt"])
def test_odd_file_names_are_read_and_shown_on_one_line(tmp_path: Path, name: bytes) -> None:
    folder = os.fsencode(tmp_path)
    for number in (b"1", b"2"):
        with open(os.path.join(folder, number + name), "wb") as stream:
            stream.write(b"Pe\xf1a spoke.")
    heard = read(tmp_path)
    assert [a.text for a in heard.articles] == ["Peña spoke."]
    for shown in (heard.articles[0].file, *heard.notes, heard.skipped[0].name, heard.skipped[0].reason):
        assert shown
        assert shown.isprintable()
        assert shown.encode()


# --- standard input


def piped(content: bytes) -> list[dict[str, Any]]:
    """What `-` yields in a process of its own: articles, skipped and notes as records."""
    code = """
import dataclasses, json, sys
from kg.articles import read_articles
show = lambda value: print(json.dumps(value))
for article in read_articles(["-"], skip=lambda s: show(dataclasses.asdict(s)), note=lambda n: show({"note": n})):
    show(dataclasses.asdict(article))
assert not sys.stdin.closed and sys.stdin.read() == ""
"""
    done = subprocess.run([sys.executable, "-c", code], input=content, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_standard_input_may_be_a_text(pack: Any) -> None:
    (record,) = piped(pack(TALKS.encode()))
    assert (record["text"], record["title"], record["file"]) == (TALKS.strip(), "Envoys meet in Mexico City", None)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_standard_input_may_be_json_lines(pack: Any, encoding: str) -> None:
    content = "\n" + jsonl({"text": "One."}) + "broken\n" + jsonl({"text": "Two."})
    records = [record for record in piped(pack(content.encode(encoding))) if "note" not in record]
    assert [record.get("text") or record["row"] for record in records] == ["One.", 3, "Two."]
    assert records[1]["name"] == "-"


def test_standard_input_may_be_empty_binary_or_closed(monkeypatch: Any) -> None:
    assert piped(b"") == [{"name": "-", "row": None, "reason": "empty"}]
    assert piped(b"\x89PNG\0") == [{"name": "-", "row": None, "reason": "looks like a binary file, not text"}]
    monkeypatch.setattr(sys, "stdin", None)
    assert read("-").reasons == [(None, "standard input is closed")]


def test_standard_input_is_read_among_other_sources(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Two.")))
    one, three = (write(tmp_path / f"{n}.txt", f"{n}.") for n in ("One", "Three"))
    assert listed(one, "-", three) == ["One.", "Two.", "Three."]


# --- the whole


def test_articles_come_one_by_one_so_that_a_corpus_need_not_fit_in_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", jsonl({"text": "One."}) + "broken\n")
    skipped: list[Skipped] = []
    articles = read_articles([path], skip=skipped.append, note=pytest.fail)
    assert next(articles).text == "One."
    assert skipped == []
    assert list(articles) == []
    assert [s.row for s in skipped] == [2]


NASTY = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda s: s.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from([b'"', b",", b";", b"\n", b"\r", b"text", b"{", b"}", b":", b"<p>", b"</", b"---\n", b"\0",
                              b"\xff", b"[", b"](", b"*", b"\\u0000", b"Merkel", b" ", b"\xef\xbb\xbf"])).map(b"".join),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=NASTY, suffix=st.sampled_from(sorted(READERS)), packed=st.booleans())
def test_no_content_breaks_reading_and_every_file_is_read_or_reported(
    tmp_path: Path, content: bytes, suffix: str, packed: bool
) -> None:
    path = tmp_path / f"a{suffix}{'.gz' if packed else ''}"
    heard = read(write(path, gzip.compress(content) if packed else content))
    assert heard.articles or heard.skipped
    for article in heard.articles:
        assert article.text.encode().decode() == article.text == article.text.strip() == tidy(article.text)
        assert any(c.isalpha() for c in article.text)
    said: Iterable[str] = (*heard.notes, *(s.reason for s in heard.skipped))
    assert all(line.isprintable() for line in said)
