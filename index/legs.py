"""The legs of a search: each scores all passages and sentences of one document by a query."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding import NamedEmbeddings
from index.lexical import Bm25
from index.outline import Outline
from index.passages import Passage
from index.softmatch import SoftMatch
from index.static import TokenVectors
from index.store import VectorStore
from index.tokens import lexical_tokens
from index.units import heading_path

Scores = NDArray[np.float32]

WIDE: Final = 400
"""Units that the dense leg ranks: as many as HNSW looks at (its ef_search)."""


@dataclass(frozen=True, slots=True)
class Fused:
    """Scores for one query, float32: ``passages`` (n_passages,) and ``sentences`` (n_sentences,).

    Higher is better; they compare within one query only.
    """

    passages: Scores
    sentences: Scores


class Leg(Protocol):
    """One way to score all passages and sentences by queries, those of one question together.

    ``outside`` says whether it works outside of Python's lock for the most part: others can go on meanwhile.
    """

    outside: ClassVar[bool]

    def scores(self, queries: Sequence[str]) -> list[Fused]: ...


class LexicalLeg:
    """BM25, passages and sentences each among their own kind."""

    outside: ClassVar[bool] = False

    def __init__(self, passages: Sequence[str], sentences: Sequence[str]) -> None:
        self._passages, self._sentences = Bm25(passages), Bm25(sentences)

    def scores(self, queries: Sequence[str]) -> list[Fused]:
        """Scores of at least 0, for each of ``queries``."""
        counts = [Counter(lexical_tokens(query)) for query in queries]
        return [Fused(self._passages.scores_of(each), self._sentences.scores_of(each)) for each in counts]


class SoftLeg:
    """Soft matching, where a sentence also has the words of its headings, and a passage those of its context.

    What a token finds in several texts together is the best of what it finds in each, so only sentences and
    headings are looked through.
    """

    outside: ClassVar[bool] = False

    def __init__(
        self, vectors: TokenVectors, outline: Outline, passages: Sequence[Passage], *, headings: bool = True
    ) -> None:
        texts = [outline.quote(sentence) for sentence in outline.sentences]
        above = [heading_path(outline, item) if headings else "" for item in outline.sentences]
        contexts = [passage.context if headings else "" for passage in passages]
        rows = {text: len(texts) + place for place, text in enumerate(dict.fromkeys([*above, *contexts]))}
        self._above = np.array([rows[text] for text in above], dtype=np.intp)
        self._contexts = np.array([rows[text] for text in contexts], dtype=np.intp)
        self._members = np.array([number for item in passages for number in item.sentences], dtype=np.intp)
        self._firsts = np.cumsum([0, *(len(item.sentences) for item in passages[:-1])])
        self._match = SoftMatch(vectors, [*texts, *rows])

    def scores(self, queries: Sequence[str]) -> list[Fused]:
        """Scores from -1 to 1, for each of ``queries``; the tokens that they share are looked for once."""
        asked = [self._match.tokens(query) for query in queries]
        known = np.unique(np.concatenate(asked))
        cosines = self._match.cosines(known)
        sentences = np.maximum(cosines[:, : len(self._above)], cosines.take(self._above, axis=1))
        passages = np.zeros((len(known), 0), dtype=np.float32)
        if len(self._members):
            best = np.maximum.reduceat(cosines.take(self._members, axis=1), self._firsts, axis=1)
            passages = np.maximum(best, cosines.take(self._contexts, axis=1))
        found = []
        for tokens in asked:
            weights, rows = self._match.weights(tokens), np.searchsorted(known, tokens)
            found.append(Fused(weights @ passages[rows], weights @ sentences[rows]))
        return found


class DenseLeg:
    """Nearest vectors in the store."""

    outside: ClassVar[bool] = True

    def __init__(self, store: VectorStore, embeddings: NamedEmbeddings, passages: int, sentences: int) -> None:
        """Takes the numbers of ``passages`` and ``sentences`` that the store holds."""
        self._store, self._embeddings = store, embeddings
        self._sizes = {"p": passages, "s": sentences}

    def scores(self, queries: Sequence[str]) -> list[Fused]:
        """Cosines for each of ``queries``; a unit beyond the nearest ``WIDE`` has the least cosine among them.

        All are 0 where the model knows nothing of a query.
        """
        vectors = np.asarray([self._embeddings.embed_query(query) for query in queries], dtype=np.float32)
        known = np.any(vectors, axis=1)
        nearest = iter(self._store.nearest(vectors[known], min(WIDE, sum(self._sizes.values()))) if known.any() else ())
        return [self._spread(*next(nearest)) if one else self._nothing() for one in known.tolist()]

    def _nothing(self) -> Fused:
        return Fused(*(np.zeros(size, dtype=np.float32) for size in self._sizes.values()))

    def _spread(self, ids: Sequence[str], cosines: Scores) -> Fused:
        rows = {kind: np.full(size, cosines.min(), dtype=np.float32) for kind, size in self._sizes.items()}
        for unit, cosine in zip(ids, cosines.tolist(), strict=True):
            rows[unit[0]][int(unit[1:])] = cosine
        return Fused(rows["p"], rows["s"])
