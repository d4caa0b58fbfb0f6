"""The assistant as a reader meets it in a page of another site, in a real browser; direct and behind nginx."""

import re

import pytest
from playwright.sync_api import Frame

from tests.assistant.web.framing import EVENTS, Framing, ask, in_view, inner, wait_for_answers, wait_for_event
from tests.assistant.web.scripted import GDP, LONG, RESERVOIRS
from tests.assistant.web.web_serving import Visit, Visitor

pytestmark = [
    pytest.mark.browser,
    # Gradio sets an option of pandas that newer versions no longer need.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]

FIRST, LAST = "做了以下几件事", "新建公路56公里，公路通村率达到98%。"


@pytest.fixture(params=["direct", "behind nginx"])
def base(request: pytest.FixtureRequest, framing: Framing) -> str:
    """Where the assistant is."""
    return framing.direct if request.param == "direct" else str(request.getfixturevalue("proxied"))


def enter(place: str, base: str, framing: Framing, open_page: Visitor) -> tuple[Visit, Frame]:
    """A reader in front of the assistant at ``place``, and the frame that it stands in."""
    if place == "page":
        reader = open_page(base)
        reader.page.wait_for_selector("#chat .welcome")
        return reader, reader.page.main_frame
    bodies = {
        "widget": framing.script('data-title="讲话问答"', base),
        "iframe": f'<iframe src="{base}embed" width="900" height="560"></iframe>',
        "element": framing.script('data-button="none"', base) + "<speech-assistant></speech-assistant>",
    }
    reader = open_page(framing.portal.put(f"/{place}", f"<h1>半年工作会议召开</h1>{bodies[place]}"))
    if place == "widget":
        reader.page.click("#launcher")
    return reader, inner(
        reader.page, {"widget": "#panel iframe", "iframe": "iframe", "element": "#inline iframe"}[place]
    )


@pytest.mark.parametrize("place", ["page", "widget", "iframe", "element"])
def test_an_answer_streams_in_and_a_click_highlights_its_sentence(
    place: str, base: str, framing: Framing, open_page: Visitor
) -> None:
    reader, frame = enter(place, base, framing, open_page)
    framing.assistant.go.clear()
    frame.fill("#question textarea", LONG)
    frame.click("#send")
    frame.wait_for_function(f"document.querySelector('#chat .answer.pending')?.innerText.includes('{FIRST}')")
    framing.assistant.go.set()
    wait_for_answers(frame, 1)
    frame.locator("#chat a.cite").last.click()
    assert frame.locator("#speech .cited").all_inner_texts() == [LAST]
    assert in_view(frame)
    ask(frame, GDP, finished=2)
    elsewhere = [url for url in reader.requests if not url.startswith((base, "data:", framing.portal.origin))]
    assert elsewhere == []
    assert len(reader.requests) > 10
    # A violated policy is an error in the console too.
    assert [line for line in reader.complaints if not re.search("ERR_ABORTED", line)] == []


def test_a_browser_that_gives_a_frame_no_storage_is_no_hindrance(framing: Framing, open_page: Visitor) -> None:
    reader, frame = enter("iframe", framing.direct, framing, open_page)
    # This browser gives none to a frame of another site.
    assert frame.evaluate("localStorage instanceof Storage") is False
    ask(frame, RESERVOIRS)
    ask(frame, GDP, finished=2)
    assert framing.assistant.asked[-1][1] == (RESERVOIRS,)
    assert reader.complaints == []


def test_a_site_that_is_not_listed_can_neither_embed_nor_call(framing: Framing, open_page: Visitor) -> None:
    asked = len(framing.assistant.asked)
    reader = open_page(
        framing.stranger.put(
            "/", f'{framing.script("data-open")}<iframe id="bare" src="{framing.direct}"></iframe><h1>别处</h1>'
        )
    )
    page = reader.page
    page.locator("#panel .apology").wait_for(state="visible")
    assert "ASSISTANT_EMBED_ORIGINS" in page.inner_text("#panel .apology")
    for selector in ("#panel iframe", "#bare"):
        frame = page.locator(selector).element_handle().content_frame()
        assert frame is not None
        assert frame.locator("#chat").count() == 0
    refused = [line for line in reader.complaints if "frame-ancestors" in line]
    assert len(refused) >= 2
    call = """async (url) => { try { return (await fetch(url, { method: "POST", body: '{"question": "水库"}',
        headers: { "content-type": TYPE } })).status; } catch (error) { return String(error); } }"""
    for kind in ("application/json", "text/plain"):
        told = page.evaluate(call.replace("TYPE", f'"{kind}"'), framing.direct + "api/ask")
        assert "Failed to fetch" in told
    assert any("blocked by CORS policy" in line for line in reader.complaints)
    assert len(framing.assistant.asked) == asked


def test_a_listed_site_can_call_the_api_and_read_its_events(framing: Framing, open_page: Visitor) -> None:
    reader = open_page(framing.portal.put("/call", ""))
    call = """async ([url, accept]) => { const response = await fetch(url, { method: "POST",
        headers: { "content-type": "application/json", accept },
        body: JSON.stringify({ question: "上半年新建水库几座？" }) }); return response.text(); }"""
    said = reader.page.evaluate(call, [framing.direct + "api/ask", "application/json"])
    assert "新建水库3座。[1]" in said
    streamed = reader.page.evaluate(call, [framing.direct + "api/ask", "text/event-stream"])
    assert streamed.count("event: token") == 2
    assert reader.complaints == []


def test_other_frames_are_not_listened_to(framing: Framing, open_page: Visitor) -> None:
    meddle = """<script>setInterval(() => {
        for (const kind of ["hello", "ask", "close", "answer"]) {
          const message = { speechAssistant: { kind, question: "插话", detail: { text: "假的" } } };
          parent.postMessage(message, "*");
          for (let at = 0; at < parent.frames.length; at += 1) parent.frames[at].postMessage(message, "*");
        } window.meddled = true; }, 20);</script>"""
    meddler = framing.stranger.put("/meddle", meddle)
    page = framing.portal.put(
        "/meddled", f'{EVENTS}{framing.script("data-open")}<iframe id="x" src="{meddler}"></iframe>'
    )
    reader = open_page(page)
    frame = inner(reader.page, "#panel iframe")
    reader.page.evaluate(f"SpeechAssistant.ask('{RESERVOIRS}')")
    told = wait_for_event(reader.page, "answer")
    assert [one["question"] for one in told] == [RESERVOIRS]
    assert frame.locator("#chat .turn").count() == 1
    assert wait_for_event(reader.page, "close", 0) == []
    other = reader.page.locator("#x").element_handle().content_frame()
    assert other is not None
    assert other.evaluate("window.meddled")
