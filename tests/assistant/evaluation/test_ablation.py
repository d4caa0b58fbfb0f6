import json
from pathlib import Path

import pytest

from assistant.evaluation.ablation import LEGS, ablate
from index.scoring import Weights
from tests.conftest import CountingEmbeddings

QUESTIONS = [
    {"question": "新建公路多少公里", "type": "figure", "evidence": ["新建公路56公里"], "facts": [["56公里"]]},
    {"question": "项目资金缺口", "type": "figure", "evidence": ["项目资金缺口1.2亿元"], "facts": [["1.2亿元"]]},
    {"question": "那水库呢？", "type": "followup", "evidence": ["新建水库3座"], "facts": [["3座"]]}
    | {"history": ["上半年新建公路多少公里？"]},
    {"question": "生猪价格", "type": "unanswerable", "answerable": False, "evidence": [], "facts": []},
]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    lines = [json.dumps({"id": str(n), **item}, ensure_ascii=False) for n, item in enumerate(QUESTIONS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_every_way_to_search_has_a_row(questions: Path, speech_file: Path, tmp_path: Path) -> None:
    rows = list(ablate([(questions, speech_file)], tmp_path / "data", CountingEmbeddings()))
    assert [(row.legs, row.headings) for row in rows] == [(leg, on) for on in (True, False) for leg in LEGS]
    assert {(row.questions, row.evidence) for row in rows} == {(3, 3)}
    hybrid = rows[LEGS.index("hybrid")]
    assert hybrid.recall_at_5 == hybrid.recall_in_600 == 1
    assert hybrid.recall_at_1 == pytest.approx(hybrid.mrr, abs=0.5)


def test_a_hybrid_of_one_leg_is_that_leg(questions: Path, speech_file: Path, tmp_path: Path) -> None:
    only = Weights(lexical=1, dense=0, soft=0)
    rows = {row.legs: row for row in ablate([(questions, speech_file)], tmp_path, CountingEmbeddings(), only)}
    lexical, hybrid = rows["lexical"], rows["hybrid"]
    assert (lexical.recall_at_1, lexical.mrr) == (hybrid.recall_at_1, hybrid.mrr)


def test_several_sets_are_counted_together(questions: Path, speech_file: Path, tmp_path: Path) -> None:
    rows = ablate([(questions, speech_file), (questions, speech_file)], tmp_path / "data", CountingEmbeddings())
    assert next(rows).questions == 6
