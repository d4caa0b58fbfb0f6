"""Search in one document: passages and sentences scored together."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables.config import RunnableConfig, get_config_list
from numpy.typing import NDArray
from pydantic import ConfigDict, Field

from index.errors import IndexDamaged, SpeechError
from index.fusion import best
from index.legs import Fused, Leg
from index.outline import Outline
from index.passages import Passage
from index.query import keywords
from index.rerank import RERANKED, Reranker
from index.scoring import Fusion, Weights

LEAST = 10
"""Passages that a search gives at the least, where the document has them."""
CHARACTERS = 1_500
"""Characters that they hold together at the least, where the document has them."""
_BESIDE = 16
"""Searches at a time that have a thread for what works outside of Python's lock."""
_PROBE = 200
"""Characters that an index is searched for when it is checked."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage and its score for one query; higher is better, 0 is the document's average."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    Attributes:
        passages: Disjoint, best first.
        sentence_scores: float32, (n_sentences,), of every sentence of the outline by its number; higher is
            better, comparable within one query.
        legs: The scores of each leg before they were fused, by its name.
    """

    passages: tuple[Scored, ...]
    sentence_scores: NDArray[np.float32]
    legs: Mapping[str, Fused]


class SpeechIndex:
    """An opened index: the outline of one document, and search in it.

    Safe to search from several threads. ``close`` it, or use it in a ``with`` block.
    """

    def __init__(
        self,
        outline: Outline,
        passages: tuple[Passage, ...],
        legs: Mapping[str, Leg],
        *,
        weights: Weights | None = None,
        close: Callable[[], object] | None = None,
    ) -> None:
        """Searches ``passages`` of ``outline`` by ``legs``, named as in ``weights``; ``close`` is called once."""
        self.outline = outline
        self.passages = passages
        self.weights = weights or Weights()
        self._legs = dict(legs)
        self._fusion = Fusion(passages, len(outline.sentences))
        self._close = close
        self._closed = False
        self._beside = ThreadPoolExecutor(_BESIDE, thread_name_prefix="leg")

    def __repr__(self) -> str:
        sizes = f"passages={len(self.passages)}, sentences={len(self.outline.sentences)}"
        return f"{type(self).__name__}({sizes}, legs={list(self._legs)})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def search(self, query: str, k: int = LEAST) -> SearchResult:
        """The best passages for ``query``: at least ``k``, and at least 1,500 characters of them.

        Raises:
            ServerUnreachable: the index lies on a vector server, and that does not answer.
        """
        return self.rank(self.score([query])[0], self.weights, k)

    def score(self, queries: Sequence[str]) -> list[dict[str, Fused]]:
        """For each of ``queries`` the scores of each leg, by its name, for its words that can stand in an answer."""
        asked = [keywords(query) for query in queries]
        # What Chroma works on is on its way while the others have the interpreter.
        beside = {name: self._beside.submit(leg.scores, asked) for name, leg in self._legs.items() if leg.outside}
        found = {name: leg.scores(asked) for name, leg in self._legs.items() if not leg.outside}
        found |= {name: scores.result() for name, scores in beside.items()}
        return [{name: found[name][n] for name in self._legs} for n in range(len(asked))]

    def rank(self, legs: Mapping[str, Fused], weights: Weights, k: int = LEAST) -> SearchResult:
        """What ``search`` gives, from scores of ``score`` added up by ``weights``."""
        fused = self._fusion.fuse(legs, weights)
        # A stable sort: of equal passages the one that stands first in the text comes first.
        order = np.argsort(-fused.passages, kind="stable")
        found: list[Scored] = []
        characters = 0
        for number in order:
            if len(found) >= k and characters >= CHARACTERS:
                break
            passage = self.passages[number]
            found.append(Scored(passage, float(fused.passages[number])))
            characters += passage.end - passage.start
        return SearchResult(tuple(found), fused.sentences, legs)

    def check(self) -> None:
        """Searches for the document's longest passage by its own words.

        Raises:
            IndexDamaged: the index is closed, or does not find it.
            ServerUnreachable: the index lies on a vector server, and that does not answer.
        """
        if self._closed:
            raise IndexDamaged(path=self.outline.title, reason="it is closed")
        if not self.passages:
            return
        longest = max(self.passages, key=lambda passage: passage.end - passage.start)
        try:
            found = self.search(self.outline.quote(longest)[:_PROBE])
        except SpeechError:
            raise
        except Exception as error:
            raise IndexDamaged(path=self.outline.title, reason=f"{type(error).__name__}: {error}") from error
        if longest not in (scored.passage for scored in found.passages):
            raise IndexDamaged(path=self.outline.title, reason=f"{longest.address} is not found by its own text")

    def reranked(self, result: SearchResult, question: str, reranker: Reranker) -> SearchResult:
        """``result`` with its best ``RERANKED`` passages in the order of ``reranker``.

        Their scores are dealt out anew, and what a sentence had of its passage's goes along.

        Raises:
            RerankerUnusable: its scores are not numbers.
        """
        first, rest = result.passages[:RERANKED], result.passages[RERANKED:]
        texts = [f"{item.passage.context} {self.outline.quote(item.passage)}".strip() for item in first]
        order = best(reranker.scores(question, texts), RERANKED)
        moved = []
        sentences = result.sentence_scores.copy()
        for place, score in zip(order, (item.score for item in first), strict=True):
            passage = first[place].passage
            sentences[list(passage.sentences)] += np.float32(self.weights.passage * (score - first[place].score))
            moved.append(Scored(passage, score))
        return SearchResult((*moved, *rest), sentences, result.legs)

    def close(self) -> None:
        """Lets go of the store; may be called again."""
        self._closed = True
        self._beside.shutdown()
        if self._close is not None:
            self._close()
            self._close = None


