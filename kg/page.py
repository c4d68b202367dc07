"""A graph as one offline HTML page: the network drawn through pyvis, every line and node with its evidence."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import textwrap
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kg import story, words
from kg.model import Actor, Graph, Interaction, Membership, Stance, Statement
from kg.story import Places, Record, key, named
from kg.words import Node

if TYPE_CHECKING:
    from pyvis.network import Network


def draw(graph: Graph, title: str = "Who stands where") -> str:
    """The page as text, to be written as UTF-8. It needs no other file, requests nothing, runs no script but its own.

    Drawn are the actors and policies of which something is stated, the best connected first, at most MOST_NODES.
    """
    counts = Counter(key(node) for s in graph.statements for node in named(s))
    nodes: list[Node] = [*graph.actors, *graph.policies]
    known = {key(node): node for node in nodes}
    joined = Counter(key(node) for s in graph.statements if len(named(s)) > 1 for node in named(s))
    ranked = sorted(counts, key=lambda k: (-joined[k], -counts[k], known[k].name, k))
    places = {k: number for number, k in enumerate(ranked[:MOST_NODES])}
    told = [s for s in graph.statements if all(key(node) in places for node in named(s))]
    net = _network([(known[k], counts[k]) for k in places], _lines(told, places))
    facts = {"title": title, "summary": story.summary(graph), "story": story.story(graph, told, places)}
    return _page(net, facts | {"notes": story.notes(len(known), len(counts), len(places))})


def _line(statement: Statement) -> tuple[Node, Node, str, str] | None:
    """Source, target, kind and label of the line that a statement is drawn as, if it joins two nodes."""
    match statement:
        case Membership(organization=Actor() as organization):
            return statement.person, organization, "membership", words.role(statement)
        case Stance():
            return statement.actor, statement.policy, statement.stance, ""
        case Interaction():
            return statement.source, statement.target, "interaction", words.VERBS[statement.relation]
    return None


def _lines(told: list[Statement], places: Places) -> list[Record]:
    """One line for all statements of a kind from one node to another; lines between the same two nodes are bent."""
    lines: dict[tuple[int, int, str], Record] = {}
    for number, statement in enumerate(told):
        if ends := _line(statement):
            source, target, kind, label = ends
            line = lines.setdefault((places[key(source)], places[key(target)], kind), {"labels": {}, "statements": []})
            line["statements"].append(number)
            line["labels"][label] = None
    siblings = Counter(frozenset(ends[:2]) for ends in lines)
    bent: Counter[frozenset[int]] = Counter()
    for (start, end, kind), line in sorted(lines.items()):
        pair = frozenset((start, end))
        smooth = _bend(bent[pair], forward=start < end) if siblings[pair] > 1 else False
        bent[pair] += 1
        line |= {"source": start, "to": end, "kind": kind, "labels": list(line["labels"]), "smooth": smooth}
    return [line for _, line in sorted(lines.items())]


def _bend(number: int, *, forward: bool) -> Record:
    """An arc of its own for each of several lines: by turns to the left and to the right."""
    turn = "curvedCW" if (number % 2 == 0) == forward else "curvedCCW"
    return {"enabled": True, "type": turn, "roundness": 0.12 * (1 + number // 2)}


def _network(nodes: list[tuple[Node, int]], lines: list[Record]) -> Network:
    """The pyvis network: nodes at their places, physics off, colours left to the page's style sheet."""
    import numpy as np
    from pyvis.network import Network

    from kg.layout import positions

    net = Network(directed=True, cdn_resources="in_line")
    net.options = OPTIONS
    looks = [_look(node, count) for node, count in nodes]
    boxes = np.array([_box(look) for look in looks], float).reshape(-1, 2)
    links = np.array([(line["source"], line["to"]) for line in lines], int).reshape(-1, 2)
    for number, (look, place) in enumerate(zip(looks, positions(boxes, links), strict=True)):
        x, y = place.round().astype(int).tolist()
        net.add_node(number, x=x, y=y - _label_height(look) // 2, **look)
    for number, line in enumerate(lines):
        net.add_edge(**line, **LINES[line["kind"]], id=number)
    return net


def _look(node: Node, count: int) -> Record:
    kind = node.kind if isinstance(node, Actor) else "policy"
    rows = textwrap.wrap(node.name, LABEL_WIDTH, max_lines=LABEL_ROWS, placeholder=" …") or ["(no name)"]
    size = round(min(6 + 2.2 * count**0.5, 20), 1)
    look = {"label": "\n".join(rows), "group": kind, "shape": SHAPES[kind], "size": size}
    return look | {"name": node.name, "aliases": list(node.aliases), "count": count}


def _box(look: Record) -> tuple[float, float]:
    """Width and height, in pixels, of a node with its label below."""
    rows = look["label"].split("\n")
    widest = max(sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in row) for row in rows)
    return max(widest * 7.2, 2 * look["size"]) + 22, 2 * look["size"] + _label_height(look) + 22


def _label_height(look: Record) -> int:
    return 16 * len(look["label"].split("\n")) + 6


def _page(net: Network, facts: Record) -> str:
    """The template, rendered by pyvis: escaped throughout; only what has the hash in the page's policy may run."""
    import pyvis
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    vis = (Path(pyvis.__file__).parent / VIS).read_text(encoding="utf-8").split("//# sourceMappingURL")[0]
    parts = {"vis": vis, "script": "".join(map(_template, SCRIPTS)), "style": _template("network.css")}
    net.templateEnv = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    net.templateEnv.filters["json"] = lambda value: Markup(_json(value))  # noqa: S704
    net.templateEnv.globals |= {name: Markup(text) for name, text in parts.items()}  # noqa: S704
    net.templateEnv.globals |= {"hashes": {name: _hash(text) for name, text in parts.items()}, "lines": LINES, **facts}
    net.path = "network.html"
    return _UNPAIRED.sub("�", net.generate_html())


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """A source of a Content Security Policy. Not a nonce: in a file, that would be the same for every reader."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _json(value: object) -> str:
    """JSON that cannot end its script element, whatever strings it holds."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _MARKUP.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _style(width: int, dashes: list[int] | None = None, tip: str = "", scale: float = 0.5) -> Record:
    arrows = {"to": {"enabled": True, "type": tip, "scaleFactor": scale}} if tip else ""
    return {"width": width, "dashes": dashes or False, "arrows": arrows}


_UNPAIRED = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
TEMPLATES = Path(__file__).parent / "templates"
VIS = "lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = ("panel.js", "labels.js", "search.js", "network.js")
MOST_NODES = 1000  # more is no picture: the folder's other files have everything
LABEL_WIDTH, LABEL_ROWS = 20, 3  # characters, rows
SHAPES = {"person": "dot", "organization": "square", "government": "hexagon", "group": "triangle", "unnamed": "dot",
          "policy": "diamond"}  # fmt: skip
LINES = {  # told apart by dashes and tip as well as by colour
    "support": _style(2, None, "arrow"),
    "oppose": _style(2, [9, 6], "bar", 0.7),
    "mixed": _style(2, [12, 4, 2, 4], "circle", 0.4),
    "membership": _style(1),
    "interaction": _style(1, [2, 3], "vee"),
}
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"borderWidth": 1.5, "chosen": False},
    "edges": {"chosen": False, "arrowStrikethrough": False, "hoverWidth": 1.5, "selectionWidth": 0},
    "interaction": {"hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "keyboard": False},
}
