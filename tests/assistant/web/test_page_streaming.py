"""A model's answer as it comes in, and the speech that follows it, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.web.scripted import GDP, LONG, RESERVOIRS, ROADS, ScriptedAssistant, written
from tests.assistant.web.stepping import SUMMARY, SteppingAssistant
from tests.assistant.web.web_serving import Visit, Visitor

pytestmark = [
    pytest.mark.browser,
    # Gradio sets an option of pandas that newer versions no longer need.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]

RESERVOIR_SENTENCE = "全县新建水库3座，完成投资2.4亿元。"
ROAD_SENTENCE = "新建公路56公里，公路通村率达到98%。"


@pytest.fixture
def assistant(speech_text: str) -> SteppingAssistant:
    """The scripted assistant, and a model's answer that comes step by step."""
    return SteppingAssistant(speech_text, written(speech_text).script)


def begin(reader: Visit, question: str = SUMMARY) -> Page:
    reader.page.fill("#question textarea", question)
    reader.page.click("#send")
    return reader.page


def test_a_draft_gives_way_to_its_verified_sentence_and_the_steps_are_told(
    visit: Visitor, assistant: SteppingAssistant
) -> None:
    page = begin(visit())
    waiting, draft, said = (page.locator(f"#chat .pending {kind}") for kind in (".waiting", ".draft", ".said"))
    assistant.let(3)
    expect(waiting).to_have_text("思考中……")
    assistant.let(2)
    expect(waiting).to_have_text("正在作答……")
    expect(draft).to_have_text("上半年新建水库")
    expect(page.locator("#chat .pending .generated")).to_have_text("AI 生成，请核对原文")
    assistant.let(1)
    expect(draft).to_have_text("上半年新建水库3座，完成投资2.4亿元。")
    assert page.locator("#chat a.cite").count() == 0
    assistant.let(2)
    expect(draft).to_have_count(0)
    expect(said).to_have_text("上半年新建水库3座，完成投资2.4亿元。[1]")
    assistant.let(1)
    expect(draft).to_have_text("公路新建56")
    assistant.let(3)
    expect(said.last).to_have_text("两项工作都很成功。（原文中没有找到依据）")
    assistant.let(1)
    expect(waiting).to_have_text("正在核对原文……")
    assistant.let(1)
    done = page.locator("#chat .answer.done")
    expect(done.locator(".unsupported")).to_have_text("两项工作都很成功。（原文中没有找到依据）")
    expect(done.locator(".generated")).to_have_text("AI 生成，请核对原文")
    expect(page.locator("#chat .pending")).to_have_count(0)


def test_a_source_can_be_looked_up_while_the_answer_goes_on(visit: Visitor, assistant: SteppingAssistant) -> None:
    reader = visit(height=420)
    page = begin(reader)
    assistant.let(11)
    expect(page.locator("#chat .pending a.cite")).to_have_count(2)
    page.locator("#chat .pending a.cite").last.click()
    assert reader.highlighted() == [ROAD_SENTENCE]
    assert reader.in_view()
    assistant.let(3)
    reader.wait_for_answers(1)
    assert reader.highlighted() == [ROAD_SENTENCE], "a place that the reader chose is left as it is"


def test_a_models_answer_that_is_stopped_keeps_what_was_verified(visit: Visitor, assistant: SteppingAssistant) -> None:
    reader = visit()
    page = begin(reader)
    assistant.let(9)
    expect(page.locator("#chat .pending .draft")).to_have_text("公路新建56")
    page.click("#stop")
    stopped = page.locator("#chat .answer.stopped")
    expect(stopped.locator(".said")).to_have_text("上半年新建水库3座，完成投资2.4亿元。[1]")
    assert "AI 生成" in stopped.inner_text()
    assert "已停止" in stopped.inner_text()
    assistant.let(11)
    reader.ask(RESERVOIRS, finished=2)


def test_what_a_model_wrote_outlives_a_reload_with_its_label(visit: Visitor, assistant: SteppingAssistant) -> None:
    reader = visit()
    begin(reader)
    assistant.let(14)
    reader.wait_for_answers(1)
    before = reader.page.inner_text("#chat .log")
    reader.page.reload()
    reader.wait_for_answers(1)
    assert reader.page.inner_text("#chat .log") == before
    assert "AI 生成" in before
    assert reader.page.locator("#chat .suggestion").count() == 1


def test_the_speech_follows_each_new_answer_from_its_first_verified_sentence(
    visit: Visitor, assistant: SteppingAssistant
) -> None:
    reader = visit(height=420)
    page = begin(reader)
    assistant.let(6)
    expect(page.locator("#chat .pending .draft")).to_have_count(1)
    assert reader.highlighted() == []
    assistant.let(2)
    expect(page.locator("#speech .cited")).to_have_text(RESERVOIR_SENTENCE)
    assert reader.in_view()
    assistant.let(6)
    reader.wait_for_answers(1)
    assert reader.highlighted() == [RESERVOIR_SENTENCE]
    reader.ask(ROADS, finished=2)
    assert reader.highlighted() == [ROAD_SENTENCE]
    assert reader.in_view()
    reader.ask(GDP, finished=3)
    assert reader.highlighted() == [RESERVOIR_SENTENCE], "a refusal shows what comes nearest"
    reader.ask("没有的事？", finished=4)
    assert reader.highlighted() == [RESERVOIR_SENTENCE], "nothing to show leaves the speech as it is"


