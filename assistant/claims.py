"""A sentence that a model wrote, held against the sentences that it cites; pure.

What it says need not be what they say word for word, but each figure, date, title and
name in it must be theirs, said of the same thing; what they want may not be told as
done, what goes down not as going up, what is new not as all there is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from assistant.abbreviations import mainly_chinese
from assistant.clauses import clauses
from assistant.counting import counts_a_list
from assistant.english import english_dates, english_quantities
from assistant.figures import DateMention
from assistant.modality import Modality, exchanged, stands_as, told_as, told_otherwise
from assistant.naming import Body, bodies, unfounded_name
from assistant.normal import normal
from assistant.novelty import uncovered, unfounded_rank, unfounded_word
from assistant.quantities import Quantity, compared, dates, quantities, same_time
from assistant.surroundings import Surroundings, around, other_subject, tokens
from assistant.tendency import (
    allowed_differs,
    bounds_differ,
    comparison_differs,
    count_differs,
    level_differs,
    measure_differs,
    polarity_differs,
    threshold_differs,
    unfounded_change,
    way,
    ways,
)
from index.outline import Outline, Sentence

Fault = Literal["uncited", "figure", "neighbour", "date", "name", "modality", "tendency", "count", "content"]
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


@dataclass(frozen=True)
class Source:
    """A cited sentence as it is compared: normal text, the headings over it, its figures, dates and bodies."""

    text: str
    headings: str
    figures: tuple[tuple[Quantity, Surroundings], ...]
    dates: tuple[tuple[DateMention, Surroundings], ...]
    bodies: tuple[tuple[Body, Surroundings], ...]


def check(said: str, cited: Sequence[Sentence], outline: Outline) -> Verdict:
    """Whether ``cited`` carry ``said``."""
    if not cited:
        return Verdict("uncited")
    sources = [read_source(outline.quote(sentence), _headings(sentence, outline)) for sentence in cited]
    claim = _Claim(said, sources)
    return next(claim.faults(), Verdict())


@lru_cache(maxsize=2048)
def read_source(quote: str, headings: str) -> Source:
    """A sentence of the speech, read once for all answers."""
    text = normal(quote)
    figures, times, named = quantities(text), dates(text), bodies(text)
    return Source(
        text,
        normal(headings),
        tuple(zip(figures, around(text, figures), strict=True)),
        tuple(zip(times, around(text, times), strict=True)),
        tuple(zip(named, around(text, named), strict=True)),
    )


def _headings(sentence: Sentence, outline: Outline) -> str:
    """The headings above ``sentence``, and what its point opens with."""
    titles = [section.title for section in outline.path(sentence.section)]
    if sentence.point is not None:
        point = outline.points[sentence.point]
        lead = outline.sentence_at(point.start)
        if point.mark and lead and lead.end - lead.start <= _LONGEST_LEAD:
            titles.append(outline.quote(lead))
    return " ".join(titles)


class _Claim:
    def __init__(self, said: str, sources: Sequence[Source]) -> None:
        self.said, self.sources = said, sources
        self.text = normal(said)
        self.english = not mainly_chinese(said)
        self.scope = "\n".join(f"{source.headings}\n{source.text}" for source in sources)
        self.figures = english_quantities(said) if self.english else quantities(self.text)
        self.times = english_dates(said) if self.english else dates(self.text)

    def faults(self) -> Iterator[Verdict]:
        """Every fault that is found, the gravest first."""
        yield from self._figures()
        yield from self._dates()
        if rank := unfounded_rank(self.text, self.scope):
            yield Verdict("figure", rank)
        if not self.english:
            cited = "\n".join(source.text for source in self.sources)
            if name := unfounded_name(self.said, cited, self.scope):
                yield Verdict("name", name)
            yield from self._bodies()
            if word := unfounded_word(self.text, cited):
                yield Verdict("content", word)
            if threshold_differs(self.text, cited):
                yield Verdict("tendency", self.text)
            yield from self._clauses()
            yield from self._content()

    def _figures(self) -> Iterator[Verdict]:
        text = self.said if self.english else self.text
        for figure, here in zip(self.figures, around(text, self.figures), strict=True):
            what = text[figure.start : figure.end]
            stated = [(q, s, source) for source in self.sources for q, s in source.figures]
            carriers = [item for item in stated if _carried(figure, item[0])]
            if not carriers:
                year = self.english and f"{figure.value}年" in self.scope
                if not counts_a_list(text, figure, len(self.sources)) and not self._in_headings(figure) and not year:
                    yield Verdict("figure", what)
                continue
            found = [self._wrong(figure, here, item, stated) for item in carriers]
            if all(found):
                yield Verdict(found[0], what)

    def _in_headings(self, figure: Quantity) -> bool:
        return any(_carried(figure, other) for source in self.sources for other in quantities(source.headings))

    def _wrong(
        self,
        figure: Quantity,
        here: Surroundings,
        carrier: tuple[Quantity, Surroundings, Source],
        stated: Sequence[tuple[Quantity, Surroundings, Source]],
    ) -> Fault | None:
        """What is wrong with ``figure`` as ``carrier`` states it."""
        own, there, source = carrier
        at, place = figure.start - len(here.before), own.start - len(there.before)
        ours, theirs = way(here.text, at), way(there.text, place)
        if (
            (ours and theirs and ours != theirs)
            or unfounded_change(here.text[:at], there.text)
            or (self.english and comparison_differs(here.text, there.text))
        ):
            return "tendency"
        if not self.english:
            head = self.text[: figure.start].rpartition(";")[2][-_REACH:]
            rivals = [
                s
                for q, s, other in stated
                if figure.like(q)
                and not figure.rough
                and not _carried(figure, q)
                and not count_differs(head, other.text[: q.start])
            ]
            if here.nearer(rivals, there):
                return "neighbour"
            if other_subject(here.text, there.text, source.text):
                return "neighbour"
            if (
                measure_differs(here.text, at, there.text, place)
                or count_differs(head, source.text[: own.start])
                or level_differs(here.text[:at], there.text[:place], there.before)
            ):
                return "count"
            spans = (at, at + figure.end - figure.start), (place, place + own.end - own.start)
            if bounds_differ(here.text, spans[0], there.text, spans[1]):
                return "tendency"
        return self._told_otherwise(here, there, source)

    def _told_otherwise(self, here: Surroundings, there: Surroundings, source: Source) -> Fault | None:
        if self.english:
            return "modality" if told_otherwise(self.said, source.text, source.headings) else None
        stands = stands_as(there.text, there.before, source.headings)
        return "modality" if exchanged(told_as(here.text), stands) else None

    def _dates(self) -> Iterator[Verdict]:
        text = self.said if self.english else self.text
        for date, here in zip(self.times, around(text, self.times), strict=True):
            stated = [(d, s) for source in self.sources for d, s in source.dates]
            carriers = [s for d, s in stated if same_time(date, d) and compared(text, date) >= compared(s.full, d)]
            if this_year(date) and all(self._other_year(source) for source in self.sources):
                yield Verdict("date", date.text)
            if date.year is not None and str(date.year) not in self.scope:
                yield Verdict("date", date.text)
            if not carriers:
                above = any(same_time(date, other) for source in self.sources for other in dates(source.headings))
                if not above and not same_time(date, date_of_now) and not self._above(date):
                    yield Verdict("date", date.text)
                continue
            if self.english or date.month is None:
                continue
            rivals = [s for d, s in stated if d.month is not None and not same_time(date, d)]
            if all(here.nearer(rivals, own) for own in carriers):
                yield Verdict("neighbour", date.text)

    def _other_year(self, source: Source) -> bool:
        """Whether ``source`` speaks of last or next year, and not of this one."""
        own = [d.text for d, s in source.dates if not compared(s.full, d)]
        if any(text.startswith(("今年", "本年", "上半年", "下半年")) or text[:1].isdigit() for text in own):
            return False
        return any(text.startswith(("明年", "去年")) for text in own or [d.text for d in dates(source.headings)])

    def _above(self, date: DateMention) -> bool:
        """Whether ``date`` is no more than a word that the headings have, too."""
        return date.month is None and any(date.text in source.headings for source in self.sources)

    def _bodies(self) -> Iterator[Verdict]:
        """Who does what: a body that another sentence of the list names for it is the wrong one."""
        ours = bodies(self.text)
        stated = [(body, s) for source in self.sources for body, s in source.bodies]
        for body, here in zip(ours, around(self.text, ours), strict=True):
            carriers = [s for other, s in stated if other.same(body)]
            rivals = [s for other, s in stated if not other.same(body)]
            if carriers and all(here.nearer(rivals, own) for own in carriers):
                yield Verdict("neighbour", body.name)

    def _clauses(self) -> Iterator[Verdict]:
        """What each clause says, against the clause of the sources that is most like it."""
        for start, end in clauses(self.text):
            clause = self.text[start:end]
            words = tokens(clause)
            if len(words) < _FEWEST:
                continue
            share, stands, before, source = self._nearest(words)
            if share < _ALIGNED:
                continue
            ours, theirs = ways(clause), ways(stands)
            if (ours and theirs and not ours & theirs) or comparison_differs(clause, stands):
                yield Verdict("tendency", clause)
            if allowed_differs(clause, stands) or (share >= _SAME and polarity_differs(clause, stands, before)):
                yield Verdict("tendency", clause)
            told = told_as(clause)
            if told is not Modality.OPEN and exchanged(told, stands_as(stands, before, source.headings)):
                yield Verdict("modality", clause)

    def _nearest(self, words: frozenset[str]) -> tuple[float, str, str, Source]:
        best: tuple[float, str, str, Source] = (0.0, "", "", self.sources[0])
        for source in self.sources:
            for start, end in clauses(source.text):
                share = len(words & tokens(source.text[start:end])) / len(words)
                if share > best[0]:
                    best = (share, source.text[start:end], source.text[:start], source)
        return best

    def _content(self) -> Iterator[Verdict]:
        if words := uncovered(self.text, self.scope):
            yield Verdict("content", words)


_LONGEST_LEAD: Final = 40
"""Characters up to which the sentence that a point opens with is about all of it."""
_REACH: Final = 16
"""Characters before a figure in which its sign of new or all stands."""
_FEWEST: Final = 3
_ALIGNED: Final = 0.3
_SAME: Final = 0.5
"""Shares of a clause's words from which another one is about the same, and says the same."""
date_of_now: Final = DateMention("今年", 0, 2)


def this_year(date: DateMention) -> bool:
    """Whether ``date`` is this year, whichever it is."""
    return date.text in ("今年", "本年", "当年")


def _carried(figure: Quantity, other: Quantity) -> bool:
    if figure.unit.startswith("?"):
        return figure.value == other.value and other.unit not in ("%", "个百分点", "元")[: 3 - len(figure.unit) // 2]
    return figure.carried_by(other)
