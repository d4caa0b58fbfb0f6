"""What is told of a model's sentences, and what it becomes in every face: the page, the answer's text, OpenAI's API."""

from functools import reduce

import pytest

from assistant.answer import Answer, Event
from assistant.chain import Assistant
from assistant.context import Context, whole_context
from assistant.labels import written
from assistant.messages import text
from assistant.model_text import AnswerParser
from assistant.telling import Telling
from assistant.web.growing import Growing

QUESTION = "6月底不良贷款率是多少？"


@pytest.fixture(scope="module")
def shown(county: Assistant) -> Context:
    """The whole speech under its ids."""
    return whole_context(county.outline, QUESTION)


def name_of(context: Context, words: str) -> str:
    """The id of the first sentence that has ``words``."""
    return next(name for name, one in context.by_id.items() if words in context.outline.quote(one))


def told(context: Context, said: str, question: str = QUESTION) -> tuple[Telling, list[Event]]:
    """What becomes of ``said``, written in one piece; {id} is the id of the sentence on bad loans."""
    telling, parser = Telling(context.outline, context, question), AnswerParser()
    said = said.replace("{id}", name_of(context, "不良贷款率"))
    return telling, [*telling.events(parser.feed(said)), *telling.events(parser.finish())]


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
