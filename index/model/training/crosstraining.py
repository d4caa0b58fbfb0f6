"""The training of the cross-encoder, on the vectors of the model as they come out of its last step."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from torch import nn
from tqdm import tqdm

from index.crossencoder import FILE
from index.model.training.answering import Answered, Group, LookalikeGroups, answered_groups
from index.model.training.crossnet import Batch, CrossNet, Reading, batch, read
from index.model.training.descent import pace
from index.static import TokenVectors

Weights = dict[str, NDArray[np.float16]]

_KEPT = 100_000
"""Texts whose units are kept between the rounds."""
_PIECES = 4
"""Parts of a batch, from short texts to long ones, so that little of it is empty."""


@dataclass(frozen=True, slots=True)
class CrossSchedule:
    """How large the network is, and how long it is trained: rounds over paragraphs first, then over lookalikes.

    ``paragraphs`` and ``lookalikes`` are groups in a batch; ``rate`` is the highest learning rate. ``joined``: see
    :class:`index.model.training.answering.LookalikeGroups`. ``contrast`` is how much the differences
    within a group count beside the logits themselves.
    """

    width: int = 64
    dropout: float = 0.15
    first_rounds: int = 2
    rounds: int = 5
    paragraphs: int = 36
    lookalikes: int = 24
    rate: float = 2e-3
    decay: float = 0.01
    joined: float = 0.5
    contrast: float = 0.5
    seed: int = 21


def train_cross(
    vectors: TokenVectors, items: Sequence[Answered], lookalikes: LookalikeGroups, schedule: CrossSchedule
) -> Weights:
    """The weights by their names in :class:`CrossNet`, float16, after both parts of the training."""
    torch.manual_seed(schedule.seed)
    chance = random.Random(schedule.seed)
    net = CrossNet(vectors.table, schedule.width, schedule.dropout)
    reading = lru_cache(_KEPT)(lambda text: read(text, vectors))
    first = (_batches(answered_groups(items, chance), schedule.paragraphs) for _ in range(schedule.first_rounds))
    then = (_batches(lookalikes.groups(chance), schedule.lookalikes) for _ in range(schedule.rounds))
    for name, rounds, steps in (
        ("paragraphs", first, schedule.first_rounds * -(-len(items) // schedule.paragraphs)),
        ("lookalikes", then, schedule.rounds * -(-len(lookalikes) // schedule.lookalikes)),
    ):
        losses = (_loss(net, found, reading, schedule.contrast) for batches in rounds for found in batches)
        _descend(net, tqdm(losses, desc=f"cross-encoder, {name}", total=steps, mininterval=5), steps, schedule)
    net.eval()
    return {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()}


def _descend(net: CrossNet, losses: Iterable[torch.Tensor], steps: int, schedule: CrossSchedule) -> None:
    """One step for each of ``losses``, which are computed one by one."""
    net.train()
    optimizer = torch.optim.AdamW(net.parameters(), lr=schedule.rate, weight_decay=schedule.decay)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: pace(step, steps))
    for loss in losses:
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        rate.step()


def save_cross(weights: Weights, folder: Path) -> None:
    """Writes ``weights`` into ``folder``, beside the model that they belong to."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(save(dict(sorted(weights.items()))))  # save_file would make it the owner's alone


def _batches(groups: Iterable[Group], size: int) -> Iterator[list[Group]]:
    rest = iter(groups)
    while found := list(islice(rest, size)):
        yield found


def _loss(net: CrossNet, groups: Sequence[Group], reading: Callable[[str], Reading], contrast: float) -> torch.Tensor:
    """The mean loss of the logits, and ``contrast`` times that of the differences between pairs that share a side."""
    pairs = [pair for group in groups for pair in group]
    logits = _logits(net, [(reading(question), reading(text)) for question, text, _ in pairs])
    right = torch.tensor([answers for _, _, answers in pairs])
    better, worse = [], []
    first = 0
    for group in groups:
        for n, (question, text, answers) in enumerate(group):
            for m, (other_question, other_text, others) in enumerate(group):
                if answers and not others and (question == other_question or text == other_text):
                    better.append(first + n)
                    worse.append(first + m)
        first += len(group)
    differences = logits[better] - logits[worse]
    return (
        nn.functional.binary_cross_entropy_with_logits(logits, right.float())
        + contrast * nn.functional.softplus(-differences).mean()
    )


def _logits(net: CrossNet, pairs: Sequence[tuple[Reading, Reading]]) -> torch.Tensor:
    """The logit of each of ``pairs``, computed in parts of similar length."""
    order = sorted(range(len(pairs)), key=lambda place: len(pairs[place][1].kinds))
    size = -(-len(order) // _PIECES)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    logits = torch.cat([net(*_sides([pairs[place] for place in part])) for part in parts])
    return logits[torch.argsort(torch.tensor(order))]


def _sides(pairs: Sequence[tuple[Reading, Reading]]) -> tuple[Batch, Batch]:
    asked, told = zip(*pairs, strict=True)
    return batch(asked), batch(told)
