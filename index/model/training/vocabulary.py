"""Which tokens get a vector: units, English words, and the words worth their place."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.model.training.segmentation import Stream, parts, units

_LATIN = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_NUMBERS = 400
_LEAST_UNIT, _LEAST_LATIN, _LEAST_WORD = 20, 40, 10


def token_counts(stream: Stream) -> Counter[str]:
    """How often each token occurs in the words of ``stream``, inside longer words included."""
    own = np.bincount(stream.numbers[stream.numbers >= 0], minlength=len(stream.words))
    counts: Counter[str] = Counter()
    for word, count in zip(stream.words, own.tolist(), strict=True):
        for part in parts(word):
            counts[part] += count
    return counts


def candidates(stream: Stream, english: Sequence[str]) -> list[str]:
    """All tokens that could get a vector, ``english`` first, then units, then words."""
    counts = token_counts(stream)
    numbers = [token for token, _ in counts.most_common() if _NUMBER.fullmatch(token)][:_NUMBERS]
    single = [token for token in counts if units(token) == 1 and not _NUMBER.fullmatch(token)]
    chosen = [token for token in single if counts[token] >= (_LEAST_LATIN if _LATIN.fullmatch(token) else _LEAST_UNIT)]
    words = [word for word in stream.words if units(word) > 1 and counts[word] >= _LEAST_WORD]
    return list(dict.fromkeys([*english, *numbers, *chosen, *words]))


def novelty(tokens: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """How far each token's vector is from the mean of its parts': 0 the same, 1 unrelated.

    ``vectors`` are L2-normalised, (n, dim). 1 for tokens without parts. What the parts
    say already (全市 + 经济) needs no vector; what they don't (坏 + 账) does.
    """
    numbers = {token: number for number, token in enumerate(tokens)}
    new = np.ones(len(tokens), dtype=np.float32)
    for number, token in enumerate(tokens):
        inner = [numbers[part] for part in parts(token) if part in numbers and part != token]
        if inner:
            mean = vectors[inner].mean(axis=0)
            new[number] = 1 - vectors[number] @ mean / max(float(np.linalg.norm(mean)), 1e-9)
    return new


def choose(
    tokens: Sequence[str], counts: Sequence[int], new: NDArray[np.float32], size: int, power: float
) -> NDArray[np.int64]:
    """Rows of the ``size`` tokens to keep: every unit, then by count^power · novelty; ascending."""
    worth = np.asarray(counts, dtype=np.float64) ** power * np.maximum(new, 0)
    worth[[units(token) == 1 for token in tokens]] = np.inf
    return np.sort(np.argsort(-worth, kind="stable")[:size])
