"""A follow-up condensed by a model, and by the rules wherever the model's line can't be taken."""

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.condense import condense_question
from assistant.condensing import condense_by_model
from assistant.models import Deadlines, Stop, Stopped, Writer
from assistant.settings import Settings
from tests.faults import FAULTS
from tests.model_server import ModelServer

QUESTION, HISTORY = "那泸溪呢？", ["吉首要重点发展哪些产业？"]


def condensed(reply: str, question: str = QUESTION, history: list[str] = HISTORY, **settings: int) -> str:
    model = GenericFakeChatModel(messages=iter([AIMessage(reply)]))
    writer = Writer(model, "fake", settings=Settings(**settings))
    found = condense_by_model(question, history, writer, until=float("inf"))
    writer.close()
    return found.text


@pytest.mark.parametrize(
    "reply",
    [
        "泸溪要重点发展哪些产业？",
        "<think>追问的是泸溪。</think>\n泸溪要重点发展哪些产业？",
        "改写后的问题：泸溪要重点发展哪些产业？",
        "“泸溪要重点发展哪些产业？”",
        "泸溪要重点发展哪些产业？\n这样改写补全了省略的内容。",
    ],
)
def test_the_models_line_is_taken(reply: str) -> None:
    assert condensed(reply) == "泸溪要重点发展哪些产业？"


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "<think>还没有想完",
        "泸溪要在2025年重点发展哪些产业？",
        "泸溪重点发展新材料与矿业循环经济，建成全国重要基地。",
        "泸溪" * 200,
        "I cannot help with that.",
    ],
)
def test_a_line_that_is_no_faithful_question_is_not(reply: str) -> None:
    assert condensed(reply) == condense_question(QUESTION, HISTORY).text


def test_a_question_without_history_is_not_given_to_the_model() -> None:
    assert condensed("不该用到", "上半年财政收入多少？", []) == "上半年财政收入多少？"


def test_history_beyond_its_bound_is_not_read() -> None:
    assert condensed("泸溪要重点发展哪些产业？", model_history=0) == condense_question(QUESTION, HISTORY).text


def test_a_model_that_fails_leaves_it_to_the_rules(written: object, server: ModelServer) -> None:
    writer = written.writer  # type: ignore[attr-defined]
    server.script = FAULTS["500"].script
    found = condense_by_model(QUESTION, HISTORY, writer, until=float("inf"))
    assert found == condense_question(QUESTION, HISTORY)


def test_nobody_waiting_ends_it(written: object, server: ModelServer) -> None:
    stop = Stop()
    stop.set()
    server.script = FAULTS["stall before"].script
    with pytest.raises(Stopped):
        condense_by_model(QUESTION, HISTORY, written.writer, until=float("inf"), stop=stop)  # type: ignore[attr-defined]


def test_deadlines_are_told() -> None:
    assert "total=120.0" in repr(Writer(GenericFakeChatModel(messages=iter([])), "fake", Deadlines()))
