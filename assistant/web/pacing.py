"""Events in batches: a page need not be drawn for each word of a stream."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def batches(source: AsyncIterator[T], pause: float, stop: asyncio.Event) -> AsyncIterator[list[T]]:
    """What ``source`` gave in each ``pause`` seconds; empty where it gave nothing.

    What comes within the first ``pause`` and ends there is a single batch, so a quick
    answer is drawn once. Ends early when ``stop`` is set; ``source`` is closed in any case.

    Raises:
        Exception: whatever ``source`` raises, after the batch before it.
    """
    clock = asyncio.get_running_loop().time
    stopped = asyncio.ensure_future(stop.wait())
    following = asyncio.ensure_future(anext(source))
    batch: list[T] = []
    due = clock() + pause
    try:
        while not stop.is_set():
            await asyncio.wait(
                {stopped, following}, timeout=max(0.0, due - clock()), return_when=asyncio.FIRST_COMPLETED
            )
            if following.done() and not stop.is_set():
                try:
                    batch.append(following.result())
                except StopAsyncIteration:
                    break
                following = asyncio.ensure_future(anext(source))
            if clock() >= due:
                yield batch
                batch, due = [], clock() + pause
        if batch:
            yield batch
    finally:
        for task in (stopped, following):
            task.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration, Exception):
                await task
        if close := getattr(source, "aclose", None):
            await close()
