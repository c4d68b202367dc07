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


class Layers(nn.Module):
    """The layers of a BERT encoder for one sentence: no mask, and one product for queries, keys and values."""

    def __init__(self, encoder):
        super().__init__()
        self.embeddings, self.layers = encoder.embeddings, encoder.encoder.layer
        self.heads, self.wide = encoder.config.num_attention_heads, encoder.config.hidden_size
        self.joined = nn.ModuleList(self._join(layer.attention.self) for layer in self.layers)
        self.requires_grad_(False)

    def _join(self, attention):
        scale = (self.wide / self.heads) ** 0.5
        query, key, value = attention.query, attention.key, attention.value
        joined = nn.Linear(self.wide, 3 * self.wide)
        joined.weight.data = torch.cat([query.weight / scale, key.weight, value.weight]).detach()
        joined.bias.data = torch.cat([query.bias / scale, key.bias, value.bias]).detach()
        return joined

    def forward(self, vectors):
        """Vectors of shape (1, pieces, width), of the words and then of what they mean in the sentence."""
        made, places = self.embeddings, self.embeddings.position_embeddings.weight[: vectors.shape[1]]
        state = made.LayerNorm(vectors + places[None] + made.token_type_embeddings.weight[0])
        for layer, joined in zip(self.layers, self.joined, strict=True):
            parts = joined(state).view(1, -1, 3, self.heads, self.wide // self.heads).permute(2, 0, 3, 1, 4)
            shares = (parts[0] @ parts[1].transpose(-1, -2)).softmax(-1)
            seen = (shares @ parts[2]).transpose(1, 2).reshape(1, -1, self.wide)
            state = layer.attention.output.LayerNorm(layer.attention.output.dense(seen) + state)
            inner = functional.gelu(layer.intermediate.dense(state))
            state = layer.output.LayerNorm(layer.output.dense(inner) + state)
        return state


class Single(nn.Module):
    """The network on one sentence, as it is exported: its inputs are those of kg/extract/stating/tagger.py."""

    def __init__(self, network):
        super().__init__()
        self.network, self.layers = network, Layers(network.encoder)

    def forward(self, pieces, cases, parties, *columns):
        """Chances of shape (pairs, 4)."""
        pair = dict(zip(NAMES[3:], columns, strict=True))
        words = self.layers(self.network.encoder.embeddings.word_embeddings(pieces) + self.network.cases(cases))[0]
        actors = (parties @ words)[pair["party"]]
        return self.network.judge(actors, words[:1].expand(actors.shape[0], -1), words, pair).softmax(1)
