"""The retrieval chain: condense, retrieve, answer; one for every face of the product.

The steps are LangChain runnables, joined once in the expression language. An answer
can be taken whole (:meth:`Assistant.ask`) or as events while it is made
(:meth:`Assistant.stream`); both run the same steps.
"""

import time
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from langchain_core.runnables import Runnable, RunnableLambda
from starlette.concurrency import iterate_in_threadpool

from assistant.abbreviations import written_out
from assistant.answer import Answer, Event
from assistant.condense import Condensed, condense_question
from assistant.errors import QuestionEmpty, QuestionTooLong
from assistant.evidence import Evidence, merged, read_evidence
from assistant.extractive import ExtractiveAnswerer
from assistant.messages import Lang
from assistant.question import read_question
from assistant.verify import verify
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


class Assistant:
    """Answers questions over one document. Safe to use from several threads."""

    def __init__(
        self, speech: SpeechIndex, title: str, *, source: Path | None = None, reranker: Reranker | None = None
    ) -> None:
        self.outline: Outline = speech.outline
        self.title = title
        self.source = source
        self._speech = speech
        self._retriever = HybridRetriever(speech=speech, reranker=reranker)
        self._answerer = ExtractiveAnswerer(speech.outline)
        self.steps: dict[str, Runnable[State, State]] = {
            "condense": RunnableLambda(self._condense),
            "retrieve": RunnableLambda(self._retrieve),
            "answer": RunnableLambda(self._answer),
            "verify": RunnableLambda(self._verify),
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
    ) -> Iterator[Event]:
        """The events of an answer: each stage as it begins, the sentences, then the answer.

        Raises:
            QuestionEmpty, QuestionTooLong: before the first event.
        """
        state = State(_checked(question), tuple(history)[-LONGEST_HISTORY:], lang, id)
        began = time.perf_counter()
        for name, step in self.steps.items():
            yield Event("stage", {"name": name})
            start = time.perf_counter()
            state = step.invoke(state)
            state.latency_ms[name] = (time.perf_counter() - start) * 1000
        assert state.answer is not None
        total = {"total": (time.perf_counter() - began) * 1000} | state.latency_ms
        answer = replace(state.answer, id=id, latency_ms=total)
        for sentence in answer.sentences:
            yield Event("token", {"text": sentence.marked()})
        yield Event("answer", {"answer": answer})

    async def astream(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        id: str | None = None,
        lang: Lang = "zh",
    ) -> AsyncIterator[Event]:
        """:meth:`stream` for an event loop: the steps run in a thread beside it."""
        async for event in iterate_in_threadpool(self.stream(question, history, id=id, lang=lang)):
            yield event

    def retrieve(self, question: str, history: Sequence[str] = ()) -> tuple[Condensed, tuple[Evidence, ...]]:
        """What ``question`` is taken to mean and what is found for each of its parts; no answer."""
        state = self._retrieve(self._condense(State(question, tuple(history))))
        assert state.condensed is not None
        return state.condensed, state.evidence

    def close(self) -> None:
        """Lets go of the index."""
        self._speech.close()

    def _condense(self, state: State) -> State:
        return replace(state, condensed=condense_question(state.question, state.history))

    def _retrieve(self, state: State) -> State:
        assert state.condensed is not None
        condensed = state.condensed
        whole = self._search(condensed.text)
        if condensed.background:
            # The follow-up's own words count twice: they say what is new in it.
            whole = merged(condensed.text, [(whole, 1.0), (self._search(state.question), 1.0)])
        parts = read_question(condensed.asking).parts
        if len(parts) == 1:
            return replace(state, evidence=(whole,))
        found = [merged(part, [(whole, _WHOLE_SHARE), (self._search(part), 1.0)]) for part in parts]
        return replace(state, evidence=tuple(found))

    def _answer(self, state: State) -> State:
        assert state.condensed is not None
        condensed = state.condensed
        answer = self._answerer.answer(state.question, condensed.text, condensed.asking, state.evidence, state.lang)
        return replace(state, answer=answer)

    def _verify(self, state: State) -> State:
        assert state.answer is not None
        verify(state.answer, self.outline)
        return state

    def _search(self, query: str) -> Evidence:
        documents = self._retriever.invoke(written_out(query, self.outline.text))
        return read_evidence(query, documents, self.outline)


def _checked(question: str) -> str:
    if not question.strip():
        raise QuestionEmpty
    if len(question) > LONGEST_QUESTION:
        raise QuestionTooLong(limit=LONGEST_QUESTION, length=len(question))
    return question.strip()
