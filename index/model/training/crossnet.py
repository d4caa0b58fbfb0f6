"""The network of :class:`index.crossencoder.StaticCrossEncoder` in torch, to be trained; what it computes is told there."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from index.crossencoder import BLOCKS, HEADS, REACH, STEPS, distances
from index.crossunits import read_units
from index.static import TokenVectors

LAYERS: Final = 2
_FAR: Final = 1e9
"""What keeps the attention, and the maximum, from where no unit stands."""


class Reading(NamedTuple):
    """A text as the network takes it: ``kinds`` and ``rows`` are those of :class:`index.crossunits.Units`.

    ``covering`` has the rows of the tokens over each unit, (n, most over one), -1 where there are no more.
    """

    kinds: torch.Tensor
    rows: torch.Tensor
    covering: torch.Tensor


class Batch(NamedTuple):
    """Texts of different lengths in one, each tensor with one dimension more; ``there``: whether a unit stands there."""

    kinds: torch.Tensor
    rows: torch.Tensor
    covering: torch.Tensor
    there: torch.Tensor


class _Side(NamedTuple):
    context: torch.Tensor
    alone: torch.Tensor
    there: torch.Tensor


class _Comparing(nn.Module):
    """What a unit makes of what it found on the other side, then of what its neighbours made, near ones and farther ones."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.compare = nn.Linear(4 * width + 2, width)
        self.beside = nn.ModuleList(nn.Conv1d(width, width, 3, padding=step, dilation=step) for step in STEPS)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in STEPS)


