"""The floating button and the element: their looks, the keyboard, what attributes and a host's page can do."""

import pytest
from playwright.sync_api import Page

from tests.assistant.web.framing import EVENTS, Framing, ask, inner, wait_for_answers, wait_for_event
from tests.assistant.web.scripted import GDP, RESERVOIRS
from tests.assistant.web.web_serving import Visitor

pytestmark = [
    pytest.mark.browser,
    # Gradio sets an option of pandas that newer versions no longer need.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]

HOSTILE = """<style>
* { all: unset !important; display: none !important; color: lime !important; font-size: 3px !important; transform: scale(0) !important;
  position: static !important; visibility: hidden !important; z-index: -1 !important; --fill: lime !important; --paper: lime !important; }
html, body { display: block !important; visibility: visible !important; transform: none !important; }
button, #launcher, #panel, iframe, div { display: none !important; opacity: 0 !important; pointer-events: none !important; }
</style>"""


def style(page: Page, selector: str, name: str) -> str:
    return str(page.locator(selector).evaluate("(node, name) => getComputedStyle(node)[name]", name))


def test_a_hostile_style_does_not_get_in_and_ours_not_out(framing: Framing, open_page: Visitor) -> None:
    plain = open_page(framing.portal.put("/plain", framing.script())).page
    hostile = open_page(framing.portal.put("/hostile", framing.script() + '<p id="own">正文</p>', head=HOSTILE)).page
    for page in (plain, hostile):
        page.locator("#launcher").wait_for(state="visible")
    for name in ("color", "backgroundColor", "fontSize", "display", "position", "width", "height", "transform"):
        assert style(hostile, "#launcher", name) == style(plain, "#launcher", name), name
    assert hostile.locator("#launcher").bounding_box() == plain.locator("#launcher").bounding_box()
    hostile.click("#launcher")
    hostile.locator("#panel iframe").wait_for(state="visible")
    ask(inner(hostile, "#panel iframe"), RESERVOIRS)
    assert style(hostile, "#own", "color") == "rgb(0, 255, 0)"
    assert hostile.evaluate("document.styleSheets.length") == 1


def test_the_keyboard_opens_asks_and_closes_and_the_focus_comes_back(framing: Framing, open_page: Visitor) -> None:
    reader = open_page(framing.portal.put("/keys", f'{EVENTS}<a href="#">链接</a>{framing.script()}'))
    page = reader.page
    page.locator("#launcher").wait_for()
    assert page.locator("#launcher").get_attribute("aria-expanded") == "false"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    frame = inner(page, "#panel iframe")
    frame.wait_for_function("document.activeElement?.matches('#question textarea')")
    assert page.locator("#launcher").get_attribute("aria-expanded") == "true"
    assert page.get_by_role("dialog", name="讲话问答").count() == 1
    page.keyboard.type(RESERVOIRS)
    page.keyboard.press("Enter")
    wait_for_answers(frame, 1)
    page.keyboard.press("Escape")
    page.locator("#panel").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.shadowRoot.activeElement.id") == "launcher"
    assert [one["name"] for one in wait_for_event(page, "close")] == ["close"]
    # What was said is still there.
    page.keyboard.press("Enter")
    assert frame.locator("#chat .answer.done").count() == 1
    page.get_by_role("button", name="关闭").press("Escape")
    page.locator("#panel").wait_for(state="hidden")


def test_a_phone_shows_it_full_height_and_a_mark_is_followed(framing: Framing, open_page: Visitor) -> None:
    page = open_page(framing.portal.put("/phone", framing.script()), width=390, height=780, has_touch=True).page
    page.click("#launcher")
    frame = inner(page, "#panel iframe")
    assert page.locator("#panel").bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 780}
    ask(frame, RESERVOIRS)
    frame.locator("#chat a.cite").first.click()
    assert frame.locator("#speech .cited").is_visible()
    assert frame.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="关闭").click()
    assert page.locator("#panel").is_hidden()
    assert page.locator("#launcher").is_visible()


