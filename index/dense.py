"""The dense leg over any corpus: cosines of questions with texts and their sentences."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import NamedEmbeddings, StaticEmbeddings
from index.sentences import split_sentences

Scores = NDArray[np.float32]
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
        take 150 MB with a model of 128 dimensions.
        """
        self._embeddings = embeddings
        self._count = len(texts)
        vectors = [np.zeros((0, embeddings.dimension), dtype=np.float16)]
        ends = [0]
        for start in range(0, len(texts), _BLOCK):
            pieces = [list(self._pieces(text)) for text in texts[start : start + _BLOCK]]
            for own in pieces:
                ends.append(ends[-1] + len(own))
            vectors.append(_embed(embeddings, [piece for own in pieces for piece in own]).astype(np.float16))
            progress(min(start + _BLOCK, len(texts)))
        self._vectors = np.concatenate(vectors)
        self._firsts = np.array(ends, dtype=np.int64)

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

    def _pieces(self, text: str) -> Iterator[str]:
        """The text, and its sentences where there are several and the model gains by them."""
        yield text
        if isinstance(self._embeddings, StaticEmbeddings):
            spans = list(split_sentences(text, 0, len(text)))
            if len(spans) > 1:
                yield from (text[start:end] for start, end in spans)

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Runs of texts that have about ``_ROWS`` vectors together."""
        first = 0
        while first < len(self):
            last = int(np.searchsorted(self._firsts, self._firsts[first] + _ROWS, side="right")) - 1
            last = max(last, first + 1)
            yield first, last
            first = last


def _embed(embeddings: NamedEmbeddings, texts: list[str]) -> Scores:
    if isinstance(embeddings, StaticEmbeddings):
        return embeddings.vectors.encode(texts)  # without a list of Python numbers in between
    return np.array(embeddings.embed_documents(texts), dtype=np.float32)
