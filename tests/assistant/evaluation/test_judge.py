import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, BaseMessage

from assistant.evaluation.judge import ModelJudge
from assistant.evaluation.questions import Question
from assistant.evaluation.runner import run
from index.outline import Outline

from .scripted import Scripted

VERDICT = {
    "claims": [
        {"text": "新建水库3座", "supported": True, "reason": "一致"},
        {"text": "年底完工", "supported": False, "reason": "引文没有"},
    ],
    "expected": [{"text": "3座", "met": True, "reason": "已说到"}],
}


class Recording(GenericFakeChatModel):
    """Plays its replies and keeps what it was asked."""

    asked: list[list[BaseMessage]] = []  # noqa: RUF012  pydantic copies it

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> Any:
        self.asked.append(messages)
        return super()._generate(messages, *args, **kwargs)


def judge(*replies: str) -> tuple[ModelJudge, Recording]:
    model = Recording(messages=iter([AIMessage(reply) for reply in replies]))
    return ModelJudge(model, "scripted"), model


@pytest.fixture
def answer(outline: Outline, questions: list[Question]) -> dict[str, Any]:
    return Scripted(outline, questions).ask(questions[0].question).to_dict()


def test_claims_and_expectations_are_counted(questions: list[Question], answer: dict[str, Any]) -> None:
    ours, model = judge(json.dumps(VERDICT, ensure_ascii=False))
    found = ours.judge(questions[0], answer)
    assert (found["faithfulness"], found["completeness"]) == ([1, 2], [1, 1])
    assert found["remarks"] == ["✗ 年底完工：引文没有"]
    asked = str(model.asked[0][1].content)
    for part in ("新建了几座水库？", "[1] 全县新建水库3座，完成投资2.4亿元。", "- 3座"):
        assert part in asked
    assert "$" not in asked


@pytest.mark.parametrize("wrapping", ["```json\n{}\n```", "<think>先想 {{1}} 一想</think>{}", "好的：{}。"])
def test_a_verdict_is_found_in_what_models_put_around_it(
    wrapping: str, questions: list[Question], answer: dict[str, Any]
) -> None:
    reply = wrapping.replace("{{1}}", "{1}").replace("{}", json.dumps(VERDICT, ensure_ascii=False))
    ours, _ = judge(reply)
    assert ours.judge(questions[0], answer)["faithfulness"] == [1, 2]


@pytest.mark.parametrize(
    "reply", ["", "都对", "{}", '{"claims": 3, "expected": []}', '{"claims": [{"supported": "是"}]}']
)
def test_a_reply_in_another_form_counts_for_nothing_and_is_shown(
    reply: str, questions: list[Question], answer: dict[str, Any]
) -> None:
    ours, _ = judge(reply)
    found = ours.judge(questions[0], answer)
    assert (found["faithfulness"], found["completeness"]) == ([0, 0], [0, 0])
    assert found["remarks"] == [f"? {reply}"]


def test_a_refusal_is_not_judged(outline: Outline, questions: list[Question]) -> None:
    ours, model = judge()
    refused = Scripted(outline, questions).ask(questions[6].question).to_dict()
    assert ours.judge(questions[6], refused)["faithfulness"] == [0, 0]
    assert model.asked == []


def test_judgements_stand_apart_in_the_report(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    def replies() -> Iterator[AIMessage]:
        while True:
            yield AIMessage(json.dumps(VERDICT, ensure_ascii=False))

    ours = ModelJudge(GenericFakeChatModel(messages=replies()), "scripted")
    report = run(questions_file, Scripted(outline, questions), tmp_path, judge=ours)
    assert report.summary.judged["faithfulness"].value == 0.5
    assert report.summary.figures["good"].value == 1.0
    page = report.html.read_text(encoding="utf-8")
    assert "模型评判（仅供参考）" in page
    assert "✗ 年底完工：引文没有" in page
    assert json.loads(report.json.read_text(encoding="utf-8"))["identity"]["judge"] == "scripted"
