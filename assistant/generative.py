"""Answers that a language model writes, and the speech decides.

The model is shown sentences under ids and cites them. Each sentence of its answer is
checked when it ends; until then it is a draft. Where the model fails, or what is left
of its answer doesn't answer, the speech's own sentences do, and a note says so.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Final

from langchain_core.messages import BaseMessage

from assistant.abbreviations import mainly_chinese
from assistant.answer import Answer, Event
from assistant.context import Context, make_context, tokens
from assistant.evidence import Evidence
from assistant.extractive import ExtractiveAnswerer
from assistant.messages import Lang
from assistant.messages import text as message
from assistant.model_faults import WriterFault
from assistant.model_text import AnswerParser
from assistant.models import Stop, Writer
from assistant.overruling import fate
from assistant.prompts import load_prompt
from assistant.telling import RESTART, Telling

_LOG: Final = logging.getLogger(__name__)
_SAFETY: Final = 64
"""Tokens that a server's chat template may take."""


@dataclass(frozen=True, slots=True)
class Request:
    """A question on its way to the model, as the steps before understood it.

    ``until`` is the end of the total deadline, on the clock of ``time.monotonic``.
    """

    asked: str
    understood: str
    asking: str
    evidence: Sequence[Evidence]
    lang: Lang
    until: float
    stop: Stop


class GenerativeAnswerer:
    """Answers by ``writer``; ``extractive`` says what the speech itself says, and is what is fallen back on."""

    def __init__(self, writer: Writer, extractive: ExtractiveAnswerer) -> None:
        self.writer, self.extractive = writer, extractive
        self._thinks_untagged = False

    def stream(self, request: Request) -> Iterator[Event | Answer]:
        """The events of the answer, and the answer last.

        Raises:
            Stopped: nobody waits for it any more.
        """
        spoken = self.extractive.answer(
            request.asked, request.understood, request.asking, request.evidence, request.lang
        )
        if spoken.reason == "off_topic":
            yield from _told(spoken)
            return
        context = self._context(request, spoken)
        telling = Telling(self.extractive.outline, context, request.asked)
        raw: list[str] = []
        try:
            yield from self._written(request, context, telling, raw)
        except WriterFault as fault:
            _LOG.warning("%s gave no answer: %s", self.writer.name, fault)
            yield from self._instead(spoken, fault.cause, request.lang, "".join(raw), began=bool(telling.told))
            return
        # What is left must answer; and where retrieval found no answer, the model must have found one.
        decided = fate(
            telling.told,
            refuses=telling.refuses,
            spoken=spoken,
            question=request.asking,
            evidence=request.evidence,
            extractive=self.extractive,
        )
        if decided == "keep":
            yield telling.answer(spoken, "".join(raw))
        else:
            _LOG.info("%s: answer replaced (%s)", self.writer.name, decided)
            yield from self._instead(spoken, decided, request.lang, "".join(raw), began=bool(telling.told))

    def _written(self, request: Request, context: Context, telling: Telling, raw: list[str]) -> Iterator[Event]:
        """The events while the model writes; what it writes goes into ``raw``."""
        parser = AnswerParser(thinking=self._thinks_untagged)
        stage = "answer"
        with closing(
            self.writer.stream(self._messages(request, context), until=request.until, stop=request.stop)
        ) as pieces:
            for piece in pieces:
                raw.append(piece.text)
                events = list(telling.events(parser.feed(piece.text)))
                if (now := _stage(piece.thinking or parser.thinking, events, stage)) != stage:
                    stage = now
                    yield Event("stage", {"name": stage})
                self._thinks_untagged = self._thinks_untagged or RESTART in events
                yield from events
        if self._thinks_untagged and parser.thinking:
            # It was no habit: this answer has no thought before it.
            self._thinks_untagged, parser = False, AnswerParser()
            yield from telling.events(parser.feed("".join(raw)))
        yield from telling.events(parser.finish(), last=True)
        if not "".join(raw).strip():
            raise WriterFault("empty")

    def _instead(self, spoken: Answer, why: str, lang: Lang, raw: str, *, began: bool) -> Iterator[Event | Answer]:
        """The speech's own sentences, with the note that says why; a refusal needs none."""
        if began:
            yield RESTART
        note = "" if why == "refused" else message(f"model.{why}", lang)
        yield from _told(replace(spoken, note=note, raw=raw))

    def _context(self, request: Request, spoken: Answer) -> Context:
        settings = self.writer.settings
        rules = load_prompt("answer").system
        room = settings.model_context - settings.model_max_tokens - tokens(rules) - tokens(request.understood) - _SAFETY
        own = [sentence for item in spoken.citations if (sentence := self.extractive.outline.sentence_at(item.start))]
        return make_context(
            self.extractive.outline, request.understood, own, request.evidence, room, whole=settings.model_whole
        )

    def _messages(self, request: Request, context: Context) -> list[BaseMessage]:
        language = "中文" if mainly_chinese(request.asked) else "English"
        return load_prompt("answer").messages(sentences=context.text, question=request.understood, language=language)


def _stage(thinking: bool, events: Sequence[Event], stage: str) -> str:
    """What the model does, as far as its last piece tells."""
    return "thinking" if thinking else "answer" if events else stage


def _told(answer: Answer) -> Iterator[Event | Answer]:
    """The citations and sentences of ``answer`` as events, then itself."""
    shown: set[int] = set()
    for sentence in answer.sentences:
        for n in sentence.citations:
            if n not in shown:
                shown.add(n)
                yield Event("citation", {"citation": answer.citations[n - 1]})
        yield Event("token", {"text": sentence.marked()})
    yield answer
