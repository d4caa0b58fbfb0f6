import asyncio
from collections.abc import AsyncIterator

import pytest

from assistant.web.pacing import batches


class Source:
    """Gives ``items``, the numbers among them as pauses; ``closed`` tells that it was let go of in order."""

    def __init__(self, *items: str | float | Exception) -> None:
        self.items = items
        self.closed = False

    async def __aiter__(self) -> AsyncIterator[str]:  # type: ignore[override]
        try:
            for item in self.items:
                if isinstance(item, float):
                    await asyncio.sleep(item)
                elif isinstance(item, Exception):
                    raise item
                else:
                    yield item
        finally:
            self.closed = True


async def collect(source: Source, pause: float = 0.1, stop_after: float | None = None) -> list[list[str]]:
    stop = asyncio.Event()
    if stop_after is not None:
        asyncio.get_running_loop().call_later(stop_after, stop.set)
    return [batch async for batch in batches(source.__aiter__(), pause, stop)]


def test_a_quick_source_is_one_batch() -> None:
    assert asyncio.run(collect(Source("a", "b", "c"), pause=5.0)) == [["a", "b", "c"]]


def test_a_slow_source_is_told_of_before_it_says_anything() -> None:
    found = asyncio.run(collect(Source(0.25, "a")))
    assert found[0] == []
    assert found[-1] == ["a"]


def test_what_comes_between_two_drawings_comes_together() -> None:
    found = asyncio.run(collect(Source("a", "b", 0.3, "c", "d")))
    assert [batch for batch in found if batch] == [["a", "b"], ["c", "d"]]


def test_stopping_ends_a_source_that_has_more_to_say() -> None:
    source = Source("a", 60.0, "b")
    found = asyncio.run(collect(source, stop_after=0.3))
    assert [word for batch in found for word in batch] == ["a"]
    assert source.closed


def test_an_error_comes_through() -> None:
    source = Source("a", ValueError("broken"))
    with pytest.raises(ValueError, match="broken"):
        asyncio.run(collect(source))
    assert source.closed


def test_a_reader_who_leaves_closes_the_source() -> None:
    source = Source("a", 60.0)

    async def leave() -> None:
        async with asyncio.timeout(0.3):
            await collect(source, pause=60.0)

    with pytest.raises(TimeoutError):
        asyncio.run(leave())
    assert source.closed
