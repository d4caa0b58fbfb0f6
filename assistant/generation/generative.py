"""Answers that a language model writes, and the speech decides.

The model is shown sentences under ids and cites them. Each sentence of its answer is
checked when it ends; until then it is a draft. Where the model fails, or what is left
of its answer doesn't answer, the speech's own sentences do, and a note says so. What a
model wrote and is not shown as it is stands in the log.
"""

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, zip_longest
from typing import Final

from langchain_core.messages import BaseMessage

from assistant.answer import Answer, Event
from assistant.evidence import Evidence
from assistant.extraction.extractive import CANDIDATES, ExtractiveAnswerer
from assistant.extraction.refusal import off_topic
from assistant.faults import record_fault
from assistant.generation.context import Context, make_context, tokens
from assistant.generation.model_faults import WriterFault
from assistant.generation.model_text import AnswerParser
from assistant.generation.models import Stop, Stopped, Writer
from assistant.generation.overruling import fate
from assistant.generation.prompts import load_prompt
from assistant.generation.telling import RESTART, Telling
from assistant.messages import Lang
from assistant.messages import text as message
from assistant.understanding.abbreviations import mainly_chinese
from index.outline import Sentence

_LOG: Final = logging.getLogger(__name__)
_SAFETY: Final = 64
"""Tokens that a server's chat template may take."""
_HABIT: Final = 2
"""Answers in a row that begin with a thought without its opening tag, until the next one is expected to."""
_LOGGED: Final = 4_000
"""Characters of an answer that the log takes."""
_KEPT: Final = frozenset(("keep", "shortened"))
_WITHOUT_NOTE: Final = frozenset(("keep", "refused"))


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
        self._untagged = 0

    def stream(self, request: Request) -> Iterator[Event | Answer]:
        """The events of the answer, and the answer last.

        Raises:
            Stopped: nobody waits for it any more.
        """
        spoken = cache(partial(self._spoken, request))
        if off_topic(request.asked, self.extractive.matcher):
            yield from _told(spoken())
            return
        context = self._context(request)
        telling = Telling(self.extractive.outline, context, request.asked)
        pieces: list[str] = []
        try:
            why = yield from self._judged(request, context, telling, pieces, spoken)
        except Stopped:
            raise
        except WriterFault as fault:
            _LOG.warning("%s gave no answer: %s", self.writer.name, fault)
            why = fault.cause
        except Exception as error:  # noqa: BLE001  a fault of our own checks must not cost the reader the answer
            log = record_fault(error, [request.asked])
            _LOG.error("%s: its answer cannot be checked, see %s", self.writer.name, log)
            why = "unchecked"
        raw, note = "".join(pieces), "" if why in _WITHOUT_NOTE else message(f"model.{why}", request.lang)
        if raw and (why != "keep" or telling.faults):
            # What a model wrote can be found where it isn't what is shown.
            _LOG.info("%s wrote, and it is not shown as it is (%s): %r", self.writer.name, why, raw[:_LOGGED])
        if why in _KEPT:
            yield telling.answer(spoken(), raw, note)
            return
        if telling.began:
            yield RESTART
        instead = spoken()
        yield from _told(replace(instead, note=" ".join(filter(None, (note, instead.note))), raw=raw))

    def _judged(
        self, request: Request, context: Context, telling: Telling, pieces: list[str], spoken: Callable[[], Answer]
    ) -> Generator[Event, None, str]:
        """The events while the model writes, and what becomes of its answer: a :data:`Fate`, or shortened.

        Raises:
            WriterFault: there is no answer.
        """
        shortened = None
        try:
            for event in self._written(request, context, telling, pieces):
                yield event
                # Put together while the model writes on: nobody waits for it.
                spoken()
        except WriterFault as fault:
            if fault.cause != "length":
                raise
            shortened = fault
        # What is left must answer; and where retrieval found no answer, the model must have found one.
        decided = fate(
            telling.told,
            refuses=telling.refuses,
            spoken=spoken(),
            question=request.asking,
            evidence=request.evidence,
            extractive=self.extractive,
        )
        if shortened and decided != "keep":
            raise shortened
        return "shortened" if shortened else decided

    def _written(self, request: Request, context: Context, telling: Telling, raw: list[str]) -> Iterator[Event]:
        """The events while the model writes; what it writes goes into ``raw``."""
        hidden = self._untagged >= _HABIT
        parser = AnswerParser(thinking=hidden)
        stage, withdrawn = "answer", False
        with closing(
            self.writer.stream(self._messages(request, context), until=request.until, stop=request.stop)
        ) as pieces:
            for piece in pieces:
                raw.append(piece.text)
                events = list(telling.events(parser.feed(piece.text)))
                if (now := _stage(piece.thinking or parser.thinking, events, stage)) != stage:
                    stage = now
                    yield Event("stage", {"name": stage})
                withdrawn = withdrawn or RESTART in events
                yield from events
        if hidden and parser.thinking:
            # It was no habit: this answer has no thought before it.
            hidden, parser = False, AnswerParser()
            yield from telling.events(parser.feed("".join(raw)))
        self._untagged = self._untagged + 1 if withdrawn or hidden else 0
        yield from telling.events(parser.finish(), last=True)
        if not "".join(raw).strip():
            raise WriterFault("empty")

    def _spoken(self, request: Request) -> Answer:
        """What the speech itself says."""
        return self.extractive.answer(request.asked, request.understood, request.asking, request.evidence, request.lang)

    def _context(self, request: Request) -> Context:
        settings = self.writer.settings
        rules = load_prompt("answer").system
        room = settings.model_context - settings.model_max_tokens - tokens(rules) - tokens(request.understood) - _SAFETY
        # What the answer without a model is made of comes first.
        own = self.extractive.enumerated(request.understood, request.asking, request.evidence) or _best(request)
        return make_context(
            self.extractive.outline, request.understood, own, request.evidence, room, whole=settings.model_whole
        )

    def _messages(self, request: Request, context: Context) -> list[BaseMessage]:
        language = "中文" if mainly_chinese(request.asked) else "English"
        return load_prompt("answer").messages(sentences=context.text, question=request.understood, language=language)


def _best(request: Request) -> list[Sentence]:
    """The sentences that were found for the parts of the question, the best of each part first."""
    ranks = zip_longest(*(part.sentences[:CANDIDATES] for part in request.evidence))
    return [found.sentence for found in chain.from_iterable(ranks) if found]


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
