import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.evaluation.errors import BaselineOutdated, ReportUnusable, UnknownMetric
from assistant.evaluation.gate import Limit, hold_against, parse_limit, record_baseline
from assistant.evaluation.questions import Question
from assistant.evaluation.runner import measure
from assistant.evaluation.summary import Figure, Summary
from index.outline import Outline

from .scripted import Scripted, one_figure_changed

Spoil = Callable[[Answer], Answer]
IDENTITY = {"questions_sha256": "q", "text_sha256": "t", "code_sha256": "c"}


@pytest.fixture
def baseline(questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path) -> Path:
    path = tmp_path / "baseline" / "set.json"
    record_baseline(path, *measured(questions_file, outline, questions))
    return path


def measured(
    questions_file: Path, outline: Outline, questions: list[Question], spoil: Spoil = lambda answer: answer
) -> tuple[Summary, dict[str, str], list[dict[str, Any]]]:
    summary, records = measure(questions_file, Scripted(outline, questions, spoil))
    return summary, IDENTITY, records


def test_the_same_answers_pass(
    baseline: Path, questions_file: Path, outline: Outline, questions: list[Question]
) -> None:
    assert hold_against(baseline, *measured(questions_file, outline, questions)[1:]).fallen == ()


def test_answers_with_a_figure_changed_fall_below_the_baseline(
    baseline: Path, questions_file: Path, outline: Outline, questions: list[Question]
) -> None:
    spoiled = measured(questions_file, outline, questions, spoil=one_figure_changed(questions))
    fallen = {item.key for item in hold_against(baseline, *spoiled[1:]).fallen}
    assert {"good", "all_facts", "facts"} <= fallen
    assert not {"evidence_cited", "recall_at_5", "refusal_f1"} & fallen


def test_one_question_lost_of_nine_is_within_the_interval(
    baseline: Path, questions_file: Path, outline: Outline, questions: list[Question]
) -> None:
    _, _, records = measured(questions_file, outline, questions)
    records[0] = records[0] | {"outcome": "wrong_fact", "ratios": records[0]["ratios"] | {"all_facts": [0, 1]}}
    assert hold_against(baseline, IDENTITY, records).fallen == ()


@pytest.mark.parametrize("name", ["questions_sha256", "text_sha256"])
def test_a_baseline_over_other_questions_or_another_text_has_to_be_recorded_anew(baseline: Path, name: str) -> None:
    with pytest.raises(BaselineOutdated):
        hold_against(baseline, IDENTITY | {name: "other"}, [])


def test_other_code_is_what_the_baseline_is_for(
    baseline: Path, questions_file: Path, outline: Outline, questions: list[Question]
) -> None:
    _, _, records = measured(questions_file, outline, questions)
    hold_against(baseline, IDENTITY | {"code_sha256": "other"}, records)


def test_a_baseline_tells_no_question_and_no_answer(baseline: Path, questions: list[Question]) -> None:
    record = json.loads(baseline.read_text(encoding="utf-8"))
    assert {key for row in record["rows"] for key in row} == {"id", "outcome", "ratios"}
    assert record["figures"]["good"] == 1.0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"rows": [{"id": "a"}]}', '{"rows": 3}', "\ud800"])
def test_what_is_no_report_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(ReportUnusable):
        hold_against(path, IDENTITY, [])


@pytest.mark.parametrize("option", ["all_facts", "all_facts=", "all_facts=high", "nonsense=0.5", "all_facts=85"])
def test_a_limit_that_names_no_metric_and_share_is_refused(option: str) -> None:
    with pytest.raises(UnknownMetric):
        parse_limit(option)


def test_limits_are_floors_or_ceilings_by_the_metric(
    questions_file: Path, outline: Outline, questions: list[Question]
) -> None:
    summary, _, _ = measured(questions_file, outline, questions)
    assert parse_limit("all_facts=1").holds(summary)
    assert parse_limit("false_refusal=0").holds(summary)
    spoiled, _, _ = measured(questions_file, outline, questions, spoil=one_figure_changed(questions))
    assert not Limit("all_facts", 0.85).holds(spoiled)


def test_a_figure_that_no_question_bears_on_does_not_hold(
    questions_file: Path, outline: Outline, questions: list[Question]
) -> None:
    summary, _, _ = measured(questions_file, outline, questions)
    figures = {**summary.figures, "all_facts": Figure(None, None, None, 0, 0, 0)}
    assert not Limit("all_facts", 0.0).holds(replace(summary, figures=figures))
