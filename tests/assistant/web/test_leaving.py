"""Who leaves before an answer is there, over a real connection."""

import http.client
import json
import threading
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import pytest

from assistant.answer import Event
from assistant.generation.models import Stop
from tests.assistant.web.scripted import LONG, ScriptedAssistant, written
from tests.assistant.web.web_serving import serving


class Endless(ScriptedAssistant):
    """Is at work on a long question until it is told that nobody waits."""

    at_work: threading.Event
    stopped: threading.Event

    def stream(
        self, question: str, history: Sequence[str] = (), *, lang: str = "zh", stop: Stop | None = None
    ) -> Iterator[Event]:
        self.at_work.set()
        while not stop and not self.closed:
            self.stopped.wait(0.01)
        if stop:
            self.stopped.set()
        yield from super().stream(question, history, lang=lang, stop=stop)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/ask", {"question": LONG}),
        ("/v1/chat/completions", {"messages": [{"role": "user", "content": LONG}]}),
    ],
)
def test_an_answer_whose_client_leaves_is_stopped(speech_text: str, path: str, body: dict[str, object]) -> None:
    assistant = Endless(speech_text, written(speech_text).script)
    assistant.at_work, assistant.stopped = threading.Event(), threading.Event()
    with serving(assistant) as url:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        connection.request("POST", path, json.dumps(body), {"content-type": "application/json"})
        assert assistant.at_work.wait(60)
        connection.close()
        assert assistant.stopped.wait(20)
