import asyncio
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.web.pacing import Batches


class Source:
    """Gives ``items``, the numbers among them as pauses; ``closed`` tells that it was let go of in order."""

    def __init__(self, *items: str | float | Exception) -> None:
        self.items = items
        self.closed = False

    def __iter__(self) -> Iterator[str]:
        try:
            for item in self.items:
                if isinstance(item, float):
                    time.sleep(item)
                elif isinstance(item, Exception):
                    raise item
                else:
                    yield item
        finally:
            self.closed = True


def collect(source: Source, pause: float = 0.1, stop_after: float | None = None) -> list[list[str]]:
    """All batches of ``source``; its thread has ended when they are here."""

    async def run(pool: ThreadPoolExecutor) -> list[list[str]]:
        batches = Batches(iter(source), pause, pool)
        if stop_after is not None:
            asyncio.get_running_loop().call_later(stop_after, batches.stop)
        return [batch async for batch in batches]

    with ThreadPoolExecutor(1) as pool:
        return asyncio.run(run(pool))


def test_a_quick_source_is_one_batch() -> None:
    assert collect(Source("a", "b", "c"), pause=5.0) == [["a", "b", "c"]]


def test_a_slow_source_is_told_of_before_it_says_anything() -> None:
    found = collect(Source(0.4, "a"))
    assert found[0] == []
    assert found[-1] == ["a"]


def test_what_comes_between_two_drawings_comes_together() -> None:
    found = collect(Source("a", "b", 0.5, "c", "d"))
    assert [batch for batch in found if batch] == [["a", "b"], ["c", "d"]]


def test_stopping_ends_the_batches_at_once_and_the_source_at_its_next_item() -> None:
    source = Source("a", 1.0, "b", 60.0, "c")
    began = time.monotonic()
    found = collect(source, stop_after=0.3)
    assert [word for batch in found for word in batch] == ["a"]
    assert source.closed
    assert time.monotonic() - began < 20


def test_a_source_that_waits_is_told_of_the_stop() -> None:
    told = threading.Event()

    def source() -> Iterator[str]:
        yield "a"
        assert told.wait(60)

    async def run(pool: ThreadPoolExecutor) -> list[str]:
        batches = Batches(source(), 0.05, pool, on_stop=told.set)
        words = []
        async for batch in batches:
            words.extend(batch)
            if words:
                batches.stop()
        return words

    with ThreadPoolExecutor(1) as pool:
        assert asyncio.run(run(pool)) == ["a"]


def test_an_error_comes_through_after_what_came_before_it() -> None:
    source, words = Source("a", ValueError("broken")), []

    async def run(pool: ThreadPoolExecutor) -> None:
        async for batch in Batches(iter(source), 5.0, pool):
            words.extend(batch)

    with ThreadPoolExecutor(1) as pool, pytest.raises(ValueError, match="broken"):
        asyncio.run(run(pool))
    assert words == ["a"]
    assert source.closed


def test_a_reader_who_leaves_ends_the_source() -> None:
    source = Source("a", 0.5, "b", 60.0)

    async def leave(pool: ThreadPoolExecutor) -> None:
        async with asyncio.timeout(0.2):
            async for _ in Batches(iter(source), 60.0, pool):
                pass

    with ThreadPoolExecutor(1) as pool, pytest.raises(TimeoutError):
        asyncio.run(leave(pool))
    assert source.closed
