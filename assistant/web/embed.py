"""What other sites' pages take from here: the script of the button and of the element, and a page that shows both."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.messages import MESSAGES, text
from assistant.web.headers import security_policy
from assistant.web.language import language

_FOLDER: Final = Path(__file__).parent
_PARTS: Final = ("base.js", "conversation.js", "button.js", "element.js", "start.js")
"""In this order they make one script: a single line in the host's page, and nothing of it is visible outside."""


class FramedPage:
    """The page once more, for frames, at ``/embed``: what makes it another is :mod:`assistant.web.shell`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removesuffix("embed")
        await self.app({**scope, "path": path, "raw_path": path.encode()}, receive, send)


def embed_router(title: str) -> APIRouter:
    """The routes ``/widget.js`` and ``/embed/demo``; ``title`` is what the assistant answers about."""
    router = APIRouter()

    @router.get("/widget.js")
    async def widget(request: Request) -> Response:
        script = widget_script()
        # Asked for anew each time, so that no portal keeps an old one; sent only when it has changed.
        headers = {"etag": f'"{hashlib.sha256(script.encode()).hexdigest()[:32]}"', "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(script, media_type="text/javascript", headers=headers)

    @router.get("/embed/demo")
    async def demo(request: Request) -> Response:
        lang = language(request.headers)
        page = (
            _templates()
            .get_template("embed_demo.html")
            .render(say=lambda key: text(key, lang), lang=lang, speech=title, words=_words("demo."))
        )
        policy = security_policy(script_src="'self'", style_src="'self'")
        return HTMLResponse(page, headers={"content-security-policy": policy, "cache-control": "no-store"})

    return router


@cache
def widget_script() -> str:
    """The parts of the widget within one function, with its words and its style as constants."""
    folder = _FOLDER / "widget"
    style = (folder / "widget.css").read_text(encoding="utf-8")
    constants = f"const WORDS = {_literal(_words('widget.'))};\nconst STYLE = {_literal(style)};\n"
    parts = (f"// {name}\n{(folder / name).read_text(encoding='utf-8')}" for name in _PARTS)
    return "(() => {\n" + '"use strict";\n' + constants + "".join(parts) + "})();\n"


def _words(area: str) -> Mapping[str, tuple[str, str]]:
    return {key: pair for key, pair in MESSAGES.items() if key.startswith(area)}


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(_FOLDER / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
