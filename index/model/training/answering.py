"""What the cross-encoder learns from: questions with texts that answer them, and texts that only seem to.

Every text of a group answers one of its questions and not another, or every question
has such texts, wherever that can be: who looks at one side alone learns nothing.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, NamedTuple

import numpy as np

from index.model.training.glossary import Rewording
from index.model.training.pairs import sentences
from index.model.training.reading import Lookalikes, Record
from index.static import TokenVectors
from index.tokens import lexical_tokens

Places = tuple[tuple[int, int], ...]
"""Spans of characters of a text."""


class Pair(NamedTuple):
    """A question, a text, whether the text answers, and if so in which of its characters, where that is known."""

    question: str
    text: str
    answers: bool
    places: Places = ()


Group = tuple[Pair, ...]
"""Pairs to be told from each other."""

_NEAREST: Final = 6
_WHOLE: Final = 0.5
"""How often a question is taken as it stands."""
_BEFORE_ANOTHER: Final = "；，。"
_PARAGRAPHS: Final = ("cmrc", "drcd", "news_questions")
_SHORTEST, _LONGEST = 6, 159
"""Characters of a sentence of a paragraph."""
_RIVALS = 3
"""Sentences of a paragraph, nearest to the question by their words, that are held against its answer."""
_CUT_OUT = 0.3
"""How often the answer's own sentence, without the answer, is held against it, in place of another paragraph's."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question, the sentence of its paragraph with the answer, the answer, and the other sentences nearest to it."""

    question: str
    text: str
    answer: str
    rivals: tuple[str, ...]


def answered(records: Iterable[Record]) -> Iterator[Answered]:
    """The questions among ``records`` whose answer stands in one sentence of a paragraph of several."""
    for record in records:
        question, answer = record["q"], record["a"]
        if not record.source.startswith(_PARAGRAPHS) or not answer:
            continue
        asked = frozenset(lexical_tokens(question))
        found = [text for text in sentences(record["p"]) if _SHORTEST <= len(text) <= _LONGEST]
        found.sort(key=lambda text, asked=asked: -len(asked & frozenset(lexical_tokens(text))))  # type: ignore[misc]
        texts = [text for text in found if answer in text]
        rivals = [text for text in found if answer not in text][:_RIVALS]
        if texts and len(rivals) > 1:
            yield Answered(question, texts[0], answer, tuple(rivals))


def answered_groups(items: Sequence[Answered], chance: random.Random) -> Iterator[Group]:
    """A group for each of ``items``, in a new order: its sentence, two rivals, and one that lacks the answer."""
    for item in chance.sample(items, len(items)):
        cut = chance.random() < _CUT_OUT
        lacking = item.text.replace(item.answer, "") if cut else chance.choice(items).text
        wrong = (*chance.sample(item.rivals, 2), lacking)
        right = Pair(item.question, item.text, True, places(item.text, (item.answer,)))
        yield (right, *(Pair(item.question, text, False) for text in wrong))


class LookalikeGroups:
    """Groups of lookalikes: both sentences for a question of each, and a third sentence for both questions."""

    def __init__(
        self, items: Sequence[Lookalikes], vectors: TokenVectors, rewording: Rewording, joined: float, dropped: float
    ) -> None:
        """Says how the texts are varied from round to round.

        ``rewording`` puts questions into other words. ``joined`` is how often a sentence has another one beside it, as long sentences have other matters. Of every
        other question a share of ``dropped`` of the characters is left out, so that none of its words decides alone.
        """
        self._items = items
        self._own = [(_own_places(*item.told), _own_places(*item.told[::-1])) for item in items]
        self._rewording, self._joined, self._dropped = rewording, joined, dropped
        asked = vectors.encode([item.asked[0][0] for item in items])
        told = vectors.encode([item.told[0] for item in items])
        alike = asked @ told.T
        np.fill_diagonal(alike, -1)
        self._nearest = np.argsort(-alike, axis=1, kind="stable")[:, :_NEAREST]

    def __len__(self) -> int:
        return len(self._items)

    def groups(self, chance: random.Random) -> Iterator[Group]:
        """A group for each, in a new order."""
        for place in chance.sample(range(len(self._items)), len(self._items)):
            item = self._items[place]
            others = [chance.choice(self._items[other].told) for other in self._nearest[place]]
            others.append(chance.choice(self._items).told[0])
            chosen = [chance.randrange(len(questions)) for questions in item.asked]
            left, right = (
                self._shortened(self._rewording(questions[n], chance), chance)
                for questions, n in zip(item.asked, chosen, strict=True)
            )
            one, two = (self._beside(text, others, chance) for text in item.told)
            first, second = (self._answers(place, side, chosen[side], text) for side, text in enumerate((one, two)))
            third = [self._beside(chance.choice(others), others, chance) for _ in range(2)]
            yield (
                Pair(left, one, True, first),
                Pair(right, one, False),
                Pair(left, two, False),
                Pair(right, two, True, second),
                Pair(left, third[0], False),
                Pair(right, third[1], False),
            )

    def _shortened(self, question: str, chance: random.Random) -> str:
        if chance.random() < _WHOLE:
            return question
        return "".join(character for character in question if chance.random() >= self._dropped) or question

    def _answers(self, place: int, side: int, question: int, text: str) -> Places:
        """Where a sentence answers one of its questions, as it stands in ``text``."""
        item = self._items[place]
        told, words = item.told[side], item.words[side]
        found = places(told, [words[question]]) if words else self._own[place][side]
        before = text.index(told.rstrip("。"))
        return tuple((before + start, before + end) for start, end in found)

    def _beside(self, text: str, others: Sequence[str], chance: random.Random) -> str:
        if chance.random() >= self._joined:
            return text
        both = [text.rstrip("。"), chance.choice(others).rstrip("。")]
        chance.shuffle(both)
        return chance.choice(_BEFORE_ANOTHER).join(both) + "。"


def places(text: str, words: Iterable[str]) -> Places:
    """Where each of ``words`` that ``text`` has stands in it first, as spans of characters."""
    starts = [(text.find(found), len(found)) for found in words]
    return tuple((start, start + length) for start, length in starts if start >= 0)


def _own_places(text: str, other: str) -> Places:
    """What of ``text`` the ``other`` does not share: what only ``text`` says stands there."""
    compared = SequenceMatcher(None, text, other, autojunk=False)
    return tuple(
        (start, end) for change, start, end, _, _ in compared.get_opcodes() if change != "equal" and end > start
    )
