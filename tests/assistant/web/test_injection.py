"""Whatever a payload is written into, it stays words; in a real browser, without the policy that would stop it too."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, BrowserContext, Page

from assistant.answer import Answer, AnswerSentence, Citation, Event
from assistant.feedback import Feedback
from assistant.web.head import page_head
from assistant.web.panel import render_panel
from index.parse import parse_outline
from tests.assistant.web.framing import EVENTS, inner, wait_for_answers, wait_for_event
from tests.assistant.web.host_pages import HostPages, hosting
from tests.assistant.web.payloads import PAYLOADS
from tests.assistant.web.scripted import ScriptedAssistant
from tests.assistant.web.test_render import Elements
from tests.assistant.web.web_serving import application, serving

# Gradio sets an option of pandas that newer versions no longer need.
pytestmark = pytest.mark.filterwarnings("ignore:.*no_silent_downcasting")

MODEL = "模型怎么说？"
CANARY = """
const hit = () => window.__ran();
for (const name of ["__xss", "alert", "confirm", "prompt", "print"]) window[name] = hit;
"""
OURS = {"a", "article", "b", "button", "details", "div", "footer", "h2", "h3", "h4", "h5", "h6", "li", "nav", "ol", "p"}
OURS |= {"section", "span", "strong", "summary", "ul"}
"""The elements that conversation and speech are made of."""
STRANGE = f"""() => [...document.querySelectorAll('#chat .log *, #speech .panel *, #banner .banner *, #quote *, #notice *')]
  .filter((node) => !{json.dumps(sorted(OURS))}.includes(node.localName)
    || node.getAttributeNames().some((name) => name.startsWith('on') || name === 'src' || name === 'style')
    || !/^(#|$)/.test(node.getAttribute('href') ?? '')).map((node) => node.outerHTML)"""


class Poisoned(ScriptedAssistant):
    """Its document is made of payloads; asked as :data:`MODEL`, a model answers in payloads, and drafts them first."""

    def stream(self, question: str, history: Sequence[str] = (), **options: Any) -> Iterator[Event]:
        if question != MODEL:
            yield from super().stream(question, history, **options)
            return
        for payload in PAYLOADS:
            yield Event("draft", {"text": payload})
            yield Event("token", {"text": payload + "[1]\n"})
        yield Event("answer", {"answer": self.ask(question, history)})


def poisoned() -> Poisoned:
    one_line = [" ".join(payload.split()) for payload in PAYLOADS]
    parts = [
        f"一、{one_line[0]}",
        *(f"（{mark}）{line}" for mark, line in zip("一二三四五六", one_line[1:7], strict=True)),
    ]
    text = "\n".join((*parts, *one_line)) + "\n"
    outline = parse_outline(text)
    cited = [outline.sentences[at] for at in range(0, len(outline.sentences), 3)]
    citations = tuple(
        Citation(n, one.address, one.start, one.end, outline.quote(one)) for n, one in enumerate(cited, start=1)
    )
    said = tuple(AnswerSentence(line, (1 + n % len(citations),)) for n, line in enumerate(PAYLOADS))
    answer = Answer(
        MODEL,
        said,
        citations,
        mode="model",
        understood="\n".join(PAYLOADS),
        note="\n".join(PAYLOADS),
        raw="\n".join(PAYLOADS),
        suggestions=PAYLOADS,
    )
    return Poisoned(text, {MODEL: answer}, title="讲话" + " ".join(PAYLOADS))


@dataclass
class Danger:
    """A poisoned assistant at ``url``, and a site that embeds it."""

    url: str
    site: HostPages
    assistant: Poisoned


@pytest.fixture(scope="module")
def danger() -> Iterator[Danger]:
    assistant = poisoned()
    with hosting() as site, serving(assistant, origins=(site.origin,)) as url:
        yield Danger(url, site, assistant)


@pytest.fixture
def unguarded(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that heeds no policy of the page's: what gets in would run."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN", bypass_csp=True)
    context.set_default_timeout(60_000)
    context.add_init_script(CANARY)
    yield context
    context.close()


@pytest.fixture
def asked(unguarded: BrowserContext) -> list[str]:
    """Every address that the browser asks for, in whatever frame, and "ran" for all that runs and should not."""
    found: list[str] = []
    unguarded.on("request", lambda request: found.append(request.url))
    unguarded.expose_binding("__ran", lambda _: found.append("ran"))
    return found


def assert_harmless(page: Page, asked: list[str], danger: Danger) -> None:
    """Nothing has run, and nothing was asked of anybody but the two servers."""
    page.evaluate("0")  # what was told before this is in the list after it
    allowed = (danger.url, danger.site.origin, "data:,", "about:")
    assert [url for url in asked if not url.startswith(allowed)] == []


def batches(size: int) -> Iterator[str]:
    """The payloads, so many together as ``size`` characters hold."""
    batch = ""
    for payload in PAYLOADS:
        if len(batch) + len(payload) >= size:
            yield batch
            batch = ""
        batch += payload + "\n"
    yield batch


def test_there_are_a_hundred_payloads_and_more() -> None:
    assert len(set(PAYLOADS)) >= 100


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_title_stays_within_its_place(payload: str) -> None:
    head = Elements(page_head(payload))
    assert [tag for tag, _ in head.found] == ["link", "link", "script", "script"]
    panel = Elements(render_panel(parse_outline("正文。\n"), payload))
    assert {tag for tag, _ in panel.found} <= OURS


def test_feedback_is_kept_as_it_is_and_shown_to_no_browser(tmp_path: Path) -> None:
    feedback = Feedback(tmp_path / "feedback.sqlite")
    app = application(poisoned(), feedback=feedback)
    with TestClient(app) as client:
        for payload in PAYLOADS:
            given = {"rating": "down", "question": payload, "answer": payload, "comment": payload}
            answered = client.post("/api/feedback", json=given)
            assert answered.status_code == 201
            assert set(answered.json()) == {"id", "at"}
            assert answered.headers["content-type"] == "application/json"
    kept = [entry.comment for entry in feedback.entries()]
    assert kept == [payload.strip() for payload in PAYLOADS]


@pytest.mark.browser
def test_question_document_title_and_answer(unguarded: BrowserContext, asked: list[str], danger: Danger) -> None:
    page = unguarded.new_page()
    page.goto(danger.url)
    page.wait_for_selector("#chat .welcome")
    questions = [batch for batch in batches(450) if batch.strip()]
    for count, question in enumerate([*questions, MODEL], start=1):
        page.fill("#question textarea", question)
        page.click("#send")
        wait_for_answers(page.main_frame, min(count, 20))
        page.wait_for_function("!document.body.classList.contains('asking')")
    for mark in page.locator("#chat .answer.done").last.locator("a.cite").all()[:40:8]:
        mark.hover()
        mark.click()
    assert page.evaluate(STRANGE) == []
    assert_harmless(page, asked, danger)
    page.reload()
    page.wait_for_selector("#chat .turn")
    assert page.evaluate(STRANGE) == []
    shown = page.inner_text("#chat") + page.inner_text("#speech") + page.inner_text("#banner")
    assert shown.count("__xss(1)") > 3 * len(PAYLOADS) / 2
    assert_harmless(page, asked, danger)


@pytest.mark.browser
def test_what_a_hosts_page_asks_and_hears(unguarded: BrowserContext, asked: list[str], danger: Danger) -> None:
    page = unguarded.new_page()
    page.goto(danger.site.put("/asks", f'{EVENTS}<script src="{danger.url}widget.js" defer></script>'))
    for question in (next(batches(450)), MODEL):
        page.evaluate("question => SpeechAssistant.ask(question)", question)
    first, second = wait_for_event(page, "answer", 2)
    assert str(first["question"]) == next(batches(450)).strip()
    assert "<script>__xss(1)</script>[1]" in str(second["text"])
    assert inner(page, "#panel iframe").evaluate(STRANGE) == []
    assert_harmless(page, asked, danger)


NAMES = ("title", "label", "lang", "theme", "color", "position", "z-index", "height", "button")


def attributes(payload: str) -> str:
    return " ".join(f'data-{name}="{escape(payload)}"' for name in NAMES)


@pytest.mark.browser
def test_what_runs_in_a_frame_of_another_site_is_noticed(
    unguarded: BrowserContext, asked: list[str], danger: Danger
) -> None:
    page = unguarded.new_page()
    page.goto(danger.site.put("/counts", f'<iframe src="{danger.url}embed"></iframe>'))
    frame = inner(page, "iframe")
    assert_harmless(page, asked, danger)
    frame.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=__xss(1)>')")
    frame.wait_for_selector("img[src=x]", state="attached")
    page.wait_for_timeout(500)
    with pytest.raises(AssertionError):
        assert_harmless(page, asked, danger)
    assert asked.count("ran") == 1


@pytest.mark.browser
def test_attributes_of_the_script(unguarded: BrowserContext, asked: list[str], danger: Danger) -> None:
    pages = [f'<script src="{danger.url}widget.js" {attributes(batch)}></script>' for batch in batches(900)]
    frames = "".join(f'<iframe srcdoc="{escape(page)}"></iframe>' for page in pages)
    page = unguarded.new_page()
    page.goto(danger.site.put("/script", frames))
    labels = page.evaluate(
        """() => [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument
             .querySelector('[data-speech-assistant]').shadowRoot.getElementById('launcher').textContent)"""
    )
    assert labels == [as_parsed(batch) for batch in batches(900)]
    assert_harmless(page, asked, danger)


@pytest.mark.browser
def test_attributes_of_the_element(unguarded: BrowserContext, asked: list[str], danger: Danger) -> None:
    # Out of sight, so that none of them loads its frame.
    elements = "".join(f"<speech-assistant {attributes(one)}></speech-assistant>" for one in PAYLOADS)
    script = f'<script src="{danger.url}widget.js" data-button="none"></script>'
    page = unguarded.new_page()
    page.goto(danger.site.put("/element", f'{script}<div style="display:none">{elements}</div>'))
    frames = """() => [...document.querySelectorAll('speech-assistant')].map((one) => one.shadowRoot.querySelector('iframe'))"""
    titles = page.evaluate(f"({frames})().map((frame) => frame.title)")
    assert titles == [as_parsed(payload) for payload in PAYLOADS]
    kept = page.evaluate(f"({frames})().map((frame) => new URL(frame.src)).map((url) => [url.origin, url.pathname])")
    assert kept == [[danger.url.rstrip("/"), "/embed"]] * len(PAYLOADS)
    assert_harmless(page, asked, danger)


def as_parsed(payload: str) -> str:
    """What a parser of HTML makes of an attribute, and the widget of a title."""
    return payload.replace("\0", "\ufffd").strip().strip("\ufeff")


@pytest.mark.browser
def test_what_an_address_asks_of_the_framed_page(unguarded: BrowserContext, asked: list[str], danger: Danger) -> None:
    page = unguarded.new_page()
    for batch in batches(4000):
        wishes = "&".join(f"{name}={quote(batch)}" for name in ("title", "lang", "color", "__theme", "at", "widget"))
        page.goto(danger.url + "embed?" + wishes)
        page.wait_for_selector("#notice.shown")
        assert page.evaluate(STRANGE) == []
        assert_harmless(page, asked, danger)


@pytest.mark.browser
def test_the_policy_stops_what_would_get_in_all_the_same(browser: Browser, danger: Danger) -> None:
    with browser.new_context() as context:
        context.add_init_script(CANARY)
        ran: list[str] = []
        context.expose_binding("__ran", lambda _: ran.append("ran"))
        page = context.new_page()
        outside: list[str] = []
        page.on("request", lambda one: outside.append(one.url) if "leak.invalid" in one.url else None)
        told: list[str] = []
        page.on("console", lambda message: told.append(message.text))
        page.goto(danger.url)
        page.wait_for_selector("#chat .welcome")
        page.evaluate(
            """payloads => { for (const payload of payloads)
               document.body.insertAdjacentHTML('beforeend', `<div>${payload}</div>`); }""",
            [one for one in PAYLOADS if one.startswith(("<img", "<svg", "<iframe", "<video", "<details", "<input"))],
        )
        page.wait_for_timeout(500)
        assert ran == []
        assert any("Content Security Policy" in line for line in told)
