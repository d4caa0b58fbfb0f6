"""The marks that structure an official document: heading numbers and run-in points.

Heading levels follow GB/T 9704: 一、 （一） 1. （1）. Points run in: 一是…二是…,
一要…二要…, 第一，…第二，…. The ambiguous cases, all decided here:

* A number opens a heading at the start of a line. （一） does so within a line as
  well, after a full stop, when it carries on or begins a count, since many
  documents keep all their sections in one paragraph. ``1.5亿元`` is no heading.
* What follows the number is a heading as long as it is short: the line itself when
  it holds nothing else, or else its first sentence when a text runs in behind it.
  A numbered line that is one long sentence is body, not heading.
* A point mark stands at the start of a clause. 第一要务 and 一带一部 never do, and a
  lone 一是 that nobody continues with 二是 is ordinary prose.
* Lists nest: while 一要 is open, 一是 begins a list within it, and 二要 ends that one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.numerals import ordinal
from index.sentences import ENDINGS, ZERO_WIDTH, split_sentences, trim

LONGEST_HEADING = 40
_CHINESE = "一二三四五六七八九十百"
_LEVELS = (
    (1, re.compile(rf"([{_CHINESE}]{{1,4}})、")),
    (2, re.compile(rf"[（(]([{_CHINESE}]{{1,4}})[）)]、?")),
    (3, re.compile(r"(\d{1,2})[.．、](?!\d)")),
    (4, re.compile(r"[（(](\d{1,2})[）)]")),
)
_COUNTED = re.compile(rf"([{_CHINESE}]{{1,4}})(?:季度|月|、|产业|期|类|级|号|批)")
_RUN_IN_SECTION = re.compile(rf"(?:(?<=[。；;!！?？：:])|(?<=[。！？]”))\s*[（(]([{_CHINESE}]{{1,4}})[）)]")
_POINT = re.compile(
    rf"(?<![^，。；：、！？,;:!?\s”）){ZERO_WIDTH}])"  # twice negated, to hold where the text begins
    rf"(?:(?P<n>[{_CHINESE}]{{1,3}})(?P<kind>是|要)|第(?P<nth>[{_CHINESE}]{{1,3}})(?P<comma>[，,、：:]))"
)


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """A heading number: ``level`` 1 to 4, ``mark`` as an address writes it, its count."""

    level: int
    mark: str
    count: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PointMark:
    """A run-in point: ``path`` is its mark below those of the lists around it."""

    path: tuple[str, ...]
    start: int


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the non-blank lines of ``text``, without outer blanks."""
    for match in re.finditer(r"[^\r\n\u2028\u2029\f\v]+", text):
        start, end = trim(text, match.start(), match.end())
        if start < end:
            yield start, end


def heading_mark(text: str, start: int, end: int) -> HeadingMark | None:
    """The heading number at ``start``, or None where the line opens with none.

    >>> heading_mark("（二）重点项目推进有力。", 0, 12).mark
    '（二）'
    >>> heading_mark("1.5亿元到位。", 0, 8) is None
    True

    Numbers that follow each other in a sentence count something: there 一、二季度 is a time.

    >>> heading_mark("一、二季度持续向好。", 0, 10) is None, heading_mark("一、二期工程", 0, 6).mark
    (True, '一')
    """
    for level, pattern in _LEVELS:
        if match := pattern.match(text, start, end):
            count = ordinal(match.group(1))
            sentence = level == 1 and text[end - 1] in ENDINGS
            following = _COUNTED.match(text, match.end(), end) if sentence else None
            if following and ordinal(following.group(1)) == count + 1:
                return None
            digits = str(count) if level > 2 else match.group(1)
            shapes = {1: digits, 2: f"（{digits}）", 3: f"{digits}.", 4: f"（{digits}）"}
            return HeadingMark(level, shapes[level], count, start, match.end())
    return None


def split_run_in_sections(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The line divided before each （一）（二）… that counts on within it."""
    first = heading_mark(text, start, end)
    expected = first.count + 1 if first and first.level == 2 else 1
    begin = start
    for match in _RUN_IN_SECTION.finditer(text, start, end):
        count = ordinal(match.group(1))
        if count == expected or count == 1:
            yield trim(text, begin, match.start())
            begin, expected = match.start(), count + 1
    yield trim(text, begin, end)


def heading_end(text: str, mark: HeadingMark, end: int) -> int:
    """Where the heading that ``mark`` opens ends; ``mark.start`` when there is none.

    ``end`` is the end of the line. A heading may take the whole line or its first
    sentence, but no more than :data:`LONGEST_HEADING` characters after the number.
    """
    first = next(split_sentences(text, mark.end, end), None)
    if first is None or first[1] - mark.end > LONGEST_HEADING:
        return mark.start
    return first[1]


def point_marks(text: str, spans: Sequence[tuple[int, int]]) -> list[PointMark]:
    """The point marks within ``spans`` (the paragraphs of one section), in order.

    >>> line = "总体来看，一是稳。发展第一要务。二是进。"
    >>> [(line[m.start], m.path) for m in point_marks(line, [(0, len(line))])]
    [('一', ('一是',)), ('二', ('二是',))]
    """
    found = [_Candidate.of(m) for a, b in spans for m in _POINT.finditer(text, a, b)]
    marks: list[PointMark] = []
    open_lists: list[_Candidate] = []
    for candidate, following in zip(found, _following_counts(found), strict=True):
        depth = _continued(open_lists, candidate)
        if depth is not None:
            open_lists[depth:] = [candidate]
        elif candidate.count == 1 and following == 2:
            same = [at for at, item in enumerate(open_lists) if item.kind == candidate.kind]
            open_lists[same[0] if same else len(open_lists) :] = [candidate]
        else:
            continue
        marks.append(PointMark(tuple(item.mark for item in open_lists), candidate.start))
    return marks


@dataclass(frozen=True, slots=True)
class _Candidate:
    kind: str
    count: int
    mark: str
    start: int

    @classmethod
    def of(cls, match: "re.Match[str]") -> "_Candidate":
        number = match.group("n") or match.group("nth")
        kind = match.group("kind") or "第"
        mark = f"{number}{kind}" if match.group("n") else f"第{number}"
        return cls(kind, ordinal(number), mark, match.start())


def _continued(open_lists: list[_Candidate], candidate: _Candidate) -> int | None:
    """The depth of the open list that ``candidate`` carries on, innermost first."""
    for depth in reversed(range(len(open_lists))):
        item = open_lists[depth]
        if item.kind == candidate.kind and candidate.count == item.count + 1:
            return depth
    return None


def _following_counts(found: Sequence[_Candidate]) -> list[int]:
    """For each candidate the count of the next one of its kind; 0 where there is none."""
    nearest: dict[str, int] = {}
    counts: list[int] = []
    for candidate in reversed(found):
        counts.append(nearest.get(candidate.kind, 0))
        nearest[candidate.kind] = candidate.count
    return counts[::-1]
