"""Who asks: the address, and behind the portal's proxy the user; and how often each may."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address, ip_network
from threading import Timer
from typing import Final

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.types import Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.web.errors import RateExceeded

LONGEST_NAME: Final = 200
SWEPT: Final = 10.0
"""Seconds between two looks at what has expired."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request comes from; ``user`` is "" where nobody trusted tells."""

    address: str
    user: str = ""


def visitor_of(scope: Scope) -> Visitor:
    """Whose request it is, as the guard in front has found."""
    visitor = scope["visitor"]
    if not isinstance(visitor, Visitor):
        raise TypeError(visitor)
    return visitor


class Reception:
    """Reads the visitor off a request.

    Only what one of ``proxies`` (addresses and networks) sends is believed: the visitor's
    address and protocol in X-Forwarded-For and X-Forwarded-Proto, the user's name in ``header``.
    """

    def __init__(self, proxies: Sequence[str] = (), header: str | None = None) -> None:
        self._networks = [ip_network(one, strict=False) for one in proxies]
        self._header = header
        self._forwarded = ProxyHeadersMiddleware(_nothing, list(proxies))
        self._trusts = lru_cache(1024)(self._is_proxy)

    async def receive(self, scope: Scope) -> Visitor:
        """The visitor; ``scope`` says afterwards what the visitor's own connection was."""
        peer = scope["client"][0] if scope.get("client") else ""
        if not self._trusts(peer):
            return Visitor(peer)
        user = Headers(scope=scope).get(self._header, "")[:LONGEST_NAME] if self._header else ""
        await self._forwarded(scope, _no_message, _no_message)  # type: ignore[arg-type]
        return Visitor(scope["client"][0] if scope.get("client") else "", user)

    def _is_proxy(self, peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        return any(address in network for network in self._networks)


class Sweep(Timer):
    """Stands for the timer of a storage, which would be a new thread for nearly every request.

    Whoever asks whether it still runs sweeps out what has expired, once in ``interval`` seconds.
    """

    def __init__(self, interval: float, function: Callable[[], object]) -> None:
        super().__init__(interval, function)
        self._due = time.monotonic() + interval

    def is_alive(self) -> bool:
        """Always: nothing needs to be started."""
        if (now := time.monotonic()) >= self._due:
            self._due = now + self.interval
            self.function()
        return True


class Rates:
    """Counts what is asked, in this process: by user where one is known, and by address."""

    def __init__(self, by_user: str, by_address: str) -> None:
        self._limits: dict[str, RateLimitItem] = {"user": parse(by_user), "address": parse(by_address)}
        storage = MemoryStorage()
        storage.timer.cancel()
        storage.timer = Sweep(SWEPT, storage.timer.function)
        self._window = MovingWindowRateLimiter(storage)

    def count(self, visitor: Visitor) -> None:
        """Counts one request of ``visitor``.

        Raises:
            RateExceeded: it is one too many.
        """
        for kind, name in (("user", visitor.user), ("address", visitor.address)):
            if name and not self._window.hit(self._limits[kind], kind, name):
                free = self._window.get_window_stats(self._limits[kind], kind, name).reset_time
                raise RateExceeded(seconds=max(1, math.ceil(free - time.time())))


async def _nothing(scope: object, receive: object, send: object) -> None:
    """The application behind what only rewrites a scope."""


async def _no_message(*_: object) -> None:
    """Nothing is received or sent meanwhile."""
