"""Retrieval over any corpus: the legs of the assistant, without an outline or a store."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from index.dense import DenseTexts
from index.embedding import NamedEmbeddings, StaticEmbeddings
from index.fusion import best, hybrid_scores, late_scores
from index.lexical import Bm25
from index.query import keywords
from index.rerank import RERANKED, Reranker
from index.softmatch import SoftMatch

Leg = Literal["lexical", "dense", "hybrid"]
Progress = Callable[[str, int, int], None]
Scores = NDArray[np.float32]
Numbers = NDArray[np.intp]

DEPTH: Final = 100
LATE: Final = 400
_QUESTIONS: Final = 64
_EVERY: Final = 256


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found: its place in the corpus, counted from 0, and its score."""

    number: int
    score: float


class CorpusSearch:
    """One leg, or all of them fused, over texts held in memory.

    Fused scores compare the candidates of one question with each other, and mean
    nothing between questions.
    """

    def __init__(
        self,
        texts: Sequence[str],
        leg: Leg = "hybrid",
        embeddings: NamedEmbeddings | None = None,
        reranker: Reranker | None = None,
        progress: Progress = lambda *_: None,
    ) -> None:
        """Indexes ``texts``; ``progress`` hears of the stages ``lexical`` and ``dense``.

        Args:
            texts: The corpus.
            leg: What ranks it.
            embeddings: The model of the dense and hybrid legs; a static one matches word by word, too.
            reranker: Orders the best ``RERANKED`` anew.
            progress: Called with a stage, how many texts are done, and how many there are.

        Raises:
            ValueError: the leg needs a model, and there is none.
        """
        self._texts = texts
        self._reranker = reranker
        self._progress = progress
        self._static = isinstance(embeddings, StaticEmbeddings)
        self._everything = np.arange(len(texts))
        self._lexical = self._dense = self._soft = None
        if leg != "lexical":
            if embeddings is None:
                raise ValueError(f"the {leg} leg needs a model")
            self._dense = DenseTexts(embeddings, texts, lambda done: progress("dense", done, len(texts)))
        if leg != "dense":
            self._lexical = Bm25(self._counted("lexical"))
        if isinstance(embeddings, StaticEmbeddings) and self._dense and self._dense.tokens is not None:
            self._soft = SoftMatch(embeddings.vectors, self._dense.tokens)

    def search(self, questions: Sequence[str], k: int = DEPTH) -> Iterator[tuple[Hit, ...]]:
        """The best ``k`` texts of each question, best first; ties in the order of the corpus."""
        for start in range(0, len(questions), _QUESTIONS):
            batch = questions[start : start + _QUESTIONS]
            # A bag of tokens is better off without 什么 and 多少; a transformer reads a question as it is.
            asked = [keywords(question) for question in batch]
            dense = self._dense.scores(asked if self._static else batch) if self._dense else [None] * len(batch)
            for question, words, row in zip(batch, asked, dense, strict=True):
                numbers, scores = self._ranked(words, row, k)
                numbers = self._reranked(question, numbers)
                yield tuple(Hit(int(number), float(score)) for number, score in zip(numbers, scores, strict=True))

    def _ranked(self, words: str, dense: Scores | None, k: int) -> tuple[Numbers, Scores]:
        """Numbers and scores of the best ``k`` texts, best first."""
        if dense is None:
            assert self._lexical is not None
            among, scores = self._everything, self._lexical.scores(words)
        elif self._lexical is None:
            among, scores = self._meant(words, dense, k)
        else:
            among, scores = self._fused(words, dense)
        places = best(scores, k)
        return among[places], scores[places]

    def _meant(self, words: str, dense: Scores, k: int) -> tuple[Numbers, Scores]:
        """Candidates and scores of the model alone: of a static one, those nearest as a whole, word by word."""
        if self._soft is None:
            return self._everything, dense
        among = best(dense, max(k, LATE))
        return among, late_scores(dense[among], self._soft.scores(words, among))

    def _fused(self, words: str, dense: Scores) -> tuple[Numbers, Scores]:
        """Candidates and scores of all legs together."""
        assert self._lexical is not None
        lexical = self._lexical.scores(words)
        among = np.union1d(best(lexical, DEPTH), best(dense, DEPTH))
        soft = self._soft.scores(words, among) if self._soft else None
        coverage = float(lexical.max(initial=0)) / max(self._lexical.ceiling(words), 1e-9)
        return among, hybrid_scores(lexical[among], dense[among], soft, coverage)

    def _reranked(self, question: str, numbers: Numbers) -> Numbers:
        """The same texts, the first of them in the order of the reranker; the scores are dealt out anew."""
        if self._reranker is None:
            return numbers
        judged = self._reranker.scores(question, [self._texts[number] for number in numbers[:RERANKED]])
        return np.concatenate((numbers[best(judged, RERANKED)], numbers[RERANKED:]))

    def _counted(self, stage: str) -> Iterator[str]:
        """The texts, one after another, while the progress is told."""
        for done, text in enumerate(self._texts, start=1):
            yield text
            if done % _EVERY == 0 or done == len(self._texts):
                self._progress(stage, done, len(self._texts))
