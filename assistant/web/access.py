"""Who may reach which route: the one table of them all, Gradio's included.

A test holds it against the routes of the running application: one that is not listed
here fails it, and does not exist for anybody.
"""

import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from starlette.routing import compile_path

_KEPT: Final = 200
"""Characters of the longest path whose rows are kept in mind."""


class Rule(StrEnum):
    """Who may reach a route."""

    PUBLIC = "public"
    """Whoever reaches the server."""
    FRAMED = "framed"
    """The same; and the sites that may embed show it in a frame."""
    LOADED = "loaded"
    """The same; and any site's page may load it."""
    CALLED = "called"
    """Programs, and pages of the server's own and of the sites that may embed; a page of another is not answered."""
    PAGE = "page"
    """What Gradio's page itself loads and calls."""
    ADMIN = "admin"
    """The administrator: the route asks for the token, or for this machine's own browser."""
    CLOSED = "closed"
    """Nobody: Gradio brings it, a chat does not need it."""


class Row(NamedTuple):
    """One route, its path written as in the framework; ``counted``: the rate holds; ``asks``: it holds a place for a question.

    Of what Gradio's page calls, only questions count; the chat counts them itself.
    """

    method: str
    path: str
    rule: Rule
    counted: bool = False
    asks: bool = False


_P, _F, _L, _C = Rule.PUBLIC, Rule.FRAMED, Rule.LOADED, Rule.CALLED
_G, _A, _X = Rule.PAGE, Rule.ADMIN, Rule.CLOSED

