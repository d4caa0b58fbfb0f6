"""Two passages: the first of sentences 1 and 2, the second of sentence 3; sentence 0 is a heading."""

import numpy as np
import pytest

from index.legs import Fused
from index.passages import Passage
from index.scoring import Fusion, Weights

PASSAGES = (Passage(0, "甲", 0, 1, "", (1, 2)), Passage(1, "乙", 1, 2, "", (3,)))


def scores(passages: list[float], sentences: list[float]) -> Fused:
    return Fused(np.array(passages, dtype=np.float32), np.array(sentences, dtype=np.float32))


def weights(**own: float) -> Weights:
    return Weights(**{"lexical": 1, "dense": 0, "soft": 0, "sentence": 0, "passage": 0, **own})


@pytest.fixture
def fusion() -> Fusion:
    return Fusion(PASSAGES, 4)


def test_each_leg_is_standardised_before_it_counts(fusion: Fusion) -> None:
    legs = {"lexical": scores([0, 100], [1, 1, 3, 3]), "dense": scores([0.2, 0.1], [0, 0, 0, 0])}
    fused = fusion.fuse(legs, weights(dense=0.5))
    assert fused.passages.tolist() == pytest.approx([-0.5, 0.5])
    assert fused.sentences.tolist() == pytest.approx([-1, -1, 1, 1])


def test_a_passage_gains_from_its_best_sentence(fusion: Fusion) -> None:
    legs = {"lexical": scores([1, 1], [1, 1, 3, 1])}
    spread = np.sqrt(0.75)
    fused = fusion.fuse(legs, weights(sentence=0.5))
    assert fused.passages.tolist() == pytest.approx([0.5 * 1.5 / spread, -0.5 * 0.5 / spread])


def test_a_sentence_gains_from_its_passage_and_a_heading_from_none(fusion: Fusion) -> None:
    legs = {"lexical": scores([0, 2], [1, 1, 1, 1])}
    fused = fusion.fuse(legs, weights(passage=0.5))
    assert fused.sentences.tolist() == pytest.approx([0, -0.5, -0.5, 0.5])


def test_a_leg_of_no_weight_and_a_leg_that_says_nothing_change_nothing(fusion: Fusion) -> None:
    alone = {"lexical": scores([0, 2], [0, 1, 2, 3])}
    more = {**alone, "dense": scores([5, 1], [3, 2, 1, 0]), "soft": scores([1, 1], [1, 1, 1, 1])}
    expected = fusion.fuse(alone, weights())
    fused = fusion.fuse(more, weights(soft=1))
    np.testing.assert_array_equal(fused.passages, expected.passages)
    np.testing.assert_array_equal(fused.sentences, expected.sentences)


def test_scores_are_float32(fusion: Fusion) -> None:
    fused = fusion.fuse({"lexical": scores([0, 2], [0, 1, 2, 3])}, Weights())
    assert (fused.passages.dtype, fused.sentences.dtype) == (np.float32, np.float32)


def test_a_document_without_passages_has_scores_for_its_headings() -> None:
    fused = Fusion((), 2).fuse({"lexical": scores([], [0, 2])}, Weights())
    assert fused.passages.shape == (0,)
    assert fused.sentences.tolist() == pytest.approx([-1, 1])
