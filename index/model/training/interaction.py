"""The token vectors, taught to find each other one by one: contrastive training of the late interaction.

A mean of vectors can match a question without any of its words being near one of the text.
Here the score of a pair is that of :class:`index.softmatch.SoftMatch`: each token of the query
looks for its nearest token in the text, and counts by the length of its vector (ColBERT,
Khattab and Zaharia 2020, section 3.3). A query is told from the other texts of its batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from index.model.training.contrastive import Examples, only_negatives
from index.model.training.descent import Rows, descend
from index.model.training.ragged import Ragged

_FAR = -4.0
"""Below every cosine: what stands in for a token that isn't there."""


@dataclass(frozen=True, slots=True)
class InteractionSchedule:
    """How long and how hard to train; ``temperature`` divides the scores, ``rate`` is the highest learning rate."""

    steps: int = 600
    batch: int = 64
    rate: float = 1e-3
    temperature: float = 0.05
    seed: int = 11


def train_interaction(
    vectors: NDArray[np.float32],
    examples: Examples,
    groups: Sequence[tuple[Rows, float]],
    schedule: InteractionSchedule,
) -> NDArray[np.float32]:
    """``vectors`` after training on ``groups`` (:func:`index.model.training.descent.descend`); float32, same shape."""
    table = nn.Embedding.from_pretrained(torch.from_numpy(vectors.copy()), freeze=False)

    def loss(batch: Rows, _: np.random.Generator) -> torch.Tensor:
        scores = soft_scores(table, _tokens(examples.queries, batch), _tokens(examples.texts, batch))
        scores = only_negatives(scores / schedule.temperature, examples, batch, batch)
        return nn.functional.cross_entropy(scores, torch.arange(len(batch)))

    return descend(table, loss, groups, schedule, "interaction")


def soft_scores(table: nn.Embedding, queries: Sequence[Rows], texts: Sequence[Rows]) -> torch.Tensor:
    """The scores of all ``texts`` for each of the ``queries``, (queries, texts), -1 to 1; each has its different tokens."""
    asked, asked_there = _padded(queries)
    told, told_there = _padded(texts)
    vectors, others = table(asked), table(told)
    weights = vectors.norm(dim=-1) * asked_there
    weights = weights / weights.sum(dim=1, keepdim=True).clamp(min=1e-9)
    left, right = (nn.functional.normalize(side, dim=-1).flatten(0, 1) for side in (vectors, others))
    cosines = (left @ right.T).view(*asked.shape, *told.shape).masked_fill(~told_there, _FAR)
    scores: torch.Tensor = (cosines.amax(dim=-1) * weights[:, :, None]).sum(dim=1)
    return scores


def _tokens(rows: Ragged, chosen: Rows) -> list[Rows]:
    """The different tokens of each of the ``chosen`` rows."""
    return [np.unique(rows.values[rows.starts[row] : rows.starts[row + 1]]).astype(np.int64) for row in chosen]


def _padded(rows: Sequence[Rows]) -> tuple[torch.Tensor, torch.Tensor]:
    """``rows`` in one array, and where in it something stands, bool."""
    padded = nn.utils.rnn.pad_sequence([torch.from_numpy(row) for row in rows], batch_first=True)
    lengths = torch.tensor([len(row) for row in rows])
    return padded, torch.arange(padded.shape[1]) < lengths[:, None]
