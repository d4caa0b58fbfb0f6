"""The token vectors, taught to bring a query near its text: in-batch contrastive training.

The loss is InfoNCE (van den Oord et al. 2018), called MultipleNegativesRankingLoss in
sentence-transformers, in both directions. For a share of the pairs, the tokens that
query and text have in common are taken out of the query, so that the rest has to be
found in other words: what a lexical leg cannot do. A query is told from the other texts
of its batch, and from its own hard negative and theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from index.model.training.descent import Rows, descend
from index.model.training.negatives import NONE
from index.model.training.ragged import Ids, Ragged


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how hard to train.

    ``temperature`` divides the cosines; ``apart`` is the share of pairs whose common
    tokens are taken out of the query; ``most`` the number of tokens of a text that are
    looked at; ``rate`` the highest learning rate, reached after a tenth of ``steps``.
    """

    steps: int = 1000
    batch: int = 384
    rate: float = 1e-3
    temperature: float = 0.05
    apart: float = 0.5
    most: int = 160
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Examples:
    """Queries and the texts that fit them, row by row.

    ``hard`` is the row whose text is a query's hard negative, or ``NONE``. Rows of one number in
    ``same_text`` or in ``same_query`` are no negatives of each other: pieces of one article fit its title.
    """

    queries: Ragged
    texts: Ragged
    hard: Rows
    same_text: Rows
    same_query: Rows


def train(
    vectors: NDArray[np.float32], examples: Examples, groups: Sequence[tuple[Rows, float]], schedule: Schedule
) -> NDArray[np.float32]:
    """``vectors`` after training on ``groups`` (:func:`index.model.training.descent.descend`); float32, same shape."""
    bag = nn.EmbeddingBag.from_pretrained(torch.from_numpy(vectors.copy()), freeze=False, mode="sum")

    def loss(batch: Rows, chance: np.random.Generator) -> torch.Tensor:
        return _loss(bag, examples, batch, schedule, chance)

    return descend(bag, loss, groups, schedule, "contrastive")


def _loss(
    bag: nn.EmbeddingBag, examples: Examples, batch: Rows, schedule: Schedule, chance: np.random.Generator
) -> torch.Tensor:
    hard = np.unique(examples.hard[batch])
    shown = np.concatenate([batch, hard[hard != NONE]])
    query, text = examples.queries.take(batch), examples.texts.take(shown)
    query = _without_common(query, text, len(bag.weight), schedule.apart, len(batch), chance)
    scores = _pooled(bag, query, len(batch)) @ _pooled(bag, text, len(shown)).T / schedule.temperature
    scores = only_negatives(scores, examples, batch, shown)
    target = torch.arange(len(batch))
    back = nn.functional.cross_entropy(scores[:, : len(batch)].T, target)
    return (nn.functional.cross_entropy(scores, target) + back) / 2


def only_negatives(scores: torch.Tensor, examples: Examples, batch: Rows, shown: Rows) -> torch.Tensor:
    """``scores``, (batch, shown), without the pairs that are no negatives of each other: of one text, or of one query.

    The rows of the ``batch`` are the first of those ``shown``: each keeps the score of its own text.
    """
    for same in (examples.same_text, examples.same_query):
        equal = same[batch][:, None] == same[shown][None, :]
        np.fill_diagonal(equal, False)
        scores = scores.masked_fill(torch.from_numpy(equal), -torch.inf)
    return scores


def _pooled(bag: nn.EmbeddingBag, rows: tuple[Ids, Rows], size: int) -> torch.Tensor:
    values, owner = rows
    offsets = np.searchsorted(owner, np.arange(size))
    summed = bag(torch.from_numpy(values.astype(np.int64)), torch.from_numpy(offsets))
    return nn.functional.normalize(summed, dim=1)


def _without_common(
    query: tuple[Ids, Rows],
    text: tuple[Ids, Rows],
    vocabulary: int,
    share: float,
    size: int,
    chance: np.random.Generator,
) -> tuple[Ids, Rows]:
    """``query`` without the tokens of its text, for a ``share`` of the pairs; at least two tokens stay."""
    values, owner = query
    chosen = chance.random(size) < share
    common = np.isin(owner * vocabulary + values, text[1] * vocabulary + text[0])
    left = np.bincount(owner[~common], minlength=size)
    gone = common & (chosen & (left >= 2))[owner]
    return values[~gone], owner[~gone]
