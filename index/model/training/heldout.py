"""Whether training worked: questions that were kept out of it look for their texts."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.model.training.pairs import Pair
from index.static import TokenVectors


def recall(tokens: Sequence[str], vectors: NDArray[np.float32], pairs: Sequence[Pair], k: int) -> float:
    """The share of queries whose text is among the ``k`` nearest of all texts in ``pairs``; 0 to 1, nan for none."""
    if not pairs:
        return float("nan")
    model = TokenVectors(tokens, vectors)
    texts = list(dict.fromkeys(pair.text for pair in pairs))
    places = {text: place for place, text in enumerate(texts)}
    cosines = model.encode([pair.query for pair in pairs]) @ model.encode(texts).T
    right = cosines[np.arange(len(pairs)), [places[pair.text] for pair in pairs]]
    return float(((cosines > right[:, None]).sum(axis=1) < k).mean())
