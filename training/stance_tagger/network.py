"""The stance tagger's network: an encoder of word pieces, and a layer that judges pairs of actor and phrase."""

import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel

NAMES = ("pieces", "cases", "parties", "party", "head", "first", "last", "form", "sign", "quoted", "distance")
SIZES = {"form": 3, "sign": 4, "quoted": 3, "distance": 11}  # classes of what is known of a pair
WIDTH, SMALL = 256, 16
ANSWERS = 4  # nothing, support, oppose, mixed
START, END, MPNET_SHIFT = 101, 102, 4  # MPNet numbers the same pieces from 4 on; its own start and end are 0 and 2


class Network(nn.Module):
    """Word pieces with their capitals -> for each pair scores of the four answers.

    The actor is the mean over its marks, the phrase its head, first and last word; both also multiplied with each
    other, as in Dozat and Manning's biaffine attention (ICLR 2017), yet term by term.
    """

    def __init__(self, base):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, attention_probs_dropout_prob=0.0)
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        wide = self.encoder.config.hidden_size
        self.cases = nn.Embedding(3, wide)
        nn.init.normal_(self.cases.weight, std=0.01)
        self.known = nn.ModuleDict({name: nn.Embedding(size, SMALL) for name, size in SIZES.items()})
        self.of_actor, self.of_phrase = nn.Linear(wide, WIDTH), nn.Linear(wide, WIDTH)
        self.hidden = nn.Linear(5 * wide + WIDTH + SMALL * len(SIZES), WIDTH)
        self.answer, self.drop = nn.Linear(WIDTH, ANSWERS), nn.Dropout(0.1)

    def encode(self, pieces, cases, mask=None):
        """Vectors of shape (sentences, pieces, width)."""
        if self.encoder.config.model_type == "mpnet":
            pieces = torch.where(pieces == START, 0, torch.where(pieces == END, 2, pieces + MPNET_SHIFT))
        vectors = self.encoder.embeddings.word_embeddings(pieces) + self.cases(cases)
        mask = torch.ones_like(pieces) if mask is None else mask
        return self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state

    def judge(self, actors, starts, words, pair):
        """Scores of shape (pairs, 4): `actors` and `starts` are vectors of each pair, `words` of all pieces."""
        phrase = words[pair["head"]]
        known = [self.known[name](pair[name]) for name in SIZES]
        seen = [actors, phrase, words[pair["first"]], words[pair["last"]], starts]
        seen += [self.of_actor(actors) * self.of_phrase(phrase), *known]
        return self.answer(self.drop(functional.gelu(self.hidden(self.drop(torch.cat(seen, 1))))))


class Single(nn.Module):
    """The network on one sentence, as it is exported: its inputs are those of kg/extract/stating/tagger.py."""

    def __init__(self, network):
        super().__init__()
        self.network = network

    def forward(self, pieces, cases, parties, *columns):
        """Chances of shape (pairs, 4)."""
        pair = dict(zip(NAMES[3:], columns, strict=True))
        words = self.network.encode(pieces, cases)[0]
        actors = (parties @ words)[pair["party"]]
        return self.network.judge(actors, words[:1].expand(actors.shape[0], -1), words, pair).softmax(1)
