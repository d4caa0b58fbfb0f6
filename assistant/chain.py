"""The retrieval chain: condense, retrieve, answer; one for every face of the product.

The steps are LangChain runnables, joined once in the expression language. An answer
can be taken whole (:meth:`Assistant.ask`) or as events while it is made
(:meth:`Assistant.stream`); both run the same steps.
"""

import math
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from anyio import to_thread
from langchain_core.runnables import Runnable, RunnableConfig

from assistant.answer import Answer, Event
from assistant.errors import QuestionEmpty, QuestionTooLong
from assistant.evidence import Evidence, merged, read_evidence
from assistant.extraction.extractive import ExtractiveAnswerer
from assistant.extraction.suggestions import suggest
from assistant.generation.condensing import condense_by_model
from assistant.generation.generative import GenerativeAnswerer, Request
from assistant.generation.models import Stop, Stopped, Writer
from assistant.messages import Lang
from assistant.understanding.abbreviations import written_out
from assistant.understanding.condense import Condensed, condense_question
from assistant.understanding.question import read_question
from assistant.verification.verify import verify
from index.outline import Outline
from index.rerank import Reranker
from index.retriever import HybridRetriever, SpeechIndex

LONGEST_QUESTION: Final = 500
LONGEST_HISTORY: Final = 20
_WHOLE_SHARE = 0.5
"""How much the whole question counts beside one of its parts, so that a part keeps its subject."""


@dataclass(frozen=True)
class State:
    """What is known of a question at each step on its way."""

    question: str
    history: tuple[str, ...] = ()
    lang: Lang = "zh"
    id: str | None = None
    condensed: Condensed | None = None
    evidence: tuple[Evidence, ...] = ()
    answer: Answer | None = None
    latency_ms: dict[str, float] = field(default_factory=dict)
    until: float = math.inf
    stop: Stop = field(default_factory=Stop)


class Step(Runnable[State, State]):
    """One function of the chain under its name.

    LangChain's own ``RunnableLambda`` finds out at each call, twice over, what its function takes.
    """

    def __init__(self, name: str, function: Callable[[State], State]) -> None:
        self.name = name
        self._function = function

    def invoke(self, input: State, config: RunnableConfig | None = None, **kwargs: Any) -> State:
        """What the function makes of ``input``; who listens to the runs hears of it."""
        return self._call_with_config(self._function, input, config, **kwargs)


