"""The page: Gradio components and the events between them; what it looks like is static/page.css."""

import base64
import logging
import secrets
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from html import escape
from typing import Any, Final

import gradio as gr

from assistant.answer import Event
from assistant.messages import Lang, explain, text
from assistant.web.backend import shown_title
from assistant.web.conversation import MAX_TURNS, Turn, finished, pack, questions, unpack
from assistant.web.desk import Desk
from assistant.web.errors import RateExceeded
from assistant.web.examples import example_questions
from assistant.web.export import conversation_docx
from assistant.web.language import language
from assistant.web.pacing import Batches
from assistant.web.panel import render_panel
from assistant.web.render import Renderer
from assistant.web.visitors import Rates, visitor_of
from index.errors import SpeechError
from index.passages import content_hash

WAITING: Final = 500
"""Events that may wait in Gradio before the page says that it is busy; questions wait at the desk."""

_log = logging.getLogger(__name__)
Update = Any
"""A component's new value, or ``gr.skip()``."""


class Chat:
    """The page's event handlers. They keep nothing between questions: the browser brings the conversation."""

    def __init__(self, desk: Desk, rates: Rates | None = None) -> None:
        self.desk = desk
        self._rates = rates
        self.assistant = assistant = desk.assistant
        self.title = shown_title(assistant)
        self.renderer = Renderer(assistant.outline, self.title, example_questions(assistant.outline))
        self._running: dict[str, Batches[Event]] = {}

    def restore(self, stored: object, request: gr.Request) -> str:
        """The log of what the browser has kept."""
        return self.renderer.log(unpack(stored, self.assistant.outline), language(request.headers))

    def clear(self, request: gr.Request) -> tuple[str, list[Any]]:
        """An empty log and an empty storage."""
        return self.renderer.log((), language(request.headers)), []

    def stop(self, request: gr.Request) -> None:
        """Ends the answer that this browser is waiting for."""
        if running := self._running.get(request.session_hash or ""):
            running.stop()

    def export(self, stored: object, request: gr.Request) -> str:
        """The conversation as a .docx in base64; "" where there is none."""
        turns = unpack(stored, self.assistant.outline)
        if not turns:
            return ""
        return base64.b64encode(conversation_docx(turns, self.title, language(request.headers))).decode()

    async def ask(self, question: object, stored: object, request: gr.Request) -> AsyncIterator[tuple[str, Update]]:
        """The log while the answer comes in, and at the end what to store."""
        lang, session = language(request.headers), request.session_hash or ""
        before = unpack(stored, self.assistant.outline)
        turn = Turn(str(question or "").strip())
        shown = "".join(self.renderer.turn(one, lang) for one in before[1 - MAX_TURNS :])
        live = secrets.token_hex(4)
        try:
            self._count(request)
        except RateExceeded as error:
            refused = self.renderer.latest(Turn(turn.question, error=explain(error, lang)), lang, live=live)
            yield self.renderer.frame(shown + refused, lang), gr.skip()
            return
        running = self._running[session] = self.desk.stream(turn.question, questions(before), lang=lang)
        try:
            async for grown in grow(turn, running, lang):
                busy = not (grown.answer or grown.error)
                log = self.renderer.frame(shown + self.renderer.latest(grown, lang, live=live), lang, busy=busy)
                yield log, gr.skip() if busy or grown.error else pack((*before, grown))
        finally:
            if self._running.get(session) is running:
                del self._running[session]

    def _count(self, request: gr.Request) -> None:
        """Counts a question; what else the page calls, such as its loading or a stop, costs nothing worth counting."""
        if self._rates and request.request:
            self._rates.count(visitor_of(request.request.scope))


async def grow(turn: Turn, events: AsyncIterable[list[Event]], lang: Lang) -> AsyncIterator[Turn]:
    """``turn`` as it grows, and once more when it is finished, failed or stopped."""
    drawn = None
    try:
        async for batch in events:
            for event in batch:
                turn = advance(turn, event)
            if turn.answer or turn.error:
                break
            if turn != drawn:
                yield turn
            drawn = turn
    except SpeechError as error:
        turn = Turn(turn.question, error=explain(error, lang))
    except Exception:  # noqa: BLE001  no one in the page sees a traceback; the log does
        _log.exception("a question in the page failed")
        turn = Turn(turn.question, error=text("error.unknown", lang))
    yield turn if turn.answer or turn.error else halted(turn, lang)