class _Attending(nn.Module):
    """A block of a transformer (Vaswani and others 2017) over both texts in one, with what each distance adds to the attention."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.taken, self.given = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.distance = nn.Parameter(torch.zeros(HEADS, 2 * REACH + 3))
        self.wider, self.narrower = nn.Linear(width, 2 * width), nn.Linear(2 * width, width)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))

    def forward(self, rows: torch.Tensor, there: torch.Tensor, apart: torch.Tensor) -> torch.Tensor:
        asked, held, carried = self.taken(rows).unflatten(2, (3, HEADS, -1)).permute(2, 0, 3, 1, 4)
        added = self.distance[:, apart] + torch.where(there, 0.0, -_FAR)[:, None, None, :]
        seen = nn.functional.scaled_dot_product_attention(asked, held, carried, attn_mask=added)
        rows = self.norms[0](rows + self.given(seen.transpose(1, 2).flatten(2)))
        result: torch.Tensor = self.norms[1](rows + self.narrower(torch.relu(self.wider(rows)))) * there[..., None]
        return result


class CrossNet(nn.Module):
    """A question and a text read together. The vectors of the tokens stay as they are."""

    def __init__(self, vectors: NDArray[np.floating], width: int, dropout: float) -> None:
        """Takes the ``vectors`` of the tokens, (tokens, dim)."""
        super().__init__()
        table = torch.from_numpy(np.vstack([vectors, np.zeros((1, vectors.shape[1]))]).astype(np.float32))
        self.table: torch.Tensor
        self.register_buffer("table", nn.functional.normalize(table, dim=1), persistent=False)
        self.inner = nn.Linear(2 * vectors.shape[1], width)
        self.kind, self.side = nn.Embedding(3, width), nn.Embedding(2, width)
        self.beside = nn.ModuleList(nn.Conv1d(width, width, 3, padding=1) for _ in range(LAYERS))
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(LAYERS))
        self.sharp, self.sharp_context = nn.Parameter(torch.tensor(4.0)), nn.Parameter(torch.tensor(0.1))
        self.asked, self.told = _Comparing(width), _Comparing(width)
        self.attending = nn.ModuleList(_Attending(width) for _ in range(BLOCKS))
        self.pointer = nn.Linear(width, 1)
        self.hidden, self.out = nn.Linear(5 * width, 64), nn.Linear(64, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, questions: Batch, texts: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """The logit of each pair, (pairs,), and the log of how probably each unit of its text is the answer's, (pairs, units)."""
        asked, told = self._encoded(questions, 0), self._encoded(texts, 1)
        cosines = asked.alone @ told.alone.transpose(1, 2)
        alike = self.sharp * cosines + self.sharp_context * (asked.context @ told.context.transpose(1, 2))
        left = self._compared(self.asked, asked, told, cosines, alike)
        right = self._compared(self.told, told, asked, cosines.transpose(1, 2), alike.transpose(1, 2))
        left, right = self._attended(left, right, torch.cat((asked.there, told.there), dim=1))
        places = torch.log_softmax(self.pointer(right)[..., 0].masked_fill(~told.there, -_FAR), dim=1)
        pointed = (places.exp()[..., None] * right).sum(dim=1)
        pooled = torch.cat((*_pooled(left, asked.there), *_pooled(right, told.there), pointed), dim=1)
        logits: torch.Tensor = self.out(self.dropout(torch.relu(self.hidden(self.dropout(pooled)))))[:, 0]
        return logits, places

    def _encoded(self, batch: Batch, side: int) -> _Side:
        own = self.table[batch.rows]
        count = (batch.covering >= 0).sum(dim=-1, keepdim=True).clamp(min=1)
        # A bag has no row -1: the last one is as empty.
        tokens = batch.covering.masked_fill(batch.covering < 0, len(self.table) - 1).flatten(0, 1)
        covering = nn.functional.embedding_bag(tokens, self.table, mode="sum").view(own.shape) / count
        there = batch.there[..., None]
        rows = self.inner(self.dropout(torch.cat((own, covering), dim=-1)))
        rows = (rows + self.kind(batch.kinds) + self.side.weight[side]) * there
        for beside, norm in zip(self.beside, self.norms, strict=True):
            rows = norm(rows + torch.relu(_over(beside, rows))) * there
        return _Side(rows, nn.functional.normalize(own + covering, dim=-1), batch.there)

    def _attended(
        self, left: torch.Tensor, right: torch.Tensor, there: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        sizes = left.shape[1], right.shape[1]
        apart = torch.from_numpy(distances(*sizes))
        rows = torch.cat((left, right), dim=1)
        for block in self.attending:
            rows = block(rows, there, apart)
        left, right = rows.split(sizes, dim=1)
        return left, right

    def _compared(
        self, part: _Comparing, own: _Side, other: _Side, cosines: torch.Tensor, alike: torch.Tensor
    ) -> torch.Tensor:
        nothing = ~other.there[:, None, :]
        weights = torch.softmax(alike.masked_fill(nothing, -_FAR), dim=2)
        found = weights @ other.context
        nearest = cosines.masked_fill(nothing, -1).amax(dim=2)
        mean = (weights * cosines).sum(dim=2)
        features = (
            own.context,
            found,
            own.context * found,
            (own.context - found).abs(),
            nearest[..., None],
            mean[..., None],
        )
        there = own.there[..., None]
        rows = torch.relu(part.compare(self.dropout(torch.cat(features, dim=2)))) * there
        for beside, norm in zip(part.beside, part.norms, strict=True):
            rows = norm(rows + torch.relu(_over(beside, rows))) * there
        return rows


def _pooled(rows: torch.Tensor, there: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Mean and maximum over the units that are there, (texts, width)."""
    there = there[..., None]
    highest = rows.masked_fill(~there, -_FAR).amax(dim=1) * there.any(dim=1)
    return rows.sum(dim=1) / there.sum(dim=1).clamp(min=1), highest


def read(text: str, vectors: TokenVectors) -> Reading:
    """``text`` as the network takes it."""
    units = read_units(text, vectors)
    over: list[list[int]] = [[] for _ in range(len(units))]
    for token, (start, end) in zip(units.tokens.tolist(), units.spans.tolist(), strict=True):
        for place in range(start, end):
            over[place].append(token)
    covering = np.full((len(units), max(map(len, over), default=0)), -1, dtype=np.intp)
    for place, tokens in enumerate(over):
        covering[place, : len(tokens)] = tokens
    return Reading(*map(torch.from_numpy, (units.kinds, units.rows, covering)))


def batch(texts: Sequence[Reading]) -> Batch:
    """``texts`` in one."""
    longest = max(1, *(len(text.kinds) for text in texts))
    most = max(1, *(text.covering.shape[1] for text in texts))
    size = (len(texts), longest)
    filled = Batch(
        torch.zeros(size, dtype=torch.long),
        torch.full(size, -1),
        torch.full((*size, most), -1),
        torch.zeros(size, dtype=torch.bool),
    )
    for n, text in enumerate(texts):
        length = len(text.kinds)
        filled.kinds[n, :length], filled.rows[n, :length] = text.kinds, text.rows
        filled.covering[n, :length, : text.covering.shape[1]] = text.covering
        filled.there[n, :length] = True
    return filled


def _over(layer: nn.Module, rows: torch.Tensor) -> torch.Tensor:
    """A convolution along the units of ``rows``, (texts, units, width)."""
    result: torch.Tensor = layer(rows.transpose(1, 2)).transpose(1, 2)
    return result
