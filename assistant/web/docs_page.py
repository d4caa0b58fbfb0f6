"""The API's description, and the page that shows it: Swagger UI from an installed package, nothing from elsewhere."""

import base64
import hashlib
import re
from importlib.resources import files
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from assistant import __version__
from assistant.web.headers import security_policy

DESCRIPTION: Final[dict[str, Any]] = {
    "title": "讲话问答",
    "version": __version__,
    "summary": "Answers from an official speech, each sentence cited",
    "description": "Errors are problem documents (RFC 9457); below `/v1` they have the shape of OpenAI's API. "
    "`/mcp` speaks the Model Context Protocol over streamable HTTP, with the tools `ask` and `read_section`.",
    "docs_url": None,
    "redoc_url": None,
    "swagger_ui_oauth2_redirect_url": None,
    # Relative to this description: it holds below any path that a proxy puts in front.
    "servers": [{"url": "."}],
    "root_path_in_servers": False,
}


def add_docs(app: FastAPI) -> None:
    """The page ``/docs`` and its files."""
    # Without a validator: its badge would be asked for from its maker's host.
    page = get_swagger_ui_html(
        openapi_url="openapi.json",
        title=app.title,
        swagger_js_url="docs/swagger-ui-bundle.js",
        swagger_css_url="docs/swagger-ui.css",
        swagger_favicon_url="docs/favicon-32x32.png",
        swagger_ui_parameters={"validatorUrl": None, "tryItOutEnabled": True},
    )

    # Its one inline script may run, named by its hash, and no other.
    (script,) = re.findall(rb"<script>(.*?)</script>", bytes(page.body), re.DOTALL)
    known = base64.b64encode(hashlib.sha256(script).digest()).decode()
    page.headers["content-security-policy"] = security_policy(script_src=f"'self' 'sha256-{known}'")

    @app.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return page

    folder = str(files("fastapi_swagger") / "resources")
    app.mount("/docs", StaticFiles(directory=folder), name="docs")
