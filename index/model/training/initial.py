"""What training starts from: a direction for what a token means, a length for how much it tells."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.model.training.alignment import Pair, english_words, translations

Vectors = NDArray[np.float32]
_COMMON = 1e-4


def initial_vectors(tokens: Sequence[str], meaning: Vectors, counts: Counter[str], aligned: Sequence[Pair]) -> Vectors:
    """Vectors of ``tokens``, float32, (n, dim): the longer, the rarer the token.

    Directions are those of ``meaning``; an English word of ``aligned`` has the direction
    of its translations. Lengths are a/(a + p) for a token of probability p ("smooth
    inverse frequency", Arora, Liang & Ma 2017).
    """
    total = sum(counts[token] for token in tokens)
    share = np.array([counts[token] / total for token in tokens])
    length = _COMMON / (_COMMON + share)
    directions = unit_rows(meaning)
    english = {word: row for row, word in enumerate(english_words(aligned, 2))}
    translated = _translated(tokens, directions, english, aligned)
    uses = Counter(word for words, _ in aligned for word in words)
    of_english = max(1, sum(uses.values()))
    for row, token in enumerate(tokens):
        if token in english and translated[english[token]].any():
            directions[row] = translated[english[token]]
            length[row] = 10 * _COMMON / (10 * _COMMON + uses[token] / of_english)
    return (directions * length[:, None]).astype(np.float32)


def unit_rows(vectors: NDArray[np.floating]) -> Vectors:
    """``vectors`` with rows of length 1; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.zeros_like(vectors, dtype=np.float32)
    np.divide(vectors, norms, out=unit, where=norms > 0)
    return unit


def _translated(
    tokens: Sequence[str], directions: Vectors, english: dict[str, int], aligned: Sequence[Pair]
) -> Vectors:
    """One direction for each English word: the mean of its translations', by their probability."""
    rows = [row for row, token in enumerate(tokens) if len(token) > 1 and not token[0].isascii()]
    chinese = {tokens[row]: place for place, row in enumerate(rows)}
    return unit_rows(translations(aligned, english, chinese) @ directions[rows])
