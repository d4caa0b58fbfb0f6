"""The assistant in other sites' pages: its server, those sites, and what a reader does in a frame."""

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Frame, Page

from assistant.answer import Event
from tests.assistant.web.host_pages import HostPages
from tests.assistant.web.scripted import ScriptedAssistant, written

EVENTS = """<script>
window.heard = [];
for (const name of ["open", "close", "answer", "error"])
  document.addEventListener(`speech-assistant:${name}`, (event) => heard.push({ name, ...event.detail }));
</script>"""


class Held(ScriptedAssistant):
    """The scripted assistant; while ``go`` is not set, an answer stops after its first sentence."""

    go: threading.Event

    def stream(self, question: str, history: Sequence[str] = (), **options: Any) -> Iterator[Event]:
        for event in super().stream(question, history, **options):
            yield event
            if event.kind == "token":
                assert self.go.wait(120)


def held(text: str) -> Held:
    assistant = Held(text, written(text).script)
    assistant.go = threading.Event()
    assistant.go.set()
    return assistant


@dataclass
class Framing:
    """A server at ``direct``; the site ``portal`` is on its list, the site ``stranger`` is not."""

    direct: str
    portal: HostPages
    stranger: HostPages
    assistant: Held

    def script(self, attributes: str = "", base: str = "") -> str:
        """The one line."""
        return f'<script src="{base or self.direct}widget.js" {attributes} defer></script>'


def inner(page: Page, selector: str) -> Frame:
    """The frame of the element at ``selector``, ready to be asked; shadow roots are looked into."""
    element = page.locator(selector).element_handle(timeout=60_000)
    assert element is not None
    frame = element.content_frame()
    assert frame is not None
    frame.wait_for_selector("#chat .welcome, #chat .turn", timeout=60_000)
    return frame


def ask(frame: Frame, question: str, *, finished: int = 1) -> None:
    """Types ``question``, sends it, and waits until ``finished`` answers stand there."""
    frame.fill("#question textarea", question)
    frame.click("#send")
    wait_for_answers(frame, finished)


def wait_for_answers(frame: Frame, count: int) -> None:
    script = "count => document.querySelectorAll('#chat .answer.done').length === count"
    frame.wait_for_function(script, arg=count, timeout=60_000)


def wait_for_event(page: Page, name: str, count: int = 1) -> list[dict[str, object]]:
    """What the host's page heard under ``name``, as soon as that was ``count`` times."""
    mine = f"heard.filter((one) => one.name === {json.dumps(name)})"
    page.wait_for_function(f"{mine}.length >= {count}", timeout=60_000)
    return list(page.evaluate(mine))


def in_view(frame: Frame) -> bool:
    """Whether what is highlighted lies within both its panel and the frame."""
    script = """() => {
      const box = document.querySelector('#speech .cited').getBoundingClientRect();
      const panel = document.querySelector('#speech .text').getBoundingClientRect();
      return box.top >= Math.max(0, panel.top) && box.bottom <= Math.min(innerHeight, panel.bottom) && box.width > 0;
    }"""
    return bool(frame.evaluate(script))
