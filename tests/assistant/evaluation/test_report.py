import json
import re
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from assistant.answer import Answer, AnswerSentence
from assistant.evaluation.metrics.catalogue import KEYS
from assistant.evaluation.questions import Question
from assistant.evaluation.report import Report
from assistant.evaluation.runner import run
from index.outline import Outline

from .scripted import Scripted, one_figure_changed


def made(questions_file: Path, outline: Outline, questions: list[Question], out: Path, **options: object) -> Report:
    """A run in which q1's figure is wrong, q2 is refused and the near miss q7 is answered with markup."""

    def spoil(answer: Answer) -> Answer:
        if answer.question == questions[0].question:
            return one_figure_changed(questions)(answer)
        if answer.question == questions[1].question:
            return replace(answer, refused=True, reason="not_given", citations=())
        if answer.question == questions[6].question:
            return replace(answer, refused=False, sentences=(AnswerSentence("<script>alert(1)</script>=80%"),))
        return answer

    return run(questions_file, Scripted(outline, questions, spoil), out, **options)  # type: ignore[arg-type]


def test_the_page_asks_for_nothing_and_runs_nothing(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    page = made(questions_file, outline, questions, tmp_path).html.read_text(encoding="utf-8")
    assert not re.search(r"https?://|//[a-z]|src=|@import|url\(", page)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "default-src 'none'" in page
    assert "{{" not in page


def test_failures_come_before_the_rest_each_under_the_stage_that_lost_it(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    page = made(questions_file, outline, questions, tmp_path).html.read_text(encoding="utf-8")
    listed = re.findall(r'<span class="id">(q\d)</span>', page)
    assert listed == ["q7", "q1", "q2", "q3", "q4", "q5", "q6", "q8", "q9"]
    failures = page[page.index("没做对的题目</h2>") : page.index("做对的题目</h2>\n<details>")]
    stages = ["误答：该拒答却作答（1 道）", "选对了依据，要点不全或有误（1 道）", "误拒：能答却拒答（1 道）"]
    assert [failures.index(stage) for stage in stages] == sorted(failures.index(stage) for stage in stages)
    assert "缺少要点：3座" in failures
    assert "[1] 一（一）一是·第2句" in failures


def test_there_is_a_picture_for_each_group_with_intervals_and_by_type(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    page = made(questions_file, outline, questions, tmp_path).html.read_text(encoding="utf-8")
    titles = re.findall(r"<svg[^>]*><title>([^<]*)</title>", page)
    assert titles == ["结果", "答得对不对", "出处准不准", "该不该答", "找得到吗", "处理正确的题目", "用时（毫秒）"]
    # 6 of 9 right: 66.7 %, Wilson's interval 35 to 88.
    assert "66.7%" in page
    assert "35–88" in page


def test_the_json_has_figures_parameters_and_every_question(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    report = made(questions_file, outline, questions, tmp_path, parameters={"embedding_model": "m"})
    record = json.loads(report.json.read_text(encoding="utf-8"))
    assert set(record["summary"]["figures"]) == set(KEYS)
    for name in ("questions_sha256", "text_sha256", "code_sha256", "prompts_sha256"):
        assert re.fullmatch("[0-9a-f]{64}", record["identity"][name])
    assert record["identity"]["embedding_model"] == "m"
    assert [row["id"] for row in record["rows"]] == [question.id for question in questions]
    assert record["rows"][0]["missing"] == ["3座"]
    assert report.html.read_text(encoding="utf-8").count(record["identity"]["questions_sha256"]) == 1


def test_the_tables_hold_a_row_a_question_and_are_neutral(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    made(questions_file, outline, questions, tmp_path)
    rows = list(load_workbook(tmp_path / "rows.xlsx").active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["编号", *(question.id for question in questions)]
    head = rows[0]
    assert rows[1][head.index("缺少的要点")] == "3座"
    assert rows[1][head.index("结果")] == "选对了依据，要点不全或有误"
    assert rows[2][head.index("拒答理由")] == "提到了，但未给出所问"
    assert rows[3][head.index("前600字内找到依据")] == 1
    assert rows[8][head.index("要点齐全")] is None


def test_totals_only_tells_of_no_single_question(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    made(questions_file, outline, questions, tmp_path)
    report = made(questions_file, outline, questions, tmp_path, totals_only=True)
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != ".jsonl") == ["report.html", "report.json"]
    for file in (report.html, report.json):
        content = file.read_text(encoding="utf-8")
        assert not [question.id for question in questions if question.question in content]
        assert "q1" not in content
    assert report.summary.figures["good"].part == 6


def test_a_comparison_is_in_page_and_json(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    run(questions_file, Scripted(outline, questions), tmp_path / "old")
    report = made(questions_file, outline, questions, tmp_path / "new", against=tmp_path / "old" / "report.json")
    record = json.loads(report.json.read_text(encoding="utf-8"))["comparison"]
    assert (record["old"], record["broken"], record["fixed"]) == ("old", ["q1", "q2", "q7"], [])
    page = report.html.read_text(encoding="utf-8")
    assert "变差的：q1、q2、q7" in page
    assert "差别在偶然范围内" in page
