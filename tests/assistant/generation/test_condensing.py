"""A follow-up condensed by a model, and by the rules wherever the model's line can't be taken."""

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage

from assistant.generation.condensing import condense_by_model
from assistant.generation.models import Deadlines, Stop, Stopped, Writer
from assistant.settings import Settings
from assistant.understanding.condense import condense_question
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


@pytest.mark.parametrize(
    ("question", "history", "reply"),
    [
        ("那新增的呢？", ["贷款是多少？"], "新增贷款是多少？不良贷款率又是多少？"),
        ("那没有完成的呢？", ["完成的项目有哪些？"], "没有完成的项目有哪些？"),
        ("What about Luxi?", ["Which industries should Jishou develop?"], "Which industries should Luxi develop?"),
        ("那不良呢？", ["新增贷款、不良贷款率分别是多少？"], "不良贷款率是多少？"),
        ("有没有提到油茶？", ["茶叶产业怎么发展？"], "有没有提到油茶产业怎么发展？"),
    ],
)
def test_the_whole_line_is_taken(question: str, history: list[str], reply: str) -> None:
    history = [*history, "不良贷款率又是多少？"]
    assert condensed(reply, question, history) == reply


@pytest.mark.parametrize(
    ("question", "history", "reply"),
    [
        ("那不良贷款率是多少？", ["新增贷款是多少？"], "是多少？"),
        ("新增贷款是多少？不良贷款率又是多少？", ["财政收入是多少？"], "新增贷款是多少？"),
        ("那没有完成的呢？", ["项目有哪些？"], "已经完成的项目有哪些？"),
        ("那水利呢？", ["没有完成的项目有哪些？"], "水利已经完成的项目有哪些？"),
        ("那完成的呢？", ["项目有哪些？"], "没有完成的项目有哪些？"),
        ("那2023年呢？", ["2022年收入是多少？"], "2022年收入是多少？"),
        ("Which were not finished?", ["Which projects were finished?"], "Which projects were finished?"),
    ],
)
def test_a_line_that_leaves_out_or_turns_round_what_was_asked_is_not(
    question: str, history: list[str], reply: str
) -> None:
    assert condensed(reply, question, history) == condense_question(question, history).text != reply


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
