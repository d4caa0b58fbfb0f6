"""The verb as it is typed, with a scripted assistant in place of the real one."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.answer import Answer
from assistant.cli import application
from assistant.evaluation.checking import read_questions
from assistant.evaluation.questions import question_from_record
from assistant.settings import Settings
from index.parse import parse_outline
from tests.assistant.evaluation.conftest import RECORDS
from tests.assistant.evaluation.scripted import Scripted, one_figure_changed

Type = Callable[..., Result]
WRONG = one_figure_changed(question for record in RECORDS if (question := question_from_record(record, 1)[0]))


@pytest.fixture
def questions_file(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in RECORDS), encoding="utf-8")
    return path


@pytest.fixture
def typed(speech_text: str, questions_file: Path, monkeypatch: pytest.MonkeyPatch) -> Type:
    """Runs `evaluate` with these arguments; `spoil` is put upon each answer."""

    def run(*arguments: object, spoil: Callable[[Answer], Answer] = lambda answer: answer) -> Result:
        def opened(_: Any) -> Scripted:
            return Scripted(parse_outline(speech_text), read_questions(questions_file), spoil)

        monkeypatch.setattr("assistant.commands.evaluate.open_assistant", opened)
        monkeypatch.setattr("assistant.commands.evaluate.parameters_of", lambda _: {"embedding_model": "none"})
        app = application(("evaluate",))
        return CliRunner().invoke(app, ["evaluate", *map(str, arguments)], catch_exceptions=False)

    return run


def test_a_file_alone_prints_the_table(typed: Type, questions_file: Path) -> None:
    result = typed(questions_file)
    assert result.exit_code == 0
    for words in ("9 道题", "要点齐全", "100.0%", "拒答 F1", "追问"):
        assert words in result.stdout


@pytest.fixture
def both(speech_text: str, questions_file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `evaluate` with a language model set; it gets one figure wrong that the speech's own sentences have right."""

    def opened(settings: Settings) -> Scripted:
        spoil = WRONG if settings.model else lambda answer: answer
        return Scripted(parse_outline(speech_text), read_questions(questions_file), spoil)

    monkeypatch.setenv("ASSISTANT_MODEL", "openai:scripted")
    monkeypatch.setattr("assistant.commands.evaluate.open_assistant", opened)
    monkeypatch.setattr("assistant.commands.evaluate.parameters_of", lambda settings: {"model": settings.model or ""})
    app = application(("evaluate",))
    return lambda *arguments: CliRunner().invoke(app, ["evaluate", *map(str, arguments)], catch_exceptions=False)


def test_with_a_language_model_both_modes_stand_side_by_side(both: Type, questions_file: Path) -> None:
    result = both(questions_file)
    assert "set.jsonl · 讲话原句" in result.stdout
    assert "set.jsonl · openai:scripted" in result.stdout
    assert "extractive" in result.stdout
    figures = json.loads(both(questions_file, "--json").stdout)
    assert (figures["mode"], figures["extractive"]["mode"]) == ("model", "extractive")
    assert "q1" in figures["comparison"]["broken"]


def test_both_modes_are_reported_in_folders_of_their_own(both: Type, questions_file: Path, tmp_path: Path) -> None:
    both(questions_file, "--out", tmp_path / "report")
    one, other = (json.loads((tmp_path / path / "report.json").read_text()) for path in ("report", "report/extractive"))
    assert one["comparison"]["old"] == "extractive"
    assert "comparison" not in other or other["comparison"] is None
    assert "q1" in one["comparison"]["broken"]


def test_totals_of_both_modes_keep_no_question(both: Type, questions_file: Path, tmp_path: Path) -> None:
    result = both(questions_file, "--totals", "--out", tmp_path / "report")
    assert result.exit_code == 0
    for folder in ("report", "report/extractive"):
        assert json.loads((tmp_path / folder / "report.json").read_text())["rows"] == []


def test_failures_are_listed_with_what_was_expected(typed: Type, questions_file: Path) -> None:
    result = typed(questions_file, "--show", "failures", spoil=WRONG)
    assert "q1 [figure] 选对了依据，要点不全或有误" in result.stdout
    assert "3座" in result.stdout
    assert "q8" not in result.stdout


def test_json_is_alone_on_stdout(typed: Type, questions_file: Path, tmp_path: Path) -> None:
    result = typed(questions_file, "--json", "--out", tmp_path / "out")
    assert json.loads(result.stdout)["figures"]["good"]["value"] == 1.0
    assert str(tmp_path / "out" / "report.html") in result.stderr


def test_a_figure_under_its_limit_ends_with_one_and_is_named(typed: Type, questions_file: Path) -> None:
    assert typed(questions_file, "--fail-under", "all_facts=0.85").exit_code == 0
    result = typed(questions_file, "--fail-under", "all_facts=0.85", spoil=WRONG)
    assert result.exit_code == 1
    assert "要点齐全 16.7%，要求不低于 85.0%" in result.stderr


def test_the_gate_records_passes_and_fails(typed: Type, questions_file: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert typed(questions_file, "--record", baseline).exit_code == 0
    passed = typed(questions_file, "--baseline", baseline)
    assert (passed.exit_code, "没有指标低于基准" in passed.stderr) == (0, True)
    failed = typed(questions_file, "--baseline", baseline, spoil=WRONG)
    assert (failed.exit_code, "比基准变差：要点齐全 100.0% → 16.7%" in failed.stderr) == (1, True)


def test_two_runs_are_compared(typed: Type, questions_file: Path, tmp_path: Path) -> None:
    typed(questions_file, "--out", tmp_path / "old", spoil=WRONG)
    result = typed(questions_file, "--against", tmp_path / "old" / "report.json")
    assert "修好 5 道，变差 0 道，不变 4 道" in result.stdout


def test_runs_are_drawn(typed: Type, questions_file: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        typed(questions_file, "--out", tmp_path / name)
    result = typed("--history", tmp_path / "a", tmp_path / "b", "--out", tmp_path / "all")
    assert result.exit_code == 0
    assert (tmp_path / "all" / "history.html").exists()


def test_totals_go_with_nothing_that_tells_of_a_question(typed: Type, questions_file: Path, tmp_path: Path) -> None:
    assert typed(questions_file, "--totals", "--out", tmp_path / "out").exit_code == 0
    assert not (tmp_path / "out" / "rows.csv").exists()
    assert typed(questions_file, "--totals", "--show", "failures").exit_code == 2


def test_two_files_are_too_many(typed: Type, questions_file: Path) -> None:
    assert typed(questions_file, questions_file).exit_code == 2
