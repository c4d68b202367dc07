"""Write a trained network as an ONNX model with whole numbers of 8 bits (7 used), and compare the two.

    python training/stance_tagger/export.py NETWORK.pt MODEL.onnx --sentences PREPARED.jsonl

Weights get 7 bits: with 8, processors without VNNI instructions overflow and give other results than those with them.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from network import NAMES, Network, Single
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

COMPARED = 200  # sentences


def example():
    """Inputs by which the graph is traced."""
    pair = [torch.tensor(values) for values in ([0, 1, 1], [3, 9, 20], [3, 8, 19], [4, 9, 21], [0, 1, 2], [0, 1, 2],
                                                [0, 1, 2], [0, 3, 10])]  # fmt: skip
    return (torch.randint(1000, 2000, (1, 40)), torch.zeros(1, 40, dtype=torch.long), torch.rand(2, 40), *pair)


def inputs(record):
    """What the model is fed with for a prepared sentence."""
    means = np.zeros((len(record["marks"]), len(record["pieces"])), dtype=np.float32)
    for row, places in enumerate(record["marks"]):
        means[row, places] = 1 / max(1, len(places))
    fed = {name: np.array(record[name], dtype=np.int64) for name in NAMES if name != "parties"}
    return fed | {"pieces": fed["pieces"][None], "cases": fed["cases"][None], "parties": means}


def export(network, path):
    """Write the model with floating point numbers."""
    axes = {
        "pieces": {1: "pieces"},
        "cases": {1: "pieces"},
        "parties": {0: "parties", 1: "pieces"},
        "chances": {0: "pairs"},
    }
    torch.onnx.export(Single(network), example(), str(path), input_names=list(NAMES), output_names=["chances"],
                      dynamic_axes=axes | {name: {0: "pairs"} for name in (*NAMES[3:], "chances")}, opset_version=17,
                      dynamo=False)  # fmt: skip


def quantize(source, target):
    """Write it with whole numbers for weights, each row of a matrix with a scale of its own."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        quant_pre_process(str(source), str(plain), skip_symbolic_shape=True)
        quantize_dynamic(str(plain), str(target), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def session(path):
    """The model, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network")
    parser.add_argument("model")
    parser.add_argument("--sentences")
    args = parser.parse_args()
    saved = torch.load(args.network)
    network = Network(saved["base"])
    network.load_state_dict(saved["network"])
    network.eval()
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        export(network, exact)
        quantize(exact, args.model)
        print(f"{Path(args.model).stat().st_size / 1e6:.1f} MB")
        if args.sentences:
            compare(session(exact), session(args.model), args.sentences)


def compare(one, other, path):
    """Print how far the chances of the two models are apart."""
    with Path(path).open(encoding="utf-8") as stream:
        records = [json.loads(text) for _, text in zip(range(COMPARED), stream, strict=False)]
    fed = [inputs(record) for record in records]
    gaps = np.concatenate([np.abs(one.run(None, f)[0] - other.run(None, f)[0]).max(1) for f in fed])
    print(f"{len(gaps):,} pairs: chances differ by {gaps.mean():.4f} on average, by {gaps.max():.3f} at most")


if __name__ == "__main__":
    main()
