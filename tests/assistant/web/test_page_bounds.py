"""What a reader sees when the server refuses, and that feedback is kept, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from assistant.feedback import Feedback
from assistant.web.desk import Bounds
from assistant.web.visitors import Rates
from tests.assistant.web.framing import EVENTS, inner, wait_for_event
from tests.assistant.web.host_pages import HostPages, hosting
from tests.assistant.web.scripted import LONG, RESERVOIRS, ScriptedAssistant
from tests.assistant.web.web_serving import Visit, serving

pytestmark = [
    pytest.mark.browser,
    # Gradio sets an option of pandas that newer versions no longer need.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]


def opened(browser: Browser, url: str) -> Visit:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    context.set_default_timeout(60_000)
    reader = Visit(context.new_page())
    reader.page.goto(url)
    reader.page.wait_for_selector("#chat .welcome")
    return reader


def test_too_many_questions_are_told_in_a_sentence_and_the_question_is_kept(
    browser: Browser, assistant: ScriptedAssistant
) -> None:
    with serving(assistant, rates=Rates("100/minute", "1/minute")) as url:
        reader = opened(browser, url)
        reader.ask(RESERVOIRS)
        reader.page.fill("#question textarea", LONG)
        reader.page.click("#send")
        failed = reader.page.locator("#chat .answer.failed")
        failed.wait_for()
        assert "提问太频繁，请过" in failed.inner_text()
        assert reader.page.input_value("#question textarea") == LONG
        assert reader.page.locator("#send").is_visible()
        assert [question for question, *_ in assistant.asked] == [RESERVOIRS]
        reader.page.context.close()


def test_at_the_limit_an_answer_can_be_stopped_and_the_page_be_loaded_anew(
    browser: Browser, assistant: ScriptedAssistant
) -> None:
    assistant.pause = 1
    with serving(assistant, rates=Rates("100/minute", "1/minute")) as url:
        reader = opened(browser, url)
        reader.page.fill("#question textarea", LONG)
        reader.page.click("#send")
        reader.page.locator("#chat .answer.pending a.cite, #chat .answer.pending .said").first.wait_for()
        reader.page.click("#stop")
        stopped = reader.page.locator("#chat .answer.stopped")
        stopped.wait_for()
        assert "做了以下几件事。" in stopped.inner_text()
        reader.page.reload()
        stopped.wait_for()
        reader.page.click("#new")
        reader.page.wait_for_selector("#chat .welcome")
        assert reader.page.locator("#chat .failed").count() == 0
        reader.page.context.close()


def test_a_stop_that_is_refused_leaves_the_answer_as_it_is(browser: Browser, assistant: ScriptedAssistant) -> None:
    assistant.pause = 1
    with serving(assistant) as url:
        reader = opened(browser, url)
        reader.page.fill("#question textarea", LONG)
        reader.page.click("#send")
        reader.page.locator("#chat .answer.pending").wait_for()
        reader.page.route("**/queue/join*", lambda route: route.fulfill(status=503, body="{}"))
        reader.page.click("#stop")
        assert "现在提问的人较多" in reader.page.locator("#notice.shown").inner_text()
        assert reader.page.locator("#chat .answer.failed").count() == 0
        reader.wait_for_answers(1)
        reader.page.context.close()


def in_widget(browser: Browser, site: HostPages, url: str) -> Page:
    context = browser.new_context(locale="zh-CN")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.goto(site.put("/", f'{EVENTS}<script src="{url}widget.js" defer></script>'))
    return page


def told_of(page: Page, question: str) -> str:
    """What the host's page hears of a question that is refused, which the reader sees as well."""
    page.evaluate("question => SpeechAssistant.ask(question)", question)
    told = str(wait_for_event(page, "error")[0]["message"])
    frame = inner(page, "#panel iframe")
    # The host may hear of it a moment before it is shown.
    frame.wait_for_function("told => document.body.innerText.includes(told)", arg=told)
    assert page.locator("#panel").is_visible()
    return told


