"""Public corpora: one module each, which says what it measures and when an answer counts as right."""

from __future__ import annotations

from corpora.common import Corpus
from corpora.dse import attitudes
from corpora.dwie import memberships
from corpora.knowledgenet import employments
from corpora.polnear import quotations

# Its name and part, its file in the folder of the corpora, what scores it, and of how many records one is taken.
CORPORA = (
    Corpus("PolNeAR dev", "polnear/dev.jsonl", quotations),
    Corpus("DWIE dev", "dwie/dev.jsonl", memberships),
    Corpus("DSE valid", "dse/valid.jsonl", attitudes),
    Corpus("KnowledgeNet train, every 5th", "knowledgenet/train_passages.jsonl", employments, every=5),
)
