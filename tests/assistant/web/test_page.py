"""The page as a reader meets it, in a real browser."""

import re
import socket
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser

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


def test_a_copy_holds_quote_and_address_for_word_and_as_text(visit: Visitor) -> None:
    reader = visit(permissions=["clipboard-read", "clipboard-write"])
    reader.ask(RESERVOIRS)
    reader.page.click("#chat .copy")
    reader.page.locator("#notice.shown").wait_for()
    read = """async (type) => { const [item] = await navigator.clipboard.read();
        return (await item.getType(type)).text(); }"""
    html, plain = (reader.page.evaluate(read, kind) for kind in ("text/html", "text/plain"))
    for form in (html, plain):
        assert "一（一）一是·第2句：" in form
        assert RESERVOIR_SENTENCE in form
    assert "<p" in html
    assert plain.splitlines()[0] == "新建水库3座。[1]"


def test_the_conversation_can_be_saved_for_word(visit: Visitor, tmp_path: Path) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    with reader.page.expect_download() as download:
        reader.page.click("#export")
    assert download.value.suggested_filename == "讲话问答记录.docx"
    download.value.save_as(tmp_path / "saved.docx")
    saved = docx.Document(BytesIO((tmp_path / "saved.docx").read_bytes()))
    assert any("一（一）一是·第2句" in paragraph.text for paragraph in saved.paragraphs)


def test_an_empty_conversation_is_not_saved(visit: Visitor) -> None:
    reader = visit()
    reader.page.click("#export")
    assert "还没有" in reader.page.locator("#notice.shown").inner_text()


def test_the_page_speaks_the_browsers_language(visit: Visitor) -> None:
    english = visit(locale="en-US").page
    assert english.inner_text("#send") == "Send"
    assert "Ask about this speech" in english.inner_text("#chat")
    assert english.locator("html").get_attribute("lang") == "en"
    chinese = visit(locale="zh-TW").page
    assert chinese.inner_text("#send") == "发送"


def test_dark_or_light_is_chosen_and_kept(visit: Visitor) -> None:
    page = visit(color_scheme="light").page
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.click("#theme")
    dark = page.evaluate(background)
    assert dark != light
    page.reload()
    page.wait_for_selector("#chat .welcome")
    page.wait_for_function(f"{background} === {dark!r}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_systems_scheme_is_followed_first(visit: Visitor, scheme: str) -> None:
    page = visit(color_scheme=scheme).page
    assert ("dark" in (page.locator("body").get_attribute("class") or "")) == (scheme == "dark")


def test_everything_can_be_reached_by_keyboard(visit: Visitor) -> None:
    reader = visit()
    reader.page.locator("#question textarea").focus()
    reader.page.keyboard.type(RESERVOIRS)
    reader.page.keyboard.press("Enter")
    reader.wait_for_answers(1)
    reader.page.locator("#question textarea").focus()
    reached = set()
    for _ in range(40):
        reader.page.keyboard.press("Shift+Tab")
        reached.add(reader.page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"cite", "source", "copy", "theme"} <= reached
    reader.page.locator("#chat a.cite").first.focus()
    reader.page.keyboard.press("Enter")
    assert reader.highlighted() == [RESERVOIR_SENTENCE]


def test_a_screen_reader_is_told_what_is_what(visit: Visitor) -> None:
    reader = visit()
    reader.ask(RESERVOIRS)
    page = reader.page
    assert page.get_by_role("log", name="问答记录").count() == 1
    assert page.get_by_role("textbox", name="问题").count() == 1
    assert page.get_by_role("navigation", name="目录").count() == 1
    assert page.get_by_role("region", name="讲话全文").count() == 1
    assert page.get_by_role("link", name="[1] 一（一）一是·第2句").count() >= 1
    assert page.get_by_role("button", name="切换深色或浅色").count() == 1


def test_a_phone_shows_the_sentence_below_the_conversation(visit: Visitor) -> None:
    reader = visit(width=390, height=844, has_touch=True)
    reader.ask(LONG)
    reader.page.locator("#chat a.cite").last.click()
    assert reader.highlighted() == ["新建公路56公里，公路通村率达到98%。"]
    assert reader.in_view()
    talk, speech = (reader.page.locator(name).bounding_box() for name in ("#talk", "#speech"))
    assert talk is not None
    assert speech is not None
    assert speech["y"] >= talk["y"] + talk["height"] - 1
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_phone_folds_the_speech_away_and_a_mark_brings_it_back(visit: Visitor) -> None:
    reader = visit(width=390, height=844, has_touch=True)
    reader.ask(RESERVOIRS)
    reader.page.click("#fold")
    assert not reader.in_view()
    reader.page.locator("#chat a.cite").first.click()
    assert reader.in_view()


@pytest.mark.parametrize("width", [390, 768, 1000, 1280, 1920])
def test_nothing_is_cut_off_at_any_width(visit: Visitor, width: int) -> None:
    reader = visit(width=width, height=800)
    reader.ask(GDP)
    page = reader.page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (
        page.evaluate("document.querySelector('#chat').scrollWidth - document.querySelector('#chat').clientWidth") <= 0
    )
    for name in ("#send", "#new", "#export", "#theme"):
        box = page.locator(name).bounding_box()
        assert box is not None, name
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= width, name


def test_nothing_is_asked_of_any_other_host(visit: Visitor, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    outside: list[object] = []
    connect = socket.socket.connect

    def watched(self: socket.socket, target: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(target[0]).startswith(("127.", "::1")):  # type: ignore[index]
            outside.append(target)
            raise OSError("no network")
        connect(self, target)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", watched)
    reader = visit()
    reader.ask(RESERVOIRS)
    reader.ask(GDP, finished=2)
    reader.page.locator("#chat a.cite").first.click()
    reader.page.click("#theme")
    with reader.page.expect_download():
        reader.page.click("#export")
    reader.page.reload()
    reader.wait_for_answers(2)
    elsewhere = [url for url in reader.requests if not url.startswith((address, "data:", f"blob:{address}"))]
    assert len(reader.requests) > 10
    assert elsewhere == []
    assert outside == []
    assert [line for line in reader.complaints if not re.search("ERR_ABORTED", line)] == []


def test_what_a_reader_types_cannot_become_part_of_the_page(visit: Visitor) -> None:
    reader = visit()
    payload = '<img src=x onerror="document.body.dataset.hit=1">${document.body.dataset.hit=2}{{this}}`\''
    reader.ask(payload)
    assert payload in reader.page.inner_text("#chat .asked")
    reader.page.reload()
    reader.wait_for_answers(1)
    assert payload in reader.page.inner_text("#chat .asked")
    assert reader.page.evaluate("document.body.dataset.hit ?? null") is None
