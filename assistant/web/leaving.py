"""An answer that nobody waits for any more is not made to its end."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.requests import ClientDisconnect, Request

from assistant.web.pacing import Batches


@contextmanager
def stopped_when_left(request: Request, batches: Batches[Any]) -> Iterator[None]:
    """Stops ``batches`` with a ``ClientDisconnect`` when who sent ``request`` leaves while they are waited for."""
    leaving = asyncio.ensure_future(_left(request))

    def stop(done: "asyncio.Future[None]") -> None:
        if not done.cancelled():
            batches.stop(ClientDisconnect())

    leaving.add_done_callback(stop)
    try:
        yield
    finally:
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
