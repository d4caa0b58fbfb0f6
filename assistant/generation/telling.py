"""A model's answer as it is told: each sentence checked when it ends, numbered by first use."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.answer import Answer, AnswerSentence, Event
from assistant.citing import CitationBook
from assistant.generation.context import Context
from assistant.generation.model_faults import WriterFault
from assistant.generation.model_text import Draft, Part, Withdrawn, Written
from assistant.generation.plain import is_item, plain
from assistant.generation.wording import is_refusal, other_language
from assistant.verification.claims import Verdict, check
from assistant.verification.modality import exchanged, told_as
from assistant.verification.normal import normal
from index.outline import Outline, Sentence

RESTART: Final = Event("stage", {"name": "restart"})
_REPEATED: Final = 3
"""Times that a sentence comes again until the model counts as caught in a loop."""
_GOES_ON: Final = tuple("：；，、:;,")
_YES_OR_NO: Final = re.compile(r"Yes\.|No\.|(?:是的?|对|有的?|没有?|不?(?:是|对|会|能|行|可以|需要|一样|相同|同))。")
"""A sentence of its own only by its full stop."""
_NO_WORD: Final = re.compile("No|不|没")
_DENIES: Final = re.compile(
    r"不(?!断|仅|但|少|良|动产|锈)|未(?!来)|没有|无[需须法权]|禁|更|而|\b(?:not|no|never|none|without|nor)\b|n['’]t\b"
)
"""What a sentence has that a no can stand for; or it tells two things apart."""
_LONGEST_SENTENCE: Final = 1_500


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that is shown, and the sentences of the speech that it cites."""

    sentence: AnswerSentence
    cited: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a list, or what opens it."""

    text: str
    cited: tuple[Sentence, ...]
    item: bool


def _joined(lines: Sequence[_Line]) -> str:
    """``lines`` as one sentence."""
    parts = [line.text if line.text.endswith((*_GOES_ON, *"。.!！?？")) else f"{line.text}；" for line in lines[:-1]]
    return "".join((*(part + " " * part.endswith(".") for part in parts), lines[-1].text))


class Telling:
    """Turns the parts of one answer into events, and keeps what was told.

    ``began`` says whether anything of it was shown, if only as a draft; ``faults`` are its
    sentences that were dropped or marked.
    """

    def __init__(self, outline: Outline, context: Context, question: str) -> None:
        self._outline, self._context, self._question = outline, context, question
        self._begin()

    def _begin(self) -> None:
        self.told: list[Told] = []
        self.refuses = self.began = False
        self.faults: list[tuple[str, Verdict]] = []
        self.book = CitationBook(self._outline)
        self._seen: dict[str, int] = {}
        self._drafted = 0
        self._list: list[_Line] = []

    def events(self, parts: Iterator[Part], *, last: bool = False) -> Iterator[Event]:
        """What is told of ``parts``; with ``last``, no more come.

        Raises:
            WriterFault: the model repeats itself, writes without end, or in another language.
        """
        for part in parts:
            self.began = True
            match part:
                case Draft(text):
                    self._drafted += len(text)
                    if self._drafted > _LONGEST_SENTENCE:
                        raise WriterFault("repeating", "a sentence without end")
                    yield Event("draft", {"text": text})
                case Written(text, groups):
                    self._drafted = 0
                    yield from self._written(text, groups)
                case Withdrawn():
                    self._begin()
                    yield RESTART
        if last:
            yield from self._end_list()

    def answer(self, like: Answer, raw: str, note: str = "") -> Answer:
        """What was told, as the answer to the question of ``like``."""
        sentences = tuple(item.sentence for item in self.told)
        return replace(
            like,
            sentences=sentences,
            citations=self.book.citations,
            mode="model",
            refused=False,
            reason=None,
            nearest=(),
            note=note,
            raw=raw,
        )

    def _written(self, raw: str, groups: Sequence[Sequence[str]]) -> Iterator[Event]:
        """A sentence; one that the next goes on with, as the opening of a list does, waits for its citations."""
        line = _Line(plain(raw, self._outline.text), self._cited(groups), is_item(raw))
        if not any(map(str.isalnum, line.text)):
            yield Event("token", {"text": ""})
            return
        if not groups and _YES_OR_NO.fullmatch(line.text):
            yield from self._end_list()
            self._list.append(line)
            return
        goes_on = line.item or line.text.endswith(_GOES_ON)
        if not groups and goes_on and not is_refusal(line.text):
            self._list.append(line)
            return
        if self._list and _YES_OR_NO.fullmatch(self._list[0].text) and not self._answers(self._list[0].text, line.text):
            yield from self._sentence(self._list.pop(0).text, ())
        if self._list and line.cited:
            alone = not any(other.cited for other in self._list)
            if alone and (verdict := self._carries([*self._list, line], line.cited)):
                text, self._list = _joined([*self._list, line]), []
                yield from self._sentence(text, line.cited, verdict)
                return
            if line.item:
                self._list.append(line)
                return
        yield from self._end_list()
        yield from self._sentence(line.text, line.cited)

    def _answers(self, word: str, text: str) -> bool:
        """Whether ``text`` can be what a bare yes or no (``word``) stands for."""
        if _NO_WORD.match(word):
            return _DENIES.search(text) is not None
        return not exchanged(told_as(normal(self._question)), told_as(normal(text)))

    def _end_list(self) -> Iterator[Event]:
        """The lines that waited: what opens the list is carried by what its items cite, or by nothing."""
        lines, self._list = self._list, []
        cited = tuple(dict.fromkeys(sentence for line in lines for sentence in line.cited))
        opening = lines[: next((n for n, line in enumerate(lines) if line.cited), 0)]
        if opening and (verdict := self._carries(lines, cited)):
            yield from self._sentence(_joined(opening), cited, verdict)
            lines = lines[len(opening) :]
        for line in lines:
            yield from self._sentence(line.text, line.cited)

    def _carries(self, lines: Sequence["_Line"], cited: tuple[Sentence, ...]) -> Verdict | None:
        """The verdict on ``lines`` as one sentence, if it is a good one."""
        verdict = check(_joined(lines), cited, self._outline)
        return None if verdict.fault else verdict

    def _cited(self, groups: Sequence[Sequence[str]]) -> tuple[Sentence, ...]:
        # Words whose every mark is invented are without a source, whatever the rest of the sentence cites.
        valid = [[name for name in group if name in self._context.by_id] for group in groups]
        names = dict.fromkeys(name for group in valid for name in group) if all(valid) else {}
        return tuple(self._context.by_id[name] for name in names)

    def _sentence(self, text: str, cited: tuple[Sentence, ...], verdict: Verdict | None = None) -> Iterator[Event]:
        times = self._seen[text] = self._seen.get(text, 0) + 1
        if times > _REPEATED:
            raise WriterFault("repeating", text[:40])
        if other_language(text, self._question):
            raise WriterFault("language", text[:40])
        self.refuses = self.refuses or is_refusal(text)
        verdict = verdict or check(text, cited, self._outline)
        if verdict.fault and times == 1:
            self.faults.append((text, verdict))
        if times > 1 or not verdict.shown or is_refusal(text):
            yield Event("token", {"text": ""})
            return
        before = len(self.book.citations)
        numbers = tuple(dict.fromkeys(self.book.cite(sentence) for sentence in cited))
        for citation in self.book.citations[before:]:
            yield Event("citation", {"citation": citation})
        sentence = AnswerSentence(text, numbers, supported=verdict.fault is None)
        self.told.append(Told(sentence, cited))
        yield Event("token", {"text": sentence.marked()} | ({} if sentence.supported else {"supported": False}))
