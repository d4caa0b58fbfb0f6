"""Late interaction: each token of a question looks for its nearest token in a text.

A vector of a whole text blurs the one word that a question is about. Here every token
of the question keeps its own vector, and finds 电价 for 电费 in whatever else the text says.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.static import TokenVectors

Scores = NDArray[np.float32]
Numbers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The tokens of some texts, ready to be compared.

    ``units`` holds one vector for each different token; ``places`` says which tokens
    the texts have, one text behind the other, and ``firsts`` where each text that has
    any (``filled``) begins.
    """

    texts: int
    filled: Numbers
    units: Scores
    places: Numbers
    firsts: Numbers


class TokenSets:
    """Which tokens of a model stand in each text: about 4 bytes for each different token of each."""

    def __init__(self) -> None:
        self._ids, self._ends = array("i"), array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def extend(self, texts: Iterable[Numbers]) -> None:
        """Adds texts, given as the ids of their tokens, in any order, repeats and all."""
        for ids in texts:
            self._ids.frombytes(np.unique(ids).astype(np.int32).tobytes())
            self._ends.append(len(self._ids))

    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The ids of all texts behind one another, each text's going up, and where each text begins and ends."""
        return np.array(self._ids, dtype=np.int32), np.array(self._ends, dtype=np.int64)


class SoftMatch:
    """Scores of texts by the best cosine of each query token among the text's tokens.

    The sum of best cosines (ColBERT, Khattab and Zaharia 2020, section 3.2), over the
    token vectors of a static model, each weighted by its length, with which the model
    says how much a token means, whatever the texts are:

        score = sum over tokens t of the query: |t| max over tokens u of the text: cos(t, u)
                divided by the sum of |t|
    """

    def __init__(self, vectors: TokenVectors, texts: Iterable[str] | TokenSets) -> None:
        """Reads ``texts`` once, or takes the sets of their tokens that were read already."""
        if not isinstance(texts, TokenSets):
            sets = TokenSets()
            sets.extend(map(vectors.ids, texts))
            texts = sets
        self._vectors = vectors
        self._ids, self._starts = texts.arrays()

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __repr__(self) -> str:
        return f"{type(self).__name__}(texts={len(self)}, dimension={self._vectors.dimension})"

    def scores(self, query: str, among: Numbers | None = None) -> Scores:
        """Scores of all texts, or of those ``among``, float32, -1 to 1, higher is better.

        A text of which the model knows no token has 0, and so have all texts when it
        knows none of the query.
        """
        tokens = self.tokens(query)
        scores: Scores = self.weights(tokens) @ self.cosines(tokens, among)
        return scores

    def tokens(self, query: str) -> Numbers:
        """The different tokens of ``query`` that the model knows, going up."""
        return np.unique(self._vectors.ids(query))

    def cosines(self, tokens: Numbers, among: Numbers | None = None) -> Scores:
        """The best cosines of ``tokens``, float32, (tokens, texts), 0 for texts without known tokens."""
        rows = self._whole if among is None else self._rows(among)
        cosines = np.zeros((len(tokens), rows.texts), dtype=np.float32)
        if len(tokens) and len(rows.filled):
            # Tokens in rows, so that what is compared lies side by side in memory.
            nearest = self._units(tokens) @ rows.units.T
            cosines[:, rows.filled] = np.maximum.reduceat(nearest.take(rows.places, axis=1), rows.firsts, axis=1)
        return cosines

    def weights(self, tokens: Numbers) -> Scores:
        """How much each of ``tokens`` counts: the length of its vector, float32, brought to the sum 1; 0 where all are."""
        rows: Scores = self._vectors.table[tokens].astype(np.float32)
        lengths: Scores = np.linalg.norm(rows, axis=1)
        return lengths / max(float(lengths.sum()), 1e-9)

    @cached_property
    def _whole(self) -> "_Rows":
        return self._rows(np.arange(len(self)))

    def _rows(self, among: Numbers) -> "_Rows":
        sizes = self._starts[among + 1] - self._starts[among]
        filled = np.flatnonzero(sizes)
        if not len(filled):
            return _Rows(len(among), filled, self._units(filled), filled, filled)
        known, places = np.unique(self._gather(among[filled]), return_inverse=True)
        firsts = np.concatenate(([0], np.cumsum(sizes[filled])[:-1]))
        return _Rows(len(among), filled, self._units(known), places, firsts)

    def _gather(self, among: Numbers) -> NDArray[np.int32]:
        """The tokens of the texts ``among``, behind one another."""
        return np.concatenate([self._ids[self._starts[one] : self._starts[one + 1]] for one in among])

    def _units(self, ids: Numbers) -> Scores:
        """Vectors of tokens, float32, (n, dim), L2-normalised."""
        rows: Scores = self._vectors.table[ids].astype(np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        np.divide(rows, norms, out=rows, where=norms > 0)
        return rows
