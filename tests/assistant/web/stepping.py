"""A model's answer played event by event: a test lets each come, and looks at the page in between."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerSentence, Citation, Event
from assistant.generation.models import Stop
from index.outline import Outline
from tests.assistant.web.scripted import ScriptedAssistant, cited

SUMMARY = "水库和公路各建了多少？"


class SteppingAssistant(ScriptedAssistant):
    """Plays the ``events`` of a question, each only after :meth:`let`; any other question is answered at once."""

    def __init__(self, text: str, script: Mapping[str, Answer | Exception]) -> None:
        super().__init__(text, script)
        self.events: dict[str, list[Event]] = {SUMMARY: events_of_a_model(self.outline)}
        self._gate = threading.Semaphore(0)

    def let(self, count: int = 1) -> None:
        """The next ``count`` events may come."""
        self._gate.release(count)

    def stream(
        self, question: str, history: Sequence[str] = (), *, lang: str = "zh", stop: Stop | None = None
    ) -> Iterator[Event]:
        if question not in self.events:
            yield from super().stream(question, history, lang=lang)
            return
        for event in self.events[question]:
            assert self._gate.acquire(timeout=60)
            yield event


def answer_of_a_model(outline: Outline) -> Answer:
    """Two sentences that are carried, one that is not, and what could be asked next."""
    answer = cited(outline, "", ["一（一）一是·第2句", "一（二）一是·第2句"])
    said = (
        AnswerSentence("上半年新建水库3座，完成投资2.4亿元。", (1,)),
        AnswerSentence("公路新建56公里。", (2,)),
        AnswerSentence("两项工作都很成功。", supported=False),
    )
    return replace(
        answer,
        question=SUMMARY,
        sentences=said,
        mode="model",
        raw="上半年新建水库3座，完成投资2.4亿元。【a】公路新建56公里。【b】两项工作都很成功。",
        suggestions=("概括“公路建设全面提速”的主要内容。",),
    )


def events_of_a_model(outline: Outline) -> list[Event]:
    """What the page gets of :func:`answer_of_a_model`, in 14 events."""
    answer = answer_of_a_model(outline)
    reservoirs, roads = answer.citations
    return [
        *(Event("stage", {"name": name}) for name in ("condense", "retrieve", "thinking", "answer")),
        Event("draft", {"text": "上半年新建水库"}),
        Event("draft", {"text": "3座，完成投资2.4亿元。"}),
        *_finished(answer.sentences[0], reservoirs),
        Event("draft", {"text": "公路新建56"}),
        *_finished(answer.sentences[1], roads),
        Event("token", {"text": answer.sentences[2].marked(), "supported": False}),
        Event("stage", {"name": "verify"}),
        Event("answer", {"answer": answer}),
    ]


def _finished(sentence: AnswerSentence, citation: Citation) -> tuple[Event, Event]:
    return Event("citation", {"citation": citation}), Event("token", {"text": sentence.marked()})
