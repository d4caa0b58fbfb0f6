"""An answer that nobody waits for any more is not made to its end."""

import asyncio

from starlette.requests import ClientDisconnect, Request

from assistant.answer import Answer
from assistant.web.desk import Asked


async def unless_left(request: Request, asked: Asked) -> Answer:
    """The answer that ``asked`` ends in, unless who sent ``request`` leaves before: then it is stopped.

    Raises:
        ClientDisconnect: nobody waits any more.
    """
    leaving = asyncio.ensure_future(_left(request))

    def stop(done: "asyncio.Future[None]") -> None:
        if not done.cancelled():
            asked.stop(ClientDisconnect())

    leaving.add_done_callback(stop)
    try:
        return await asked.answer()
    finally:
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
