"""What every response tells the browser: what a page may load and run, and who may show it in a frame."""

from collections.abc import Sequence
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.access import Rule, paths_of
from assistant.web.problem import path_of

EMBEDDABLE: Final = paths_of(Rule.FRAMED)
"""The pages that the sites on the list may show in a frame."""
SHARED: Final = paths_of(Rule.FRAMED, Rule.LOADED)
"""What another site's page may load at all."""

_RULES: Final = {
    "default-src": "'self'",
    "script-src": "'self'",
    # Gradio's components carry styles in attributes.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'none'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


def security_policy(origins: Sequence[str] = (), **rules: str) -> str:
    """A Content-Security-Policy: ``rules`` in place of the usual ones, frames on ``origins`` besides our own.

    >>> security_policy(["http://portal.example"], script_src="'none'").split("; ")[1::9]
    ["script-src 'none'", "frame-ancestors 'self' http://portal.example"]
    """
    changed = {name.replace("_", "-"): rule for name, rule in rules.items()}
    framed = {"frame-ancestors": " ".join(("'self'", *origins))}
    return "; ".join(f"{name} {rule}" for name, rule in (_RULES | changed | framed).items())


_POLICY: Final = security_policy()


class SafeHeaders:
    """Wraps ``app``: its responses carry the headers; a policy that a page brings itself stands."""

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        self.app = app
        self.origins = tuple(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        ours = self._of(path_of(scope))

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("content-security-policy", _POLICY)
                headers.update(ours)
            await send(message)

        await self.app(scope, receive, sending)

    def _of(self, path: str) -> dict[str, str]:
        site = "cross-origin" if path in SHARED else "same-origin"
        headers = _HEADERS | {"cross-origin-resource-policy": site}
        # The old header knows one origin only, and goes before the new one in old browsers.
        if not (self.origins and path in EMBEDDABLE):
            headers["x-frame-options"] = "SAMEORIGIN"
        return headers
