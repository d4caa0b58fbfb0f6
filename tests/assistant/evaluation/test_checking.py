from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.checking import check_questions, describe, require_sound
from assistant.evaluation.errors import QuestionFileEmpty, QuestionsFaulty
from assistant.evaluation.questions import Fault
from index.outline import Outline

Write = Callable[[list[dict[str, Any]]], Path]
SOUND = {"id": "1", "question": "几座？", "type": "figure", "evidence": ["全县新建水库3座"], "facts": [["三座"]]}


def faults(path: Path, outline: Outline) -> list[Fault]:
    return [item for item in check_questions(path, outline) if isinstance(item, Fault)]


def test_a_sound_file_has_no_faults(questions_file: Path, outline: Outline) -> None:
    assert faults(questions_file, outline) == []
    assert require_sound(questions_file, outline) == 9


def test_evidence_that_is_not_in_the_text_is_named_with_the_nearest_text_and_its_address(
    write_jsonl: Write, outline: Outline
) -> None:
    path = write_jsonl([SOUND, SOUND | {"id": "2", "evidence": ["全县新建水库4座，完成投资"]}])
    (fault,) = faults(path, outline)
    assert (fault.row, fault.column, fault.code) == (2, "evidence", "evidence_not_in_text")
    assert fault.params["nearest"] == "全县新建水库3座，完成投资"
    assert fault.params["address"] == "一（一）一是·第2句"
    line = describe(fault)
    assert line.startswith("第 2 行“原文依据”")
    assert "全县新建水库4座" in line


def test_evidence_like_nothing_in_the_text_is_named_all_the_same(write_jsonl: Write, outline: Outline) -> None:
    (fault,) = faults(write_jsonl([SOUND | {"evidence": ["xyz"], "facts": []}]), outline)
    assert fault.code == "evidence_not_in_text"
    assert describe(fault, "en")


def test_a_duplicate_id_names_the_row_that_has_it(write_jsonl: Write, outline: Outline) -> None:
    (fault,) = faults(write_jsonl([SOUND, SOUND | {"question": "另一题"}]), outline)
    assert (fault.row, fault.params) == (2, {"value": "1", "other": 1})


def test_a_fact_that_its_evidence_does_not_hold_is_a_warning(write_jsonl: Write, outline: Outline) -> None:
    path = write_jsonl([SOUND | {"facts": [["5座"]]}])
    (fault,) = faults(path, outline)
    assert fault.warning
    assert require_sound(path, outline) == 1


def test_faults_of_several_rows_are_all_named_and_stop_a_run(write_jsonl: Write, outline: Outline) -> None:
    path = write_jsonl([SOUND | {"type": "x"}, SOUND | {"evidence": ["没有"]}, SOUND | {"id": ""}])
    assert [(fault.row, fault.code) for fault in faults(path, outline) if not fault.warning] == [
        (1, "unknown_type"),
        (2, "evidence_not_in_text"),
        (3, "empty"),
    ]
    with pytest.raises(QuestionsFaulty) as caught:
        require_sound(path, outline)
    assert caught.value.params["count"] == 3


def test_a_file_without_questions_is_refused(tmp_path: Path, outline: Outline) -> None:
    (tmp_path / "q.jsonl").write_text("\n\n", encoding="utf-8")
    with pytest.raises(QuestionFileEmpty):
        require_sound(tmp_path / "q.jsonl", outline)
