"""Of which place, period, subject and number a sentence of a document speaks, and whether the question names another."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property

from assistant.evidence import Found
from assistant.extraction.binding import Binding
from assistant.extraction.compound import is_of_another as is_of_another_compound
from assistant.extraction.periods import letterhead, looks_back, period_match
from assistant.extraction.reach import (
    lacks_a_quoted_name,
    lacks_the_part,
    named_numbers,
    of_another_scope,
    out_of_reach,
    within_reach,
)
from assistant.extraction.rivals import Setting, is_of_another
from assistant.extraction.words import DocumentWords
from assistant.understanding.abbreviations import lacks_a_term
from assistant.understanding.answer_type import Given
from assistant.understanding.figures import read_figures
from assistant.understanding.places import place_names, places_of
from assistant.understanding.question import Ask, Question
from index.outline import Outline

_SURELY_NAMED = 2
"""Rare runs from which a question names a thing of the document: one may be everyday words by chance."""


class Scope:
    """What the sentences of one document speak of.

    Attributes:
        names: The bare names of the places that it names in full somewhere, with their levels.
    """

    def __init__(self, outline: Outline, words: DocumentWords) -> None:
        self.names = place_names(outline.text)
        self._outline, self._words = outline, words
        self._retrospective = looks_back(outline.text)
        self._head = letterhead(outline.text)
        self._own_places = frozenset(name for name in self.names if name in self._head)

    def setting(self, found: Found) -> Setting:
        """``found`` with what it takes as said."""
        return Setting(found.text, self._words.above[found.sentence.number], self._outline.text)

    def period(self, question: Question, found: Found) -> float:
        """See :func:`assistant.extraction.periods.period_match`."""
        above = self._words.above[found.sentence.number]
        return period_match(question.text, found.text, above, retrospective=self._retrospective)

    def is_another(self, question: Question, found: Found, period: float) -> bool:
        """Whether it speaks of another place, subject, term, name or ``period`` (see above) than the question."""
        said = self._words.said[found.sentence.number]
        return bool(
            self._names_another_place(question, said)
            or self._lacks_the_new_subject(question, found.sentence.number)
            or lacks_a_term(question.text, said)
            or lacks_a_quoted_name(question.text, self._outline.text, said)
            or (Ask.FIGURE in question.asks and period < 0)
            or (question.asks & {Ask.LIST, Ask.PLACE} and self.lacks_a_number(question.text, found.sentence.number))
        )

    def says_of_another(self, question: Question, found: Found, things: Sequence[Given], bound: Binding) -> bool:
        """Whether that one of ``things`` which would be given is not said of what the question names."""
        if bound.thing is None or not question.asks & {Ask.FIGURE, Ask.DATE, Ask.WHO, Ask.PLACE, Ask.WHY}:
            return False
        number, asked = found.sentence.number, question.about or question.text
        named = self._words.rare_runs(asked)
        scope = self._words.before(number) + self._words.folded[number]
        if len(named) >= _SURELY_NAMED and not any(run in scope for run in named):
            return True
        if is_of_another(question, self.setting(found), bound.thing):
            return True
        if not question.asks & {Ask.FIGURE, Ask.DATE}:
            return False
        reach = self._words.above[number] + within_reach(found.text, bound)
        if out_of_reach(named, found.text, reach):
            return True
        places = [name for name in self.names if name in question.text]
        if out_of_reach(places, found.text, reach) and len(things) == 1:
            return True
        if Ask.FIGURE not in question.asks:
            return False
        said = self._words.said[number]
        return (
            _names_its_number_elsewhere(question.text, found.text, bound.thing)
            or of_another_scope(question.text, said)
            or lacks_the_part(question.text, found.text)
            or is_of_another_compound(question.text, bound.said, said)
        )

    def lacks_a_number(self, asked: str, number: int) -> bool:
        """Whether the question names a number (42个未开工的项目) that the document has, but not here or right before."""
        named = named_numbers(asked)
        if not named:
            return False
        here = {figure.quantity for figure in read_figures(self._words.before(number) + self._words.said[number])}
        return not named & self._quantities <= here

    @cached_property
    def _quantities(self) -> frozenset[tuple[Decimal, str]]:
        """All that the document has; only a question with a number needs to know."""
        return frozenset(figure.quantity for text in self._words.texts for figure in read_figures(text))

    def _lacks_the_new_subject(self, question: Question, number: int) -> bool:
        """Whether a follow-up (青石大桥：石门水库总投资多少？) names a thing of the document that is neither here nor right before."""
        own, mark, _ = question.text.partition("：")
        runs = self._words.rare_runs(own) if mark else frozenset()
        scope = self._words.before(number) + self._words.folded[number]
        return bool(runs) and not any(run in scope for run in runs)

    def _names_another_place(self, question: Question, said: str) -> bool:
        """Whether the question names places of this document, and the sentence none of them.

        Its own place, whose name stands over it, needs no naming.
        """
        # Of a follow-up (泸溪：吉首要发展什么？) the place that it names itself counts, not the earlier one.
        own, _, _ = question.text.partition("：")
        names = self.names.keys() - self._own_places
        named = [name for name in names if name in own] or [name for name in names if name in question.text]
        full = [name for name in places_of(own, self._outline.text) if name[:-1] not in self._head]
        return _has_none(said, named) or _has_none(said, [name[:-1] for name in full])


def _names_its_number_elsewhere(asked: str, text: str, thing: Given) -> bool:
    """Whether the number by which the question names its thing (14个省级重点项目) stands in another part of ``text`` alone."""
    named = named_numbers(asked)
    begin, end = text.rfind("；", 0, thing.start) + 1, (text + "；").index("；", thing.end)
    here = {figure.quantity for figure in read_figures(text[begin:end])}
    there = {figure.quantity for figure in read_figures(text)}
    return bool(named & there) and not named & here


def _has_none(said: str, names: Sequence[str]) -> bool:
    return bool(names) and not any(name in said for name in names)
