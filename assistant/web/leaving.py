"""An answer that nobody waits for any more is not made to its end."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from starlette.requests import ClientDisconnect, Request

from assistant.answer import Answer


async def unless_left(request: Request, answer: Coroutine[Any, Any, Answer]) -> Answer:
    """What ``answer`` gives, unless who sent ``request`` leaves before: then it is stopped.

    Raises:
        ClientDisconnect: nobody waits any more.
    """
    making, leaving = asyncio.ensure_future(answer), asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait((making, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not making.done():
            raise ClientDisconnect
        return making.result()
    finally:
        making.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
