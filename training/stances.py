"""Fit the weights by which stances are weighed: of what the rules find, and of claims of rules and tagger together.

    python training/stances.py GOLD_DIR --models FOLDER [--write]

GOLD_DIR holds ID.json (actors, stances) and text/ID.txt; FOLDER the taggers fold0.onnx … fold4.onnx, each trained
without the articles of its fold (training/stance_tagger); the articles of a fold without one are left out. Prints
precision, recall and F1 by cross-validation, of the rules, the tagger and both, at several thresholds, and how well
confidence tells what is right.
`--write` fits on all articles and replaces seeds/stance_weights.tsv and seeds/stance_claims.tsv. L2-regularised
logistic regression, by L-BFGS; what the first one says of an article comes from weights fitted on the other folds, as
in Wolpert's stacked generalization (Neural Networks, 1992).
"""

import argparse
import random
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
from common import readings, write
from scipy.optimize import minimize

from kg.agreement import TASKS, Names
from kg.extract.stances import STANDS
from kg.extract.stating import confidence, judgement
from kg.extract.stating.claims import claims, together
from kg.extract.stating.policies import Policies
from kg.extract.stating.positions import positions
from kg.extract.stating.tagged import tagged

FOLDS = 5
PENALTY = 3.0
MIN_ARTICLES = 5  # a feature seen in fewer articles says nothing
THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)
WAYS = ("rules", "model", "both")
BINS = 10


class Read:
    """An annotated article: what the rules find, and what the tagger of its fold says with and without them."""

    def __init__(self, gold, reading, network):
        self.gold, self.reading, self.names = gold["stances"], reading, Names(gold["actors"])
        self.fold, self.judged = None, network.is_file()
        policies = Policies(reading)
        self.ruled = together(positions(reading, policies))
        self.features = [confidence.features(reading, same) for same in self.ruled]
        flat = sorted((p for same in self.ruled for p in same), key=lambda p: p.at.i)
        self.read = {"rules": []}
        if self.judged:
            self.read["model"] = list(tagged(reading, Policies(reading), [], network))
            self.read["both"] = list(tagged(reading, policies, flat, network))

    def claims(self, way, weights):
        """The claims of a way, their features, and the gold stances that each may be."""
        chances = [] if way == "model" else [probability(weights, row) for row in self.features]
        found = claims(zip(chances, self.ruled, strict=False), self.read[way])
        rows = [judgement.features(self.reading, claim) for claim in found]
        return rows, [self.right(claim.actor, claim.sign, claim.policy, claim.places()[0]) for claim in found]

    def right(self, actor, sign, policy, token):
        """The numbers of the gold stances that a claim may be."""
        item = {"actor": actor.name, "stance": STANDS[sign], "policy": policy.name, "evidence": token.sent.text}
        return [n for n, gold in enumerate(self.gold) if TASKS["stances"][1](self.names, item, gold)]


def examples(folder, models):
    """The annotated articles, each read by the tagger of its fold; the folds of the second step are others."""
    ids = sorted(path.stem for path in Path(folder).glob("*.json"))
    random.Random(0).shuffle(ids)  # the folds of training/stance_tagger/train.py
    fold_of = {key: n % FOLDS for n, key in enumerate(ids)}
    found = [Read(gold, r, Path(models) / f"fold{fold_of[r.article.id]}.onnx") for gold, r in readings(folder)]
    for number, article in enumerate(sorted(found, key=lambda a: not a.judged)):
        article.fold = number % FOLDS
        yield article


def vocabulary(table):
    """The features that occur in enough articles; `table` holds the rows of each article."""
    seen = defaultdict(set)
    for article, rows in enumerate(table):
        for name in (name for row in rows for name in row):
            seen[name].add(article)
    return sorted(name for name, articles in seen.items() if len(articles) >= MIN_ARTICLES)


