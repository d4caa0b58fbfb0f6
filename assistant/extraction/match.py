"""How a sentence matches a question, as numbers: what ranks it and what accepts it.

A score of relevance says that a sentence is about the right words. Whether it
answers needs more: that it holds the kind of thing asked for, for the period asked
about, next to the words asked about, and that no name in the question is one which
the document gives elsewhere but not here.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from assistant.evidence import Found
from assistant.extraction.binding import Binding, bind
from assistant.extraction.contrast import contrasts
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
from assistant.understanding.abbreviations import lacks_a_term, mainly_chinese, written_out
from assistant.understanding.answer_type import Given, given, lists_something, may_name_somebody, place_names
from assistant.understanding.clauses import answering_span, excerpt
from assistant.understanding.figures import read_figures
from assistant.understanding.question import Ask, Question, focus, topic
from index.outline import Outline, Sentence
from index.tokens import lexical_tokens

_REMEMBERED = 256
_STATED = 0.5
"""Share of a question's words from which a lead states what it asks about."""
_SAME_MATTER = 0.6
"""How well a sentence with a cause must match a question that shares no rare run with the document: it may be any thing's cause."""
_SURELY_NAMED = 2
"""Rare runs from which a question names a thing of the document: one may be everyday words by chance."""
_RUNS = re.compile(r"[\u4e00-\u9fff]{3,}|[A-Za-z][A-Za-z0-9+]+")


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
        contrast: 1 if the thing found measures something else than asked (a total, what was added).
        typed: 1 if the question asks for a kind that can be told from the words.
        why: ``kind`` again where a cause is asked for, whose signs are weak.
        listed: Where "which ones" is asked: 1 if the sentence lists something new, else -1.
        missed: Share of the question's rare runs, found elsewhere in the document, that are not here.
        focus: Share of the characters next to the asking word that stand in the thing's clause.
        bound: What that clause matches, as a share of what the best clause of the sentence does.
        later: 1 if the best clause comes only behind the thing.
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
    contrast: float
    typed: float
    why: float
    listed: float
    focus: float
    missed: float
    bound: float
    later: float


class _Weighed(NamedTuple):
    """The tokens of a topic with their weights, those among them that the document has, and the sum of all weights."""

    asked: Mapping[str, float]
    known: frozenset[str]
    total: float


