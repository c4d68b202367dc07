"""Sentences with their actors and phrases, as the stance tagger reads them, and what annotators say of them.

    python training/stance_tagger/prepare.py GOLD_DIR OUT.jsonl
    python training/stance_tagger/prepare.py --plain A.jsonl B.jsonl … --besides GOLD_DIR … -- OUT.jsonl

GOLD_DIR holds ID.json (actors, stances) and text/ID.txt. ARTICLES.jsonl holds articles without annotation (keys id and
text); those that share a passage with an article of a GOLD_DIR named by `--besides` are left out. A line of OUT.jsonl
is a sentence: the model's inputs, one label for each pair of actor and phrase (0 nothing, 1 support, 2 oppose, 3 mixed,
-1 not to be learned), and who and what they are.
"""

import argparse
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from common import parsed

from kg.agreement import Names, content, same_policy
from kg.extract.pipeline import load, parse, read
from kg.extract.stating.marking import marked
from kg.extract.stating.pairs import pairs
from kg.extract.stating.phrases import noun_phrase, verb_phrase
from kg.extract.stating.policies import Policies
from kg.extract.stating.positions import positions
from kg.extract.stating.tagged import signs_of
from kg.extract.stating.tagger import inputs
from kg.extract.stating.targets import CLAUSE, NOUN, targets
from kg.model import Article

LABELS = {"support": 1, "oppose": 2, "mixed": 3}
NOTHING, UNKNOWN = 0, -1
HERE = 0.5  # share of the shorter that a sentence and the evidence have in common
PASSAGE, EVERY, HEAD = 60, 40, 3000  # characters: a passage that two articles share, where one begins, how far to look


def records(reading):
    """Each sentence with its pairs: the sentence, its phrases' names, the pairs, their phrases' heads, the inputs."""
    policies = Policies(reading)
    # Before the rules name policies: a few pronouns fewer take one up than when the tagger runs.
    sentences = [(made, list(targets(made.sentence, policies))) for made in marked(reading)]
    signs = signs_of(positions(reading, policies))
    for made, phrases in sentences:
        found = inputs(made, phrases, pairs(made, phrases, signs)) if phrases else None
        if found:
            asked, fed = found
            heads = [phrases[pair.target].head.i for pair in asked]
            yield made, [name_of(target, policies) for target in phrases], asked, heads, fed


def name_of(target, policies):
    """The words of a phrase; of a pronoun those of the policy that it takes up."""
    if target.form == CLAUSE:
        return verb_phrase(target.head)
    return noun_phrase(target.head) if target.form == NOUN else policies.at(target.head).name


def line(reading, made, heads, fed, labels):
    """A sentence as it is written."""
    marks = [[int(i) for i in row.nonzero()[0]] for row in fed["parties"]]
    flat = {name: values.reshape(-1).tolist() for name, values in fed.items() if name != "parties"}
    who = [party.actor.name for party in made.parties]
    place = made.sentence.start
    return {"article": reading.article.id, "start": place, **flat, "marks": marks, "label": labels, "actors": who,
            "at": heads}  # fmt: skip


def labelled(reading, made, names, asked, gold):
    """A label for each pair: a stance goes to the likest phrase of the sentence that states it."""
    known, labels = Names(gold["actors"]), [NOTHING] * len(asked)
    for stance in gold["stances"]:
        own = [n for n, pair in enumerate(asked) if known.same(made.parties[pair.party].actor.name, stance["actor"])]
        here = _stated(reading, made.sentence, stance)
        evidence = made.sentence.text if here else ""
        alike = [n for n in own if same_policy({"policy": names[asked[n].target], "evidence": ""}, stance)]
        loose = [n for n in own if same_policy({"policy": names[asked[n].target], "evidence": evidence}, stance)]
        for n in alike:
            labels[n] = UNKNOWN if labels[n] == NOTHING else labels[n]
        if here and loose:
            best = max(alike or loose, key=lambda n: (likeness(names[asked[n].target], stance), -asked[n].target))
            labels[best] = labels[best] if labels[best] > 0 else LABELS[stance["stance"]]
    return labels


def _stated(reading, sentence, stance):
    """Whether a sentence is the evidence of a stance, or most of it."""
    start = reading.article.text.find(stance["evidence"])
    end = start + len(stance["evidence"])
    shared = min(sentence.end_char, end) - max(sentence.start_char, start)
    return start >= 0 and shared >= HERE * max(1, min(sentence.end_char - sentence.start_char, end - start))


def likeness(name, stance):
    """How alike a phrase and the names of a policy are: words shared of all words, and half of those of the shorter."""
    own, best = content(name), 0.0
    for words in map(content, (stance["policy"], *stance.get("policy_aliases", ()))):
        if shared := len(own & words):
            best = max(best, shared / len(own | words) + 0.5 * shared / min(len(own), len(words)))
    return best


def annotated(folder):
    """The lines of a folder of annotated articles."""
    for gold, article, doc in parsed(folder):
        reading = read(article, doc)
        for made, names, asked, heads, fed in records(reading):
            yield line(reading, made, heads, fed, labelled(reading, made, names, asked, gold))


def plain(files, besides):
    """The lines of articles without annotation."""
    taken = passages(besides)
    articles = (json.loads(text) for file in files for text in Path(file).read_text(encoding="utf-8").splitlines())
    kept = [Article(str(a["id"]), a["text"]) for a in articles if a.get("text") and not taken & _all(a["text"])]
    for article, doc in parse(kept, load()):
        reading = read(article, doc)
        for made, _, asked, heads, fed in records(reading):
            yield line(reading, made, heads, fed, [UNKNOWN] * len(asked))


def passages(folders):
    """Passages of annotated articles, by which others that hold one are known."""
    texts = (_letters(p.read_text(encoding="utf-8")) for f in folders for p in Path(f).glob("text/*.txt"))
    return {text[i : i + PASSAGE] for text in texts for i in range(0, max(1, len(text) - PASSAGE), EVERY)}


def _all(text):
    letters = _letters(text)
    return {letters[i : i + PASSAGE] for i in range(max(1, len(letters) - PASSAGE))}


def _letters(text):
    return re.sub(r"\W+", "", text[:HEAD].lower())


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="*")
    parser.add_argument("out")
    parser.add_argument("--plain", nargs="+")
    parser.add_argument("--besides", nargs="*", default=())
    args = parser.parse_args()
    lines = plain(args.plain, args.besides) if args.plain else annotated(args.source[0])
    with Path(args.out).open("w", encoding="utf-8") as stream:
        for number, made in enumerate(lines, 1):
            stream.write(json.dumps(made) + "\n")
            if number % 5000 == 0:
                print(f"{number:,} sentences", flush=True)


if __name__ == "__main__":
    main()
