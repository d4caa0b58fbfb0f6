"""How the scores or rankings of several legs become one."""

from collections.abc import Hashable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)
Scores = NDArray[np.float32]


def reciprocal_rank_fusion(rankings: Sequence[Sequence[Key]], k: int = 60) -> list[tuple[Key, float]]:
    """Every item of ``rankings`` with its fused score, best first; ties keep the order of first sight.

    An item scores 1 / (k + rank) in each ranking that holds it, ranks counted from 1
    (Cormack, Clarke and Buettcher, SIGIR 2009). ``k`` softens how much the first
    places stand out.

    >>> [item for item, _ in reciprocal_rank_fusion([["一是", "二是", "三是"], ["三是", "一是"]])]
    ['一是', '三是', '二是']
    """
    scores: dict[Key, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (k + rank)
    return sorted(scores.items(), key=lambda pair: -pair[1])


def standardised_sum(scores: Sequence[Scores], weights: Sequence[float]) -> Scores:
    """The weighted sum of legs, each brought to mean 0 and deviation 1 first, float32, (n,).

    A leg that gives every text the same score has nothing to say and counts 0.

    >>> standardised_sum([np.array([0, 2]), np.array([.3, .1])], [1, .5]).tolist()
    [-0.5, 0.5]

    Raises:
        ValueError: there are not as many weights as legs, or a leg has another length.
    """
    total = np.zeros(len(scores[0]), dtype=np.float32)
    for leg, weight in zip(scores, weights, strict=True):
        values = np.asarray(leg, dtype=np.float64)
        spread = values.std()
        if spread > 0:
            total += (weight * (values - values.mean()) / spread).astype(np.float32)
    return total
