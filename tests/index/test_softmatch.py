"""Vectors of two numbers: 电 and 费 point right, 价 a little up, 水 straight up, 无 nowhere."""

import math

import numpy as np
import pytest

from index.softmatch import SoftMatch
from index.static import TokenVectors

TABLE = {"电": (1.0, 0.0), "费": (2.0, 0.0), "价": (3.0, 3.0), "水": (0.0, 1.0), "无": (0.0, 0.0)}
HALF = math.sqrt(0.5)


@pytest.fixture
def vectors() -> TokenVectors:
    return TokenVectors(list(TABLE), np.array(list(TABLE.values()), dtype=np.float16))


def test_a_token_finds_its_nearest_in_each_text(vectors: TokenVectors) -> None:
    scores = SoftMatch(vectors, ["电价", "价水", "水"]).scores("费")
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, [1.0, HALF, 0.0], atol=1e-6)


def test_the_length_of_a_vector_in_a_text_does_not_count(vectors: TokenVectors) -> None:
    scores = SoftMatch(vectors, ["费", "电"]).scores("电")
    np.testing.assert_allclose(scores, [1.0, 1.0], atol=1e-6)


def test_tokens_of_longer_vectors_count_more(vectors: TokenVectors) -> None:
    scores = SoftMatch(vectors, ["电", "水"]).scores("费水")  # of lengths 2 and 1
    np.testing.assert_allclose(scores, [2 / 3, 1 / 3], rtol=1e-5)


def test_repeats_in_the_question_count_once(vectors: TokenVectors) -> None:
    match = SoftMatch(vectors, ["电价", "水"])
    np.testing.assert_array_equal(match.scores("电水"), match.scores("电电电水"))


def test_texts_without_known_tokens_score_nothing(vectors: TokenVectors) -> None:
    scores = SoftMatch(vectors, ["", "电", "山川", "无", "电"]).scores("费")
    np.testing.assert_allclose(scores, [0, 1, 0, 0, 1], atol=1e-6)


@pytest.mark.parametrize("query", ["", "山川", "，", "无"])
def test_a_question_without_known_tokens_scores_nothing(vectors: TokenVectors, query: str) -> None:
    assert SoftMatch(vectors, ["电", "水"]).scores(query).tolist() == [0, 0]


def test_scores_among_some_texts_equal_those_among_all(vectors: TokenVectors) -> None:
    match = SoftMatch(vectors, ["电价", "", "水", "价水", "费"])
    among = np.array([4, 1, 3])
    np.testing.assert_allclose(match.scores("电水", among), match.scores("电水")[among], rtol=1e-6)


def test_no_texts_no_scores(vectors: TokenVectors) -> None:
    match = SoftMatch(vectors, [])
    assert len(match) == 0
    assert match.scores("电").shape == (0,)
    assert repr(match) == "SoftMatch(texts=0, dimension=2)"