class Matcher:
    """Measures sentences of one outline against questions."""

    def __init__(self, outline: Outline, lookup: OutlineLookup) -> None:
        self.outline, self.lookup = outline, lookup
        self.names = place_names(outline.text)
        self._said = [self._above(sentence) + outline.quote(sentence) for sentence in outline.sentences]
        self._folded = [said.lower() for said in self._said]
        self._looks_back = looks_back(outline.text)
        self._texts = [outline.quote(sentence).lower() for sentence in outline.sentences]
        self._everything = "\n".join(self._texts)
        self._weighted = lru_cache(_REMEMBERED)(self._weigh)
        self._rare_runs = lru_cache(_REMEMBERED)(self._find_rare_runs)
        self._tokens = [_tokens(outline.quote(sentence)) for sentence in outline.sentences]
        self._scope = [_tokens(self._above(sentence)) for sentence in outline.sentences]
        self._here = [tokens | scope for tokens, scope in zip(self._tokens, self._scope, strict=True)]
        self._df = Counter(token for tokens in self._tokens for token in tokens)

    def match(self, question: Question, found: Found, best_score: float) -> Match:
        """The features of ``found`` for ``question``."""
        number = found.sentence.number
        asked, known, total = self._weighted(question.topic)
        here = self._here[number]
        things = self.given(question, found.text)
        bound = bind(found.text, question.topic, things or ())
        near = _tokens(bound.said)
        kind = 0.0 if things is None else 1.0 if things else -1.0
        if kind < 0 and Ask.WHY in question.asks and self._explains(asked, number):
            kind = 0.0
        if kind < 0 and Ask.WHO in question.asks and may_name_somebody(question.text, found.text):
            kind = 0.0

        period = period_match(question.text, self._said[number], retrospective=self._looks_back)

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
            contrast=float(
                self._names_another_place(question, found)
                or lacks_a_term(question.text, self._said[number])
                or (Ask.FIGURE in question.asks and period < 0)
                or lacks_a_quoted_name(question.text, self.outline.text, self._said[number])
                or self._lacks_a_number(question.text, number)
                or self._causes_another(question, found)
                or contrasts(question, found.text, bound)
                or self._said_of_another(question, found, bound)
            ),
            typed=float(kind != 0),
            why=kind if Ask.WHY in question.asks else 0.0,
            listed=self._listed(question, found.text),
            focus=_focus_share(question, bound.said),
            bound=bound.share,
            later=float(bound.later),
            missed=self._missed(question.text, found.sentence),
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
        return bool(self._rare_runs(written_out(question, self.outline.text)))

    def named(self, question: str) -> list[float]:
        """The share of the rare things that ``question`` names that each sentence itself names, by its number."""
        runs = self._rare_runs(written_out(question, self.outline.text))
        return [sum(run in text for run in runs) / max(len(runs), 1) for text in self._texts]

    def _find_rare_runs(self, question: str) -> frozenset[str]:
        """The runs of three characters, and words of another script, that both have.

        Those that stand all over the document, as 上半年 does, say nothing.
        """
        rare = max(3, len(self._said) // 12)
        pieces = {
            piece.lower()
            for run in _RUNS.findall(topic(question))
            for piece in ([run] if run.isascii() else [run[i : i + 3] for i in range(len(run) - 2)])
        }
        # Of most pieces the whole document has none.
        counts = {piece: sum(piece in text for text in self._texts) for piece in pieces if piece in self._everything}
        return frozenset(piece for piece, n in counts.items() if 0 < n <= rare)

    def _missed(self, question: str, sentence: Sentence) -> float:
        runs = self._rare_runs(question)
        scope = self._folded[sentence.number]
        return sum(run not in scope for run in runs) / len(runs) if runs else 0.0

    def _explains(self, asked: Mapping[str, float], number: int) -> bool:
        """Whether the headings and the lead over a sentence state what is asked about: then it tells why."""
        sentence = self.outline.sentences[number]
        lead = sentence.point is not None and self.lookup.lead(sentence.point) == sentence
        scope = self._scope[number] - self._tokens[number] if lead else self._scope[number]
        stated = sum(weight for token, weight in asked.items() if token in scope)
        return stated >= _STATED * sum(asked.values())

    def _above(self, sentence: Sentence) -> str:
        """The headings over ``sentence`` and the lead of its point: what it takes as said."""
        parts = [section.title for section in self.outline.path(sentence.section)]
        if sentence.point is not None:
            parts.append(self.outline.quote(self.lookup.lead(sentence.point)))
        return " ".join(parts)

    def _weigh(self, text: str) -> "_Weighed":
        """How much each token of ``text`` tells in this document."""
        count = len(self._tokens)
        asked = {token: math.log(1 + (count + 0.5) / (self._df[token] + 0.5)) for token in _tokens(text)}
        known = frozenset(token for token in asked if self._df[token])
        return _Weighed(asked, known, sum(asked.values()) or 1.0)

    def _said_of_another(self, question: Question, found: Found, bound: Binding) -> bool:
        """Whether the figure or date that would be given is not said of what the question names."""
        if bound.thing is None or not question.asks & {Ask.FIGURE, Ask.DATE, Ask.WHO, Ask.PLACE}:
            return False
        number, asked = found.sentence.number, question.about or question.text
        named = self._rare_runs(asked)
        scope = self._before(number) + self._folded[number]
        if len(named) >= _SURELY_NAMED and not any(run in scope for run in named):
            return True
        if not question.asks & {Ask.FIGURE, Ask.DATE}:
            return False
        reach = self._above(found.sentence) + within_reach(found.text, bound)
        if out_of_reach(named, found.text, reach):
            return True
        places = [name for name in self.names if name in question.text]
        if out_of_reach(places, found.text, reach) and len(self.given(question, found.text) or ()) == 1:
            return True
        if Ask.FIGURE not in question.asks:
            return False
        return of_another_scope(question.text, self._said[number]) or lacks_the_part(question.text, found.text)

    @cached_property
    def _quantities(self) -> frozenset[tuple[Decimal, str]]:
        """All that the document has; only a question with a number needs to know."""
        return frozenset(figure.quantity for text in self._texts for figure in read_figures(text))

    def _lacks_a_number(self, asked: str, number: int) -> bool:
        """Whether the question names a number (42个未开工的项目) that the document has, but not here or right before."""
        named = named_numbers(asked)
        if not named:
            return False
        here = {figure.quantity for figure in read_figures(self._before(number) + self._said[number])}
        return not named & self._quantities <= here

    def _before(self, number: int) -> str:
        return self._texts[number - 1] if number else ""

    def _causes_another(self, question: Question, found: Found) -> bool:
        """Whether a cause in everyday words is asked for, and ``found`` gives one of something else."""
        if Ask.WHY not in question.asks or found.soft >= _SAME_MATTER or not mainly_chinese(question.text):
            return False
        return not self._rare_runs(question.about or question.text)

    def _names_another_place(self, question: Question, found: Found) -> bool:
        """Whether the question names places of this document, and the sentence none of them."""
        # Of a follow-up (泸溪：吉首要发展什么？) the place that it names itself counts, not the earlier one.
        own, _, _ = question.text.partition("：")
        named = [name for name in self.names if name in own] or [name for name in self.names if name in question.text]
        scope = self._said[found.sentence.number]
        return bool(named) and not any(name in scope for name in named)


def _focus_share(question: Question, short: str) -> float:
    """The share of the characters beside the asking word that ``short`` has; 0.5 if there are none."""
    wanted = set(focus(question.text)) - {"|"}
    return len(wanted & set(short)) / len(wanted) if wanted else 0.5


@lru_cache(maxsize=8192)
def _tokens(text: str) -> frozenset[str]:
    """Pairs of neighbours, numbers and words: single characters say too little here."""
    return frozenset(token for token in lexical_tokens(text) if len(token) > 1)
