from typing import Any

import pytest

from assistant.evaluation.questions import question_from_record

RECORD: dict[str, Any] = {"id": "1", "question": "几座？", "type": "figure", "evidence": ["3座"], "facts": [["3座"]]}


def codes(record: dict[str, Any]) -> list[str]:
    return [fault.code for fault in question_from_record(record, 7)[1]]


def test_a_cell_divides_facts_at_semicolons_and_spellings_at_bars() -> None:
    question, faults = question_from_record(RECORD | {"facts": "3座|三座；2.4亿元｜2.4亿;", "evidence": "甲\n乙"}, 1)
    assert question is not None
    assert question.facts == (("3座", "三座"), ("2.4亿元", "2.4亿"))
    assert question.evidence == ("甲", "乙")
    assert faults == []


def test_json_gives_lists_and_single_spellings_need_no_list_of_their_own() -> None:
    question, _ = question_from_record(RECORD | {"facts": ["3座", ["2.4亿元", "2.4亿"]]}, 1)
    assert question is not None
    assert question.facts == (("3座",), ("2.4亿元", "2.4亿"))


def test_types_and_yes_and_no_may_be_chinese() -> None:
    question, _ = question_from_record(RECORD | {"type": "责任单位", "answerable": "是"}, 1)
    assert question is not None
    assert (question.type, question.answerable) == ("who", True)


@pytest.mark.parametrize(
    ("notes", "kind"),
    [
        ("near_miss: figure", "near_miss"),
        ("相近：数字", "near_miss"),
        ("absent", "absent"),
        ("题外", "off_topic"),
        ("", ""),
    ],
)
def test_the_notes_of_an_unanswerable_question_begin_with_its_kind(notes: str, kind: str) -> None:
    question, faults = question_from_record({"id": 2, "question": "？", "type": "无答案", "notes": notes}, 1)
    assert question is not None
    assert (question.kind, question.answerable, question.id, faults) == (kind, False, "2", [])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": ""}, "empty"),
        ({"question": "  "}, "empty"),
        ({"type": "数量"}, "unknown_type"),
        ({"answerable": "大概"}, "bad_truth"),
        ({"evidence": [], "facts": []}, "nothing_expected"),
        ({"answerable": False}, "expected_of_unanswerable"),
        ({"type": "unanswerable", "answerable": True}, "type_contradicts"),
        ({"type": "followup"}, "no_history"),
    ],
)
def test_each_fault_is_named(change: dict[str, Any], code: str) -> None:
    assert codes(RECORD | change) == [code]


def test_a_fault_knows_its_row_and_column() -> None:
    fault = question_from_record(RECORD | {"type": "数量"}, 7)[1][0]
    assert (fault.row, fault.column, fault.params["value"]) == (7, "type", "数量")


def test_a_question_and_its_json_are_the_same() -> None:
    question, _ = question_from_record(RECORD | {"history": ["之前？"], "type": "followup"}, 3)
    assert question is not None
    assert question_from_record(question.to_dict(), 3)[0] == question