class HybridRetriever(BaseRetriever):
    """The search as a retriever of LangChain.

    Gives the best passages as documents, best first: the text of the passage with ``address``, ``start``,
    ``end`` (characters of the document), ``score``, ``rank`` (from 1) and ``number`` as metadata, and in
    ``sentences`` the fused and the soft score of each of its sentences, by their numbers.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    speech: SpeechIndex
    k: int = Field(default=LEAST, ge=1, description="passages to give at the least")
    reranker: Reranker | None = Field(default=None, description="what puts the best of them in another order")

    def batch(
        self,
        inputs: list[str],
        config: RunnableConfig | list[RunnableConfig] | None = None,
        *,
        return_exceptions: bool = False,
        **kwargs: Any,
    ) -> list[list[Document]]:
        """As ``invoke`` for each of ``inputs``, but what they share is looked for once, and the store is asked once.

        Who listens to the runs hears of each when its scores are there.
        """
        if return_exceptions or not inputs:
            return super().batch(inputs, config, return_exceptions=return_exceptions, **kwargs)
        configs = get_config_list(config, len(inputs))
        scored = self.speech.score(inputs)
        return [self.invoke(query, one, legs=legs) for query, one, legs in zip(inputs, configs, scored, strict=True)]

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun | None = None,
        legs: Mapping[str, Fused] | None = None,
    ) -> list[Document]:
        outline = self.speech.outline
        result = self.speech.rank(legs or self.speech.score([query])[0], self.speech.weights, self.k)
        if self.reranker is not None:
            result = self.speech.reranked(result, query, self.reranker)
        return [
            Document(page_content=outline.quote(found.passage), metadata=_metadata(result, rank))
            for rank, found in enumerate(result.passages, start=1)
        ]


def _metadata(result: SearchResult, rank: int) -> dict[str, Any]:
    found = result.passages[rank - 1]
    passage = found.passage
    soft = result.legs["soft"].sentences if "soft" in result.legs else np.zeros_like(result.sentence_scores)
    return {
        "address": passage.address,
        "start": passage.start,
        "end": passage.end,
        "score": found.score,
        "rank": rank,
        "number": passage.number,
        "sentences": {
            number: (float(result.sentence_scores[number]), float(soft[number])) for number in passage.sentences
        },
    }
