"""/admin/evaluate: a file of questions is sent, checked, run, and its report looked at and downloaded."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from functools import cache, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import parse_qs, quote

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool

from assistant.messages import LANGUAGES, MESSAGES, Lang, explain, text
from assistant.web.admin_access import COOKIE, Access, refuse_cross_site
from assistant.web.admin_jobs import Evaluations
from assistant.web.admin_runs import Run
from assistant.web.errors import UploadTooLarge, status_of
from assistant.web.language import language
from assistant.web.problem import ProblemResponse
from index.errors import SpeechError

MAX_MEGABYTES: Final = 20
_SIGNED_IN_SECONDS: Final = 8 * 3600

# Stricter than the chat's: nothing of ours is inline, and a report runs no script, wherever it is opened.
_PAGE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_REPORT: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'"
)
_PRIVATE: Final = {"cache-control": "no-store"}

Handler = Callable[..., Awaitable[Response]]


def admin_router(evaluations: Evaluations, access: Access, title: str) -> APIRouter:
    """The routes below ``/admin``; ``title`` is what the assistant answers about."""
    router = APIRouter(prefix="/admin")

    def guarded(handler: Handler) -> Handler:
        """``handler`` for who is let in; what is refused, there or here, is a problem document."""

        @wraps(handler)
        async def admitted(request: Request, **values: Any) -> Response:
            try:
                access.admit(request)
                return await handler(request=request, **values)
            except SpeechError as error:
                return ProblemResponse(error, language(request.headers))

        return admitted

    _add_entrance(router, access, title)
    _add_files(router, guarded, evaluations)
    _add_runs(router, guarded, evaluations)
    return router


def _add_entrance(router: APIRouter, access: Access, title: str) -> None:
    """The page itself, and the way in with the token."""

    @router.get("/evaluate")
    async def show(request: Request) -> Response:
        lang = language(request.headers)
        try:
            access.admit(request)
        except SpeechError as error:
            return _entrance(error, access, lang)
        return _page("admin.html", lang, words=_words(lang), speech=title, limit=MAX_MEGABYTES)

    @router.post("/login")
    async def sign_in(request: Request) -> Response:
        lang = language(request.headers)
        try:
            refuse_cross_site(request)
            sent = parse_qs((await request.body()).decode(errors="replace"))
            cookie = access.cookie(sent.get("token", [""])[0])
        except SpeechError as error:
            return _entrance(error, access, lang)
        # Relative, and the cookie without a path: both hold below any path that a proxy puts in front.
        response = RedirectResponse("evaluate", 303, _PRIVATE)
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, cookie, max_age=_SIGNED_IN_SECONDS, path=None, secure=secure, httponly=True, samesite="strict"
        )
        return response


def _add_files(router: APIRouter, guarded: Callable[[Handler], Handler], evaluations: Evaluations) -> None:
    """What is sent, and the empty spreadsheet to fill in."""

    @router.post("/evaluate/files", response_model=None)
    @guarded
    async def send(request: Request, name: str = "") -> Response:
        run = evaluations.runs.add(name)
        try:
            await _receive(request, evaluations.runs.questions(run))
        except BaseException:
            evaluations.runs.remove(run)
            raise
        checked = await run_in_threadpool(evaluations.check, run, language(request.headers))
        found = asdict(checked) | {"sound": checked.sound, "name": run.name}
        return JSONResponse(found | ({"id": run.id} if checked.sound else {}), headers=_PRIVATE)

    @router.get("/evaluate/template.xlsx", response_model=None)
    @guarded
    async def template(request: Request) -> Response:
        content = await run_in_threadpool(_template)
        name = text("admin.template_file", language(request.headers))
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        return Response(content, media_type=kind, headers=_PRIVATE | {"content-disposition": _attached(name)})


def _add_runs(router: APIRouter, guarded: Callable[[Handler], Handler], evaluations: Evaluations) -> None:
    """What has been run, is run, and came of it."""

    @router.get("/evaluate/runs", response_model=None)
    @guarded
    async def every(request: Request) -> Response:
        runs = await run_in_threadpool(evaluations.all)
        return JSONResponse([_told(run, language(request.headers)) for run in runs], headers=_PRIVATE)

    @router.get("/evaluate/runs/{id}", response_model=None)
    @guarded
    async def one(request: Request, id: str) -> Response:
        run, done = evaluations.look(id)
        return JSONResponse(_told(run, language(request.headers)) | {"progress": done}, headers=_PRIVATE)

    @router.post("/evaluate/runs/{id}/start", response_model=None)
    @guarded
    async def start(request: Request, id: str, against: str = "") -> Response:
        run = evaluations.start(id, against)
        return JSONResponse(_told(run, language(request.headers)), 202, headers=_PRIVATE)

    @router.post("/evaluate/runs/{id}/cancel", response_model=None)
    @guarded
    async def cancel(request: Request, id: str) -> Response:
        evaluations.stop(id)
        return Response(status_code=204)

    @router.get("/evaluate/runs/{id}/{file}", response_model=None)
    @guarded
    async def report(request: Request, id: str, file: str) -> Response:
        run = evaluations.runs.get(id)
        headers = _PRIVATE | {"content-security-policy": _REPORT}
        if file == "view":
            return FileResponse(evaluations.runs.file(run, "report.html"), media_type="text/html", headers=headers)
        path = evaluations.runs.file(run, file)
        stem = text("admin.stem", language(request.headers), name=Path(run.name).stem, id=run.id[:15])
        return FileResponse(path, filename=stem + path.suffix, headers=headers)


async def _receive(request: Request, path: Path) -> None:
    """Writes what is sent to ``path``.

    Raises:
        UploadTooLarge: it is declared, or found, to exceed :data:`MAX_MEGABYTES`.
    """
    limit = MAX_MEGABYTES * 2**20
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > limit:
        raise UploadTooLarge(limit=MAX_MEGABYTES)
    size = 0
    with path.open("wb") as file:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise UploadTooLarge(limit=MAX_MEGABYTES)
            file.write(chunk)


def _told(run: Run, lang: Lang) -> dict[str, Any]:
    """``run`` for the page, its message in ``lang``."""
    return asdict(run) | {"message": run.message.get(lang, "")}


def _attached(name: str) -> str:
    """The header that makes a browser save a file as ``name`` (RFC 6266)."""
    return f"attachment; filename*=utf-8''{quote(name)}"


@cache
def _template() -> bytes:
    from assistant.evaluation.template import write_template  # openpyxl takes long to import

    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path)
        return path.read_bytes()


def _words(lang: Lang) -> Mapping[str, str]:
    """What the page's script says."""
    which = LANGUAGES.index(lang)
    return {key: pair[which] for key, pair in MESSAGES.items() if key.startswith("admin.")}


def _entrance(error: SpeechError, access: Access, lang: Lang) -> Response:
    """The page for who is not let in: why, what to do, and where there is a token, a place for it."""
    return _page("admin_login.html", lang, status_of(error), why=explain(error, lang), has_token=access.has_token)


def _page(template: str, lang: Lang, status: int = 200, **values: object) -> Response:
    def say(key: str, **places: object) -> str:
        return text(key, lang, **places)

    page = _templates().get_template(template).render(say=say, lang=lang, **values)
    return HTMLResponse(page, status, _PRIVATE | {"content-security-policy": _PAGE})


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).with_name("templates"))
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