class Assistant:
    """Answers questions over one document. Safe to use from several threads.

    With a ``writer`` a language model writes the answers; without one, and where the
    model fails, they are the document's own sentences. A ``reranker`` puts the best passages in order.
    """

    def __init__(
        self,
        speech: SpeechIndex,
        title: str,
        *,
        source: Path | None = None,
        writer: Writer | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.outline: Outline = speech.outline
        self.title = title
        self.source = source
        self._speech = speech
        self._retriever = HybridRetriever(speech=speech, reranker=reranker)
        self._answerer = ExtractiveAnswerer(speech.outline)
        self.writer = writer
        self._generative = GenerativeAnswerer(writer, self._answerer) if writer else None
        self.steps: dict[str, Runnable[State, State]] = {
            "condense": Step("condense", self._condense),
            "retrieve": Step("retrieve", self._retrieve),
            "answer": Step("answer", self._answer),
            "verify": Step("verify", self._verify),
        }
        first, *rest = self.steps.values()
        self.chain: Runnable[State, State] = first
        for step in rest:
            self.chain = self.chain | step

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.title!r}, {self._speech!r})"

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        id: str | None = None,
        lang: Lang = "zh",
    ) -> Answer:
        """The answer to ``question``; ``history`` are the earlier questions, oldest first.

        Raises:
            QuestionEmpty: there is nothing in it.
            QuestionTooLong: it has more than 500 characters.
        """
        for event in self.stream(question, history, id=id, lang=lang):
            if event.kind == "answer":
                answer: Answer = event.data["answer"]
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        id: str | None = None,
        lang: Lang = "zh",
        stop: Stop | None = None,
    ) -> Iterator[Event]:
        """The events of an answer: each stage as it begins, the sentences, then the answer.

        Closing the iterator ends a request to a language model, too; from another thread, setting ``stop`` does.

        Raises:
            QuestionEmpty, QuestionTooLong: before the first event.
        """
        earlier, stop = tuple(history)[-LONGEST_HISTORY:], stop or Stop()
        return self._events(State(_checked(question), earlier, lang, id, until=self._until(), stop=stop))

    async def astream(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        id: str | None = None,
        lang: Lang = "zh",
    ) -> AsyncIterator[Event]:
        """:meth:`stream` for an event loop: the steps run in a thread beside it.

        Cancelling it, or closing the iterator, ends a request to a language model at once.
        """
        state = State(_checked(question), tuple(history)[-LONGEST_HISTORY:], lang, id, until=self._until())
        events = self._events(state)
        try:
            # A thread can't be cancelled: it is left behind, and told that nobody waits.
            while (event := await to_thread.run_sync(next, events, None, abandon_on_cancel=True)) is not None:
                yield event
        finally:
            state.stop.set()
            with suppress(ValueError):  # the thread that was left behind is still in it, and ends it itself
                events.close()

    def _until(self) -> float:
        return time.monotonic() + self.writer.deadlines.total if self.writer else math.inf

    def _events(self, state: State) -> Generator[Event, None, None]:
        began = time.perf_counter()
        try:
            for name, step in self.steps.items():
                yield Event("stage", {"name": name})
                start = time.perf_counter()
                if name == "answer" and self._generative:
                    state = yield from self._written(self._generative, state)
                else:
                    state = step.invoke(state)
                state.latency_ms[name] = (time.perf_counter() - start) * 1000
        except Stopped:
            return
        assert state.answer is not None
        suggestions = suggest(state.answer, state.history, self._answerer)
        total = {"total": (time.perf_counter() - began) * 1000} | state.latency_ms
        answer = replace(state.answer, id=state.id, latency_ms=total, suggestions=suggestions, lang=state.lang)
        if not self._generative:
            for sentence in answer.sentences:
                yield Event("token", {"text": sentence.marked()})
        yield Event("answer", {"answer": answer})

    def _written(self, answerer: GenerativeAnswerer, state: State) -> Generator[Event, None, State]:
        """The events while a model writes, and the state with its answer."""
        assert state.condensed is not None
        condensed = state.condensed
        request = Request(
            state.question, condensed.text, condensed.asking, state.evidence, state.lang, state.until, state.stop
        )
        for item in answerer.stream(request):
            if isinstance(item, Answer):
                return replace(state, answer=replace(item, understood=condensed.shown))
            yield item
        raise AssertionError("an answer ends in an answer")

    def retrieve(self, question: str, history: Sequence[str] = ()) -> tuple[Condensed, tuple[Evidence, ...]]:
        """What ``question`` is taken to mean and what is found for each of its parts; no answer."""
        state = self._retrieve(self._condense(State(question, tuple(history))))
        assert state.condensed is not None
        return state.condensed, state.evidence

    def check(self) -> None:
        """Passes while questions can be answered.

        Raises:
            StorageError: the index is closed, damaged or out of reach.
        """
        self._speech.check()

    def close(self) -> None:
        """Lets go of the index and of the model."""
        if self.writer:
            self.writer.close()
        self._speech.close()

    def _condense(self, state: State) -> State:
        if self.writer:
            found = condense_by_model(state.question, state.history, self.writer, until=state.until, stop=state.stop)
            return replace(state, condensed=found)
        return replace(state, condensed=condense_question(state.question, state.history))

    def _retrieve(self, state: State) -> State:
        assert state.condensed is not None
        condensed = state.condensed
        parts = read_question(condensed.asking).parts
        queries = [condensed.text]
        if condensed.background:
            queries.append(state.question)
        if len(parts) > 1:
            queries += (part.text for part in parts)
        whole, *found = self._search(queries)
        if condensed.background:
            # The follow-up's own words count twice: they say what is new in it.
            whole = merged(condensed.text, [(whole, 1.0), (found.pop(0), 1.0)])
        each = [merged(part.query, [(whole, _WHOLE_SHARE), (part, 1.0)]) for part in found]
        return replace(state, evidence=tuple(each) or (whole,))

    def _answer(self, state: State) -> State:
        if self._generative:
            # The joined chain has no use for what happens on the way.
            return _result(self._written(self._generative, state))
        assert state.condensed is not None
        condensed = state.condensed
        answer = self._answerer.answer(state.question, condensed.text, condensed.asking, state.evidence, state.lang)
        return replace(state, answer=replace(answer, understood=condensed.shown))

    def _verify(self, state: State) -> State:
        assert state.answer is not None
        verify(state.answer, self.outline)
        return state

    def _search(self, queries: Sequence[str]) -> list[Evidence]:
        """What is found for each of ``queries``."""
        found = self._retriever.batch([written_out(query, self.outline.text) for query in queries])
        return [read_evidence(query, documents, self.outline) for query, documents in zip(queries, found, strict=True)]


def _result(steps: Generator[Event, None, State]) -> State:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            state: State = end.value
            return state


def _checked(question: str) -> str:
    if not question.strip():
        raise QuestionEmpty
    if len(question) > LONGEST_QUESTION:
        raise QuestionTooLong(limit=LONGEST_QUESTION, length=len(question))
    return question.strip()
