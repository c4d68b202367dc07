"""Let a trained network judge prepared sentences, for another one to learn from.

    python training/stance_tagger/label.py NETWORK.pt PREPARED.jsonl OUT.jsonl [--part 0/2]

OUT.jsonl holds the same sentences with `chances`: for each pair those of nothing, support, oppose and mixed.
"""

import argparse
import json
import sys
from pathlib import Path

import torch
from network import Network
from train import collated, load, scores

BATCH = 24


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network")
    parser.add_argument("sentences")
    parser.add_argument("out")
    parser.add_argument("--part", default="0/1")
    args = parser.parse_args()
    torch.set_num_threads(1)
    saved = torch.load(args.network)
    network = Network(saved["base"])
    network.load_state_dict(saved["network"])
    network.eval()
    part, parts = map(int, args.part.split("/"))
    records = sorted(load(args.sentences)[part::parts], key=lambda r: len(r["pieces"]))  # those of like length together
    with Path(args.out).open("w", encoding="utf-8") as stream, torch.no_grad():
        for start in range(0, len(records), BATCH):
            some = records[start : start + BATCH]
            rows = iter(scores(network, collated(some)).softmax(1).tolist())
            for record in some:
                chances = [[round(x, 4) for x in next(rows)] for _ in record["party"]]
                stream.write(json.dumps(record | {"chances": chances}) + "\n")
            if start % (100 * BATCH) == 0:
                print(f"{start:,} of {len(records):,} sentences", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
