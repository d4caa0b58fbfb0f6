"""A text as the cross-encoder reads it: its units in order, and the known tokens that cover them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.static import TokenVectors
from index.tokens import LONGEST, pieces

MOST: Final = 160
"""Units of a text that are read; what stands behind them is not."""
WORD, NUMBER, SIGN = 0, 1, 2
"""Kinds of a unit: a character or a word of another script, a number, any other sign."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one text.

    Attributes:
        kinds: ``WORD``, ``NUMBER`` or ``SIGN``, (n,).
        rows: The row of each unit in the table of vectors, -1 where it has none, (n,).
        tokens: The rows of the longer tokens, once for each place where one stands, (m,).
        spans: The first unit that each of ``tokens`` covers, and the one behind its last, (m, 2).
    """

    kinds: NDArray[np.intp]
    rows: NDArray[np.intp]
    tokens: NDArray[np.intp]
    spans: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.kinds)


def read_units(text: str, vectors: TokenVectors) -> Units:
    """The first ``MOST`` units of ``text``; a number has no row of its own: any counts as any other."""
    found = pieces(text)[:MOST]
    kinds = [_kind(piece) for piece in found]
    rows = [vectors.row(piece) if kind == WORD else -1 for piece, kind in zip(found, kinds, strict=True)]
    tokens, spans = [], []
    for start in range(len(found)):
        for end in range(start + 1, min(start + LONGEST, len(found)) + 1):
            if kinds[end - 1] == SIGN:
                break
            row = vectors.row("".join(found[start:end])) if end - start > 1 else -1
            if row >= 0:
                tokens.append(row)
                spans.append((start, end))
    return Units(_array(kinds), _array(rows), _array(tokens), np.array(spans, dtype=np.intp).reshape(-1, 2))


def unit_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The first of the units of ``text`` that its characters ``start`` to ``end`` are read as, and the one behind the last."""
    return len(pieces(text[:start])), len(pieces(text[:end]))


def _kind(piece: str) -> int:
    if piece[0].isdigit():
        return NUMBER
    return WORD if piece[0].isalnum() or piece in "%‰" else SIGN


def _array(numbers: Sequence[int]) -> NDArray[np.intp]:
    return np.array(numbers, dtype=np.intp)
