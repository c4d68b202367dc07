"""What persons decide about identity in a graph folder: each decision joins it again from its findings."""

from kg.curation.deciding import different, same, undo
from kg.curation.opening import Change, OpenFolder, open_folder
from kg.curation.showing import OpenPair, Overview, Place, Portrait, overview, portrait, unsure

__all__ = [
    "Change",
    "OpenFolder",
    "OpenPair",
    "Overview",
    "Place",
    "Portrait",
    "different",
    "open_folder",
    "overview",
    "portrait",
    "same",
    "undo",
    "unsure",
]