TABLE: Final = (
    # The page and its files.
    Row("GET", "/", _F),
    Row("GET", "/web/{path:path}", _P),
    Row("GET", "/embed", _F),
    Row("GET", "/widget.js", _L),
    Row("GET", "/embed/demo", _P),
    # The API.
    Row("GET", "/healthz", _P),
    Row("GET", "/readyz", _P),
    Row("POST", "/api/ask", _C, counted=True, asks=True),
    Row("GET", "/api/speech", _C),
    Row("GET", "/api/speech/{address:path}", _C),
    Row("POST", "/api/feedback", _C, counted=True),
    Row("GET", "/v1/models", _C),
    Row("GET", "/v1/models/{model:path}", _C),
    Row("POST", "/v1/chat/completions", _C, counted=True, asks=True),
    Row("POST", "/mcp", _C, counted=True),
    Row("GET", "/openapi.json", _P),
    Row("GET", "/docs", _P),
    Row("GET", "/docs/{path:path}", _P),
    # The administrator's page.
    Row("GET", "/admin/evaluate", _A),
    Row("POST", "/admin/login", _A),
    Row("POST", "/admin/evaluate/files", _A),
    Row("GET", "/admin/evaluate/template.xlsx", _A),
    Row("GET", "/admin/evaluate/runs", _A),
    Row("GET", "/admin/evaluate/runs/{id}", _A),
    Row("POST", "/admin/evaluate/runs/{id}/start", _A),
    Row("POST", "/admin/evaluate/runs/{id}/cancel", _A),
    Row("GET", "/admin/evaluate/runs/{id}/{file}", _A),
    # What Gradio's page loads and calls.
    Row("GET", "/config", _G),
    Row("GET", "/config/", _G),
    Row("GET", "/theme.css", _G),
    Row("GET", "/static/{path:path}", _G),
    Row("GET", "/assets/{path:path}", _G),
    Row("GET", "/favicon.ico", _G),
    Row("GET", "/manifest.json", _G),
    Row("GET", "/robots.txt", _G),
    Row("GET", "/gradio_api/theme.css", _G),
    Row("GET", "/gradio_api/info", _G),
    Row("GET", "/gradio_api/info/", _G),
    Row("GET", "/gradio_api/app_id", _G),
    Row("GET", "/gradio_api/app_id/", _G),
    Row("GET", "/gradio_api/startup-events", _G),
    Row("GET", "/gradio_api/heartbeat/{session_hash}", _G),
    Row("GET", "/gradio_api/queue/data", _G),
    Row("POST", "/gradio_api/queue/join", _G),
    Row("POST", "/gradio_api/cancel", _G),
    Row("POST", "/gradio_api/reset", _G),
    Row("POST", "/gradio_api/reset/", _G),
    # What Gradio brings beyond that.
    Row("POST", "/login", _X),
    Row("POST", "/login/", _X),
    Row("GET", "/logout", _X),
    Row("GET", "/svelte/{path:path}", _X),
    Row("GET", "/pwa_icon", _X),
    Row("GET", "/pwa_icon/{size}", _X),
    Row("GET", "/monitoring", _X),
    Row("GET", "/monitoring/summary", _X),
    Row("GET", "/monitoring/{key}", _X),
    Row("GET", "/gradio_api/deep_link", _X),
    Row("GET", "/gradio_api/user", _X),
    Row("GET", "/gradio_api/user/", _X),
    Row("GET", "/gradio_api/login_check", _X),
    Row("GET", "/gradio_api/login_check/", _X),
    Row("GET", "/gradio_api/token", _X),
    Row("GET", "/gradio_api/token/", _X),
    Row("GET", "/gradio_api/dev/reload", _X),
    Row("GET", "/gradio_api/runs", _X),
    Row("GET", "/gradio_api/runs/", _X),
    Row("GET", "/gradio_api/openapi.json", _X),
    Row("GET", "/gradio_api/custom_component/{id}/{environment}/{type}/{file_name}", _X),
    Row("GET", "/gradio_api/proxy={url_path:path}", _X),
    Row("GET", "/gradio_api/file={path_or_url:path}", _X),
    Row("GET", "/gradio_api/file/{path:path}", _X),
    Row("POST", "/gradio_api/stream/{event_id}", _X),
    Row("POST", "/gradio_api/stream/{event_id}/close", _X),
    Row("GET", "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8", _X),
    Row("GET", "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file", _X),
    Row("GET", "/gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}", _X),
    Row("POST", "/gradio_api/api/{api_name}", _X),
    Row("POST", "/gradio_api/api/{api_name}/", _X),
    Row("POST", "/gradio_api/run/{api_name}", _X),
    Row("POST", "/gradio_api/run/{api_name}/", _X),
    Row("POST", "/gradio_api/call/{api_name}", _X),
    Row("POST", "/gradio_api/call/{api_name}/", _X),
    Row("GET", "/gradio_api/call/{api_name}/{event_id}", _X),
    Row("POST", "/gradio_api/call/v2/{api_name}", _X),
    Row("POST", "/gradio_api/call/v2/{api_name}/", _X),
    Row("GET", "/gradio_api/call/v2/{api_name}/{event_id}", _X),
    Row("POST", "/gradio_api/component_server", _X),
    Row("POST", "/gradio_api/component_server/", _X),
    Row("GET", "/gradio_api/queue/status", _X),
    Row("GET", "/gradio_api/upload_progress", _X),
    Row("POST", "/gradio_api/upload", _X),
    Row("POST", "/gradio_api/process_recording", _X),
    Row("POST", "/gradio_api/vibe-edit", _X),
    Row("POST", "/gradio_api/vibe-edit/", _X),
    Row("POST", "/gradio_api/undo-vibe-edit", _X),
    Row("POST", "/gradio_api/undo-vibe-edit/", _X),
    Row("GET", "/gradio_api/vibe-code", _X),
    Row("GET", "/gradio_api/vibe-code/", _X),
    Row("POST", "/gradio_api/vibe-code", _X),
    Row("POST", "/gradio_api/vibe-code/", _X),
    Row("POST", "/gradio_api/vibe-starter-queries", _X),
    Row("POST", "/gradio_api/vibe-starter-queries/", _X),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((compile_path(row.path)[0], row) for row in TABLE if row.rule is not Rule.CLOSED)


def row_of(method: str, path: str) -> Row | None:
    """The row that lets ``method`` on ``path`` in, HEAD where GET goes; None where none does."""
    wanted = "GET" if method == "HEAD" else method
    return next((row for row in rows_of(path) if row.method == wanted), None)


def rows_of(path: str) -> tuple[Row, ...]:
    """The rows that let any method on ``path`` in; none where nothing is served there."""
    # Anybody can send any path: long ones are not kept in mind.
    return _rows_of(path) if len(path) <= _KEPT else _rows_of.__wrapped__(path)


@lru_cache(1024)
def _rows_of(path: str) -> tuple[Row, ...]:
    if ".." in path:
        return ()
    return tuple(row for pattern, row in _patterns() if pattern.match(path))


def paths_of(*rules: Rule) -> frozenset[str]:
    """The paths, as they are written in the table, of what has one of ``rules``."""
    return frozenset(row.path for row in TABLE if row.rule in rules)


def methods_of(path: str) -> tuple[str, ...]:
    """The methods that are served on ``path``, sorted; none where nothing is."""
    found = {row.method for row in rows_of(path)}
    return tuple(sorted(found | ({"HEAD"} if "GET" in found else set())))
