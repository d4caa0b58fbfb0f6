"""Whether each figure, date and body of a claim is one that its sources state, and of the same thing."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, Literal

from assistant.understanding.figures import DateMention
from assistant.verification.counting import counts_a_list, parts_of_a_whole
from assistant.verification.modality import exchanged, stands_as, told_as, told_otherwise
from assistant.verification.naming import Body, bodies
from assistant.verification.quantities import Quantity, compared, dates, period, quantities, same_time
from assistant.verification.sources import Source
from assistant.verification.surroundings import Rival, Surroundings, around, other_subject
from assistant.verification.tendency import (
    amount_differs,
    bounds_differ,
    comparison_differs,
    english_amount_differs,
    unfounded_change,
    way,
)

PlaceFault = Literal["figure", "neighbour", "date", "modality", "tendency", "count"]
Stated = tuple[Quantity, Surroundings, Source]
_AND: Final = ("、", "和", "与", "及")
_QUOTES: Final = ("“", '"', "‘", "'")
_NUMERALS: Final = {Decimal(n): numeral for n, numeral in enumerate("一二三四五六七八九十", start=1)}
_NOW: Final = DateMention("今年", 0, 2)


class Figures:
    """The figures of a claim, ``text``, held against those of ``sources``."""

    def __init__(self, text: str, figures: Sequence[Quantity], sources: Sequence[Source], *, english: bool) -> None:
        """Places each of ``figures`` among the words around it."""
        self._text, self._sources, self._english = text, sources, english
        self._figures = tuple(zip(figures, around(text, figures), strict=True))
        self._stated: list[Stated] = [(q, s, source) for source in sources for q, s in source.figures]

    def faults(self) -> Iterator[tuple[PlaceFault, str]]:
        """Each fault, and the figure as it is written."""
        for place, (figure, here) in enumerate(self._figures):
            what = self._text[figure.start : figure.end]
            carriers = [item for item in self._stated if _carried(figure, item[0])]
            if not carriers:
                if not self._is_its_own(figure):
                    yield "figure", what
                continue
            found = [self._wrong(figure, here, item) for item in carriers]
            if first := next((fault for fault in found if fault), None) if all(found) else None:
                yield first, what
            elif len(carriers) == 1 and self._told_twice(place):
                yield "neighbour", what

    def _is_its_own(self, figure: Quantity) -> bool:
        """Whether ``figure`` counts what the claim lists or cites, or stands in the headings."""
        if counts_a_list(self._text, figure, len(self._sources)):
            return True
        if any(parts_of_a_whole(self._text, figure, source.text) for source in self._sources):
            return True
        if any(figure.is_ratio(q, p) for p, s, _ in self._stated for q, t, _ in self._stated if s.text == t.text):
            return True
        if self._is_part_of_a_name(figure):
            return True
        above = (other for source in self._sources for other in quantities(source.headings))
        year = f"{figure.value}年"
        return any(_carried(figure, other) for other in above) or (
            self._english and any(year in source.headings or year in source.text for source in self._sources)
        )

    def _is_part_of_a_name(self, figure: Quantity) -> bool:
        """Whether a source has ``figure`` as a numeral in a name: 3大体系 as 三大体系, “Nine small premises” as “九小场所”."""
        numeral = _NUMERALS.get(figure.value)
        if not numeral:
            return False
        if self._english and self._text[: figure.start].rstrip()[-1:] in _QUOTES:
            return any(f"”{numeral}" in source.text for source in self._sources)
        behind = self._text[figure.start : figure.end + 2].lstrip("0123456789")[:2]
        written = re.compile(f"(?<![第零〇两几一二三四五六七八九十百千万亿]){numeral}{re.escape(behind)}")
        return len(behind) > 1 and any(written.search(source.text) for source in self._sources)

    def _told_twice(self, place: int) -> bool:
        """Whether the clause has the same figure before, of another part of it (6个问题已销号6个)."""
        figure, here = self._figures[place]
        written = self._text[figure.start : figure.end]
        return any(
            self._text[other.start : other.end] == written and there.before == here.before
            for other, there in self._figures[:place]
        )

    def _wrong(self, figure: Quantity, here: Surroundings, carrier: Stated) -> PlaceFault | None:
        """What is wrong with ``figure`` as ``carrier`` states it."""
        own, there, source = carrier
        at, place = figure.start - len(here.before), own.start - len(there.before)
        ours, theirs = way(here.text, at), way(there.text, place)
        if (ours and theirs and ours != theirs) or unfounded_change(here.text[:at], there.text):
            return "tendency"
        if self._english:
            if comparison_differs(here.text, there.text):
                return "tendency"
            if english_amount_differs(here.text, at, there.heads(place)):
                return "count"
            told = told_otherwise(self._text, source.text, source.headings, source.leaning)
            return "modality" if told else None
        rivals = self._rivals(figure, here)
        if (
            here.nearer(rivals, there)
            or self._strays(figure, here, carrier, rivals)
            or other_subject(here.text, there.text, source.text)
            or here.names_another(there)
        ):
            return "neighbour"
        if amount_differs(here.heads(at), here.before, there.heads(place)):
            return "count"
        spans = (at, at + figure.end - figure.start), (place, place + own.end - own.start)
        if bounds_differ(here.text, spans[0], there.text, spans[1]):
            return "tendency"
        stands = stands_as(there.text, there.before, source.headings, source.leaning)
        return "modality" if exchanged(told_as(here.text), stands) else None

    def _strays(self, figure: Quantity, here: Surroundings, carrier: Stated, rivals: Sequence[Rival]) -> bool:
        """Whether the claim goes on from a figure of one sentence with the like of another, where the first has its own.

        柳渡镇…带动农户421户，户均增收… is said of 柳渡镇, whose 户均增收 stands beside the 421户; but a time of its own begins anew.
        """
        before = [q for q, s in self._figures if q.start < figure.start and s.before != here.before]
        homes = {id(source) for q, _, source in self._stated if before and _carried(before[-1], q)}
        beside = {id(there) for _, there, source in self._stated if id(source) in homes}
        return (
            id(carrier[2]) not in homes
            and not dates(here.text)
            and any(
                rival.claimed is None and id(rival.there) in beside and here.as_near(rival.there, carrier[1])
                for rival in rivals
            )
        )

    def _rivals(self, figure: Quantity, here: Surroundings) -> list[Rival]:
        """The other figures for which ``figure`` may be taken, each with where the claim states it."""
        heads = here.heads(figure.start - len(here.before))
        found = []
        for other, there, _ in self._stated:
            if not figure.like(other) or figure.rough or figure.less or _carried(figure, other):
                continue
            if amount_differs(heads, here.before, there.heads(other.start - len(there.before))):
                continue
            found.append(Rival(there, next((s for q, s in self._figures if _carried(q, other)), None)))
        return found


def date_faults(
    text: str, times: Sequence[DateMention], sources: Sequence[Source], *, english: bool
) -> Iterator[tuple[PlaceFault, str]]:
    """Each date of ``text`` that ``sources`` do not give, or give for another thing."""
    claimed = tuple(zip(times, around(text, times), strict=True))
    stated = [(date, there, source) for source in sources for date, there in source.dates]
    for date, here in claimed:
        carriers = [
            there
            for other, there, source in stated
            if same_time(date, other, source.year)
            and compared(text, date) >= compared(there.full, other)
            and (date.text == other.text or not compared(text, date) or not _is_this_year(date))
        ]
        if _is_this_year(date) and all(_speaks_of_another_year(source) for source in sources):
            yield "date", date.text
        years = [source.headings + source.text + str(source.year) for source in sources]
        if date.year is not None and not any(str(date.year) in year for year in years):
            yield "date", date.text
        if not carriers:
            if not same_time(date, _NOW) and not any(_above(date, source) for source in sources):
                yield "date", date.text
            continue
        if english or date.month is None:
            continue
        rivals = [
            Rival(there, next((s for d, s in claimed if d.month and same_time(d, other)), None))
            for other, there, _ in stated
            if other.month is not None and not same_time(date, other)
        ]
        if all(here.nearer(rivals, own) for own in carriers):
            yield "neighbour", date.text


def body_faults(text: str, sources: Sequence[Source]) -> Iterator[tuple[PlaceFault, str]]:
    """Who does what: a body that the text names for something else than another one is the wrong one."""
    ours = bodies(text)
    claimed = tuple(zip(ours, around(text, ours), strict=True))
    stated = [pair for source in sources for pair in _together(source)]
    for body, here in claimed:
        carriers = [there for other, there in stated if other.same(body)]
        if not carriers or body.listed(text):
            continue
        beside = [body, *(other for other in ours if other.name in here.text)]
        rivals = [
            Rival(there, next((s for b, s in claimed if b.same(other)), None))
            for other, there in stated
            if not any(other.same(one) for one in beside)
        ]
        if all(here.nearer(rivals, own) for own in carriers):
            yield "neighbour", body.name


def _together(source: Source) -> Iterator[tuple[Body, Surroundings]]:
    """The bodies of ``source``; of several that are listed (云江区、东浦区于…), each with what is said of all."""
    pairs = source.bodies
    for place, (body, there) in enumerate(pairs):
        last = place
        while last + 1 < len(pairs) and source.text[pairs[last][0].end : pairs[last + 1][0].start] in _AND:
            last += 1
        yield body, there if there.local else pairs[last][1]


def _carried(figure: Quantity, other: Quantity) -> bool:
    if figure.unit.startswith("?"):
        return figure.value == other.value and other.unit not in ("%", "个百分点", "元")[: 3 - len(figure.unit) // 2]
    return figure.carried_by(other)


def _is_this_year(date: DateMention) -> bool:
    return date.text in ("今年", "本年", "当年")


def _speaks_of_another_year(source: Source) -> bool:
    """Whether ``source`` speaks of last or next year, and not of this one."""
    own = [date.text for date, there in source.dates if not compared(there.full, date)]
    if any(text.startswith(("今年", "本年", "上半年", "下半年")) or text[:1].isdigit() for text in own):
        return False
    return any(text.startswith(("明年", "去年")) for text in own or [date.text for date in dates(source.headings)])


def _above(date: DateMention, source: Source) -> bool:
    """Whether the headings give ``date``, and the sentence no other period."""
    if period(date) and any(period(own) for own, there in source.dates if not compared(there.full, own)):
        return False
    if any(same_time(date, other, source.year) for other in dates(source.headings)):
        return True
    return date.month is None and date.text in source.headings
