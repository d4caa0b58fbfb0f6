"""The documents of OpenAI's API, as our description tells them."""

from typing import Any, Final, Literal

from pydantic import BaseModel, Field

from assistant.answer import Citation


class ModelDocument(BaseModel):
    """A model."""

    id: str = Field(examples=["speech"])
    object: Literal["model"]
    created: int
    owned_by: str


class ModelList(BaseModel):
    """The models."""

    object: Literal["list"]
    data: list[ModelDocument]


class AssistantMessage(BaseModel):
    """What the assistant says: ``content`` ends with the sources, ``citations`` are the same for a program."""

    role: Literal["assistant"]
    content: str
    refusal: None = None
    citations: list[Citation]
    refused: bool


class Choice(BaseModel):
    """The one answer."""

    index: int
    message: AssistantMessage
    finish_reason: Literal["stop"]
    logprobs: None = None


class Usage(BaseModel):
    """Counted in characters."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """An answer."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class OpenAIError(BaseModel):
    """What went wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class OpenAIErrorDocument(BaseModel):
    """OpenAI's envelope."""

    error: OpenAIError


FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": OpenAIErrorDocument} for status in (404, 413, 422, 429, 503)
}
