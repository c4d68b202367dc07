"""Fit the weights of kg/extract/naming/relevance.py: which of an article's names take part in the events told.

    python training/relevance.py GOLD_DIR [--folds 5] [--write]

GOLD_DIR holds ID.json (actors) and text/ID.txt. Prints cross-validated precision, recall and F1 of the actors at
several thresholds; `--write` fits on all articles and replaces seeds/relevance.tsv. L2-regularised logistic regression,
by L-BFGS.
"""

import numpy as np
from common import arguments, parsed, write
from scipy.optimize import minimize

from kg.extract.cast import gather, name_of
from kg.extract.naming.relevance import features
from kg.extract.offices.lands import home_of
from kg.model import fold

PENALTY = 2.0
MIN_ARTICLES = 10  # a feature seen in fewer articles says nothing


def examples(folder):
    """A row for each one named: article, features, whether the gold knows it; and the number of gold actors."""
    table, total = [], 0
    for annotation, article, doc in parsed(folder):
        gold = annotation["actors"]
        total += len(gold)
        forms = {fold(form) for actor in gold for form in [actor["name"], *actor.get("aliases", ())]}
        surnames = {fold(a["name"]).split()[-1] for a in gold if a["type"] == "person" and fold(a["name"])}
        for role in gather(doc, home_of(doc)):
            name = fold(name_of(doc, role))
            right = name in forms or (role.kind == "person" and name.split()[-1:] and name.split()[-1] in surnames)
            table.append((article.id, features(doc, role.kind, role.sort, role.spans, bool(role.titles)), bool(right)))
    return table, total


def vocabulary(table):
    """The features that occur in enough articles."""
    seen = {}
    for article, values, _ in table:
        for name in values:
            seen.setdefault(name, set()).add(article)
    return sorted(name for name, articles in seen.items() if len(articles) >= MIN_ARTICLES)


def fit(table, names):
    """Weights that minimise the penalised log loss."""
    index = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(table), len(names)))
    for row, (_, values, _) in enumerate(table):
        for name, value in values.items():
            if name in index:
                matrix[row, index[name]] = value
    signs = np.array([1.0 if right else -1.0 for *_, right in table])

    def loss(weights):
        margin = signs * (matrix @ weights)
        value = np.logaddexp(0, -margin).sum() + PENALTY / 2 * weights @ weights
        return value, matrix.T @ (-signs / (1 + np.exp(margin))) + PENALTY * weights

    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def probabilities(table, names, weights):
    """The model's probability for each row."""
    lookup = dict(zip(names, weights, strict=True))
    scores = np.array([sum(lookup.get(n, 0.0) * v for n, v in values.items()) for _, values, _ in table])
    return 1 / (1 + np.exp(-scores))


def cross_validate(table, total, folds):
    """Print precision, recall and F1 over held-out articles."""
    names, articles = vocabulary(table), sorted({a for a, *_ in table})
    fold_of = {a: i % folds for i, a in enumerate(articles)}
    held = np.zeros(len(table))
    for part in range(folds):
        inside = [r for r in table if fold_of[r[0]] != part]
        rows = [i for i, r in enumerate(table) if fold_of[r[0]] == part]
        held[rows] = probabilities([table[i] for i in rows], names, fit(inside, names))
    right = np.array([r[2] for r in table])
    print(f"{len(articles)} articles, {len(table)} named, {total} gold actors, {len(names)} features")
    for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        kept = held >= threshold
        precision, recall = right[kept].mean(), right[kept].sum() / total
        f1 = 2 * precision * recall / (precision + recall)
        print(f"threshold {threshold:.2f}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def main():
    """Read the arguments, validate, and with --write replace the table."""
    args = arguments(__doc__)
    table, total = examples(args.gold)
    cross_validate(table, total, args.folds)
    if args.write:
        names = vocabulary(table)
        write("relevance.tsv", "naming/relevance", "relevance", zip(names, fit(table, names), strict=True))


if __name__ == "__main__":
    main()
