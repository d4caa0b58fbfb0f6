"""What the page shows and gives away: copies, files, languages, looks, screens, and to which hosts."""

import re
import socket
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.assistant.web.scripted import GDP, LONG, RESERVOIRS
from tests.assistant.web.web_serving import Visitor

pytestmark = [
    pytest.mark.browser,
    # Gradio sets an option of pandas that newer versions no longer need.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]

RESERVOIR_SENTENCE = "全县新建水库3座，完成投资2.4亿元。"


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
    assert reader.page.locator("#speech .sheet").is_hidden()
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
