"""The server ended and started again while somebody asks: a real process, a slow assistant in it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.feedback import Feedback
from assistant.settings import ROOT
from tests.assistant.web.scripted import LONG, RESERVOIRS

SERVER = """
import socket, sys
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
    print("asked", flush=True)
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


def asked_in_between(address: str, server: subprocess.Popen[str], *, stream: bool) -> httpx.Response:
    """The response to a long question, during which ``server`` is told to end."""
    found: list[httpx.Response] = []

    def ask() -> None:
        headers = {"accept": "text/event-stream"} if stream else {}
        with client(address) as asking:
            found.append(asking.post("/api/ask", json={"question": LONG}, headers=headers))

    asking = threading.Thread(target=ask)
    asking.start()
    assert server.stdout is not None
    assert server.stdout.readline().strip() == "asked"
    server.send_signal(signal.SIGTERM)
    asking.join(60)
    return found[0]


def last_event(response: httpx.Response) -> tuple[str, dict[str, Any]]:
    kind, data = response.text.strip().split("\n\n")[-1].split("\n")
    return kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_an_answer_within_the_grace_is_given_whole(tmp_path: Path, stream: bool) -> None:
    with process(tmp_path / "f.sqlite", pause=0.3, grace=60) as (server, address):
        response = asked_in_between(address, server, stream=stream)
        document = last_event(response)[1] if stream else response.json()
        assert document["answer"].startswith("做了以下几件事。")
        assert server.wait(60) in (0, -signal.SIGTERM)
        assert "Traceback" not in server.communicate()[1]


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "stream"])
def test_an_answer_beyond_the_grace_ends_in_an_error_and_the_next_server_answers(tmp_path: Path, stream: bool) -> None:
    store = tmp_path / "feedback" / "f.sqlite"
    with process(store, pause=2, grace=0) as (server, address):
        with client(address) as given:
            assert given.post("/api/feedback", json={"rating": "up", "question": RESERVOIRS}).status_code == 201
        response = asked_in_between(address, server, stream=stream)
        if stream:
            kind, error = last_event(response)
            assert (kind, error["code"]) == ("error", "server_stopping")
            assert "再问一次" in error["message"]
        else:
            assert response.status_code == 503
            assert response.headers["retry-after"]
            assert response.json()["code"] == "server_stopping"
        assert server.wait(60) in (0, -signal.SIGTERM)
    with process(store) as (_, address), client(address) as after:
        assert after.post("/api/ask", json={"question": RESERVOIRS}).json()["answer"].startswith("新建水库3座。")
    assert [entry.question for entry in Feedback(store).entries()] == [RESERVOIRS]
