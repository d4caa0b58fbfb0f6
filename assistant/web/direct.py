"""The one route whose time counts: FastAPI describes it, and none of FastAPI's layers stands before it."""

from codecs import BOM_UTF8
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.errors import BodyInvalid
from assistant.web.problem import path_of


class DirectRoute(APIRoute):
    """A POST route at a path without parameters: ``endpoint(body, request)`` gives the response.

    It reads ``body`` off the request at once, without what FastAPI does for any parameters.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], body: type[BaseModel], **described: Any) -> None:
        """Takes what it is ``described`` by as any route of FastAPI's does."""
        self._body = body
        super().__init__(path, endpoint, methods=["POST"], **described)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """As FastAPI asks for it, too."""
        return self.respond

    async def respond(self, request: Request) -> Response:
        """What the endpoint makes of the request's body.

        Raises:
            BodyInvalid: the body is not said to be JSON, or is not of the kind.
        """
        response: Response = await self.endpoint(await self._read(request), request)
        return response

    async def _read(self, request: Request) -> BaseModel:
        # Another site's page can send a form's types without asking first; not this one.
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
            raise BodyInvalid.at(())
        try:
            return self._body.model_validate_json((await request.body()).removeprefix(BOM_UTF8))
        except ValidationError as error:
            raise BodyInvalid.at(fault["loc"] for fault in error.errors(include_url=False)) from error


class Direct:
    """Wraps ``app``, and serves ``route`` in its place; of errors, the guard in front makes responses."""

    def __init__(self, app: ASGIApp, route: DirectRoute) -> None:
        self.app = app
        self.route = route

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and path_of(scope) == self.route.path:
            response = await self.route.respond(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)
