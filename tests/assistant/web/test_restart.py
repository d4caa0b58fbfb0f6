"""The server ended and started again while somebody asks: a real process, a slow assistant in it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from assistant.feedback import Feedback
from assistant.settings import ROOT
from tests.assistant.web.scripted import LONG, RESERVOIRS

SERVER = """
import os, socket, sys
from pathlib import Path
from assistant.feedback import Feedback
from assistant.web.server import GracefulServer
from tests.assistant.web.scripted import written
from tests.assistant.web.web_serving import application
from tests.conftest import SPEECH
assistant = written(SPEECH)
assistant.pause = float(sys.argv[2])
answer = assistant.ask

def ask(*given, **options):
    os.write(1, b"asked\\n")  # at once: what two threads print may run together
    return answer(*given, **options)

assistant.ask = ask
app = application(assistant, feedback=Feedback(Path(sys.argv[1])))
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
GracefulServer(app, float(sys.argv[3])).run(sockets=[listener])
"""


@contextmanager
def process(store: Path, *, pause: float = 0.0, grace: float = 0.0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server process and its address; each sentence of a stream takes ``pause`` seconds."""
    command = [sys.executable, "-c", SERVER, str(store), str(pause), str(grace)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    ) as started:
        assert started.stdout is not None
        port = started.stdout.readline().strip()
        assert port, started.communicate()[1]
        try:
            yield started, f"http://127.0.0.1:{port}"
        finally:
            if started.poll() is None:
                started.kill()


def client(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, timeout=60, trust_env=False)


def asked_in_between(address: str, server: subprocess.Popen[str]) -> tuple[httpx.Response, httpx.Response]:
    """The responses to a long question, whole and as a stream, during which ``server`` is told to end."""

    def ask(accept: str) -> httpx.Response:
        with client(address) as asking:
            return asking.post("/api/ask", json={"question": LONG}, headers={"accept": accept})

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(ask, accept) for accept in ("application/json", "text/event-stream")]
        assert server.stdout is not None
        assert [server.stdout.readline().strip() for _ in asked] == ["asked", "asked"]
        server.send_signal(signal.SIGTERM)
        whole, stream = (one.result() for one in asked)
    return whole, stream


def last_event(response: httpx.Response) -> tuple[str, dict[str, Any]]:
    kind, data = response.text.strip().split("\n\n")[-1].split("\n")
    return kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def ended_in_order(server: subprocess.Popen[str]) -> None:
    assert server.wait(60) in (0, -signal.SIGTERM)
    assert "Traceback" not in server.communicate()[1]


def test_answers_within_the_grace_are_given_whole(tmp_path: Path) -> None:
    with process(tmp_path / "f.sqlite", pause=0.3, grace=60) as (server, address):
        whole, stream = asked_in_between(address, server)
        for document in (whole.json(), last_event(stream)[1]):
            assert document["answer"].startswith("做了以下几件事。")
        # Nor does it say which product serves.
        assert "server" not in {*whole.headers, *stream.headers}
        ended_in_order(server)


def test_answers_beyond_the_grace_end_in_an_error_and_the_next_server_answers(tmp_path: Path) -> None:
    store = tmp_path / "feedback" / "f.sqlite"
    with process(store, pause=2, grace=0) as (server, address):
        with client(address) as given:
            assert given.post("/api/feedback", json={"rating": "up", "question": RESERVOIRS}).status_code == 201
        whole, stream = asked_in_between(address, server)
        assert (whole.status_code, whole.json()["code"]) == (503, "server_stopping")
        assert whole.headers["retry-after"]
        kind, error = last_event(stream)
        assert (kind, error["code"]) == ("error", "server_stopping")
        assert "再问一次" in error["message"]
        ended_in_order(server)
    with process(store) as (_, address), client(address) as after:
        assert after.post("/api/ask", json={"question": RESERVOIRS}).json()["answer"].startswith("新建水库3座。")
    assert [entry.question for entry in Feedback(store).entries()] == [RESERVOIRS]
