"""What a check finds, and how the texts of a graph are shown: they may be hostile."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

SHOWN = 60  # characters of a text that a message shows
NEAR = 100  # nodes among which a label is looked for: in a hostile graph everything may point to everything


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: the rule that is broken, the node's IRI and label, and what is the matter with it."""

    rule: str
    node: str
    label: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {self.label or 'unlabelled'} <{visible(self.node)}> {self.message}"


def shown(text: object) -> str:
    """A value of the graph between quotation marks, on one line and not too long."""
    return f"“{plain(str(text))}”"


def plain(text: str) -> str:
    """One line without control characters, cut where it is long."""
    line = " ".join(visible(text).split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def visible(text: str) -> str:
    """The text with blanks in the place of control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in text)


def label_of(rdf: rdflib.Graph, node: Node) -> str:
    """The node's label, else that of what points to it: a passage has none, but its statement has."""
    import rdflib

    nodes = [node]
    for _ in range(3):  # a selector, its passage, the passage's statement
        if labels := {str(found) for near in nodes for found in rdf.objects(near, rdflib.RDFS.label)}:
            return plain(min(labels))
        nodes = list(islice((subject for near in nodes for subject in rdf.subjects(None, near)), NEAR))
    return ""
