"""How a sentence matches a question, as numbers: what ranks it and what accepts it.

A score of relevance says that a sentence is about the right words. Whether it
answers needs more: that it holds the kind of thing asked for, for the period asked
about, next to the words asked about, and that no name in the question is one which
the document gives elsewhere but not here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from assistant.evidence import Found
from assistant.extraction.binding import Binding, bind
from assistant.extraction.contrast import contrasts, differs
from assistant.extraction.outline_lookup import OutlineLookup
from assistant.extraction.periods import looks_back, period_match
from assistant.extraction.reach import (
    lacks_a_quoted_name,
    lacks_the_part,
    named_numbers,
    of_another_scope,
    out_of_reach,
    within_reach,
)
from assistant.extraction.words import DocumentWords, tokens
from assistant.understanding.abbreviations import lacks_a_term, mainly_chinese, written_out
from assistant.understanding.answer_type import Given, given, lists_something, may_name_somebody, place_names
from assistant.understanding.clauses import answering_span, excerpt
from assistant.understanding.figures import read_figures
from assistant.understanding.question import Ask, Measure, Question
from assistant.understanding.topic import focus
from index.crossencoder import StaticCrossEncoder, in_context, own_cross_encoder
from index.outline import Outline

_NUMBER: Final = re.compile(r"\d[\d.]*")
_LOGIT: Final = 4
"""What its logits are divided by, so that they are as large as the other features."""
_PLAIN: Final = frozenset((Measure.MONEY, Measure.RATE))
"""Measures whose figures are known wherever they stand; what is counted has too many names."""
_STATED = 0.5
"""Share of a question's words from which a lead states what it asks about."""
_SURELY_NAMED = 2
"""Rare runs from which a question names a thing of the document: one may be everyday words by chance."""


@dataclass(frozen=True, slots=True)
class Match:
    """The features of one sentence for one question; every one between about -3 and 3.

    Attributes:
        score: Its fused score, in tens of standard deviations.
        lag: How far it lies behind the best one of the query, as a share of the best.
        soft: How well the model matches the question's words, 0 to 1.
        kind: 1 if the kind of thing asked for stands in it, -1 if not, 0 if that can't be told.
        lead: 1 for a heading, or a sentence that only announces a point.
        period: 1 if it speaks of the period asked about, -1 if of another, else 0.
        covered: IDF-weighted share of the topic's tokens in the sentence and its headings.
        elsewhere: Share of them that the document has, but not here.
        foreign: Share of them that the document does not have at all.
        near: Share of them that stand in the clause of the thing asked for, or the one before it.
        barred: 1 if it can't be the answer, whatever else fits: it speaks of another place, name, period or step than the
            question, or has no date, place or figure where one is asked for.
        contrast: 1 if it speaks of another of these, or seems to measure something else than asked (a total, what was added).
        typed: 1 if the question asks for a kind that can be told from the words.
        why: ``kind`` again where a cause is asked for, whose signs are weak.
        listed: Where "which ones" is asked: 1 if the sentence lists something new, else -1.
        missed: Share of the question's rare runs, found elsewhere in the document, that are not here.
        focus: Share of the characters next to the asking word that stand in the thing's clause.
        bound: What that clause matches, as a share of what the best clause of the sentence does.
        later: 1 if the best clause comes only behind the thing.
        cross: The logit of the cross-encoder that it answers, in quarters; 0 for a question in another script.
        length: Its characters, in hundreds.
        figures: How many numbers stand in it, in tens.
    """

    score: float
    lag: float
    soft: float
    kind: float
    lead: float
    period: float
    covered: float
    elsewhere: float
    foreign: float
    near: float
    barred: float
    contrast: float
    typed: float
    why: float
    listed: float
    focus: float
    missed: float
    bound: float
    later: float
    cross: float
    length: float
    figures: float


