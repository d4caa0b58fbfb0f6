"""Answers that are read off the outline: summaries and complete enumerations.

"概括第二部分" and "有哪些方面" are questions about the document's structure; a search
for the best sentences would return some of the siblings, never surely all.
"""

import re

from index.lexical import Bm25
from index.numerals import ordinal
from index.outline import Outline, Section, Sentence

_NUMBERED_PART = re.compile(r"第([一二三四五六七八九十\d]+)(?:个)?(?:大)?(?:部分|大点|大块|章|方面的大)")
_LONGEST_LEAD = 40
_WHOLE = re.compile(
    r"(?:全文|通篇|整篇|这[篇份个]|本[篇次份]|整个)(?:讲话|报告|文件|通知|方案|材料)?|讲话(?:的)?(?:主要|全部)|the (?:whole )?(?:speech|report)"
)


class OutlineLookup:
    """Finds the part of the outline that a question is about, and what it consists of."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._headings = {s.section: s for s in outline.sentences if s.heading and s.section}
        self._sections = [section for section in outline.sections[1:] if section.title]
        paths = [" ".join(item.title for item in outline.path(section.number)) for section in self._sections]
        self._paths = Bm25(paths) if paths else None
        self._titles = Bm25([section.title for section in self._sections]) if paths else None
        self._of_point: dict[int, list[Sentence]] = {}
        for sentence in outline.sentences:
            if sentence.point is not None:
                self._of_point.setdefault(sentence.point, []).append(sentence)

    def named_section(self, query: str) -> Section | None:
        """The section that ``query`` names by its number or words; None if it names none.

        The whole document is ``sections[0]``.
        """
        if match := _NUMBERED_PART.search(query):
            tops = self.outline.children(0)
            place = ordinal(match.group(1)) - 1
            if 0 <= place < len(tops):
                return tops[place]
        if self._paths is None or self._titles is None:
            return self.outline.sections[0]
        own = self._titles.scores(query)
        scores = own + 0.5 * self._paths.scores(query)
        best = int(scores.argmax())
        if _WHOLE.search(query) and own[best] < 4:
            return self.outline.sections[0]
        return self._sections[best] if own[best] > 0 else None

    def heading(self, section: Section) -> Sentence | None:
        """The sentence that is the section's heading."""
        return self._headings.get(section.number)

    def items(self, section: Section) -> tuple[Sentence, ...]:
        """What ``section`` consists of: its subsections' headings, else its points' leads.

        A subsection comes with the sentence that it opens with. A section with
        neither subsections nor points comes as its sentences.
        """
        below = self.outline.children(section.number)
        if below:
            found: list[Sentence] = []
            for child in below:
                found += [s for s in (self.heading(child), self._opening(child)) if s]
            return tuple(found)
        leads = [
            self.lead(point.number) for point in self.outline.points if point.section == section.number and point.mark
        ]
        return tuple(leads) or self._body(section)

    def siblings(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The leads of the list that ``sentence`` leads an item of; () if it leads none."""
        if sentence.point is None or self.lead(sentence.point) != sentence:
            return ()
        own = self.outline.points[sentence.point]
        if not own.mark:
            return ()
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

    def _opening(self, section: Section) -> Sentence | None:
        body = self._body(section)
        return body[0] if body else None

    def _body(self, section: Section) -> tuple[Sentence, ...]:
        return tuple(s for s in self.outline.sentences_within(section) if not s.heading and s.section == section.number)
