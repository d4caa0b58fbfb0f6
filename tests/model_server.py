"""A server that speaks the streaming protocol of OpenAI and answers as it was told to.

It runs on loopback in a thread of its own. What it answers is a *script*: a function
from the request's messages to what is sent, piece by piece. The server counts what it
is asked and what was broken off by the client.
"""

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from starlette.responses import Response

Messages = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing is sent for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Thought:
    """A piece of ``reasoning_content``."""

    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection is broken off."""


@dataclass(frozen=True, slots=True)
class Raw:
    """Bytes as they are."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Ends:
    """The answer ends here, and this is the reason that is given."""

    reason: str


Step = str | Pause | Thought | Cut | Raw | Ends
Script = Callable[[Messages], "Iterable[Step] | Response"]


@dataclass
class Counts:
    """What the server saw: requests that began, those that ended, and those that the client left."""

    begun: int = 0
    ended: int = 0
    left: int = 0
    last: Messages = field(default_factory=list)

    @property
    def open(self) -> int:
        return self.begun - self.ended


class ModelServer:
    """The running server; ``script`` may be changed at any time."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.counts = Counts()
        self.gone = threading.Condition()
        app = FastAPI()
        app.post("/v1/chat/completions", response_model=None)(self._complete)
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(128)
        config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"

    def __enter__(self) -> "ModelServer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()

    def wait_until_idle(self, seconds: float = 5.0) -> bool:
        """Whether every request has ended before the time is over."""
        with self.gone:
            return self.gone.wait_for(lambda: self.counts.open == 0, seconds)

    async def _complete(self, request: Request) -> Response:
        body = await request.json()
        self.counts.begun += 1
        self.counts.last = body["messages"]
        script = self.script(body["messages"])
        if isinstance(script, Response):
            self._end()
            return script
        return StreamingResponse(self._stream(script), media_type="text/event-stream")

    async def _stream(self, script: Iterable[Step]) -> AsyncIterator[bytes]:
        finished, reason = False, "stop"
        try:
            yield _event({"role": "assistant", "content": ""})
            for step in script:
                await asyncio.sleep(0)  # what is sent to a client that left would never let anything else run
                match step:
                    case Pause(seconds):
                        await asyncio.sleep(seconds)
                    case Cut():
                        raise ConnectionAbortedError
                    case Raw(content):
                        yield content
                    case Thought(text):
                        yield _event({"reasoning_content": text})
                    case Ends(why):
                        reason = why
                        break
                    case str(text):
                        yield _event({"content": text})
            yield _event({}, reason)
            yield b"data: [DONE]\n\n"
            finished = True
        except ConnectionAbortedError:
            finished = True
            raise
        finally:
            self.counts.left += not finished
            self._end()

    def _end(self) -> None:
        with self.gone:
            self.counts.ended += 1
            self.gone.notify_all()


def _event(delta: Mapping[str, Any], finish: str | None = None) -> bytes:
    chunk = {
        "id": "c",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()


def ids_of(messages: Messages, words: str) -> str:
    """The id of the first sentence that the model was shown with ``words`` in it."""
    shown = str(messages[-1]["content"]).splitlines()
    return next(line[1:5] for line in shown if line.startswith("[") and words in line)


def in_pieces(text: str, size: int = 3) -> list[Step]:
    """``text`` as a model streams it."""
    return [text[at : at + size] for at in range(0, len(text), size)]
