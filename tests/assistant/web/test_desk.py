import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence

import pytest

from assistant.answer import Event
from assistant.errors import QuestionEmpty
from assistant.generation.models import Stop
from assistant.web.desk import Bounds, Desk
from assistant.web.errors import AnswerTimeout, Busy, ServerStopping
from tests.assistant.web.scripted import LONG, RESERVOIRS, ScriptedAssistant, written


class Held(ScriptedAssistant):
    """Answers nothing until it is let; ``at_work`` counts the questions begun."""

    def __init__(self, text: str) -> None:
        super().__init__(text, written(text).script)
        self.gate = threading.Event()
        self.at_work = threading.Semaphore(0)

    def stream(
        self, question: str, history: Sequence[str] = (), *, lang: str = "zh", stop: Stop | None = None
    ) -> Iterator[Event]:
        self.at_work.release()
        assert self.gate.wait(60)
        yield from super().stream(question, history, lang=lang, stop=stop)


@pytest.fixture
def held(speech_text: str) -> Iterator[Held]:
    assistant = Held(speech_text)
    yield assistant
    assistant.gate.set()


def run(test: Callable[[Desk], Awaitable[None]], assistant: ScriptedAssistant, **bounds: float) -> None:
    async def within() -> None:
        desk = Desk(assistant, Bounds(**bounds))  # type: ignore[arg-type]
        try:
            await test(desk)
        finally:
            if isinstance(assistant, Held):
                assistant.gate.set()
            await desk.close()

    asyncio.run(within())


def test_more_than_may_wait_are_told_to_come_back(held: Held) -> None:
    async def test(desk: Desk) -> None:
        places = [desk.stream(RESERVOIRS) for _ in range(3)]
        for place in places:
            place.start()
        refused = desk.stream(RESERVOIRS)
        with pytest.raises(Busy) as caught:
            refused.start()
        assert caught.value.headers["retry-after"]
        assert len(desk.line) == 3
        held.gate.set()
        for place in places:
            assert [event.kind async for batch in place for event in batch][-1] == "answer"
        # Their places are free again.
        assert (await desk.answer(RESERVOIRS)).citations

    run(test, held, answers=1, waiting=2)


def test_whoever_leaves_while_waiting_is_never_asked_for(held: Held) -> None:
    async def test(desk: Desk) -> None:
        first, second = desk.stream(RESERVOIRS), desk.stream(LONG)
        first.start()
        async for _ in second:
            second.stop()
        held.gate.set()
        assert [event.kind async for batch in first for event in batch][-1] == "answer"

    run(test, held, answers=1, waiting=1)
    assert [question for question, _, _ in held.asked] == [RESERVOIRS]


def test_waiting_counts_into_the_time(held: Held) -> None:
    async def test(desk: Desk) -> None:
        results = await asyncio.gather(desk.answer(RESERVOIRS), desk.answer(LONG), return_exceptions=True)
        assert [type(result) for result in results] == [AnswerTimeout, AnswerTimeout]

    run(test, held, answers=1, waiting=1, seconds=0.05)


def test_an_answer_that_has_begun_has_its_whole_time(held: Held) -> None:
    async def test(desk: Desk) -> None:
        began = asyncio.get_running_loop().time()
        with pytest.raises(AnswerTimeout):
            await desk.answer(RESERVOIRS)
        assert asyncio.get_running_loop().time() - began > 0.25

    run(test, held, answers=1, waiting=0, patience=0.05, seconds=0.3)


def test_whoever_waits_too_long_for_a_turn_is_told_to_come_back(held: Held) -> None:
    async def test(desk: Desk) -> None:
        first = asyncio.create_task(desk.answer(RESERVOIRS))
        assert await asyncio.to_thread(held.at_work.acquire, timeout=60)
        with pytest.raises(Busy):
            await desk.answer(LONG)
        held.gate.set()
        assert (await first).citations

    run(test, held, answers=1, waiting=5, patience=0.05)


def test_when_it_closes_what_is_being_answered_ends_in_an_error_and_nothing_begins(held: Held) -> None:
    async def test(desk: Desk) -> None:
        asking = asyncio.create_task(desk.answer(RESERVOIRS))
        assert await asyncio.to_thread(held.at_work.acquire, timeout=60)
        await desk.close()
        with pytest.raises(ServerStopping):
            await asking
        with pytest.raises(ServerStopping):
            await desk.answer(RESERVOIRS)

    run(test, held)


def test_what_ends_within_the_grace_is_whole(held: Held) -> None:
    async def test(desk: Desk) -> None:
        asking = asyncio.create_task(desk.answer(RESERVOIRS))
        assert await asyncio.to_thread(held.at_work.acquire, timeout=60)
        asyncio.get_running_loop().call_later(0.05, held.gate.set)
        await desk.close(60)
        assert (await asking).citations

    run(test, held)


@pytest.mark.parametrize("fault", [RuntimeError("inner"), QuestionEmpty()])
def test_what_the_assistant_raises_reaches_whoever_asked(speech_text: str, fault: Exception) -> None:
    assistant = written(speech_text)
    assistant.script["坏"] = fault

    async def test(desk: Desk) -> None:
        with pytest.raises(type(fault)):
            await desk.answer("坏")

    run(test, assistant)
