"""The dense leg over any corpus: cosines of questions with texts and their sentences."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from index.embedding import NamedEmbeddings, StaticEmbeddings
from index.sentences import split_sentences
from index.softmatch import TokenSets
from index.static import TokenVectors

Scores = NDArray[np.float32]
Numbers = NDArray[np.integer]
Progress = Callable[[int], None]

_BLOCK: Final = 256
_ROWS: Final = 16_384


class DenseTexts:
    """Vectors of texts, and what questions score against them.

    A mean of token vectors fades as a text grows. So with a static model a text also
    has a vector for each of its sentences, and counts by the best of them; a
    transformer reads a text as a whole, and has one vector for it.
    """

    def __init__(self, embeddings: NamedEmbeddings, texts: Sequence[str], progress: Progress = lambda _: None) -> None:
        """Embeds ``texts``, 256 at a time, and tells ``progress`` how many are done.

        A vector is kept in 2 bytes a dimension: 100,000 texts of five sentences each
        take 150 MB with a model of 128 dimensions. ``tokens``, with a static model, is
        what soft matching needs, from the same reading of the texts; otherwise ``None``.
        """
        self._embeddings = embeddings
        self.tokens = TokenSets() if isinstance(embeddings, StaticEmbeddings) else None
        encode = self._encoder()
        vectors = [np.zeros((0, embeddings.dimension), dtype=np.float16)]
        ends = [0]
        for start in range(0, len(texts), _BLOCK):
            rows, counts = encode(texts[start : start + _BLOCK])
            vectors.append(rows.astype(np.float16))
            for count in counts:
                ends.append(ends[-1] + count)
            progress(min(start + _BLOCK, len(texts)))
        self._vectors = np.concatenate(vectors)
        self._firsts = np.array(ends, dtype=np.int64)
        self._count = len(texts)

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"{type(self).__name__}(texts={len(self)}, vectors={len(self._vectors)})"

    def scores(self, questions: Sequence[str]) -> Scores:
        """Best cosines, float32, (questions, texts), -1 to 1, higher is better."""
        queries = np.array([self._embeddings.embed_query(question) for question in questions], dtype=np.float32)
        queries = queries.reshape(len(questions), self._embeddings.dimension)
        scores = np.zeros((len(questions), len(self)), dtype=np.float32)
        for first, last in self._blocks():
            rows = slice(self._firsts[first], self._firsts[last])
            cosines = self._vectors[rows].astype(np.float32) @ queries.T
            starts = self._firsts[first:last] - self._firsts[first]
            scores[:, first:last] = np.maximum.reduceat(cosines, starts, axis=0).T
        return scores

    def _encoder(self) -> Callable[[Sequence[str]], tuple[Scores, list[int]]]:
        """What makes the vectors of some texts, and says how many each of them has."""
        embeddings = self._embeddings
        if not isinstance(embeddings, StaticEmbeddings):
            return lambda texts: (
                np.array(embeddings.embed_documents(list(texts)), dtype=np.float32),
                [1] * len(texts),
            )
        vectors, table = embeddings.vectors, embeddings.vectors.table.astype(np.float32)

        def encode(texts: Sequence[str]) -> tuple[Scores, list[int]]:
            pieces = [_pieces(vectors, text) for text in texts]
            if self.tokens is not None:
                self.tokens.extend(own[0] for own in pieces)
            return _means([piece for own in pieces for piece in own], table), [len(own) for own in pieces]

        return encode

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Runs of texts that have about ``_ROWS`` vectors together."""
        first = 0
        while first < len(self):
            last = int(np.searchsorted(self._firsts, self._firsts[first] + _ROWS, side="right")) - 1
            last = max(last, first + 1)
            yield first, last
            first = last


def _pieces(vectors: TokenVectors, text: str) -> list[Numbers]:
    """Token ids of the text, and of its sentences where there are several.

    No token reaches over the end of a sentence, so the text is read once.
    """
    spans = split_sentences(text, 0, len(text))
    sentences: list[Numbers] = [vectors.ids(text[start:end]) for start, end in spans]
    if len(sentences) == 1:
        return sentences
    whole = np.concatenate(sentences) if sentences else vectors.ids("")
    return [whole, *sentences]


def _means(rows: Sequence[Numbers], table: Scores) -> Scores:
    """Means of rows of ``table``, L2-normalised, by the ids in each of ``rows``; zero for none."""
    ids = np.concatenate(rows)
    ends = np.cumsum([0, *(len(row) for row in rows)])
    counts = sparse.csr_matrix((np.ones(len(ids), dtype=np.float32), ids, ends), shape=(len(rows), len(table)))
    sums: Scores = counts @ table
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    np.divide(sums, norms, out=sums, where=norms > 0)
    return sums
