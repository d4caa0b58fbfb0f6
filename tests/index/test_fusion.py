import numpy as np
import pytest

from index.fusion import best, hybrid_scores, reciprocal_rank_fusion, standardised_sum


def test_fused_scores_are_those_of_the_worked_example() -> None:
    fused = dict(reciprocal_rank_fusion([["a", "b", "c"], ["c", "a"]], k=60))
    assert fused == pytest.approx({"a": 1 / 61 + 1 / 62, "b": 1 / 62, "c": 1 / 63 + 1 / 61})


def test_an_item_high_in_both_rankings_comes_first() -> None:
    assert [item for item, _ in reciprocal_rank_fusion([["a", "b", "c"], ["c", "a"]])] == ["a", "c", "b"]


def test_a_small_k_lets_a_first_place_win() -> None:
    rankings = [["a", "b", "c", "d"], ["e", "b", "c", "d"]]
    assert reciprocal_rank_fusion(rankings, k=60)[0][0] == "b"
    assert reciprocal_rank_fusion(rankings, k=0)[0][0] == "a"


def test_ties_keep_the_order_of_first_sight() -> None:
    assert [item for item, _ in reciprocal_rank_fusion([["z"], ["a"]])] == ["z", "a"]


def test_no_rankings_fuse_to_nothing() -> None:
    assert reciprocal_rank_fusion([]) == []


def test_standardised_legs_are_added_by_weight() -> None:
    first, second = np.array([0.0, 2.0], dtype=np.float32), np.array([300.0, 100.0], dtype=np.float32)
    np.testing.assert_allclose(standardised_sum([first, second], [1, 0.5]), [-0.5, 0.5])


def test_units_of_a_leg_do_not_matter() -> None:
    first, second = np.array([0.0, 1, 5], dtype=np.float32), np.array([3.0, 2, 2], dtype=np.float32)
    np.testing.assert_allclose(
        standardised_sum([first, second], [1, 1]),
        standardised_sum([first * 100 + 7, second], [1, 1]),
        rtol=1e-5,
        atol=1e-6,
    )


def test_a_leg_without_differences_says_nothing() -> None:
    first, flat = np.array([0.0, 2.0], dtype=np.float32), np.array([0.1, 0.1], dtype=np.float32)
    np.testing.assert_allclose(standardised_sum([first, flat], [1, 1]), [-1, 1])


def test_the_less_the_words_cover_the_more_the_other_legs_count() -> None:
    lexical, dense = np.array([2.0, 1.0, 0.0], dtype=np.float32), np.array([0.0, 0.1, 0.4], dtype=np.float32)
    assert hybrid_scores(lexical, dense, dense, coverage=0.5).argmax() == 0
    assert hybrid_scores(lexical, dense, dense, coverage=0.05).argmax() == 2
    assert hybrid_scores(lexical, dense, None, coverage=0.5).argmax() == 0
    assert hybrid_scores(lexical, dense, None, coverage=0.0).argmax() == 2


@pytest.mark.parametrize("k", [0, 1, 3, 6, 9])
def test_the_best_are_those_of_a_whole_stable_sort(k: int) -> None:
    scores = np.array([1, 3, 2, 3, 2, 2], dtype=np.float32)
    assert best(scores, k).tolist() == np.argsort(-scores, kind="stable")[:k].tolist()


@pytest.mark.parametrize(("sizes", "weights"), [((2, 2), [1.0]), ((2, 3), [1.0, 1.0])])
def test_legs_that_do_not_fit_are_refused(sizes: tuple[int, ...], weights: list[float]) -> None:
    legs = [np.arange(size, dtype=np.float32) for size in sizes]
    with pytest.raises(ValueError, match=r"argument|shape|broadcast"):
        standardised_sum(legs, weights)