class Matcher:
    """Measures sentences of one outline against questions."""

    def __init__(self, outline: Outline, lookup: OutlineLookup, encoder: StaticCrossEncoder | None = None) -> None:
        """Reads ``outline``; the cross-encoder is the project's own, if no other is given.

        Raises:
            ModelUnusable: the project's own is missing or damaged.
        """
        self.outline, self.lookup = outline, lookup
        self.names = place_names(outline.text)
        self.words = DocumentWords(outline, lookup)
        self._encoder = encoder or own_cross_encoder()
        self._looks_back = looks_back(outline.text)

    def matches(self, question: Question, found: Sequence[Found]) -> list[Match]:
        """The features of each of the sentences ``found`` for ``question``, which are given best first."""
        said = [in_context(self.outline, one.sentence) for one in found]
        logits = self._encoder.scores(question.text, said) if mainly_chinese(question.text) else [0.0] * len(found)
        return [
            self._match(question, one, found[0].score, float(logit) / _LOGIT)
            for one, logit in zip(found, logits, strict=True)
        ]

    def _match(self, question: Question, found: Found, best_score: float, cross: float) -> Match:
        number = found.sentence.number
        asked, known, total = self.words.weighed(question.topic)
        here = self.words.here[number]
        things = self.given(question, found.text)
        bound = bind(found.text, question.topic, things or ())
        near = tokens(bound.said)
        kind = 0.0 if things is None else 1.0 if things else -1.0
        if kind < 0 and Ask.WHY in question.asks and self._explains(asked, number):
            kind = 0.0
        if kind < 0 and Ask.WHO in question.asks and may_name_somebody(question.text, found.text):
            kind = 0.0
        said = self.words.said[number]
        period = period_match(question.text, said, retrospective=self._looks_back)
        another = self._is_another(question, found, period) or differs(question, found.text, bound)

        def share(kept: Iterable[str]) -> float:
            return sum(map(asked.__getitem__, kept)) / total

        return Match(
            score=found.score / 10,
            lag=(best_score - found.score) / (abs(best_score) + 1e-6),
            soft=found.soft,
            kind=kind,
            lead=float(self.lookup.is_lead(found.sentence)),
            period=period,
            covered=share(asked.keys() & here),
            elsewhere=share(known - here),
            foreign=share(asked.keys() - known),
            near=share(asked.keys() & near),
            barred=float(another or (kind < 0 and _surely_lacks(question, found.text))),
            contrast=float(
                another
                or self._lacks_a_number(question.text, number)
                or contrasts(question, found.text, bound)
                or self._said_of_another(question, found, bound)
            ),
            typed=float(kind != 0),
            why=kind if Ask.WHY in question.asks else 0.0,
            listed=self._listed(question, found.text),
            focus=_focus_share(question, bound.said),
            bound=bound.share,
            later=float(bound.later),
            missed=self.words.missed(question.text, number),
            cross=cross,
            length=len(found.text) / 100,
            figures=len(_NUMBER.findall(found.text)) / 10,
        )

    def given(self, question: Question, text: str) -> tuple[Given, ...] | None:
        """The things of the asked kind in ``text``, with this document's place names."""
        return given(question, text, self.names)

    def short(self, question: Question, found: Found) -> str:
        """The shortest words of ``found`` that answer ``question``."""
        query = question.topic
        bound = bind(found.text, query, self.given(question, found.text) or ())
        return excerpt(found.text, answering_span(found.text, query, [bound.clause]))

    def _listed(self, question: Question, text: str) -> float:
        if Ask.LIST not in question.asks:
            return 0.0
        return 1.0 if lists_something(text, question.text) else -1.0

    def mentions(self, question: str) -> bool:
        """Whether the document has what ``question`` is about, whatever it says of it."""
        return bool(self.words.rare_runs(written_out(question, self.outline.text)))

    def named(self, question: str) -> list[float]:
        """The share of the rare things that ``question`` names that each sentence itself names, by its number.

        The rarer a thing, the more it counts: of 上半年GDP it is GDP that is looked for.
        """
        return self.words.naming(self.words.rare_runs(written_out(question, self.outline.text)))

    def _explains(self, asked: Mapping[str, float], number: int) -> bool:
        """Whether the headings and the lead over a sentence state what is asked about: then it tells why."""
        sentence = self.outline.sentences[number]
        lead = sentence.point is not None and self.lookup.lead(sentence.point) == sentence
        scope = self.words.scope[number] - self.words.tokens[number] if lead else self.words.scope[number]
        stated = sum(weight for token, weight in asked.items() if token in scope)
        return stated >= _STATED * sum(asked.values())

    def _said_of_another(self, question: Question, found: Found, bound: Binding) -> bool:
        """Whether the figure or date that would be given is not said of what the question names."""
        if bound.thing is None or not question.asks & {Ask.FIGURE, Ask.DATE, Ask.WHO, Ask.PLACE}:
            return False
        number, asked = found.sentence.number, question.about or question.text
        named = self.words.rare_runs(asked)
        scope = self.words.before(number) + self.words.folded[number]
        if len(named) >= _SURELY_NAMED and not any(run in scope for run in named):
            return True
        if not question.asks & {Ask.FIGURE, Ask.DATE}:
            return False
        reach = self.words.above[number] + within_reach(found.text, bound)
        if out_of_reach(named, found.text, reach):
            return True
        places = [name for name in self.names if name in question.text]
        if out_of_reach(places, found.text, reach) and len(self.given(question, found.text) or ()) == 1:
            return True
        if Ask.FIGURE not in question.asks:
            return False
        return of_another_scope(question.text, self.words.said[number]) or lacks_the_part(question.text, found.text)

    @cached_property
    def _quantities(self) -> frozenset[tuple[Decimal, str]]:
        """All that the document has; only a question with a number needs to know."""
        return frozenset(figure.quantity for text in self.words.texts for figure in read_figures(text))

    def _lacks_a_number(self, asked: str, number: int) -> bool:
        """Whether the question names a number (42个未开工的项目) that the document has, but not here or right before."""
        named = named_numbers(asked)
        if not named:
            return False
        here = {figure.quantity for figure in read_figures(self.words.before(number) + self.words.said[number])}
        return not named & self._quantities <= here

    def _is_another(self, question: Question, found: Found, period: float) -> bool:
        """Whether it speaks of another place, subject, term, name or period than the question."""
        said = self.words.said[found.sentence.number]
        return (
            self._names_another_place(question, found)
            or self._lacks_the_new_subject(question, found.sentence.number)
            or lacks_a_term(question.text, said)
            or lacks_a_quoted_name(question.text, self.outline.text, said)
            or (Ask.FIGURE in question.asks and period < 0)
        )

    def _lacks_the_new_subject(self, question: Question, number: int) -> bool:
        """Whether a follow-up (青石大桥：石门水库总投资多少？) names a thing of the document that is neither here nor right before."""
        own, mark, _ = question.text.partition("：")
        runs = self.words.rare_runs(own) if mark else frozenset()
        scope = self.words.before(number) + self.words.folded[number]
        return bool(runs) and not any(run in scope for run in runs)

    def _names_another_place(self, question: Question, found: Found) -> bool:
        """Whether the question names places of this document, and the sentence none of them."""
        # Of a follow-up (泸溪：吉首要发展什么？) the place that it names itself counts, not the earlier one.
        own, _, _ = question.text.partition("：")
        named = [name for name in self.names if name in own] or [name for name in self.names if name in question.text]
        scope = self.words.said[found.sentence.number]
        return bool(named) and not any(name in scope for name in named)


def _surely_lacks(question: Question, text: str) -> bool:
    """Whether nothing in ``text``, which seems to lack what is asked for, can be that by another name."""
    if question.asks & {Ask.DATE, Ask.PLACE}:
        return True
    return Ask.FIGURE in question.asks and (question.measure in _PLAIN or not read_figures(text))


def _focus_share(question: Question, short: str) -> float:
    """The share of the characters beside the asking word that ``short`` has; 0.5 if there are none."""
    wanted = set(focus(question.text)) - {"|"}
    return len(wanted & set(short)) / len(wanted) if wanted else 0.5
