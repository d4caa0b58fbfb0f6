"""By which names the server lets itself be called: a site that points its own name here (DNS rebinding) finds none."""

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.errors import HostUnknown
from assistant.web.problem import refusal


class KnownHosts:
    """Wraps ``app``: who calls the server by a name that is not one of ``names`` is refused; without any, nobody is.

    Addresses and localhost always pass: nobody can point those elsewhere.
    """

    def __init__(self, app: ASGIApp, names: Sequence[str] = ()) -> None:
        self.app = app
        self.names = frozenset(names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.names and scope["type"] == "http":
            name = name_of(Headers(scope=scope).get("host", ""))
            if name not in self.names and name != "localhost" and not _is_address(name):
                await refusal(HostUnknown(host=name), scope)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def name_of(host: str) -> str:
    """The name in a header ``Host``, without its port; "" where there is none.

    >>> name_of("QA.intranet:7860"), name_of("[::1]:7860"), name_of("[")
    ('qa.intranet', '::1', '')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
