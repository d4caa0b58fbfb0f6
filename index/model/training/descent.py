"""Gradient descent on a table of token vectors, batch by batch, each of one kind of pair."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from tqdm import tqdm

Rows = NDArray[np.int64]


class Descent(Protocol):
    """How long and how fast: ``rate`` is the highest learning rate, reached after a tenth of ``steps``."""

    @property
    def steps(self) -> int: ...
    @property
    def batch(self) -> int: ...
    @property
    def rate(self) -> float: ...
    @property
    def seed(self) -> int: ...


def descend(
    table: nn.Embedding | nn.EmbeddingBag,
    loss: Callable[[Rows, np.random.Generator], torch.Tensor],
    groups: Sequence[tuple[Rows, float]],
    how: Descent,
    name: str,
) -> NDArray[np.float32]:
    """The vectors of ``table`` after training on the ``loss`` of batches of rows; float32, (tokens, dim).

    ``groups`` holds the rows of each kind of pair and how often it is drawn: a batch
    comes from one kind, since a text of another kind is too easy to tell apart.
    """
    torch.manual_seed(how.seed)
    chance = np.random.default_rng(how.seed)
    optimizer = torch.optim.Adam(table.parameters(), lr=how.rate, betas=(0.9, 0.98), fused=True)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: pace(step, how.steps))
    shares = np.array([share for _, share in groups])
    mean = 0.0
    for step in (progress := tqdm(range(how.steps), desc=name, mininterval=5)):
        rows = groups[chance.choice(len(groups), p=shares / shares.sum())][0]
        value = loss(chance.choice(rows, size=min(how.batch, len(rows)), replace=False), chance)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        rate.step()
        mean += (value.item() - mean) * max(0.01, 1 / (step + 1))
        progress.set_postfix(loss=f"{mean:.3f}", refresh=False)
    trained: NDArray[np.float32] = table.weight.detach().numpy().copy()
    return trained


def pace(step: int, steps: int) -> float:
    """The share of the highest rate at ``step``: rises over the first tenth, then falls to a twentieth as a cosine."""
    start = max(1, steps // 10)
    if step < start:
        return (step + 1) / start
    return 0.05 + 0.95 * 0.5 * (1 + float(np.cos(np.pi * (step - start) / max(1, steps - start))))
