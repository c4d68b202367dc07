"""The stance tagger: a small encoder that reads a sentence and tells what its phrases are to the actors in it.

models/stances.onnx is trained by training/stance_tagger/ (its README is the card). It reads one sentence at a time and
with one thread, so that what it finds there depends on nothing else that is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import ModelMissingError
from kg.extract.stating.marking import MARKS, Marked
from kg.resources import model

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from kg.extract.stating.pairs import Pair
    from kg.extract.stating.targets import Target

NETWORK, WORDS = "stances.onnx", "tokenizer.json"
MOST = 24  # pieces of one word
LONGEST = 176  # pieces; what stands behind is not read
START, END, UNKNOWN = 101, 102, 100  # of the encoder's vocabulary
FIRST_MARK = 1  # [unused0], where the marks begin
PLAIN, CAPITAL, CAPITALS = range(3)


class Pieces(NamedTuple):
    """What the encoder reads: word pieces, how each is capitalised, where each word begins."""

    numbers: list[int]
    cases: list[int]
    starts: dict[int, int]


def pieces(marked: Marked) -> Pieces:
    """The pieces of a sentence, no more than LONGEST or so."""
    made = Pieces([START], [PLAIN], {})
    for place, word in enumerate(marked.words):
        made.starts[place] = len(made.numbers)
        own = (FIRST_MARK + MARKS.index(word),) if word in MARKS else _word(word)
        made.numbers.extend(own)
        made.cases.extend([PLAIN if word in MARKS else case(word)] * len(own))
        if len(made.numbers) > LONGEST:
            break
    made.numbers.append(END)
    made.cases.append(PLAIN)
    return made


def chances(
    marked: Marked, targets: Sequence[Target], asked: Sequence[Pair], network: Path | None = None
) -> list[tuple[Pair, NDArray[np.float32]]]:
    """Of each pair that was read the chances that the target is nothing to the actor, supported, opposed, both.

    `network` is an ONNX model to be used in place of the package's own.
    """
    found = inputs(marked, targets, asked)
    if not found:
        return []
    kept, fed = found
    return list(zip(kept, _session(network).run(None, fed)[0], strict=True))


def inputs(
    marked: Marked, targets: Sequence[Target], asked: Sequence[Pair]
) -> tuple[list[Pair], dict[str, NDArray[Any]]] | None:
    """The pairs whose words are among the pieces, and what the model is fed with for them; None without any.

    Shapes: pieces and cases (1, pieces); parties (parties, pieces), the mean over its marks; the others (pairs,).
    """
    import numpy as np

    read = pieces(marked)
    at = {token: read.starts[place] for token, place in marked.places.items() if place in read.starts}
    marks = [[read.starts[place] for place in party.marks if place in read.starts] for party in marked.parties]
    kept = [pair for pair in asked if marks[pair.party] and targets[pair.target].head.i in at]
    if not kept:
        return None
    means = np.zeros((len(marks), len(read.numbers)), dtype=np.float32)
    for row, places in enumerate(marks):
        means[row, places] = 1 / max(1, len(places))
    spans = [_span(targets[pair.target], at) for pair in kept]
    columns = {
        "party": [pair.party for pair in kept], "head": [span[0] for span in spans],
        "first": [span[1] for span in spans], "last": [span[2] for span in spans],
        "form": [targets[pair.target].form for pair in kept], "sign": [pair.sign for pair in kept],
        "quoted": [pair.quoted for pair in kept], "distance": [pair.distance for pair in kept],
    }  # fmt: skip
    fed = {"pieces": np.array([read.numbers]), "cases": np.array([read.cases]), "parties": means}
    return kept, fed | {name: np.array(values, dtype=np.int64) for name, values in columns.items()}


def _span(target: Target, at: Mapping[int, int]) -> tuple[int, int, int]:
    """Where the head, the first and the last word of a target begin."""
    read = [at[i] for i in range(target.start, target.end) if i in at] or [at[target.head.i]]
    return at[target.head.i], read[0], read[-1]


def case(word: str) -> int:
    """How a word is capitalised."""
    if not word[:1].isupper():
        return PLAIN
    return CAPITALS if len(word) > 1 and word.isupper() else CAPITAL


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> tuple[int, ...]:
    return tuple(_tokenizer().encode(word, add_special_tokens=False).ids[:MOST]) or (UNKNOWN,)


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(model(WORDS)))
    except Exception as error:  # the library raises no class of its own
        raise ModelMissingError(name=WORDS, reason=str(error)) from None
    tokenizer.no_padding()
    return tokenizer


@cache
def _session(path: Path | None) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    path = path or model(NETWORK)
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library has a class for each of its faults and none above them
        raise ModelMissingError(name=path.name, reason=str(error).strip().splitlines()[0]) from None
