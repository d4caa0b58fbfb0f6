"""What is told of a model's sentences, and what it becomes in every face: the page, the answer's text, OpenAI's API."""

from contextlib import suppress
from functools import reduce
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, Event
from assistant.chain import Assistant
from assistant.generation.context import Context, whole_context
from assistant.generation.model_faults import WriterFault
from assistant.generation.model_text import AnswerParser
from assistant.generation.telling import RESTART, Telling
from assistant.labels import written
from assistant.messages import text
from assistant.verification.verify import verify
from assistant.web.growing import Growing

FRAGMENTS = st.sampled_from(
    [
        *"增长。！？\n “”（）《》、，%.-*#<>[]【】",
        "[{id}]", "（{id}）", "[{other}]", "[z9z9]", "[12]", "〔2019〕5号", "<think>", "</think>", "<b>", "](http://a/b)",
        "不良贷款率", "1.42%", "0.3个百分点", "14.2%", "上半年", "6月底", "2024年", "《通知》", "县自然资源局", "石门水库",
        "没有完成", "讲话没有提到", "共三项", "It grew by 5.2%. ", "the non-performing loan ratio ", "9.8亿元", "１２", "三分之一",
    ]
)  # fmt: skip
QUESTION = "6月底不良贷款率是多少？"


@pytest.fixture(scope="module")
def shown(county: Assistant) -> Context:
    """The whole speech under its ids."""
    return whole_context(county.outline, QUESTION)


def name_of(context: Context, words: str) -> str:
    """The id of the first sentence that has ``words``."""
    return next(name for name, one in context.by_id.items() if words in context.outline.quote(one))


@given(st.lists(FRAGMENTS, max_size=40).map("".join), st.lists(st.integers(0, 400), max_size=6))
def test_whatever_a_model_writes_is_told_in_order_and_cites_what_it_was_shown(
    shown: Context, said: str, cuts: list[int]
) -> None:
    said = said.replace("{id}", name_of(shown, "不良贷款率")).replace("{other}", name_of(shown, "石门水库"))
    telling, parser, events = Telling(shown.outline, shown, QUESTION), AnswerParser(), list[Event]()
    edges = [0, *sorted(min(cut, len(said)) for cut in cuts), len(said)]
    with suppress(WriterFault):
        for start, end in pairwise(edges):
            events += telling.events(parser.feed(said[start:end]))
        events += telling.events(parser.finish(), last=True)
    restarts = [n for n, event in enumerate(events) if event == RESTART]
    growing = reduce(Growing.after, events[restarts[-1] if restarts else 0 :], Growing())
    assert [(one.text, one.supported) for one in growing.said] == [
        (item.sentence.text, item.sentence.supported) for item in telling.told
    ]
    numbers = {citation.n for citation in growing.citations}
    assert [citation.n for citation in growing.citations] == list(range(1, len(numbers) + 1))
    for item in telling.told:
        assert set(item.sentence.citations) <= numbers
        assert item.sentence.citations
        assert "z9z9" not in item.sentence.text
    if telling.told:
        verify(telling.answer(Answer(QUESTION, ()), said), shown.outline)


def told(context: Context, said: str, question: str = QUESTION) -> tuple[Telling, list[Event]]:
    """What becomes of ``said``, written in one piece; {id} is the id of the sentence on bad loans."""
    telling, parser = Telling(context.outline, context, question), AnswerParser()
    said = said.replace("{id}", name_of(context, "不良贷款率"))
    return telling, [*telling.events(parser.feed(said)), *telling.events(parser.finish(), last=True)]


def test_a_sentence_that_the_text_does_not_carry_is_flagged_wherever_it_is_shown(shown: Context) -> None:
    telling, events = told(shown, "不良贷款率为1.42%[{id}]。金融服务水平令人十分满意[{id}]。")
    first, second = [event.data for event in events if event.kind == "token"]
    assert "supported" not in first
    assert second == {"text": "金融服务水平令人十分满意。[1]", "supported": False}
    growing = reduce(Growing.after, events, Growing())
    assert [one.supported for one in growing.said] == [True, False]
    answer = telling.answer(Answer(QUESTION, ()), "")
    flagged = f"金融服务水平令人十分满意。[1]{text('answer.unsupported')}"
    assert answer.text == f"不良贷款率为1.42%。[1]\n{flagged}"
    assert answer.to_dict()["answer"] == answer.text
    assert written(answer).endswith(flagged)
    stopped = growing.so_far(QUESTION, "")
    assert stopped is not None
    assert stopped.text.endswith(flagged)


@pytest.mark.parametrize("said", ["-[{id}]", "。[{id}]", "**[{id}]**"])
def test_a_source_of_no_words_is_no_sentence(shown: Context, said: str) -> None:
    telling, events = told(shown, said)
    assert telling.told == []
    assert [event for event in events if event.kind == "citation"] == []


def test_a_bare_yes_belongs_to_the_sentence_that_it_opens(shown: Context) -> None:
    telling, _ = told(shown, "Yes. The non-performing loan ratio was 1.42%.[{id}]", "Was the loan ratio given?")
    assert [item.sentence.marked() for item in telling.told] == ["Yes. The non-performing loan ratio was 1.42%.[1]"]


@pytest.mark.parametrize(
    ("said", "question", "shown_first"),
    [
        ("不是。6月底不良贷款率为1.42%[{id}]。", "6月底不良贷款率是1.42%吗？", False),
        ("是的。6月底不良贷款率为1.42%[{id}]。", "6月底不良贷款率是1.42%吗？", True),
        ("不是。6月底不良贷款率为1.42%，没有上升[{id}]。", "6月底不良贷款率上升了吗？", True),
    ],
)
def test_a_bare_no_stands_only_before_what_denies(shown: Context, said: str, question: str, shown_first: bool) -> None:
    telling, _ = told(shown, said, question)
    text = "".join(item.sentence.text for item in telling.told)
    assert text.startswith(said[: said.index("。") + 1]) is shown_first


def test_lines_of_no_words_are_no_sentences_however_many(shown: Context) -> None:
    telling, _ = told(shown, "6月底不良贷款率为1.42%[{id}]。\n" + "***\n" * 9)
    assert [item.sentence.marked() for item in telling.told] == ["6月底不良贷款率为1.42%。[1]"]
