"""Markdown to plain text, and the YAML front matter before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_FRONT_MATTER = 20_000  # characters
FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
BREAKS = frozenset({"softbreak", "hardbreak"})
LITERAL = frozenset({"fence", "code_block"})
TAG = re.compile(r"<[^<>]*>")


def front_matter(text: str) -> tuple[Mapping[object, object] | None, str]:
    """The front matter and the text after it: empty where there is none, None where it is not valid YAML."""
    import yaml

    match = FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER)
    if not match:
        return {}, text
    try:
        values = yaml.safe_load(match[1] or "")
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):  # ValueError: a date such as 2017-02-31
        return None, text[match.end() :]
    if values is not None and not isinstance(values, dict):  # words between two rules: text like any other
        return {}, text
    return values or {}, text[match.end() :]


def plain(markdown: str) -> tuple[str, str | None]:
    """The words of a Markdown text, a blank line between its blocks, and its first heading of the first level."""
    from markdown_it import MarkdownIt

    # An indented paragraph of an article is hardly program code.
    tokens = MarkdownIt("commonmark").disable("code").parse(markdown)
    blocks = []
    title = None
    mark = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "list_item_open":
            mark = f"{token.info}{token.markup} " if token.info else "- "
        words = _words(token)
        if words:
            blocks.append(mark + words)
            mark = ""
        if title is None and words and before and before.tag == "h1":
            title = words
    return "\n\n".join(blocks), title


def _words(token: Token) -> str:
    if token.type == "inline":
        return _inline(token.children or ()).strip()
    if token.type in LITERAL:
        return token.content.strip("\n")
    return TAG.sub("", token.content).strip() if token.type == "html_block" else ""


def _inline(tokens: Sequence[Token]) -> str:
    """The words of a paragraph: the text of a link without its address, an image not at all."""
    return "".join("\n" if t.type in BREAKS else t.content for t in tokens if t.type not in ("image", "html_inline"))
