"""One request to a language model: its pieces as they come, tried again only before the first."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any, Final

import httpx
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from assistant.generation.model_faults import Cause, WriterFault, fault_of

ATTEMPTS: Final = 3
LONGEST: Final = 40_000
"""Characters of one answer, its thinking included; no answer worth reading has as many."""
_MOST_BYTES: Final = 16_000_000
"""Of one response: each token comes in some hundreds of bytes."""
_MOST_OF_AN_ERROR: Final = 64_000
"""Bytes that are read of an error; what comes behind them is not waited for."""
_PAUSES: Final = (0.2, 0.6)
_THINKING: Final = frozenset(("reasoning", "thinking", "reasoning_content"))
_FINISHED: Final = ("finish_reason", "stop_reason", "done_reason")
_AT_LENGTH: Final = frozenset(("length", "max_tokens"))
_BROKEN_OFF: Final = frozenset(("content_filter", "insufficient_system_resource"))


@dataclass(frozen=True, slots=True)
class Piece:
    """What came of an answer: some ``text``, or a sign that the model is thinking."""

    text: str = ""
    thinking: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """The model is asked once more, because of ``fault``."""

    fault: WriterFault


Pieces = SimpleQueue[Piece | Again | WriterFault | None]
"""Pieces, then None at the end of the answer, or the fault that ended it."""


async def request(model: BaseChatModel, messages: Sequence[BaseMessage], pieces: Pieces, latest: float) -> None:
    """Puts what ``model`` answers into ``pieces``; ends with None or a fault there, and never raises one.

    It is not asked again where that would be after ``latest``, when the first piece must have come.
    """
    started = False

    def again(error: BaseException) -> bool:
        # Being cancelled is no fault of the model's, whatever it was that it broke off.
        return not started and isinstance(error, Exception) and fault_of(error).passing

    try:
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(again),
            stop=lambda state: stop_after_attempt(ATTEMPTS)(state) or time.monotonic() + _pause(state) >= latest,
            wait=_pause,
            before_sleep=lambda state: pieces.put(Again(_fault(state))),
            reraise=True,
        ):
            with attempt:
                async for piece in _answer(model, messages):
                    started = True
                    pieces.put(piece)
        pieces.put(None)
    except asyncio.CancelledError:
        raise
    except Exception as error:  # noqa: BLE001  whatever a provider's client raises is told apart in fault_of
        pieces.put(fault_of(error))


async def _answer(model: BaseChatModel, messages: Sequence[BaseMessage]) -> AsyncIterator[Piece]:
    length, finished, known, first = 0, None, False, True
    async for chunk in model.astream(list(messages)):
        text, thinking = _read(chunk)
        if first:
            # The first chunk of a stream names the role, and is empty for that reason alone.
            first = thinking = False
        metadata = chunk.response_metadata or {}
        known = known or metadata.get("model_provider") == "openai"
        finished = next((metadata[name] for name in _FINISHED if metadata.get(name)), finished)
        length += len(text) + thinking
        if length > LONGEST:
            raise WriterFault("too_long", f"more than {LONGEST} characters")
        if text or thinking:
            yield Piece(text, thinking and not text)
    if finished in _AT_LENGTH:
        raise WriterFault("length", "the model reached its longest answer")
    if finished in _BROKEN_OFF:
        raise WriterFault("cut", f"the model broke off: {finished}")
    if known and finished is None:
        raise WriterFault("cut", "the answer ended without its end")


def _read(chunk: AIMessageChunk) -> tuple[str, bool]:
    """The text of ``chunk``, and whether it shows that the model thinks.

    The client of OpenAI drops what compatible servers send as ``reasoning_content``:
    of that a chunk without any content remains.
    """
    if any(chunk.additional_kwargs.get(name) for name in _THINKING):
        return "", True
    if isinstance(chunk.content, list):
        blocks = [block for block in chunk.content if isinstance(block, dict)]
        text = "".join(str(block.get("text", "")) for block in blocks if block.get("type") == "text")
        return text, any(block.get("type") in _THINKING for block in blocks)
    metadata = chunk.response_metadata or {}
    ends = any(metadata.get(name) for name in _FINISHED)
    return chunk.content, not chunk.content and not ends and chunk.chunk_position != "last"


def _pause(state: RetryCallState) -> float:
    """Seconds until the next attempt: what the server asks for, or a short while."""
    asked = _fault(state).retry_after
    return asked if asked is not None else _PAUSES[min(state.attempt_number, len(_PAUSES)) - 1]


def _fault(state: RetryCallState) -> WriterFault:
    """What the last attempt came to."""
    error = state.outcome.exception() if state.outcome else None
    return fault_of(error) if error else WriterFault("empty")


def http_client(timeout: httpx.Timeout) -> httpx.AsyncClient:
    """The HTTP client of the requests: it refuses what is no stream of events, and endless ones."""
    return httpx.AsyncClient(
        timeout=timeout,
        follow_redirects=True,
        event_hooks={"response": [_check]},
    )


async def _check(response: httpx.Response) -> None:
    if response.status_code != 200:
        response.stream = _Beginning(response.stream)
        return
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "text/event-stream":
        await response.aclose()
        cause: Cause = "not_streaming" if kind == "application/json" else "bad_reply"
        raise WriterFault(cause, f"an answer of type {kind or 'unknown'} instead of a stream of events")
    response.stream = _Bounded(response.stream)


class _Wrapped(httpx.AsyncByteStream):
    """A response's bytes, looked at on their way."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def aclose(self) -> None:
        await self._stream.aclose()


class _Beginning(_Wrapped):
    """The beginning of a response: the status says what is wrong, and a few words of the server's why."""

    async def __aiter__(self) -> Any:
        length = 0
        async for chunk in self._stream:
            yield chunk
            length += len(chunk)
            if length > _MOST_OF_AN_ERROR:
                return


class _Bounded(_Wrapped):
    """A response that ends in a fault once it is absurdly long."""

    async def __aiter__(self) -> Any:
        length = 0
        async for chunk in self._stream:
            length += len(chunk)
            if length > _MOST_BYTES:
                raise WriterFault("too_long", f"more than {_MOST_BYTES} bytes")
            yield chunk
