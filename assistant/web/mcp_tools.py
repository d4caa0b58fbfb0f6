"""The Model Context Protocol: other assistants ask this one, or read in the speech, through two tools."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import ToolAnnotations
from pydantic import Field
from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant import __version__
from assistant.chain import LONGEST_QUESTION
from assistant.messages import explain, text
from assistant.outline_form import part_form
from assistant.web.backend import shown_title
from assistant.web.conversation import MAX_TURNS
from assistant.web.desk import Desk
from assistant.web.documents import AnswerDocument, PartDocument
from assistant.web.errors import OriginForbidden
from assistant.web.guard import MAX_BODY
from index.errors import SpeechError

PATH: Final = "/mcp"
_READS: Final = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

_Question = Annotated[str, Field(description=text("mcp.question"), max_length=LONGEST_QUESTION)]
_Earlier = Annotated[str, Field(max_length=LONGEST_QUESTION)]
_History = Annotated[list[_Earlier], Field(description=text("mcp.history"), max_length=MAX_TURNS)]
_Address = Annotated[str, Field(description=text("mcp.address"), max_length=200)]


class McpEndpoint:
    """The route ``/mcp``: streamable HTTP without sessions, so that a restart or a second process is no matter.

    Programs are served under whatever name they found the server by. A browser tells the
    site that its page is of, and only those of ``origins`` may call: another site that
    points its own name here (DNS rebinding) is not among them.
    """

    def __init__(self, desk: Desk, origins: tuple[str, ...] = ()) -> None:
        self._desk = desk
        self._origins = frozenset(origins)
        self._manager: StreamableHTTPSessionManager | None = None

    def route(self) -> Route:
        """The route, for the application's router."""
        return Route(PATH, self, methods=["POST"], include_in_schema=False)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Serves while the block runs."""
        server = mcp_server(self._desk)
        server.streamable_http_app(stateless_http=True, json_response=True, max_request_body_size=MAX_BODY, host="")
        async with server.session_manager.run():
            self._manager = server.session_manager
            yield
        self._manager = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._manager is None:
            raise RuntimeError("the application's lifespan has not begun")
        _refuse_other_sites(Headers(scope=scope), self._origins)
        await self._manager.handle_request(scope, receive, send)


def mcp_server(desk: Desk) -> MCPServer[Any]:
    """The server with its tools; what goes wrong is told in a sentence."""
    title = shown_title(desk.assistant)
    about = text("mcp.about", title=title) if title else text("mcp.about_untitled")
    server: MCPServer[Any] = MCPServer(
        "speech", text("web.name"), instructions=about, version=__version__, log_level="ERROR", subscriptions=False
    )

    @server.tool(title=text("mcp.ask_title"), description=text("mcp.ask"), annotations=_READS)
    async def ask(question: _Question, history: _History | None = None) -> AnswerDocument:
        try:
            answer = await desk.answer(question, history or ())
        except SpeechError as error:
            raise ToolError(explain(error)) from error
        return AnswerDocument.model_validate(answer.to_dict())

    @server.tool(title=text("mcp.read_title"), description=text("mcp.read"), annotations=_READS)
    async def read_section(address: _Address) -> PartDocument:
        try:
            return PartDocument.model_validate(part_form(desk.assistant.outline, address))
        except SpeechError as error:
            raise ToolError(explain(error)) from error

    return server


def _refuse_other_sites(headers: Headers, origins: frozenset[str]) -> None:
    """Passes programs, and pages of ``origins``.

    Raises:
        OriginForbidden: a browser sends this for a page of another site.
    """
    origin = headers.get("origin")
    if origin is not None and origin not in origins:
        raise OriginForbidden(origin=urlsplit(origin).netloc or origin)
