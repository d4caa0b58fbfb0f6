"""Errors as RFC 9457 problem documents, each with the sentence that says what to do."""

import json
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from assistant.messages import Lang, explain
from assistant.web.errors import headers_of, status_of
from index.errors import SpeechError

MEDIA_TYPE: Final = "application/problem+json"


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