def fit(table, right):
    """Weights that minimise the penalised log loss; `table` and `right` hold a row a claim, by article."""
    names = vocabulary(table)
    index = {name: i for i, name in enumerate(names)}
    rows = [row for rows in table for row in rows]
    signs = np.array([1.0 if any_right else -1.0 for rights in right for any_right in rights])
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
    """The chance that weights give to a row."""
    return float(1 / (1 + np.exp(-sum(weights.get(name, 0.0) * value for name, value in values.items()))))


def fit_rules(articles):
    """Weights of kg/extract/stating/confidence.py."""
    right = [[a.right(s[0].actor, s[0].sign, s[0].policy, s[0].at) for s in a.ruled] for a in articles]
    return fit([a.features for a in articles], right)


def matched(rights):
    """How many gold stances are found, each by one claim and each claim finding one."""
    taken = {}

    def place(claim, seen):
        for gold in rights[claim]:
            if gold not in seen:
                seen.add(gold)
                if gold not in taken or place(taken[gold], seen):
                    taken[gold] = claim
                    return True
        return False

    return sum(place(claim, set()) for claim in range(len(rights)))


def cross_validate(articles, way):
    """For each article the held-out chances of its claims and which gold stances they are; and all rows for the fit."""
    of_fold = [fit_rules([a for a in articles if a.fold != fold]) for fold in range(FOLDS)]
    articles = [a for a in articles if a.judged]
    made = [a.claims(way, of_fold[a.fold]) for a in articles]
    table, right = [rows for rows, _ in made], [rights for _, rights in made]
    held = [None] * len(articles)
    for fold in range(FOLDS):
        learned = [i for i, a in enumerate(articles) if a.fold != fold]
        weights = fit([table[i] for i in learned], [right[i] for i in learned])
        for i in (i for i, a in enumerate(articles) if a.fold == fold):
            held[i] = [probability(weights, row) for row in table[i]]
    return held, right, fit(table, right)


def figures(held, right, threshold, total):
    """Precision, recall and F1 of the claims from a threshold on."""
    kept = [[r for p, r in zip(ps, rs, strict=True) if p >= threshold] for ps, rs in zip(held, right, strict=True)]
    found, said = sum(map(matched, kept)), sum(map(len, kept))
    precision, recall = found / max(said, 1), found / total
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def reliability(held, right):
    """A row for each tenth of confidence: how many claims, their mean confidence, the share that is right."""
    pairs = [(p, bool(r)) for ps, rs in zip(held, right, strict=True) for p, r in zip(ps, rs, strict=True)]
    for low, high in pairwise(n / BINS for n in range(BINS + 1)):
        if own := [(p, r) for p, r in pairs if low <= p < high or p == high == 1]:
            mean, share = np.mean([p for p, _ in own]), np.mean([r for _, r in own])
            yield f"| {low:.1f} to {high:.1f} | {len(own):,} | {mean:.3f} | {share:.3f} |"


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("--models", required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    articles = list(examples(args.gold, args.models))
    total, fitted = sum(len(a.gold) for a in articles if a.judged), {}
    for way in WAYS:
        held, right, fitted[way] = cross_validate(articles, way)
        print(f"\n{way}: {len(held)} articles, {sum(map(len, held)):,} claims, {total:,} gold stances")
        for threshold in THRESHOLDS:
            print(f"threshold {threshold:.2f}  {figures(held, right, threshold, total)}")
    print("\n| confidence (both) | claims | mean | right |\n|---|---:|---:|---:|", *reliability(held, right), sep="\n")
    if args.write:
        write("stance_weights.tsv", "stating/confidence", "stances", fit_rules(articles).items())
        write_claims(fitted)


def write_claims(fitted):
    """Replace the table of kg/extract/stating/judgement.py: a column a way."""
    from kg.resources import seed

    names = sorted({name for weights in fitted.values() for name in weights})
    rows = ["\t".join((name, *(f"{fitted[way].get(name, 0.0):.3f}" for way in WAYS))) for name in names]
    head = "# Weights of kg/extract/stating/judgement.py, written by training/stances.py.\nfeature\t" + "\t".join(WAYS)
    seed(judgement.TABLE).write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
