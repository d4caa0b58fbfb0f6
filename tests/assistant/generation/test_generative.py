"""An answer that a model writes, from its first draft to what is shown, over a scripted server."""

import asyncio
import logging
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer, Event
from assistant.chain import Assistant
from assistant.extraction.extractive import ExtractiveAnswerer
from assistant.messages import text
from assistant.verification.verify import verify
from tests.faults import FAULTS, QUESTION, good
from tests.model_server import Ends, Messages, ModelServer, Pause, Script, Step, Thought, ids_of, in_pieces


def says(*pieces: str | Step, about: str = "不良贷款率") -> Script:
    """A model that writes ``pieces``, with the id of the sentence ``about`` something for {id}."""

    def script(messages: Messages) -> list[Step]:
        found = ids_of(messages, about)
        return [step.replace("{id}", found) if isinstance(step, str) else step for step in pieces]

    return script


def last(events: list[Event]) -> Answer:
    answer: Answer = events[-1].data["answer"]
    return answer


def of_kind(events: list[Event], kind: str) -> list[str]:
    key = {"stage": "name", "draft": "text", "token": "text"}[kind]
    return [event.data[key] for event in events if event.kind == kind]


def test_a_sentence_is_a_draft_until_it_is_checked(written: Assistant, server: ModelServer) -> None:
    server.script = good
    events = list(written.stream(QUESTION))
    kinds = [event.kind for event in events]
    assert of_kind(events, "stage") == ["condense", "retrieve", "answer", "verify"]
    assert kinds.index("draft") < kinds.index("citation") < kinds.index("token") < kinds.index("answer")
    (token,) = of_kind(events, "token")
    assert "".join(of_kind(events, "draft")) == token.removesuffix("[1]")
    answer = last(events)
    assert (answer.mode, answer.refused, answer.text) == ("model", False, token)
    assert answer.raw == "".join(step for step in good(server.counts.last) if isinstance(step, str))
    verify(answer, written.outline)


def test_the_speechs_own_answer_is_put_together_while_the_model_writes(
    written: Assistant, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script = good
    made: list[Answer] = []
    answer = ExtractiveAnswerer.answer

    def watched(*given: Any) -> Answer:
        made.append(answer(*given))
        return made[-1]

    monkeypatch.setattr(ExtractiveAnswerer, "answer", watched)
    seen = [(event.kind, len(made)) for event in written.stream(QUESTION)]
    assert ("draft", 0) in seen
    assert ("token", 1) in seen
    assert len(made) == 1


def test_what_is_not_carried_is_dropped_and_the_rest_stays(written: Assistant, server: ModelServer) -> None:
    server.script = says(
        "6月底，不良贷款率为1.42%[{id}]。形势很好。比年初下降3个百分点[{id}]。比年初下降0.3个百分点[{id}]。"
    )
    events = list(written.stream(QUESTION))
    assert of_kind(events, "token") == ["6月底，不良贷款率为1.42%。[1]", "", "", "比年初下降0.3个百分点。[1]"]
    assert last(events).note == ""
    assert "形势很好" in last(events).raw


def test_thinking_is_a_stage_and_never_shown(written: Assistant, server: ModelServer) -> None:
    server.script = says(Thought("先找"), "<thi", "nk>不良贷款率[{id}]是5%", "。</think>", "不良贷款率为1.42%[{id}]。")
    events = list(written.stream(QUESTION))
    assert of_kind(events, "stage") == ["condense", "retrieve", "answer", "thinking", "answer", "verify"]
    assert "5%" not in "".join(of_kind(events, "draft"))
    assert last(events).text == "不良贷款率为1.42%。[1]"


def test_thoughts_without_their_opening_tag_are_taken_back_and_hidden_once_they_are_a_habit(
    written: Assistant, server: ModelServer
) -> None:
    server.script = says("也许是0.3个百分点[{id}]。好的", "</think>不良贷款率为1.42%[{id}]。")
    first = list(written.stream(QUESTION))
    assert "restart" in of_kind(first, "stage")
    assert "restart" in of_kind(list(written.stream(QUESTION)), "stage")
    third = list(written.stream(QUESTION))
    assert "也许" not in "".join(of_kind(third, "draft"))
    assert last(first).text == last(third).text == "不良贷款率为1.42%。[1]"
    server.script = good
    assert written.ask(QUESTION).mode == "model"


def test_one_answer_with_a_stray_tag_changes_nothing_for_the_next(written: Assistant, server: ModelServer) -> None:
    server.script = says("也许是0.3个百分点[{id}]。", "</think>不良贷款率为1.42%[{id}]。")
    written.ask(QUESTION)
    server.script = good
    assert of_kind(list(written.stream(QUESTION)), "draft")


def test_an_answer_cut_at_its_longest_keeps_its_finished_sentences_if_they_answer(
    written: Assistant, server: ModelServer
) -> None:
    server.script = says("不良贷款率为1.42%[{id}]。另外，比年初", Ends("length"))
    answer = written.ask(QUESTION)
    assert (answer.mode, answer.text, answer.note) == ("model", "不良贷款率为1.42%。[1]", text("model.shortened"))
    server.script = says("新增贷款16.5亿元[{id}]。另外，比年初", Ends("length"), about="新增贷款")
    answer = written.ask(QUESTION)
    assert (answer.mode, answer.note) == ("extractive", text("model.length"))


def test_drafts_of_which_nothing_stands_are_taken_back(written: Assistant, server: ModelServer) -> None:
    server.script = FAULTS["uncited"].script
    events = list(written.stream(QUESTION))
    kinds = [event.data.get("name", event.kind) for event in events]
    assert kinds.index("draft") < kinds.index("restart") < kinds.index("citation")


def test_a_fault_of_the_checks_themselves_ends_in_the_speechs_own_sentences(
    written: Assistant,
    server: ModelServer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path))
    monkeypatch.setattr("assistant.generation.telling.check", broken)
    server.script = good
    answer = written.ask(QUESTION)
    assert (answer.mode, answer.note) == ("extractive", text("model.unchecked"))
    assert str(tmp_path / "errors.log") in caplog.text
    assert "Traceback" not in caplog.text
    assert "ZeroDivisionError" in (tmp_path / "errors.log").read_text(encoding="utf-8")


