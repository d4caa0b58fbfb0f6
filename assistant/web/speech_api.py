"""The API's routes to read the speech: all of it, or the part at an address."""

import json
from functools import cache

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from assistant.outline_form import outline_form, part_form
from assistant.web.documents import OutlineDocument, PartDocument, problems
from index.outline import Outline


def speech_router(outline: Outline) -> APIRouter:
    """The routes below ``/api/speech``."""
    router = APIRouter(tags=["speech"])

    @cache
    def whole() -> bytes:
        return json.dumps(outline_form(outline) | {"text": outline.text}, ensure_ascii=False).encode()

    @router.get("/api/speech", response_model=OutlineDocument)
    async def speech() -> Response:
        """The speech: its text, and its parts with their addresses and offsets."""
        return Response(whole(), media_type="application/json")

    @router.get("/api/speech/{address:path}", response_model=PartDocument, responses=problems(404))
    async def part(address: str) -> Response:
        """The part at an address such as 一（一）二是·第3句: its text, its sentences, its neighbours."""
        return JSONResponse(part_form(outline, address))

    return router
