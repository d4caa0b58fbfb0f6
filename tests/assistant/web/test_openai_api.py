"""OpenAI's API, asked by OpenAI's own client over a real connection."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam

from assistant.answer import Event
from assistant.web.desk import Bounds
from assistant.web.visitors import Rates
from tests.assistant.web.scripted import GDP, LONG, RESERVOIRS, ROADS, ScriptedAssistant, written
from tests.assistant.web.stepping import SUMMARY, SteppingAssistant
from tests.assistant.web.web_serving import serving


def client_at(url: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{url}v1", api_key="none", max_retries=0, http_client=httpx.Client(trust_env=False))


def user(content: str) -> ChatCompletionMessageParam:
    return {"role": "user", "content": content}


@pytest.fixture(scope="module")
def pair(speech_text: str) -> Iterator[tuple[openai.OpenAI, ScriptedAssistant]]:
    assistant = written(speech_text)
    assistant.script["坏"] = RuntimeError("secret")
    with serving(assistant) as url, client_at(url) as client:
        yield client, assistant


def test_the_assistant_is_the_one_model(pair: tuple[openai.OpenAI, ScriptedAssistant]) -> None:
    client, assistant = pair
    (model,) = client.models.list().data
    assert client.models.retrieve(model.id) == model
    assert model.owned_by == assistant.title
    with pytest.raises(openai.NotFoundError) as caught:
        client.models.retrieve("gpt-4")
    assert caught.value.code == "model_not_found"


def test_an_answer_ends_with_its_sources_and_carries_its_citations(
    pair: tuple[openai.OpenAI, ScriptedAssistant],
) -> None:
    client, assistant = pair
    completion = client.chat.completions.create(model="speech", messages=[user(RESERVOIRS)])
    message = completion.choices[0].message
    assert message.content is not None
    assert message.content.startswith("新建水库3座。[1]\n")
    assert message.content.endswith("[1] 一（一）一是·第2句：“全县新建水库3座，完成投资2.4亿元。”")
    (citation,) = message.citations  # type: ignore[attr-defined]
    assert assistant.outline.text[citation["start"] : citation["end"]] == citation["quote"]
    assert completion.usage is not None
    assert completion.usage.completion_tokens == len(message.content)


@pytest.mark.parametrize("question", [RESERVOIRS, LONG, GDP])
def test_the_stream_says_the_same(pair: tuple[openai.OpenAI, ScriptedAssistant], question: str) -> None:
    client, _ = pair
    whole = client.chat.completions.create(model="speech", messages=[user(question)])
    chunks = list(
        client.chat.completions.create(
            model="speech", messages=[user(question)], stream=True, stream_options={"include_usage": True}
        )
    )
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert "".join(delta.content or "" for delta in deltas) == whole.choices[0].message.content
    (beside,) = [delta.citations for delta in deltas if hasattr(delta, "citations")]
    assert beside == whole.choices[0].message.citations  # type: ignore[attr-defined]
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices][-1] == "stop"
    assert chunks[-1].usage == whole.usage
    assert len({chunk.id for chunk in chunks}) == 1


def test_what_was_sent_before_an_answer_began_anew_is_called_void(speech_text: str) -> None:
    assistant = SteppingAssistant(speech_text, {})
    final = replace(written(speech_text).script[RESERVOIRS], note="以讲话原句作答")  # type: ignore[type-var]
    assistant.events[SUMMARY] = [
        Event("token", {"text": "新建水库30座。[1]"}),
        Event("stage", {"name": "restart"}),
        Event("answer", {"answer": final}),
    ]
    assistant.let(3)
    with serving(assistant) as url, client_at(url) as client:
        chunks = client.chat.completions.create(model="speech", messages=[user(SUMMARY)], stream=True)
        said = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert said.index("新建水库30座") < said.index("以上作废") < said.index("新建水库3座。[1]")


def test_what_a_model_wrote_is_labelled_and_flagged_in_its_content_too(speech_text: str) -> None:
    assistant = SteppingAssistant(speech_text, {})
    assistant.let(2 * len(assistant.events[SUMMARY]))
    with serving(assistant) as url, client_at(url) as client:
        chunks = client.chat.completions.create(model="speech", messages=[user(SUMMARY)], stream=True)
        streamed = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
        message = client.chat.completions.create(model="speech", messages=[user(SUMMARY)]).choices[0].message
    label, *said = streamed.splitlines()
    assert label == "AI 生成，请核对原文"
    assert said[:3] == [
        "上半年新建水库3座，完成投资2.4亿元。[1]",
        "公路新建56公里。[2]",
        "两项工作都很成功。（原文中没有找到依据）",
    ]
    assert message.content == streamed


def test_a_refusal_names_the_nearest_sentences(pair: tuple[openai.OpenAI, ScriptedAssistant]) -> None:
    message = pair[0].chat.completions.create(model="speech", messages=[user(GDP)]).choices[0].message
    assert message.refused is True  # type: ignore[attr-defined]
    assert "最接近的句子" in (message.content or "")


def test_earlier_questions_are_history_and_nothing_else_is_read(
    pair: tuple[openai.OpenAI, ScriptedAssistant],
) -> None:
    client, assistant = pair
    client.chat.completions.create(
        model="anything",
        messages=[
            {"role": "system", "content": "说英语"},
            user(RESERVOIRS),
            {"role": "assistant", "content": "新建水库3座。"},
            user("长" * 501),
            {"role": "user", "content": [{"type": "text", "text": ROADS}]},
        ],
        temperature=0.2,
        top_p=0.5,
        seed=3,
        max_tokens=5,
        tools=[{"type": "function", "function": {"name": "f", "parameters": {}}}],
        extra_body={"chat_id": "x", "unknown": {"deep": [1]}},
    )
    assert assistant.asked[-1][:2] == (ROADS, (RESERVOIRS,))


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([user("  ")], "question_empty"),
        ([user("长" * 501)], "question_too_long"),
        ([{"role": "system", "content": "x"}], "question_missing"),
        ([], "body_invalid"),
    ],
)
def test_errors_have_the_shape_that_the_client_reads(
    pair: tuple[openai.OpenAI, ScriptedAssistant], messages: list[ChatCompletionMessageParam], code: str
) -> None:
    with pytest.raises(openai.UnprocessableEntityError) as caught:
        pair[0].chat.completions.create(model="speech", messages=messages)
    assert caught.value.code == code
    assert caught.value.type == "invalid_request_error"


def test_a_failure_in_a_stream_raises_in_the_client(pair: tuple[openai.OpenAI, ScriptedAssistant]) -> None:
    with pytest.raises(openai.APIError) as caught:
        list(pair[0].chat.completions.create(model="speech", messages=[user("坏")], stream=True))
    assert "secret" not in str(caught.value)
    with pytest.raises(openai.InternalServerError) as told:
        pair[0].chat.completions.create(model="speech", messages=[user("坏")])
    assert told.value.code == "unknown"


def test_too_many_and_too_large_are_told_in_that_shape(speech_text: str) -> None:
    with serving(written(speech_text), rates=Rates("9/minute", "2/minute")) as url, client_at(url) as client:
        with pytest.raises(openai.APIStatusError) as large:
            client.chat.completions.create(model="speech", messages=[user("长" * 70_000)])
        assert (large.value.status_code, large.value.code) == (413, "body_too_large")
        client.chat.completions.create(model="speech", messages=[user(RESERVOIRS)])
        with pytest.raises(openai.RateLimitError) as often:
            client.chat.completions.create(model="speech", messages=[user(RESERVOIRS)])
        assert often.value.code == "rate_exceeded"
        assert int(often.value.response.headers["retry-after"]) > 0


def test_busy_is_told_in_that_shape_before_a_stream_begins(speech_text: str) -> None:
    assistant = written(speech_text)
    assistant.pause = 5
    with serving(assistant, bounds=Bounds(1, 0, 60)) as url, client_at(url) as client:
        first = client.chat.completions.create(model="speech", messages=[user(LONG)], stream=True)
        next(iter(first))
        with pytest.raises(openai.InternalServerError) as caught:
            client.chat.completions.create(model="speech", messages=[user(RESERVOIRS)], stream=True)
        assert (caught.value.status_code, caught.value.code) == (503, "busy")
        first.close()