def test_a_page_can_open_ask_and_close_and_hears_of_each_answer(framing: Framing, open_page: Visitor) -> None:
    early = f"<script>addEventListener('DOMContentLoaded', () => {{ SpeechAssistant.ask('{RESERVOIRS}');SpeechAssistant.ask('{GDP}'); }});</script>"
    page = open_page(framing.portal.put("/calls", EVENTS + early + framing.script())).page
    first, second = wait_for_event(page, "answer", 2)
    assert first["question"] == RESERVOIRS
    assert first["text"] == "新建水库3座。[1]\n全县新建水库3座，完成投资2.4亿元。[1]"
    quote = {"address": "一（一）一是·第2句", "quote": "全县新建水库3座，完成投资2.4亿元。"}
    assert first["citations"] == [quote]
    assert (second["question"], second["refused"], second["citations"]) == (GDP, True, [])
    assert [one["address"] for one in second["nearest"]] == ["一（一）一是·第2句", "二（二）一要·第2句"]  # type: ignore[attr-defined]
    page.evaluate("SpeechAssistant.close()")
    assert page.locator("#panel").is_hidden()
    page.evaluate("SpeechAssistant.open()")
    assert page.locator("#panel").is_visible()
    assert [one["name"] for one in page.evaluate("heard")] == ["open", "answer", "answer", "close", "open"]


def test_an_error_is_heard_as_a_sentence(framing: Framing, open_page: Visitor) -> None:
    page = open_page(framing.portal.put("/long", EVENTS + framing.script())).page
    page.evaluate("SpeechAssistant.ask('长'.repeat(501))")
    (told,) = wait_for_event(page, "error")
    assert "501 个字，超过 500 个字" in str(told["message"])


def test_a_question_that_fails_twice_alike_is_told_twice_and_holds_up_nothing(
    framing: Framing, open_page: Visitor
) -> None:
    page = open_page(framing.portal.put("/again", EVENTS + framing.script())).page
    asked = len(framing.assistant.asked)
    page.evaluate(f"for (const one of ['长'.repeat(501), '长'.repeat(501), '{RESERVOIRS}']) SpeechAssistant.ask(one)")
    wait_for_event(page, "answer")
    told = page.evaluate("heard.map((one) => [one.name, one.question ?? ''])")
    assert told == [["open", ""], ["error", ""], ["error", ""], ["answer", RESERVOIRS]]
    page.evaluate("SpeechAssistant.ask('长'.repeat(501))")
    wait_for_event(page, "error", 3)
    assert [len(question) for question, *_ in framing.assistant.asked[asked:]] == [501, 501, len(RESERVOIRS), 501]


def test_a_question_to_a_frame_that_was_lost_is_asked_when_it_is_there_again(
    framing: Framing, open_page: Visitor
) -> None:
    page = open_page(framing.portal.put("/lost", EVENTS + framing.script("data-open"))).page
    frame = inner(page, "#panel iframe")
    page.route("**/embed?**", lambda route: route.abort())
    frame.evaluate("location.reload()")
    page.locator("#panel .apology").wait_for(state="visible")
    page.evaluate(f"SpeechAssistant.ask('{RESERVOIRS}')")
    page.unroute("**/embed?**")
    page.click("#panel .apology button")
    assert [one["question"] for one in wait_for_event(page, "answer")] == [RESERVOIRS]


def test_loading_it_twice_does_no_harm(framing: Framing, open_page: Visitor) -> None:
    twice = framing.script('data-label="一"') + framing.script('data-label="二"')
    reader = open_page(framing.portal.put("/twice", twice))
    reader.page.locator("#launcher").wait_for()
    assert reader.page.locator("#launcher").count() == 1
    assert reader.page.inner_text("#launcher") == "一"
    assert reader.complaints == []


def test_several_elements_stand_on_one_page_and_load_when_they_come_near(framing: Framing, open_page: Visitor) -> None:
    body = (
        '<speech-assistant id="a" data-height="500"></speech-assistant>'
        '<div style="height: 9000px"></div><speech-assistant id="b" data-height="333"></speech-assistant>'
    )
    reader = open_page(framing.portal.put("/several", EVENTS + body + framing.script('data-button="none"')))
    page = reader.page
    ask(inner(page, "#a iframe"), RESERVOIRS)
    assert page.locator("#launcher").count() == 0
    assert sum(url.startswith(f"{framing.direct}embed") for url in reader.requests) == 1
    page.locator("#b").scroll_into_view_if_needed()
    ask(inner(page, "#b iframe"), GDP)
    assert [one["question"] for one in wait_for_event(page, "answer", 2)] == [RESERVOIRS, GDP]
    box = page.locator("#b").bounding_box()
    assert box is not None
    assert box["height"] == 333
    page.locator("#b").evaluate("node => { const where = node.parentNode; node.remove(); where.append(node); }")
    inner(page, "#b iframe")


