"""The server: FastAPI with the API and the page's files, Gradio mounted beside them, the guard in front."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from assistant.open import open_assistant
from assistant.settings import Settings
from assistant.web.api import api_router
from assistant.web.backend import Backend, shown_title
from assistant.web.chat import build_page
from assistant.web.errors import BodyInvalid
from assistant.web.guard import Guard
from assistant.web.head import page_head, theme
from assistant.web.language import language
from assistant.web.problem import ProblemResponse

STATIC: Final = Path(__file__).parent / "static"


def create_app(settings: Settings) -> FastAPI:
    """The application for ``settings``; its assistant is open and warm when this returns.

    Raises:
        SpeechError: the speech, its index or the model cannot be used as they are.
    """
    return build_app(open_assistant(settings))


def build_app(assistant: Backend) -> FastAPI:
    """The application around ``assistant``, which it closes at shutdown."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan(assistant))
    app.include_router(api_router(assistant))
    app.mount("/web", StaticFiles(directory=STATIC), name="web")
    app.add_exception_handler(RequestValidationError, _invalid)
    # Its presence alone keeps Gradio from reflecting any origin with credentials.
    app.add_middleware(CORSMiddleware, allow_origins=())
    page = build_page(assistant)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        head=page_head(shown_title(assistant)),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        show_error=False,
        favicon_path=str(STATIC / "icon.png"),
    )
    app.add_middleware(Guard)
    return app


def _lifespan(assistant: Backend) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        assistant.close()

    return lifespan


async def _invalid(request: Request, _: Exception) -> Response:
    return ProblemResponse(BodyInvalid(), language(request.headers))
