import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from assistant.evaluation import errors
from assistant.evaluation.reading import MAX_MEGABYTES, read_records
from assistant.messages import explain
from index.errors import SpeechError

HEADER = ["编号", "问题", "类型", "原文依据", "要点", "部门"]
ROW = ["1", "新建几座水库？", "数字", "全县新建水库3座", "3座|三座", "水利局"]
READ = {"id": "1", "question": "新建几座水库？", "type": "数字", "evidence": "全县新建水库3座", "facts": "3座|三座"}


def sheet(path: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_spreadsheet_gives_its_rows_under_the_schemas_names(tmp_path: Path) -> None:
    path = sheet(tmp_path / "q.xlsx", [None], HEADER, ROW, [None, " "], ROW)
    assert list(read_records(path)) == [(3, READ), (5, READ)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_each_encoding_and_with_each_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "q.csv"
    path.write_text("\n".join(separator.join(row) for row in (HEADER, ROW)), encoding=encoding)
    assert list(read_records(path)) == [(2, READ)]


def test_a_csv_cell_may_hold_several_lines_and_rows_keep_their_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_text('id,question,type,evidence,facts\n1,a,list,"甲\n乙",x\n2,b,who,丙,y\n', encoding="utf-8")
    assert [(row, record["evidence"]) for row, record in read_records(path)] == [(2, "甲\n乙"), (4, "丙")]


def test_jsonl_takes_both_languages_and_must_include_for_facts(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    lines = [{"编号": "1", "问题": "几座？"}, {"id": "2", "must_include": ["3座"], "section": "一"}]
    path.write_text("\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    assert list(read_records(path)) == [(1, {"id": "1", "question": "几座？"}), (3, {"id": "2", "facts": ["3座"]})]


def test_yaml_records_have_the_line_they_begin_in(tmp_path: Path) -> None:
    path = tmp_path / "q.yaml"
    path.write_text("# 题目\n- id: 1\n  question: 几座？\n- id: 2\n  facts: [[3座, 三座]]\n", encoding="utf-8")
    records = list(read_records(path))
    assert records == [(2, {"id": 1, "question": "几座？"}), (4, {"id": 2, "facts": [["3座", "三座"]]})]


def test_spreadsheets_show_percentages_and_dates_as_they_were_typed(tmp_path: Path) -> None:
    from datetime import datetime

    path = sheet(
        tmp_path / "q.xlsx", ["id", "question", "type", "evidence", "facts"], [1.0, "a", "figure", "e", 0.0178]
    )
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active["E2"].number_format = "0.00%"
    book.active.append([2, "b", "deadline", "e", datetime(2019, 11, 15)])
    book.active["E3"].number_format = 'm"月"d"日"'
    book.save(path)
    assert [record["facts"] for _, record in read_records(path)] == ["1.78%", "11月15日"]


def write(name: str, content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def merged(folder: Path) -> Path:
    book = Workbook()
    for row in (HEADER, ROW, ROW):
        book.active.append(row)
    book.active.merge_cells("D2:D3")
    book.save(folder / "q.xlsx")
    return folder / "q.xlsx"


def huge(folder: Path) -> Path:
    with (folder / "q.csv").open("wb") as file:
        file.truncate(2**30)  # a hole: takes no room
    return folder / "q.csv"


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda folder: folder / "none.csv", errors.QuestionFileMissing),
        (lambda folder: folder, errors.QuestionFileMissing),
        (write("q.csv", b""), errors.QuestionFileEmpty),
        (write("q.csv", b"\n\n"), errors.QuestionFileEmpty),
        (write("q.csv", "1,几座？,数字\n".encode()), errors.QuestionFileHeader),
        (write("q.csv", "编号,问题,类型\n1,a,数字\n".encode()), errors.QuestionFileColumns),
        (write("q.csv", "编号,问题".encode("utf-16")), errors.QuestionFileEncoding),
        (write("q.csv", b"id,question\n1,\xff\xfe\xff\n"), errors.QuestionFileEncoding),
        (write("q.jsonl", b'{"id": 1}\n{"id": \n'), errors.QuestionFileDamaged),
        (write("q.jsonl", b'["id"]\n'), errors.QuestionFileDamaged),
        (write("q.yaml", b"id: 1\n"), errors.QuestionFileDamaged),
        (write("q.yaml", b"- id: 1\n- id: [\n"), errors.QuestionFileDamaged),
        (write("q.yaml", b"- !!python/object/apply:os.system [ls]\n"), errors.QuestionFileDamaged),
        (write("q.xlsx", b"PK\x03\x04 not really"), errors.QuestionFileDamaged),
        (write("q.xls", b"\xd0\xcf\x11\xe0"), errors.QuestionFileUnknown),
        (merged, errors.QuestionFileMerged),
        (huge, errors.QuestionFileTooLarge),
    ],
)
def test_a_bad_file_is_refused_with_one_clear_line(
    tmp_path: Path, make: Callable[[Path], Path], error: type[SpeechError]
) -> None:
    path = make(tmp_path)
    with pytest.raises(error) as caught:
        list(read_records(path))
    for language in ("zh", "en"):
        line = explain(caught.value, language)
        assert str(path) in line
        assert "\n" not in line


def test_the_line_of_the_first_fault_is_told(tmp_path: Path) -> None:
    path = write("q.jsonl", b'{"id": 1}\n{"id": \n')(tmp_path)
    with pytest.raises(errors.QuestionFileDamaged, match="2: "):
        list(read_records(path))


def test_merged_cells_are_named(tmp_path: Path) -> None:
    with pytest.raises(errors.QuestionFileMerged, match="D2:D3"):
        list(read_records(merged(tmp_path)))


def test_an_archive_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.evaluation.spreadsheet._MAX_UNPACKED", 1000)
    with pytest.raises(errors.QuestionFileTooLarge):
        list(read_records(sheet(tmp_path / "q.xlsx", HEADER, ROW)))


def test_the_limit_is_that_of_the_page() -> None:
    assert MAX_MEGABYTES == 20
