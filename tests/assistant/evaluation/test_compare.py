import pytest

from assistant.evaluation.compare import Result, compare, results_of
from assistant.evaluation.metrics.intervals import Interval

RIGHT = Result("right", {"all_facts": (1, 1), "false_refusal": (0, 1)})
WRONG = Result("wrong_fact", {"all_facts": (0, 1), "false_refusal": (0, 1)})
REFUSED = Result("refused", {"all_facts": (0, 1), "false_refusal": (1, 1)})


def test_questions_are_matched_by_id_and_told_apart() -> None:
    new = {"a": RIGHT, "b": WRONG, "c": RIGHT, "d": WRONG, "new": RIGHT}
    old = {"d": WRONG, "c": RIGHT, "b": RIGHT, "a": WRONG, "gone": WRONG}
    found = compare(new, old, "old")
    assert (found.fixed, found.broken, found.unchanged, found.alone) == (("a",), ("b",), 2, 2)
    assert (found.p_value, found.verdict) == (1.0, "same")


def test_many_fixed_and_few_broken_are_better_beyond_chance() -> None:
    new = {str(n): RIGHT if n < 12 else WRONG for n in range(13)}
    old = {str(n): WRONG if n < 12 else RIGHT for n in range(13)}
    found = compare(new, old, "old")
    assert found.verdict == "better"
    # 13 changed, one of them broken: 2 (1 + 13) / 2^13.
    assert found.p_value == pytest.approx(28 / 8192)
    assert compare(old, new, "new").verdict == "worse"


def test_a_figure_that_should_be_low_is_worse_when_it_rises() -> None:
    old = {str(n): RIGHT for n in range(40)}
    new = {str(n): REFUSED if n % 4 == 0 else RIGHT for n in range(40)}
    verdicts = {item.key: item.verdict for item in compare(new, old, "old").differences}
    assert verdicts == {"all_facts": "worse", "false_refusal": "worse"}
    assert {item.key for item in compare(new, old, "old").fallen} == {"all_facts", "false_refusal"}


def test_equal_runs_do_not_differ() -> None:
    run = {str(n): RIGHT if n % 3 else WRONG for n in range(30)}
    found = compare(run, run, "old")
    assert (found.fixed, found.broken, found.verdict) == ((), (), "same")
    assert all(item.interval == Interval(0.0, 0.0) for item in found.differences)


def test_runs_without_a_common_question_have_nothing_to_compare() -> None:
    found = compare({"a": RIGHT}, {"b": RIGHT}, "old")
    assert (found.unchanged, found.alone, found.p_value, found.differences) == (0, 2, 1.0, ())


def test_records_of_a_report_become_results() -> None:
    record = {"id": "a", "outcome": "right", "ratios": {"all_facts": [1, 1]}, "question": "？"}
    assert results_of([record]) == {"a": Result("right", {"all_facts": [1, 1]})}
