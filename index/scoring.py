"""How the scores of the legs become one score for each passage and sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.fusion import standardised_sum
from index.legs import Fused
from index.passages import Passage


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each leg counts, chosen on development questions.

    ``python -m assistant ablation tests/questions/speech.dev.jsonl tests/questions/tuning/*.jsonl`` prints what they bring.

    Attributes:
        lexical: BM25 over characters and bigrams.
        dense: Cosine of the embedding.
        soft: Best token-by-token cosines.
        sentence: What a passage gains from its best sentence.
        passage: What a sentence gains from its passage.
    """

    lexical: float = 1.0
    dense: float = 1.5
    soft: float = 1.0
    sentence: float = 1.0
    passage: float = 0.5


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
