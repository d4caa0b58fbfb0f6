from dataclasses import replace

import pytest

from assistant.answer import Answer
from assistant.evaluation.journal import Row
from assistant.evaluation.questions import Question
from assistant.evaluation.runner import ask_all
from assistant.evaluation.summary import Figure, Summary, Tally
from index.outline import Outline

from .scripted import Scripted


@pytest.fixture
def rows(outline: Outline, questions: list[Question]) -> list[Row]:
    """All right but q2, which is refused, and the near miss q7, which is answered with a figure."""

    def spoil(answer: Answer) -> Answer:
        if answer.question in (questions[1].question, questions[6].question):
            return replace(answer, refused=not answer.refused, reason=None)
        return answer

    return list(ask_all(iter(questions), Scripted(outline, questions, spoil)))


def summed(rows: list[Row]) -> Summary:
    tally = Tally()
    for row in rows:
        tally.add(row)
    return tally.summary()


def test_figures_are_sums_over_questions(rows: list[Row]) -> None:
    summary = summed(rows)
    assert (summary.questions, summary.answerable) == (9, 6)
    assert summary.outcomes == {"asserted": 1, "refused": 1, "refused_rightly": 2, "right": 5}
    good = summary.figures["good"]
    assert (good.part, good.whole, good.questions) == (7, 9, 9)
    # Eight facts in six questions, one of them in the refused answer.
    assert summary.figures["facts"].value == 7 / 8
    assert summary.figures["refusal_f1"].value == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert summary.figures["false_refusal"].value == pytest.approx(1 / 6)


def test_yes_or_no_figures_have_wilson_intervals(rows: list[Row]) -> None:
    good = summed(rows).figures["good"]
    assert (good.low, good.high) == pytest.approx((0.4526, 0.9368), abs=1e-4)


def test_a_perfect_figure_is_not_certain(rows: list[Row]) -> None:
    quotes = summed(rows).figures["quotes_verbatim"]
    assert quotes.value == quotes.high == 1.0
    assert quotes.low is not None
    assert 0.5 < quotes.low < 0.8


def test_types_are_broken_down_in_the_schemas_order(rows: list[Row]) -> None:
    summary = summed(rows)
    assert list(summary.types.items())[:2] == [("figure", 2), ("deadline", 1)]
    assert summary.by_type["figure"]["all_facts"].value == 0.5
    assert summary.by_type["unanswerable"]["evidence_cited"] == Figure(None, None, None, 0.0, 0.0, 0)


def test_length_and_latency_are_of_what_was_answered(rows: list[Row]) -> None:
    summary = summed(rows)
    # q1, q3 and q4 are short types that got an answer; q2 was refused.
    assert summary.answer_length.questions == 3
    assert summary.latency_ms["total"] == {"p50": 2.0, "p95": 2.0}
    assert "latency_ms" not in summary.to_dict()


def test_an_empty_run_has_figures_without_values() -> None:
    summary = summed([])
    assert summary.questions == 0
    assert all(figure.value is None for figure in summary.figures.values())
    assert summary.answer_length.value is None


def test_judgements_are_added_up_apart(rows: list[Row]) -> None:
    judged = [replace(row, judgement={"faithfulness": [1, 2], "completeness": [0, 0]}) for row in rows[:4]]
    summary = summed(judged)
    assert summary.judged["faithfulness"].value == 0.5
    assert summary.judged["completeness"].value is None
    assert summed(rows).judged == {}
