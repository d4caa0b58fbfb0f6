"""How an answer is written: as text with its marks, and as the JSON form."""

import json
from dataclasses import replace

import pytest

from assistant.answer import Answer, AnswerSentence, Citation, Nearest, Retrieved

CITATION = Citation(1, "一·第1句", 5, 14, "新建水库3座，完工。")
ANSWER = Answer(
    question="新建了几座水库？",
    sentences=(AnswerSentence("新建水库3座。", (1,)), AnswerSentence("共2项：", (1, 2), counts=2)),
    citations=(CITATION, replace(CITATION, n=2)),
    passages=(Retrieved(1, "一", 5, 14, 2.5),),
    latency_ms={"total": 1.23456, "answer": 0.5},
    id="q7",
)


def test_each_sentence_is_a_line_that_ends_with_its_marks() -> None:
    assert ANSWER.text == "新建水库3座。[1]\n共2项：[1][2]"
    assert AnswerSentence("没有提到。").marked() == "没有提到。"


def test_the_form_has_the_documented_keys_in_order() -> None:
    form = ANSWER.to_dict()
    documented = ["id", "question", "answer", "refused", "reason", "mode", "citations", "nearest", "passages"]
    assert [key for key in form if key in documented] == documented
    assert list(form)[-1] == "latency_ms"
    assert json.loads(json.dumps(form)) == form


def test_the_form_gives_citations_passages_and_rounded_times() -> None:
    form = ANSWER.to_dict()
    assert form["citations"][0] == {
        "n": 1,
        "address": "一·第1句",
        "start": 5,
        "end": 14,
        "quote": "新建水库3座，完工。",
    }
    assert form["passages"] == [{"rank": 1, "address": "一", "start": 5, "end": 14, "score": 2.5}]
    assert form["latency_ms"] == {"total": 1.235, "answer": 0.5}
    assert (form["id"], form["refused"], form["reason"], form["mode"]) == ("q7", False, None, "extractive")


def test_a_refusal_gives_what_comes_nearest_and_no_citation() -> None:
    near = Nearest("一·第1句", 5, 14, "新建水库3座，完工。")
    form = Answer("?", (AnswerSentence("没有提到。"),), refused=True, reason="not_mentioned", nearest=(near,)).to_dict()
    assert (form["refused"], form["reason"], form["citations"]) == (True, "not_mentioned", [])
    assert form["nearest"] == [{"address": "一·第1句", "start": 5, "end": 14, "quote": "新建水库3座，完工。"}]


@pytest.mark.parametrize(("understood", "shown"), [("", "原来的"), ("白鹭镇：原来的", "白鹭镇：原来的")])
def test_what_was_understood_is_the_question_itself_unless_told(understood: str, shown: str) -> None:
    assert Answer("原来的", (), understood=understood).to_dict()["understood"] == shown