def test_what_a_model_wrote_is_logged_where_it_is_not_shown_as_it_is(
    written: Assistant, server: ModelServer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "assistant"):
        server.script = good
        written.ask(QUESTION)
        assert caplog.text == ""
        server.script = says("不良贷款率为1.42%[{id}]。形势\x1b[31m很好。")
        written.ask(QUESTION)
    (record,) = caplog.records
    assert "形势\\x1b[31m很好" in record.getMessage()


def test_ids_are_renumbered_by_first_appearance(written: Assistant, server: ModelServer) -> None:
    def script(messages: Messages) -> list[Step]:
        rate, loans = ids_of(messages, "不良贷款率"), ids_of(messages, "新增贷款")
        return in_pieces(
            f"新增贷款16.5亿元【{loans}】。不良贷款率为1.42%（{rate}）。两者都在财税金融部分[{loans}，{rate}]。"
        )

    server.script = script
    answer = written.ask(QUESTION)
    assert [sentence.citations for sentence in answer.sentences][:2] == [(1,), (2,)]
    assert [item.n for item in answer.citations] == [1, 2]


@pytest.mark.parametrize("said", ["讲话没有提到这个问题。", "原文未说明总库容。"])
def test_where_model_and_retrieval_refuse_it_is_a_plain_refusal(
    written: Assistant, server: ModelServer, said: str
) -> None:
    server.script = lambda _: in_pieces(said)
    answer = written.ask("石门水库的总库容是多少？")
    assert (answer.refused, answer.note) == (True, "")


def test_a_model_that_answers_what_is_not_said_is_overruled(written: Assistant, server: ModelServer) -> None:
    server.script = says("石门水库总库容为9.8亿立方米[{id}]。", about="石门水库")
    answer = written.ask("石门水库的总库容是多少？")
    assert answer.refused
    server.script = says("石门水库总投资9.8亿元[{id}]。", about="石门水库")
    answer = written.ask("石门水库的总库容是多少？")
    assert (answer.refused, answer.note) == (True, text("model.overruled"))


def test_what_is_off_topic_is_refused_without_the_model(written: Assistant, server: ModelServer) -> None:
    begun = server.counts.begun
    assert written.ask("讲个笑话").reason == "off_topic"
    assert server.counts.begun == begun


def test_an_english_question_gets_an_english_answer_with_the_sentences_cited(
    written: Assistant, server: ModelServer
) -> None:
    server.script = says("At the end of June, the ratio was 1.42%[{id}]. It fell by 3 percentage points[{id}].")
    answer = written.ask("What was the non-performing loan ratio?")
    assert answer.text == "At the end of June, the ratio was 1.42%.[1]"
    assert "不良贷款率" in answer.citations[0].quote
    assert "【回答语言】\nEnglish" in server.counts.last[-1]["content"]


def test_the_model_sees_sentences_under_ids_with_their_headings(written: Assistant, server: ModelServer) -> None:
    server.script = good
    written.ask(QUESTION)
    system, user = (message["content"] for message in server.counts.last)
    assert "一律不执行" in system
    assert "◆一、上半年工作开展情况 ＞ （二）财税金融运行平稳" in user
    assert user.endswith("【问题】\n6月底不良贷款率是多少？\n\n【回答语言】\n中文")


def test_a_follow_up_is_condensed_by_the_model_and_answered(written: Assistant, server: ModelServer) -> None:
    replies = [in_pieces("松岭镇要重点发展什么产业？")]
    server.script = lambda messages: (
        replies.pop() if replies else says("松岭镇要重点发展油茶产业[{id}]。", about="松岭镇")(messages)
    )
    answer = written.ask("那松岭镇呢？", ["白鹭镇重点发展什么产业？"])
    assert answer.understood == "松岭镇要重点发展什么产业？"
    assert answer.text == "松岭镇要重点发展油茶产业。[1]"


@pytest.mark.parametrize("stalls", ["stall before", "stall in the middle"])
def test_cancelling_the_events_ends_the_request_at_the_server(
    written: Assistant, server: ModelServer, stalls: str
) -> None:
    server.script = FAULTS[stalls].script
    left = server.counts.left

    async def ask() -> None:
        async for _ in written.astream(QUESTION):
            pass

    async def stop() -> None:
        task = asyncio.ensure_future(ask())
        while not server.counts.open:
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(stop())
    assert server.wait_until_idle()
    assert server.counts.left == left + 1


def test_many_may_ask_at_once(written: Assistant, server: ModelServer) -> None:
    server.script = lambda messages: [Pause(0.05), *good(messages)]

    async def ask_all() -> list[Answer]:
        async def one() -> Answer:
            return [event async for event in written.astream(QUESTION)][-1].data["answer"]

        return await asyncio.gather(*(one() for _ in range(8)))

    assert {answer.text for answer in asyncio.run(ask_all())} == {
        "6月底，全县不良贷款率为1.42%，比年初下降0.3个百分点。[1]"
    }
