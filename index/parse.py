"""From a text to its outline."""

from collections import Counter

from index.assemble import Draft, assemble
from index.marks import HeadingMark, heading_end, heading_mark, lines, split_run_in_sections
from index.outline import Outline
from index.sentences import trim

_LONGEST_TITLE = 60
_VOCATIVE = ("同志们", "各位代表", "各位领导", "各位同志", "各位委员")


def parse_outline(text: str) -> Outline:
    """The outline of ``text``; a text without heading numbers comes out as paragraphs."""
    return _Parser(text).parse()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.drafts = [Draft(mark=None, parent=None, start=0, end=len(text))]
        self.closing: list[tuple[int, int]] = []
        self.children: Counter[int] = Counter()
        self.not_one_line_each: set[int] = set()

    def parse(self) -> Outline:
        spans = [piece for start, end in lines(self.text) for piece in split_run_in_sections(self.text, start, end)]
        current = 0
        for start, end in self._without_title(spans):
            mark = heading_mark(self.text, start, end)
            current = self._open(mark, end) if mark else self._continue(current, start, end)
        self._close_parts()
        return assemble(self.text, self.drafts, self.closing)

    def _without_title(self, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Takes the title line away, if the first line is one, and gives the rest."""
        if len(spans) < 2:
            return spans
        start, end = spans[0]
        line = self.text[start:end]
        plain = not line.endswith(tuple("。！？：；，!?:;,")) and len(line) <= _LONGEST_TITLE
        if plain and not heading_mark(self.text, start, end):
            self.drafts[0].heading = (start, end)
            return spans[1:]
        return spans

    def _open(self, mark: HeadingMark, end: int) -> int:
        self._give_back_closing()
        parent = len(self.drafts) - 1
        while self.drafts[parent].level >= mark.level:
            above = self.drafts[parent].parent
            parent = above if above is not None else 0
        stop = heading_end(self.text, mark, end)
        body = trim(self.text, stop, end)
        draft = Draft(mark=mark, parent=parent, start=mark.start)
        if stop > mark.start:
            draft.heading = (mark.start, stop)
        if body[0] < body[1]:
            draft.paragraphs.append(body)
            draft.run_in = draft.heading is not None
        self.drafts.append(draft)
        self.children[parent] += 1
        if not draft.run_in:
            self.not_one_line_each.add(parent)
        return len(self.drafts) - 1

    def _give_back_closing(self) -> None:
        """What was held to close the document closed only a part: another one begins."""
        if self.closing:
            part = len(self.drafts) - 1
            while above := self.drafts[part].parent:
                part = above
            self.drafts[part].paragraphs += self.closing
            self.closing = []

    def _continue(self, current: int, start: int, end: int) -> int:
        """Gives the line to the open section, or to the one that it closes."""
        vocative = len(self.drafts) > 1 and self.text.startswith(_VOCATIVE, start)
        if vocative or self.closing:
            self.closing.append((start, end))
            return current
        draft = self.drafts[current]
        if draft.run_in and draft.parent and self._is_last_of_run_in(draft.parent):
            current = draft.parent
        self.drafts[current].paragraphs.append((start, end))
        if (parent := self.drafts[current].parent) is not None:
            self.not_one_line_each.add(parent)
        return current

    def _is_last_of_run_in(self, parent: int) -> bool:
        """Whether each section below ``parent`` keeps its body on its heading's line.

        A further line behind the last of them belongs to what is above it: sections of
        one line each do not suddenly have two. With a single section there is no
        such custom to go by.
        """
        return self.children[parent] > 1 and parent not in self.not_one_line_each

    def _close_parts(self) -> None:
        """Gives each section its end, and back its sentence where all it has is a heading."""
        for place in range(len(self.drafts) - 1, 0, -1):
            draft = self.drafts[place]
            if draft.heading and not self.children[place] and not draft.paragraphs:
                draft.paragraphs, draft.heading = [draft.heading], None
            own = [end for _, end in (draft.heading or (0, 0), *draft.paragraphs[-1:])]
            draft.end = max(draft.end, *own)
            if draft.parent is not None:
                self.drafts[draft.parent].end = max(self.drafts[draft.parent].end, draft.end)