def test_following_takes_neither_the_focus_nor_the_page(visit: Visitor) -> None:
    reader = visit(height=420)
    reader.page.fill("#question textarea", LONG)
    reader.page.press("#question textarea", "Enter")
    # What is typed before the box is empty again still belongs to the question that was sent.
    expect(reader.page.locator("#question textarea")).to_have_value("")
    reader.page.keyboard.type("下一问")
    reader.wait_for_answers(1)
    assert reader.page.locator("#speech .cited").count() == 1
    assert reader.in_view()
    assert reader.page.evaluate("document.activeElement.matches('#question textarea')")
    assert reader.page.evaluate("scrollY + document.querySelector('gradio-app').scrollTop") == 0


def test_what_a_reader_looks_at_meanwhile_is_left_alone(visit: Visitor, assistant: SteppingAssistant) -> None:
    reader = visit(height=420)
    page = begin(reader)
    assistant.let(2)
    expect(page.locator("#chat .pending")).to_have_count(1)
    page.click("#speech .contents a[data-goto='二（二）']")
    assistant.let(12)
    reader.wait_for_answers(1)
    assert reader.highlighted() == ["（二）加大资金投入。"]
    reader.ask(ROADS, finished=2)
    assert reader.highlighted() == [ROAD_SENTENCE], "the next question is followed again"


def test_a_restored_conversation_leaves_the_speech_where_it_begins(visit: Visitor) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.page.reload()
    reader.wait_for_answers(1)
    assert reader.highlighted() == []


def test_a_phone_shows_the_answer_and_leaves_the_speech_below_it(visit: Visitor) -> None:
    reader = visit(width=390, height=844, has_touch=True)
    reader.page.click("#fold")
    reader.ask(RESERVOIRS)
    assert reader.highlighted() == []
    assert reader.page.get_attribute("#fold", "aria-expanded") == "false"


def test_a_new_question_comes_to_the_top_and_stays_unless_the_reader_scrolls(
    visit: Visitor, assistant: SteppingAssistant
) -> None:
    reader = visit(height=420)
    for count in range(1, 4):
        reader.ask(LONG, finished=count)
    tops = """() => { const chat = document.querySelector('#chat').getBoundingClientRect();
        return [...document.querySelectorAll('#chat .turn')].pop().getBoundingClientRect().top - chat.top; }"""
    assert 0 <= reader.page.evaluate(tops) <= 20
    begin(reader)
    assistant.let(6)
    expect(reader.page.locator("#chat .pending .draft")).to_have_count(1)
    reader.page.mouse.move(200, 200)
    reader.page.mouse.wheel(0, -5000)
    reader.page.wait_for_function("document.querySelector('#chat').scrollTop === 0")
    assistant.let(8)
    reader.wait_for_answers(4)
    assert reader.page.evaluate("document.querySelector('#chat').scrollTop") == 0


def test_what_was_understood_goes_into_the_box_to_be_corrected(visit: Visitor, assistant: ScriptedAssistant) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.ask(ROADS, finished=2)
    reader.page.click("#chat .understood .correct")
    box = reader.page.locator("#question textarea")
    assert box.input_value() == "上半年新建公路多少公里？"
    assert reader.page.evaluate("document.activeElement.matches('#question textarea')")
    box.fill("上半年养护公路多少公里？")
    box.press("Enter")
    reader.wait_for_answers(3)
    assert assistant.asked[-1][0] == "上半年养护公路多少公里？"


def test_a_suggested_question_is_asked_with_one_click(visit: Visitor, assistant: SteppingAssistant) -> None:
    reader = visit()
    begin(reader)
    assistant.let(14)
    reader.wait_for_answers(1)
    reader.page.click("#chat .suggestion")
    reader.wait_for_answers(2)
    assert assistant.asked[-1][:2] == ("概括“公路建设全面提速”的主要内容。", (SUMMARY,))
    assert reader.page.locator("#chat .suggestion").count() == 0


def test_what_is_typed_while_an_answer_comes_in_is_kept(visit: Visitor, assistant: SteppingAssistant) -> None:
    reader = visit()
    page = begin(reader)
    assistant.let(6)
    expect(page.locator("#chat .pending .draft")).to_have_text("上半年新建水库3座，完成投资2.4亿元。")
    expect(page.locator("#question textarea")).to_have_value("")
    page.fill("#question textarea", ROADS)
    assistant.let(8)
    reader.wait_for_answers(1)
    page.wait_for_timeout(300)
    expect(page.locator("#question textarea")).to_have_value(ROADS)
    page.click("#send")
    reader.wait_for_answers(2)
    assert [one[0] for one in assistant.asked] == [ROADS]
