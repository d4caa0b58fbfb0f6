"""Where every question is handed in: so many are answered at a time, so many wait, the next is told to come back.

Page and API share it. An answer is work for the processor, so more threads than a few
only get into each other's way; and a line that is as long as anyone cares to wait gives
everybody an answer or a clear "busy".
"""

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar

from assistant.answer import Answer, Event
from assistant.generation.models import Stop
from assistant.messages import Lang
from assistant.web.backend import Backend
from assistant.web.errors import AnswerTimeout, Busy, ServerStopping
from assistant.web.pacing import Batches
from index.errors import SpeechError

PAUSE: Final = 0.05
"""Seconds between two batches of an answer that is still being written."""

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many answers are made at a time, how many questions wait, and seconds that one may take, waiting included.

    Whoever has waited ``patience`` seconds without having a turn is told to come back: on a
    slow machine a line is long before it is full.
    """

    answers: int = 2
    waiting: int = 100
    seconds: float = 150.0
    patience: float = 15.0

    @property
    def places(self) -> int:
        """How many questions there may be at a time."""
        return self.answers + self.waiting


class Line(ThreadPoolExecutor):
    """So many threads, and so many who wait for one, first come, first served."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__(bounds.answers, thread_name_prefix="answer")
        self._places = bounds.places
        self._taken = 0
        self._ended = False
        self._count = threading.Lock()

    def __len__(self) -> int:
        """How many are served or wait."""
        return self._taken

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """As any executor's.

        Raises:
            Busy: no place is left. ServerStopping: it takes no more.
        """
        with self._count:
            if self._ended:
                raise ServerStopping
            if self._taken >= self._places:
                raise Busy
            self._taken += 1
        future = super().submit(fn, *args, **kwargs)
        future.add_done_callback(self._leave)
        return future

    def end(self) -> None:
        """Takes no more; who has a place keeps it."""
        with self._count:
            self._ended = True

    def _leave(self, _: object) -> None:
        with self._count:
            self._taken -= 1


class Asked(Batches[Event]):
    """The events of one question, which takes its place in the line when it starts."""

    def __init__(self, desk: "Desk", source: Iterator[Event], stop: Stop) -> None:
        super().__init__(source, PAUSE, desk.line, on_stop=stop.set)
        self._desk = desk

    def start(self) -> "asyncio.Future[None]":
        """Takes the place, once.

        Raises:
            Busy: there is none. ServerStopping: the server ends.
        """
        if self._work is None:
            self._desk.watch(self, super().start())
        return super().start()

    async def answer(self) -> Answer:
        """What they end in; raises what iterating does."""
        for event in await self.whole():
            if event.kind == "answer":
                answer: Answer = event.data["answer"]
                return answer
        raise SpeechError


class Desk:
    """Takes questions for ``assistant`` within ``bounds``."""

    def __init__(self, assistant: Backend, bounds: Bounds | None = None) -> None:
        self.assistant = assistant
        self.bounds = bounds or Bounds()
        self.line = Line(self.bounds)
        self._open: set[Asked] = set()

    def stream(self, question: str, history: Sequence[str] = (), *, lang: Lang = "zh") -> Asked:
        """The events of an answer; its place is taken with ``start``, or with the first batch.

        Iterating raises what the assistant raises, and:
            Busy: there is no place. AnswerTimeout: it took too long. ServerStopping: the server ends.
        """
        stop = Stop()
        return Asked(self, self._events(question, history, lang, stop), stop)

    async def answer(self, question: str, history: Sequence[str] = (), *, lang: Lang = "zh") -> Answer:
        """The whole answer; raises what :meth:`stream` does."""
        return await self.stream(question, history, lang=lang).answer()

    async def close(self, grace: float = 0.0) -> None:
        """Takes nothing more, lets what is being answered end within ``grace`` seconds, and ends what is not."""
        self.line.end()
        deadline = asyncio.get_running_loop().time() + grace
        while len(self.line) and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.02)
        for asked in list(self._open):
            asked.stop(ServerStopping())
        self.line.shutdown(wait=False, cancel_futures=True)

    def _events(self, question: str, history: Sequence[str], lang: Lang, stop: Stop) -> Iterator[Event]:
        # A generator: what the assistant refuses at once is raised to whoever reads the events, too.
        yield from self.assistant.stream(question, history, lang=lang, stop=stop)

    def watch(self, asked: Asked, work: "asyncio.Future[None]") -> None:
        """Keeps ``asked`` within its time until its ``work`` is done."""
        self._open.add(asked)
        loop = asyncio.get_running_loop()
        left = self.bounds.seconds - self.bounds.patience

        def late() -> None:
            asked.stop(AnswerTimeout(limit=self.bounds.seconds))

        def hurry() -> None:
            if asked.begun:
                alarms.append(loop.call_later(left, late))
            else:
                asked.stop(Busy())

        def ended(_: object) -> None:
            for alarm in alarms:
                alarm.cancel()
            self._open.discard(asked)

        first = (self.bounds.patience, hurry) if left > 0 else (self.bounds.seconds, late)
        alarms = [loop.call_later(*first)]
        work.add_done_callback(ended)
