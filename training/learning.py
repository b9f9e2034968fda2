"""One run of training: AdamW with warm-up and linear decay over batches of windows of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.optim import AdamW
from torch.optim.lr_scheduler import LambdaLR

from summaries.analysis.tagging.tagger import TAGS
from training.examples import UNKNOWN, Example
from training.network import Network
from training.progress import Progress


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train.

    ``pieces`` is the size of a batch, ``soft`` the share of soft labels in the loss. What is kept is the
    average of the weights over the last steps, which errs less than the last step's; ``memory`` is how
    slowly it forgets.
    """

    epochs: float
    rate: float
    soft: float = 0.7
    pieces: int = 2048
    warm_up: float = 0.05
    decay: float = 0.01
    memory: float = 0.995


class Average:
    """The exponential moving average of a network's weights (Polyak and Juditsky 1992)."""

    def __init__(self, weights: Sequence[Tensor], memory: float) -> None:
        self._weights, self._memory, self._steps = weights, memory, 0
        self._mean = [weight.detach().clone() for weight in weights]

    def take(self) -> None:
        """Let the weights as they are now count. Early on little is remembered, the start least of all."""
        self._steps += 1
        memory = min(self._memory, self._steps / (self._steps + 10))
        torch._foreach_lerp_(self._mean, [weight.detach() for weight in self._weights], 1 - memory)

    def give(self) -> None:
        """Make the average the weights."""
        with torch.no_grad():
            for weight, mean in zip(self._weights, self._mean, strict=True):
                weight.copy_(mean)


def batches(examples: Sequence[Example], pieces: int, chance: random.Random) -> list[list[Example]]:
    """Batches of at most so many pieces with padding, of windows of like length, in random order."""
    ordered = sorted(examples, key=lambda e: (len(e.ids), chance.random()))
    made: list[list[Example]] = [[]]
    for example in ordered:
        if made[-1] and (len(made[-1]) + 1) * len(example.ids) > pieces:
            made.append([])
        made[-1].append(example)
    chance.shuffle(made)
    return made


def learn(network: Network, examples: Sequence[Example], recipe: Recipe, seed: int, name: str) -> None:
    """Train the network in place; tells under ``name`` how far it is."""
    torch.manual_seed(seed)
    plan = list(_plan(examples, recipe, random.Random(seed)))
    trained = [p for p in network.parameters() if p.requires_grad]
    optimizer, schedule = _optimizer(trained, recipe, len(plan))
    average = Average(trained, recipe.memory)
    progress = Progress(name, [sum(len(e.ids) for e in batch) for batch in plan])
    network.train()
    for batch in plan:
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(padded([e.ids for e in batch]))
        loss = _loss(logits, batch, recipe.soft)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        average.take()
        progress.step(loss.item())
    average.give()
    network.eval()


def _optimizer(trained: Sequence[Tensor], recipe: Recipe, steps: int) -> tuple[AdamW, LambdaLR]:
    groups = [
        {"params": [p for p in trained if p.dim() > 1], "weight_decay": recipe.decay},
        {"params": [p for p in trained if p.dim() == 1], "weight_decay": 0.0},
    ]
    optimizer = AdamW(groups, lr=recipe.rate, fused=True)
    warm = max(1, int(steps * recipe.warm_up))
    return optimizer, LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm + 1)))
    )


def _plan(examples: Sequence[Example], recipe: Recipe, chance: random.Random) -> Iterator[list[Example]]:
    left = recipe.epochs
    while left > 0:
        epoch = batches(examples, recipe.pieces, chance)
        yield from epoch[: round(len(epoch) * min(1.0, left))]
        left -= 1


def padded(ids: Sequence[Sequence[int]]) -> Tensor:
    """Rows of equal length, with zeros at their ends."""
    longest = max(map(len, ids))
    return torch.tensor([[*row, *[0] * (longest - len(row))] for row in ids])


def _loss(logits: Tensor, batch: Sequence[Example], share: float) -> Tensor:
    """Cross-entropy with the hard and, where there are any, the soft labels; by piece."""
    hard = torch.full(logits.shape[:2], UNKNOWN)
    soft = torch.zeros(*logits.shape[:2], len(TAGS))
    for row, example in enumerate(batch):
        length = len(example.ids)
        hard[row, :length] = torch.from_numpy(example.hard)
        if example.soft is not None:
            soft[row, :length] = torch.from_numpy(example.soft.astype(np.float32))
    logs = logits.log_softmax(-1)
    has_hard, has_soft = (hard != UNKNOWN).float(), (soft.sum(-1) > 0).float()
    by_hard = -logs.gather(-1, hard.clamp(min=0)[..., None])[..., 0] * has_hard
    by_soft = -(soft * logs).sum(-1)
    part = share * has_soft * has_hard + has_soft * (1 - has_hard)
    loss = by_soft * part + by_hard * (1 - part)
    return loss.sum() / ((has_hard + has_soft) > 0).sum().clamp(min=1)
