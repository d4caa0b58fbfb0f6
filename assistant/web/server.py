"""The server process: it ends in order, and the answers that are being made end first."""

import logging
import socket
import sys
from typing import Final

import uvicorn
from fastapi import FastAPI

from assistant.web.desk import Desk

_FAREWELL: Final = 1
"""Seconds for what was written last to get out, and until the streams that a page keeps open are cut."""
_IDLE: Final = 75
"""Seconds that an idle connection is kept: longer than proxies do (nginx: 60), which then never use a closed one."""
TURN: Final = 0.0005
"""Seconds that one thread works before another that waits has its turn; Python's own is ten times that."""


class GracefulServer(uvicorn.Server):
    """Serves ``app``; when it is told to end, the answers being made have ``grace`` seconds.

    Those that take longer end in an error that says so. A page keeps streams open as long
    as it is looked at: without this, they would hold each stop up for all of ``grace``.
    """

    def __init__(self, app: FastAPI, grace: float) -> None:
        # Answers keep the interpreter busy; who only wants to be let in, or told to come back, must not wait for it.
        sys.setswitchinterval(TURN)
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            # Who is a proxy is a setting; the application reads it.
            proxy_headers=False,
            timeout_graceful_shutdown=_FAREWELL,
            timeout_keep_alive=_IDLE,
        )
        super().__init__(config)
        self._desk: Desk = app.state.desk
        self._grace = grace

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Lets no one in any more, lets the answers end, then everything else."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        await self._desk.close(0 if self.force_exit else self._grace)
        # What is cut now is only what pages keep open: nothing to complain of.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)