def test_in_the_widget_too_often_too_large_and_busy_are_told_in_a_sentence(
    browser: Browser, assistant: ScriptedAssistant
) -> None:
    with hosting() as site:
        with serving(assistant, origins=(site.origin,), rates=Rates("9/minute", "1/minute")) as url:
            page = in_widget(browser, site, url)
            page.evaluate("question => SpeechAssistant.ask(question)", RESERVOIRS)
            wait_for_event(page, "answer")
            assert "提问太频繁，请过" in told_of(page, LONG)
            page.context.close()
        assistant.closed, assistant.pause = False, 3
        with serving(assistant, origins=(site.origin,), bounds=Bounds(1, 0, 60)) as url:
            page = in_widget(browser, site, url)
            assert "64 KB" in told_of(page, "长" * 30_000)
            page.context.close()
            first = opened(browser, url)
            first.page.fill("#question textarea", LONG)
            first.page.click("#send")
            first.page.wait_for_selector("#chat .answer.pending")
            page = in_widget(browser, site, url)
            assert "现在提问的人较多" in told_of(page, RESERVOIRS)
            for one in (page, first.page):
                one.context.close()


def test_busy_is_told_in_a_sentence_and_the_question_can_be_asked_again(
    browser: Browser, assistant: ScriptedAssistant
) -> None:
    assistant.pause = 3
    with serving(assistant, bounds=Bounds(1, 0, 60)) as url:
        first, second = opened(browser, url), opened(browser, url)
        first.page.fill("#question textarea", LONG)
        first.page.click("#send")
        first.page.wait_for_selector("#chat .answer.pending")
        second.page.fill("#question textarea", RESERVOIRS)
        second.page.click("#send")
        failed = second.page.locator("#chat .answer.failed")
        failed.wait_for()
        assert "现在提问的人较多" in failed.inner_text()
        first.wait_for_answers(1)
        assistant.pause = 0
        second.page.click("#chat .again")
        second.wait_for_answers(1)
        for reader in (first, second):
            reader.page.context.close()


def test_an_answer_that_takes_too_long_ends_in_a_sentence(browser: Browser, assistant: ScriptedAssistant) -> None:
    assistant.pause = 3
    with serving(assistant, bounds=Bounds(1, 0, 1)) as url:
        reader = opened(browser, url)
        reader.page.fill("#question textarea", LONG)
        reader.page.click("#send")
        failed = reader.page.locator("#chat .answer.failed")
        failed.wait_for()
        assert "1 秒内没有答完" in failed.inner_text()
        reader.page.context.close()


def test_a_thumb_is_kept_with_the_answer_it_was_given_to(
    browser: Browser, assistant: ScriptedAssistant, tmp_path: Path
) -> None:
    store = Feedback(tmp_path / "feedback.sqlite")
    with serving(assistant, feedback=store) as url:
        reader = opened(browser, url)
        reader.ask(RESERVOIRS)
        reader.page.click("#chat .rate[data-rating=down]")
        reader.page.wait_for_selector("#chat .rate[data-rating=down][aria-pressed=true]")
        assert "谢谢" in reader.page.locator("#notice.shown").inner_text()
        (entry,) = store.entries()
        assert (entry.rating, entry.question) == ("down", RESERVOIRS)
        assert entry.answer.startswith("新建水库3座。[1]")
        reader.page.context.close()


def test_the_page_of_the_api_loads_nothing_from_elsewhere_and_can_be_tried(
    browser: Browser, assistant: ScriptedAssistant
) -> None:
    with serving(assistant) as url:
        reader = Visit(browser.new_page(locale="zh-CN"))
        reader.page.set_default_timeout(60_000)
        reader.page.goto(f"{url}docs")
        reader.page.click("#operations-server-healthz_healthz_get .opblock-summary-control")
        reader.page.click("#operations-server-healthz_healthz_get button.execute")
        reader.page.locator(".live-responses-table", has_text='"status": "ok"').wait_for()
        assert [asked for asked in reader.requests if not asked.startswith((url, "data:", "blob:"))] == []
        assert [line for line in reader.complaints if "favicon" not in line] == []
        reader.page.close()
