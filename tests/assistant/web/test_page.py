"""The page as a reader meets it, in a real browser."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from assistant.answer import Event
from assistant.messages import Lang
from assistant.web.chat import grow
from assistant.web.conversation import Turn
from tests.assistant.web.scripted import GDP, LONG, RESERVOIRS, ROADS, ScriptedAssistant
from tests.assistant.web.web_serving import Visit, Visitor, serving

pytestmark = [
    pytest.mark.browser,
    # Gradio sets an option of pandas that newer versions no longer need.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]

RESERVOIR_SENTENCE = "全县新建水库3座，完成投资2.4亿元。"


def test_a_question_is_answered_with_its_source_highlighted_beside_it(visit: Visitor) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    assert "新建水库3座。" in reader.page.inner_text("#chat .answer.done")
    assert reader.highlighted() == [RESERVOIR_SENTENCE]
    assert reader.in_view()
    assert reader.page.input_value("#question textarea") == ""


def test_a_click_on_a_mark_scrolls_the_speech_and_not_the_page(visit: Visitor) -> None:
    reader = visit(height=420)
    reader.ask(LONG)
    reader.page.locator("#chat a.cite").last.click()
    assert reader.highlighted() == ["新建公路56公里，公路通村率达到98%。"]
    assert reader.in_view()
    assert reader.page.evaluate("scrollY") == 0
    assert reader.page.evaluate("document.querySelector('#speech .text').scrollTop") > 0


def test_hovering_or_focusing_a_mark_shows_the_quote_and_its_address(visit: Visitor) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.page.locator("#chat a.cite").first.hover()
    tip = reader.page.locator("#quote")
    tip.wait_for(state="visible")
    assert "一（一）一是·第2句" in tip.inner_text()
    assert RESERVOIR_SENTENCE in tip.inner_text()
    reader.page.keyboard.press("Escape")
    tip.wait_for(state="hidden")
    reader.page.locator("#chat a.cite").nth(1).focus()
    tip.wait_for(state="visible")


def test_a_follow_up_is_asked_with_what_went_before(visit: Visitor, assistant: ScriptedAssistant) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.ask(ROADS, finished=2)
    assert assistant.asked[-1][:2] == (ROADS, (RESERVOIRS,))
    assert "理解为：上半年新建公路多少公里？" in reader.page.locator("#chat .answer.done").last.inner_text()


def test_a_refusal_looks_different_and_leads_to_the_nearest_sentences_and_sections(visit: Visitor) -> None:
    reader = visit()
    reader.ask(GDP)
    refused = reader.page.locator("#chat .answer.refused")
    assert "讲话未说明" in refused.inner_text()
    near = refused.locator("a.cite")
    assert near.count() == 2
    near.nth(1).click()
    assert reader.highlighted() == ["全年争取资金3亿元以上。"]
    refused.locator("a.goto").first.click()
    assert reader.highlighted() == ["（一）水利建设有力推进。"]


def test_the_outline_jumps(visit: Visitor) -> None:
    reader = visit(height=420)
    reader.page.click("#speech .contents a[data-goto='二（二）']")
    assert reader.highlighted() == ["（二）加大资金投入。"]
    assert reader.in_view()
    reader.page.wait_for_selector("#speech .contents a[data-goto='二（二）'][aria-current]")


@pytest.mark.parametrize(
    ("place", "first"),
    [
        ("二（一）一要·第2句", "9月底前建成石门水库。"),
        ("二（一）一要", "一要建成水库。"),
        ("二（一）", "（一）继续抓好水利。"),
    ],
)
def test_a_link_opens_the_speech_at_an_address(visit: Visitor, place: str, first: str) -> None:
    reader = visit(f"?at={place}", height=420)
    reader.page.wait_for_selector("#speech .cited")
    assert reader.highlighted()[0] == first
    assert reader.in_view()


def test_a_link_to_nowhere_says_so(visit: Visitor) -> None:
    reader = visit("?at=九（九）")
    assert "九（九）" in reader.page.locator("#notice.shown").inner_text()


def test_the_conversation_outlives_a_reload_and_can_go_on(visit: Visitor, assistant: ScriptedAssistant) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.ask(GDP, finished=2)
    before = reader.page.locator("#chat .log").inner_text()
    reader.page.reload()
    reader.wait_for_answers(2)
    assert reader.page.locator("#chat .log").inner_text() == before
    reader.page.locator("#chat a.cite").first.click()
    assert reader.highlighted() == [RESERVOIR_SENTENCE]
    reader.ask(ROADS, finished=3)
    assert assistant.asked[-1][1] == (RESERVOIRS, GDP)


def test_a_new_chat_forgets(visit: Visitor, assistant: ScriptedAssistant) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.page.click("#new")
    reader.page.wait_for_selector("#chat .welcome")
    reader.ask(ROADS)
    assert assistant.asked[-1][1] == ()
    reader.page.reload()
    reader.wait_for_answers(1)


def test_an_example_is_asked_with_one_click(visit: Visitor, assistant: ScriptedAssistant) -> None:
    reader = visit()
    example = reader.page.locator("#chat .example").first
    words = example.inner_text()
    example.click()
    reader.wait_for_answers(1)
    assert assistant.asked[-1][0] == words
    assert "关于上半年工作" in words


def test_the_next_question_can_be_sent_as_soon_as_the_page_says_so(
    visit: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def ended_late(turn: Turn, events: AsyncIterable[list[Event]], lang: Lang) -> AsyncIterator[Turn]:
        async for grown in grow(turn, events, lang):
            yield grown
        await asyncio.sleep(0.5)

    monkeypatch.setattr("assistant.web.chat.grow", ended_late)
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.page.fill("#question textarea", ROADS)
    reader.page.press("#question textarea", "Enter")
    reader.page.wait_for_function("!document.body.classList.contains('asking')")
    assert reader.page.input_value("#question textarea") == ROADS, "Gradio sets its last values once more"
    reader.page.click("#send")
    reader.wait_for_answers(2)


def test_enter_sends_and_shift_enter_does_not(visit: Visitor, assistant: ScriptedAssistant) -> None:
    reader = visit()
    box = reader.page.locator("#question textarea")
    box.fill("第一行")
    box.press("Shift+Enter")
    box.press_sequentially("第二行")
    assert assistant.asked == []
    box.press("Enter")
    reader.wait_for_answers(1)
    assert assistant.asked[-1][0] == "第一行\n第二行"


def test_enter_does_not_send_while_an_input_method_composes(visit: Visitor, assistant: ScriptedAssistant) -> None:
    reader = visit()
    reader.page.locator("#question textarea").focus()
    keyboard = reader.page.context.new_cdp_session(reader.page)
    keyboard.send("Input.imeSetComposition", {"text": "shuiku", "selectionStart": 6, "selectionEnd": 6})
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    reader.page.evaluate(
        """() => document.querySelector('#question textarea').dispatchEvent(new KeyboardEvent('keypress',
           { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))"""
    )
    keyboard.send("Input.insertText", {"text": "水库"})
    reader.page.wait_for_timeout(500)
    assert assistant.asked == []
    assert reader.page.input_value("#question textarea") == "水库"
    reader.page.keyboard.press("Enter")
    reader.wait_for_answers(1)
    assert assistant.asked[-1][0] == "水库"


def test_a_long_answer_streams_in_and_can_be_stopped(visit: Visitor, assistant: ScriptedAssistant) -> None:
    assistant.pause = 0.6
    reader = visit()
    reader.page.fill("#question textarea", LONG)
    reader.page.click("#send")
    reader.page.wait_for_function(
        "document.querySelector('#chat .answer.pending')?.innerText.includes('做了以下几件事')"
    )
    assert reader.page.locator("#send").is_hidden()
    reader.page.click("#stop")
    reader.wait_for_answers(1)
    shown = reader.page.inner_text("#chat .answer.stopped")
    assert "做了以下几件事。" in shown
    assert "已停止" in shown
    # The page stops at once; the assistant ends at its next sentence.
    for _ in range(50):
        if assistant.abandoned:
            break
        reader.page.wait_for_timeout(100)
    assert assistant.abandoned == 1
    assert reader.page.locator("#send").is_visible()
    assistant.pause = 0
    reader.ask(RESERVOIRS, finished=2)


def test_a_question_too_long_is_refused_kindly_and_kept(visit: Visitor) -> None:
    reader = visit()
    reader.page.fill("#question textarea", "长" * 501)
    assert "501 / 500" in reader.page.inner_text("#count")
    reader.page.click("#send")
    failed = reader.page.locator("#chat .answer.failed")
    failed.wait_for()
    assert "501 个字，超过 500 个字" in failed.inner_text()
    assert reader.page.input_value("#question textarea") == "长" * 501


def test_an_error_is_a_sentence_and_the_conversation_goes_on(visit: Visitor, assistant: ScriptedAssistant) -> None:
    assistant.script["坏"] = RuntimeError("inner detail")
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.page.fill("#question textarea", "坏")
    reader.page.click("#send")
    reader.page.locator("#chat .answer.failed").wait_for()
    assert "inner detail" not in reader.page.content()
    assert reader.page.locator("#chat .answer.done").count() == 1
    reader.ask(GDP, finished=2)
    assert assistant.asked[-1][1] == (RESERVOIRS,)


@pytest.mark.parametrize("pause", [0.0, 0.8], ids=["before the question", "in the middle of an answer"])
def test_a_lost_server_is_told_in_a_sentence_and_the_question_is_kept(
    browser: Browser, assistant: ScriptedAssistant, pause: float
) -> None:
    assistant.pause = pause
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN") as context, ExitStack() as stack:
        reader = Visit(context.new_page())
        reader.page.goto(stack.enter_context(serving(assistant)))
        reader.page.wait_for_selector("#chat .welcome")
        if not pause:
            stack.close()
        reader.page.fill("#question textarea", LONG)
        reader.page.click("#send")
        if pause:
            reader.page.wait_for_selector("#chat .answer.pending")
            stack.close()
        reader.page.locator("#notice.shown").wait_for()
        assert "问题没有丢失" in reader.page.inner_text("#notice")
        assert reader.page.input_value("#question textarea") == LONG
        assert reader.page.locator("#send").is_visible()
        assert reader.page.locator("#chat .answer.pending").count() == 0


def test_when_a_lost_server_is_back_the_question_waits_in_its_box(
    browser: Browser, assistant: ScriptedAssistant
) -> None:
    with browser.new_context(locale="zh-CN") as context, ExitStack() as first, ExitStack() as second:
        reader = Visit(context.new_page())
        address = first.enter_context(serving(assistant))
        reader.page.goto(address)
        reader.page.wait_for_selector("#chat .welcome")
        reader.ask(RESERVOIRS)
        assistant.pause = 0.8
        reader.page.fill("#question textarea", LONG)
        reader.page.click("#send")
        reader.page.wait_for_selector("#chat .answer.pending")
        first.close()
        reader.page.locator("#notice.shown").wait_for()
        assistant.pause = 0.0
        with reader.page.expect_navigation():
            second.enter_context(serving(assistant, port=urlsplit(address).port or 0))
        reader.wait_for_answers(1)
        assert reader.page.input_value("#question textarea") == LONG
        reader.page.click("#send")
        reader.wait_for_answers(2)
        assert assistant.asked[-1][:2] == (LONG, (RESERVOIRS,))
