"""Authorities: known persons and bodies from files of others, and the index that finds them by name or office."""

from kg.authorities.countries import country_name
from kg.authorities.index import COMMON, Authorities, Ignored
from kg.authorities.known import Known, SkippedRow, Term
from kg.authorities.loading import content, load_authorities
from kg.authorities.read import READERS, read_authority
from kg.authorities.told import beyond_life, described, key_of, lands_of

__all__ = [
    "COMMON",
    "READERS",
    "Authorities",
    "Ignored",
    "Known",
    "SkippedRow",
    "Term",
    "beyond_life",
    "content",
    "country_name",
    "described",
    "key_of",
    "lands_of",
    "load_authorities",
    "read_authority",
]
