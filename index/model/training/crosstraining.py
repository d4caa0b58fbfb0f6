"""The training of the cross-encoder, on the vectors of the model as they come out of its last step."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from torch import nn
from tqdm import tqdm

from index.crossencoder import FILE
from index.crossunits import unit_span
from index.model.training.answering import Answered, Group, LookalikeGroups, Pair, answered_groups
from index.model.training.crossnet import CrossNet, Reading, batch, read
from index.model.training.descent import pace
from index.model.training.documents import Asked, document_groups
from index.quantization import quantized
from index.static import TokenVectors

Weights = dict[str, NDArray[np.float32]]

_KEPT = 100_000
"""Texts whose units are kept between the rounds."""
_PIECES = 4
"""Parts of a batch, from short texts to long ones, so that little of it is empty."""


@dataclass(frozen=True, slots=True)
class CrossSchedule:
    """How large the network is, and how long it is trained: rounds over paragraphs, over lookalikes, and over documents.

    ``paragraphs``, ``lookalikes`` and ``questions`` (of documents) are groups in a batch, ``beside`` those of
    lookalikes in a batch of the last part; ``rate`` and ``last_rate`` are the highest learning rates. ``joined``
    and ``dropped``: see :class:`index.model.training.answering.LookalikeGroups`. ``contrast`` is how much the
    differences within a group count beside the logits themselves, ``pointing`` how much that the answer's place is found.
    """

    width: int = 96
    dropout: float = 0.15
    first_rounds: int = 2
    rounds: int = 6
    last_rounds: int = 6
    paragraphs: int = 36
    lookalikes: int = 24
    questions: int = 16
    beside: int = 12
    rate: float = 2e-3
    last_rate: float = 6e-4
    decay: float = 0.01
    joined: float = 0.5
    dropped: float = 0.12
    contrast: float = 0.5
    pointing: float = 0.3
    seed: int = 21


def train_cross(
    vectors: TokenVectors,
    items: Sequence[Answered],
    lookalikes: LookalikeGroups,
    asked: Sequence[Asked],
    schedule: CrossSchedule,
) -> Weights:
    """The weights by their names in :class:`CrossNet`, float32, after all parts of the training."""
    torch.manual_seed(schedule.seed)
    chance = random.Random(schedule.seed)
    net = CrossNet(vectors.table, schedule.width, schedule.dropout)
    reading = lru_cache(_KEPT)(lambda text: read(text, vectors))
    for part in _parts(items, lookalikes, asked, chance, schedule):
        batches = islice(part.batches, part.steps)
        losses = (_loss(net, found, reading, schedule) for found in batches)
        shown = tqdm(losses, desc=f"cross-encoder, {part.name}", total=part.steps, mininterval=5)
        _descend(net, shown, part.steps, part.rate, schedule.decay)
    net.eval()
    return {name: value.numpy() for name, value in net.state_dict().items()}


class _Part(NamedTuple):
    """A part of the training: ``steps`` of the endless ``batches``, at a learning rate of ``rate`` at the most."""

    name: str
    batches: Iterator[list[Group]]
    steps: int
    rate: float


def _parts(
    items: Sequence[Answered],
    lookalikes: LookalikeGroups,
    asked: Sequence[Asked],
    chance: random.Random,
    schedule: CrossSchedule,
) -> Iterator[_Part]:
    def steps(rounds: int, groups: int, size: int) -> int:
        return rounds * -(-groups // size)

    first = _batches(lambda: answered_groups(items, chance), schedule.paragraphs)
    alike = _batches(lambda: lookalikes.groups(chance), schedule.lookalikes)
    last = _batches(lambda: document_groups(asked, chance), schedule.questions)
    yield _Part("paragraphs", first, steps(schedule.first_rounds, len(items), schedule.paragraphs), schedule.rate)
    yield _Part("lookalikes", alike, steps(schedule.rounds, len(lookalikes), schedule.lookalikes), schedule.rate)
    # Lookalikes go on beside the documents, lest they be forgotten.
    both = ([*found, *next(alike, [])[: schedule.beside]] for found in last)
    yield _Part("documents", both, steps(schedule.last_rounds, len(asked), schedule.questions), schedule.last_rate)


def _descend(net: CrossNet, losses: Iterable[torch.Tensor], steps: int, highest: float, decay: float) -> None:
    """One step for each of ``losses``, which are computed one by one."""
    net.train()
    optimizer = torch.optim.AdamW(net.parameters(), lr=highest, weight_decay=decay)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: pace(step, steps))
    for loss in losses:
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        rate.step()


def save_cross(weights: Weights, folder: Path) -> None:
    """Writes ``weights`` into ``folder``, beside the model that they belong to, a byte for each number of a matrix."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(
        save(dict(sorted(quantized(weights).items())))
    )  # save_file would make it the owner's alone


def _batches(groups: Callable[[], Iterable[Group]], size: int) -> Iterator[list[Group]]:
    """Batches of ``size`` groups, less at the end of a round, round after round; none where there are no groups."""
    while True:
        rest = iter(groups())
        found = list(islice(rest, size))
        if not found:
            return
        while found:
            yield found
            found = list(islice(rest, size))


def _loss(
    net: CrossNet, groups: Sequence[Group], reading: Callable[[str], Reading], schedule: CrossSchedule
) -> torch.Tensor:
    """The mean loss of the logits, of the differences between pairs that share a side, and of where the answer is looked for."""
    pairs = [pair for group in groups for pair in group]
    logits, missed = _judged(net, pairs, reading)
    right = torch.tensor([pair.answers for pair in pairs])
    better, worse = [], []
    first = 0
    for group in groups:
        for n, pair in enumerate(group):
            for m, other in enumerate(group):
                if pair.answers and not other.answers and (pair.question == other.question or pair.text == other.text):
                    better.append(first + n)
                    worse.append(first + m)
        first += len(group)
    differences = logits[better] - logits[worse]
    return (
        nn.functional.binary_cross_entropy_with_logits(logits, right.float())
        + schedule.contrast * nn.functional.softplus(-differences).mean()
        + schedule.pointing * missed
    )


def _judged(
    net: CrossNet, pairs: Sequence[Pair], reading: Callable[[str], Reading]
) -> tuple[torch.Tensor, torch.Tensor]:
    """The logit of each of ``pairs``, and how surely the answers' places are missed; in parts of similar length."""
    told = [reading(pair.text) for pair in pairs]
    order = sorted(range(len(pairs)), key=lambda place: len(told[place].kinds))
    size = -(-len(order) // _PIECES)
    found, missed = [], []
    for start in range(0, len(order), size):
        part = order[start : start + size]
        logits, places = net(batch([reading(pairs[n].question) for n in part]), batch([told[n] for n in part]))
        found.append(logits)
        wanted = torch.tensor([_places(pairs[n], places.shape[1]) for n in part])
        known = wanted.any(dim=1)
        missed.append(-torch.logsumexp(places[known].masked_fill(~wanted[known], -torch.inf), dim=1))
    losses = torch.cat(missed)
    return torch.cat(found)[torch.argsort(torch.tensor(order))], losses.sum() / max(1, len(losses))


def _places(pair: Pair, size: int) -> list[bool]:
    """Which of the first ``size`` units of the text are the answer's."""
    wanted = [False] * size
    for start, end in pair.places:
        first, last = unit_span(pair.text, start, end)
        wanted[first:last] = [True] * len(wanted[first:last])
    return wanted
