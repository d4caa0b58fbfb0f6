"""The API: one route to ask, as JSON or as a stream of events, and one that tells the server is up."""

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from assistant.answer import Event
from assistant.messages import Lang, explain, text
from assistant.web.backend import Backend
from assistant.web.conversation import MAX_TURNS
from assistant.web.language import language
from assistant.web.problem import ProblemResponse
from index.errors import SpeechError

_log = logging.getLogger(__name__)
EVENT_STREAM: Final = "text/event-stream"


class Asked(BaseModel):
    """A question, and the ones asked before it, oldest first; the latest twenty of them count."""

    model_config = ConfigDict(extra="forbid")

    question: str
    history: list[str] = Field(default_factory=list)


def api_router(assistant: Backend) -> APIRouter:
    """The routes below ``/api`` and ``/healthz``."""
    router = APIRouter()

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.post("/api/ask", response_model=None)
    async def ask(asked: Asked, request: Request) -> Response:
        lang = language(request.headers)
        history = asked.history[-MAX_TURNS:]
        if EVENT_STREAM in request.headers.get("accept", ""):
            return _stream(assistant, asked.question, history, lang)
        try:
            answer = await run_in_threadpool(assistant.ask, asked.question, history, lang=lang)
        except SpeechError as error:
            return ProblemResponse(error, lang)
        return JSONResponse(answer.to_dict())

    return router


def _stream(assistant: Backend, question: str, history: list[str], lang: Lang) -> StreamingResponse:
    # No proxy in between may hold the events back.
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    frames = _frames(assistant.astream(question, history, lang=lang), lang)
    return StreamingResponse(frames, media_type=EVENT_STREAM, headers=headers)


async def _frames(events: AsyncIterator[Event], lang: Lang) -> AsyncIterator[str]:
    """Each event as a server-sent event; whatever goes wrong is the last one, ``error``."""
    try:
        async for event in events:
            yield frame(event)
    except SpeechError as error:
        yield frame(Event("error", {"code": error.code, "message": explain(error, lang)}))
    except Exception:  # noqa: BLE001  the reader gets a sentence, the log the rest
        _log.exception("a streamed question failed")
        yield frame(Event("error", {"code": "unknown", "message": text("error.unknown", lang)}))


def frame(event: Event) -> str:
    """``event`` in the wire's form; ``answer`` and ``citation`` carry the JSON form itself."""
    data: Any = dict(event.data)
    if event.kind == "answer":
        data = event.data["answer"].to_dict()
    elif event.kind == "citation":
        data = asdict(event.data["citation"])
    return f"event: {event.kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
