"""The API: one route to ask, as JSON or as a stream of events, and two that tell how the server is."""

import json
import logging
from collections.abc import AsyncIterable, AsyncIterator
from typing import Any, Final

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Event
from assistant.chain import LONGEST_QUESTION
from assistant.messages import Lang, explain, text
from assistant.web.backend import Backend
from assistant.web.conversation import MAX_TURNS
from assistant.web.desk import Desk
from assistant.web.direct import DirectRoute
from assistant.web.documents import AnswerDocument, Problems, StatusDocument, problems
from assistant.web.errors import HistoryTooLong
from assistant.web.language import language
from assistant.web.leaving import unless_left
from assistant.web.readiness import Readiness
from index.errors import SpeechError

_log = logging.getLogger(__name__)
EVENT_STREAM: Final = "text/event-stream"


ANSWERS: Final[Problems] = {
    200: {
        "description": "The answer, or a refusal with what comes nearest",
        "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
    },
    **problems(413, 422, 429, 503),
}


class Question(BaseModel):
    """A question, and the ones asked before it, oldest first; the latest twenty of them count."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"question": "那新增贷款呢？", "history": ["上半年不良贷款率是多少？"]}]},
    )

    question: str = Field(description="Up to 500 characters")
    history: list[str] = Field(default_factory=list, description="Each up to 500 characters")

    def earlier(self) -> list[str]:
        """What counts of the history.

        Raises:
            HistoryTooLong: a part of it is longer than a question may be.
        """
        latest = self.history[-MAX_TURNS:]
        if any(len(one) > LONGEST_QUESTION for one in latest):
            raise HistoryTooLong(limit=LONGEST_QUESTION)
        return latest


def status_router(assistant: Backend) -> APIRouter:
    """The routes ``/healthz`` and ``/readyz``."""
    router = APIRouter(tags=["server"])
    readiness = Readiness(assistant)

    @router.get("/healthz", response_model=StatusDocument)
    async def healthz() -> dict[str, str]:
        """Tells that the server is up."""
        return {"status": "ok"}

    @router.get("/readyz", response_model=StatusDocument, responses=problems(503))
    async def readyz() -> dict[str, str]:
        """Tells that questions can be answered: the index is open and finds what it holds."""
        await readiness.check()
        return {"status": "ready"}

    return router


def ask_route(desk: Desk) -> DirectRoute:
    """The route ``/api/ask``."""

    async def ask(asked: Question, request: Request) -> Response:
        """Answers a question from the speech, each sentence with the sentence that it rests on.

        With `Accept: text/event-stream` the answer comes as server-sent events while it is made:
        `stage`, `draft` (not yet checked), `citation`, `token` (a finished sentence), and at the end
        `answer` (the whole document) or `error` (`code` and `message`).
        """
        lang = language(request.headers)
        if EVENT_STREAM in request.headers.get("accept", ""):
            events = desk.stream(asked.question, asked.earlier(), lang=lang)
            # Who finds no place is told so by a status; all that comes later, by an event.
            events.start()
            return event_stream(_frames(events, lang))
        answer = await unless_left(request, desk.stream(asked.question, asked.earlier(), lang=lang))
        return Response(orjson.dumps(answer.to_dict()), media_type="application/json")

    return DirectRoute("/api/ask", ask, Question, response_model=AnswerDocument, responses=ANSWERS, tags=["questions"])


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
        data = event.data["citation"].to_dict()
    return f"event: {event.kind}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
