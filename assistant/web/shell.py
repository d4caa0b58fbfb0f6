"""The page's HTML on its way out: Gradio writes it, here it is made fit for a frame and for a strict policy."""

import re
import secrets
from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.headers import EMBEDDABLE, security_policy
from assistant.web.problem import path_of

# Both speak with any parent whatever; our own script knows with whom.
_RESIZER: Final = re.compile(
    r"<script>(?:(?!</script>).)*iframeResizer\.contentWindow(?:(?!</script>).)*</script>", re.DOTALL
)
_TO_ANYONE: Final = re.compile(r'window\.parent\?\.postMessage\([^"]*"SET_SCROLLING"[^"]*"\*"\s*\);')
_SCRIPT: Final = re.compile(r"<script(?=[\s>])")
_FOCUS: Final = re.compile(r'("autofocus": ?)true')
_BASE: Final = re.compile(r"<base [^>]*>")


class Shell:
    """Wraps ``app``: its page at ``/embed`` gets a script that speaks with ``origins``; that at ``/``, too, a nonce.

    With the nonce nothing runs in the page but what the server wrote into it: no handler in
    an attribute, no script that came in with a text.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str] = ()) -> None:
        self.app = app
        self.origins = tuple(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = path_of(scope) if scope["type"] == "http" else ""
        if path not in EMBEDDABLE:
            await self.app(scope, receive, send)
            return
        embedded = path == "/embed"
        nonce = secrets.token_urlsafe(16)
        policy = security_policy(
            self.origins,
            # Gradio compiles its templates, and what a button does, in the page.
            script_src=f"'self' 'nonce-{nonce}' 'unsafe-eval'",
        )
        await self.app(scope, receive, _Finishing(send, policy, lambda html: self._finish(html, nonce, embedded)))

    def _finish(self, html: str, nonce: str, embedded: bool) -> str:
        html = _TO_ANYONE.sub("", _RESIZER.sub("", html))
        # Both are looked for at the host's root otherwise, where a proxy has the portal's.
        html = html.replace('href="/manifest.json"', 'href="manifest.json"')
        ours = '<link rel="icon" href="web/icon.png">'
        if embedded:
            # A place in somebody's page must not take the focus, nor scroll that page to itself.
            html = _FOCUS.sub(r"\1false", html)
            ours += self._embedding()
        html = _BASE.sub(lambda base: base[0] + ours, html, count=1)
        return _SCRIPT.sub(f'<script nonce="{nonce}"', html)

    def _embedding(self) -> str:
        """Loaded before anything of Gradio's."""
        origins = escape(" ".join(self.origins))
        return (
            '<link rel="stylesheet" href="web/embed.css">'
            '<script src="web/storage.js"></script>'
            f'<script src="web/embed.js" data-origins="{origins}"></script>'
        )


class _Finishing:
    """A ``send`` that holds a page until it is whole, and sends what ``finish`` makes of it."""

    def __init__(self, send: Send, policy: str, finish: Callable[[str], str]) -> None:
        self.send = send
        self.policy = policy
        self.finish = finish
        self.start: Message = {}
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return
        if message["type"] != "http.response.body":
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = self.finish(self.body.decode()).encode()
        headers = MutableHeaders(scope=self.start)
        headers["content-length"] = str(len(body))
        headers["content-security-policy"] = self.policy
        headers["cache-control"] = "no-store"
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})
