"""The formats of answers, and which of them a request accepts (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import RefusedError
from kg.serve.process import Formats

SOLUTIONS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv; charset=utf-8; header=present",
    "tsv": "text/tab-separated-values; charset=utf-8",
}
TRIPLES = {
    "turtle": "text/turtle; charset=utf-8",
    "ntriples": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
}
MEDIA = SOLUTIONS | TRIPLES
_ALIASES = {"application/json": ("json", "jsonld")}


def accepted(accept: str | None, wanted: str | None = None) -> Formats:
    """The formats that an Accept header asks for, or the one `wanted` by its name. Raises RefusedError (400, 406)."""
    if wanted is not None:
        if wanted not in MEDIA:
            raise RefusedError(status=400, reason=f"there is no format “{wanted}”; available: {', '.join(MEDIA)}")
        return Formats(wanted if wanted in SOLUTIONS else None, wanted if wanted in TRIPLES else None)
    ranges = _ranges(accept)
    found = Formats(_best(ranges, SOLUTIONS), _best(ranges, TRIPLES))
    if found.solutions is None and found.triples is None:
        offered = ", ".join(map(_bare, MEDIA.values()))
        raise RefusedError(status=406, reason=f"the request accepts none of {offered}")
    return found


def best(accept: str | None, offered: Mapping[str, str]) -> str | None:
    """The name of the media type, of those offered, that an Accept header likes best; the first of several."""
    return _best(_ranges(accept), offered)


def _best(ranges: Mapping[str, float], offered: Mapping[str, str]) -> str | None:
    quality = {name: _quality(ranges, name, _bare(media)) for name, media in offered.items()}
    name = max(quality, key=lambda name: quality[name])  # the first of several
    return name if quality[name] > 0 else None


def _quality(ranges: Mapping[str, float], name: str, media: str) -> float:
    """What the most specific range says that fits."""
    if media in ranges:
        return ranges[media]
    aliases = [quality for alias, quality in ranges.items() if name in _ALIASES.get(alias, ())]
    return max(aliases) if aliases else ranges.get(media.partition("/")[0] + "/*", ranges.get("*/*", 0.0))


def _ranges(accept: str | None) -> dict[str, float]:
    """Media range -> quality; what is malformed counts for nothing."""
    ranges: dict[str, float] = {}
    for item in (accept if accept and accept.strip() else "*/*").split(","):
        media, *parameters = (part.strip().lower() for part in item.split(";"))
        values = [value.strip() for part in parameters for key, _, value in [part.partition("=")] if key.strip() == "q"]
        if all(map(_QUALITY.fullmatch, values)):
            ranges[media] = max(ranges.get(media, 0.0), float(values[0]) if values else 1.0)
    return ranges


def _bare(media: str) -> str:
    return media.partition(";")[0]


_QUALITY = re.compile(r"0(\.\d{0,3})?|1(\.0{0,3})?")
