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
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import Route

from assistant.feedback import Feedback
from assistant.open import open_assistant
from assistant.settings import Settings
from assistant.web.admin import admin_router
from assistant.web.admin_access import Access
from assistant.web.admin_jobs import Evaluations
from assistant.web.api import ask_route, status_router
from assistant.web.backend import Backend, shown_title
from assistant.web.chat import build_page
from assistant.web.cors import SharedApi
from assistant.web.desk import Bounds, Desk
from assistant.web.direct import Direct
from assistant.web.docs_page import DESCRIPTION, add_docs
from assistant.web.embed import FramedPage, embed_router
from assistant.web.errors import BodyInvalid, RouteUnknown
from assistant.web.feedback_api import feedback_router
from assistant.web.guard import Guard
from assistant.web.head import page_head, theme
from assistant.web.headers import SafeHeaders
from assistant.web.hosts import KnownHosts
from assistant.web.language import ChosenLanguage
from assistant.web.mcp_tools import McpEndpoint
from assistant.web.openai_api import openai_router
from assistant.web.prefix import BelowPath
from assistant.web.problem import refusal
from assistant.web.shell import Shell
from assistant.web.speech_api import speech_router
from assistant.web.visitors import Rates, Reception
from index.errors import SpeechError

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
        hosts=settings.known_hosts,
        root_path=settings.root_path,
        bounds=_bounds(settings),
        reception=Reception(settings.trusted_proxies, settings.user_header),
        rates=Rates(settings.rate_user, settings.rate_address),
        feedback=Feedback(settings.feedback_file),
    )


def build_app(
    assistant: Backend,
    evaluations: Evaluations | None = None,
    admin_token: SecretStr | None = None,
    *,
    bounds: Bounds | None = None,
    reception: Reception | None = None,
    rates: Rates | None = None,
    feedback: Feedback | None = None,
    origins: Sequence[str] = (),
    hosts: Sequence[str] = (),
    root_path: str = "",
) -> FastAPI:
    """The application around ``assistant``, which it closes at shutdown; ``evaluations`` are for administrators.

    Its ``state.desk`` is where questions are answered, within ``bounds``; ``reception`` tells visitors
    apart, ``rates`` how often each may ask; ``feedback`` keeps what they think of answers.
    ``origins`` are the sites that may embed it, ``hosts`` the names it is called by; below ``root_path`` a proxy shows it, with or without
    that path in what it passes on.
    """
    desk = Desk(assistant, bounds)
    mcp = McpEndpoint(desk, tuple(origins))
    app = FastAPI(**DESCRIPTION, lifespan=_lifespan(desk, mcp, evaluations, feedback))
    app.state.desk = desk
    app.router.routes.append(mcp.route())
    asking = ask_route(desk)
    app.router.routes.append(asking)
    _include(app, desk, feedback)
    if evaluations:
        router = admin_router(evaluations, Access(admin_token), shown_title(assistant))
        app.include_router(router, include_in_schema=False)
    app.mount("/web", StaticFiles(directory=STATIC), name="web")
    app.add_exception_handler(SpeechError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _missing)
    # Its presence alone keeps Gradio from reflecting any origin with credentials.
    app.add_middleware(CORSMiddleware, allow_origins=())
    app.add_middleware(Direct, route=asking)
    _mount_page(app, desk, rates)
    _fence(app, reception, rates, desk.bounds.places, origins, hosts, root_path)
    return app


def _include(app: FastAPI, desk: Desk, feedback: Feedback | None) -> None:
    """The routes that are neither the page's nor the administrator's."""
    app.include_router(status_router(desk.assistant))
    app.include_router(speech_router(desk.assistant.outline))
    if feedback:
        app.include_router(feedback_router(feedback))
    app.include_router(openai_router(desk))
    add_docs(app)
    app.include_router(embed_router(shown_title(desk.assistant)), include_in_schema=False)
    app.router.routes.append(Route("/embed", FramedPage(app.router), methods=["GET"]))


def _mount_page(app: FastAPI, desk: Desk, rates: Rates | None) -> None:
    page = build_page(desk, rates)
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        head=page_head(shown_title(desk.assistant)),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        show_error=False,
        favicon_path=str(STATIC / "icon.png"),
    )


def _fence(
    app: FastAPI,
    reception: Reception | None,
    rates: Rates | None,
    places: int,
    origins: Sequence[str],
    hosts: Sequence[str],
    root_path: str,
) -> None:
    """What every request passes, in and out; the last one added is the first that it meets."""
    app.add_middleware(Shell, origins=origins)
    app.add_middleware(Guard, reception=reception, rates=rates, places=places)
    app.add_middleware(SharedApi, origins=origins)
    app.add_middleware(KnownHosts, names=hosts)
    app.add_middleware(SafeHeaders, origins=origins)
    app.add_middleware(ChosenLanguage)
    app.add_middleware(BelowPath, root_path=root_path)


def _lifespan(
    desk: Desk, mcp: McpEndpoint, evaluations: Evaluations | None, feedback: Feedback | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with mcp.running():
            yield
        await desk.close()
        if evaluations:
            await run_in_threadpool(evaluations.close)
        if feedback:
            await run_in_threadpool(feedback.close)
        desk.assistant.close()

    return lifespan


def _bounds(settings: Settings) -> Bounds:
    answers = settings.answers or (16 if settings.model else 2)
    return Bounds(answers, settings.waiting, settings.answer_seconds, settings.wait_seconds)


def _parameters(settings: Settings) -> Mapping[str, str]:
    from assistant.evaluation.identity import parameters_of  # 0.4 s that only an evaluation needs

    return parameters_of(settings)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, SpeechError)
    return refusal(error, request.scope)


async def _invalid(request: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    return refusal(BodyInvalid.at(fault["loc"][1:] for fault in faults), request.scope)


async def _missing(request: Request, error: Exception) -> Response:
    """What the framework itself finds wrong: a file that is not there, a body that is no text."""
    found = error.status_code if isinstance(error, HTTPException) else 404
    return refusal(BodyInvalid.at(()) if found in (400, 422) else RouteUnknown(), request.scope)
