"""The guard in front of the whole application: which routes are open, how large a body, how often, how many at once.

Gradio brings routes for uploads, files, proxying and monitoring, none of which a chat
needs; whatever the table of :mod:`assistant.web.access` does not let in does not exist.
"""

import asyncio
import logging
import math
import re
from typing import Final

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from assistant.web.access import Row, methods_of, row_of
from assistant.web.errors import BodyTooLarge, BodyTooSlow, Busy, MethodUnknown, RouteUnknown
from assistant.web.problem import path_of, refusal
from assistant.web.visitors import Rates, Reception
from index.errors import SpeechError

_log = logging.getLogger(__name__)
MAX_BODY: Final = 64 * 1024
PATIENCE: Final = 30.0
"""Seconds that a body may take to arrive."""
# Its route asks who sends before it reads, and counts for itself.
STREAMED: Final = re.compile(r"/admin/evaluate/files")


class Guard:
    """Wraps ``app``; refusals are problem documents, in the caller's language."""

    def __init__(
        self,
        app: ASGIApp,
        reception: Reception | None = None,
        rates: Rates | None = None,
        patience: float = PATIENCE,
        places: int | None = None,
    ) -> None:
        """Lets so many questions in at a time as there are ``places``; any number where that is None.

        The desk would refuse them, too, but only after each has been unpacked, which in a burst takes memory for all.
        """
        self.app = app
        self._patience = patience
        self._places = math.inf if places is None else places
        self._inside = 0
        self._reception = reception or Reception()
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._serve(scope, receive, send)
        else:
            # Nothing here speaks websocket.
            await WebSocketClose()(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "HEAD":
            # Of the routes behind, most know GET alone.
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        watched = _Started(send)
        try:
            row, body = await self._admit(scope, receive)
            if row.asks and self._inside >= self._places:
                raise Busy
            self._inside += row.asks
            try:
                await self.app(scope, receive if body is None else _replay(body, receive), watched)
            finally:
                self._inside -= row.asks
        except SpeechError as error:
            await refusal(error, scope)(scope, receive, send)
        except ClientDisconnect:
            # It left before all of it had arrived, and waits for no answer.
            return
        except Exception:
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if watched.started:
                raise
            await refusal(SpeechError(), scope)(scope, receive, send)

    async def _admit(self, scope: Scope, receive: Receive) -> tuple[Row, bytes | None]:
        """The route and the body of a request that may come in; no body where its route reads and counts it itself.

        Raises:
            RouteUnknown, MethodUnknown: the table does not let it in.
            RateExceeded: its visitor asks too often.
            BodyTooLarge: it is declared, or found, to exceed :data:`MAX_BODY`.
            BodyTooSlow: it has not arrived in time.
        """
        visitor = scope["visitor"] = await self._reception.receive(scope)
        path = path_of(scope)
        row = row_of(scope["method"], path)
        if row is None:
            raise MethodUnknown(allow=methods_of(path)) if methods_of(path) else RouteUnknown()
        if self._rates and row.counted:
            self._rates.count(visitor)
        if scope["method"] != "POST" or STREAMED.fullmatch(path):
            return row, None
        try:
            async with asyncio.timeout(self._patience):
                return row, await _read(Headers(scope=scope), receive)
        except TimeoutError as error:
            raise BodyTooSlow(seconds=self._patience) from error


class _Started:
    """A ``send`` that knows whether a response has begun."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        self.started = True
        await self.send(message)


async def _read(headers: Headers, receive: Receive) -> bytes:
    """The whole body, so that none is handled which turns out too long halfway.

    Raises:
        BodyTooLarge: it is declared, or found, to exceed :data:`MAX_BODY`.
        ClientDisconnect: the rest will not come.
    """
    declared = headers.get("content-length", "0")
    if not declared.isdecimal() or int(declared) > MAX_BODY:
        raise BodyTooLarge(limit=MAX_BODY // 1024)
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            raise BodyTooLarge(limit=MAX_BODY // 1024)
        if not message.get("more_body"):
            return bytes(body)


def _without_body(send: Send) -> Send:
    """A ``send`` that lets a response's head through and ends it there."""
    ended = False

    async def sending(message: Message) -> None:
        nonlocal ended
        if message["type"] != "http.response.body":
            await send(message)
        elif not ended:
            ended = True
            await send({"type": "http.response.body", "body": b""})

    return sending


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives ``body`` once and then what the connection says: that it ended."""
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once
