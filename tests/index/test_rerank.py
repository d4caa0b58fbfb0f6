from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import CrossEncoder

from index.errors import RerankerMissing, RerankerUnusable
from index.rerank import CrossEncoderReranker
from tests.small_models import write_cross_encoder

TEXTS = ["新建水库", "公路", "资金电价", "水库资金公路建设"]


def test_scores_are_those_of_the_library(tmp_path: Path) -> None:
    folder = write_cross_encoder(tmp_path / "model")
    reranker = CrossEncoderReranker.load(folder)
    scores = reranker.scores("水库多少", TEXTS)
    expected = CrossEncoder(str(folder), device="cpu").predict([("水库多少", text) for text in TEXTS])
    np.testing.assert_allclose(scores, expected, rtol=1e-5)
    assert scores.dtype == np.float32
    assert len(set(scores.tolist())) == 4
    assert reranker.name == str(folder)


def test_threads_get_the_scores_that_one_would(tmp_path: Path) -> None:
    reranker = CrossEncoderReranker.load(write_cross_encoder(tmp_path))
    expected = reranker.scores("水库", TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for scores in pool.map(lambda _: reranker.scores("水库", TEXTS), range(16)):
            np.testing.assert_array_equal(scores, expected)


def test_no_texts_give_no_scores(tmp_path: Path) -> None:
    assert CrossEncoderReranker.load(write_cross_encoder(tmp_path)).scores("水库", []).shape == (0,)


def test_a_model_with_several_classes_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnusable) as caught:
        CrossEncoderReranker.load(write_cross_encoder(tmp_path, labels=3))
    assert "3" in str(caught.value.params["reason"])


def test_a_name_that_is_nowhere_on_this_machine_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(RerankerMissing) as caught:
        CrossEncoderReranker.load("BAAI/bge-reranker-none")
    assert caught.value.params["model"] == "BAAI/bge-reranker-none"


def test_a_folder_without_a_model_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnusable) as caught:
        CrossEncoderReranker.load(tmp_path)
    assert caught.value.params["model"] == str(tmp_path)


def test_scores_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RerankerUnusable, match="not numbers"):
        CrossEncoderReranker.load(write_cross_encoder(tmp_path, broken=True)).scores("水库", TEXTS)
