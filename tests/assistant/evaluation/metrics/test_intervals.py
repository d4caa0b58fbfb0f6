import numpy as np
import pytest
from scipy import stats

from assistant.evaluation.metrics.intervals import (
    Interval,
    bootstrap_median,
    bootstrap_ratios,
    mcnemar,
    paired_difference,
    wilson,
)


@pytest.mark.parametrize(("successes", "trials"), [(8, 10), (0, 20), (20, 20), (123, 146)])
def test_wilson_agrees_with_scipy(successes: int, trials: int) -> None:
    theirs = stats.binomtest(successes, trials).proportion_ci(0.95, method="wilson")
    ours = wilson(successes, trials)
    assert ours is not None
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_wilson_of_no_trials_is_unknown() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("fixed", "broken"), [(8, 1), (5, 5), (0, 6), (1, 0), (30, 12)])
def test_mcnemar_agrees_with_the_binomial_test(fixed: int, broken: int) -> None:
    assert mcnemar(fixed, broken) == pytest.approx(stats.binomtest(fixed, fixed + broken).pvalue)


def test_mcnemar_of_no_change_is_certain_to_mean_nothing() -> None:
    assert mcnemar(0, 0) == 1.0


def test_the_bootstrap_of_a_mean_is_near_the_normal_interval() -> None:
    values = np.random.default_rng(1).normal(0.5, 0.1, 400)
    (interval,) = bootstrap_ratios(values[:, None], np.ones((400, 1)))
    half = 1.96 * values.std() / 20
    assert interval is not None
    assert (interval.low, interval.high) == pytest.approx((values.mean() - half, values.mean() + half), abs=0.002)


def test_a_figure_that_nothing_bears_on_has_no_interval_and_the_same_numbers_give_the_same() -> None:
    parts = np.array([[1.0, 0.0], [0.0, 0.0], [2.0, 0.0]])
    wholes = np.array([[1.0, 0.0], [3.0, 0.0], [2.0, 0.0]])
    first, second = bootstrap_ratios(parts, wholes), bootstrap_ratios(parts, wholes)
    assert first == second
    assert first[1] is None
    # Drawn three times alike, one question alone gives 1 or 0.
    assert first[0] == Interval(0.0, 1.0)


def test_no_questions_at_all() -> None:
    assert bootstrap_ratios(np.empty((0, 2)), np.empty((0, 2))) == [None, None]
    assert bootstrap_median(np.empty(0)) is None
    assert paired_difference((np.empty(0), np.empty(0)), (np.empty(0), np.empty(0))) is None


def test_the_interval_of_a_median_holds_it() -> None:
    interval = bootstrap_median(np.arange(101.0))
    assert interval is not None
    assert 30 < interval.low < 50 < interval.high < 70


def test_what_both_runs_find_hard_does_not_widen_the_difference() -> None:
    hard = np.random.default_rng(2).integers(0, 2, 200).astype(float)
    ones = np.ones(200)
    assert paired_difference((hard, ones), (hard, ones)) == Interval(0.0, 0.0)


def test_a_loss_on_every_tenth_question_is_beyond_chance() -> None:
    ones = np.ones(100)
    lost = ones.copy()
    lost[::10] = 0.0
    interval = paired_difference((lost, ones), (ones, ones))
    assert interval is not None
    assert interval.low < -0.1 < interval.high < 0
