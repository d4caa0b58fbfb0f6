"""Errors as RFC 9457 problem documents, each with the sentence that says what to do; below /v1 in OpenAI's shape."""

import json
from http import HTTPStatus
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Scope

from assistant.messages import Lang, explain
from assistant.web.errors import headers_of, status_of
from assistant.web.language import language
from index.errors import SpeechError

MEDIA_TYPE: Final = "application/problem+json"
OPENAI: Final = "/v1/"
"""Below it, clients of OpenAI's API read the errors."""


class ProblemResponse(Response):
    """``{"type", "title", "status", "code", "detail"}``: ``detail`` is for a person, ``code`` for a program."""

    media_type = MEDIA_TYPE

    def __init__(self, error: SpeechError, lang: Lang) -> None:
        status = status_of(error)
        document = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "code": error.code,
            "detail": explain(error, lang),
        }
        super().__init__(json.dumps(document, ensure_ascii=False).encode(), status, headers_of(error))


class OpenAIErrorResponse(Response):
    """``{"error": {"message", "type", "param", "code"}}``, as OpenAI's API says it."""

    media_type = "application/json"

    def __init__(self, error: SpeechError, lang: Lang) -> None:
        document = json.dumps(openai_error(error, lang), ensure_ascii=False)
        super().__init__(document.encode(), status_of(error), headers_of(error))


def openai_error(error: SpeechError, lang: Lang) -> dict[str, Any]:
    """The body of :class:`OpenAIErrorResponse`."""
    status = status_of(error)
    kind = "rate_limit_error" if status == 429 else "server_error" if status >= 500 else "invalid_request_error"
    return {"error": {"message": explain(error, lang), "type": kind, "param": None, "code": error.code}}


def refusal(error: SpeechError, scope: Scope) -> Response:
    """``error`` as whoever sent the request of ``scope`` reads it."""
    lang = language(Headers(scope=scope))
    if path_of(scope).startswith(OPENAI):
        return OpenAIErrorResponse(error, lang)
    return ProblemResponse(error, lang)


def path_of(scope: Scope) -> str:
    """The path that was asked for, without the one that a proxy shows the server below."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
