"""The documents that the API gives, as its description tells them; what is sent is made elsewhere, without them."""

from http import HTTPStatus
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.answer import Citation, Mode, Nearest, Reason, Retrieved
from assistant.web.problem import MEDIA_TYPE
from index.outline import Paragraph, Point, Section

Problems = dict[int | str, dict[str, Any]]


class Document(BaseModel):
    """Nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class AnswerDocument(Document):
    """An answer, or a refusal with the sentences that come nearest."""

    id: str | None
    question: str = Field(examples=["上半年不良贷款率是多少？"])
    understood: str = Field(description="The question that was answered: a follow-up is completed")
    answer: str = Field(
        description="A sentence a line, each ending with the marks of its citations; where a model wrote it and the "
        "speech does not carry it, it ends in a flag: （原文中没有找到依据）",
        examples=["为1.78%。[1]"],
    )
    refused: bool = Field(description="The speech does not say")
    reason: Reason | None
    mode: Mode
    note: str
    citations: list[Citation] = Field(description="text[start:end] == quote, in characters of the speech")
    nearest: list[Nearest]
    suggestions: list[str]
    passages: list[Retrieved]
    latency_ms: dict[str, float]


class SentenceDocument(Document):
    """The unit that is cited."""

    number: int
    point: int | None
    paragraph: int | None
    section: int
    heading: bool
    address: str = Field(examples=["一（一）二是·第3句"])
    start: int
    end: int
    text: str


class OutlineDocument(Document):
    """The speech: its text and its parts, which name each other by number."""

    title: str
    characters: int
    sections: list[Section]
    paragraphs: list[Paragraph]
    points: list[Point]
    sentences: list[SentenceDocument]
    text: str = Field(description="What start and end count the characters of")


class PartDocument(Document):
    """One part of the speech."""

    address: str = Field(examples=["一（一）二是·第3句"])
    kind: Literal["section", "paragraph", "point", "sentence"]
    start: int
    end: int
    text: str
    sentences: list[SentenceDocument]
    within: list[str] = Field(description="The sections above it, the outermost first")
    previous: str | None = Field(description="The neighbour of the same kind")
    next: str | None


class ProblemDocument(Document):
    """What went wrong (RFC 9457); ``detail`` is for a person, ``code`` for a program."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    code: str = Field(examples=["question_empty"])
    detail: str = Field(examples=["问题是空的，请输入要问的内容。"])


class StatusDocument(Document):
    """How the server is."""

    status: str = Field(examples=["ok"])


def problems(*statuses: int) -> Problems:
    """The responses that tell of what went wrong, for a route's description."""
    content = {MEDIA_TYPE: {"schema": ProblemDocument.model_json_schema()}}
    return {status: _described(status) | {"content": content} for status in statuses}


def _described(status: int) -> dict[str, Any]:
    later: dict[str, Any] = {}
    if status in (429, 503):
        schema = {"type": "integer"}
        later = {"headers": {"Retry-After": {"description": "Seconds to wait", "schema": schema}}}
    return {"description": HTTPStatus(status).phrase} | later
