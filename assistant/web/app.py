"""The server: FastAPI with the API and the page's files, Gradio mounted beside them, the guard in front."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final

import gradio as gr
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from pydantic import SecretStr
from starlette.concurrency import run_in_threadpool
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import Route

from assistant.open import open_assistant
from assistant.settings import Settings
from assistant.web.admin import admin_router
from assistant.web.admin_access import Access
from assistant.web.admin_jobs import Evaluations
from assistant.web.api import api_router
from assistant.web.backend import Backend, shown_title
from assistant.web.chat import build_page
from assistant.web.cors import SharedApi
from assistant.web.embed import FramedPage, embed_router
from assistant.web.errors import BodyInvalid
from assistant.web.guard import Guard
from assistant.web.head import page_head, theme
from assistant.web.headers import SafeHeaders
from assistant.web.language import ChosenLanguage, language
from assistant.web.prefix import BelowPath
from assistant.web.problem import ProblemResponse
from assistant.web.shell import Shell

STATIC: Final = Path(__file__).parent / "static"


def create_app(settings: Settings) -> FastAPI:
    """The application for ``settings``; its assistant is open and warm when this returns.

    Raises:
        SpeechError: the speech, its index or the model cannot be used as they are.
    """
    assistant = open_assistant(settings)
    evaluations = Evaluations(assistant, settings.data / "evaluations", lambda: _parameters(settings))
    return build_app(
        assistant,
        evaluations,
        settings.admin_token,
        origins=settings.allowed_origins,
        root_path=settings.root_path,
    )


def build_app(
    assistant: Backend,
    evaluations: Evaluations | None = None,
    admin_token: SecretStr | None = None,
    *,
    origins: Sequence[str] = (),
    root_path: str = "",
) -> FastAPI:
    """The application around ``assistant``, which it closes at shutdown; ``evaluations`` are for administrators.

    ``origins`` are the sites that may embed it; below ``root_path`` a proxy shows it, with or
    without that path in what it passes on.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan(assistant, evaluations))
    app.include_router(api_router(assistant))
    app.include_router(embed_router(shown_title(assistant)))
    app.router.routes.append(Route("/embed", FramedPage(app.router), methods=["GET"]))
    if evaluations:
        app.include_router(admin_router(evaluations, Access(admin_token), shown_title(assistant)))
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
    # The last one added is the first that a request meets.
    app.add_middleware(Shell, origins=origins)
    app.add_middleware(Guard)
    app.add_middleware(SharedApi, origins=origins)
    app.add_middleware(SafeHeaders, origins=origins)
    app.add_middleware(ChosenLanguage)
    app.add_middleware(BelowPath, root_path=root_path)
    return app


def _lifespan(
    assistant: Backend, evaluations: Evaluations | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        if evaluations:
            await run_in_threadpool(evaluations.close)
        assistant.close()

    return lifespan


def _parameters(settings: Settings) -> Mapping[str, str]:
    from assistant.evaluation.identity import parameters_of  # 0.4 s that only an evaluation needs

    return parameters_of(settings)


async def _invalid(request: Request, _: Exception) -> Response:
    return ProblemResponse(BodyInvalid(), language(request.headers))
