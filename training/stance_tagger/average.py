"""The mean of the weights of networks that began as one (Wortsman and others, Model soups, ICML 2022).

python training/stance_tagger/average.py OUT.pt ONE.pt OTHER.pt [...]
"""

import sys

import torch


def main():
    """The command."""
    out, *paths = sys.argv[1:]
    saved = [torch.load(path) for path in paths]
    mean = {
        name: torch.stack([one["network"][name] for one in saved]).mean(0) if values.is_floating_point() else values
        for name, values in saved[0]["network"].items()
    }
    torch.save({"network": mean, "base": saved[0]["base"]}, out)


if __name__ == "__main__":
    main()
