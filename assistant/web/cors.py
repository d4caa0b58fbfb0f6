"""Which sites' pages may call what programs call: those on the list, and the server's own."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.access import Rule, rows_of
from assistant.web.errors import OriginForbidden
from assistant.web.problem import path_of, refusal

_METHODS: Final = ("GET", "POST")
_TOLD: Final = ("retry-after",)


class SharedApi:
    """Wraps ``app``: a browser lets pages of ``origins`` read the APIs, without cookies; others are not even answered.

    A page elsewhere could not read an answer in any case, but it could have thousands made.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        self.app = app
        self.origins = frozenset(origins)
        self.shared = CORSMiddleware(
            app,
            allow_origins=tuple(origins),
            allow_methods=_METHODS,
            # OpenAI's and MCP's clients send a dozen of their own.
            allow_headers=("*",),
            expose_headers=_TOLD,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        rows = rows_of(path_of(scope)) if scope["type"] == "http" else ()
        if not any(row.rule is Rule.CALLED for row in rows):
            await self.app(scope, receive, send)
        elif self._is_foreign(Headers(scope=scope)):
            error = OriginForbidden(origin=Headers(scope=scope)["origin"])
            await refusal(error, scope)(scope, receive, send)
        else:
            await self.shared(scope, receive, send)

    def _is_foreign(self, headers: Headers) -> bool:
        """Whether a page of a site that is not on the list sends this; programs name no origin."""
        origin = headers.get("origin")
        if origin is None or origin in self.origins or headers.get("sec-fetch-site") == "same-origin":
            return False
        # Plain HTTP from other machines has Origin alone. Only a proxy that changes Host adds the other.
        hosts = {headers.get("host"), headers.get("x-forwarded-host", "").split(",")[0].strip()}
        return urlsplit(origin).netloc not in hosts - {""}
