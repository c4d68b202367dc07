"""Fit the weights of kg/extract/deeds/weighing.py: which of the deeds that the rules find are told of the two actors.

    python training/interactions.py GOLD_DIR [--folds 5] [--write]

GOLD_DIR holds ID.json (relations) and text/ID.txt. Prints cross-validated precision, recall and F1 at several
thresholds; `--write` fits on all articles and replaces seeds/interaction_weights.tsv.
"""

import numpy as np
from common import arguments, readings, write
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kg.agreement import Names
from kg.extract.deeds.weighing import features
from kg.extract.interactions import claims

PENALTY = 3.0
MIN_ARTICLES = 4  # a feature seen in fewer articles says nothing


def examples(pairs):
    """A row a claim (article, claim, features, whether the gold has it), and the number of gold relations."""
    table, total = [], 0
    for gold, reading in pairs:
        total += len(gold["relations"])
        name = Names(gold["actors"]).denoted
        right = {(name(g["source"]), g["relation"], name(g["target"])) for g in gold["relations"]}
        found = claims(reading)
        for deeds in found.values():
            claim = (name(deeds[0].source.name), deeds[0].relation, name(deeds[0].target.name))
            table.append((reading.article.id, claim, features(reading, deeds, found), claim in right))
    return table, total


def vocabulary(table):
    """The features that occur in enough articles, each with its column."""
    seen = {}
    for article, _, values, _ in table:
        for name in values:
            seen.setdefault(name, set()).add(article)
    return {
        name: i for i, name in enumerate(sorted(n for n, articles in seen.items() if len(articles) >= MIN_ARTICLES))
    }


def matrix(table, columns):
    """The features of the rows, as a sparse matrix."""
    cells = [(i, columns[n], v) for i, (_, _, values, _) in enumerate(table) for n, v in values.items() if n in columns]
    rows, places, values = zip(*cells, strict=True)
    return csr_matrix((values, (rows, places)), shape=(len(table), len(columns)))


def fit(inputs, right):
    """Weights that minimise the penalised log loss, by L-BFGS."""
    signs = np.where(right, 1.0, -1.0)

    def loss(weights):
        margin = signs * (inputs @ weights)
        value = np.logaddexp(0, -margin).sum() + PENALTY / 2 * weights @ weights
        return value, inputs.T @ (-signs / (1 + np.exp(margin))) + PENALTY * weights

    return minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def cross_validate(table, total, folds):
    """Print precision, recall and F1 over held-out articles."""
    columns, articles = vocabulary(table), sorted({article for article, *_ in table})
    part_of = {article: i % folds for i, article in enumerate(articles)}
    parts = np.array([part_of[article] for article, *_ in table])
    inputs, right = matrix(table, columns), np.array([r for *_, r in table])
    chances = np.zeros(len(table))
    for part in range(folds):
        weights = fit(inputs[parts != part], right[parts != part])
        chances[parts == part] = 1 / (1 + np.exp(-(inputs[parts == part] @ weights)))
    print(f"{len(articles)} articles, {len(table)} claims, {total} gold relations, {len(columns)} features")
    for threshold in (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6):
        kept = {(a, claim): r for (a, claim, _, r), chance in zip(table, chances, strict=True) if chance >= threshold}
        hits = sum(kept.values())
        precision, recall, f1 = hits / len(kept), hits / total, 2 * hits / (len(kept) + total)
        print(f"threshold {threshold:.2f}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    return chances


def main():
    """Fit and report."""
    args = arguments(__doc__)
    table, total = examples(readings(args.gold))
    cross_validate(table, total, args.folds)
    if args.write:
        columns = vocabulary(table)
        weights = fit(matrix(table, columns), np.array([r for *_, r in table]))
        pairs = ((name, weights[i]) for name, i in columns.items())
        write("interaction_weights.tsv", "deeds/weighing", "interactions", pairs)


if __name__ == "__main__":
    main()
