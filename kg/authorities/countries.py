"""Countries by any code or name that a data set may use."""

from __future__ import annotations

from functools import cache

from kg import seeds
from kg.model import fold
from kg.resources import rows

CODES = ("alpha2", "alpha3")


def country_name(told: str) -> str | None:
    """The name in seeds/countries.tsv of a country told by ISO code, name or alias; None where it is unknown."""
    return _by_form().get(fold(told))


@cache
def _by_form() -> dict[str, str]:
    """Names by folded form; codes count more than aliases, names more than codes."""
    lands = seeds.countries()
    table = {fold(form): land.name for land in lands for form in land.aliases if form not in land.weak}
    for row in rows("country_codes.tsv"):
        others = (form.strip() for form in row["other"].split("|"))
        table |= {fold(form): row["name"] for form in (*others, *(row[code] for code in CODES)) if form}
    return table | {fold(land.name): land.name for land in lands}
