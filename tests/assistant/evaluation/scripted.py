"""An assistant that knows the answers, and ways to spoil them one at a time."""

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerSentence, Citation, Nearest, Retrieved
from assistant.evaluation.metrics.spans import occurrences
from assistant.evaluation.questions import Question
from index.outline import Outline, Sentence
from index.passages import Passage, divide

LATENCY = {"retrieve": 1.5, "answer": 0.5, "total": 2.0}


class Scripted:
    """Answers each question of a set from its evidence: all facts, every sentence cited, refusals where due.

    `spoil` is applied to each answer. `asked` are the questions that reached it.
    """

    def __init__(
        self,
        outline: Outline,
        questions: Iterable[Question],
        spoil: Callable[[Answer], Answer] = lambda answer: answer,
        latency: Mapping[str, float] = LATENCY,
    ) -> None:
        self.outline = outline
        self.identity = {"document": "scripted.txt"}
        self.asked: list[str] = []
        self._questions = {(question.question, question.history): question for question in questions}
        self._passages = divide(outline)
        self._spoil = spoil
        self._latency = latency

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        self.asked.append(question)
        known = self._questions[question, tuple(history)]
        return self._spoil(self._answer(known) if known.answerable else self._refusal(known))

    def close(self) -> None:
        """Holds nothing."""

    def _answer(self, question: Question) -> Answer:
        places = [occurrences(quote, self.outline.text)[0] for quote in question.evidence]
        cited = [s for s in self.outline.sentences if any(s.start < end and start < s.end for start, end in places)]
        quotes = [AnswerSentence(self.outline.quote(s), (n,), quoted=True) for n, s in enumerate(cited, 1)]
        return Answer(
            question.question,
            tuple(quotes),
            tuple(citation(self.outline, s, n) for n, s in enumerate(cited, 1)),
            passages=self._retrieved(places[0] if places else (0, 1)),
            latency_ms=self._latency,
        )

    def _refusal(self, question: Question) -> Answer:
        reason = {"near_miss": "not_given", "off_topic": "off_topic"}.get(question.kind, "not_mentioned")
        nearest = self.outline.sentences[0]
        return Answer(
            question.question,
            (AnswerSentence("讲话中没有给出所问的内容。"),),
            refused=True,
            reason=reason,  # type: ignore[arg-type]
            nearest=(Nearest(nearest.address, nearest.start, nearest.end, self.outline.quote(nearest)),),
            passages=self._retrieved((0, 1)),
            latency_ms=self._latency,
        )

    def _retrieved(self, place: tuple[int, int]) -> tuple[Retrieved, ...]:
        """All passages, those that hold the place first."""

        def far(passage: Passage) -> bool:
            return not (passage.start < place[1] and place[0] < passage.end)

        ordered = sorted(self._passages, key=lambda passage: (far(passage), passage.number))
        return tuple(
            Retrieved(rank, passage.address, passage.start, passage.end, 1 / rank)
            for rank, passage in enumerate(ordered, 1)
        )


def citation(outline: Outline, sentence: Sentence, n: int) -> Citation:
    """Mark n, on a sentence."""
    return Citation(n, sentence.address, sentence.start, sentence.end, outline.quote(sentence))


def shuffled(answer: Answer) -> Answer:
    """Retrieval in an order that has nothing to do with the question."""
    order = list(answer.passages)
    random.Random(answer.question).shuffle(order)
    return replace(answer, passages=tuple(replace(item, rank=rank) for rank, item in enumerate(order, 1)))


def moved(outline: Outline) -> Callable[[Answer], Answer]:
    """Citations that point to the sentence after the right one."""

    def spoil(answer: Answer) -> Answer:
        after = {s.start: outline.sentences[(s.number + 1) % len(outline.sentences)] for s in outline.sentences}
        return replace(answer, citations=tuple(citation(outline, after[c.start], c.n) for c in answer.citations))

    return spoil


def one_figure_changed(questions: Iterable[Question]) -> Callable[[Answer], Answer]:
    """Answers in which one required number of each question has another first digit, wherever they say it."""
    figures: dict[str, str] = {}
    for question in questions:
        numbers = re.findall(r"\d+(?:\.\d+)?", " ".join(fact[0] for fact in question.facts))
        figures |= {question.question: numbers[0]} if numbers else {}

    def spoil(answer: Answer) -> Answer:
        number = figures.get(answer.question)
        if number is None:
            return answer
        wrong = f"{(int(number[0]) + 1) % 10}{number[1:]}"
        whole = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)")
        changed = tuple(replace(s, text=whole.sub(wrong, s.text)) for s in answer.sentences)
        return replace(answer, sentences=changed)

    return spoil