def advance(turn: Turn, event: Event) -> Turn:
    """``turn`` after one more event."""
    match event.kind:
        case "answer":
            return finished(turn, event.data["answer"])
        case "error":
            return Turn(turn.question, error=event.data["message"])
        case _:
            return Turn(turn.question, growing=turn.growing.after(event))


def halted(turn: Turn, lang: Lang) -> Turn:
    """``turn`` as it stands when the reader stops it: the sentences that were finished, no draft."""
    answer = turn.growing.so_far(turn.question, text("web.stopped", lang))
    if answer is None:
        return Turn(turn.question, error=text("web.stopped_empty", lang))
    return Turn(turn.question, answer, stopped=True)


def build_page(desk: Desk, rates: Rates | None = None) -> gr.Blocks:
    """The page whose questions go to ``desk`` as often as ``rates`` allow, ready to be mounted."""
    assistant = desk.assistant
    chat = Chat(desk, rates)
    storage_key = f"speech-{content_hash(assistant.outline.text)[:16]}"
    page: gr.Blocks
    with gr.Blocks(title=text("web.name"), analytics_enabled=False, fill_width=True) as page:
        # The secret hides nothing (it stands in the page); a fixed one survives a restart of the server.
        stored = gr.BrowserState([], storage_key=storage_key, secret=storage_key)
        file = gr.Textbox(visible=False)
        with gr.Row(elem_id="bar"):
            gr.HTML(_banner(chat.title), elem_id="banner", js_on_load=None)
            new = gr.Button(text("web.new"), elem_id="new", size="sm")
            export = gr.Button(text("web.export"), elem_id="export", size="sm")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                log = gr.HTML('<div class="log"></div>', elem_id="chat", js_on_load=None, apply_default_css=False)
                with gr.Row(elem_id="ask"):
                    question = gr.Textbox(
                        label=text("web.question"),
                        show_label=False,
                        container=False,
                        lines=1,
                        max_lines=6,
                        elem_id="question",
                        autofocus=True,
                        placeholder=text("web.question"),
                    )
                    send = gr.Button(text("web.send"), elem_id="send", variant="primary")
                    stop = gr.Button(text("web.stop"), elem_id="stop", variant="stop")
            with gr.Column(elem_id="side"):
                panel = render_panel(assistant.outline, chat.title)
                gr.HTML(panel, elem_id="speech", js_on_load=None, apply_default_css=False)
        _wire(chat, _Parts(page, stored, log, question, send, stop, new, export, file))
    page.queue(max_size=WAITING, api_open=False, default_concurrency_limit=None)
    return page


def _banner(title: str) -> str:
    name = escape(text("web.name"))
    about = f'<p class="about">{escape(title)}</p>' if title else ""
    theme = escape(text("web.theme"))
    return (
        f'<div class="banner"><p class="name" data-text="web.name">{name}</p>{about}'
        f'<button type="button" id="theme" data-label="web.theme" aria-label="{theme}"></button></div>'
    )


@dataclass(frozen=True)
class _Parts:
    """The components that events go between."""

    page: gr.Blocks
    stored: gr.BrowserState
    log: gr.HTML
    question: gr.Textbox
    send: gr.Button
    stop: gr.Button
    new: gr.Button
    export: gr.Button
    file: gr.Textbox


def _wire(chat: Chat, parts: _Parts) -> None:
    """Joins the components to the handlers; none of them is an API of its own."""
    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    # Values pass as they are: what Gradio would make of each costs a change of threads, and makes nothing of these.
    quiet |= {"preprocess": False, "postprocess": False}
    parts.page.load(chat.restore, parts.stored, parts.log, **quiet)
    asked = gr.on(
        [parts.question.submit, parts.send.click],
        chat.ask,
        [parts.question, parts.stored],
        [parts.log, parts.stored],
        trigger_mode="once",
        **quiet,
    )
    asked.then(None, js="() => { window.speechPage.settled(); }", **quiet)
    asked.failure(None, js="() => { window.speechPage.lost(); }", **quiet)
    parts.stop.click(chat.stop, concurrency_limit=None, **quiet)
    parts.new.click(chat.clear, None, [parts.log, parts.stored], **quiet)
    parts.export.click(chat.export, parts.stored, parts.file, **quiet).then(
        None, parts.file, js="(file) => { window.speechPage.save(file); }", **quiet
    )
