"""Train the stance tagger on prepared sentences.

    python training/stance_tagger/train.py OUT.pt --base FOLDER --gold train.jsonl [--fold 0] [--taught plain.jsonl]
        [--start OTHER.pt] [--epochs 3] [--rate 2e-4]

`--fold N` leaves out every fifth article (of those shuffled), from the Nth on; without it all are learned. `--taught`
names sentences that another network has judged (label.py): the network learns its chances (Hinton, Vinyals and Dean,
2015). `--base` is a folder with an encoder of the BERT or MPNet family that knows the same uncased pieces.
In half of the steps the rules' signs are hidden, so that the tagger also works without them.
"""

import argparse
import json
import random
import time
from pathlib import Path

import torch
from network import ANSWERS, NAMES, Network
from torch.nn import functional

FOLDS, SEED = 5, 1
HOT = 0.25  # chance of any position from which on a taught sentence is always learned
WARM_UP, LEAST = 0.08, 0.02  # share of the steps until the full rate, and what it falls to
PAIR = NAMES[3:]


def load(path):
    """The sentences of a file."""
    with Path(path).open(encoding="utf-8") as stream:
        return [json.loads(text) for text in stream]


def held_out(records, fold):
    """The ids of the articles of a fold."""
    ids = sorted({record["article"] for record in records})
    random.Random(0).shuffle(ids)
    return set(ids[fold::FOLDS])


def batches(records, size):
    """All sentences in random order, those of like length together."""
    order = random.sample(records, len(records))
    chunks = [sorted(order[i : i + 50 * size], key=lambda r: len(r["pieces"])) for i in range(0, len(order), 50 * size)]
    parts = [chunk[i : i + size] for chunk in chunks for i in range(0, len(chunk), size)]
    return random.sample(parts, len(parts))


def collated(records):
    """A batch as tensors: pieces, cases, mask; the actors' marks and where each actor's begin; the pairs' columns."""
    longest, size = max(len(r["pieces"]) for r in records), len(records)
    pieces, cases, mask = (torch.zeros(size, longest, dtype=torch.long) for _ in range(3))
    marks, begins, columns = [], [], {name: [] for name in (*PAIR, "sentence")}
    for row, record in enumerate(records):
        length, first, actor = len(record["pieces"]), row * longest, len(begins)
        pieces[row, :length] = torch.tensor(record["pieces"])
        cases[row, :length], mask[row, :length] = torch.tensor(record["cases"]), 1
        for places in record["marks"]:
            begins.append(len(marks))
            marks += [first + place for place in places] or [first]
        for name in PAIR:
            shift = actor if name == "party" else first if name in {"head", "first", "last"} else 0
            columns[name] += [value + shift for value in record[name]]
        columns["sentence"] += [row] * len(record["party"])
    return (
        pieces,
        cases,
        mask,
        torch.tensor(marks),
        torch.tensor(begins),
        {k: torch.tensor(v) for k, v in columns.items()},
    )


def scores(network, batch):
    """The scores of all pairs of a batch."""
    pieces, cases, mask, marks, begins, pair = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words = network.encode(pieces, cases, mask)
    words = words.float()
    flat = words.reshape(-1, words.shape[-1])
    actors = functional.embedding_bag(marks, flat, begins, mode="mean")
    pick = torch.index_select
    return network.judge(pick(actors, 0, pair["party"]), pick(words[:, 0], 0, pair["sentence"]), flat, pair)


def wanted(records):
    """The chances to be learned, and the pairs that count."""
    rows = [row for record in records for row in record.get("chances") or record["label"]]
    target = torch.zeros(len(rows), ANSWERS)
    for n, row in enumerate(rows):
        if isinstance(row, list):
            target[n] = torch.tensor(row) if row else 0.0
        elif row >= 0:
            target[n, row] = 1.0
    return target, target.sum(1) > 0


class Lesson:
    """What is learned in an epoch: all sentences with a stance, by annotation or most likely, and some of the rest."""

    def __init__(self, gold, taught, negatives):
        self.always = [r for r in gold if max(r["label"]) > 0]
        self.quiet = [r for r in gold if max(r["label"]) <= 0]
        self.hot = [r for r in taught if hottest(r) > HOT]
        self.cold = [r for r in taught if hottest(r) <= HOT]
        self.negatives = negatives

    def epoch(self):
        """The sentences of an epoch."""
        quiet = random.sample(self.quiet, min(len(self.quiet), int(self.negatives * len(self.always))))
        cold = random.sample(self.cold, min(len(self.cold), int(self.negatives * len(self.hot))))
        return self.always + quiet + self.hot + cold

    def __str__(self):
        return f"gold {len(self.always)} and {len(self.quiet)}, taught {len(self.hot)} and {len(self.cold)} sentences"


def hottest(record):
    """The greatest chance of any position in a taught sentence."""
    return max((1 - row[0] for row in record["chances"] if row), default=0.0)


def train(network, lesson, args):
    """The epochs, by AdamW with a rate that rises shortly and falls to the end."""
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    above = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "lr": args.rate}, {"params": above, "lr": 3 * args.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = args.epochs * (len(lesson.epoch()) // args.batch + 1)
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (WARM_UP * steps), max(LEAST, (steps - s) / ((1 - WARM_UP) * steps)))
    )
    started = time.monotonic()
    for epoch in range(args.epochs):
        total = 0.0
        for records in batches(lesson.epoch(), args.batch):
            total += step(network, optimizer, collated(records), wanted(records)) / len(records)
            rates.step()
        print(f"epoch {epoch}: loss {total * args.epochs / steps:.3f}, {time.monotonic() - started:.0f} s", flush=True)
        torch.save({"network": network.state_dict(), "base": args.base}, args.out)


def step(network, optimizer, batch, goal):
    """One step; returns the loss of the batch."""
    target, counts = goal
    if random.random() < 0.5:
        batch[-1]["sign"].zero_()
    loss = -(target * functional.log_softmax(scores(network, batch), 1))[counts].sum()
    (loss / len(batch[0])).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--base", required=True)
    parser.add_argument("--gold", nargs="*", default=())
    parser.add_argument("--taught", nargs="*", default=())
    parser.add_argument("--start")
    parser.add_argument("--fold", type=int)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--negatives", type=float, default=2.0)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(args.threads)
    gold = [record for path in args.gold for record in load(path)]
    left = held_out(gold, args.fold) if args.fold is not None else ()
    taught = [record for path in args.taught for record in load(path)]
    lesson = Lesson([r for r in gold if r["article"] not in left], taught, args.negatives)
    print(lesson, flush=True)
    network = Network(args.base)
    if args.start:
        network.load_state_dict(torch.load(args.start)["network"])
    train(network, lesson, args)


if __name__ == "__main__":
    main()
