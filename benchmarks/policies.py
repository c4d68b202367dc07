"""How well it is told which policies of different articles are one, and what that costs.

    python benchmarks/policies.py [gold] [vectors] [graph] [cost] [--sample N] [--shared FOLDER]

`gold`: the policies of the annotated articles in ../shared/gold/train. No annotation tells which policies of different
articles are one, but within an article two policies of one stance-holder are two, and a name that is another item's
policy_alias is one with it: each name is told to the rules as if it stood in an article of its own (dated alike, so
that little keeps them apart), then all as names of their article. `vectors`: what static vectors would join of these
pairs, if wordllama is installed. `graph`: the policies that are found, and those that are annotated, in these articles,
before and after, and the decisions by rule. `cost`: seconds for a thousand to a hundred thousand policies of invented
articles. Without a name: all. `--sample` prints N pairs that rules made one, drawn with a seed, with the sentences, to
be judged. FOLDER stands for ../shared.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

from corpora.parts import Part, run_parts

from kg.articles import Fields, read_articles
from kg.extract.pipeline import load, parse, read, report
from kg.identity import policy_id
from kg.identity.entries import Entry, entries
from kg.identity.policies import resolve_policies
from kg.identity.policy_entries import PolicyEntry, policy_entries
from kg.identity.policy_forms import policy_form
from kg.identity.policy_resolved import ResolvedPolicies
from kg.model import Actor, Article, Evidence, Policy, Position, Stance, fold

TRAIN = "gold/train"
COSINES = (0.5, 0.6, 0.7, 0.8, 0.9)
COSTS = (1_000, 10_000, 100_000)
EACH = 6  # policies of an invented article
SEED = 7
DAY = "2020-01-01"
Pairs = set[tuple[str, str]]


def stance(article: str, actor: str, position: Position, policy: Policy, quote: str = "x") -> Stance:
    """A stance with evidence of which nobody asks the place."""
    evidence = (Evidence(article, 0, len(quote), quote),)
    holder = Actor(actor, actor, "person")
    return Stance(
        actor=holder, stance=position, policy=policy, evidence=evidence, confidence=1.0, extractor="annotation/1"
    )


def by_gold(options: argparse.Namespace) -> Iterator[str]:
    """The tables of the annotated policies."""
    folder = options.shared / TRAIN
    if not folder.is_dir():
        yield f"annotated articles: {TRAIN} is not there, no figures"
        return
    records = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    same, two, opposite = pairs(records)
    yield "| rules | one policy: joined / pairs | two policies: joined / pairs | of these opposed | precision |"
    yield "|---|---:|---:|---:|---:|"
    for name, alone in (("across articles", True), ("within an article", False)):
        one = joined_names(records, alone=alone)
        right, wrong = len(same & one), len(two & one)
        share = f"{right / (right + wrong):.3f}" if right + wrong else "-"
        counts = (f"{len(some & one):,} / {len(some):,}" for some in (same, two, opposite))
        yield f"| {name} | {' | '.join(counts)} | {share} |"
        yield from (f"\n{a.partition(' ')[2]} = {b.partition(' ')[2]}" for a, b in sorted(two & one) if options.sample)


def by_vectors(options: argparse.Namespace) -> Iterator[str]:
    """What static vectors of words would join of these pairs, beyond the rules and where all that is named agrees."""
    try:
        cosine = likeness()
    except ImportError:
        yield "static vectors: pip install wordllama to measure what they would join"
        return
    folder = options.shared / TRAIN
    records = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    same, two, opposite = pairs(records)
    known = joined_names(records, alone=False)
    told = [(pair, cosine(*(part.partition(" ")[2] for part in pair))) for pair in sorted(same | two) if agree(*pair)]
    yield "| cosine from | one policy: joined (by rules) | two policies: joined (opposed) | precision |"
    yield "|---:|---:|---:|---:|"
    for least in COSINES:
        found = {pair for pair, score in told if score >= least}
        right, wrong = found & same, found & two
        share = f"{len(right) / len(found):.3f}" if found else "-"
        yield f"| {least} | {len(right)} ({len(right & known)}) | {len(wrong)} ({len(wrong & opposite)}) | {share} |"


def agree(one: str, other: str) -> bool:
    """Whether two names have the same countries, figures and directions, and are of one kind of measure."""
    a, b = (policy_form(name.partition(" ")[2]) for name in (one, other))
    return (a.lands, a.turns, a.figures, a.kind) == (b.lands, b.turns, b.figures, b.kind)


def likeness() -> Callable[[str, str], float]:
    """The cosine of the mean vectors of two texts. Raises ImportError where wordllama is not installed."""
    import numpy as np
    import wordllama
    from safetensors.numpy import load_file
    from tokenizers import Tokenizer

    home = Path(wordllama.__file__).parent
    [vectors] = load_file(home / "weights" / "l2_supercat_256.safetensors").values()
    tokenizer = Tokenizer.from_file(str(home / "tokenizers" / "l2_supercat_tokenizer_config.json"))

    def mean(text: str) -> Any:
        found = vectors[tokenizer.encode(text, add_special_tokens=False).ids].astype("float32").mean(0)
        return found / np.linalg.norm(found)

    return lambda one, other: float(mean(one) @ mean(other))


def key(article: str, name: str) -> str:
    return f"{article} {fold(name)}"


def pairs(records: Iterable[dict[str, Any]]) -> tuple[Pairs, Pairs, Pairs]:
    """Pairs of unlike names: of one policy, of two, and of these the ones with opposite stances of one holder."""
    same: Pairs = set()
    two: Pairs = set()
    opposite: Pairs = set()
    for record in records:
        for a, b in combinations(record["stances"], 2):
            one, other = sorted((key(record["id"], a["policy"]), key(record["id"], b["policy"])))
            forms = [{fold(form) for form in (x["policy"], *x.get("policy_aliases", ()))} for x in (a, b)]
            if one == other:
                continue
            if a["actor"] == b["actor"]:
                two.add((one, other))
                if {a["stance"], b["stance"]} == {"support", "oppose"}:
                    opposite.add((one, other))
            elif fold(a["policy"]) in forms[1] or fold(b["policy"]) in forms[0]:
                same.add((one, other))
    return same - two, two, opposite


def joined_names(records: Iterable[dict[str, Any]], *, alone: bool) -> Pairs:
    """The pairs of names of one article that the rules make one; `alone`: each name in an article of its own."""
    names: dict[str, tuple[str, str]] = {}
    articles: dict[str, Article] = {}
    stances: list[Stance] = []
    for record in records:
        for item in record["stances"]:
            where = f"{record['id']}#{fold(item['policy'])}" if alone else record["id"]
            article = articles.setdefault(where, Article(where, "", published=DAY))
            policy = Policy(policy_id(item["policy"], article), item["policy"])
            stances.append(stance(where, item["actor"], item["stance"], policy))
            names[f"{policy.id} {where}"] = record["id"], key(record["id"], item["policy"])
    found = resolve_policies(policy_entries(articles.values(), stances, [], {}))
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for group in found.groups.values():
        for entry in group.entries:
            record_id, name = names[f"{entry.policy.id} {entry.article}"]
            groups[group.id, record_id].add(name)
    return {pair for members in groups.values() for pair in combinations(sorted(members), 2)}


def by_graph(options: argparse.Namespace) -> Iterator[str]:
    """How many policies there are before and after, and what each rule decided."""
    folder = options.shared / TRAIN
    if not folder.is_dir():
        yield f"annotated articles: {TRAIN} is not there, no figures"
        return
    articles, stances, actors = extracted(folder / "text")
    for name, told in (("found", stances), ("annotated", annotated(folder, articles))):
        found = resolve_policies(policy_entries(articles, told, actors, {}))
        of = {entry.id: entry for group in found.groups.values() for entry in group.entries}
        ids = {entry.policy.id for entry in of.values()}
        counts = f"{len(of):,} of single articles; {len(ids):,} of unlike ids; {len(found.groups):,} when joined"
        yield f"Policies that are {name}: {counts}.\n"
        yield from by_rule(found, of)
        quotes = {(s.policy.id, s.evidence[0].article): s.evidence[0].quote for s in reversed(told)}
        yield from sample(found, of, quotes, options.sample)


def by_rule(found: ResolvedPolicies, of: dict[str, PolicyEntry]) -> Iterator[str]:
    """The table of decisions."""
    yield "| verdict | reason | across articles | within an article |"
    yield "|---|---|---:|---:|"
    counts: Counter[tuple[str, str, bool]] = Counter()
    for d in found.decisions:
        counts[d.verdict, reason(d.reason), of[d.a].article == of[d.b].article] += 1
    for verdict, why in sorted({(v, w) for v, w, _ in counts}):
        yield f"| {verdict} | {why} | {counts[verdict, why, False]} | {counts[verdict, why, True]} |"
    yield ""


def reason(text: str) -> str:
    """A reason without the names in it."""
    if "stands for" in text:
        return "acronym that its article explains"
    if text.startswith("names of"):
        return "names of a known policy"
    if text.endswith("words are the same"):
        return "most words are the same"
    if "the same words, but" in text:
        return f"the same words, but {'opposite directions' if ': ' in text else 'another country or rank'}"
    return text.partition(", one with")[0].partition(" about ")[0]


def extracted(folder: Path) -> tuple[list[Article], list[Stance], list[Entry]]:
    """The articles of a folder, the stances that are found in them, and the entries of their actors."""
    texts = read_articles(sorted(folder.glob("*.txt")), fields=Fields(), skip=print, note=print)
    articles, actors, told = [], [], []
    for article, doc in parse(texts, load()):
        found = report(read(article, doc))
        articles.append(article)
        actors += found.actors
        told += found.statements
    return articles, [s for s in told if isinstance(s, Stance)], entries(articles, actors, told)


def annotated(folder: Path, articles: Iterable[Article]) -> list[Stance]:
    """The annotated stances of the articles."""
    made = []
    for article in articles:
        record = json.loads((folder / f"{Path(article.file or '').stem}.json").read_text(encoding="utf-8"))
        for item in record["stances"]:
            policy = Policy(policy_id(item["policy"], article), item["policy"])
            made.append(stance(article.id, item["actor"], item["stance"], policy, item.get("evidence") or "x"))
    return made


def sample(
    found: ResolvedPolicies, of: dict[str, PolicyEntry], quotes: dict[tuple[str, str], str], size: int
) -> Iterator[str]:
    """Pairs that rules made one, with a sentence of each."""
    one = [d for d in found.decisions if d.verdict == "same"]
    for n, d in enumerate(random.Random(SEED).sample(one, min(size, len(one))), 1):
        yield f"{n}. {d.reason} ({d.score})"
        for entry in (of[d.a], of[d.b]):
            quote = quotes.get((entry.policy.id, entry.article), "")
            yield f"   {entry.policy.name} [{entry.article[-12:]}]: {' '.join(quote.split())}"
        yield ""


def costs(_: argparse.Namespace) -> Iterator[str]:
    """The cost curve."""
    yield "| policies of articles | articles | policies joined | decisions | seconds |"
    yield "|---:|---:|---:|---:|---:|"
    for number in COSTS:
        articles, stances = invented(number)
        started = time.perf_counter()
        told = policy_entries(articles, stances, [], {})
        found = resolve_policies(told)
        found.of_entry()
        seconds = time.perf_counter() - started
        counts = (len(told), len(articles), len(found.groups), len(found.decisions))
        yield f"| {' | '.join(f'{count:,}' for count in counts)} | {seconds:.2f} |"


def invented(number: int) -> tuple[list[Article], list[Stance]]:
    """Articles with so many policies in all, of names that many and few articles use."""
    draw = random.Random(SEED)
    made = [Article(f"a{n}", "", published=f"20{draw.randrange(10, 24)}-0{draw.randrange(1, 10)}-11")
            for n in range(number // EACH)]  # fmt: skip
    stances = []
    for n in range(number):
        article = made[n % len(made)]
        name = invented_name(draw, number)
        stances.append(
            stance(article.id, f"p{draw.randrange(number)}", "support", Policy(policy_id(name, article), name))
        )
    return made, stances


def invented_name(draw: random.Random, number: int) -> str:
    """The name of a policy: some are in many articles, others in few."""
    thing = draw.choice(
        ("road tax", "dairy subsidy", "harbour fee", "school", "water", "grain export", "mine", "forest")
    )
    place = f"Lake{int(draw.paretovariate(1)) % max(2, number // 4)}"
    return draw.choice(
        (f"{thing} bill", f"repeal of the {thing} in {place}", f"{place} {thing}", f"ban on {thing} in {place}",
         f"building a {thing} near {place}", f"{thing} reform", f"cutting the {thing} in {place}", f"{place} Agreement")
    )  # fmt: skip


PARTS: dict[str, Part] = {"gold": by_gold, "vectors": by_vectors, "graph": by_graph, "cost": costs}


def main() -> None:
    run_parts(__doc__, PARTS, sample=0)


if __name__ == "__main__":
    main()
