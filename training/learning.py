"""One run of training: AdamW with warm-up and linear decay over batches of windows of like length."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from summaries.analysis.tagging.tagger import TAGS
from training.examples import UNKNOWN, Example
from training.network import Network


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. ``pieces`` is the size of a batch, ``soft`` the share of soft labels in the loss."""

    epochs: float
    rate: float
    soft: float = 0.7
    pieces: int = 2048
    warm_up: float = 0.05
    decay: float = 0.01


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
    """Train the network in place; prints the loss and the speed now and then."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    plan = list(_plan(examples, recipe, chance))
    trained = [p for p in network.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in trained if p.dim() > 1], "weight_decay": recipe.decay},
        {"params": [p for p in trained if p.dim() == 1], "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=recipe.rate)
    warm = max(1, int(len(plan) * recipe.warm_up))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (len(plan) - step) / (len(plan) - warm + 1)))
    )
    network.train()
    begun, seen, running = time.monotonic(), 0, 0.0
    for step, batch in enumerate(plan):
        with torch.autocast("cpu", torch.bfloat16):
            logits = network(padded([e.ids for e in batch]))
        loss = _loss(logits, batch, recipe.soft)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        seen += sum(len(e.ids) for e in batch)
        running = 0.98 * running + 0.02 * loss.item() if step else loss.item()
        if step % 50 == 49 or step + 1 == len(plan):
            pace = seen / (time.monotonic() - begun)
            print(f"{name}: {step + 1}/{len(plan)} loss {running:.4f}, {pace:,.0f} pieces/s", flush=True)
    network.eval()


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
