"""What every response tells the browser: what a page may load and run, and who may show it in a frame."""

from collections.abc import Sequence
from typing import Final

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
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
_RESOURCE: Final = b"cross-origin-resource-policy"
_FRAMES: Final = b"x-frame-options"
_OURS: Final = frozenset((*dict(_HEADERS), _RESOURCE, _FRAMES))
_POLICY: Final = b"content-security-policy"


def security_policy(origins: Sequence[str] = (), **rules: str) -> str:
    """A Content-Security-Policy: ``rules`` in place of the usual ones, frames on ``origins`` besides our own.

    >>> security_policy(["http://portal.example"], script_src="'none'").split("; ")[1::9]
    ["script-src 'none'", "frame-ancestors 'self' http://portal.example"]
    """
    changed = {name.replace("_", "-"): rule for name, rule in rules.items()}
    framed = {"frame-ancestors": " ".join(("'self'", *origins))}
    return "; ".join(f"{name} {rule}" for name, rule in (_RULES | changed | framed).items())


_DEFAULT: Final = (_POLICY, security_policy().encode())


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
                # The pairs as ASGI has them: an object of Starlette's would look through them all for each header.
                theirs = [pair for pair in message["headers"] if pair[0].lower() not in _OURS]
                policy = () if any(name.lower() == _POLICY for name, _ in theirs) else (_DEFAULT,)
                message = {**message, "headers": [*theirs, *ours, *policy]}
            await send(message)

        await self.app(scope, receive, sending)

    def _of(self, path: str) -> tuple[tuple[bytes, bytes], ...]:
        site = (_RESOURCE, b"cross-origin" if path in SHARED else b"same-origin")
        # The old header knows one origin only, and goes before the new one in old browsers.
        framed = self.origins and path in EMBEDDABLE
        return (*_HEADERS, site) if framed else (*_HEADERS, site, (_FRAMES, b"SAMEORIGIN"))
