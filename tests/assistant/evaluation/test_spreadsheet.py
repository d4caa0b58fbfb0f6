import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.evaluation.checking import read_questions
from assistant.evaluation.questions import FIELDS, TYPE_NAMES, TYPES, question_from_record
from assistant.evaluation.reading import column_name, read_records
from assistant.evaluation.spreadsheet import neutral, write_csv, write_xlsx
from assistant.evaluation.template import write_template

DANGEROUS = ["=1+1", "+86", "-0.5", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "－2", "\n@x"]


@pytest.mark.parametrize("cell", DANGEROUS)
def test_text_that_a_spreadsheet_would_calculate_gets_an_apostrophe(cell: str) -> None:
    assert str(neutral(cell)).startswith("'")


@pytest.mark.parametrize("cell", ["1.78%", "投资=2亿", "", -0.5, 3, None, True])
def test_other_cells_stay_as_they_are(cell: object) -> None:
    assert neutral(cell) == cell


def test_both_exports_are_neutral_and_hold_the_same(tmp_path: Path) -> None:
    rows = [["q1", cell, 0.5] for cell in DANGEROUS]
    write_csv(tmp_path / "a.csv", ["编号", "问题", "值"], rows)
    write_xlsx(tmp_path / "a.xlsx", ["编号", "问题", "值"], [8, 40, 8], rows)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert all(line[1].startswith("'") for line in lines[1:])
    for row in sheet.iter_rows(min_row=2):
        assert row[1].data_type == "s"
        assert str(row[1].value).startswith("'")
    assert [row[0].value for row in sheet.iter_rows()] == [line[0] for line in lines]


def test_characters_that_xml_cannot_hold_and_overlong_cells_do_not_end_the_export(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "a.xlsx", ["x"], [8], [["a\x00b\x0bc"], ["长" * 40_000]])
    values = [row[0].value for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows(min_row=2)]
    assert values[0] == "abc"
    assert len(values[1]) < 32_768


def test_equal_rows_give_equal_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_xlsx(tmp_path / "a.xlsx", ["x"], [8], [["a"]])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    write_xlsx(tmp_path / "b.xlsx", ["x"], [8], [["a"]])
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_template_can_be_filled_in_and_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    write_template(path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert [column_name(cell.value) for cell in sheet[1]] == list(FIELDS)
    for number, value in enumerate(["1", "几座？", "数字", "是", "甲\n乙", "3座|三座"], 1):
        sheet.cell(2, number, value)
    book.save(path)
    (question,) = read_questions(path)
    assert (question.type, question.evidence, question.facts) == ("figure", ("甲", "乙"), (("3座", "三座"),))


def test_the_template_offers_each_type_and_explains_each_column(tmp_path: Path) -> None:
    write_template(tmp_path / "q.xlsx")
    sheet, help_sheet = load_workbook(tmp_path / "q.xlsx").worksheets
    rules = {rule.promptTitle: rule for rule in sheet.data_validations.dataValidation}
    offered = rules["类型"].formula1.strip('"').split(",")
    assert [TYPE_NAMES[name] for name in offered] == list(TYPES)
    assert rules["可回答"].formula1 == '"是,否"'
    assert all(rule.prompt for rule in rules.values())
    assert len(rules) == help_sheet.max_row - 1 == len(FIELDS)
    assert sheet["E2"].number_format == "@"


def test_the_example_in_the_help_is_a_question_without_faults(tmp_path: Path) -> None:
    write_template(tmp_path / "q.xlsx")
    help_sheet = load_workbook(tmp_path / "q.xlsx").worksheets[1]
    example = {column_name(row[0].value): row[2].value for row in help_sheet.iter_rows(min_row=2)}
    question, faults = question_from_record({str(key): value for key, value in example.items()}, 1)
    assert question is not None
    assert faults == []


def test_an_empty_template_has_no_records(tmp_path: Path) -> None:
    write_template(tmp_path / "q.xlsx")
    assert list(read_records(tmp_path / "q.xlsx")) == []
