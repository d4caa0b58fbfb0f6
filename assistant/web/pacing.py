"""Events in batches: a page need not be drawn for each word of a stream, nor a thread woken for it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor
from typing import Generic, TypeVar

T = TypeVar("T")


class Batches(Generic[T]):
    """Runs ``source`` in a thread of ``pool`` and gives what came in each ``pause`` seconds.

    What comes within the first ``pause`` and ends there is a single batch, so that a quick
    answer is drawn once and costs one change of threads, not one an event.
    """

    def __init__(
        self, source: Iterator[T], pause: float, pool: Executor, *, on_stop: Callable[[], None] = lambda: None
    ) -> None:
        """Takes ``on_stop``, which tells a source that waits for its next item that nobody waits any more."""
        self._source = source
        self._pause = pause
        self._pool = pool
        self._arrived: list[T] = []
        self._stopped = threading.Event()
        self._wake = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._on_stop = on_stop
        self._work: asyncio.Future[None] | None = None
        self._reason: Exception | None = None
        self.begun = False

    def start(self) -> "asyncio.Future[None]":
        """Hands the source to the pool, once; what is returned is done when the source has ended.

        Raises:
            Exception: whatever the pool raises where it takes no more.
        """
        if self._work is None:
            self._work = self._loop.run_in_executor(self._pool, self._run)
            self._work.add_done_callback(lambda _: self._wake.set())
        return self._work

    def stop(self, reason: Exception | None = None) -> None:
        """Ends the batches now, with ``reason`` if there is one; the source ends at its next item or by ``on_stop``."""
        self._reason = self._reason or reason
        self._stopped.set()
        self._on_stop()
        self._wake.set()

    async def __aiter__(self) -> AsyncIterator[list[T]]:
        """The batches, empty where nothing came: so a page can show that it waits.

        Raises:
            Exception: whatever the source raises, or what it was stopped for, after the batch before it.
        """
        work = self.start()
        try:
            while not work.done() and not self._stopped.is_set():
                try:
                    async with asyncio.timeout(self._pause):
                        await self._wake.wait()
                except TimeoutError:
                    yield self._take()
            if last := self._take():
                yield last
            self._end(work)
        finally:
            self._leave(work)

    async def whole(self) -> list[T]:
        """All that comes, once it has ended or was stopped; raises what iterating does."""
        work = self.start()
        try:
            await self._wake.wait()
            self._end(work)
            return self._take()
        finally:
            self._leave(work)

    def _end(self, work: "asyncio.Future[None]") -> None:
        if work.done():
            work.result()
        elif self._reason:
            raise self._reason

    def _leave(self, work: "asyncio.Future[None]") -> None:
        self._stopped.set()
        self._on_stop()
        # Where it has not begun it never will; what the source still raises concerns nobody any more.
        work.add_done_callback(lambda done: done.cancelled() or done.exception())
        work.cancel()

    def _take(self) -> list[T]:
        taken, self._arrived = self._arrived, []
        return taken

    def _run(self) -> None:
        try:
            if self._stopped.is_set():
                return
            self.begun = True
            for item in self._source:
                if self._stopped.is_set():
                    break
                self._arrived.append(item)
        finally:
            if close := getattr(self._source, "close", None):
                close()
