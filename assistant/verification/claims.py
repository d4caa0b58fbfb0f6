"""A sentence that a model wrote, held against the sentences that it cites; pure.

What it says need not be what they say word for word, but each figure, date, title and
name in it must be theirs, said of the same thing; what they want may not be told as
done, what goes down not as going up, what is new not as all there is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.understanding.abbreviations import mainly_chinese
from assistant.understanding.clauses import clauses
from assistant.verification.english import english_dates, english_quantities
from assistant.verification.modality import Modality, act, exchanged, predicate, stands_as, told_as, under_way
from assistant.verification.naming import unfounded_name
from assistant.verification.normal import normal
from assistant.verification.novelty import uncovered, unfounded_in_english, unfounded_rank, unfounded_word
from assistant.verification.placing import Figures, PlaceFault, body_faults, date_faults
from assistant.verification.polarity import all_for_part, denied
from assistant.verification.quantities import dates, quantities
from assistant.verification.sources import Source, source_of
from assistant.verification.surroundings import tokens
from assistant.verification.tendency import comparison_differs, threshold_differs, unfounded_turn, ways
from index.outline import Outline, Sentence

Fault = PlaceFault | Literal["uncited", "name", "content"]
_MARKED: Final[frozenset[Fault]] = frozenset(("content",))
"""Faults of a sentence that may be shown, marked as one that its citations do not carry."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a sentence: nothing where ``fault`` is None; ``what`` are the words at fault."""

    fault: Fault | None = None
    what: str = ""

    @property
    def shown(self) -> bool:
        """Whether the sentence may be shown, if only as one that the text does not carry."""
        return self.fault is None or self.fault in _MARKED


def check(said: str, cited: Sequence[Sentence], outline: Outline) -> Verdict:
    """Whether ``cited`` carry ``said``."""
    if not cited:
        return Verdict("uncited")
    claim = _Claim(said, [source_of(sentence, outline) for sentence in cited], _Others(cited, outline))
    return next(claim.faults(), Verdict())


class _Others(Iterable[str]):
    """The sentences that are not cited, as normal text: read when they are wanted, which is seldom."""

    def __init__(self, cited: Sequence[Sentence], outline: Outline) -> None:
        self._cited, self._outline = {sentence.number for sentence in cited}, outline

    def __iter__(self) -> Iterator[str]:
        for sentence in self._outline.sentences:
            if sentence.number not in self._cited:
                yield normal(self._outline.quote(sentence))


class _Claim:
    def __init__(self, said: str, sources: Sequence[Source], others: Iterable[str]) -> None:
        self.said, self.sources, self.others = said, sources, others
        self.text = _LIST_MARK.sub("", normal(_CIRCLED.sub("", said))).replace("【", "").replace("】", ",")
        self.english = not mainly_chinese(said)
        self.scope = "\n".join(f"{source.headings}\n{source.text}" for source in sources)

    def faults(self) -> Iterator[Verdict]:
        """Every fault that is found, the gravest first."""
        text = self.said if self.english else self.text
        figures = english_quantities(text) if self.english else quantities(text)
        times = english_dates(text) if self.english else dates(text)
        placed = [
            *Figures(text, figures, self.sources, english=self.english).faults(),
            *date_faults(text, times, self.sources, english=self.english),
        ]
        yield from (Verdict(*found) for found in placed)
        ranked = unfounded_in_english if self.english else unfounded_rank
        if rank := ranked(self.text, self.scope):
            yield Verdict("figure", rank)
        cited = ";\n".join(source.text for source in self.sources)
        if self.english:
            if comparison_differs(self.said, cited):
                yield Verdict("tendency", self.said)
        else:
            if name := unfounded_name(self.said, cited, self.scope, self.others):
                yield Verdict("name", name)
            yield from (Verdict(*found) for found in body_faults(self.text, self.sources))
            if word := unfounded_word(self.text, cited):
                yield Verdict("content", word)
            if threshold_differs(self.text, cited):
                yield Verdict("tendency", self.text)
            if clause := denied(self.text, cited):
                yield Verdict("tendency", clause)
            yield from self._clauses()
            yield from self._content()

    def _clauses(self) -> Iterator[Verdict]:
        """What each clause says, against the clause of the sources that is most like it."""
        for start, end in clauses(self.text):
            clause = self.text[start:end]
            words = tokens(clause)
            if len(words) < _FEWEST:
                continue
            share, stands, before, source = max(self._aligned(words), key=lambda item: item[0])
            if share < _ALIGNED:
                continue
            ours, theirs = ways(clause), ways(stands)
            if (
                (ours and theirs and not ours & theirs)
                or comparison_differs(clause, stands)
                or unfounded_turn(clause, stands)
            ):
                yield Verdict("tendency", clause)
            if share >= _SAME and all_for_part(clause, stands, before, _next(source.text, len(before) + len(stands))):
                yield Verdict("tendency", clause)
            if self._exchanged(clause):
                yield Verdict("modality", clause)

    def _exchanged(self, clause: str) -> bool:
        """Whether ``clause`` tells as done what is wanted, or the reverse, where the sources say the same of the same."""
        told, words, behind = told_as(clause), tokens(clause), tokens(predicate(clause))
        if told is Modality.OPEN or not behind:
            return False
        aligned = [
            (share + len(behind & tokens(stands)) / len(behind), share, stands, before, source)
            for share, stands, before, source in self._aligned(words)
        ]
        most, share, stands, before, source = max(aligned, key=lambda item: item[0])
        near = share >= _ALIGNED or most - share >= _SAME or most >= 2 * _ALIGNED
        there = told_as(stands) if under_way(clause) else stands_as(stands, before, source.headings, source.leaning)
        if not near or not exchanged(told, there):
            return False
        # 已研究组建公司 and 要抓紧组建 may stand side by side: then it is told as the nearer one says of itself.
        said = act(clause)
        return not any(
            other >= _AGREES * most and told_as(text) is told and said in text for other, _, text, _, _ in aligned
        )

    def _aligned(self, words: frozenset[str]) -> list[tuple[float, str, str, Source]]:
        """The clauses of the sources, each with the share of ``words`` that it has, and what stands before it."""
        return [
            (
                len(words & tokens(source.text[start:end])) / len(words),
                source.text[start:end],
                source.text[:start],
                source,
            )
            for source in self.sources
            for start, end in clauses(source.text)
        ]

    def _content(self) -> Iterator[Verdict]:
        if words := uncovered(self.text, self.scope, self.others):
            yield Verdict("content", words)


def _next(text: str, place: int) -> str:
    """The clause of ``text`` that begins at ``place``, with the comma before it."""
    return next((text[place:end] for start, end in clauses(text) if start > place), "")


_CIRCLED: Final = re.compile("[\u2460-\u2473]")
_LIST_MARK: Final = re.compile(r"(?:(?<=[:;。,\s])|^)[(]?\d{1,2}(?:\)|[.、](?!\d))\s*")
"""The number of an item, which is no figure."""
_FEWEST: Final = 3
_ALIGNED: Final = 0.3
_SAME: Final = 0.5
"""Shares of a clause's words from which another one is about the same, and says the same."""
_AGREES: Final = 0.6
"""Share of the best likeness from which another clause says it, too."""
