"""Fit the weights of kg/extract/stating/confidence.py: which of the claims that the rules find are right.

    python training/stances.py GOLD_DIR [--folds 6] [--write]

GOLD_DIR holds ID.json (actors, stances) and text/ID.txt. Prints cross-validated precision and recall of the stances at
several thresholds; `--write` fits on all articles and replaces seeds/stance_weights.tsv. L2-regularised logistic
regression, by L-BFGS.
"""

from collections import defaultdict

import numpy as np
from common import arguments, readings, write
from scipy.optimize import minimize

from kg.agreement import Names
from kg.extract.stances import ALIKE, STANDS, claims, distinct
from kg.extract.stating.confidence import features
from kg.extract.stating.phrases import content

PENALTY = 3.0
MIN_ARTICLES = 5  # a feature seen in fewer articles says nothing
THRESHOLDS = (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7)


def examples(folder):
    """For each article its claims, their features, the gold stances that each may be, and how many there are."""
    for gold, reading in readings(folder):
        actors, found = Names(gold["actors"]), claims(reading)
        right = [[n for n, g in enumerate(gold["stances"]) if agrees(reading, claim, g, actors)] for claim in found]
        yield found, [features(reading, claim) for claim in found], right, len(gold["stances"])


def agrees(reading, claim, gold, actors):
    """Whether a claim is a gold stance: same actor and position; like names, or one sentence and a common word."""
    first = claim[0]
    if not actors.same(first.actor.name, gold["actor"]) or STANDS[first.sign] != gold["stance"]:
        return False
    own, names = content(first.policy.name), [content(n) for n in (gold["policy"], *gold.get("policy_aliases", ()))]
    if any(own and n and len(own & n) >= ALIKE * min(len(own), len(n)) for n in names):
        return True
    start = reading.article.text.find(gold["evidence"])
    sentence = first.at.sent
    overlap = min(sentence.end_char, start + len(gold["evidence"])) - max(sentence.start_char, start)
    shorter = min(len(gold["evidence"]), sentence.end_char - sentence.start_char)
    return start >= 0 and overlap >= ALIKE * shorter and any(own & n for n in names)


def vocabulary(table):
    """The features that occur in enough articles."""
    seen = defaultdict(set)
    for article, (_, values, *_) in enumerate(table):
        for name in (name for row in values for name in row):
            seen[name].add(article)
    return sorted(name for name, articles in seen.items() if len(articles) >= MIN_ARTICLES)


def fit(table):
    """Weights that minimise the penalised log loss."""
    names = vocabulary(table)
    index = {name: i for i, name in enumerate(names)}
    rows = [row for _, values, *_ in table for row in values]
    signs = np.array([1.0 if right else -1.0 for *_, rights, _ in table for right in rights])
    matrix = np.zeros((len(rows), len(names)))
    for row, values in enumerate(rows):
        for name in values.keys() & index.keys():
            matrix[row, index[name]] = values[name]

    def loss(weights):
        margin = signs * (matrix @ weights)
        value = np.logaddexp(0, -margin).sum() + PENALTY / 2 * weights @ weights
        return value, matrix.T @ (-signs / (1 + np.exp(margin))) + PENALTY * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return dict(zip(names, found, strict=True))


def probability(weights, values):
    """The model's probability of one claim."""
    return 1 / (1 + np.exp(-sum(weights.get(name, 0.0) * value for name, value in values.items())))


def matched(right):
    """How many gold stances are found, each by one claim and each claim finding one."""
    taken = {}

    def place(claim, seen):
        for gold in right[claim]:
            if gold not in seen:
                seen.add(gold)
                if gold not in taken or place(taken[gold], seen):
                    taken[gold] = claim
                    return True
        return False

    return sum(place(claim, set()) for claim in range(len(right)))


def cross_validate(table, folds):
    """Print precision, recall and F1 over held-out articles."""
    held = [None] * len(table)
    for part in range(folds):
        weights = fit([row for i, row in enumerate(table) if i % folds != part])
        for i in range(part, len(table), folds):
            held[i] = [probability(weights, values) for values in table[i][1]]
    total = sum(row[3] for row in table)
    print(f"{len(table)} articles, {sum(len(row[0]) for row in table)} claims, {total} gold stances")
    for threshold in THRESHOLDS:
        print(f"threshold {threshold:.2f}  {figures(table, held, threshold, total)}")


def figures(table, held, threshold, total):
    """Precision, recall and F1 of the claims from a threshold on, like claims counted once."""
    right = said = 0
    for (found, _, rights, _), likely in zip(table, held, strict=True):
        lookup = {id(claim[0]): row for claim, row in zip(found, rights, strict=True)}
        kept = distinct([(p, claim) for p, claim in zip(likely, found, strict=True) if p >= threshold])
        right += matched([lookup[id(claim[0])] for _, claim in kept])
        said += len(kept)
    precision, recall = right / max(said, 1), right / total
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def main():
    """The command."""
    args = arguments(__doc__, folds=6)
    table = list(examples(args.gold))
    cross_validate(table, args.folds)
    if args.write:
        write("stance_weights.tsv", "stating/confidence", "stances", fit(table).items())


if __name__ == "__main__":
    main()
