"""Authorities: known persons and bodies from files of others, and the index that finds them by name or office."""

from kg.authorities.countries import country_name
from kg.authorities.index import COMMON, Authorities, Ignored
from kg.authorities.known import Known, SkippedRow, Term
from kg.authorities.read import READERS, read_authority

__all__ = [
    "COMMON",
    "READERS",
    "Authorities",
    "Ignored",
    "Known",
    "SkippedRow",
    "Term",
    "country_name",
    "read_authority",
]
