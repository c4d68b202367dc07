"""Where quotation marks open and close."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.pipeline import _PLAIN
from kg.extract.quoting.quotes import find_quotes

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def tokenizer() -> Language:
    """English tokens and nothing else: marks need no parser."""
    import spacy

    return spacy.blank("en")


def quoted(text: str) -> list[str]:
    """What stands between the marks of a text."""
    doc = tokenizer()(text.translate(_PLAIN))
    spans = [doc[q.start : q.end] for q in find_quotes(doc, text)]
    return [text[span.start_char : span.end_char] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('He said "yes" and "no".', ["yes", "no"], id="straight"),
        pytest.param("He said “yes” and “no”.", ["yes", "no"], id="curly"),
        pytest.param("He said “yes“ and left.", ["yes"], id="curly, twice the same mark"),
        pytest.param("Er sagte „yes“ and «no».", ["yes", "no"], id="low and angular marks"),
        pytest.param("He said ''yes'' and left.", ["yes"], id="doubled single marks"),
        pytest.param("He said ``yes'' and left.", ["yes"], id="typewriter marks"),
        pytest.param('("yes," he said)', ["yes,"], id="after a bracket"),
        pytest.param('He — "yes" — left.', ["yes"], id="between dashes"),
        pytest.param("“a “b” c” d", ["a “b” c"], id="double marks within double marks"),
        pytest.param("\"a 'b' c\" d", ["a 'b' c"], id="single marks within double marks"),
        pytest.param("'a b,' he said. 'c d.'", ["a b,", "c d."], id="British"),
        pytest.param("'The dogs' tails wag,' he said.", ["The dogs' tails wag,"], id="apostrophe within single marks"),
        pytest.param("The dogs' tails and the cats' ears of '68, 'em.", [], id="apostrophes alone"),
        pytest.param("It's the '90s in the towns' halls.", [], id="decades"),
        pytest.param('One "a\n\nTwo "b" c', ["a", "b"], id="left open, ended by the paragraph"),
        pytest.param(
            "“a b.\n\n“c d.\n\n“e f.” g", ["a b.", "c d.", "e f."], id="each paragraph opens, the last closes"
        ),
        pytest.param('"a b, said he. "c d." e', ["c d."], id="the first mark was never closed"),
        pytest.param('"a b. "c d? "e f." g', ["a b.", "c d?", "e f."], id="paragraphs in one line, each opens"),
        pytest.param('a b" c', [], id="closed and never opened"),
        pytest.param('""', [], id="nothing between"),
        pytest.param('"', [], id="a mark alone"),
        pytest.param("", [], id="empty"),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="ab .,?'\"“”‘’«»`(-\n", max_size=60))
def test_spans_are_in_order_apart_from_each_other_and_within_a_paragraph(text: str) -> None:
    doc = tokenizer()(text.translate(_PLAIN))
    spans = [(q.start, q.end) for q in find_quotes(doc, text)]
    assert all(start < end for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert not any("\n" in doc[start:end].text for start, end in spans)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["one two", "three", "four five six"]), max_size=5))
def test_well_set_marks_are_all_found(parts: list[str]) -> None:
    text = " and ".join(f"“{part}”" for part in parts)
    assert quoted(text) == parts
