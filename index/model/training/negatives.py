"""Hard negatives: for a query, a text that has its words and does not answer it.

BM25 finds them among texts of the same kind. What it ranks as high as the right text may
answer the query too, so a negative has to score clearly less (Moreira et al. 2024,
"NV-Retriever", positive-aware mining).
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from index.fusion import best
from index.lexical import Bm25
from index.model.training.pairs import Pair
from index.query import keywords

Rows = NDArray[np.int64]

NONE = -1
"""Stands for a pair without a hard negative."""
_SHARE = 0.9
"""A negative's score is less than this share of the right text's."""


def mine(pairs: Sequence[Pair], kinds: Sequence[str], most: int, seed: int) -> Rows:
    """For each of ``pairs`` the row of another whose text is its hard negative, or ``NONE``; int64, (pairs,).

    Of each of the ``kinds``, ``most`` pairs drawn at random look for negatives among each other's texts.
    """
    chance = np.random.default_rng(seed)
    sources = np.array([pair.source for pair in pairs])
    found = np.full(len(pairs), NONE, dtype=np.int64)
    for kind in kinds:
        rows = np.flatnonzero(sources == kind)
        if len(rows) > most:
            rows = np.sort(chance.choice(rows, most, replace=False))
        if len(rows) > 1:
            _mine_kind(pairs, rows, found, kind)
    return found


def _mine_kind(pairs: Sequence[Pair], rows: Rows, found: Rows, kind: str) -> None:
    """Fills in ``found`` for ``rows``, all of one ``kind``."""
    index = Bm25(pairs[row].text for row in rows)
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        asked[pairs[row].query].append(place)
    for place, row in enumerate(tqdm(rows, desc=f"negatives, {kind}", mininterval=5)):
        query = pairs[row].query
        scores = index.scores(keywords(query))
        limit = _SHARE * scores[place]
        scores[asked[query]] = 0  # the other pieces of an article fit its title, too
        scores[scores >= limit] = 0
        (nearest,) = best(scores, 1)
        if scores[nearest] > 0:
            found[row] = rows[nearest]
