"""How a sentence matches a question, as numbers: what ranks it and what accepts it.

A score of relevance says that a sentence is about the right words. Whether it
answers needs more: that it holds the kind of thing asked for, for the period asked
about, next to the words asked about, and that no name in the question is one which
the document gives elsewhere but not here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.evidence import Found
from assistant.extraction.another_part import follows_its_cause, stands_in_another_part
from assistant.extraction.binding import Binding
from assistant.extraction.bound import all_of_another, bound_thing
from assistant.extraction.contrast import contrasts, differs
from assistant.extraction.outline_lookup import OutlineLookup
from assistant.extraction.scope import Scope
from assistant.extraction.words import DocumentWords, tokens
from assistant.understanding.abbreviations import mainly_chinese, written_out
from assistant.understanding.answer_type import Given, given, hints_at_a_cause, lists_something
from assistant.understanding.clauses import answering_span, excerpt
from assistant.understanding.figures import read_figures
from assistant.understanding.people import asks_for_a_holder, may_name_somebody
from assistant.understanding.question import Ask, Measure, Question
from assistant.understanding.topic import focus
from index.crossencoder import StaticCrossEncoder, in_context, own_cross_encoder
from index.outline import Outline

_NUMBER: Final = re.compile(r"\d[\d.]*")
_LOGIT: Final = 4
"""What its logits are divided by, so that they are as large as the other features."""
_PLAIN: Final = frozenset((Measure.MONEY, Measure.RATE))
"""Measures whose figures are known wherever they stand; what is counted has too many names."""
_IN_ITS_PART: Final = frozenset((Ask.WHY, Ask.PLACE, Ask.WHO, Ask.DATE))
"""Kinds that must stand in the part of the sentence that is asked about."""
_STATED = 0.5
"""Share of a question's words from which a lead states what it asks about."""


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
        barred: 1 if it can't be the answer, whatever else fits: it speaks of another place, period or name than the
            question, has nothing that is not a rival's, or no date, place or figure where one is asked for.
        contrast: 2 if it speaks of another of these, or of another step, attribute or side of a distinction (a total,
            what was added); 1 if it seems to.
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
        self.words = DocumentWords(outline, lookup)
        self._scope = Scope(outline, self.words)
        self._encoder = encoder or own_cross_encoder()

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
        setting = self._scope.setting(found)
        bound = bound_thing(question, setting, things or ())
        near = tokens(bound.said)
        kind = self._kind(question, number, things)
        period = self._scope.period(question, found)
        another = self._scope.is_another(question, found, period) or all_of_another(question, setting, things or ())

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
            contrast=2.0 if another else self._contrast(question, found, things or (), bound),
            typed=float(kind != 0),
            why=kind if Ask.WHY in question.asks else 0.0,
            listed=_listed(question, found.text, bound),
            focus=_focus_share(question, bound.said),
            bound=bound.share,
            later=float(bound.later),
            missed=self.words.missed(question.text, number),
            cross=cross,
            length=len(found.text) / 100,
            figures=len(_NUMBER.findall(found.text)) / 10,
        )

    def _kind(self, question: Question, number: int, things: Sequence[Given] | None) -> float:
        """See :attr:`Match.kind`; where the signs of a kind are weak, a lack of them says nothing."""
        if things is None or things:
            return 0.0 if things is None else 1.0
        asked, _, _ = self.words.weighed(question.topic)
        text = self.outline.quote(self.outline.sentences[number])
        explained = Ask.WHY in question.asks and (
            self._explains(asked, number) or follows_its_cause(question, text) or hints_at_a_cause(text)
        )
        named = Ask.WHO in question.asks and may_name_somebody(question.text, text)
        return 0.0 if explained or named else -1.0

    def _contrast(self, question: Question, found: Found, things: Sequence[Given], bound: Binding) -> float:
        """See :attr:`Match.contrast`."""
        text = found.text
        if differs(question, text, bound):
            return 2.0
        apart = question.asks & _IN_ITS_PART and stands_in_another_part(question, text, things)
        return float(
            bool(apart)
            or self._scope.lacks_a_number(question.text, found.sentence.number)
            or contrasts(question, text, bound)
            or self._scope.says_of_another(question, found, things, bound)
        )

    def given(self, question: Question, text: str) -> tuple[Given, ...] | None:
        """The things of the asked kind in ``text``, with this document's place names."""
        return given(question, text, self._scope.names)

    def short(self, question: Question, found: Found) -> str:
        """The shortest words of ``found`` that answer ``question``."""
        things = self.given(question, found.text) or ()
        bound = bound_thing(question, self._scope.setting(found), things)
        return excerpt(found.text, answering_span(found.text, question.topic, [bound.clause]))

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
        stated = sum(weight for token, weight in asked.items() if token in self.words.scope[number])
        return stated >= _STATED * sum(asked.values())


def _listed(question: Question, text: str, bound: Binding) -> float:
    """1 if the part of ``text`` that matches best lists something new, -1 if not; 0 if no list is asked for."""
    if Ask.LIST not in question.asks:
        return 0.0
    start, end = bound.clause
    part = text[text.rfind("；", 0, start) + 1 : (text + "；").index("；", end)]
    return 1.0 if lists_something(part, question.text) else -1.0


def _surely_lacks(question: Question, text: str) -> bool:
    """Whether nothing in ``text``, which seems to lack what is asked for, can be that by another name."""
    if question.asks & {Ask.DATE, Ask.PLACE} or (Ask.WHO in question.asks and asks_for_a_holder(question.text)):
        return True
    return Ask.FIGURE in question.asks and (question.measure in _PLAIN or not read_figures(text))


def _focus_share(question: Question, short: str) -> float:
    """The share of the characters beside the asking word that ``short`` has; 0.5 if there are none."""
    wanted = set(focus(question.text)) - {"|"}
    return len(wanted & set(short)) / len(wanted) if wanted else 0.5
