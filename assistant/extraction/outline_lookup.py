"""Answers that are read off the outline: summaries and complete enumerations.

"概括第二部分" and "有哪些方面" are questions about the document's structure; a search
for the best sentences would return some of the siblings, never surely all.
"""

import re
from collections import Counter
from dataclasses import dataclass

from index.lexical import Bm25
from index.numerals import ordinal
from index.outline import Outline, Point, Section, Sentence

_NUMBERED_PART = re.compile(r"第([一二三四五六七八九十\d]+)(?:个)?(?:大)?(?:部分|大点|大块|章|方面的大)")
_WHOLE = re.compile(
    r"(?:全文|通篇|整篇|这[篇份个]|本[篇次份]|整个)(?:讲话|报告|文件|通知|方案|材料)?|讲话(?:的)?(?:主要|全部)|the (?:whole )?(?:speech|report)"
)
_ANNOUNCES = re.compile(
    r"(?:以下|下列|这|几个|[一二三四五六七八九十]个)(?:几个|几)?(?:方面|工作|任务|重点)[^，。]{0,6}[。：:]$"
)
_QUOTED = re.compile("“(.+)”")
_INNER = str.maketrans("“”", "‘’")
"""Quotation marks within those that a question puts around a name."""
_EDGES = "，。：；、 "
_LONGEST_LEAD = 40
_LIST_WEIGHT, _POINT_WEIGHT = 0.9, 0.7
"""A question that names a section's subject wants the section, even where a point's lead is briefer."""
_NAMED = 4.0
"""The score from which a query that speaks of the whole document still means a part of it."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """Something that can be summed up: what it is called, where it stands, what it consists of.

    ``name`` is what a question can call it by in quotation marks; "" where it has no words of its own.
    """

    title: str
    path: str
    items: tuple[Sentence, ...]
    weight: float = 1.0
    name: str = ""


class OutlineLookup:
    """Finds the part of the outline that a question is about, and what it consists of."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._headings = {s.section: s for s in outline.sentences if s.heading and s.section}
        self._of_point: dict[int, list[Sentence]] = {}
        for sentence in outline.sentences:
            if sentence.point is not None:
                self._of_point.setdefault(sentence.point, []).append(sentence)
        self._entries = [entry for entry in self._list_entries() if entry.items and entry.title]
        names = Counter(entry.name for entry in self._entries)
        self._called = {entry.name: entry.items for entry in self._entries if entry.name and names[entry.name] == 1}
        self._titles = Bm25([entry.title for entry in self._entries])
        self._paths = Bm25([f"{entry.path} {entry.title}" for entry in self._entries])
        self._items = Bm25([" ".join(map(outline.quote, entry.items)) for entry in self._entries])

    def named_items(self, query: str) -> tuple[Sentence, ...]:
        """What the part consists of that ``query`` names by its number, its title or its words; () if it names none."""
        if (quoted := _QUOTED.search(query)) and (items := self.called(quoted.group(1))):
            return items
        if match := _NUMBERED_PART.search(query):
            tops = self.outline.children(0)
            place = ordinal(match.group(1)) - 1
            if 0 <= place < len(tops):
                return self.items(tops[place])
        whole = self.items(self.outline.sections[0])
        if not self._entries:
            return whole
        own = self._titles.scores(query)
        scores = own + 0.5 * self._paths.scores(query) + 0.25 * self._items.scores(query)
        best = max(range(len(own)), key=lambda n: float(scores[n]) * self._entries[n].weight)
        if _WHOLE.search(query) and own[best] < _NAMED:
            return whole
        return self._entries[best].items if own[best] > 0 else ()

    def name(self, part: Section | Point) -> str:
        """What a question can call ``part`` by: its title, or the words that it opens with."""
        if isinstance(part, Section):
            return part.title.translate(_INNER)
        lead = self.lead(part.number)
        words = self.outline.quote(lead).removeprefix(part.mark).strip(_EDGES) if self.is_lead(lead) else ""
        return words.translate(_INNER)

    def called(self, name: str) -> tuple[Sentence, ...]:
        """What the part consists of that is called ``name``; () where none is, or more than one."""
        return self._called.get(name.translate(_INNER), ())

    def _is_upper(self, heading: Sentence) -> bool:
        """Whether ``heading`` is one of the two uppermost levels of this document."""
        return len(self.outline.path(heading.section)) <= 2

    def heading(self, section: Section) -> Sentence | None:
        """The sentence that is the section's heading."""
        return self._headings.get(section.number)

    def items(self, section: Section) -> tuple[Sentence, ...]:
        """What ``section`` consists of: its subsections' headings, else its points' leads.

        A subsection comes with the sentence that it opens with; the whole document
        comes as its two uppermost levels of headings.
        A section with neither subsections nor points comes as its sentences.
        """
        below = self.outline.children(section.number)
        if below and not section.number:
            return tuple(s for s in self.outline.sentences if s.heading and s.section and self._is_upper(s))
        if below:
            return tuple(
                sentence
                for child in below
                for sentence in (self.heading(child), next(iter(self._body(child)), None))
                if sentence
            )
        points = [point for point in self.outline.points if point.section == section.number and point.mark]
        return tuple(self.lead(point.number) for point in points) or self._body(section)

    def siblings(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The leads of the list that ``sentence`` leads an item of; () if it leads none."""
        if sentence.point is None or self.lead(sentence.point) != sentence:
            return ()
        own = self.outline.points[sentence.point]
        return self._list_of(own) if own.mark else ()

    def lead(self, point: int) -> Sentence:
        """The sentence that a point opens with."""
        return self._of_point[point][0]

    def is_lead(self, sentence: Sentence) -> bool:
        """Whether ``sentence`` only announces the sentences behind it, as headings do."""
        if sentence.heading:
            return True
        if sentence.point is None or not self.outline.points[sentence.point].mark:
            return False
        own = self._of_point[sentence.point]
        return len(own) > 1 and own[0] == sentence and sentence.end - sentence.start <= _LONGEST_LEAD

    def _list_entries(self) -> list[_Entry]:
        """Every section, every list of points by the sentence before it, every point by its lead."""
        entries = [
            _Entry(section.title, self._path(section.parent or 0), self.items(section), name=self.name(section))
            for section in self.outline.sections[1:]
        ]
        entries += [
            _Entry(
                self.outline.quote(s),
                self._path(s.section),
                self.items(self.outline.sections[s.section]),
                _POINT_WEIGHT,
            )
            for s in self.outline.sentences
            if not s.heading and _ANNOUNCES.search(self.outline.quote(s)) and self.outline.children(s.section)
        ]
        for point in self.outline.points:
            path = self._path(point.section)
            if not point.mark:
                after = self.outline.points[point.number + 1 : point.number + 2]
                if after and after[0].mark and after[0].paragraph == point.paragraph:
                    intro = self.outline.quote(self._of_point[point.number][-1]).rstrip("，。：")
                    items = self._list_of(after[0])
                    entries.append(_Entry(intro.split("，")[-1], path, items, _LIST_WEIGHT))
            elif self.is_lead(self.lead(point.number)):
                own = self._of_point[point.number]
                title = self.outline.quote(own[0])
                entries.append(_Entry(title, path, tuple(own[1:]), _POINT_WEIGHT, self.name(point)))
        return entries

    def _list_of(self, own: Point) -> tuple[Sentence, ...]:
        stem = own.address[: -len(own.mark)]
        return tuple(
            self.lead(point.number)
            for point in self.outline.points
            if point.section == own.section
            and point.mark
            and point.address == stem + point.mark
            and point.mark[-1] == own.mark[-1]
            and len(point.mark) == len(own.mark)
        )

    def _path(self, section: int) -> str:
        return " ".join(item.title for item in self.outline.path(section))

    def _body(self, section: Section) -> tuple[Sentence, ...]:
        return tuple(s for s in self.outline.sentences_within(section) if not s.heading and s.section == section.number)
