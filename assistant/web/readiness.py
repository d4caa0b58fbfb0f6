"""Whether questions can be answered now, looked into at most once in a while."""

import asyncio
import logging
import time
from typing import Final

from starlette.concurrency import run_in_threadpool

from assistant.messages import explain
from assistant.web.backend import Backend
from assistant.web.errors import NotReady
from index.errors import SpeechError

_KEPT: Final = 2.0
"""Seconds that a finding holds: however many ask, looking costs little."""

_log = logging.getLogger(__name__)


class Readiness:
    """Looks into ``assistant`` and remembers what it found."""

    def __init__(self, assistant: Backend) -> None:
        self._assistant = assistant
        self._looking = asyncio.Lock()
        self._until = 0.0
        self._fault: SpeechError | None = None

    async def check(self) -> None:
        """Passes while the assistant can answer.

        Raises:
            NotReady: it cannot.
        """
        async with self._looking:
            if time.monotonic() >= self._until:
                self._fault = await run_in_threadpool(self._look)
                self._until = time.monotonic() + _KEPT
        if self._fault:
            raise NotReady(reason=self._fault.code)

    def _look(self) -> SpeechError | None:
        try:
            self._assistant.check()
        except SpeechError as error:
            _log.warning("not ready: %s", explain(error))
            return error
        return None
