"""What the properties of a node are made of."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple


class Value(NamedTuple):
    """A literal: its text and its datatype, such as "xsd:date". With the datatype "@id" the text is a whole IRI."""

    text: str
    type: str = ""


Object = str | Value  # a str is a prefixed name, or a whole IRI in angle brackets
Triple = tuple[str, str, Object | None]  # None: nothing is known, so nothing is written


def value(text: str | None, datatype: str = "") -> Value | None:
    """The text as a literal; None where there is none."""
    return None if text is None else Value(text, datatype)


def date_value(text: str | None) -> Value | None:
    """A date in the precision it has; what is no date stays plain text, and `kg check` names it."""
    if text is None or not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text):
        return value(text)
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return Value(text)
    return Value(text, _DATES[len(text)])


_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
