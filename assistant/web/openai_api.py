"""OpenAI's API as far as a chat needs it: any client of it can use the assistant as a model."""

import json
import logging
import secrets
import time
from collections.abc import AsyncIterable, AsyncIterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Answer, AnswerSentence, Event
from assistant.chain import LONGEST_QUESTION
from assistant.labels import written
from assistant.messages import Lang, text
from assistant.web.api import event_stream
from assistant.web.backend import shown_title
from assistant.web.conversation import MAX_TURNS
from assistant.web.desk import Desk
from assistant.web.errors import ModelUnknown, QuestionMissing
from assistant.web.export import source_lines
from assistant.web.language import language
from assistant.web.leaving import unless_left
from assistant.web.openai_documents import FAULTS, Completion, ModelDocument, ModelList
from assistant.web.problem import openai_error
from index.errors import SpeechError

MODEL: Final = "speech"
"""The name that the assistant has as a model; any other is taken for it."""

_log = logging.getLogger(__name__)


class TextPart(BaseModel):
    """A piece of a message; other kinds than text are left out."""

    model_config = ConfigDict(extra="ignore")

    type: str = "text"
    text: str = ""


class Message(BaseModel):
    """One message of the conversation; only what the user said is read."""

    model_config = ConfigDict(extra="ignore")

    role: str
    content: str | list[TextPart] | None = None

    def words(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text").strip()
        return (self.content or "").strip()


class StreamOptions(BaseModel):
    """What a stream tells besides."""

    model_config = ConfigDict(extra="ignore")

    include_usage: bool | None = False


class ChatRequest(BaseModel):
    """OpenAI's parameters; those that are not named here are accepted and change nothing."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": "上半年不良贷款率是多少？"}]}]
        },
    )

    model: str = MODEL
    messages: Annotated[list[Message], Field(min_length=1)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None

    def asked(self) -> tuple[str, list[str]]:
        """The last thing that the user said, and the questions before it, oldest first.

        Raises:
            QuestionMissing: the user said nothing.
        """
        said = [message.words() for message in self.messages if message.role == "user"]
        if not said:
            raise QuestionMissing
        # What was too long to be answered is no part of the conversation.
        earlier = [words for words in said[:-1] if words and len(words) <= LONGEST_QUESTION]
        return said[-1], earlier[-MAX_TURNS:]


def openai_router(desk: Desk) -> APIRouter:
    """The routes below ``/v1``."""
    router = APIRouter(tags=["OpenAI"])
    title = shown_title(desk.assistant)
    ours = {"id": MODEL, "object": "model", "created": int(time.time()), "owned_by": title or MODEL}

    @router.get("/v1/models", response_model=ModelList)
    async def models() -> dict[str, Any]:
        """The one model there is."""
        return {"object": "list", "data": [ours]}

    @router.get("/v1/models/{model:path}", response_model=ModelDocument, responses=FAULTS)
    async def one(model: str) -> dict[str, Any]:
        """The model of this name."""
        if model != MODEL:
            raise ModelUnknown(name=model, known=MODEL)
        return ours

    @router.post("/v1/chat/completions", response_model=Completion, responses=FAULTS)
    async def complete(chat: ChatRequest, request: Request) -> Response:
        """Answers the last thing that the user said, with marks and sources in the text and `citations` beside it.

        With `stream` the answer comes as chunks, up to `data: [DONE]`.
        """
        lang = language(request.headers)
        question, history = chat.asked()
        writer = _Writer(title, lang, prompt=len(question) + sum(map(len, history)))
        if chat.stream:
            events = desk.stream(question, history, lang=lang)
            events.start()
            usage = bool(chat.stream_options and chat.stream_options.include_usage)
            return event_stream(writer.chunks(events, usage=usage))
        answer = await unless_left(request, desk.stream(question, history, lang=lang))
        return JSONResponse(writer.completion(answer))

    return router


class _Writer:
    """Writes one completion, whole or in chunks."""

    def __init__(self, title: str, lang: Lang, prompt: int) -> None:
        self._title, self._lang, self._prompt = title, lang, prompt
        self._drafted = False
        self._head = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": MODEL}

    def content(self, answer: Answer) -> str:
        """The answer with its label, marks and flags, then what the marks stand for."""
        sources = "\n".join(source_lines(answer, self._title, self._lang))
        return "\n\n".join(part for part in (written(answer, self._lang), answer.note, sources) if part)

    def completion(self, answer: Answer) -> dict[str, Any]:
        """The whole completion."""
        content = self.content(answer)
        message = {"role": "assistant", "content": content, "refusal": None} | _beside(answer)
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return self._head | {"object": "chat.completion", "choices": [choice], "usage": self._usage(content)}

    async def chunks(self, batches: AsyncIterable[list[Event]], *, usage: bool) -> AsyncIterator[str]:
        """The completion as server-sent events; an error is the last but one."""
        yield self._chunk({"role": "assistant", "content": ""})
        said = ""
        try:
            async for batch in batches:
                for event in batch:
                    for piece, more in self._pieces(event, said):
                        said += piece
                        yield self._chunk({"content": piece} | more)
            yield self._chunk({}, finish="stop")
            if usage:
                yield self._frame({"choices": [], "usage": self._usage(said)})
        except SpeechError as error:
            yield _sse(openai_error(error, self._lang))
        except Exception:  # noqa: BLE001  the client gets a sentence, the log the rest
            _log.exception("a streamed completion failed")
            yield _sse(openai_error(SpeechError(), self._lang))
        yield "data: [DONE]\n\n"

    def _pieces(self, event: Event, said: str) -> list[tuple[str, dict[str, Any]]]:
        """What ``event`` adds to what was ``said``, and the fields beside it."""
        if event.kind == "draft":
            self._drafted = True
        if event.kind == "token":
            return self._sentence(event.data["text"].strip("\n"), bool(event.data.get("supported", True)), said)
        if event.kind == "stage" and event.data["name"] == "restart":
            self._drafted = False
            # What has been sent cannot be taken back, only called void.
            return [(f"\n\n{text('serving.void', self._lang)}", {})] if said else []
        if event.kind == "answer":
            answer: Answer = event.data["answer"]
            whole = self.content(answer)
            # What has been sent stands; the rest follows it, the sources at the least.
            rest = whole.removeprefix(said) if whole.startswith(said) else "\n\n" + whole
            return [(rest, _beside(answer))]
        if event.kind == "error":
            raise SpeechError
        return []

    def _sentence(self, marked: str, supported: bool, said: str) -> list[tuple[str, dict[str, Any]]]:
        """A finished sentence behind what was ``said``; the label comes before a model's first one."""
        if not marked:
            return []
        label = text("answer.generated", self._lang) if self._drafted and not said else ""
        flag = AnswerSentence(marked, supported=supported).flag(self._lang)
        return [(label + ("\n" if said or label else "") + marked + flag, {})]

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return self._frame({"choices": [choice]})

    def _frame(self, more: dict[str, Any]) -> str:
        return _sse(self._head | {"object": "chat.completion.chunk"} | more)

    def _usage(self, content: str) -> dict[str, int]:
        """Characters: there are no tokens where no model reads them."""
        counts = {"prompt_tokens": self._prompt, "completion_tokens": len(content)}
        return counts | {"total_tokens": sum(counts.values())}


def _beside(answer: Answer) -> dict[str, Any]:
    """What the message carries beside its content."""
    return {"citations": [item.to_dict() for item in answer.citations], "refused": answer.refused}


def _sse(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"
