from typing import Any

import numpy as np
import pytest

from index.dense import DenseTexts
from index.embedding import StaticEmbeddings
from index.softmatch import SoftMatch
from index.static import TokenVectors

HALF = 0.5**0.5


@pytest.fixture
def static() -> StaticEmbeddings:
    """电 points right, 水 straight up."""
    return StaticEmbeddings(TokenVectors(["电", "水"], np.array([(1, 0), (0, 1)], dtype=np.float16)), "two", "1")


def test_with_a_static_model_a_text_counts_by_its_best_sentence(static: StaticEmbeddings) -> None:
    scores = DenseTexts(static, ["电水", "电。水。", "水", ""]).scores(["电", "电水"])
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, [[HALF, 1, 0, 0], [1, 1, HALF, 0]], atol=1e-3)


def test_one_reading_gives_what_the_model_gives_for_each_piece(static: StaticEmbeddings) -> None:
    text = "电水。水电？“水。”电电！\n水"
    texts, pieces = DenseTexts(static, [text]), [text, "电水。", "水电？", "“水。”电电！", "水"]
    for query in ("电", "水", "电电水"):
        cosines = static.vectors.encode(pieces) @ static.vectors.encode([query])[0]
        np.testing.assert_allclose(texts.scores([query]), [[cosines.max()]], atol=1e-3)


def test_the_same_reading_serves_soft_matching(static: StaticEmbeddings, embeddings: Any) -> None:
    texts = ["水电。水", "", "电"]
    tokens = DenseTexts(static, texts).tokens
    assert tokens is not None
    np.testing.assert_array_equal(
        SoftMatch(static.vectors, tokens).scores("电水"), SoftMatch(static.vectors, texts).scores("电水")
    )
    assert DenseTexts(embeddings, texts).tokens is None


def test_other_models_read_a_text_as_a_whole(embeddings: Any) -> None:
    texts = DenseTexts(embeddings, ["水。公路。", "资金"])
    assert embeddings.embedded == 2
    np.testing.assert_allclose(texts.scores(["水"]), [[HALF, 0]], atol=1e-3)


def test_many_texts_score_as_each_would_alone(static: StaticEmbeddings) -> None:
    texts = ["电" * (n % 5) + "。" + "水" * (n % 7) for n in range(600)]
    together = DenseTexts(static, texts).scores(["电电水"])[0]
    alone = [DenseTexts(static, [text]).scores(["电电水"])[0, 0] for text in texts[:50]]
    np.testing.assert_allclose(together[:50], alone, atol=1e-6)
    assert together.shape == (600,)


def test_blocks_of_rows_do_not_change_the_scores(static: StaticEmbeddings, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{'电' * (n % 3)}。{'水' * (n % 2)}。电水" for n in range(40)]
    whole = DenseTexts(static, texts).scores(["电", "水"])
    monkeypatch.setattr("index.dense._ROWS", 2)  # fewer than the vectors of one text
    np.testing.assert_array_equal(DenseTexts(static, texts).scores(["电", "水"]), whole)


def test_progress_ends_at_the_number_of_texts(embeddings: Any) -> None:
    told: list[int] = []
    DenseTexts(embeddings, ["水"] * 300, told.append)
    assert told == [256, 300]


def test_no_texts_and_no_questions_give_empty_scores(static: StaticEmbeddings) -> None:
    assert DenseTexts(static, []).scores(["电"]).shape == (1, 0)
    assert DenseTexts(static, ["电"]).scores([]).shape == (0, 1)
