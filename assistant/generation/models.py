"""The language model that writes answers: opened from the settings, bound to deadlines.

A provider's own timeout counts each read anew, so a server that sends a byte now and
then would never run into it. Here a request runs on an event loop of its own, and
whoever waits for it waits no longer than the deadlines say; leaving early ends the
request at the server, too.
"""

import asyncio
import threading
import time
from collections.abc import Coroutine, Generator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final

import httpx
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from assistant.errors import WriterUnusable
from assistant.generation.model_faults import WriterFault, fault_of
from assistant.generation.model_requests import Again, Piece, Pieces, http_client, request
from assistant.settings import Settings, is_set, without_secrets

_TICK: Final = 0.05
"""How often whoever waits looks whether the answer is still wanted, in seconds."""
_CLOSING: Final = 2.0


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds: to connect, to the first piece, between two pieces, and for the whole answer."""

    connect: float = 5.0
    first: float = 30.0
    between: float = 15.0
    total: float = 120.0


class Stop:
    """Tells that nobody waits for an answer any more; may be set from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def set(self) -> None:
        self._event.set()

    def __bool__(self) -> bool:
        return self._event.is_set()


class Stopped(Exception):
    """The answer is not wanted any more."""


class Writer:
    """A chat model that answers in pieces, within deadlines. Safe to use from several threads."""

    def __init__(
        self,
        model: BaseChatModel,
        name: str,
        deadlines: Deadlines | None = None,
        *,
        settings: Settings | None = None,
        client: Any = None,
    ) -> None:
        """Takes the ``client`` of the requests to close with it, and the ``settings`` for what to give the model."""
        self.name = name
        self.deadlines = deadlines or Deadlines()
        self.settings = settings or Settings()
        self._model = model
        self._client = client
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name!r}, {self.deadlines})"

    def stream(
        self, messages: Sequence[BaseMessage], *, until: float | None = None, stop: Stop | None = None
    ) -> Generator[Piece, None, None]:
        """The pieces of the answer as they come; ``until`` is the end of the total deadline (``time.monotonic``).

        Closing the iterator ends the request.

        Raises:
            WriterFault: there is no answer, or not all of it.
            Stopped: ``stop`` was set meanwhile.
        """
        began = time.monotonic()
        until = began + self.deadlines.total if until is None else until
        pieces: Pieces = SimpleQueue()
        latest = min(until, began + self.deadlines.first)
        running = self._submit(request(self._model, messages, pieces, latest))
        late = WriterFault("timeout")
        try:
            while True:
                item = self._next(pieces, latest, stop, late)
                match item:
                    case None:
                        return
                    case WriterFault():
                        raise item
                    case Again(fault):
                        # Where the time is over before the next attempt comes to an end, this is why.
                        late = fault
                    case Piece():
                        yield item
                        late = WriterFault("timeout")
                        latest = min(until, time.monotonic() + self.deadlines.between)
        finally:
            running.cancel()

    def close(self) -> None:
        """Ends what still runs, and lets go of connections and the thread; may be called again."""
        with self._lock:
            loop, thread, self._loop, self._thread = self._loop, self._thread, None, None
        if loop is None or thread is None:
            return
        asyncio.run_coroutine_threadsafe(_wind_up(loop, self._client), loop)
        thread.join(_CLOSING)

    def _next(
        self, pieces: Pieces, latest: float, stop: Stop | None, late: WriterFault
    ) -> Piece | Again | WriterFault | None:
        """What comes next; raises ``late`` where nothing has come by ``latest``."""
        while True:
            if stop:
                raise Stopped
            # Looked at first: a model may write faster than its sentences are checked, and the queue is never empty.
            left = latest - time.monotonic()
            if left <= 0:
                raise late
            with suppress(Empty):
                return pieces.get(timeout=min(left, _TICK))

    def _submit(self, work: Coroutine[Any, Any, None]) -> "Future[None]":
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=_run, args=(self._loop,), name="language-model", daemon=True)
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)


def open_writer(settings: Settings) -> Writer | None:
    """The model that ``settings`` name; None where they name none. Nothing is asked of it yet.

    Raises:
        WriterUnusable: the provider's package is missing, or it cannot be set up like that.
    """
    if settings.model is None:
        return None
    # Seconds of imports that the mode without a model does without.
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": settings.model_temperature, "max_tokens": settings.model_max_tokens}
    client = None
    if settings.model.startswith("openai:"):
        timeout = httpx.Timeout(settings.model_total, connect=settings.model_connect)
        client = http_client(timeout)
        options |= _openai(settings, client, timeout)
    try:
        model = init_chat_model(settings.model, **options)
    except Exception as error:
        # Whatever the provider's package raises: an unknown provider, a package or a key that is missing.
        raise WriterUnusable(model=settings.model, reason=without_secrets(f"{error}".split("\n")[0])) from error
    deadlines = Deadlines(settings.model_connect, settings.model_first, settings.model_between, settings.model_total)
    return Writer(model, settings.model, deadlines, settings=settings, client=client)


def _openai(settings: Settings, client: httpx.AsyncClient, timeout: httpx.Timeout) -> dict[str, Any]:
    """What the client of OpenAI and of everything compatible needs to be told."""
    options: dict[str, Any] = {
        # Retries are ours, and so are the deadlines.
        "max_retries": 0,
        # Given with each request, in place of the client's own.
        "timeout": timeout,
        "stream_chunk_timeout": None,
        "stream_usage": False,
        "http_async_client": client,
    }
    if is_set("OPENAI_BASE_URL") or is_set("OPENAI_API_BASE"):
        # Compatible servers know max_tokens; only OpenAI's own wants max_completion_tokens, which the client sends.
        options |= {"max_tokens": None, "extra_body": {"max_tokens": settings.model_max_tokens}}
        if not is_set("OPENAI_API_KEY"):
            options["api_key"] = "none"
    return options


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    try:
        loop.run_forever()
    finally:
        loop.close()


async def _wind_up(loop: asyncio.AbstractEventLoop, client: Any) -> None:
    running = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    if client is not None:
        await client.aclose()
    await loop.shutdown_asyncgens()
    # The threads that looked names up, or did other work for the client: closing the loop alone would not wait for them.
    await loop.shutdown_default_executor()
    loop.stop()


__all__ = ["Deadlines", "Stop", "Stopped", "Writer", "WriterFault", "fault_of", "open_writer"]
