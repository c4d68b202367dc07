"""The items of a YAML list, one after the other: a damaged one spoils no other, and none can exhaust the memory.

Only mappings, lists and texts are built, from events: no tags, no dates, and no aliases, by which a few lines can
stand for millions. The C library is given no nested item: its composer overflows the stack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kg.authorities.source import MAX_ROW, MIB, Source, UnfitError

if TYPE_CHECKING:
    import yaml

ITEM = "-"  # what begins an item, in the first column
BETWEEN = ("#", "---", "...", "%")  # lines between items
MAX_DEPTH = 20  # lists and mappings within one another

Part = dict[str, Any] | list[Any]


def items(source: Source) -> Iterator[tuple[int, Any]]:
    """The items with their numbers, from 1. Those that are not sound YAML are skipped. Raises AuthorityError."""
    for number, text in enumerate(_texts(source), 1):
        try:
            if text is None:
                raise UnfitError(f"longer than {MAX_ROW // MIB} MiB")
            told = built(text)
            yield number, told[0] if isinstance(told, list) and len(told) == 1 else None
        except UnfitError as error:
            source.skip(number, str(error))


def _texts(source: Source) -> Iterator[str | None]:
    """The text of each item, a line that begins with "-" and those under it that do not; None for one too long."""
    lines: list[str] = []
    size = 0
    for _, line in source.lines():
        if line.startswith(BETWEEN) or line.isspace():
            continue
        if line[:2].rstrip() == ITEM:
            if lines:
                yield _whole(lines, size)
            lines, size = [], 0
        elif not lines:
            raise source.error("it is no list: its items begin with - in the first column")
        size += len(line)
        if size <= MAX_ROW or not lines:
            lines.append(line)
    if lines:
        yield _whole(lines, size)


def _whole(lines: list[str], size: int) -> str | None:
    return "".join(lines) if size <= MAX_ROW else None


def built(text: str) -> Any:
    """What a YAML text says, of texts, lists and mappings. Raises UnfitError."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _built(iter(loader(text).get_event, None))
    except yaml.YAMLError as error:
        raise UnfitError(f"not sound YAML: {getattr(error, 'problem', None) or 'it cannot be read'}") from None


def _built(events: Iterable[yaml.Event]) -> Any:
    from yaml import events as of

    part: Part = []  # the innermost that is open
    around: list[Part] = []
    keys: list[str | None] = [None]  # of each open mapping, the key that waits for its value
    top = part
    for event in events:
        if isinstance(event, of.ScalarEvent):
            _put(part, keys, event.value)
        elif isinstance(event, of.CollectionStartEvent):
            inner: Part = {} if isinstance(event, of.MappingStartEvent) else []
            _put(part, keys, inner)
            around.append(part)
            keys.append(None)
            part = inner
            if len(around) > MAX_DEPTH:
                raise UnfitError(f"nested deeper than {MAX_DEPTH}")
        elif isinstance(event, of.CollectionEndEvent):
            part = around.pop()
            keys.pop()
        elif isinstance(event, of.AliasEvent):
            raise UnfitError("aliases (*name) are not read")
        elif isinstance(event, of.StreamEndEvent):
            break
    return next(iter(top), None)


def _put(part: Part, keys: list[str | None], value: Any) -> None:
    """Add a value to a part; in a mapping a text is a key first."""
    if isinstance(part, list):
        part.append(value)
    elif keys[-1] is not None:
        part[keys[-1]] = value
        keys[-1] = None
    elif isinstance(value, str):
        keys[-1] = value
    else:
        raise UnfitError("a key that is no text")
