"""An assistant that says what it is told to: the page and the API are tested without any retrieval."""

import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace

from starlette.concurrency import iterate_in_threadpool

from assistant.answer import Answer, AnswerSentence, Citation, Event, Nearest, Reason, Retrieved
from assistant.errors import QuestionEmpty, QuestionTooLong
from assistant.generation.models import Stop
from index.errors import IndexDamaged
from index.outline import Outline, Sentence
from index.parse import parse_outline

RESERVOIRS = "上半年新建水库几座？"
ROADS = "那公路呢？"
GDP = "上半年GDP增长多少？"
LONG = "水利和公路做了什么？"


class ScriptedAssistant:
    """Answers each question with what ``script`` holds for it, or by refusing; records what it was asked.

    ``pause`` seconds pass before each sentence of a stream.
    """

    def __init__(
        self,
        text: str,
        script: Mapping[str, Answer | Exception],
        *,
        title: str = "全县半年工作会议讲话",
        pause: float = 0.0,
    ) -> None:
        self.outline = parse_outline(text)
        self.title = title
        self.script = dict(script)
        self.pause = pause
        self.asked: list[tuple[str, tuple[str, ...], str]] = []
        self.closed = False
        self.abandoned = 0

    def ask(self, question: str, history: Sequence[str] = (), *, id: str | None = None, lang: str = "zh") -> Answer:
        self.asked.append((question, tuple(history), lang))
        if not question.strip():
            raise QuestionEmpty
        if len(question) > 500:
            raise QuestionTooLong(length=len(question), limit=500)
        known = self.script.get(question) or refusal(self.outline, question)
        if isinstance(known, Exception):
            raise known
        return replace(known, question=question, id=id)

    def stream(
        self, question: str, history: Sequence[str] = (), *, lang: str = "zh", stop: Stop | None = None
    ) -> Iterator[Event]:
        answer = self.ask(question, history, lang=lang)
        try:
            yield Event("stage", {"name": "retrieve"})
            for sentence in answer.sentences:
                if self.pause:
                    time.sleep(self.pause)
                yield Event("token", {"text": sentence.marked() + "\n"})
            yield Event("answer", {"answer": answer})
        except GeneratorExit:
            self.abandoned += 1
            raise

    async def astream(self, question: str, history: Sequence[str] = (), *, lang: str = "zh") -> AsyncIterator[Event]:
        async for event in iterate_in_threadpool(self.stream(question, history, lang=lang)):
            yield event

    def check(self) -> None:
        if self.closed:
            raise IndexDamaged(path="", reason="it is closed")

    def close(self) -> None:
        self.closed = True


def cited(outline: Outline, lead: str, addresses: Sequence[str], *, understood: str = "", note: str = "") -> Answer:
    """An answer: ``lead`` resting on the first of ``addresses``, then each of them quoted."""
    places = [_sentence(outline, address) for address in addresses]
    citations = tuple(
        Citation(n, one.address, one.start, one.end, outline.quote(one)) for n, one in enumerate(places, start=1)
    )
    said = (
        AnswerSentence(lead, (1,)),
        *(AnswerSentence(one.quote, (one.n,), quoted=True) for one in citations),
    )
    passages = tuple(Retrieved(n, one.address, one.start, one.end, 1 / n) for n, one in enumerate(places, start=1))
    return Answer("", said, citations, passages=passages, understood=understood, note=note)


def refusal(outline: Outline, question: str, addresses: Sequence[str] = (), reason: Reason = "not_mentioned") -> Answer:
    """A refusal with the sentences at ``addresses`` as the nearest."""
    nearest = tuple(
        Nearest(one.address, one.start, one.end, outline.quote(one))
        for one in (_sentence(outline, address) for address in addresses)
    )
    said = (AnswerSentence("讲话中没有提到这一点。"),)
    return Answer(question, said, refused=True, reason=reason, nearest=nearest)


def _sentence(outline: Outline, address: str) -> Sentence:
    found = outline.find(address)
    if not isinstance(found, Sentence):
        raise TypeError(address)
    return found


def written(text: str) -> ScriptedAssistant:
    """The assistant that most tests talk to: it knows a figure, a follow-up, a refusal and a long answer."""
    outline = parse_outline(text)
    roads = ["一（二）一是·第2句", "一（二）二是·第2句"]
    script: dict[str, Answer | Exception] = {
        RESERVOIRS: cited(outline, "新建水库3座。", ["一（一）一是·第2句"]),
        ROADS: cited(outline, "新建公路56公里。", roads, understood="上半年新建公路多少公里？"),
        GDP: refusal(outline, GDP, ["一（一）一是·第2句", "二（二）一要·第2句"], "not_given"),
        LONG: cited(outline, "做了以下几件事。", ["一（一）一是·第1句", "一（一）一是·第2句", "一（二）一是·第2句"]),
    }
    return ScriptedAssistant(text, script)
