import pytest

from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio, total
from assistant.evaluation.metrics.refusal import (
    asserted_figure,
    false_refusal,
    reason_right,
    refusal_f1,
    refusal_precision,
    refusal_recall,
)

# (answerable, refused): 3 true positives, 1 false positive, 2 false negatives, 4 true negatives.
OUTCOMES = [(False, True)] * 3 + [(True, True)] + [(False, False)] * 2 + [(True, False)] * 4


def test_figures_over_ten_questions_by_hand() -> None:
    assert total(refusal_precision(*outcome) for outcome in OUTCOMES) == Ratio(3, 4)
    assert total(refusal_recall(*outcome) for outcome in OUTCOMES) == Ratio(3, 5)
    assert total(false_refusal(*outcome) for outcome in OUTCOMES) == Ratio(1, 5)
    # The harmonic mean of 3/4 and 3/5.
    assert total(refusal_f1(*outcome) for outcome in OUTCOMES).value == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_nothing_refused() -> None:
    outcomes = [(False, False), (True, False)]
    assert total(refusal_precision(*outcome) for outcome in outcomes) == NOT_APPLICABLE
    assert total(refusal_recall(*outcome) for outcome in outcomes) == Ratio(0, 1)
    assert total(refusal_f1(*outcome) for outcome in outcomes).value == 0


def test_no_questions_have_no_figures() -> None:
    assert total([]) == NOT_APPLICABLE
    assert total([]).value is None


def test_only_an_answered_near_miss_with_a_figure_asserts_one() -> None:
    assert asserted_figure("near_miss", False, True) == Ratio(1, 1)
    assert asserted_figure("near_miss", False, False) == Ratio(0, 1)
    assert asserted_figure("near_miss", True, True) == Ratio(0, 1)
    assert asserted_figure("absent", False, True) == NOT_APPLICABLE


def test_the_reason_is_judged_where_a_refusal_was_due_and_its_kind_is_known() -> None:
    assert reason_right("near_miss", True, "not_given") == Ratio(1, 1)
    assert reason_right("absent", True, "off_topic") == Ratio(0, 1)
    assert reason_right("", True, "not_given") == NOT_APPLICABLE
    assert reason_right("absent", False, None) == NOT_APPLICABLE
