"""Numbers and addresses for the parts that the parser found.

An address is built as one would say it: the numbers of the sections, the paragraph
where a section has several, the marks of the points, and the sentence in its point.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.marks import HeadingMark, PointMark, point_marks
from index.outline import Outline, Paragraph, Point, Section, Sentence
from index.sentences import split_sentences, trim

OPENING, CLOSING, BODY, TITLE = "开头", "结尾", "正文", "标题"

Offsets = tuple[int, int]


@dataclass
class Draft:
    """A section as it was read: its heading and paragraphs, not yet cut into points.

    ``run_in`` tells that the body begins on the heading's line. The first draft is
    the document: no mark, and the title line as its heading.
    """

    mark: HeadingMark | None
    parent: int | None
    start: int
    end: int = 0
    heading: Offsets | None = None
    run_in: bool = False
    paragraphs: list[Offsets] = field(default_factory=list)

    @property
    def level(self) -> int:
        return self.mark.level if self.mark else 0


def assemble(text: str, drafts: Sequence[Draft], closing: Sequence[Offsets]) -> Outline:
    """The outline made of ``drafts`` and the paragraphs that close the document."""
    assembly = _Assembly(text)
    for draft in drafts:
        assembly.add_section(draft)
    label = OPENING if len(drafts) > 1 else BODY
    for number, draft in enumerate(drafts):
        assembly.add_body(number, draft.paragraphs, assembly.sections[number].address or label)
    assembly.add_body(0, closing, CLOSING)
    return assembly.outline()


class _Unique:
    """Gives out names, each once: the second of a kind comes back as ``name〔2〕``."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def __call__(self, name: str) -> str:
        self._taken[name] += 1
        if self._taken[name] == 1:
            return name
        return self(f"{name}〔{self._taken[name]}〕")


@dataclass(frozen=True)
class _Run:
    """A stretch of one paragraph under one mark, or under none."""

    section: int
    paragraph: Offsets
    paragraph_address: str
    mark: str
    address: str
    prefix: str
    start: int
    end: int


class _Assembly:
    def __init__(self, text: str) -> None:
        self.text = text
        self.sections: list[Section] = []
        self.headings: list[tuple[int, Offsets, str]] = []
        self.runs: list[_Run] = []
        self.unique_section, self.unique_run = _Unique(), _Unique()

    def add_section(self, draft: Draft) -> None:
        number = len(self.sections)
        above = self.sections[draft.parent].address if draft.parent else ""
        address = self.unique_section(above + draft.mark.mark) if draft.mark else ""
        title = self.text[slice(*draft.heading)] if draft.heading else ""
        if draft.mark and draft.heading:
            title = self.text[slice(*trim(self.text, draft.mark.end, draft.heading[1]))].rstrip("。")
        if draft.heading:
            self.headings.append((number, draft.heading, address or TITLE))
        mark = draft.mark.mark if draft.mark else ""
        self.sections.append(Section(number, draft.level, mark, title, address, draft.parent, draft.start, draft.end))

    def add_body(self, section: int, paragraphs: Sequence[Offsets], label: str) -> None:
        marks = point_marks(self.text, paragraphs)
        starts = [mark.start for mark in marks]
        flat = label in (OPENING, CLOSING)
        for place, (start, end) in enumerate(paragraphs, start=1):
            address = self.unique_run(f"{label}·第{place}段")
            prefix = label if flat or len(paragraphs) == 1 else address
            own = marks[bisect_left(starts, start) : bisect_left(starts, end)]
            for piece in self._pieces((start, end), own):
                path = "".join(piece[0])
                if path:
                    name = self.unique_run(prefix + path)
                    run_prefix = name
                else:
                    name = self.unique_run(f"{prefix}·总起") if own else address
                    run_prefix = prefix
                self.runs.append(_Run(section, (start, end), address, path, name, run_prefix, *piece[1]))

    def _pieces(self, paragraph: Offsets, marks: list[PointMark]) -> Iterator[tuple[tuple[str, ...], Offsets]]:
        start, end = paragraph
        cuts = [mark.start for mark in marks] + [end]
        before = trim(self.text, start, cuts[0])
        if before[0] < before[1]:
            yield (), before
        for mark, stop in zip(marks, cuts[1:], strict=True):
            yield mark.path, trim(self.text, mark.start, stop)

    def outline(self) -> Outline:
        self.runs.sort(key=lambda run: run.start)
        paragraphs: dict[Offsets, Paragraph] = {}
        points: list[Point] = []
        sentences = [Sentence(0, None, None, section, True, address, *span) for section, span, address in self.headings]
        counts: Counter[str] = Counter()
        unique = _Unique()
        for run in self.runs:
            paragraph = paragraphs.setdefault(
                run.paragraph,
                Paragraph(len(paragraphs), run.section, run.paragraph_address, *run.paragraph),
            )
            point = len(points)
            points.append(Point(point, paragraph.number, run.section, run.mark, run.address, run.start, run.end))
            for span in split_sentences(self.text, run.start, run.end):
                counts[run.prefix] += 1
                address = unique(f"{run.prefix}·第{counts[run.prefix]}句")
                sentences.append(Sentence(0, point, paragraph.number, run.section, False, address, *span))
        return Outline(
            text=self.text,
            sections=tuple(self.sections),
            paragraphs=tuple(paragraphs.values()),
            points=tuple(points),
            sentences=tuple(_numbered(sentences)),
        )


def _numbered(sentences: list[Sentence]) -> Iterator[Sentence]:
    for number, sentence in enumerate(sorted(sentences, key=lambda s: s.start)):
        yield replace(sentence, number=number)
