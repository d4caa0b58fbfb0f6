"""What each leg says of every passage and sentence, and how that becomes one score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding import NamedEmbeddings
from index.fusion import standardised_sum
from index.lexical import Bm25
from index.passages import Passage
from index.softmatch import SoftMatch
from index.static import TokenVectors
from index.store import VectorStore

Scores = NDArray[np.float32]

WIDE: Final = 400
"""Units that the dense leg ranks: as many as HNSW looks at (its ef_search)."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts, chosen on development questions (``python -m assistant ablation``).

    Attributes:
        lexical: BM25 over characters and bigrams.
        dense: Cosine of the embedding.
        soft: Best token-by-token cosines.
        sentence: What a passage gains from its best sentence.
        passage: What a sentence gains from its passage.
    """

    lexical: float = 1.0
    dense: float = 0.5
    soft: float = 0.5
    sentence: float = 1.0
    passage: float = 0.5


@dataclass(frozen=True, slots=True)
class Fused:
    """Scores for one query, float32: ``passages`` (n_passages,) and ``sentences`` (n_sentences,).

    Higher is better; they compare within one query only.
    """

    passages: Scores
    sentences: Scores


class Leg(Protocol):
    """One way to score all passages and sentences by a query."""

    def scores(self, query: str) -> Fused: ...


class LexicalLeg:
    """BM25."""

    def __init__(self, passages: Sequence[str], sentences: Sequence[str]) -> None:
        self._passages, self._sentences = Bm25(passages), Bm25(sentences)

    def scores(self, query: str) -> Fused:
        """Scores of at least 0."""
        return Fused(self._passages.scores(query), self._sentences.scores(query))


class SoftLeg:
    """Soft matching."""

    def __init__(self, vectors: TokenVectors, passages: Sequence[str], sentences: Sequence[str]) -> None:
        self._passages, self._sentences = SoftMatch(vectors, passages), SoftMatch(vectors, sentences)

    def scores(self, query: str) -> Fused:
        """Scores from -1 to 1."""
        return Fused(self._passages.scores(query), self._sentences.scores(query))


class DenseLeg:
    """Nearest vectors in the store."""

    def __init__(self, store: VectorStore, embeddings: NamedEmbeddings, passages: int, sentences: int) -> None:
        """Takes the numbers of ``passages`` and ``sentences`` that the store holds."""
        self._store, self._embeddings = store, embeddings
        self._sizes = {"p": passages, "s": sentences}

    def scores(self, query: str) -> Fused:
        """Cosines; a unit beyond the nearest ``WIDE`` has the least cosine among them.

        All are 0 where the model knows nothing of the query.
        """
        vector = np.asarray([self._embeddings.embed_query(query)], dtype=np.float32)
        if not vector.any():
            return Fused(*(np.zeros(size, dtype=np.float32) for size in self._sizes.values()))
        ids, cosines = self._store.nearest(vector, min(WIDE, sum(self._sizes.values())))[0]
        rows = {kind: np.full(size, cosines.min(), dtype=np.float32) for kind, size in self._sizes.items()}
        for unit, cosine in zip(ids, cosines, strict=True):
            rows[unit[0]][int(unit[1:])] = cosine
        return Fused(rows["p"], rows["s"])


class Fusion:
    """Adds the legs up, and lets passages and their sentences lift each other."""

    def __init__(self, passages: Sequence[Passage], sentences: int) -> None:
        """Notes which of so many ``sentences`` stand in which passage; headings stand in none."""
        self._owner = np.full(sentences, -1, dtype=np.intp)
        for passage in passages:
            self._owner[list(passage.sentences)] = passage.number
        self._inside = np.flatnonzero(self._owner >= 0)
        self._count = len(passages)

    def fuse(self, legs: Mapping[str, Fused], weights: Weights) -> Fused:
        """One score for each passage and sentence; ``legs`` are named as in ``weights``."""
        shares = [float(getattr(weights, name)) for name in legs]
        passages = standardised_sum([leg.passages for leg in legs.values()], shares)
        sentences = standardised_sum([leg.sentences for leg in legs.values()], shares)
        best = np.full(self._count, sentences.min(initial=0.0), dtype=np.float32)
        owners = self._owner[self._inside]
        np.maximum.at(best, owners, sentences[self._inside])
        lifted = sentences.copy()
        lifted[self._inside] += np.float32(weights.passage) * passages[owners]
        return Fused(passages + np.float32(weights.sentence) * best, lifted)