def test_an_element_does_not_take_the_focus(framing: Framing, open_page: Visitor) -> None:
    body = '<div style="height: 700px"><input autofocus></div><speech-assistant></speech-assistant>'
    page = open_page(framing.portal.put("/focus", body + framing.script('data-button="none"'))).page
    frame = inner(page, "#inline iframe")
    frame.wait_for_function("document.querySelector('#question textarea').placeholder.includes('讲话')")
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    assert page.evaluate("scrollY") == 0


def test_attributes_set_looks_words_and_place(framing: Framing, open_page: Visitor) -> None:
    attributes = (
        'data-title="问一问" data-label="提问" data-lang="en" data-theme="dark" data-color="gold" '
        'data-position="left" data-z-index="77" data-open'
    )
    page = open_page(framing.portal.put("/attributes", framing.script(attributes)), color_scheme="light").page
    frame = inner(page, "#panel iframe")
    frame.wait_for_function("document.querySelector('.banner .name').textContent === '问一问'")
    assert page.inner_text("#launcher") == "提问"
    assert page.get_by_role("dialog", name="问一问").is_visible()
    assert style(page, "#launcher", "backgroundColor") == "rgb(255, 215, 0)"
    assert style(page, "#launcher", "color") == "rgb(0, 0, 0)"
    assert style(page, "[data-speech-assistant]", "zIndex") == "77"
    box = page.locator("#panel").bounding_box()
    assert box is not None
    assert box["x"] < 100
    assert "dark" in (frame.locator("body").get_attribute("class") or "")
    assert frame.inner_text("#send") == "Send"
    ask(frame, GDP)
    assert "Not said in the speech" in frame.inner_text("#chat .answer.done")
    # White on the colour can be read.
    assert frame.evaluate("getComputedStyle(document.getElementById('send')).backgroundColor") != "rgb(255, 215, 0)"


def test_senseless_attributes_leave_the_defaults(framing: Framing, open_page: Visitor) -> None:
    attributes = (
        'data-title=" " data-lang="fr" data-theme="pink" data-color="url(x)" data-position="up" data-z-index="-1e9"'
    )
    page = open_page(framing.portal.put("/senseless", framing.script(attributes))).page
    page.locator("#launcher").wait_for()
    assert page.inner_text("#launcher") == "讲话问答"
    assert style(page, "#launcher", "backgroundColor") == "rgb(155, 44, 44)"
    assert style(page, "[data-speech-assistant]", "zIndex") == "2147483000"


def test_it_can_be_enlarged_to_show_the_speech_beside(framing: Framing, open_page: Visitor) -> None:
    page = open_page(framing.portal.put("/large", framing.script("data-open"))).page
    frame = inner(page, "#panel iframe")
    page.get_by_role("button", name="放大或还原").click()
    # Both at one moment: the frame grows for a while.
    frame.wait_for_function(
        """() => {
          const [talk, speech] = ["talk", "speech"].map((id) => document.getElementById(id).getBoundingClientRect());
          return innerWidth > 1000 && talk.width > 0 && speech.width > 0 && speech.left >= talk.right - 1;
        }"""
    )
    page.get_by_role("button", name="放大或还原").click()
    frame.wait_for_function("innerWidth < 500")


def test_the_page_about_it_shows_all_three_and_its_snippets_name_this_server(
    framing: Framing, open_page: Visitor
) -> None:
    reader = open_page(framing.direct + "embed/demo", permissions=["clipboard-read", "clipboard-write"])
    page = reader.page
    assert f'<script src="{framing.direct}widget.js"' in page.inner_text("#code-button")
    page.click("[data-copy=code-element]")
    assert "<speech-assistant" in page.evaluate("navigator.clipboard.readText()")
    page.click("#try")
    page.locator("#heard", has_text="讲话中没有提到").wait_for()
    inner(page, "#inline iframe")
    page.locator("#frame").scroll_into_view_if_needed()
    inner(page, "#frame")
    assert reader.complaints == []
