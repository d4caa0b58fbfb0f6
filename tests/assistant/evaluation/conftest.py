"""A small set of questions over the small speech, and ways to write it to files."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.evaluation.questions import Question, question_from_record
from index.outline import Outline
from index.parse import parse_outline

RECORDS: list[dict[str, Any]] = [
    {
        "id": "q1",
        "question": "新建了几座水库？",
        "type": "figure",
        "evidence": ["全县新建水库3座，完成投资2.4亿元"],
        "facts": [["3座", "三座"]],
        "answer": "3座。",
    },
    {
        "id": "q2",
        "question": "水质达标率是多少",
        "type": "figure",
        "evidence": ["整治河道18公里，水质达标率为93.5%"],
        "facts": [["93.5%"]],
    },
    {
        "id": "q3",
        "question": "石门水库什么时候建成？",
        "type": "deadline",
        "evidence": ["9月底前建成石门水库"],
        "facts": [["9月底前"]],
    },
    {
        "id": "q4",
        "question": "谁负责养护公路？",
        "type": "who",
        "evidence": ["养护公路310公里，由县交通局负责"],
        "facts": [["县交通局"]],
    },
    {
        "id": "q5",
        "question": "公路建设干了什么？",
        "type": "list",
        "evidence": ["新建公路56公里，公路通村率达到98%", "养护公路310公里，由县交通局负责"],
        "facts": [["56公里"], ["98%"], ["310公里"]],
    },
    {
        "id": "q6",
        "question": "那缺口呢？",
        "type": "followup",
        "evidence": ["项目资金缺口1.2亿元"],
        "facts": [["1.2亿元"]],
        "history": ["全年争取资金多少？"],
    },
    {"id": "q7", "question": "水库投资完成率是多少？", "type": "unanswerable", "notes": "near_miss: figure"},
    {"id": "q8", "question": "学校建了几所？", "type": "unanswerable", "notes": "absent"},
    {"id": "q9", "question": "讲个笑话", "type": "unanswerable", "notes": "off_topic"},
]


@pytest.fixture
def outline(speech_text: str) -> Outline:
    """The small speech."""
    return parse_outline(speech_text)


@pytest.fixture
def questions() -> list[Question]:
    """Nine questions over it: six that it answers, a near miss, one on what it lacks, one on nothing in it."""
    found = [question_from_record(record, row)[0] for row, record in enumerate(RECORDS, 1)]
    return [question for question in found if question]


@pytest.fixture
def questions_file(tmp_path: Path, write_jsonl: Callable[..., Path]) -> Path:
    """The same as a file."""
    return write_jsonl(RECORDS, tmp_path / "set.jsonl")


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Callable[..., Path]:
    """Writes records to a .jsonl file and gives its path."""

    def write(records: list[dict[str, Any]], path: Path | None = None) -> Path:
        path = path or tmp_path / "questions.jsonl"
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
        return path

    return write


@pytest.fixture(autouse=True)
def no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves the code out of a run's identity: it may be edited while tests run."""
    monkeypatch.setattr("assistant.evaluation.identity._ROOT", Path("/nonexistent"))
