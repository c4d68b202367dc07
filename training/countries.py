"""Fit the weights of kg/extract/offices/surroundings.py: at which country a bare "President" holds office.

    python training/countries.py GOLD_DIR [--folds 5] [--write]

GOLD_DIR holds ID.json (roles) and text/ID.txt. Prints how many of these offices get a country and how many of them the
right one, cross-validated; `--write` fits on all articles and replaces seeds/country_weights.tsv. A conditional logit
over the countries that an article names (Luce's choice rule), L2-regularised, by L-BFGS.
"""

import numpy as np
from common import arguments, readings, write
from scipy.optimize import minimize
from scipy.special import logsumexp

from kg import gazetteer as known
from kg.extract.memberships import claims_of
from kg.extract.offices.homes import holders, is_national, may_hold
from kg.extract.offices.surroundings import Surroundings
from kg.model import fold

PENALTY = 0.5


def examples(folder):
    """A row for each office without a country: article, country -> features, the countries that the gold accepts."""
    return [
        (reading.article.id, found, right)
        for gold, reading in readings(folder)
        for found, right in offices(reading, gold["roles"])
        if right
    ]


def offices(reading, gold):
    """The features of each person's office that is told without a country, and the countries that the gold accepts."""
    roles = [(c.person.actor, c.phrase) for c in claims_of(reading)]
    by_id = [(actor.id, phrase) for actor, phrase in roles]
    told = {person for person, phrase in by_id if phrase.nation}
    rivals = {p for p, role in by_id if p not in told and role.office and is_national(role.office)}
    around, taken, seen = Surroundings(reading, rivals, by_id), holders(by_id), set()
    for actor, phrase in roles:
        office = phrase.office
        if actor.id in told | seen or not office or not is_national(office) or office.country or phrase.linked:
            continue
        seen.add(actor.id)
        found = {o: v for o, v in around.features(actor.id).items() if may_hold(actor.id, phrase, o, taken)}
        yield found, accepted(actor.name, gold) & found.keys()


def accepted(name, gold):
    """The countries of the roles that the gold gives to a person of that surname."""
    mine = [role for role in gold if fold(role["person"]).split()[-1:] == fold(name).split()[-1:]]
    bodies = [b for r in mine for b in [r["organization"], *r.get("organization_aliases", [])] if b]
    return {land.name for body in bodies if (land := known.country(body))}


def fit(table, names):
    """Weights that minimise the penalised log loss of the right countries."""
    cases = []
    for _, found, right in table:
        lands = sorted(found)
        values = np.array([[found[land].get(name, 0.0) for name in names] for land in lands])
        cases.append((values, np.array([land in right for land in lands])))

    def loss(weights):
        value, slope = PENALTY / 2 * weights @ weights, PENALTY * weights
        for values, right in cases:
            scores = values @ weights
            among, all_of = logsumexp(scores[right]), logsumexp(scores)
            value += all_of - among
            slope = slope + np.exp(scores - all_of) @ values - np.exp(scores[right] - among) @ values[right]
        return value, slope

    return minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x


def likeliest(found, names, weights):
    """The likeliest country and its probability."""
    lands = sorted(found)
    scores = np.array([[found[land].get(name, 0.0) for name in names] for land in lands]) @ weights
    best = int(scores.argmax())
    return lands[best], float(np.exp(scores[best] - logsumexp(scores)))


def cross_validate(table, names, folds):
    """Print, over held-out articles, how many offices get a country and how many of these the right one."""
    articles = sorted({a for a, *_ in table})
    fold_of = {a: i % folds for i, a in enumerate(articles)}
    guesses = []
    for part in range(folds):
        weights = fit([r for r in table if fold_of[r[0]] != part], names)
        held = [r for r in table if fold_of[r[0]] == part]
        guesses += ((*likeliest(found, names, weights), right) for _, found, right in held)
    print(f"{len(articles)} articles, {len(table)} offices")
    for threshold in (0.5, 0.65, 0.8, 0.9, 0.95):
        kept = [land in right for land, chance, right in guesses if chance >= threshold]
        print(f"threshold {threshold:.2f}  guessed {len(kept)}  right {sum(kept)}  {np.mean(kept):.3f}")


def main():
    """Read the arguments, validate, and with --write replace the table."""
    args = arguments(__doc__)
    table = examples(args.gold)
    names = sorted({name for _, found, _ in table for values in found.values() for name in values})
    cross_validate(table, names, args.folds)
    if args.write:
        write(
            "country_weights.tsv",
            "offices/surroundings",
            "countries",
            zip(names, fit(table, names), strict=True),
            least=0,
        )


if __name__ == "__main__":
    main()
