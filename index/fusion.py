"""How the scores or rankings of several legs become one."""

from collections.abc import Hashable, Sequence
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)
Scores = NDArray[np.float32]

DENSE: Final = 2.4
SOFT: Final = 3.0
COVERED: Final = 0.3
LEAST_DOUBT: Final = 0.05
POOLED: Final = 0.6


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
        spread = values.std() if values.size else 0.0
        if spread > 0:
            total += (weight * (values - values.mean()) / spread).astype(np.float32)
    return total


def hybrid_scores(lexical: Scores, dense: Scores, soft: Scores | None, coverage: float) -> Scores:
    """The fused scores of candidates, float32, (n,), from those of each leg.

    The more of the question the corpus has in its very words, the less the other legs
    count: down to 5 % where 28 % or more of the lexical ceiling is reached. (40 % is
    usual for a question that was written beside its paragraph, 5 % for one that avoids
    its words.) The constants were chosen on training and development questions.

    The candidates are the texts that at least one leg ranks high: over a whole large
    corpus, where most texts share no term with the question, the deviation of the
    lexical scores would shrink and that leg alone decide.

    Args:
        lexical: BM25 scores of the candidates.
        dense: Cosines of the candidates.
        soft: Their soft scores; ``None`` where the model has no token vectors.
        coverage: The best lexical score, as a share of ``Bm25.ceiling``.
    """
    doubt = max(LEAST_DOUBT, 1 - coverage / COVERED)
    if soft is None:
        return standardised_sum((lexical, dense), (1, DENSE * doubt))
    return standardised_sum((lexical, dense, soft), (1, DENSE * doubt, SOFT * doubt))


def late_scores(pooled: Scores, soft: Scores) -> Scores:
    """The scores of a static model alone for its candidates, float32, (n,).

    The token-by-token match decides, and the cosine of the whole helps it: ``POOLED`` was
    chosen on questions that were kept out of the training.

    Args:
        pooled: Cosines of the candidates, their best sentence's where that is higher.
        soft: Their soft scores.
    """
    return standardised_sum((soft, pooled), (1, POOLED))


def best(scores: Scores, k: int) -> NDArray[np.intp]:
    """Places of the ``k`` highest ``scores``, best first; of equal ones, the earlier first.

    >>> best(np.array([1, 3, 2, 3]), 3).tolist()
    [1, 3, 2]
    """
    if 0 < k < len(scores):
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        above = np.flatnonzero(scores > least)
        equal = np.flatnonzero(scores == least)[: k - len(above)]
        places = np.sort(np.concatenate((above, equal)))
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:k]
