"""The API: one route to ask, as JSON or as a stream of events, and two that tell how the server is."""

import json
import logging
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Event
from assistant.chain import LONGEST_QUESTION
from assistant.messages import Lang, explain, text
from assistant.web.conversation import MAX_TURNS
from assistant.web.desk import Desk
from assistant.web.errors import HistoryTooLong
from assistant.web.language import language
from assistant.web.problem import refusal
from assistant.web.readiness import Readiness
from index.errors import SpeechError

_log = logging.getLogger(__name__)
EVENT_STREAM: Final = "text/event-stream"


class Question(BaseModel):
    """A question, and the ones asked before it, oldest first; the latest twenty of them count."""

    model_config = ConfigDict(extra="forbid")

    question: str
    history: list[str] = Field(default_factory=list)

    def earlier(self) -> list[str]:
        """What counts of the history.

        Raises:
            HistoryTooLong: a part of it is longer than a question may be.
        """
        latest = self.history[-MAX_TURNS:]
        if any(len(one) > LONGEST_QUESTION for one in latest):
            raise HistoryTooLong(limit=LONGEST_QUESTION)
        return latest


def api_router(desk: Desk) -> APIRouter:
    """The routes below ``/api``, ``/healthz`` and ``/readyz``."""
    router = APIRouter()
    readiness = Readiness(desk.assistant)

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    async def readyz(request: Request) -> Response:
        try:
            await readiness.check()
        except SpeechError as error:
            return refusal(error, request.scope)
        return JSONResponse({"status": "ready"})

    @router.post("/api/ask", response_model=None)
    async def ask(asked: Question, request: Request) -> Response:
        lang = language(request.headers)
        try:
            if EVENT_STREAM in request.headers.get("accept", ""):
                events = desk.stream(asked.question, asked.earlier(), lang=lang)
                # Who finds no place is told so by a status; all that comes later, by an event.
                events.start()
                return event_stream(_frames(events, lang))
            answer = await desk.answer(asked.question, asked.earlier(), lang=lang)
        except SpeechError as error:
            return refusal(error, request.scope)
        return JSONResponse(answer.to_dict())

    return router


def event_stream(frames: AsyncIterator[str]) -> StreamingResponse:
    """``frames`` as they come: no proxy in between may hold them back."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(frames, media_type=EVENT_STREAM, headers=headers)


async def _frames(batches: AsyncIterable[list[Event]], lang: Lang) -> AsyncIterator[str]:
    """Each event as a server-sent event; whatever goes wrong is the last one, ``error``."""
    try:
        async for batch in batches:
            if batch:
                yield "".join(frame(event) for event in batch)
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
