"""Texts as token numbers, kept end to end in one array: millions fit, any batch is quick to take."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.tokens import expand

Ids = NDArray[np.int32]


@dataclass(frozen=True)
class Ragged:
    """Row ``i`` is ``values[starts[i]:starts[i + 1]]``."""

    values: Ids
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def take(self, rows: NDArray[np.int64]) -> tuple[Ids, NDArray[np.int64]]:
        """The values of ``rows``, end to end, and for each value the place of its row in ``rows``."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        owner = np.repeat(np.arange(len(rows)), lengths)
        inside = np.arange(len(owner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return self.values[np.repeat(self.starts[rows], lengths) + inside], owner


def token_numbers(texts: Iterable[str], numbers: dict[str, int], most: int, seed: int) -> Ragged:
    """The tokens of ``texts`` by number; tokens without a number are left out.

    Of a text with more than ``most`` tokens, so many are kept at random, in order: the
    mean of many vectors is well known from fewer, and training costs a tenth.
    """
    chance = np.random.default_rng(seed)
    rows = []
    for text in texts:
        row = np.array([numbers[token] for token in expand(text).split() if token in numbers], dtype=np.int32)
        if len(row) > most:
            row = row[np.sort(chance.choice(len(row), most, replace=False))]
        rows.append(row)
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return Ragged(np.concatenate([*rows, np.empty(0, dtype=np.int32)]), starts)
